/* scalar.c: single values of the programme's data: exact, or refused with what to do. */
#include "programme/schema.h"

#include "base/buf.h"
#include "programme.msg.h"

#include <stdlib.h>
#include <string.h>

bool scalar_date(const char *text, date *ret)
{
    return date_from_iso(text, ret);
}

bool scalar_instant(const char *text, instant *ret)
{
    size_t n = strlen(text);
    return (n == 25 || n == 32) && strcmp(text + n - 6, "+09:00") == 0 && instant_from_rfc3339(text, ret);
}

const char *scalar_instant_text(struct arena *a, instant at)
{
    /* Without the fraction where there is none: as a person writes it. */
    const char *text = instant_rfc3339(a, at);
    if (strcmp(text + 19, ".000000+09:00") != 0)
        return text;
    return arena_printf(a, "%.19s+09:00", text);
}

bool scalar_is_key(const char *text)
{
    for (const char *p = text; *p; p++)
        if (!((*p >= 'a' && *p <= 'z') || (*p >= '0' && *p <= '9') || *p == '-' || *p == '_'))
            return false;
    return *text;
}

static int64_t code_points(const char *s)
{
    int64_t n = 0;
    for (; *s; s++)
        n += ((unsigned char)*s & 0xc0) != 0x80;
    return n;
}

/* Would YAML's readers take this unquoted text for something else: a number, a date, a truth value? */
static bool looks_like_something_else(const char *s)
{
    static const char *const words[] = { "true",  "false", "yes", "no", "on",  "off", "null", "~",
                                         "True",  "False", "Yes", "No", "On",  "Off", "Null", "TRUE",
                                         "FALSE", "YES",   "NO",  "ON", "OFF", "NULL" };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcmp(s, words[i]) == 0)
            return true;
    struct decimal d;
    date day;
    return decimal_parse(s, &d) || scalar_date(s, &day);
}

#define WRONG(message, ...)                                                                                  \
    (mistake_add(m, invalid(a, node->at, message, arg_text(slot->key), __VA_ARGS__)), false)

static bool bind_text(struct arena *a, const struct slot *slot, const struct node *node, void *ret,
                      struct mistakes *m)
{
    int64_t n = code_points(node->text);
    if (slot->shape == SHAPE_KEY) {
        if (!scalar_is_key(node->text) || n > slot->max)
            return WRONG(MSG_PROGRAMME_WANT_KEY, arg_text(node->text));
    } else {
        if (node->plain && looks_like_something_else(node->text))
            return WRONG(MSG_PROGRAMME_WANT_QUOTES, arg_text(node->text));
        if (n < slot->min || n > slot->max)
            return WRONG(MSG_PROGRAMME_WANT_LENGTH, arg_i64(n), arg_i64(slot->min), arg_i64(slot->max));
    }
    *(const char **)ret = node->text;
    return true;
}

static bool bind_int(struct arena *a, const struct slot *slot, const struct node *node, void *ret,
                     struct mistakes *m)
{
    const char *p = node->text + (*node->text == '-');
    size_t n = strspn(p, "0123456789");
    if (!node->plain || n == 0 || n > 18 || p[n] || (*p == '0' && n > 1))
        return WRONG(MSG_PROGRAMME_WANT_INT, arg_text(node->text));
    int64_t v = strtoll(node->text, NULL, 10);
    if (v < slot->min || v > slot->max)
        return WRONG(MSG_PROGRAMME_WANT_RANGE, arg_text(node->text), arg_i64(slot->min), arg_i64(slot->max));
    *(int64_t *)ret = v;
    return true;
}

static bool bind_enum(struct arena *a, const struct slot *slot, const struct node *node, void *ret,
                      struct mistakes *m)
{
    struct buf all = buf_make(a, 64);
    for (int i = 0; slot->names[i]; i++) {
        if (strcmp(slot->names[i], node->text) == 0) {
            *(int *)ret = i;
            return true;
        }
        buf_printf(&all, "%s%s", i ? ", " : "", slot->names[i]);
    }
    return WRONG(MSG_PROGRAMME_WANT_WORD, arg_text(node->text), arg_text(all.s));
}

bool scalar_bind(struct arena *a, const struct slot *slot, const struct node *node, void *ret,
                 struct mistakes *m)
{
    bool json = node->line == 0; /* JSON has no dates and we keep decimals exact: both are texts there */
    bool bare = json ? !node->plain : node->plain;
    switch ((int)slot->shape) {
    case SHAPE_TEXT:
    case SHAPE_KEY:
        if (json && node->plain)
            return WRONG(MSG_PROGRAMME_WANT_QUOTES, arg_text(node->text));
        return bind_text(a, slot, node, ret, m);
    case SHAPE_INT:
        return bind_int(a, slot, node, ret, m);
    case SHAPE_BOOL:
        if (!node->plain || (strcmp(node->text, "true") != 0 && strcmp(node->text, "false") != 0))
            return WRONG(MSG_PROGRAMME_WANT_BOOL, arg_text(node->text));
        *(bool *)ret = *node->text == 't';
        return true;
    case SHAPE_DECIMAL:
        return (bare && decimal_parse(node->text, ret)) ||
               WRONG(MSG_PROGRAMME_WANT_DECIMAL, arg_text(node->text));
    case SHAPE_DATE:
        return (bare && scalar_date(node->text, ret)) || WRONG(MSG_PROGRAMME_WANT_DATE, arg_text(node->text));
    case SHAPE_INSTANT:
        return (bare && scalar_instant(node->text, ret)) ||
               WRONG(MSG_PROGRAMME_WANT_INSTANT, arg_text(node->text));
    default:
        return bind_enum(a, slot, node, ret, m);
    }
}
