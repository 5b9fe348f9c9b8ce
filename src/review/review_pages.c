/* review_pages.c: the reviewer's way in: overview and pledge. */
#include "http/http.h"
#include "i18n/i18n.h"
#include "ledger/ledger.h"
#include "person/frame.h"
#include "person/person.h"
#include "review/declaration.h"
#include "review/destruction.h"
#include "review/reviewer.h"
#include "review/views.h"
#include "review.msg.h"

#include <string.h>

/* The call that the viewer takes part in, published; NULL: show that there is nothing. */
struct err *review_call_of_viewer(struct ctx *c, struct call **ret)
{
    TRY(review_call_find(c, ret));
    if (*ret && !review_takes_part(c, (*ret)->id))
        *ret = NULL;
    return NULL;
}

struct err *review_show_nothing(struct request *rq, struct response *rs)
{
    struct page *pg = page_for(rq, rs, MSG_TEXT(rq->ctx->arena, rq->ctx->lang, MSG_REVIEW_TITLE));
    struct html_writer w = page_writer(rq);
    review_nothing_show(&w, pg);
    return show(rs, html_done(&w));
}

const struct page_link *review_crumbs(struct ctx *c)
{
    struct page_link *v = arena_array(c->arena, struct page_link, 2);
    v[0] = (struct page_link){ .label = MSG_TEXT(c->arena, c->lang, MSG_REVIEW_TITLE), .to = { "/review" } };
    return c->viewer && (c->viewer->duties & DUTY_REVIEWER) ? v : NULL;
}

ROUTE(GET, "/review", review_home_page, ACT_REVIEW_HOME)
{
    struct ctx *c = rq->ctx;
    struct call *call = NULL;
    struct declaration_list list;
    struct own_reviews reviews;
    TRY(review_call_of_viewer(c, &call));
    if (!call)
        return review_show_nothing(rq, rs);
    struct home_page p = { .call = call, .declarations = &list, .mine = &reviews };
    p.over = review_is_on(call, c->now) && !review_is_running(call, c->now);
    struct reviewer own;
    TRY(reviewer_find_own(c, call, &own));
    struct review_period period;
    TRY(review_period_find(c, call, &period));
    p.period = &period;
    p.overdue = c->now >= period.due_at;
    struct destruction gone;
    TRY(destruction_is_due(c, call, &p.destroy_due));
    TRY(destruction_find(c, call, viewer_person(c), &gone));
    p.destroyed_at = gone.confirmed_at;
    p.reviews = viewer_holds(c->viewer, DUTY_REVIEWER, call->id);
    p.declined_at = p.reviews ? own.declined_at : INSTANT_UNKNOWN;
    TRY(pledge_find(c, call, &p.pledged_at));
    TRY(declaration_list_mine(c, call, &list));
    TRY(own_reviews_list(c, call, &reviews));
    for (size_t i = 0; i < list.n; i++)
        p.declared += list.v[i].category != NULL;
    struct page *pg = page_for(rq, rs, MSG_TEXT(c->arena, c->lang, MSG_REVIEW_TITLE));
    struct html_writer w = page_writer(rq);
    review_home_show(&w, pg, &p);
    return show(rs, html_done(&w));
}

/* ── the pledge ── */

static struct err *show_pledge(struct request *rq, struct response *rs, const struct call *call,
                               const struct err *errors)
{
    struct ctx *c = rq->ctx;
    struct form_view f = { .typed = errors ? &rq->form : NULL,
                           .errors = errors,
                           .to = url_make(c->arena, "/review/pledge") };
    struct page *pg = page_for(rq, rs, MSG_TEXT(c->arena, c->lang, MSG_REVIEW_PLEDGE_TITLE));
    struct html_writer w = page_writer(rq);
    pg->width = PAGE_NARROW;
    pg->errors = errors;
    pg->crumbs = review_crumbs(c);
    pledge_show(&w, pg, &f, call);
    return show_status(rs, errors ? 422 : 200, html_done(&w));
}

ROUTE(GET, "/review/pledge", review_pledge_page, ACT_DECLARE)
{
    struct call *call = NULL;
    instant at = INSTANT_UNKNOWN;
    TRY(review_call_of_viewer(rq->ctx, &call));
    if (!call)
        return review_show_nothing(rq, rs);
    TRY(pledge_find(rq->ctx, call, &at));
    if (at != INSTANT_UNKNOWN)
        return see_other(rs, url_make(rq->ctx->arena, "/review/declarations"));
    return show_pledge(rq, rs, call, NULL);
}

ROUTE(POST, "/review/pledge", review_pledge_submit, ACT_DECLARE)
{
    struct ctx *c = rq->ctx;
    struct call *call = NULL;
    TRY(review_call_of_viewer(c, &call));
    if (!call)
        return not_found(c->arena);
    if (strcmp(pairs_text(&rq->form, "agree"), "1") != 0)
        return show_pledge(rq, rs, call, invalid(c->arena, "agree", MSG_REVIEW_PLEDGE_MISSING));
    TRY(pledge_sign(c, call));
    notice_after(rq, rs, &MSG_REVIEW_PLEDGED);
    return see_other(rs, url_make(c->arena, "/review/declarations"));
}
