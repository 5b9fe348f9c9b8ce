/* date_doubt.c: what makes a date worth a second look (date_parse.h). */
#include "base/date_parse.h"
#include "base/holiday.h"
#include "time.msg.h"

#include <assert.h>

#define NEAR_DAYS 14 /* this close to the turn of the fiscal year a slip of the plan moves a term by a year */

static void doubt_add(struct doubts *list, const struct msg *m, struct arg x, struct arg y)
{
    assert(list->n < sizeof list->v / sizeof *list->v);
    list->v[list->n++] = (struct doubt){ .msg = m, .args = { x, y } };
}

struct doubts date_questions(date d)
{
    struct doubts list = { 0 };
    struct holiday h = { 0 };
    if (!date_is_known(d))
        return list;
    struct date_parts p = date_parts(d);
    if (date_weekday(d) >= SATURDAY)
        doubt_add(&list, &MSG_TIME_DOUBT_WEEKEND, arg_date(d), ARG_END);
    if (holiday_find(d, &h)) {
        const struct msg *m = h.kind == HOLIDAY_SUBSTITUTE ? &MSG_TIME_DOUBT_SUBSTITUTE : &MSG_TIME_DOUBT_HOLIDAY;
        if (h.planned)
            m = h.kind == HOLIDAY_SUBSTITUTE ? &MSG_TIME_DOUBT_SUBSTITUTE_PLANNED : &MSG_TIME_DOUBT_HOLIDAY_PLANNED;
        doubt_add(&list, m, arg_date(d), arg_msg(h.name));
    }
    if ((p.month == 12 && p.day >= 29) || (p.month == 1 && (p.day == 2 || p.day == 3)))
        doubt_add(&list, &MSG_TIME_DOUBT_YEAR_END, arg_date(d), ARG_END);
    return list;
}

struct doubts announcement_question(date announced_on, int years)
{
    struct doubts list = { 0 };
    if (!date_is_known(announced_on))
        return list;
    int year = fiscal_year(announced_on);
    date end = fiscal_year_end(year);
    date start = fiscal_year_start(year);
    bool before = end.day - announced_on.day <= NEAR_DAYS - 1; /* 1 April is the turn: 18 to 31 March */
    bool after = announced_on.day - start.day <= NEAR_DAYS;    /* 1 to 15 April */
    if (!before && !after)
        return list;
    list.n = 1;
    list.v[0] = (struct doubt){
        .msg = before ? &MSG_TIME_DOUBT_FISCAL_END : &MSG_TIME_DOUBT_FISCAL_START,
        .args = { arg_date(announced_on), arg_date(term_valid_to(announced_on, years)),
                  arg_date(before ? date_add_days(end, 1) : date_add_days(start, -1)),
                  arg_date(fiscal_year_end(year + years - 1 + (before ? 1 : -1))) },
    };
    return list;
}
