/* date_parse.c: reads a date as it was typed, then judges it: first the shape, then the month and day, the era, the
** weekday. The shape knows nothing of the calendar. */
#include "base/date_parse.h"

#include "base/text.h"
#include "time.msg.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#define FIRST "1865-05-01"
#define LAST "2199-12-31"
#define TEXT_MAX 200 /* bytes; the longest date has about 60 */

/* What was written, before it means anything. */
struct written {
    const struct era *era;
    int year, year_digits, month, day;
    int weekday; /* 0: none */
};

static void spaces(const char **s)
{
    while (**s == ' ' || **s == '\t' || **s == '\n')
        (*s)++;
}

static bool take(const char **s, const char *word)
{
    spaces(s);
    size_t n = strlen(word);
    if (strncmp(*s, word, n) != 0)
        return false;
    *s += n;
    return true;
}

/* 一 … 九十九, and 二〇二四: the value of one kanji numeral, 10 for 十, -1 for anything else. */
static int kanji_digit(const char **s)
{
    static const char *const NUMERALS[] = { "〇", "一", "二", "三", "四", "五", "六", "七", "八", "九", "十" };
    for (int i = 0; i <= 10; i++)
        if (take(s, NUMERALS[i]))
            return i;
    return -1;
}

static bool kanji_number(const char **s, int *ret, int *ret_digits)
{
    int tens = 0; /* what stands before 十, times ten */
    int value = 0;
    int digits = 0;
    for (int d = kanji_digit(s); d >= 0 && digits < 8; d = kanji_digit(s), digits++) {
        if (d == 10) {
            tens = digits == 0 ? 10 : value * 10;
            value = 0;
        } else
            value = value * 10 + d;
    }
    *ret = tens + value;
    *ret_digits = digits;
    return digits > 0;
}

static bool number(const char **s, int *ret, int *ret_digits)
{
    spaces(s);
    int value = 0;
    int digits = 0;
    while (isdigit((unsigned char)**s) && digits < 8) {
        value = value * 10 + (**s - '0');
        (*s)++;
        digits++;
    }
    if (digits == 0)
        return kanji_number(s, ret, ret_digits);
    *ret = value;
    *ret_digits = digits;
    return !isdigit((unsigned char)**s);
}

/* 年, 月, or one of the signs people put between numbers. */
static bool separator(const char **s, const char *kanji)
{
    static const char *const SIGNS[] = { "-", "/", ".", "‐", "‑", "‒", "–", "—", "―", "−", "ー", "・" };
    if (take(s, kanji))
        return true;
    for (size_t i = 0; i < sizeof SIGNS / sizeof *SIGNS; i++)
        if (take(s, SIGNS[i]))
            return true;
    return false;
}

/* 令和, 令 or R; the letter and the single kanji only before a number. */
static const struct era *era_at(const char **s)
{
    size_t n = 0;
    const struct era *e = era_list(&n);
    spaces(s);
    for (size_t i = 0; i < n; i++) {
        if (take(s, e[i].ja) || (strncasecmp(*s, e[i].en, strlen(e[i].en)) == 0 && (*s += strlen(e[i].en))))
            return &e[i];
        size_t skip = toupper((unsigned char)**s) == e[i].letter ? 1 : strncmp(*s, e[i].ja, 3) == 0 ? 3 : 0;
        const char *next = *s + skip;
        (void)take(&next, ".");
        spaces(&next);
        if (skip && (isdigit((unsigned char)*next) || strncmp(next, "元", 3) == 0)) {
            *s = next;
            return &e[i];
        }
    }
    return NULL;
}

/* "Mon", "monday", "月", "月曜", "月曜日", in brackets or bare; true also when there is none. */
static bool weekday_at(const char **s, int *ret)
{
    static const char *const LONG[] = { "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday" };
    bool bracket = take(s, "(");
    for (int w = MONDAY; w <= SUNDAY && !*ret; w++) {
        size_t n = strlen(LONG[w - 1]);
        if (take(s, weekday_ja((enum weekday)w))) {
            if (take(s, "曜"))
                (void)take(s, "日");
            *ret = w;
        } else if (strncasecmp(*s, LONG[w - 1], n) == 0 || strncasecmp(*s, LONG[w - 1], n = 3) == 0) {
            *s += n;
            *ret = w;
        }
    }
    return !bracket || (*ret && take(s, ")"));
}

static int month_word(const char **s)
{
    static const char *const LONG[] = { "january", "february", "march",     "april",   "may",      "june",
                                        "july",    "august",   "september", "october", "november", "december" };
    spaces(s);
    for (int m = 1; m <= 12; m++) {
        size_t n = strlen(LONG[m - 1]);
        if (strncasecmp(*s, LONG[m - 1], n) == 0 || strncasecmp(*s, LONG[m - 1], n = 3) == 0) {
            *s += n;
            (void)take(s, ".");
            return m;
        }
    }
    return 0;
}

