/* sign_in_pages.c: sign-in with password and code, sign-out, and the language. */
#include "base/site.h"
#include "db/db.h"
#include "http/http.h"
#include "i18n/i18n.h"
#include "person/account.h"
#include "person/duty.h"
#include "person/frame.h"
#include "person/kept.h"
#include "person/password.h"
#include "person/person.h"
#include "person/rehearsal_door.h"
#include "person/session.h"
#include "person/totp.h"
#include "person/views.h"
#include "person.msg.h"
#include "frame.msg.h"

#include <string.h>

#define TRIES_PAIR 10 /* failures of one address from one place in a window */
#define TRIES_PLACE                                                                                          \
    300 /* failures from one place: an institution behind one address must not lock itself out */
#define TRIES_CODE 10 /* failures of one person's code, from anywhere: it has six digits only */
#define WINDOW_S (15 * 60)

/* What travels along: where one wanted to go, and what was typed before the session ended. */
static struct sign_in_way way_of(struct request *rq)
{
    return (struct sign_in_way){ .next = pairs_text(rq->method == GET ? &rq->query : &rq->form, "next"),
                                 .kept = kept_of(rq->ctx->arena, &rq->form),
                                 .kept_path = pairs_text(&rq->form, "kept-path") };
}

static struct err *show_sign_in(struct request *rq, struct response *rs, const struct err *errors)
{
    struct ctx *c = rq->ctx;
    struct form_view f = { .typed = errors ? &rq->form : NULL, .errors = errors, .to = { "/sign-in" } };
    struct sign_in_way way = way_of(rq);
    const struct persona *personas = NULL;
    size_t n = 0;
    TRY(rehearsal_personas(c, &n, &personas));
    struct page *pg = page_for(rq, rs, MSG_TEXT(c->arena, c->lang, MSG_SIGN_IN));
    struct html_writer w = page_writer(rq);
    pg->width = PAGE_NARROW;
    pg->errors = errors;
    sign_in_show(&w, pg, &f, &way, personas, n);
    return show_status(rs, errors ? 422 : 200, html_done(&w));
}

static struct err *show_code(struct request *rq, struct response *rs, const struct err *errors)
{
    struct ctx *c = rq->ctx;
    struct form_view f = { .errors = errors, .to = { "/sign-in/code" } };
    struct sign_in_way way = way_of(rq);
    struct page *pg = page_for(rq, rs, MSG_TEXT(c->arena, c->lang, MSG_CODE_TITLE));
    struct html_writer w = page_writer(rq);
    pg->width = PAGE_NARROW;
    pg->errors = errors;
    code_show(&w, pg, &f, &way);
    return show_status(rs, errors ? 422 : 200, html_done(&w));
}

ROUTE_FLAGS(GET, "/sign-in", sign_in_page, ACT_PUBLIC, ROUTE_OPEN)
{
    return show_sign_in(rq, rs, NULL);
}

/* From the page that says that the session has ended: nothing changes, the fields travel on. */
ROUTE_FLAGS(POST, "/sign-in/again", sign_in_again_page, ACT_PUBLIC, ROUTE_OPEN)
{
    return rq->ctx->viewer && rq->ctx->viewer->code_due ? show_code(rq, rs, NULL)
                                                        : show_sign_in(rq, rs, NULL);
}

/* After each step: on to the code, to what was typed before, to where one wanted to go, or home. */
static struct err *signed_in(struct request *rq, struct response *rs, const char *token)
{
    struct ctx *c = rq->ctx;
    struct sign_in_way way = way_of(rq);
    TRY(session_adopt(rq, rs, token));
    bool keeps = way.kept.n > 0 && *way.kept_path == '/';
    if (c->viewer && c->viewer->code_due)
        return keeps ? show_code(rq, rs, NULL)
                     : see_other(rs, url_make(c->arena, "/sign-in/code?next=%s", way.next));
    if (keeps) {
        struct page *pg = page_for(rq, rs, MSG_TEXT(c->arena, c->lang, MSG_KEPT_RESUME_TITLE));
        struct html_writer w = page_writer(rq);
        pg->width = PAGE_NARROW;
        kept_resume(&w, pg, &way.kept, local_url(c->arena, way.kept_path));
        return show(rs, html_done(&w));
    }
    return see_other(rs, *way.next ? local_url(c->arena, way.next) : (struct url){ "/home" });
}

/* ── the password: compared outside any transaction ── */

struct sign_in_try {
    const char *pair, *place; /* what failures are counted by */
    struct credential credential;
    bool compared, right;
};

static struct err *sign_in_prepare(struct request *rq, struct response *rs)
{
    (void)rs;
    struct ctx *c = rq->ctx;
    struct sign_in_try *t = arena_new(c->arena, struct sign_in_try);
    const char *email = email_typed(c->arena, pairs_text(&rq->form, "email"));
    const char *peer = rq->peer ? rq->peer : "";
    int64_t wait = 0;
    t->pair = arena_printf(c->arena, "sign-in %s %s", peer, email_key(c->arena, email));
    t->place = arena_printf(c->arena, "sign-in %s", peer);
    rq->prepared = t;
    TRY(attempts_exhausted(c, t->pair, TRIES_PAIR, WINDOW_S, &wait));
    if (!wait)
        TRY(attempts_exhausted(c, t->place, TRIES_PLACE, WINDOW_S, &wait));
    if (wait) /* who guesses in quick succession does not make us compute */
        return NULL;
    TRY(credential_find(c, email, &t->credential));
    t->right = password_matches(t->credential.password_hash, pairs_text(&rq->form, "password"));
    t->compared = true;
    return NULL;
}

