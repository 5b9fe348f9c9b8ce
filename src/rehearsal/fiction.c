/* fiction.c: see fiction.h. */
#include "rehearsal/fiction.h"

#include "base/date.h"
#include "call/call.h"
#include "db/db.h"
#include "rehearsal/cast.h"
#include "rehearsal/fiction_applications.h"

#define ONE_DAY ((int64_t)24 * 3600 * 1000000)
#define ROUND "7"

static struct call_dates dates_around(const struct definition *def, instant noon)
{
    date day = date_of_instant(noon);
    return (struct call_dates){ .opens_at = instant_of_japan((date){ day.day - 34 }, 9, 0, 0, 0),
                                .closes_at = noon,
                                .deadline_inclusive = def->schedule.deadline.inclusive,
                                .planned_from = { day.day + 50 },
                                .planned_to = { day.day + 70 },
                                .planned_words_ja = "締切からおよそ8週間後",
                                .planned_words_en = "about eight weeks after the deadline",
                                .term_years = (int)def->term.years };
}

static struct err *add_call(struct ctx *c, const struct definition *def, instant now, int64_t *ret_call)
{
    date day = date_of_instant(now);
    instant noon = instant_of_japan(day, 12, 0, 0, 0);
    if (noon < now)
        noon = instant_of_japan((date){ day.day + 1 }, 12, 0, 0, 0);
    struct call *call = NULL;
    struct call_dates dates = dates_around(def, noon);
    c->now = dates.opens_at - 2 * ONE_DAY;
    TX(tx, c);
    TRY(call_add(tx, def, ROUND, &dates, true, ret_call));
    TRY(call_load(c, *ret_call, &call));
    TRY(call_add_confirmations(tx, call, "*"));
    TRY(call_mark_published(tx, *ret_call));
    return tx_commit(tx);
}

struct err *fiction_fill(struct ctx *c, const struct definition *def, instant now)
{
    int64_t call = 0;
    TRY(add_call(c, def, now, &call));
    TRY(cast_add(c, call));
    TRY(fiction_applications(c, call, now));
    c->viewer = NULL;
    c->actor = (struct actor){ 0 };
    c->now = now;
    return NULL;
}
