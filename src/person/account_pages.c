/* account_pages.c: registration, recovery, links sent by mail, and one's own account. */
#include "base/site.h"
#include "base/text.h"
#include "db/db.h"
#include "html/part.h"
#include "html/qr.h"
#include "http/http.h"
#include "i18n/i18n.h"
#include "ledger/ledger.h"
#include "person/account.h"
#include "person/frame.h"
#include "person/password.h"
#include "person/person.h"
#include "person/session.h"
#include "person/totp.h"
#include "person/views.h"
#include "person.msg.h"
#include "frame.msg.h"

#include <sodium.h>
#include <string.h>

#define NAME_MAX_CHARS 60

/* ── asking for an address ── */

static struct err *show_address(struct request *rq, struct response *rs, bool registers, const struct err *errors,
                                const char *sent_to)
{
    struct ctx *c = rq->ctx;
    struct form_view f = { .typed = errors ? &rq->form : NULL, .errors = errors,
                           .to = { registers ? "/register" : "/recover" } };
    struct page *pg = page_for(rq, rs, MSG_TEXT(c->arena, c->lang, *(registers ? &MSG_REGISTER_TITLE : &MSG_RECOVER_TITLE)));
    struct html_writer w = page_writer(rq);
    pg->width = PAGE_NARROW;
    pg->errors = errors;
    address_show(&w, pg, &f, MSG_TEXT(c->arena, c->lang, *(registers ? &MSG_REGISTER_TEXT : &MSG_RECOVER_TEXT)),
                 MSG_TEXT(c->arena, c->lang, MSG_ADDRESS_BUTTON), sent_to);
    return show_status(rs, errors ? 422 : 200, html_done(&w));
}

static struct err *take_address(struct request *rq, struct response *rs, bool registers)
{
    struct ctx *c = rq->ctx;
    const char *email = NULL;
    struct err *e = email_check(c->arena, "email", pairs_text(&rq->form, "email"), &email);
    if (e)
        return show_address(rq, rs, registers, e, NULL);
    TRY(registers ? account_register(c, email) : account_recover(c, email));
    return show_address(rq, rs, registers, NULL, email); /* the same answer for every address, mail or none */
}

ROUTE_FLAGS(GET, "/register", register_page, ACT_PUBLIC, ROUTE_OPEN)
{
    return show_address(rq, rs, true, NULL, NULL);
}

ROUTE_FLAGS(POST, "/register", register_submit, ACT_PUBLIC, ROUTE_OPEN)
{
    return take_address(rq, rs, true);
}

ROUTE_FLAGS(GET, "/recover", recover_page, ACT_PUBLIC, ROUTE_OPEN)
{
    return show_address(rq, rs, false, NULL, NULL);
}

ROUTE_FLAGS(POST, "/recover", recover_submit, ACT_PUBLIC, ROUTE_OPEN)
{
    return take_address(rq, rs, false);
}

/* ── a link from a mail ── */

static struct err *link_person(struct ctx *c, const struct link *link, struct person **ret)
{
    return link->person_id ? person_load(c, link->person_id, ret) : person_find_by_email(c, link->email, ret);
}

static const struct msg *link_words(enum link_kind kind, bool known)
{
    switch (kind) {
    case LINK_REGISTER:
        return &MSG_LINK_REGISTER_TEXT;
    case LINK_INVITE:
        return known ? &MSG_LINK_INVITE_KNOWN_TEXT : &MSG_LINK_INVITE_TEXT;
    case LINK_RECOVER:
        return &MSG_LINK_RECOVER_TEXT;
    case LINK_REHEARSAL:
        break;
    }
    return &MSG_LINK_REHEARSAL_TEXT;
}

