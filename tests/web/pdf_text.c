/* pdf_text.c: see pdf_text.h. */
#include "pdf_text.h"

#include "test.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define SAID_MAX (1 << 16)

const char *pdf_says(struct arena *a, const struct reply *got, const char *command)
{
    char path[] = "/tmp/kyoten-pdf-XXXXXX";
    int fd = mkstemp(path);
    CHECK(fd >= 0 && write(fd, got->body, got->body_n) == (ssize_t)got->body_n);
    (void)close(fd);
    const char *at = strstr(command, "PDF");
    const char *line = arena_printf(a, "%.*s%s%s", (int)(at - command), command, path, at + 3);
    FILE *p = popen(line, "r"); // NOLINT(cert-env33-c): words of the test
    char *text = arena_alloc(a, SAID_MAX);
    size_t n = p ? fread(text, 1, SAID_MAX - 1, p) : 0;
    text[n] = 0;
    CHECK(p && pclose(p) == 0);
    (void)unlink(path);
    return text;
}

const char *pdf_text(struct arena *a, const struct reply *got)
{
    return pdf_says(a, got, "pdftotext -layout PDF -");
}
