/* letter.c: fills the holes of a letter's text. */
#include "programme/programme.h"

#include "base/buf.h"
#include "programme.msg.h"

#include <string.h>

static const char *hole_value(const struct hole *holes, size_t n, const char *name, size_t len)
{
    for (size_t i = 0; i < n; i++)
        if (strlen(holes[i].name) == len && strncmp(holes[i].name, name, len) == 0)
            return holes[i].value;
    return NULL;
}

struct err *letter_fill(struct arena *a, const char *text, const struct hole *holes, size_t n,
                        const char **ret)
{
    struct buf b = buf_make(a, strlen(text) + 64);
    while (*text) {
        size_t plain = strcspn(text, "{");
        buf_put(&b, text, plain);
        text += plain;
        if (!*text)
            break;
        size_t len = strcspn(text + 1, "}");
        const char *name = arena_strndup(a, text + 1, len);
        const char *value = text[1 + len] ? hole_value(holes, n, text + 1, len) : NULL;
        if (!value)
            return invalid(a, name, MSG_PROGRAMME_LETTER_HOLE, arg_text(name));
        buf_puts(&b, value);
        text += len + 2;
    }
    *ret = b.s;
    return NULL;
}
