/* text.c: outside bytes as text: UTF-8, percent escapes, line ends, named values. */
#include "http/text.h"

#include "base/utf8.h"

#include <sodium.h>
#include <string.h>

bool text_is_valid(const char *s, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if ((unsigned char)s[i] < 0x20 && s[i] != '\t' && s[i] != '\n' && s[i] != '\r')
            return false;
    return utf8_is_valid(s, n);
}

bool text_has_control(const char *s)
{
    for (; *s; s++)
        if ((unsigned char)*s < 0x20 || *s == 0x7f)
            return true;
    return false;
}

static int hex_digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    c = (char)(c | 0x20);
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

bool percent_decode(struct arena *a, const char *s, size_t n, bool plus_is_space, const char **ret,
                    size_t *ret_n)
{
    char *out = arena_alloc(a, n + 1);
    size_t len = 0;
    for (size_t i = 0; i < n; i++) {
        if (s[i] != '%') {
            out[len++] = (char)(plus_is_space && s[i] == '+' ? ' ' : s[i]);
            continue;
        }
        int high = i + 2 < n ? hex_digit(s[i + 1]) : -1;
        int low = i + 2 < n ? hex_digit(s[i + 2]) : -1;
        if (high < 0 || low < 0)
            return false;
        out[len++] = (char)(high << 4 | low);
        i += 2;
    }
    *ret = out;
    *ret_n = len;
    return true;
}

size_t line_ends_to_lf(char *s, size_t n)
{
    size_t len = 0;
    for (size_t i = 0; i < n; i++) {
        if (s[i] == '\r') {
            s[len++] = '\n';
            if (i + 1 < n && s[i + 1] == '\n')
                i++;
        } else {
            s[len++] = s[i];
        }
    }
    s[len] = 0;
    return len;
}

const char *pairs_get(const struct pairs *p, const char *name)
{
    for (size_t i = 0; i < p->n; i++)
        if (strcmp(p->v[i].name, name) == 0)
            return p->v[i].value;
    return NULL;
}

const char *pairs_text(const struct pairs *p, const char *name)
{
    const char *value = pairs_get(p, name);
    return value ? value : "";
}

bool token_equal(const char *a, const char *b)
{
    if (!a || !b || strlen(a) != strlen(b) || !*a)
        return false;
    return sodium_memcmp(a, b, strlen(a)) == 0;
}
