/* office_pages.c: the office's board of progress, its rulings on declarations, sheets and reminders. */
#include "base/id.h"
#include "http/http.h"
#include "i18n/i18n.h"
#include "ledger/ledger.h"
#include "person/frame.h"
#include "person/person.h"
#include "review/views.h"
#include "review.msg.h"

#include <string.h>

static const struct page_link *crumbs(struct ctx *c)
{
    struct page_link *v = arena_array(c->arena, struct page_link, 2);
    v[0] = (struct page_link){ .label = MSG_TEXT(c->arena, c->lang, MSG_REVIEW_OFFICE_TITLE),
                               .to = { "/office/review" } };
    return v;
}

static struct err *show_nothing(struct request *rq, struct response *rs)
{
    struct page *pg = page_for(rq, rs, MSG_TEXT(rq->ctx->arena, rq->ctx->lang, MSG_REVIEW_OFFICE_TITLE));
    struct html_writer w = page_writer(rq);
    review_nothing_show(&w, pg);
    return show(rs, html_done(&w));
}

ROUTE(GET, "/office/review", office_review_page, ACT_OFFICE_REVIEW)
{
    struct ctx *c = rq->ctx;
    struct call *call = NULL;
    struct reviewer_list reviewers;
    struct coverage_list applications;
    struct pair_list pairs;
    struct review_counts counts;
    struct review_period period;
    TRY(call_find_current(c, &call));
    if (!call)
        return show_nothing(rq, rs);
    TRY(reviewer_list(c, call, &reviewers));
    TRY(coverage_list(c, call, &applications));
    TRY(pair_list(c, call, &pairs));
    TRY(review_counts(c, call, &counts));
    TRY(review_period_find(c, call, &period));
    struct board_page p = { .call = call,
                            .reviewers = &reviewers,
                            .applications = &applications,
                            .pairs = &pairs,
                            .counts = &counts,
                            .period = &period,
                            .overdue = c->now >= period.due_at };
    for (size_t i = 0; i < reviewers.n; i++)
        p.late += reviewer_is_late(&reviewers.v[i]);
    struct page *pg = page_for(rq, rs, MSG_TEXT(c->arena, c->lang, MSG_REVIEW_OFFICE_TITLE));
    struct html_writer w = page_writer(rq);
    board_show(&w, pg, &p);
    return show(rs, html_done(&w));
}

/* ── rulings ── */

static struct err *show_rulings(struct request *rq, struct response *rs, int64_t refused,
                                const struct err *errors)
{
    struct ctx *c = rq->ctx;
    struct call *call = NULL;
    struct declaration_list list;
    TRY(call_find_current(c, &call));
    if (!call)
        return show_nothing(rq, rs);
    TRY(declaration_list_all(c, call, &list));
    struct rulings_page p = { .call = call, .list = &list, .refused = refused };
    struct form_view f = { .typed = errors ? &rq->form : NULL, .errors = errors };
    struct page *pg = page_for(rq, rs, MSG_TEXT(c->arena, c->lang, MSG_REVIEW_DECLARATIONS));
    struct html_writer w = page_writer(rq);
    pg->width = PAGE_WIDE;
    pg->errors = errors;
    pg->crumbs = crumbs(c);
    rulings_show(&w, pg, &f, &p);
    return show_status(rs, errors ? 422 : 200, html_done(&w));
}

ROUTE(GET, "/office/review/declarations", office_declarations_page, ACT_OFFICE_REVIEW)
{
    return show_rulings(rq, rs, 0, NULL);
}

ROUTE(POST, "/office/review/declarations/:declaration", office_declaration_rule, ACT_OFFICE_REVIEW)
{
    struct ctx *c = rq->ctx;
    int64_t id = param_id(rq, "declaration");
    const char *own = pairs_get(&rq->form, arena_printf(c->arena, "reason.%s", param(rq, "declaration")));
    const char *reason = own ? own : pairs_text(&rq->form, "reason");
    const char *conflicted = pairs_text(&rq->form, "conflicted");
    struct err *e = strcmp(conflicted, "0") != 0 && strcmp(conflicted, "1") != 0
                        ? invalid(c->arena, "reason", MSG_REVIEW_RULING_MISSING)
                        : declaration_rule(c, id, *conflicted == '1', reason);
    if (e && e->kind == ERR_INVALID)
        return show_rulings(rq, rs, id, e);
    TRY(e);
    notice_after(rq, rs, &MSG_REVIEW_RULED);
    return see_other(rs, url_make(c->arena, "/office/review/declarations"));
}

/* ── sheets ── */

static struct err *show_sheet(struct request *rq, struct response *rs, const struct err *errors)
{
    struct ctx *c = rq->ctx;
    struct application *app = NULL;
    struct call *call = NULL;
    struct sheet *s = NULL;
    bool conflicted = false;
    TRY(sheet_load(c, param_id(rq, "sheet"), &s));
    TRY(application_load(c, s->application_id, &app));
    TRY(call_load(c, app->call_id, &call));
    TRY(review_conflicted(c, app->id, s->person_id, &conflicted));
    struct sheet_page p = { .app = app, .call = call, .sheet = s, .office = true, .conflicted = conflicted };
    struct form_view f = { .typed = errors ? &rq->form : NULL,
                           .errors = errors,
                           .to = url_make(c->arena, "/office/review/sheets/%s/reopen",
                                          id_text(c->arena, s->id)) };
    struct page *pg = page_for(rq, rs, MSG_TEXT(c->arena, c->lang, MSG_REVIEW_SHEET));
    struct html_writer w = page_writer(rq);
    pg->width = PAGE_NARROW;
    pg->errors = errors;
    pg->crumbs = crumbs(c);
    page_history(rq, pg, "sheet", s->id, NULL);
    sheet_show(&w, pg, &f, &p);
    return show_status(rs, errors ? 422 : 200, html_done(&w));
}

ROUTE(GET, "/office/review/sheets/:sheet", office_sheet_page, ACT_OFFICE_REVIEW)
{
    return show_sheet(rq, rs, NULL);
}

ROUTE(POST, "/office/review/sheets/:sheet/reopen", office_sheet_reopen, ACT_OFFICE_REVIEW)
{
    struct ctx *c = rq->ctx;
    struct err *e = sheet_reopen(c, param_id(rq, "sheet"), pairs_text(&rq->form, "reason"));
    if (e && e->kind == ERR_INVALID)
        return show_sheet(rq, rs, e);
    TRY(e);
    notice_after(rq, rs, &MSG_REVIEW_REOPENED);
    return see_other(rs, url_make(c->arena, "/office/review/sheets/%s", param(rq, "sheet")));
}
