/* remind_pages.c: the office looks at the reminders before it sends them, and sets the days of the review. */
#include "http/http.h"
#include "i18n/i18n.h"
#include "base/date_parse.h"
#include "html/field.h"
#include "ledger/ledger.h"
#include "person/frame.h"
#include "review/declaration.h"
#include "review/period.h"
#include "review/views.h"
#include "review.msg.h"

static const struct page_link *crumbs(struct ctx *c)
{
    struct page_link *v = arena_array(c->arena, struct page_link, 2);
    v[0] = (struct page_link){ .label = MSG_TEXT(c->arena, c->lang, MSG_REVIEW_OFFICE_TITLE),
                               .to = { "/office/review" } };
    return v;
}

static struct err *call_now(struct ctx *c, struct call **ret)
{
    TRY(call_find_current(c, ret));
    return *ret ? NULL : not_found(c->arena);
}

ROUTE(GET, "/office/review/remind", office_review_remind_page, ACT_OFFICE_REVIEW)
{
    struct ctx *c = rq->ctx;
    struct reviewer_list all = { 0 };
    struct remind_page p = { 0 };
    struct call *call = NULL;
    TRY(call_now(c, &call));
    p.call = call;
    if (review_is_running(call, c->now))
        TRY(reviewer_list(c, call, &all));
    p.v = arena_array(c->arena, struct review_mail, all.n);
    for (size_t i = 0; i < all.n; i++)
        if (reviewer_is_late(&all.v[i]))
            TRY(review_reminder_of(c, call, &all.v[i], &p.v[p.n++]));
    struct page *pg = page_for(rq, rs, MSG_TEXT(c->arena, c->lang, MSG_REVIEW_REMIND_TITLE));
    struct html_writer w = page_writer(rq);
    pg->width = PAGE_NARROW;
    pg->crumbs = crumbs(c);
    remind_show(&w, pg, &p);
    return show(rs, html_done(&w));
}

ROUTE(POST, "/office/review/remind", office_review_remind, ACT_OFFICE_REVIEW)
{
    struct ctx *c = rq->ctx;
    struct call *call = NULL;
    size_t late = 0;
    TRY(call_now(c, &call));
    TRY(review_remind(c, call->id, &late));
    if (late)
        notice_after(rq, rs, &MSG_REVIEW_REMINDED);
    return see_other(rs, url_make(c->arena, "/office/review"));
}

/* ── the days ── */

/* As a field of date and time takes it. */
const char *period_text(struct arena *a, instant at)
{
    struct clock_parts t = clock_of_instant(at);
    return arena_printf(a, "%s %02d:%02d", date_iso(a, date_of_instant(at)), t.hour, t.minute);
}

static struct err *show_period(struct request *rq, struct response *rs, const struct call *call,
                               const struct err *errors, const struct form_asks *asks)
{
    struct ctx *c = rq->ctx;
    struct review_period period;
    TRY(review_period_find(c, call, &period));
    struct form_view f = { .typed = errors || asks ? &rq->form : NULL, .errors = errors,
                           .to = { "/office/review/period" } };
    struct page *pg = page_for(rq, rs, MSG_TEXT(c->arena, c->lang, MSG_REVIEW_PERIOD));
    struct html_writer w = page_writer(rq);
    pg->width = PAGE_NARROW;
    pg->errors = errors;
    pg->crumbs = crumbs(c);
    pg->asks = asks;
    period_show(&w, pg, &f, &(struct period_page){ call, &period });
    return show_status(rs, errors ? 422 : 200, html_done(&w));
}

ROUTE(GET, "/office/review/period", office_review_period_page, ACT_OFFICE_REVIEW)
{
    struct call *call = NULL;
    TRY(call_now(rq->ctx, &call));
    return show_period(rq, rs, call, NULL, NULL);
}

ROUTE(POST, "/office/review/period", office_review_period_submit, ACT_OFFICE_REVIEW)
{
    struct ctx *c = rq->ctx;
    struct call *call = NULL;
    instant from = 0, due = 0;
    TRY(call_now(c, &call));
    struct err *e = instant_parse(c->arena, "from", form_date_text(c->arena, &rq->form, "from"), &from);
    e = err_join(e, instant_parse(c->arena, "due", form_date_text(c->arena, &rq->form, "due"), &due));
    const date days[] = { date_of_instant(from), date_of_instant(due) };
    const struct form_asks *asks = e ? NULL : form_ask_days(c->arena, c->lang, &rq->form, days, 2);
    if (asks)
        return show_period(rq, rs, call, NULL, asks);
    if (!e)
        e = review_period_set(c, call->id, from, due);
    if (e && e->kind == ERR_INVALID)
        return show_period(rq, rs, call, e, NULL);
    TRY(e);
    notice_after(rq, rs, &MSG_REVIEW_PERIOD_SET);
    return see_other(rs, url_make(c->arena, "/office/review"));
}
