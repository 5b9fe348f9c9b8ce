/* date.c: the calendar as arithmetic. */
#include "base/date.h"

#include <assert.h>
#include <string.h>

#define YEAR_MIN 1
#define YEAR_MAX 9999
#define DAYS_PER_400_YEARS 146097
/* Days from 0000-03-01 to 1970-01-01: counting years from March puts the leap day at their end. */
#define DAYS_TO_1970 719468

static int32_t days_of(int year, int month, int day)
{
    int64_t y = month <= 2 ? year - 1 : year;
    int64_t months_since_march = (month + 9) % 12;
    int64_t day_of_year = (153 * months_since_march + 2) / 5 + day - 1;
    return (int32_t)(y * 365 + y / 4 - y / 100 + y / 400 + day_of_year - DAYS_TO_1970);
}

int date_days_in_month(int year, int month)
{
    static const int DAYS[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
    assert(month >= 1 && month <= 12);
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return DAYS[month - 1] + (month == 2 && leap);
}

bool date_make(int year, int month, int day, date *ret)
{
    if (year < YEAR_MIN || year > YEAR_MAX || month < 1 || month > 12)
        return false;
    if (day < 1 || day > date_days_in_month(year, month))
        return false;
    ret->day = days_of(year, month, day);
    return true;
}

date date_of(int year, int month, int day)
{
    date d = DATE_UNKNOWN;
    bool exists = date_make(year, month, day, &d);
    assert(exists);
    (void)exists;
    return d;
}

struct date_parts date_parts(date d)
{
    assert(date_is_known(d));
    int64_t z = (int64_t)d.day + DAYS_TO_1970;
    int64_t cycle = (z >= 0 ? z : z - (DAYS_PER_400_YEARS - 1)) / DAYS_PER_400_YEARS;
    int64_t in_cycle = z - cycle * DAYS_PER_400_YEARS;
    int64_t year_of_cycle = (in_cycle - in_cycle / 1460 + in_cycle / 36524 - in_cycle / 146096) / 365;
    int64_t day_of_year = in_cycle - (365 * year_of_cycle + year_of_cycle / 4 - year_of_cycle / 100);
    int64_t months_since_march = (5 * day_of_year + 2) / 153;
    int month = (int)(months_since_march < 10 ? months_since_march + 3 : months_since_march - 9);
    return (struct date_parts){
        .year = (int)(cycle * 400 + year_of_cycle) + (month <= 2),
        .month = month,
        .day = (int)(day_of_year - (153 * months_since_march + 2) / 5) + 1,
    };
}

enum weekday date_weekday(date d)
{
    int64_t since_monday = ((int64_t)d.day + 3) % 7; /* 1970-01-01 was a Thursday */
    return (enum weekday)((since_monday + 7) % 7 + 1);
}

const char *weekday_ja(enum weekday w)
{
    static const char *const NAMES[] = { "月", "火", "水", "木", "金", "土", "日" };
    assert(w >= MONDAY && w <= SUNDAY);
    return NAMES[w - 1];
}

const char *weekday_en(enum weekday w)
{
    static const char *const NAMES[] = { "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun" };
    assert(w >= MONDAY && w <= SUNDAY);
    return NAMES[w - 1];
}

bool date_is_known(date d)
{
    return d.day != INT32_MIN;
}

date date_add_days(date d, int days)
{
    assert(date_is_known(d));
    return (date){ d.day + days };
}

int date_compare(date a, date b)
{
    return (a.day > b.day) - (a.day < b.day);
}

const char *date_iso(struct arena *a, date d)
{
    if (!date_is_known(d))
        return "";
    struct date_parts p = date_parts(d);
    return arena_printf(a, "%04d-%02d-%02d", p.year, p.month, p.day);
}

/* Reads exactly n digits. */
static bool digits(const char **s, int n, int *ret)
{
    int v = 0;
    for (int i = 0; i < n; i++, (*s)++) {
        if (**s < '0' || **s > '9')
            return false;
        v = v * 10 + (**s - '0');
    }
    *ret = v;
    return true;
}

static bool letter(const char **s, char want)
{
    if (**s != want)
        return false;
    (*s)++;
    return true;
}

/* Reads YYYY-MM-DD from *s and leaves *s behind it. */
static bool iso_day(const char **s, date *ret)
{
    int year = 0;
    int month = 0;
    int day = 0;
    return digits(s, 4, &year) && letter(s, '-') && digits(s, 2, &month) && letter(s, '-') && digits(s, 2, &day) &&
           date_make(year, month, day, ret);
}

bool date_from_iso(const char *text, date *ret)
{
    date d = DATE_UNKNOWN;
    if (!iso_day(&text, &d) || *text)
        return false;
    *ret = d;
    return true;
}

/* ── instants ── */

#define JAPAN_US (9 * 3600 * SECOND_US)

instant instant_of_japan(date d, int hour, int minute, int second, int us)
{
    assert(date_is_known(d) && hour >= 0 && hour <= 24 && minute >= 0 && minute < 60);
    assert(second >= 0 && second < 60 && us >= 0 && us < SECOND_US);
    return d.day * DAY_US - JAPAN_US + ((hour * 60 + minute) * 60 + second) * SECOND_US + us;
}

date date_of_instant(instant at)
{
    assert(at != INSTANT_UNKNOWN);
    int64_t day = at / DAY_US; /* first split, then shift: no overflow at either end */
    int64_t rest = at % DAY_US + JAPAN_US;
    day += rest >= DAY_US ? 1 : rest < 0 ? -1 : 0;
    return (date){ (int32_t)day };
}

struct clock_parts clock_of_instant(instant at)
{
    assert(at != INSTANT_UNKNOWN);
    int64_t us = ((at % DAY_US + JAPAN_US) % DAY_US + DAY_US) % DAY_US;
    int64_t s = us / SECOND_US;
    return (struct clock_parts){ (int)(s / 3600), (int)(s / 60 % 60), (int)(s % 60), (int)(us % SECOND_US) };
}

const char *instant_rfc3339(struct arena *a, instant at)
{
    if (at == INSTANT_UNKNOWN)
        return "";
    struct clock_parts c = clock_of_instant(at);
    return arena_printf(a, "%sT%02d:%02d:%02d.%06d+09:00", date_iso(a, date_of_instant(at)), c.hour, c.minute,
                        c.second, c.us);
}

/* ".5" → 500000; more than six digits only if the rest is noughts, because it would be lost. */
static bool fraction(const char **s, int *ret_us)
{
    int us = 0;
    int n = 0;
    *ret_us = 0;
    if (**s != '.')
        return true;
    for ((*s)++; **s >= '0' && **s <= '9'; (*s)++, n++) {
        if (n < 6)
            us = us * 10 + (**s - '0');
        else if (**s != '0')
            return false;
    }
    for (int i = n; i < 6; i++)
        us *= 10;
    *ret_us = us;
    return n > 0;
}

static bool offset(const char **s, int *ret_minutes)
{
    int hour = 0;
    int minute = 0;
    *ret_minutes = 0;
    if (letter(s, 'Z') || letter(s, 'z'))
        return true;
    int sign = **s == '-' ? -1 : 1;
    if (!letter(s, '+') && !letter(s, '-'))
        return false;
    if (!digits(s, 2, &hour) || !letter(s, ':') || !digits(s, 2, &minute) || hour > 23 || minute > 59)
        return false;
    *ret_minutes = sign * (hour * 60 + minute);
    return true;
}

bool instant_from_rfc3339(const char *text, instant *ret)
{
    date d = DATE_UNKNOWN;
    int hour = 0;
    int minute = 0;
    int second = 0;
    int us = 0;
    int east = 0;
    if (!iso_day(&text, &d) || (!letter(&text, 'T') && !letter(&text, 't') && !letter(&text, ' ')))
        return false;
    if (!digits(&text, 2, &hour) || !letter(&text, ':') || !digits(&text, 2, &minute) || !letter(&text, ':') ||
        !digits(&text, 2, &second) || !fraction(&text, &us) || !offset(&text, &east) || *text)
        return false;
    if (hour > 23 || minute > 59 || second > 59)
        return false;
    instant at = d.day * DAY_US + (hour * 3600 + (minute - east) * 60 + second) * SECOND_US + us;
    date in_japan = date_of_instant(at); /* an offset may carry it over the edge of what can be printed */
    if (in_japan.day < days_of(YEAR_MIN, 1, 1) || in_japan.day > days_of(YEAR_MAX, 12, 31))
        return false;
    *ret = at;
    return true;
}
