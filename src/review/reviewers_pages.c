/* reviewers_pages.c: the office's room of those who were asked to review. */
#include "base/id.h"
#include "http/http.h"
#include "i18n/i18n.h"
#include "ledger/ledger.h"
#include "person/frame.h"
#include "person/person.h"
#include "review/reviewer_views.h"
#include "review.msg.h"
#include "reviewer.msg.h"

#include <string.h>

#define ROOM "/office/review/reviewers"

static const struct page_link *crumbs(struct ctx *c, bool in_room)
{
    struct page_link *v = arena_array(c->arena, struct page_link, 3);
    v[0] = (struct page_link){ .label = MSG_TEXT(c->arena, c->lang, MSG_REVIEW_OFFICE_TITLE),
                               .to = { "/office/review" } };
    if (!in_room)
        v[1] = (struct page_link){ .label = MSG_TEXT(c->arena, c->lang, MSG_REVIEWER_TITLE), .to = { ROOM } };
    return v;
}

static struct page *page_here(struct request *rq, struct response *rs, const char *title, const struct err *errors)
{
    struct page *pg = page_for(rq, rs, title);
    pg->crumbs = crumbs(rq->ctx, false);
    pg->width = PAGE_NARROW;
    pg->errors = errors;
    return pg;
}

/* NOT_FOUND where there is no call at all. */
static struct err *call_now(struct ctx *c, struct call **ret)
{
    TRY(call_find_current(c, ret));
    return *ret ? NULL : not_found(c->arena);
}

ROUTE(GET, ROOM, office_reviewers_page, ACT_OFFICE_REVIEW)
{
    struct ctx *c = rq->ctx;
    struct call *call = NULL;
    struct reviewers list;
    TRY(call_now(c, &call));
    TRY(reviewers_list(c, call, &list));
    struct page *pg = page_for(rq, rs, MSG_TEXT(c->arena, c->lang, MSG_REVIEWER_TITLE));
    struct html_writer w = page_writer(rq);
    pg->width = PAGE_WIDE;
    pg->crumbs = crumbs(c, true);
    reviewers_show(&w, pg, &(struct reviewers_page){ call, &list });
    return show(rs, html_done(&w));
}

/* ── one ── */

static struct err *show_new(struct request *rq, struct response *rs, const struct call *call, const struct err *errors)
{
    struct ctx *c = rq->ctx;
    struct form_view f = { .typed = errors ? &rq->form : NULL, .errors = errors, .to = { ROOM "/invite" } };
    struct page *pg = page_here(rq, rs, MSG_TEXT(c->arena, c->lang, MSG_REVIEWER_INVITE), errors);
    struct html_writer w = page_writer(rq);
    reviewer_show(&w, pg, &f, &(struct reviewer_page){ .call = call });
    return show_status(rs, errors ? 422 : 200, html_done(&w));
}

ROUTE(GET, ROOM "/invite", office_reviewer_new, ACT_OFFICE_REVIEW)
{
    struct call *call = NULL;
    TRY(call_now(rq->ctx, &call));
    return show_new(rq, rs, call, NULL);
}

ROUTE(POST, ROOM "/invite", office_reviewer_invite, ACT_OFFICE_REVIEW)
{
    struct ctx *c = rq->ctx;
    struct call *call = NULL;
    struct reviewer_facts facts;
    int64_t id = 0;
    TRY(call_now(c, &call));
    struct err *e = reviewer_read(c->arena, &rq->form, true, &facts);
    if (!e)
        e = reviewer_invite(c, call->id, &facts, &id);
    if (e && e->kind == ERR_INVALID)
        return show_new(rq, rs, call, e);
    TRY(e);
    notice_after(rq, rs, &MSG_REVIEWER_ASKED);
    return see_other(rs, (struct url){ ROOM });
}

