/* date_parse.h: dates as people type them, and the doubts a date deserves. */
#ifndef BASE_DATE_PARSE_H
#define BASE_DATE_PARSE_H

#include "base/date.h"
#include "base/err.h"

/* Reads 2024-07-29, 2024/7/29, 2024.7.29, 20240729, 2024年7月29日（月）, 令和6年7月29日, 令和元年…, 令和六年七月二十九日,
** R6.7.29, 29 July 2024 (Mon), July 29, 2024; any width, spaces anywhere, with or without the weekday; from 1865-05-01
** to 2199-12-31. INVALID otherwise, each mistake with its own message that names the cure: no year, a year of two
** digits, a month or day that does not exist, an era year before the era began or after it ended (平成32年: the same day
** in its right era), a weekday that is another (with the true one, and the nearest year in which it fits). The error
** has no field: the caller sets it. */
struct err *date_parse(struct arena *a, const char *text, date *ret) MUST_CHECK;

/* Not a refusal: something a person should look at before going on. */
struct doubt {
    const struct msg *msg;
    struct arg args[4];
};
struct doubts {
    size_t n;
    struct doubt v[4];
};
/* The day is a Saturday, a Sunday, a public holiday (or planned as one), or one on which offices are closed at the turn
** of the year. An unknown day raises no doubt. */
struct doubts date_questions(date d);
/* The announcement is within 14 days of the turn of the fiscal year, so that a small move would change the end of the
** term by a year: says both ends. */
struct doubts announcement_question(date announced_on, int years);

/* A day and a time in Japan behind a space: "2024年7月29日 12:00", "令和6年7月29日 正午", "2024-07-29 24:00". Errors are
** about `field`. */
struct err *instant_parse(struct arena *a, const char *field, const char *text, instant *ret) MUST_CHECK;

#endif
