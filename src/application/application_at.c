/* application_at.c: see application_at.h. */
#include "application/application_at.h"

#include "application/completion.h"
#include "person/person.h"

struct err *application_at(struct ctx *c, int64_t id, enum act act, struct application_at *ret)
{
    struct application_at at = { 0 };
    TRY(application_load(c, id, &at.app));
    TRY(call_load(c, at.app->call_id, &at.call));
    TRY(application_standing(c, at.app, at.call, &at.standing));
    TRY(allow(c, ACT_APPLICATION_SEE, ACT_APPLICATION_SEE, at.standing));
    if ((at.standing.states & (STATE_RETURNED | STATE_CALL_CLOSED)) == (STATE_RETURNED | STATE_CALL_CLOSED)) {
        struct completion *open = NULL;
        TRY(completion_find(c, id, &open));
        at.returned = open;
    }
    *ret = at; /* the caller may have to say more than that it is forbidden */
    return act == ACT_APPLICATION_SEE ? NULL : allow(c, act, ACT_APPLICATION_SEE, at.standing);
}

bool application_is_late(struct ctx *c, enum act act, const struct application_at *at)
{
    if (!at->app || !c->viewer)
        return false;
    enum call_phase phase = call_phase(at->call, c->now);
    return (phase == CALL_CLOSED || phase == CALL_ANNOUNCED) &&
           policy_allows(act, c->viewer->duties, at->standing.relations,
                         (at->standing.states & (STATE_DRAFT | STATE_SUBMITTED | STATE_WITHDRAWN)) |
                             STATE_CALL_OPEN);
}
