/* committee_pages.c: the committee's list, an application before it, and the chair's decision. */
#include "decision/board.h"
#include "decision/committee.h"
#include "decision/committee_rows.h"
#include "decision/decision_store.h"
#include "decision/views.h"

#include "application/application_document.h"
#include "base/id.h"
#include "decision.msg.h"
#include "history.msg.h"
#include "file/file.h"
#include "http/http.h"
#include "i18n/i18n.h"
#include "meeting/meeting.h"
#include "person/frame.h"
#include "person/person.h"
#include "review/review.h"

#include <stdlib.h>
#include <string.h>

/* What reviewers without conflict wrote for the committee, sheet by sheet, in an order that says nothing of them. */
STMT(committee_comments, READ, "i",
     "SELECT s.id, e.item_key, e.value FROM sheet s JOIN sheet_entry e ON e.sheet_id = s.id"
     " WHERE s.application_id = $1"
     " AND s.state = 'complete' AND e.value <> '' AND NOT EXISTS (SELECT 1 FROM declaration d WHERE"
     " d.application_id = s.application_id AND d.person_id = s.person_id AND d.conflicted = 1)"
     " ORDER BY s.id, e.item_key");

/* ── the list ── */

static struct err *show_empty(struct request *rq, struct response *rs, const struct msg *title, const struct msg *text,
                              const struct msg *action)
{
    struct arena *a = rq->ctx->arena;
    struct page *pg = page_for(rq, rs, MSG_TEXT(a, rq->ctx->lang, MSG_COMMITTEE_TITLE));
    struct html_writer w = page_writer(rq);
    committee_empty_show(&w, pg, MSG_TEXT(a, rq->ctx->lang, *title), MSG_TEXT(a, rq->ctx->lang, *text),
                         action ? MSG_TEXT(a, rq->ctx->lang, *action) : NULL, url_make(a, "/review/pledge"));
    return show(rs, html_done(&w));
}

ROUTE(GET, "/committee", committee_page, ACT_COMMITTEE_SEE)
{
    struct ctx *c = rq->ctx;
    struct call *call = NULL;
    struct board b;
    bool declared = false;
    TRY(committee_call(c, &call));
    if (!call)
        return show_empty(rq, rs, &MSG_COMMITTEE_NO_CALL, &MSG_COMMITTEE_NO_CALL_TEXT, NULL);
    enum call_phase phase = call_phase(call, c->now);
    if (phase != CALL_CLOSED && phase != CALL_ANNOUNCED)
        return show_empty(rq, rs, &MSG_COMMITTEE_NOT_YET, &MSG_COMMITTEE_NOT_YET_TEXT, NULL);
    TRY(committee_may_see(c, call));
    TRY(review_has_declared(c, call, &declared));
    if (!declared)
        return show_empty(rq, rs, &MSG_COMMITTEE_DECLARE, &MSG_COMMITTEE_DECLARE_TEXT, &MSG_COMMITTEE_DECLARE_BUTTON);
    TRY(board_load(c, call, BOARD_COMMITTEE, &b));
    if (b.n == 0)
        return show_empty(rq, rs, &MSG_COMMITTEE_NOTHING, &MSG_COMMITTEE_NOTHING_TEXT, NULL);
    struct committee_rows rows = committee_rows(c->arena, c->lang, &b);
    struct committee_list_page p = { .call = call,
                                     .rows = &rows,
                                     .sort = committee_sort_parse(pairs_text(&rq->query, "sort")),
                                     .chair = viewer_holds(c->viewer, DUTY_CHAIR, call->id) };
    p.up = strcmp(pairs_text(&rq->query, "dir"), "up") == 0;
    committee_sort(&rows, p.sort, p.up);
    struct page *pg = page_for(rq, rs, MSG_TEXT(c->arena, c->lang, MSG_COMMITTEE_TITLE));
    struct html_writer w = page_writer(rq);
    pg->width = PAGE_WIDE;
    committee_list_show(&w, pg, &p);
    return show(rs, html_done(&w));
}

/* ── one application ── */

