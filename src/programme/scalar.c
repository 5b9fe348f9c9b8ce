/* scalar.c: single values of the programme's data: exact, or refused with what to do. */
#include "programme/schema.h"

#include "base/buf.h"
#include "programme.msg.h"

#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#define DAY_MICROS (INT64_C(86400) * 1000000)
#define JAPAN_MICROS (INT64_C(9) * 3600 * 1000000)

static bool digits(const char *p, int n, int *ret)
{
    int v = 0;
    for (int i = 0; i < n; i++) {
        if (p[i] < '0' || p[i] > '9')
            return false;
        v = v * 10 + (p[i] - '0');
    }
    *ret = v;
    return true;
}

/* Days since 1970-01-01 of the proleptic Gregorian calendar, years 1…9999. */
static int32_t day_of(int y, int m, int d)
{
    int yy = m <= 2 ? y - 1 : y;
    int era = yy / 400;
    int yoe = yy - era * 400;
    int doy = (153 * (m + (m > 2 ? -3 : 9)) + 2) / 5 + d - 1;
    int doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;
    return era * 146097 + doe - 719468;
}

static void civil_of(int32_t day, int *y, int *m, int *d)
{
    int z = day + 719468;
    int era = (z >= 0 ? z : z - 146096) / 146097;
    int doe = z - era * 146097;
    int yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
    int doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    int mp = (5 * doy + 2) / 153;
    *d = doy - (153 * mp + 2) / 5 + 1;
    *m = mp + (mp < 10 ? 3 : -9);
    *y = yoe + era * 400 + (*m <= 2);
}

static bool date_at(const char *p, date *ret)
{
    int y = 0;
    int m = 0;
    int d = 0;
    if (!digits(p, 4, &y) || p[4] != '-' || !digits(p + 5, 2, &m) || p[7] != '-' || !digits(p + 8, 2, &d))
        return false;
    static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
    bool leap = (y % 4 == 0 && y % 100 != 0) || y % 400 == 0;
    if (y < 1868 || m < 1 || m > 12 || d < 1 || d > days[m - 1] + (m == 2 && leap))
        return false;
    ret->day = day_of(y, m, d);
    return true;
}

bool scalar_date(const char *text, date *ret)
{
    return strlen(text) == 10 && date_at(text, ret);
}

bool scalar_instant(const char *text, instant *ret)
{
    size_t n = strlen(text);
    date d;
    int h = 0;
    int mi = 0;
    int s = 0;
    int micros = 0;
    if (n != 25 && n != 32)
        return false;
    if (!date_at(text, &d) || text[10] != 'T' || !digits(text + 11, 2, &h) || text[13] != ':'
        || !digits(text + 14, 2, &mi) || text[16] != ':' || !digits(text + 17, 2, &s) || h > 23 || mi > 59 || s > 59)
        return false;
    if (n == 32 && (text[19] != '.' || !digits(text + 20, 6, &micros)))
        return false;
    if (strcmp(text + n - 6, "+09:00") != 0)
        return false;
    *ret = d.day * DAY_MICROS - JAPAN_MICROS + ((h * 60 + mi) * INT64_C(60) + s) * 1000000 + micros;
    return true;
}

const char *scalar_date_text(struct arena *a, date d)
{
    int y = 0;
    int m = 0;
    int dd = 0;
    civil_of(d.day, &y, &m, &dd);
    return arena_printf(a, "%04d-%02d-%02d", y, m, dd);
}

const char *scalar_instant_text(struct arena *a, instant at)
{
    int64_t t = at + JAPAN_MICROS;
    int64_t day = t / DAY_MICROS - (t % DAY_MICROS < 0);
    int64_t rest = t - day * DAY_MICROS;
    int64_t s = rest / 1000000;
    const char *d = scalar_date_text(a, (date){ (int32_t)day });
    const char *clock = arena_printf(a, "%02d:%02d:%02d", (int)(s / 3600), (int)(s / 60 % 60), (int)(s % 60));
    if (rest % 1000000)
        return arena_printf(a, "%sT%s.%06d+09:00", d, clock, (int)(rest % 1000000));
    return arena_printf(a, "%sT%s+09:00", d, clock);
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
    static const char *const words[] = { "true", "false", "yes", "no",  "on",  "off", "null", "~",
                                         "True", "False", "Yes", "No",  "On",  "Off", "Null", "TRUE",
                                         "FALSE", "YES",  "NO",  "ON",  "OFF", "NULL" };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcmp(s, words[i]) == 0)
            return true;
    struct decimal d;
    date day;
    return decimal_parse(s, &d) || scalar_date(s, &day) || (strlen(s) > 10 && isdigit((unsigned char)*s) && date_at(s, &day));
}

#define WRONG(message, ...) \
    (mistake_add(m, invalid(a, node->at, message, arg_text(slot->key), __VA_ARGS__)), false)

static bool bind_text(struct arena *a, const struct slot *slot, const struct node *node, void *ret, struct mistakes *m)
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

static bool bind_int(struct arena *a, const struct slot *slot, const struct node *node, void *ret, struct mistakes *m)
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

static bool bind_enum(struct arena *a, const struct slot *slot, const struct node *node, void *ret, struct mistakes *m)
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

bool scalar_bind(struct arena *a, const struct slot *slot, const struct node *node, void *ret, struct mistakes *m)
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
        return (bare && decimal_parse(node->text, ret)) || WRONG(MSG_PROGRAMME_WANT_DECIMAL, arg_text(node->text));
    case SHAPE_DATE:
        return (bare && scalar_date(node->text, ret)) || WRONG(MSG_PROGRAMME_WANT_DATE, arg_text(node->text));
    case SHAPE_INSTANT:
        return (bare && scalar_instant(node->text, ret)) || WRONG(MSG_PROGRAMME_WANT_INSTANT, arg_text(node->text));
    default:
        return bind_enum(a, slot, node, ret, m);
    }
}