/* declining: which of the two forms was refused. */
static struct err *show_one(struct request *rq, struct response *rs, bool declining, const struct err *errors)
{
    struct ctx *c = rq->ctx;
    struct arena *a = c->arena;
    struct reviewer r;
    struct call *call = NULL;
    TRY(reviewer_load(c, param_id(rq, "reviewer"), &r));
    TRY(call_load(c, r.call_id, &call));
    const char *id = id_text(a, r.id);
    struct form_view f = { .typed = errors && !declining ? &rq->form : NULL,
                           .errors = declining ? NULL : errors,
                           .to = url_make(a, ROOM "/%s", id) };
    struct form_view d = { .typed = errors && declining ? &rq->form : NULL,
                           .errors = declining ? errors : NULL,
                           .to = url_make(a, ROOM "/%s/decline", id) };
    struct reviewer_page p = {
        .call = call, .reviewer = &r, .decline = &d, .may_decline = r.state != REVIEWER_DECLINED
    };
    if (r.state <= REVIEWER_INVITED)
        p.resend = url_make(a, ROOM "/%s/resend", id);
    if (r.state == REVIEWER_DECLINED)
        p.back_in = url_make(a, ROOM "/%s/return", id);
    struct page *pg = page_here(rq, rs, *r.account_name ? r.account_name : r.facts.name, errors);
    struct html_writer w = page_writer(rq);
    reviewer_show(&w, pg, &f, &p);
    return show_status(rs, errors ? 422 : 200, html_done(&w));
}

ROUTE(GET, ROOM "/:reviewer", office_reviewer_page, ACT_OFFICE_REVIEW)
{
    return show_one(rq, rs, false, NULL);
}

static struct err *back_to_one(struct request *rq, struct response *rs, const struct msg *done)
{
    notice_after(rq, rs, done);
    return see_other(rs, url_make(rq->ctx->arena, ROOM "/%s", param(rq, "reviewer")));
}

ROUTE(POST, ROOM "/:reviewer", office_reviewer_change, ACT_OFFICE_REVIEW)
{
    struct reviewer_facts facts;
    struct err *e = reviewer_read(rq->ctx->arena, &rq->form, false, &facts);
    if (!e)
        e = reviewer_change(rq->ctx, param_id(rq, "reviewer"), &facts);
    if (e && e->kind == ERR_INVALID)
        return show_one(rq, rs, false, e);
    TRY(e);
    return back_to_one(rq, rs, &MSG_REVIEWER_CHANGED);
}

ROUTE(POST, ROOM "/:reviewer/resend", office_reviewer_resend, ACT_OFFICE_REVIEW)
{
    TRY(reviewer_resend(rq->ctx, param_id(rq, "reviewer")));
    return back_to_one(rq, rs, &MSG_REVIEWER_ASKED_AGAIN);
}

ROUTE(POST, ROOM "/:reviewer/decline", office_reviewer_decline, ACT_OFFICE_REVIEW)
{
    struct err *e = reviewer_decline_for(rq->ctx, param_id(rq, "reviewer"), pairs_text(&rq->form, "reason"));
    if (e && e->kind == ERR_INVALID)
        return show_one(rq, rs, true, e);
    TRY(e);
    return back_to_one(rq, rs, &MSG_REVIEWER_DECLINED);
}

ROUTE(POST, ROOM "/:reviewer/return", office_reviewer_return, ACT_OFFICE_REVIEW)
{
    TRY(reviewer_return(rq->ctx, param_id(rq, "reviewer")));
    return back_to_one(rq, rs, &MSG_REVIEWER_RETURNED);
}

/* Somebody who holds the duty without a row gets one. */
ROUTE(POST, ROOM "/record", office_reviewer_record, ACT_OFFICE_REVIEW)
{
    struct ctx *c = rq->ctx;
    struct call *call = NULL;
    int64_t person = 0, id = 0;
    TRY(call_now(c, &call));
    if (!id_parse(pairs_text(&rq->form, "person"), &person))
        return not_found(c->arena);
    TRY(reviewer_record(c, call->id, person, &id));
    return see_other(rs, url_make(c->arena, ROOM "/%s", id_text(c->arena, id)));
}
