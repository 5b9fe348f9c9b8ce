/* destruction.c: when the review is over for a reviewer, he says that nothing of the papers is left in his hands. */
#include "review/destruction.h"

#include "base/id.h"
#include "base/text.h"
#include "db/db.h"
#include "ledger/ledger.h"
#include "person/person.h"
#include "review/declaration.h"
#include "review.msg.h"

AUDITED(destruction, "id, call_id, person_id, held, confirmed_at");
LEDGER_ACT(MSG_REVIEW_DESTROYED);

STMT(destruction_of, READ, "ii",
     "SELECT held, confirmed_at FROM destruction WHERE call_id = $1 AND person_id = $2");
STMT(destruction_insert, WRITE, "iiiti",
     "INSERT INTO destruction (id, call_id, person_id, held, confirmed_at) VALUES ($1, $2, $3, $4, $5)");
STMT(declined_at_all, READ, "ii",
     "SELECT count(*) FROM reviewer r JOIN person p ON p.email_key = r.email_key WHERE r.call_id = $1 AND "
     "p.id = $2"
     " AND r.declined_at IS NOT NULL");

struct err *destruction_find(struct ctx *c, const struct call *call, int64_t person_id,
                             struct destruction *ret)
{
    struct row row;
    bool found = false;
    TRY(db_find(c, destruction_of, &row, &found, I64(call->id), I64(person_id)));
    *ret = found ? (struct destruction){ row_text(&row, 0), row_i64(&row, 1) }
                 : (struct destruction){ "", INSTANT_UNKNOWN };
    return NULL;
}

struct err *destruction_is_due(struct ctx *c, const struct call *call, bool *ret)
{
    int64_t declined = 0;
    *ret = false;
    if (!c->viewer || !viewer_holds(c->viewer, DUTY_REVIEWER, call->id))
        return NULL;
    TRY(db_i64(c, declined_at_all, &declined, I64(call->id), I64(viewer_person(c))));
    *ret = declined || (review_is_on(call, c->now) && !review_is_running(call, c->now));
    return NULL;
}

struct err *destruction_confirm(struct ctx *c, const struct call *call, const char *held)
{
    struct destruction there;
    bool due = false;
    TX(tx, c);
    TRY(allow(c, ACT_REVIEW_HOME, ACT_REVIEW_HOME, (struct standing){ .relations = REL_CALL }));
    TRY(destruction_is_due(c, call, &due));
    if (!due)
        return not_found(c->arena);
    const char *what = review_stripped(c->arena, held);
    if (!*what)
        return invalid(c->arena, "held", MSG_REVIEW_DESTROY_MISSING);
    if (text_count(what) > DECLARATION_REASON_MAX)
        return invalid(c->arena, "held", MSG_REVIEW_REASON_LONG, arg_i64(DECLARATION_REASON_MAX));
    TRY(destruction_find(c, call, viewer_person(c), &there));
    if (there.confirmed_at != INSTANT_UNKNOWN)
        return NULL;
    int64_t id = id_random();
    TRY(db_run(tx, destruction_insert, NULL, I64(id), I64(call->id), I64(viewer_person(c)), TXT(what),
               I64(c->now)));
    TRY(ledger_add(tx, MSG_REVIEW_DESTROYED, NO_FACTS, TOUCH(destruction, id)));
    return tx_commit(tx);
}
