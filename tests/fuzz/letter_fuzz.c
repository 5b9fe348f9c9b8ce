/* Fuzzing the templates of letters: what the lint lets pass can be filled, what it refuses is refused when
** filled, and no text of a place is ever read as a template again. */
#include "programme/programme.h"

#include <stdlib.h>
#include <string.h>

static void want(int good)
{
    if (!good)
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    ARENA(a);
    const struct hole hostile[] = { { "hub", "{institution}}}{{" }, { "institution", "}" }, { "comment", "" } };
    const char *text = arena_strndup(a, (const char *)data, n < 4096 ? n : 4096);
    const char *filled = NULL;
    struct err *strict = letter_lint(a, "x", "selected", text);
    struct err *loose = letter_lint(a, "x", "whatever", text);
    want(!loose || strict); /* what is wrong for every letter is wrong for this one */
    struct err *e = letter_fill(a, text, hostile, 3, &filled);
    want(!loose || e);
    want(e || filled);
    if (!e && !strchr(text, '{'))
        want(strcmp(filled, text) == 0);
    for (const struct err *x = e; x; x = x->next)
        want(x->kind == ERR_INVALID && x->msg);
    return 0;
}
