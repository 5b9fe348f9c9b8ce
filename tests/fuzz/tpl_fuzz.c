/* tpl_fuzz.c: the compiler of views never crashes; it refuses with a place, or writes C that closes what it opens. */
#include "tpl.h"

#include <assert.h>
#include <ctype.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

/* Brackets outside of texts, counted without knowing how the compiler does it. */
static void check_brackets(const char *c)
{
    int braces = 0;
    int rounds = 0;
    for (char quote = 0; *c; c++) {
        if (quote) {
            assert(*c != '\n');
            if (*c == '\\')
                c++;
            else if (*c == quote)
                quote = 0;
        } else if (*c == '"' || *c == '\'')
            quote = *c;
        else if (*c == '/' && c[1] == '*') /* the compiler's own head only */
            c = strstr(c, "*/") + 1;
        braces += !quote && *c == '{' ? 1 : !quote && *c == '}' ? -1 : 0;
        rounds += !quote && *c == '(' ? 1 : !quote && *c == ')' ? -1 : 0;
        assert(braces >= 0 && rounds >= 0);
    }
    assert(braces == 0 && rounds == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    ARENA(a);
    struct buf out = buf_make(a, 4096);
    char *text = arena_alloc(a, n + 1);
    memcpy(text, data, n);
    const char *mistake = tpl_compile(a, "v.html", text, n, &out);
    if (mistake)
        assert(strncmp(mistake, "v.html:", 7) == 0 && isdigit((unsigned char)mistake[7]));
    else
        check_brackets(out.s);
    return 0;
}
