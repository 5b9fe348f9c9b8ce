/* desk.c: what of the review waits for the office, on its desk. */
#include "office/desk.h"

#include "db/db.h"
#include "i18n/i18n.h"
#include "person/person.h"
#include "review/in_review.h"
#include "review/declaration.h"
#include "review.msg.h"

STMT(desk_undeclared, READ, "ii",
     "SELECT count(*) FROM person p WHERE " REVIEWS_FOR("p.id", "$1", "$2")
     " AND (NOT EXISTS (SELECT 1 FROM pledge g WHERE g.call_id = $1 AND g.person_id = p.id)"
     " OR EXISTS (SELECT 1 FROM application a WHERE a.call_id = $1 AND " IN_REVIEW("a") " AND NOT EXISTS"
     "   (SELECT 1 FROM declaration o WHERE o.application_id = a.id AND o.person_id = p.id)))");
STMT(desk_unruled, READ, "i",
     "SELECT d.category, count(*) FROM declaration d JOIN application a ON a.id = d.application_id"
     " WHERE d.call_id = $1 AND " IN_REVIEW("a") " AND d.conflicted = 1 AND d.ruled_at IS NULL"
     " GROUP BY d.category ORDER BY d.category");
STMT(desk_uncovered, READ, "ii",
     "SELECT count(*) FROM application a WHERE a.call_id = $1 AND " IN_REVIEW("a") " AND (SELECT count(*)"
     " FROM assignment g WHERE g.application_id = a.id AND g.ended_at IS NULL) < $2");
STMT(desk_open_sheets, READ, "i",
     "SELECT count(*) FROM assignment g JOIN application a ON a.id = g.application_id WHERE a.call_id = $1"
     " AND " IN_REVIEW("a") " AND g.ended_at IS NULL AND NOT EXISTS (SELECT 1 FROM sheet s WHERE"
     " s.application_id = g.application_id AND s.person_id = g.person_id AND s.state = 'complete')");

/* Nothing waits before the call has closed, nor after the announcement; and only for who may act on it. */
static bool waits(struct ctx *c, const struct call *call)
{
    return call && review_is_running(call, c->now) && c->viewer &&
           policy_act_possible(ACT_OFFICE_REVIEW, c->viewer->duties);
}

static void item(struct ctx *c, struct desk_item *ret, const struct msg *label, const struct msg *unit,
                 const char *to)
{
    ret->label = MSG_TEXT(c->arena, c->lang, *label);
    ret->unit = MSG_TEXT(c->arena, c->lang, *unit);
    ret->to = (struct url){ to };
}

DESK_ITEM(review_undeclared, 30, count_undeclared);
static struct err *count_undeclared(struct ctx *c, const struct call *call, struct desk_item *ret)
{
    if (!waits(c, call))
        return NULL;
    item(c, ret, &MSG_REVIEW_CARD_UNDECLARED, &MSG_REVIEW_UNIT_PEOPLE, "/office/review");
    return db_i64(c, desk_undeclared, &ret->number, I64(call->id), I64(c->now));
}

DESK_ITEM(review_doubtful, 31, count_doubtful);
static struct err *count_doubtful(struct ctx *c, const struct call *call, struct desk_item *ret)
{
    struct rows rows;
    if (!waits(c, call))
        return NULL;
    TRY(db_rows(c, desk_unruled, &rows, I64(call->id)));
    for (size_t i = 0; i < rows.n; i++) {
        const struct conflict *x = definition_conflict(call->definition, row_text(&rows.v[i], 0));
        if (!x || !x->excludes)
            ret->number += row_i64(&rows.v[i], 1);
    }
    item(c, ret, &MSG_REVIEW_CARD_DOUBTFUL, &MSG_REVIEW_UNIT, "/office/review/declarations");
    ret->urgent = true;
    return NULL;
}

DESK_ITEM(review_uncovered, 40, count_uncovered);
static struct err *count_uncovered(struct ctx *c, const struct call *call, struct desk_item *ret)
{
    if (!waits(c, call))
        return NULL;
    item(c, ret, &MSG_REVIEW_CARD_UNCOVERED, &MSG_REVIEW_UNIT, "/office/review/assignments");
    return desk_i64(c, call, ret, desk_uncovered, I64(call->id),
                    I64(call->definition->rules.reviewers_per_application));
}

DESK_ITEM(review_open_sheets, 50, count_open_sheets);
static struct err *count_open_sheets(struct ctx *c, const struct call *call, struct desk_item *ret)
{
    if (!waits(c, call))
        return NULL;
    item(c, ret, &MSG_REVIEW_CARD_OPEN, &MSG_REVIEW_UNIT, "/office/review");
    return desk_i64(c, call, ret, desk_open_sheets, I64(call->id));
}
