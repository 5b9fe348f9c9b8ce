/* said.c: see said.h. */
#include "said.h"

#include "base/buf.h"
#include "test.h"

#include <stdio.h>
#include <stdlib.h>

static void remove_folder(void *path)
{
    ARENA(a);
    FILE *f = popen(arena_printf(a, "rm -r '%s'", (const char *)path), "r");
    if (f)
        (void)pclose(f);
}

const char *folder(struct arena *a)
{
    char *path = arena_strdup(a, "/tmp/kyoten-doc-XXXXXX");
    CHECK(mkdtemp(path) != NULL);
    arena_defer(a, remove_folder, path);
    return path;
}

const char *write_file(struct arena *a, const char *path, struct bytes content)
{
    FILE *f = fopen(path, "wb");
    CHECK(f && fwrite(content.p, 1, content.n, f) == content.n);
    if (f)
        (void)fclose(f);
    return arena_strdup(a, path);
}

const char *read_whole_file(struct arena *a, const char *path, size_t *ret_n)
{
    struct buf b = buf_make(a, 4096);
    char part[4096];
    FILE *f = fopen(path, "rb");
    if (!f)
        return NULL;
    for (size_t n = 0; (n = fread(part, 1, sizeof part, f)) > 0;)
        buf_put(&b, part, n);
    (void)fclose(f);
    *ret_n = b.n;
    return b.s;
}

const char *said(struct arena *a, const char *command)
{
    struct buf b = buf_make(a, 4096);
    char part[4096];
    size_t n = 0;
    FILE *f = popen(arena_printf(a, "( %s ) 2>&1; echo status $?", command), "r");
    if (!f)
        return "";
    while ((n = fread(part, 1, sizeof part, f)) > 0)
        buf_put(&b, part, n);
    (void)pclose(f);
    return b.s;
}
