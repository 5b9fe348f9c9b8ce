/* gate.c: may anybody like this viewer use this route at all? The record at hand is asked about in the use
 * case. */
#include "base/buf.h"
#include "http/http.h"
#include "person/duty.h"
#include "person/person.h"
#include "person/session.h"
#include "person.msg.h"

#include <string.h>

static bool is_room(const char *path, const char *home)
{
    size_t n = strlen(home);
    return strncmp(path, home, n) == 0 && (path[n] == 0 || path[n] == '/');
}

/* The duty a page is seen in: of those held that the act is open to, the strongest whose room the page is in; for an
** act of several rooms elsewhere, the strongest. */
static enum duty acting_for(enum act act, unsigned held, const char *path)
{
    unsigned possible = policy_duties_for(act, held);
    enum duty here = DUTY_NONE;
    enum duty anywhere = DUTY_NONE;
    for (int i = 0; i < DUTY_COUNT; i++) {
        const struct duty_word *word = &duty_words()[i];
        if (!(possible & (unsigned)word->duty))
            continue;
        anywhere = word->duty;
        if (is_room(path, word->home))
            here = word->duty;
    }
    return here != DUTY_NONE ? here : anywhere;
}

static struct err *to_sign_in(struct request *rq, struct response *rs)
{
    return see_other(rs, url_make(rq->ctx->arena, "/sign-in?next=%s", rq->path));
}

/* What this route needs is locked until the second factor is shown, or nothing is open before the code. */
static bool needs_second_factor(enum act act, const struct viewer *v)
{
    if (act == ACT_SIGN_IN_STEP)
        return false;
    return v->code_due || (act != ACT_SIGNED_IN && !policy_act_possible(act, v->duties) &&
                           policy_act_possible(act, v->duties | v->locked));
}

/* The signed-in person is let in, in which duty? */
static struct err *enter_as(struct request *rq, enum act act)
{
    struct ctx *c = rq->ctx;
    struct viewer *v = arena_new(c->arena, struct viewer);
    *v = *c->viewer;
    bool own =
        act == ACT_SIGNED_IN || act == ACT_SIGN_IN_STEP; /* whoever is signed in, with or without a duty */
    if (!own && !policy_act_possible(act, v->duties))
        return not_found(c->arena);
    v->acting = own ? DUTY_NONE : acting_for(act, v->duties, rq->path);
    const struct duty_word *word = duty_word(v->acting);
    c->viewer = v;
    c->actor.person = v->person;
    c->actor.duty = word ? word->word : "person";
    return NULL;
}

struct err *session_gate(struct request *rq, struct response *rs)
{
    struct ctx *c = rq->ctx;
    enum act act = (enum act)rq->route->act;
    bool asks_page = rq->method == GET && !rq->wants_json && !rq->enhanced;
    if (c->viewer && c->viewer->reads_only && rq->method == POST)
        return forbidden(c->arena, MSG_PERSON_FORBIDDEN);
    if (act == ACT_PUBLIC)
        return NULL;
    if (!c->viewer)
        return asks_page ? to_sign_in(rq, rs) : forbidden(c->arena, MSG_PERSON_SIGNED_OUT);
    if (!needs_second_factor(act, c->viewer))
        return enter_as(rq, act);
    if (!asks_page)
        return forbidden(c->arena, MSG_PERSON_CODE_DUE);
    return see_other(rs, url_make(c->arena, "/sign-in/code?next=%s", rq->path));
}
