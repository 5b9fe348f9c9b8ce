/* gate.c: may anybody like this viewer use this route at all? The record at hand is asked about in the use case. */
#include "base/buf.h"
#include "http/http.h"
#include "person/duty.h"
#include "person/person.h"
#include "person/session.h"
#include "person.msg.h"

#include <string.h>

/* The duty a page is seen in: the route's first, in the order of the table of duties, strongest last. */
static enum duty acting_for(enum act act, unsigned held)
{
    unsigned possible = policy_duties_for(act, held);
    enum duty found = DUTY_NONE;
    for (int i = 0; i < DUTY_COUNT; i++)
        if (possible & (unsigned)duty_words()[i].duty)
            found = duty_words()[i].duty;
    return found;
}

static struct err *to_sign_in(struct request *rq, struct response *rs)
{
    return see_other(rs, url_make(rq->ctx->arena, "/sign-in?next=%s", rq->path));
}

/* Duties of the office need a second factor: first to show it, or to set one up. */
static bool needs_second_factor(const struct viewer *v)
{
    return (v->duties & DUTIES_SECOND_FACTOR) && !v->second_factor;
}

struct err *session_gate(struct request *rq, struct response *rs)
{
    struct ctx *c = rq->ctx;
    enum act act = (enum act)rq->route->act;
    if (act == ACT_PUBLIC)
        return NULL;
    if (!c->viewer) {
        if (rq->wants_json || rq->enhanced || rq->method == POST)
            return forbidden(c->arena, MSG_PERSON_SIGNED_OUT);
        return to_sign_in(rq, rs);
    }
    struct viewer *v = arena_new(c->arena, struct viewer);
    *v = *c->viewer;
    if (act != ACT_SIGNED_IN && needs_second_factor(v) && (policy_duties_for(act, v->duties) & DUTIES_SECOND_FACTOR)) {
        if (rq->method == POST || rq->wants_json)
            return not_found(c->arena);
        return see_other(rs, url_make(c->arena, "/sign-in/code?next=%s", rq->path));
    }
    if (act != ACT_SIGNED_IN && !policy_act_possible(act, v->duties))
        return not_found(c->arena);
    v->acting = act == ACT_SIGNED_IN ? DUTY_NONE : acting_for(act, v->duties);
    c->viewer = v;
    const struct duty_word *word = duty_word(v->acting);
    c->actor.person = v->person;
    c->actor.duty = word ? word->word : "person";
    return NULL;
}
