/* html_fuzz.c: no text gets out of its place on a page or in an address. */
#include "html/html.h"

#include <assert.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    ARENA(a);
    const char *text = arena_strndup(a, (const char *)data, n);
    struct html_writer w = html_writer_make(a, LANG_JA);
    html_put_text(&w, text);
    const char *written = html_done(&w).s;
    assert(!strpbrk(written, "<>\"'"));
    for (const char *p = written; (p = strchr(p, '&')); p++)
        assert(memcmp(p, "&amp;", 5) == 0 || memcmp(p, "&lt;", 4) == 0 || memcmp(p, "&gt;", 4) == 0 ||
               memcmp(p, "&quot;", 6) == 0 || memcmp(p, "&#39;", 5) == 0);

    const char *path = url_make(a, "/a/%s/b?c=%s", text, text).s;
    const char *after = strstr(path + 3, "/b?c=");
    assert(strncmp(path, "/a/", 3) == 0 && after && !strpbrk(after + 5, "/?#&=\\\"<> ") && !strstr(path, "/../"));
    assert(strcspn(path + 3, "/?#") == (size_t)(after - path) - 3);

    const char *outside = url_external(a, text).s;
    assert(!outside || (strcmp(outside, text) == 0 && strncmp(outside, "https://", 8) == 0));
    assert(!outside || !strpbrk(outside, " \t\n\r\\\"<>"));
    return 0;
}
