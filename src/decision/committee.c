/* committee.c: see committee.h. */
#include "decision/committee.h"

#include "meeting/meeting.h"
#include "person/person.h"
#include "review/review.h"

#include <string.h>

unsigned decision_states(const struct call *call, const struct release *r, bool decided, instant now)
{
    unsigned states = call_states(call, now);
    if (!(states & STATE_CALL_CLOSED))
        return states;
    states &= ~(unsigned)STATE_CALL_CLOSED;
    if (release_is(r, "approved"))
        return states | STATE_APPROVED;
    return states | (decided ? STATE_DECIDED : STATE_CALL_CLOSED);
}

static unsigned relations_of(const struct ctx *c, int64_t call_id)
{
    const struct viewer *v = c->viewer;
    bool member = v && (viewer_holds(v, DUTY_CHAIR, call_id) || viewer_holds(v, DUTY_COMMITTEE, call_id));
    return member ? REL_CALL : 0;
}

struct err *committee_may_see(struct ctx *c, const struct call *call)
{
    struct standing s = { relations_of(c, call->id), call_states(call, c->now) };
    return allow(c, ACT_COMMITTEE_SEE, ACT_COMMITTEE_SEE, s);
}

struct err *committee_open(struct ctx *c, int64_t application_id, enum act act, struct application **ret_app,
                           struct call **ret_call)
{
    struct application *app = NULL;
    struct call *call = NULL;
    struct release *r = NULL;
    struct decision *d = NULL;
    bool conflicted = false;
    bool declared = false;
    bool presides = false;
    TRY(application_load(c, application_id, &app));
    if (!application_in_review(app))
        return not_found(c->arena);
    TRY(call_load(c, app->call_id, &call));
    TRY(release_find(c, call->id, &r));
    TRY(decision_find(c, app->id, &d));
    TRY(review_conflicted(c, app->id, viewer_person(c), &conflicted));
    struct standing s = { .states = decision_states(call, r, d != NULL, c->now) | STATE_SUBMITTED,
                          .relations = conflicted ? REL_CONFLICTED : relations_of(c, call->id) };
    TRY(allow(c, ACT_COMMITTEE_SEE, ACT_COMMITTEE_SEE, s));
    TRY(review_has_declared(c, call, &declared));
    if (!declared)
        return not_found(c->arena);
    if (act == ACT_DECIDE)
        TRY(floor_presides(c, call, app->id, &presides));
    s.relations |= presides ? REL_PRESIDES : 0;
    TRY(allow(c, act, ACT_COMMITTEE_SEE, s));
    *ret_app = app;
    *ret_call = call;
    return NULL;
}

struct err *committee_call(struct ctx *c, struct call **ret)
{
    for (size_t i = 0; i < c->viewer->duty_count; i++)
        if ((c->viewer->duty[i].duty & (DUTY_COMMITTEE | DUTY_CHAIR)) && c->viewer->duty[i].call_id)
            return call_load(c, c->viewer->duty[i].call_id, ret);
    return call_find_current(c, ret);
}