static struct err *show_link(struct request *rq, struct response *rs, const struct link *link, const struct err *errors)
{
    struct ctx *c = rq->ctx;
    struct person *person = NULL;
    TRY(link_person(c, link, &person));
    struct form_view f = { .typed = errors ? &rq->form : NULL, .errors = errors,
                           .to = url_make(c->arena, "/link/%s", param(rq, "token")) };
    struct link_page l = { .email = link->email, .text = MSG_TEXT(c->arena, c->lang, *link_words(link->kind, person)),
                           .asks_name = !person,
                           .asks_password = link->kind != LINK_REHEARSAL && (link->kind == LINK_RECOVER || !person || !person->has_password),
                           .button = MSG_TEXT(c->arena, c->lang, MSG_LINK_BUTTON) };
    struct page *pg = page_for(rq, rs, MSG_TEXT(c->arena, c->lang, MSG_LINK_TITLE));
    struct html_writer w = page_writer(rq);
    pg->width = PAGE_NARROW;
    pg->errors = errors;
    link_show(&w, pg, &f, &l);
    return show_status(rs, errors ? 422 : 200, html_done(&w));
}

ROUTE_FLAGS(GET, "/link/:token", link_page, ACT_PUBLIC, ROUTE_OPEN)
{
    struct link *link = NULL;
    TRY(link_load(rq->ctx, param(rq, "token"), &link));
    return show_link(rq, rs, link, NULL);
}

struct link_try {
    struct err *mistakes;
    struct person_facts facts;
    const char *hash;
};

static struct err *name_check(struct arena *a, const struct pairs *form, struct person_facts *ret)
{
    ret->name = text_trim_display(a, pairs_text(form, "name"));
    ret->department = text_trim_display(a, pairs_text(form, "department"));
    struct err *e = NULL;
    if (!*ret->name)
        e = invalid(a, "name", MSG_PERSON_NAME_MISSING);
    else if (text_count(ret->name) > NAME_MAX_CHARS)
        e = invalid(a, "name", MSG_PERSON_NAME_LONG, arg_i64(NAME_MAX_CHARS));
    const char *kana = pairs_text(form, "kana");
    if (*kana && !text_kana_full(a, kana, &ret->name_kana))
        e = err_join(e, invalid(a, "kana", MSG_PERSON_KANA_WRONG));
    return e;
}

/* Checks what was typed and hashes the password, off the writer. */
static struct err *link_prepare(struct request *rq, struct response *rs)
{
    struct ctx *c = rq->ctx;
    struct link *link = NULL;
    struct person *person = NULL;
    (void)rs;
    TRY(link_load(c, param(rq, "token"), &link));
    TRY(link_person(c, link, &person));
    struct link_try *t = arena_new(c->arena, struct link_try);
    rq->prepared = t;
    t->facts = (struct person_facts){ .email = link->email, .lang = c->lang };
    if (!person)
        t->mistakes = name_check(c->arena, &rq->form, &t->facts);
    if (link->kind == LINK_REHEARSAL || (link->kind == LINK_INVITE && person && person->has_password))
        return NULL;
    const char *password = pairs_text(&rq->form, "password");
    struct err *e = password_may_be_chosen(c->arena, "password", password, link->email,
                                           person ? person->name : t->facts.name);
    t->mistakes = err_join(t->mistakes, e);
    if (!t->mistakes)
        t->hash = password_hash(c->arena, password);
    return NULL;
}

ROUTE_PREPARED(POST, "/link/:token", link_submit, link_prepare, ACT_PUBLIC, ROUTE_OPEN)
{
    struct ctx *c = rq->ctx;
    const struct link_try *t = rq->prepared;
    struct link *link = NULL;
    const char *token = NULL;
    int64_t person = 0;
    TRY(link_load(c, param(rq, "token"), &link));
    if (t->mistakes)
        return show_link(rq, rs, link, t->mistakes);
    TX(tx, c);
    TRY(account_accept(tx, param(rq, "token"), &t->facts, t->hash, &person));
    if (link->kind == LINK_RECOVER)
        TRY(session_end_others(tx, person, rq, false));
    TRY(session_end(tx, rq));
    TRY(session_start(tx, rq, person, link->kind == LINK_REHEARSAL, &token));
    TRY(tx_commit(tx));
    session_cookie(rq, rs, token);
    return see_other(rs, url_make(c->arena, "/home"));
}