/* Counts before it looks, in one transaction, so that guesses made at the same time count one by one. */
ROUTE_PREPARED(POST, "/sign-in", sign_in_submit, sign_in_prepare, ACT_PUBLIC, ROUTE_OPEN)
{
    struct ctx *c = rq->ctx;
    const struct sign_in_try *t = rq->prepared;
    const char *token = NULL;
    int64_t wait = 0;
    int64_t wait_place = 0;
    TX(tx, c);
    TRY(attempt_count(tx, t->pair, TRIES_PAIR, WINDOW_S, &wait));
    if (wait || !t->right) {
        TRY(attempt_count(tx, t->place, TRIES_PLACE, WINDOW_S, &wait_place));
        TRY(tx_commit(tx));
        wait = wait > wait_place ? wait : wait_place;
        bool refuse = wait || !t->compared;
        return show_sign_in(rq, rs,
                            refuse ? attempt_refusal(c->arena, wait ? wait : 1)
                                   : invalid(c->arena, "password", MSG_SIGN_IN_WRONG));
    }
    TRY(attempts_forget(tx, t->pair));
    TRY(session_end(tx, rq));
    TRY(session_start(tx, rq, t->credential.person_id, false, &token));
    TRY(tx_commit(tx));
    return signed_in(rq, rs, token);
}

/* ── the code ── */

ROUTE(GET, "/sign-in/code", code_page, ACT_SIGN_IN_STEP)
{
    struct credential own;
    TRY(credential_of(rq->ctx, viewer_person(rq->ctx), &own));
    if (!own.totp_secret.p) /* nothing to ask for yet: it is set up on the account page */
        return see_other(rs, url_make(rq->ctx->arena, "/account"));
    return show_code(rq, rs, NULL);
}

ROUTE(POST, "/sign-in/code", code_submit, ACT_SIGN_IN_STEP)
{
    struct ctx *c = rq->ctx;
    int64_t person = viewer_person(c);
    struct credential own;
    const char *token = NULL;
    const char *key = arena_printf(c->arena, "code %lld", (long long)person);
    int64_t wait = 0;
    int64_t step = -1;
    bool fresh = false;
    TRY(credential_of(c, person, &own));
    if (own.totp_secret.p)
        step = totp_step(c->arena, own.totp_secret, pairs_text(&rq->form, "code"), machine_now(c));
    TX(tx, c);
    TRY(attempt_count(tx, key, TRIES_CODE, WINDOW_S, &wait));
    if (!wait && step >= 0)
        TRY(credential_use_step(tx, person, step, &fresh));
    if (!fresh) {
        TRY(tx_commit(tx));
        return show_code(rq, rs,
                         wait ? refused(c->arena, MSG_PERSON_TOO_MANY_CODES, arg_i64(wait))
                              : invalid(c->arena, "code", MSG_CODE_WRONG));
    }
    TRY(attempts_forget(tx, key));
    TRY(session_rotate(tx, rq, true, &token));
    TRY(tx_commit(tx));
    return signed_in(rq, rs, token);
}

/* ── sign-out, and the first page of whoever is signed in ── */

ROUTE(POST, "/sign-out", sign_out_submit, ACT_SIGN_IN_STEP)
{
    TX(tx, rq->ctx);
    TRY(session_end(tx, rq));
    TRY(tx_commit(tx));
    session_cookie(rq, rs, NULL);
    return see_other(rs, url_make(rq->ctx->arena, "/"));
}

ROUTE(GET, "/home", home_page, ACT_SIGNED_IN)
{
    static const enum duty ORDER[] = { DUTY_OFFICE, DUTY_OFFICE_LEAD, DUTY_AUDITOR, DUTY_BUREAU, DUTY_CONTRACTOR,
                                       DUTY_CHAIR, DUTY_REVIEWER, DUTY_COMMITTEE, DUTY_INSTITUTION_OFFICE,
                                       DUTY_APPLICANT }; /* the strongest first */
    unsigned held = rq->ctx->viewer->duties | rq->ctx->viewer->locked;
    for (size_t i = 0; i < sizeof ORDER / sizeof ORDER[0]; i++)
        if (held & (unsigned)ORDER[i])
            return see_other(rs, (struct url){ duty_word(ORDER[i])->home });
    return see_other(rs, (struct url){ "/account" });
}

/* ── language ── */

ROUTE(GET, "/language/:tag", language_page, ACT_PUBLIC)
{
    struct ctx *c = rq->ctx;
    const char *tag = param(rq, "tag");
    if (strcmp(tag, "ja") != 0 && strcmp(tag, "en") != 0)
        return not_found(c->arena);
    set_cookie(rs, c->arena, "language", tag, 365 * 24 * 3600, c->site->secure_cookies);
    return see_other(rs, local_url(c->arena, pairs_text(&rq->query, "back")));
}
