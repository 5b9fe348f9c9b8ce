/* applications_pages.c: what the office sees of applications: what was sent, and how many are still being written. */
#include "application/application.h"
#include "application/application_document.h"
#include "base/id.h"
#include "call/call.h"
#include "file/file.h"
#include "html/field.h"
#include "http/http.h"
#include "i18n/i18n.h"
#include "office/applications_views.h"
#include "office/desk.h"
#include "person/frame.h"
#include "person/person.h"
#include "person/policy.h"
#include "review/papers.h"
#include "history.msg.h"
#include "office.msg.h"

ROUTE(GET, "/office/applications", office_applications_page, ACT_OFFICE_APPLICATIONS)
{
    struct ctx *c = rq->ctx;
    struct office_list_page x = { 0 };
    struct call *call = NULL;
    TRY(call_find_current(c, &call));
    if (call && policy_allows(ACT_OFFICE_APPLICATIONS, c->viewer->duties, REL_ANY,
                              STATE_SUBMITTED | call_states(call, c->now))) {
        x.call = call;
        TRY(application_count(c, call->id, &x.counts));
        TRY(application_list_submitted(c, call->id, &x.submitted));
        TRY(application_list_withdrawn(c, call->id, &x.withdrawn));
        if (call->definition->rules.formal_check && call_phase(call, c->now) != CALL_OPEN) {
            x.screening = arena_new(c->arena, struct screening_list);
            TRY(screening_list(c, call, x.screening));
        }
    }
    struct page *pg = page_for(rq, rs, MSG_TEXT(c->arena, c->lang, MSG_OFFICE_APPLICATIONS));
    struct html_writer w = page_writer(rq);
    office_applications_show(&w, pg, &x);
    return show(rs, html_done(&w));
}

/* NOT_FOUND for a draft, as for an unknown one. */
static struct err *open_sent(struct request *rq, struct application **ret_app, struct call **ret_call)
{
    struct ctx *c = rq->ctx;
    struct standing standing;
    TRY(application_load(c, param_id(rq, "application"), ret_app));
    TRY(call_load(c, (*ret_app)->call_id, ret_call));
    TRY(application_standing(c, *ret_app, *ret_call, &standing));
    TRY(allow(c, ACT_OFFICE_APPLICATIONS, ACT_OFFICE_APPLICATIONS, standing));
    return (*ret_app)->submission_id ? NULL : not_found(c->arena);
}

ROUTE(GET, "/office/applications/:application", office_application_page, ACT_OFFICE_APPLICATIONS)
{
    struct ctx *c = rq->ctx;
    struct application *app = NULL;
    struct call *call = NULL;
    struct papers *papers = NULL;
    struct contact *contacts = NULL;
    const struct definition *def = NULL;
    struct submission *last = NULL;
    struct office_application_page x = { 0 };
    TRY(open_sent(rq, &app, &call));
    TRY(submission_load(c, app->submission_id, &last));
    TRY(definition_load(c, last->definition_id, &def));
    TRY(papers_load(c, app, def, &papers));
    TRY(application_contacts(c, app->id, &x.contact_count, &contacts));
    papers->files_below = "/office/applications";
    x.app = app;
    x.call = call;
    x.last = last;
    x.papers = papers;
    x.contacts = contacts;
    struct page *pg = page_for(rq, rs, app->title);
    const struct page_link crumbs[] = {
        { .label = MSG_TEXT(c->arena, c->lang, MSG_OFFICE_APPLICATIONS), .to = { "/office/applications" } }, { 0 }
    };
    pg->crumbs = crumbs;
    struct html_writer w = page_writer(rq);
    page_history(rq, pg, "application", app->id, NULL);
    page_history(rq, pg, "decision", app->id, &MSG_HISTORY_DECISION);
    if (c->viewer->duties & DUTIES_OFFICE)
        page_history(rq, pg, "review", app->id, &MSG_HISTORY_REVIEW);
    office_application_show(&w, pg, &x);
    return show(rs, html_done(&w));
}

ROUTE_FLAGS(GET, "/office/applications/:application/files/:file", office_file_page, ACT_OFFICE_APPLICATIONS, ROUTE_SLOW)
{
    struct ctx *c = rq->ctx;
    struct application *app = NULL;
    struct call *call = NULL;
    struct submission *last = NULL;
    struct attachment file;
    TRY(open_sent(rq, &app, &call));
    TRY(submission_load(c, app->submission_id, &last));
    TRY(submission_find_file(c->arena, last, param(rq, "file"), &file));
    return file_send(c, rs, file.hash.p, file.size, file.name, file.media_type);
}

ROUTE_FLAGS(GET, "/office/applications/:application/application.pdf", office_application_pdf, ACT_OFFICE_APPLICATIONS,
            ROUTE_SLOW)
{
    struct application *app = NULL;
    struct call *call = NULL;
    TRY(open_sent(rq, &app, &call));
    return application_pdf_send(rq->ctx, rs, app);
}

/* While the call is open: how many came, how many are being written. Nothing waits: the number informs. */
DESK_ITEM(applications_sent, 20, count_sent);
static struct err *count_sent(struct ctx *c, const struct call *call, struct desk_item *ret)
{
    struct application_counts n;
    if (!call || call_phase(call, c->now) != CALL_OPEN)
        return NULL;
    TRY(application_count(c, call->id, &n));
    ret->number = n.submitted;
    ret->label = MSG_TEXT(c->arena, c->lang, MSG_OFFICE_SENT);
    ret->unit = MSG_TEXT(c->arena, c->lang, MSG_OFFICE_UNIT);
    ret->note = MSG_TEXT(c->arena, c->lang, MSG_OFFICE_DRAFTS, arg_i64(n.drafts));
    ret->to = (struct url){ "/office/applications" };
    return NULL;
}
