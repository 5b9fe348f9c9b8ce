/* period.c: see period.h. */
#include "review/period.h"

#include "base/date.h"
#include "base/id.h"
#include "db/db.h"
#include "ledger/ledger.h"
#include "person/person.h"
#include "review.msg.h"

AUDITED(review_period, "id, call_id, from_at, due_at, set_by, set_at");
LEDGER_ACT(MSG_REVIEW_PERIOD_SET);

STMT(review_period_of_call, READ, "i", "SELECT id, from_at, due_at FROM review_period WHERE call_id = $1");
STMT(review_period_insert, WRITE, "iiiiii",
     "INSERT INTO review_period (id, call_id, from_at, due_at, set_by, set_at) VALUES ($1, $2, $3, $4, $5, $6)");
STMT(review_period_update, WRITE, "iiiii",
     "UPDATE review_period SET from_at = $2, due_at = $3, set_by = $4, set_at = $5 WHERE id = $1");

#define DUE_HOUR 17
#define REMIND_LONG (7 * DAY_US)

/* ── rules ── */

struct review_period review_period_by_rules(const struct call *call)
{
    date last = date_add_days(date_of_instant(call->closes_at), (int)call->definition->rules.review_days);
    return (struct review_period){ .from_at = call->closes_at, .due_at = instant_of_japan(last, DUE_HOUR, 0, 0, 0) };
}

enum remind_step review_remind_step(const struct review_period *p, instant now)
{
    if (now >= p->due_at + REMIND_LONG || now < p->due_at - REMIND_LONG)
        return REMIND_NONE;
    if (now >= p->due_at)
        return REMIND_OVERDUE;
    return now >= p->due_at - DAY_US ? REMIND_DAY : REMIND_WEEK;
}

/* ── store ── */

struct err *review_period_find(struct ctx *c, const struct call *call, struct review_period *ret)
{
    struct row row;
    bool found = false;
    TRY(db_find(c, review_period_of_call, &row, &found, I64(call->id)));
    *ret = found ? (struct review_period){ row_i64(&row, 1), row_i64(&row, 2), true } : review_period_by_rules(call);
    return NULL;
}

static struct err *period_check(struct arena *a, const struct call *call, instant from_at, instant due_at)
{
    if (from_at < call->closes_at)
        return invalid(a, "from", MSG_REVIEW_PERIOD_EARLY, arg_instant(call->closes_at));
    if (due_at <= from_at)
        return invalid(a, "due", MSG_REVIEW_PERIOD_ORDER);
    return NULL;
}

struct err *review_period_set(struct ctx *c, int64_t call_id, instant from_at, instant due_at)
{
    struct call *call = NULL;
    struct row row;
    bool found = false;
    TX(tx, c);
    TRY(allow(c, ACT_OFFICE_REVIEW, ACT_OFFICE_REVIEW, (struct standing){ .relations = REL_ANY }));
    TRY(call_load(c, call_id, &call));
    TRY(period_check(c->arena, call, from_at, due_at));
    TRY(db_find(c, review_period_of_call, &row, &found, I64(call_id)));
    if (found && row_i64(&row, 1) == from_at && row_i64(&row, 2) == due_at)
        return NULL;
    int64_t id = found ? row_i64(&row, 0) : id_random();
    TRY(found ? db_run(tx, review_period_update, NULL, I64(id), I64(from_at), I64(due_at), I64(viewer_person(c)),
                       I64(c->now))
              : db_run(tx, review_period_insert, NULL, I64(id), I64(call_id), I64(from_at), I64(due_at),
                       I64(viewer_person(c)), I64(c->now)));
    TRY(ledger_add(tx, MSG_REVIEW_PERIOD_SET, FACTS(fact_i64("from", from_at), fact_i64("due", due_at)),
                   TOUCH(review_period, id)));
    return tx_commit(tx);
}