/* 委員A … 委員Z, 委員27 … */
static const char *letter_of(struct arena *a, enum lang lang, int number)
{
    const char *letter = number < 26 ? arena_printf(a, "%c", 'A' + number) : arena_printf(a, "%d", number + 1);
    return MSG_TEXT(a, lang, MSG_COMMITTEE_MEMBER, arg_text(letter));
}

/* The comments under one key, of all sheets: 委員A is the same person under every key. */
static void put_comments(struct ctx *c, const struct rows *rows, const char *key, const char *about,
                         struct committee_item_page *p, struct committee_comment *v)
{
    int number = -1;
    int64_t sheet = 0;
    for (size_t i = 0; i < rows->n; i++) {
        number += row_i64(&rows->v[i], 0) != sheet;
        sheet = row_i64(&rows->v[i], 0);
        if (strcmp(row_text(&rows->v[i], 1), key) == 0)
            v[p->comment_count++] = (struct committee_comment){ letter_of(c->arena, c->lang, number), about,
                                                                row_text(&rows->v[i], 2) };
    }
}

static struct err *load_comments(struct ctx *c, const struct call *call, int64_t application_id,
                                 struct committee_item_page *p)
{
    const struct definition *def = call->definition;
    struct rows rows;
    TRY(db_rows(c, committee_comments, &rows, I64(application_id)));
    struct committee_comment *v = arena_array(c->arena, struct committee_comment, rows.n + 1);
    put_comments(c, &rows, "overall.committee", MSG_TEXT(c->arena, c->lang, MSG_COMMITTEE_OVERALL), p, v);
    for (size_t k = 0; k < def->criteria.n; k++)
        put_comments(c, &rows, arena_printf(c->arena, "%s.committee", def->criteria.v[k].key),
                     def->criteria.v[k].mark, p, v);
    p->comments = v;
    return NULL;
}

/* Whether the viewer presides over it, and why nothing can be decided now (a meeting is wanted, a quorum; NULL). */
static struct err *load_presiding(struct ctx *c, const struct call *call, const struct release *r, int64_t id,
                                  struct committee_item_page *p)
{
    struct floor *floor = NULL;
    bool presides = false;
    TRY(floor_presides(c, call, id, &presides));
    p->chair = presides && policy_allows(ACT_DECIDE, c->viewer->duties, REL_PRESIDES,
                                         decision_states(call, r, true, c->now));
    if (!p->chair)
        return NULL;
    struct err *e = floor_find(c, call, id, &floor);
    if (e && e->kind != ERR_REFUSED)
        return e;
    p->not_now = e;
    return NULL;
}

static struct err *show_item(struct request *rq, struct response *rs, int64_t id, const struct err *errors,
                             const struct decision *theirs)
{
    struct ctx *c = rq->ctx;
    struct application *app = NULL;
    struct call *call = NULL;
    struct release *release = NULL;
    struct papers *papers = NULL;
    struct board b;
    TRY(committee_open(c, id, ACT_COMMITTEE_SEE, &app, &call));
    TRY(release_find(c, call->id, &release));
    TRY(board_load(c, call, BOARD_COMMITTEE, &b));
    TRY(papers_load(c, app, call->definition, &papers));
    papers->files_below = "/committee/applications";
    struct committee_rows rows = committee_rows(c->arena, c->lang, &b);
    struct committee_item_page p = { .call = call, .rows = &rows, .papers = papers, .theirs = theirs };
    TRY(load_presiding(c, call, release, id, &p));
    for (size_t i = 0; i < rows.n; i++)
        if (rows.v[i].item->app->id == id)
            p.row = &rows.v[i];
    if (!p.row)
        return not_found(c->arena);
    TRY(load_comments(c, call, id, &p));
    bool again = errors || theirs;
    const struct err *refusal = errors && errors->kind == ERR_REFUSED ? errors : NULL;
    errors = refusal ? NULL : errors;
    struct form_view f = { .typed = again ? &rq->form : NULL, .errors = errors,
                           .to = url_make(c->arena, "/committee/applications/%s/decide", id_text(c->arena, id)) };
    struct page *pg = page_for(rq, rs, app->title);
    struct html_writer w = page_writer(rq);
    struct page_link *crumbs = arena_array(c->arena, struct page_link, 2);
    crumbs[0] = (struct page_link){ .label = MSG_TEXT(c->arena, c->lang, MSG_COMMITTEE_TITLE), .to = { "/committee" } };
    pg->crumbs = crumbs;
    pg->errors = errors;
    pg->history[0] =
        (struct page_link){ .label = MSG_TEXT(c->arena, c->lang, MSG_HISTORY_DECISION),
                            .to = url_make(c->arena, "/committee/applications/%s/history", id_text(c->arena, id)) };
    committee_item_show(&w, pg, &f, &p);
    return show_status(rs, theirs || refusal ? 409 : errors ? 422 : 200, html_done(&w));
}

