/* link_pages.c: asking for an address (registration, recovery), and what a link from a mail opens. */
#include "db/db.h"
#include "html/part.h"
#include "http/http.h"
#include "base/text.h"
#include "i18n/i18n.h"
#include "person/account.h"
#include "person/duty.h"
#include "person/frame.h"
#include "person/password.h"
#include "person/person.h"
#include "person/session.h"
#include "person/token.h"
#include "person/typed.h"
#include "person/views.h"
#include "person.msg.h"

#include <string.h>

#define DEPARTMENT_MAX_CHARS 100
#define NAME_MAX_CHARS 60

/* ── asking for an address ── */

static struct err *show_address(struct request *rq, struct response *rs, bool registers,
                                const struct err *errors, const char *sent_to)
{
    struct ctx *c = rq->ctx;
    struct form_view f = { .typed = errors ? &rq->form : NULL,
                           .errors = errors,
                           .to = { registers ? "/register" : "/recover" } };
    struct page *pg = page_for(
        rq, rs, MSG_TEXT(c->arena, c->lang, *(registers ? &MSG_REGISTER_TITLE : &MSG_RECOVER_TITLE)));
    struct html_writer w = page_writer(rq);
    pg->width = PAGE_NARROW;
    pg->errors = errors;
    address_show(&w, pg, &f,
                 MSG_TEXT(c->arena, c->lang, *(registers ? &MSG_REGISTER_TEXT : &MSG_RECOVER_TEXT)),
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

static bool asks_password(const struct link *link, const struct person *person)
{
    return link->kind != LINK_REHEARSAL && (link->kind == LINK_RECOVER || !person || !person->has_password);
}

/* To whom the link was sent, and what it is an invitation to. */
static const struct detail *facts_of(struct ctx *c, const struct link *link)
{
    struct detail *v = arena_array(c->arena, struct detail, 3);
    const struct duty_word *word = link->has_grant ? duty_word(link->grant.duty) : NULL;
    size_t n = 0;
    v[n++] = (struct detail){ .name = MSG_TEXT(c->arena, c->lang, MSG_PERSON_EMAIL), .text = link->email };
    if (word)
        v[n++] = (struct detail){ .name = MSG_TEXT(c->arena, c->lang, MSG_LINK_DUTY),
                                  .text = MSG_TEXT(c->arena, c->lang, *word->name) };
    return v;
}

/* Unknown, used, over, of a closed account: one page. */
static struct err *show_dead(struct request *rq, struct response *rs)
{
    struct ctx *c = rq->ctx;
    struct page *pg = page_for(rq, rs, MSG_TEXT(c->arena, c->lang, MSG_LINK_DEAD_TITLE));
    struct html_writer w = page_writer(rq);
    pg->width = PAGE_NARROW;
    link_dead_show(&w, pg);
    return show_status(rs, 404, html_done(&w));
}

static bool is_dead(const struct err *e)
{
    return e && (e->kind == ERR_NOT_FOUND || e->kind == ERR_CONFLICT);
}

static struct err *show_link(struct request *rq, struct response *rs, const struct link *link, bool declining,
                             const struct err *errors)
{
    struct ctx *c = rq->ctx;
    struct person *person = NULL;
    TRY(link_person(c, link, &person));
    struct form_view f = { .typed = errors ? &rq->form : NULL,
                           .errors = errors,
                           .to = url_make(c->arena, "/link/%s", param(rq, "token")) };
    struct link_page l = { .email = link->email,
                           .facts = facts_of(c, link),
                           .text = MSG_TEXT(c->arena, c->lang, *link_words(link->kind, person)),
                           .asks_name = !person,
                           .asks_password = asks_password(link, person),
                           .declining = declining,
                           .button = MSG_TEXT(c->arena, c->lang, MSG_LINK_BUTTON) };
    if (link_may_be_declined(link))
        l.decline = url_make(c->arena, "/link/%s/decline", param(rq, "token"));
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
    struct err *e = link_load(rq->ctx, param(rq, "token"), &link);
    if (is_dead(e))
        return show_dead(rq, rs);
    TRY(e);
    return show_link(rq, rs, link, false, NULL);
}

struct link_try {
    struct err *mistakes;
    struct person_facts facts;
    const char *hash;
};

static struct err *name_check(struct arena *a, const struct pairs *form, struct person_facts *ret)
{
    const char *kana = typed_line(a, form, "kana");
    struct err *e = NULL;
    ret->name = typed_line(a, form, "name");
    ret->department = typed_line(a, form, "department");
    if (!*ret->name)
        e = invalid(a, "name", MSG_PERSON_NAME_MISSING);
    else if (text_count(ret->name) > NAME_MAX_CHARS)
        e = invalid(a, "name", MSG_PERSON_NAME_LONG, arg_i64(NAME_MAX_CHARS));
    if (*kana && (!text_kana_full(a, kana, &ret->name_kana) || text_count(kana) > 2 * NAME_MAX_CHARS))
        e = err_join(e, invalid(a, "kana", MSG_PERSON_KANA_WRONG));
    if (text_count(ret->department) > DEPARTMENT_MAX_CHARS)
        e = err_join(e, invalid(a, "department", MSG_PERSON_DEPARTMENT_LONG, arg_i64(DEPARTMENT_MAX_CHARS)));
    return e;
}

/* Checks what was typed and hashes the password, off the writer. */
static struct err *link_prepare(struct request *rq, struct response *rs)
{
    struct ctx *c = rq->ctx;
    struct link *link = NULL;
    struct person *person = NULL;
    struct err *dead = link_load(c, param(rq, "token"), &link);
    if (is_dead(dead))
        return show_dead(rq, rs);
    TRY(dead);
    TRY(link_person(c, link, &person));
    struct link_try *t = arena_new(c->arena, struct link_try);
    rq->prepared = t;
    t->facts = (struct person_facts){ .email = link->email, .lang = c->lang };
    if (!person)
        t->mistakes = name_check(c->arena, &rq->form, &t->facts);
    if (!asks_password(link, person))
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
    struct err *e = link_load(c, param(rq, "token"), &link);
    if (!e && t->mistakes)
        return show_link(rq, rs, link, false, t->mistakes);
    TX(tx, c);
    if (!e)
        e = account_accept(tx, param(rq, "token"), &t->facts, t->hash, &person);
    if (is_dead(e)) /* somebody was faster */
        return show_dead(rq, rs);
    TRY(e);
    /* A forwarded invitation must not open the account of somebody who has a password: it is asked for. */
    if (link->kind == LINK_INVITE && !t->hash) {
        TRY(tx_commit(tx));
        return see_other(rs, (struct url){ "/home" });
    }
    if (link->kind == LINK_RECOVER) { /* whoever had got in is out, programs too */
        TRY(session_end_others(tx, person, rq, false));
        TRY(tokens_end(tx, person));
    }
    TRY(session_end(tx, rq));
    TRY(session_start(tx, rq, person, link->kind == LINK_REHEARSAL, &token));
    TRY(tx_commit(tx));
    session_cookie(rq, rs, token);
    return see_other(rs, (struct url){ "/home" });
}

ROUTE_FLAGS(POST, "/link/:token/decline", link_decline_submit, ACT_PUBLIC, ROUTE_OPEN)
{
    struct ctx *c = rq->ctx;
    struct link *link = NULL;
    struct err *e = link_load(c, param(rq, "token"), &link);
    TX(tx, c);
    if (!e)
        e = account_decline(tx, param(rq, "token"), pairs_text(&rq->form, "reason"));
    if (is_dead(e))
        return show_dead(rq, rs);
    if (e && e->kind == ERR_INVALID)
        return show_link(rq, rs, link, true, e);
    TRY(e);
    TRY(tx_commit(tx));
    struct page *pg = page_for(rq, rs, MSG_TEXT(c->arena, c->lang, MSG_LINK_DECLINED_TITLE));
    struct html_writer w = page_writer(rq);
    pg->width = PAGE_NARROW;
    link_declined_show(&w, pg);
    return show(rs, html_done(&w));
}
