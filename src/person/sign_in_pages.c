/* sign_in_pages.c: sign-in with password and code, sign-out, and what was typed carried through. */
#include "base/site.h"
#include "base/vec.h"
#include "db/db.h"
#include "http/http.h"
#include "i18n/i18n.h"
#include "ledger/ledger.h"
#include "person/account.h"
#include "person/frame.h"
#include "person/password.h"
#include "person/person.h"
#include "person/rehearsal_door.h"
#include "person/session.h"
#include "person/totp.h"
#include "person/views.h"
#include "person.msg.h"
#include "frame.msg.h"

#include <string.h>

#define KEPT "kept."
#define TRIES_PAIR 10     /* failures of one address from one place in a window */
#define TRIES_PLACE 100   /* failures from one place: an institution behind one address must not lock itself out */
#define WINDOW_S (15 * 60)

/* ── what was typed before the session ended ── */

bool kept_is_field(const char *name)
{
    return strcmp(name, "csrf") != 0 && strncmp(name, "kept", 4) != 0;
}

const char *kept_name(struct html_writer *w, const char *name)
{
    return arena_printf(w->out.arena, KEPT "%s", name);
}

bool kept_is_kept(const char *name)
{
    return strncmp(name, KEPT, sizeof KEPT - 1) == 0;
}

const char *kept_original(const char *name)
{
    return name + sizeof KEPT - 1;
}

/* The kept fields of a form, with their own names. */
static struct pairs kept_of(struct arena *a, const struct pairs *form)
{
    VEC(struct pair) v = { 0 };
    for (size_t i = 0; i < form->n; i++)
        if (kept_is_kept(form->v[i].name))
            *vec_push(a, &v) = (struct pair){ kept_original(form->v[i].name), form->v[i].value };
    return (struct pairs){ v.n, v.v };
}

/* A path of this site only: "//other.example" and "https:…" go home. */
static struct url local_url(struct arena *a, const char *next)
{
    bool plain = next[0] == '/' && next[1] != '/' && next[1] != '\\' && !strpbrk(next, "\r\n\\");
    return (struct url){ plain ? arena_strdup(a, next) : "/" };
}

static struct err *show_sign_in(struct request *rq, struct response *rs, const struct err *errors)
{
    struct ctx *c = rq->ctx;
    struct form_view f = { .typed = errors ? &rq->form : NULL, .errors = errors, .to = { "/sign-in" } };
    struct pairs kept = kept_of(c->arena, &rq->form);
    const char *next = rq->method == GET ? pairs_text(&rq->query, "next") : pairs_text(&rq->form, "next");
    const struct persona *personas = NULL;
    size_t n = 0;
    TRY(rehearsal_personas(c, &n, &personas));
    struct page *pg = page_for(rq, rs, MSG_TEXT(c->arena, c->lang, MSG_SIGN_IN));
    struct html_writer w = page_writer(rq);
    pg->width = PAGE_NARROW;
    pg->errors = errors;
    sign_in_show(&w, pg, &f, &kept, pairs_text(&rq->form, "kept-path"), next, personas, n);
    return show_status(rs, errors ? 422 : 200, html_done(&w));
}

ROUTE_FLAGS(GET, "/sign-in", sign_in_page, ACT_PUBLIC, ROUTE_OPEN)
{
    return show_sign_in(rq, rs, NULL);
}

/* From the page that says that the session has ended: nothing changes, the fields travel on. */
ROUTE_FLAGS(POST, "/sign-in/again", sign_in_again_page, ACT_PUBLIC, ROUTE_OPEN)
{
    return show_sign_in(rq, rs, NULL);
}

/* ── the comparison, outside any transaction ── */

struct sign_in_try {
    struct credential credential;
    bool right;
};

static struct err *sign_in_prepare(struct request *rq, struct response *rs)
{
    (void)rs;
    struct sign_in_try *t = arena_new(rq->ctx->arena, struct sign_in_try);
    const char *email = pairs_text(&rq->form, "email");
    TRY(credential_find(rq->ctx, email_typed(rq->ctx->arena, email), &t->credential));
    t->right = password_matches(t->credential.password_hash, pairs_text(&rq->form, "password"));
    rq->prepared = t;
    return NULL;
}

/* After a full sign-in: to what was typed before, to where one wanted to go, or home. */
static struct err *signed_in(struct request *rq, struct response *rs, const char *token)
{
    struct ctx *c = rq->ctx;
    struct pairs kept = kept_of(c->arena, &rq->form);
    session_cookie(rq, rs, token);
    const char *path = pairs_text(&rq->form, "kept-path");
    if (kept.n > 0 && *path == '/') {
        struct page *pg = page_for(rq, rs, MSG_TEXT(c->arena, c->lang, MSG_KEPT_RESUME_TITLE));
        struct html_writer w = page_writer(rq);
        pg->width = PAGE_NARROW;
        kept_resume(&w, pg, &rq->form, local_url(c->arena, path));
        return show(rs, html_done(&w));
    }
    const char *next = pairs_text(&rq->form, "next");
    return see_other(rs, *next ? local_url(c->arena, next) : (struct url){ "/home" });
}

