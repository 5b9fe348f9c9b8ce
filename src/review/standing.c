/* standing.c: how the viewer stands to an application as its reviewer: the door of every page and act. */
#include "review/declaration.h"

#include "db/db.h"
#include "person/person.h"
#include "review/in_review.h"

#include <string.h>

/* pledged, not yet declared on, declared here, in conflict here, assigned, own sheet complete: how many of each */
STMT(reading_of, READ, "iii",
     "SELECT (SELECT count(*) FROM pledge p WHERE p.call_id = $1 AND p.person_id = $3),"
     " (SELECT count(*) FROM application a WHERE a.call_id = $1 AND " IN_REVIEW("a") " AND NOT EXISTS"
     "   (SELECT 1 FROM declaration o WHERE o.application_id = a.id AND o.person_id = $3)),"
     " (SELECT count(*) FROM declaration d WHERE d.application_id = $2 AND d.person_id = $3),"
     " (SELECT count(*) FROM declaration d WHERE d.application_id = $2 AND d.person_id = $3 AND d.conflicted"
     " = 1) + (SELECT count(*) FROM application_member m WHERE m.application_id = $2 AND m.person_id = $3),"
     " (SELECT count(*) FROM assignment g WHERE g.application_id = $2 AND g.person_id = $3 AND g.ended_at IS "
     "NULL AND NOT " HAS_DECLINED("g.person_id", "$1") "),"
     " (SELECT count(*) FROM sheet s WHERE s.application_id = $2 AND s.person_id = $3 AND s.state = "
     "'complete')");

struct err *review_standing(struct ctx *c, const struct application *app, const struct call *call,
                            struct standing *ret)
{
    struct row r;
    TRY(db_row(c, reading_of, &r, I64(call->id), I64(app->id), I64(viewer_person(c))));
    bool reviewer = c->viewer && viewer_holds(c->viewer, DUTY_REVIEWER, call->id);
    struct reading reading = { .submitted = application_in_review(app),
                               .pledged = row_i64(&r, 0) > 0,
                               .declared_all = row_i64(&r, 1) == 0,
                               .declared_here = row_i64(&r, 2) > 0,
                               .conflicted = row_i64(&r, 3) > 0,
                               .assigned = reviewer && row_i64(&r, 4) > 0 };
    struct standing s = { .states = call_states(call, c->now) };
    s.states |= row_i64(&r, 5) > 0 ? STATE_SHEET_COMPLETE : STATE_SHEET_OPEN;
    if (review_may_open(&reading))
        s.relations |= REL_ASSIGNED;
    if (reading.conflicted)
        s.relations |= REL_CONFLICTED;
    if (!reading.declared_here && review_takes_part(c, call->id))
        s.relations |= REL_UNDECLARED;
    *ret = s;
    return NULL;
}

struct err *review_open(struct ctx *c, int64_t application_id, enum act act, struct application **ret_app,
                        struct call **ret_call)
{
    struct application *app = NULL;
    struct call *call = NULL;
    struct standing standing;
    TRY(application_load(c, application_id, &app));
    TRY(call_load(c, app->call_id, &call));
    TRY(review_standing(c, app, call, &standing));
    TRY(allow(c, act, ACT_REVIEW_READ, standing));
    *ret_app = app;
    *ret_call = call;
    return NULL;
}
