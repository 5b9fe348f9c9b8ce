/* reviewer_own_pages.c: what a reviewer says about himself, and declining. */
#include "http/http.h"
#include "i18n/i18n.h"
#include "ledger/ledger.h"
#include "person/frame.h"
#include "person/person.h"
#include "review/declaration.h"
#include "review/destruction.h"
#include "review/reviewer_views.h"
#include "review/views.h"
#include "review.msg.h"
#include "reviewer.msg.h"

#include <string.h>

/* NULL call: *rs is answered already. */
static struct err *begin(struct request *rq, struct response *rs, struct call **ret_call, struct reviewer *ret)
{
    struct ctx *c = rq->ctx;
    TRY(review_call_of_viewer(c, ret_call));
    if (!*ret_call || !viewer_holds(c->viewer, DUTY_REVIEWER, (*ret_call)->id)) {
        *ret_call = NULL;
        return review_show_nothing(rq, rs);
    }
    return reviewer_find_own(c, *ret_call, ret);
}

typedef void view(struct html_writer *, const struct page *, const struct form_view *, const struct profile_page *);

static struct err *show_own(struct request *rq, struct response *rs, view *v, const struct msg *title, const char *to,
                            const struct profile_page *p, const struct err *errors)
{
    struct ctx *c = rq->ctx;
    struct form_view f = { .typed = errors ? &rq->form : NULL, .errors = errors, .to = url_make(c->arena, to) };
    struct page *pg = page_for(rq, rs, MSG_TEXT(c->arena, c->lang, *title));
    struct html_writer w = page_writer(rq);
    pg->width = PAGE_NARROW;
    pg->errors = errors;
    pg->crumbs = review_crumbs(c);
    v(&w, pg, &f, p);
    return show_status(rs, errors ? 422 : 200, html_done(&w));
}

ROUTE(GET, "/review/profile", review_profile_page, ACT_REVIEW_HOME)
{
    struct call *call = NULL;
    struct reviewer own;
    TRY(begin(rq, rs, &call, &own));
    return call ? show_own(rq, rs, profile_show, &MSG_REVIEWER_PROFILE, "/review/profile",
                           &(struct profile_page){ call, &own }, NULL)
                : NULL;
}

ROUTE(POST, "/review/profile", review_profile_submit, ACT_REVIEW_HOME)
{
    struct ctx *c = rq->ctx;
    struct call *call = NULL;
    struct reviewer own;
    struct reviewer_facts facts;
    TRY(begin(rq, rs, &call, &own));
    if (!call)
        return NULL;
    struct err *e = reviewer_read(c->arena, &rq->form, false, &facts);
    if (!e)
        e = reviewer_change_own(c, call, &facts);
    if (e && e->kind == ERR_INVALID)
        return show_own(rq, rs, profile_show, &MSG_REVIEWER_PROFILE, "/review/profile",
                        &(struct profile_page){ call, &own }, e);
    TRY(e);
    notice_after(rq, rs, &MSG_REVIEWER_CHANGED);
    return see_other(rs, (struct url){ "/review" });
}

ROUTE(GET, "/review/decline", review_decline_page, ACT_REVIEW_HOME)
{
    struct call *call = NULL;
    struct reviewer own;
    TRY(begin(rq, rs, &call, &own));
    if (call && own.declined_at != INSTANT_UNKNOWN)
        return see_other(rs, (struct url){ "/review" });
    return call ? show_own(rq, rs, decline_show, &MSG_REVIEWER_DECLINE, "/review/decline",
                           &(struct profile_page){ call, &own }, NULL)
                : NULL;
}

ROUTE(POST, "/review/decline", review_decline_submit, ACT_REVIEW_HOME)
{
    struct ctx *c = rq->ctx;
    struct call *call = NULL;
    struct reviewer own;
    TRY(begin(rq, rs, &call, &own));
    if (!call)
        return NULL;
    struct err *e = strcmp(pairs_text(&rq->form, "confirm"), "1") == 0
                        ? reviewer_decline(c, call, pairs_text(&rq->form, "reason"))
                        : invalid(c->arena, "confirm", MSG_REVIEWER_DECLINE_CONFIRM);
    if (e && e->kind == ERR_INVALID)
        return show_own(rq, rs, decline_show, &MSG_REVIEWER_DECLINE, "/review/decline",
                        &(struct profile_page){ call, &own }, e);
    TRY(e);
    notice_after(rq, rs, &MSG_REVIEWER_DECLINED);
    return see_other(rs, (struct url){ "/review" });
}

/* ── the papers are destroyed ── */

ROUTE(GET, "/review/destruction", review_destruction_page, ACT_REVIEW_HOME)
{
    struct call *call = NULL;
    struct reviewer own;
    bool due = false;
    TRY(begin(rq, rs, &call, &own));
    if (!call)
        return NULL;
    TRY(destruction_is_due(rq->ctx, call, &due));
    return due ? show_own(rq, rs, destruction_show, &MSG_REVIEW_DESTROY, "/review/destruction",
                          &(struct profile_page){ call, &own }, NULL)
               : not_found(rq->ctx->arena);
}

ROUTE(POST, "/review/destruction", review_destruction_submit, ACT_REVIEW_HOME)
{
    struct ctx *c = rq->ctx;
    struct call *call = NULL;
    struct reviewer own;
    TRY(begin(rq, rs, &call, &own));
    if (!call)
        return NULL;
    struct err *e = strcmp(pairs_text(&rq->form, "confirm"), "1") == 0
                        ? destruction_confirm(c, call, pairs_text(&rq->form, "held"))
                        : invalid(c->arena, "confirm", MSG_REVIEW_DESTROY_CONFIRM);
    if (e && e->kind == ERR_INVALID)
        return show_own(rq, rs, destruction_show, &MSG_REVIEW_DESTROY, "/review/destruction",
                        &(struct profile_page){ call, &own }, e);
    TRY(e);
    notice_after(rq, rs, &MSG_REVIEW_DESTROYED);
    return see_other(rs, (struct url){ "/review" });
}
