/* call_copy.c: a call is begun from an earlier one: its dates by the calendar, its definition for the new round. */
#include "call/call.h"

#include "db/db.h"
#include "i18n/i18n.h"
#include "ledger/ledger.h"
#include "call.msg.h"

#include <stdlib.h>
#include <string.h>

#define WEEK_DAYS 7

LEDGER_ACT(MSG_CALL_COPIED);

STMT(call_set_copied, WRITE, "ii", "UPDATE call SET copied_from = $2 WHERE id = $1 AND state = 'draft'");

const char *call_round_next(struct arena *a, const char *round)
{
    size_t n = strlen(round);
    size_t digits = n;
    while (digits > 0 && round[digits - 1] >= '0' && round[digits - 1] <= '9')
        digits--;
    if (digits == n || n - digits > 9)
        return "";
    return arena_printf(a, "%.*s%ld", (int)digits, round, strtol(round + digits, NULL, 10) + 1);
}

/* As many whole weeks on as bring the opening nearest to its day of the year in the first year in which it is ahead:
** the weekday stays, and so do all distances. */
struct call_dates call_dates_moved(const struct call_dates *from, instant now)
{
    struct call_dates d = *from;
    date opens = date_of_instant(from->opens_at);
    struct date_parts parts = date_parts(opens);
    date first = opens;
    int32_t days = 0;
    for (int years = 1; days == 0 || from->opens_at + days * DAY_US <= now; years++) {
        if (!date_make(parts.year + years, parts.month, 1, &first))
            return d; /* the end of the calendar: the person types the dates */
        int32_t exact = first.day + (parts.day - 1) - opens.day;
        days = (exact + WEEK_DAYS / 2) / WEEK_DAYS * WEEK_DAYS;
    }
    d.opens_at += days * DAY_US;
    d.closes_at += days * DAY_US;
    if (date_is_known(d.planned_from))
        d.planned_from.day += days;
    if (date_is_known(d.planned_to))
        d.planned_to.day += days;
    return d;
}

struct err *call_copy(struct ctx *c, int64_t source_id, const char *round, int64_t *ret_id)
{
    struct call *source = NULL;
    const struct definition *def = NULL;
    int64_t id = 0;
    TX(tx, c);
    TRY(allow(c, ACT_OFFICE_CALL, ACT_OFFICE_CALL, (struct standing){ REL_ANY, STATE_ANY }));
    TRY(call_load(c, source_id, &source));
    struct call_dates from = call_dates_of(source);
    struct call_dates d = call_dates_moved(&from, c->now);
    TRY(call_round_check(c, source->programme, round));
    struct definition_round to = { .round = round,
                                   .opens_at = d.opens_at,
                                   .closes_at = d.closes_at,
                                   .announcement_from = d.planned_from,
                                   .announcement_to = d.planned_to };
    for (int l = 0; l < LANG_COUNT; l++)
        to.name.in[l] = MSG_TEXT(c->arena, (enum lang)l, MSG_CALL_TITLE, arg_text(round));
    TRY(definition_for_round(c->arena, source->definition, &to, &def));
    TRY(call_add(tx, def, round, &d, source->rehearsal, &id));
    TRY(db_must(tx, call_set_copied, I64(id), I64(source_id)));
    TRY(ledger_add(tx, MSG_CALL_COPIED, FACTS(fact_text("from", source->round), fact_text("round", round)),
                   TOUCH(call, id), ABOUT(call, source_id)));
    TRY(tx_commit(tx));
    *ret_id = id;
    return NULL;
}