/* ── one's own account ── */

static struct err *show_account(struct request *rq, struct response *rs, const struct err *password_errors,
                                const struct err *totp_errors)
{
    struct ctx *c = rq->ctx;
    struct person *person = NULL;
    struct session_list sessions;
    TRY(person_load(c, viewer_person(c), &person));
    TRY(session_list(c, person->id, rq, &sessions));
    struct account_page p = { .person = person, .sessions = &sessions,
                              .totp_needed = (c->viewer->duties & DUTIES_SECOND_FACTOR) && !person->has_totp };
    if (!person->has_totp) {
        struct bytes secret = totp_errors ? totp_secret_of_key(c->arena, pairs_text(&rq->form, "secret")) : totp_secret_new(c->arena);
        p.totp_secret = totp_secret_text(c->arena, secret);
        p.totp_key = totp_secret_key(c->arena, secret);
        p.totp_qr = qr_svg(c->arena, totp_uri(c->arena, secret, MSG_TEXT(c->arena, LANG_EN, MSG_FRAME_SITE), person->email),
                           MSG_TEXT(c->arena, c->lang, MSG_ACCOUNT_QR));
    }
    struct form_view password_form = { .errors = password_errors, .to = { "/account/password" } };
    struct form_view totp_form = { .typed = totp_errors ? &rq->form : NULL, .errors = totp_errors, .to = { "/account/code" } };
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

static struct err *password_prepare(struct request *rq, struct response *rs)
{
    struct ctx *c = rq->ctx;
    struct credential own;
    (void)rs;
    TRY(credential_of(c, viewer_person(c), &own));
    struct link_try *t = arena_new(c->arena, struct link_try);
    rq->prepared = t;
    if (own.password_hash && !password_matches(own.password_hash, pairs_text(&rq->form, "present")))
        t->mistakes = invalid(c->arena, "present", MSG_ACCOUNT_PRESENT_WRONG);
    const char *password = pairs_text(&rq->form, "password");
    t->mistakes = err_join(t->mistakes, password_may_be_chosen(c->arena, "password", password, c->viewer->email, c->viewer->name));
    if (!t->mistakes)
        t->hash = password_hash(c->arena, password);
    return NULL;
}

ROUTE_PREPARED(POST, "/account/password", password_submit, password_prepare, ACT_SIGNED_IN, ROUTE_PLAIN)
{
    const struct link_try *t = rq->prepared;
    if (t->mistakes)
        return show_account(rq, rs, t->mistakes, NULL);
    TX(tx, rq->ctx);
    TRY(credential_set_password(tx, viewer_person(rq->ctx), t->hash));
    TRY(session_end_others(tx, viewer_person(rq->ctx), rq, true));
    TRY(tx_commit(tx));
    notice_after(rq, rs, &MSG_PERSON_PASSWORD_SET);
    return see_other(rs, url_make(rq->ctx->arena, "/account"));
}

ROUTE(POST, "/account/code", totp_submit, ACT_SIGNED_IN)
{
    struct ctx *c = rq->ctx;
    const char *token = NULL;
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
    TRY(credential_use_step(tx, viewer_person(c), step));
    TRY(session_rotate(tx, rq, true, &token));
    TRY(tx_commit(tx));
    session_cookie(rq, rs, token);
    notice_after(rq, rs, &MSG_PERSON_TOTP_SET);
    return see_other(rs, url_make(c->arena, "/account"));
}

ROUTE(POST, "/account/sessions/:session/end", session_end_submit, ACT_SIGNED_IN)
{
    TX(tx, rq->ctx);
    TRY(session_end_one(tx, viewer_person(rq->ctx), param_id(rq, "session")));
    TRY(tx_commit(tx));
    return see_other(rs, url_make(rq->ctx->arena, "/account"));
}