static struct err *count_failure(struct request *rq, int64_t *ret_wait)
{
    struct ctx *c = rq->ctx;
    int64_t pair = 0;
    int64_t place = 0;
    const char *key = email_key(c->arena, email_typed(c->arena, pairs_text(&rq->form, "email")));
    TX(tx, c);
    TRY(attempt_count(tx, arena_printf(c->arena, "sign-in %s %s", rq->peer ? rq->peer : "", key), TRIES_PAIR, WINDOW_S, &pair));
    TRY(attempt_count(tx, arena_printf(c->arena, "sign-in %s", rq->peer ? rq->peer : ""), TRIES_PLACE, WINDOW_S, &place));
    *ret_wait = pair > place ? pair : place;
    return tx_commit(tx);
}

ROUTE_PREPARED(POST, "/sign-in", sign_in_submit, sign_in_prepare, ACT_PUBLIC, ROUTE_OPEN)
{
    struct ctx *c = rq->ctx;
    const struct sign_in_try *t = rq->prepared;
    const char *token = NULL;
    int64_t wait = 0;
    TRY(attempts_exhausted(c, arena_printf(c->arena, "sign-in %s %s", rq->peer ? rq->peer : "",
                                           email_key(c->arena, email_typed(c->arena, pairs_text(&rq->form, "email")))),
                           TRIES_PAIR, WINDOW_S, &wait));
    if (wait)
        return show_sign_in(rq, rs, attempt_refusal(c->arena, wait));
    if (!t->right) {
        TRY(count_failure(rq, &wait));
        return show_sign_in(rq, rs, wait ? attempt_refusal(c->arena, wait) : invalid(c->arena, "password", MSG_SIGN_IN_WRONG));
    }
    TX(tx, c);
    TRY(session_end(tx, rq));
    TRY(session_start(tx, rq, t->credential.person_id, false, &token));
    TRY(tx_commit(tx));
    return signed_in(rq, rs, token);
}

/* ── the second factor ── */

static struct err *show_code(struct request *rq, struct response *rs, const struct err *errors)
{
    struct ctx *c = rq->ctx;
    struct form_view f = { .typed = errors ? &rq->form : NULL, .errors = errors, .to = { "/sign-in/code" } };
    const char *next = rq->method == GET ? pairs_text(&rq->query, "next") : pairs_text(&rq->form, "next");
    struct page *pg = page_for(rq, rs, MSG_TEXT(c->arena, c->lang, MSG_CODE_TITLE));
    struct html_writer w = page_writer(rq);
    pg->width = PAGE_NARROW;
    pg->errors = errors;
    code_show(&w, pg, &f, next);
    return show_status(rs, errors ? 422 : 200, html_done(&w));
}

ROUTE(GET, "/sign-in/code", code_page, ACT_SIGNED_IN)
{
    struct credential own;
    TRY(credential_of(rq->ctx, viewer_person(rq->ctx), &own));
    if (!own.totp_secret.p) /* nothing to ask for yet: it is set up on the account page */
        return see_other(rs, url_make(rq->ctx->arena, "/account"));
    return show_code(rq, rs, NULL);
}

ROUTE(POST, "/sign-in/code", code_submit, ACT_SIGNED_IN)
{
    struct ctx *c = rq->ctx;
    struct credential own;
    const char *token = NULL;
    int64_t wait = 0;
    TRY(credential_of(c, viewer_person(c), &own));
    int64_t step = own.totp_secret.p ? totp_step(c->arena, own.totp_secret, pairs_text(&rq->form, "code"), machine_now(c)) : -1;
    TX(tx, c);
    TRY(attempt_count(tx, arena_printf(c->arena, "code %lld", (long long)viewer_person(c)), TRIES_PAIR, WINDOW_S, &wait));
    struct err *used = step < 0 || wait ? NULL : credential_use_step(tx, viewer_person(c), step);
    if (step < 0 || wait || used) {
        TRY(used ? NULL : tx_commit(tx));
        return show_code(rq, rs, wait ? attempt_refusal(c->arena, wait) : invalid(c->arena, "code", MSG_CODE_WRONG));
    }
    TRY(session_rotate(tx, rq, true, &token));
    TRY(tx_commit(tx));
    return signed_in(rq, rs, token);
}

/* ── sign-out, and the first page of whoever is signed in ── */

ROUTE(POST, "/sign-out", sign_out_submit, ACT_SIGNED_IN)
{
    TX(tx, rq->ctx);
    TRY(session_end(tx, rq));
    TRY(tx_commit(tx));
    session_cookie(rq, rs, NULL);
    return see_other(rs, url_make(rq->ctx->arena, "/"));
}

ROUTE(GET, "/home", home_page, ACT_SIGNED_IN)
{
    unsigned held = rq->ctx->viewer->duties;
    struct arena *a = rq->ctx->arena;
    if (held & (DUTIES_OFFICE | DUTY_AUDITOR | DUTY_BUREAU | DUTY_CONTRACTOR))
        return see_other(rs, url_make(a, "/office"));
    if (held & (DUTY_CHAIR | DUTY_COMMITTEE))
        return see_other(rs, url_make(a, "/committee"));
    if (held & DUTY_REVIEWER)
        return see_other(rs, url_make(a, "/review"));
    if (held & DUTY_INSTITUTION_OFFICE)
        return see_other(rs, url_make(a, "/institution"));
    if (held & DUTY_APPLICANT)
        return see_other(rs, url_make(a, "/applications"));
    return see_other(rs, url_make(a, "/account"));
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
