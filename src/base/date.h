/* date.h: days, instants, fiscal years, eras and terms. Pure: no clock, no locale, no time zone data.
**
** A date is a civil day in Japan; an instant is microseconds since 1970 in UTC. Japan is nine hours ahead the whole
** year round (no summer time since 1952), so one turns into the other by arithmetic. The calendar is the Gregorian
** one throughout, as Japan has it since 1873-01-01; days before that are counted as if it had been in force. */
#ifndef BASE_DATE_H
#define BASE_DATE_H

#include "base/arena.h"
#include "base/msg.h"

#include <stdbool.h>

#define DATE_UNKNOWN ((date){ INT32_MIN })
#define INSTANT_UNKNOWN INT64_MIN
#define DAY_US INT64_C(86400000000)
#define SECOND_US INT64_C(1000000)

/* ── days ── */
struct date_parts {
    int year, month, day;
};
enum weekday { MONDAY = 1, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY };

/* The day, when there is such a day in the years 1 to 9999; otherwise false and *ret untouched. */
bool date_make(int year, int month, int day, date *ret);
/* For days that are written in the program: asserts that the day exists. */
date date_of(int year, int month, int day);
/* The number of days of that month (1…12) of that year. */
int date_days_in_month(int year, int month);
struct date_parts date_parts(date d);
enum weekday date_weekday(date d);
/* "月"…"日" */
const char *weekday_ja(enum weekday w);
/* "Mon"…"Sun" */
const char *weekday_en(enum weekday w);
bool date_is_known(date d);
date date_add_days(date d, int days);
/* Negative, 0 or positive as a is before, on or after b. An unknown day comes before all others. */
int date_compare(date a, date b);
/* "2024-07-29"; an unknown day is "". */
const char *date_iso(struct arena *a, date d);
/* Exactly YYYY-MM-DD of a day that exists. For what people type, see date_parse.h. */
bool date_from_iso(const char *text, date *ret);

/* ── instants ── */
/* The instant of that time of day in Japan; hour 0…24 (24:00:00 is the end of the day), minute, second, us. */
instant instant_of_japan(date d, int hour, int minute, int second, int us);
/* The day in Japan on which the instant falls. */
date date_of_instant(instant at);
struct clock_parts {
    int hour, minute, second, us;
};
/* The time of day in Japan. */
struct clock_parts clock_of_instant(instant at);
/* "2024-07-29T12:00:00.000000+09:00"; an unknown instant is "". Years 1 to 9999. */
const char *instant_rfc3339(struct arena *a, instant at);
/* RFC 3339 with any offset, up to six digits of a second, years 1 to 9999. Refused: no offset, leap seconds (:60). */
bool instant_from_rfc3339(const char *text, instant *ret);

/* ── fiscal years: 1 April to 31 March, named after the year in which they begin ── */
int fiscal_year(date d);
date fiscal_year_start(int fiscal_year);
date fiscal_year_end(int fiscal_year);

/* ── terms ── */
struct term {
    date from, to;
};
/* 「公表年度を含む3年度間」 (slides of call 6): from the announcement to 31 March of the years-th fiscal year, the
** announcement's own being the first. The day of the call plays no part. years ≥ 1. */
struct term term_of_announcement(date announced_on, int years);
date term_valid_to(date announced_on, int years);
/* The term after one that ends on previous_to: whole fiscal years from the next 1 April (Ryukoku University,
** round 4: 2025-04-01 to 2028-03-31). years ≥ 1. */
struct term term_continuation(date previous_to, int years);

/* ── eras ── */
struct era {
    const char *ja, *en; /* 令和, Reiwa */
    char letter;         /* R */
    int first_year;      /* the year of 元年 */
    date first;          /* its first day */
    date last;           /* its last day; of the present era DATE_UNKNOWN */
};
struct wareki {
    const struct era *era;
    int year; /* 1 is written 元 */
};
/* The eras, the newest first: 令和, 平成, 昭和, 大正, 明治, and 慶応, which only reaches down to 1865-05-01. */
const struct era *era_list(size_t *ret_n);
/* The era and its year on that day; false before 慶応. */
bool date_wareki(date d, struct wareki *ret);
/* The era by which a fiscal year is called: that of most of its days (1 October), so FY2019 is 令和元年度 as the
** government decided, FY1988 昭和63年度. False before 慶応. */
bool fiscal_year_wareki(int fiscal_year, struct wareki *ret);

#endif
