/* account_pages.c: one's own account: authenticator, password, sessions. */
#include "base/buf.h"
#include "db/db.h"
#include "html/part.h"
#include "html/qr.h"
#include "http/http.h"
#include "i18n/i18n.h"
#include "ledger/ledger.h"
#include "person/account.h"
#include "person/duty.h"
#include "person/frame.h"
#include "person/password.h"
#include "person/person.h"
#include "person/session.h"
#include "person/totp.h"
#include "person/views.h"
#include "person.msg.h"
#include "frame.msg.h"

/* Who one is here, and in which duties. */
static const struct detail *facts_of(struct ctx *c, const struct person *person)
{
    struct detail *v = arena_array(c->arena, struct detail, 5);
    struct buf duties = buf_make(c->arena, 64);
    size_t n = 0;
    for (int i = 0; i < DUTY_COUNT; i++)
        if ((c->viewer->duties | c->viewer->locked) & (unsigned)duty_words()[i].duty)
            buf_printf(&duties, "%s%s", duties.n ? "\n" : "",
                       MSG_TEXT(c->arena, c->lang, *duty_words()[i].name));
    v[n++] = (struct detail){ .name = MSG_TEXT(c->arena, c->lang, MSG_PERSON_NAME), .text = person->name };
    v[n++] = (struct detail){ .name = MSG_TEXT(c->arena, c->lang, MSG_PERSON_EMAIL), .text = person->email };
    if (*person->department)
        v[n++] = (struct detail){ .name = MSG_TEXT(c->arena, c->lang, MSG_PERSON_DEPARTMENT),
                                  .text = person->department };
    if (duties.n)
        v[n++] = (struct detail){ .name = MSG_TEXT(c->arena, c->lang, MSG_ACCOUNT_DUTIES), .text = duties.s };
    return v;
}

static struct err *show_account(struct request *rq, struct response *rs, const struct err *password_errors,
                                const struct err *totp_errors)
{
    struct ctx *c = rq->ctx;
    struct person *person = NULL;
    struct session_list sessions;
    TRY(person_load(c, viewer_person(c), &person));
    TRY(session_list(c, person->id, rq, &sessions));
    struct account_page p = {
        .person = person,
        .sessions = &sessions,
        .facts = facts_of(c, person),
        .totp_needed = ((c->viewer->duties | c->viewer->locked) & DUTIES_SECOND_FACTOR) && !person->has_totp
    };
    if (!person->has_totp) {
        struct bytes secret =
            totp_errors ? totp_secret_of_key(c->arena, pairs_text(&rq->form, "secret")) : (struct bytes){ 0 };
        if (!secret.p)
            secret = totp_secret_new(c->arena);
        p.totp_secret = totp_secret_text(c->arena, secret);
        p.totp_key = totp_secret_key(c->arena, secret);
        p.totp_qr = qr_svg(
            c->arena, totp_uri(c->arena, secret, MSG_TEXT(c->arena, LANG_EN, MSG_FRAME_SITE), person->email),
            MSG_TEXT(c->arena, c->lang, MSG_ACCOUNT_QR));
    }
    struct form_view password_form = { .errors = password_errors, .to = { "/account/password" } };
    struct form_view totp_form = { .typed = totp_errors ? &rq->form : NULL,
                                   .errors = totp_errors,
                                   .to = { "/account/code" } };
    struct page *pg = page_for(rq, rs, MSG_TEXT(c->arena, c->lang, MSG_ACCOUNT_TITLE));
    struct html_writer w = page_writer(rq);
    pg->errors = password_errors ? password_errors : totp_errors;
    account_show(&w, pg, &password_form, &totp_form, &p);
    return show_status(rs, pg->errors ? 422 : 200, html_done(&w));
}

ROUTE(GET, "/account", account_page, ACT_SIGNED_IN)
{
    return show_account(rq, rs, NULL, NULL);
}

struct password_try {
    struct err *mistakes;
    const char *hash;
};

static struct err *password_prepare(struct request *rq, struct response *rs)
{
    struct ctx *c = rq->ctx;
    struct credential own;
    (void)rs;
    TRY(credential_of(c, viewer_person(c), &own));
    struct password_try *t = arena_new(c->arena, struct password_try);
    rq->prepared = t;
    if (own.password_hash && !password_matches(own.password_hash, pairs_text(&rq->form, "present")))
        t->mistakes = invalid(c->arena, "present", MSG_ACCOUNT_PRESENT_WRONG);
    const char *password = pairs_text(&rq->form, "password");
    t->mistakes = err_join(t->mistakes, password_may_be_chosen(c->arena, "password", password,
                                                               c->viewer->email, c->viewer->name));
    if (!t->mistakes)
        t->hash = password_hash(c->arena, password);
    return NULL;
}

ROUTE_PREPARED(POST, "/account/password", password_submit, password_prepare, ACT_SIGNED_IN, ROUTE_PLAIN)
{
    const struct password_try *t = rq->prepared;
    const char *token = NULL;
    if (t->mistakes)
        return show_account(rq, rs, t->mistakes, NULL);
    TX(tx, rq->ctx);
    TRY(credential_set_password(tx, viewer_person(rq->ctx), t->hash));
    TRY(session_end_others(tx, viewer_person(rq->ctx), rq, true));
    TRY(session_rotate(tx, rq, rq->ctx->viewer->second_factor, &token));
    TRY(tx_commit(tx));
    session_cookie(rq, rs, token);
    notice_after(rq, rs, &MSG_PERSON_PASSWORD_SET);
    return see_other(rs, url_make(rq->ctx->arena, "/account"));
}

ROUTE(POST, "/account/code", totp_submit, ACT_SIGNED_IN)
{
    struct ctx *c = rq->ctx;
    const char *token = NULL;
    bool fresh = false;
    struct credential own;
    TRY(credential_of(c, viewer_person(c), &own));
    if (own.totp_secret.p)
        return refused(c->arena, MSG_ACCOUNT_CODE_THERE);
    struct bytes secret = totp_secret_of_key(c->arena, pairs_text(&rq->form, "secret"));
    int64_t step = secret.p ? totp_step(c->arena, secret, pairs_text(&rq->form, "code"), machine_now(c)) : -1;
    if (step < 0)
        return show_account(rq, rs, NULL, invalid(c->arena, "code", MSG_CODE_WRONG));
    TX(tx, c);
    TRY(credential_set_totp(tx, viewer_person(c), secret));
    TRY(credential_use_step(tx, viewer_person(c), step, &fresh));
    TRY(session_rotate(tx, rq, true, &token));
    TRY(tx_commit(tx));
    session_cookie(rq, rs, token);
    notice_after(rq, rs, &MSG_PERSON_TOTP_SET);
    return see_other(rs, url_make(c->arena, "/account"));
}

ROUTE(POST, "/account/sessions/end", sessions_end_submit, ACT_SIGNED_IN)
{
    TX(tx, rq->ctx);
    TRY(session_end_others(tx, viewer_person(rq->ctx), rq, true));
    TRY(tx_commit(tx));
    return see_other(rs, url_make(rq->ctx->arena, "/account"));
}

ROUTE(POST, "/account/sessions/:session/end", session_end_submit, ACT_SIGNED_IN)
{
    TX(tx, rq->ctx);
    TRY(session_end_one(tx, viewer_person(rq->ctx), param_id(rq, "session")));
    TRY(tx_commit(tx));
    return see_other(rs, url_make(rq->ctx->arena, "/account"));
}