/* 29 July 2024; July 29, 2024 */
static bool english_shape(const char **s, struct written *w)
{
    int digits = 0;
    bool day_first = number(s, &w->day, &digits);
    w->month = month_word(s);
    if (!w->month || (!day_first && !number(s, &w->day, &digits)))
        return false;
    (void)take(s, ",");
    return number(s, &w->year, &w->year_digits);
}

static bool numeric_shape(const char **s, struct written *w)
{
    int digits = 0;
    (void)take(s, "西暦");
    w->era = era_at(s);
    if (w->era && take(s, "元"))
        w->year = w->year_digits = 1;
    else if (!number(s, &w->year, &w->year_digits))
        return false;
    if (!w->era && w->year_digits == 8) {
        w->day = w->year % 100;
        w->month = w->year / 100 % 100;
        w->year /= 10000;
        w->year_digits = 4;
        return true;
    }
    if (!separator(s, "年") || !number(s, &w->month, &digits) || !separator(s, "月") || !number(s, &w->day, &digits))
        return false;
    (void)take(s, "日");
    return true;
}

static bool whole_shape(const char *text, struct written *w)
{
    const char *s = text;
    struct written english = { 0 };
    if (!numeric_shape(&s, w)) {
        s = text;
        if (!english_shape(&s, &english))
            return false;
        *w = english;
    }
    if (!weekday_at(&s, &w->weekday))
        return false;
    spaces(&s);
    return *s == 0;
}

/* "7月29日": everything but the year. */
static bool lacks_year(const char *s)
{
    int n = 0;
    int digits = 0;
    return number(&s, &n, &digits) && take(&s, "月");
}

static struct err *check_era(struct arena *a, const struct written *w, date d)
{
    const struct era *e = w->era;
    struct arg name = arg_text(e->ja);
    if (date_compare(d, e->first) < 0)
        return invalid(a, NULL, MSG_TIME_ERA_BEFORE, name, arg_date(e->first), arg_date(d));
    if (date_is_known(e->last) && date_compare(d, e->last) > 0)
        return invalid(a, NULL, MSG_TIME_ERA_AFTER, name, arg_date(e->last), arg_date(d));
    return NULL;
}

/* The same month and day in the nearest year in which it falls on that weekday: the usual slip is in the year. */
static date nearest_with_weekday(struct date_parts p, enum weekday w)
{
    for (int distance = 1; distance < 40; distance++)
        for (int sign = 1; sign >= -1; sign -= 2) {
            date d = DATE_UNKNOWN;
            if (date_make(p.year + sign * distance, p.month, p.day, &d) && date_weekday(d) == w)
                return d;
        }
    return DATE_UNKNOWN; /* not reached: 40 years hold every weekday, of 29 February too */
}

static struct err *check_written(struct arena *a, const char *text, const struct written *w, date *ret)
{
    date d = DATE_UNKNOWN;
    int year = w->era ? w->era->first_year + w->year - 1 : w->year;
    if (w->era && w->year == 0)
        return invalid(a, NULL, MSG_TIME_ERA_YEAR_ZERO, arg_text(w->era->ja));
    if (!w->era && w->year_digits < 4)
        return invalid(a, NULL, MSG_TIME_DATE_SHORT_YEAR, arg_text(text));
    if (w->month < 1 || w->month > 12)
        return invalid(a, NULL, MSG_TIME_DATE_MONTH, arg_i64(w->month));
    if (year < 1865 || year > 2199)
        return invalid(a, NULL, MSG_TIME_DATE_RANGE, arg_text(FIRST), arg_text(LAST));
    if (!date_make(year, w->month, w->day, &d))
        return invalid(a, NULL, MSG_TIME_DATE_DAY, arg_text(arena_printf(a, "%d", year)), arg_i64(w->month),
                       arg_i64(w->day), arg_i64(date_days_in_month(year, w->month)));
    if (w->era)
        TRY(check_era(a, w, d));
    if (date_compare(d, date_of(1865, 5, 1)) < 0)
        return invalid(a, NULL, MSG_TIME_DATE_RANGE, arg_text(FIRST), arg_text(LAST));
    if (w->weekday && w->weekday != (int)date_weekday(d))
        return invalid(a, NULL, MSG_TIME_WEEKDAY_MISMATCH, arg_date(d), arg_text(weekday_ja((enum weekday)w->weekday)),
                       arg_date(nearest_with_weekday(date_parts(d), (enum weekday)w->weekday)));
    *ret = d;
    return NULL;
}

struct err *date_parse(struct arena *a, const char *text, date *ret)
{
    if (strlen(text) > TEXT_MAX)
        return invalid(a, NULL, MSG_TIME_DATE_TOO_LONG);
    const char *s = text_nfkc(a, text);
    struct written w = { 0 };
    spaces(&s);
    if (!*s)
        return invalid(a, NULL, MSG_TIME_DATE_EMPTY);
    if (whole_shape(s, &w))
        return check_written(a, text, &w, ret);
    if (lacks_year(s))
        return invalid(a, NULL, MSG_TIME_DATE_NO_YEAR, arg_text(text));
    return invalid(a, NULL, MSG_TIME_DATE_FORM, arg_text(text));
}