/* May the viewer see the committee's list, and has not yet declared? */
static struct err *declares_first(struct ctx *c, bool *ret)
{
    struct call *call = NULL;
    bool declared = true;
    TRY(committee_call(c, &call));
    struct err *e = call ? committee_may_see(c, call) : NULL;
    if (e && e->kind != ERR_NOT_FOUND && e->kind != ERR_FORBIDDEN)
        return e;
    if (call && !e)
        TRY(review_has_declared(c, call, &declared));
    *ret = !declared;
    return NULL;
}

ROUTE(GET, "/committee/applications/:application", committee_item_page_get, ACT_COMMITTEE_SEE)
{
    bool first = false;
    TRY(declares_first(rq->ctx, &first));
    if (first) /* whatever the address names: the list says what to do */
        return see_other(rs, url_make(rq->ctx->arena, "/committee"));
    return show_item(rq, rs, param_id(rq, "application"), NULL, NULL);
}

ROUTE_FLAGS(GET, "/committee/applications/:application/files/:file", committee_file_get, ACT_COMMITTEE_SEE, ROUTE_SLOW)
{
    struct ctx *c = rq->ctx;
    struct application *app = NULL;
    struct call *call = NULL;
    struct submission *sub = NULL;
    struct attachment file;
    TRY(committee_open(c, param_id(rq, "application"), ACT_COMMITTEE_SEE, &app, &call));
    TRY(submission_load(c, app->submission_id, &sub));
    TRY(submission_find_file(c->arena, sub, param(rq, "file"), &file));
    return file_send(c, rs, file.hash.p, file.size, file.name, file.media_type);
}

ROUTE_FLAGS(GET, "/committee/applications/:application/application.pdf", committee_application_pdf, ACT_COMMITTEE_SEE,
            ROUTE_SLOW)
{
    struct application *app = NULL;
    struct call *call = NULL;
    TRY(committee_open(rq->ctx, param_id(rq, "application"), ACT_COMMITTEE_SEE, &app, &call));
    return application_pdf_send(rq->ctx, rs, app);
}

ROUTE(POST, "/committee/applications/:application/decide", committee_decide, ACT_DECIDE)
{
    struct ctx *c = rq->ctx;
    int64_t id = param_id(rq, "application");
    struct decision *theirs = NULL;
    struct decision_typed typed = { .outcome = outcome_parse(pairs_text(&rq->form, "outcome")),
                                    .reason = pairs_text(&rq->form, "reason"),
                                    .comment = pairs_text(&rq->form, "comment"),
                                    .conditions = pairs_text(&rq->form, "conditions") };
    struct err *e = decision_record(c, id, &typed, strtoll(pairs_text(&rq->form, "seen"), NULL, 10));
    if (e && (e->kind == ERR_INVALID || e->kind == ERR_REFUSED))
        return show_item(rq, rs, id, e, NULL);
    if (e && e->kind == ERR_CONFLICT) {
        TRY(decision_find(c, id, &theirs));
        return theirs ? show_item(rq, rs, id, NULL, theirs) : e;
    }
    TRY(e);
    notice_after(rq, rs, &MSG_DECISION_RECORDED);
    return see_other(rs, url_make(c->arena, "/committee/applications/%s", id_text(c->arena, id)));
}
