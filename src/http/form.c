/* form.c: application/x-www-form-urlencoded, in bodies and behind the question mark of an address. */
#include "http/text.h"

#include "http.msg.h"

#include <string.h>

/* One name or value, decoded and checked, its line ends made \n. */
static struct err *decode_text(struct arena *a, const char *s, size_t n, const char *field, const char **ret)
{
    const char *text = NULL;
    size_t len = 0;
    if (!percent_decode(a, s, n, true, &text, &len))
        return invalid(a, field, MSG_HTTP_BAD_ESCAPE);
    if (!text_is_valid(text, len))
        return invalid(a, field, MSG_HTTP_BAD_TEXT);
    char *copy = arena_strndup(a, text, len);
    (void)line_ends_to_lf(copy, len);
    *ret = copy;
    return NULL;
}

/* name=value, or a name alone, from s up to stop. */
static struct err *decode_pair(struct arena *a, const char *s, const char *stop, struct pair *ret)
{
    const char *eq = memchr(s, '=', (size_t)(stop - s));
    const char *value = eq ? eq + 1 : stop;
    struct pair p = { 0 };
    TRY(decode_text(a, s, (size_t)((eq ? eq : stop) - s), NULL, &p.name));
    TRY(decode_text(a, value, (size_t)(stop - value), p.name, &p.value));
    *ret = p;
    return NULL;
}

struct err *form_decode(struct arena *a, struct bytes body, size_t max_fields, struct pairs *ret)
{
    VEC(struct pair) v = { 0 };
    const char *s = (const char *)body.p;
    const char *end = s + body.n;
    while (s < end) {
        const char *amp = memchr(s, '&', (size_t)(end - s));
        const char *stop = amp ? amp : end;
        if (stop > s) {
            if (v.n == max_fields)
                return invalid(a, NULL, MSG_HTTP_TOO_MANY_FIELDS, arg_i64((int64_t)max_fields));
            struct pair p = { 0 };
            TRY(decode_pair(a, s, stop, &p));
            *vec_push(a, &v) = p;
        }
        s = amp ? amp + 1 : end;
    }
    *ret = (struct pairs){ v.n, v.v };
    return NULL;
}
