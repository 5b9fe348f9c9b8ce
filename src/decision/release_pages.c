/* release_pages.c: the office prepares the announcement, its lead approves or recalls it; previews of letters. */
#include "decision/decision_store.h"
#include "decision/release_letters.h"
#include "decision/views.h"

#include "base/date_parse.h"
#include "base/id.h"
#include "base/vec.h"
#include "decision.msg.h"
#include "doc/doc.h"
#include "file/file.h"
#include "http/http.h"
#include "i18n/i18n.h"
#include "office/desk.h"
#include "person/frame.h"
#include "person/person.h"

#include <stdlib.h>
#include <string.h>

static struct err *current(struct ctx *c, struct call **ret)
{
    TRY(call_find_current(c, ret));
    return *ret ? NULL : not_found(c->arena);
}

static int64_t seen_of(const struct request *rq)
{
    return strtoll(pairs_text(&rq->form, "seen"), NULL, 10);
}

/* ── the overview ── */

static struct err *show_release(struct request *rq, struct response *rs, const struct err *error)
{
    struct ctx *c = rq->ctx;
    struct call *call = NULL;
    struct release *r = NULL;
    struct letter_rows letters = { 0 };
    struct board b;
    TRY(current(c, &call));
    TRY(release_find(c, call->id, &r));
    TRY(board_load(c, call, BOARD_OFFICE, &b));
    if (r)
        TRY(letter_list(c, r->id, &letters));
    struct committee_rows rows = committee_rows(c->arena, c->lang, &b);
    committee_sort(&rows, SORT_BY_RECEIPT, true);
    date day = r ? date_of_instant(r->announce_at) : DATE_UNKNOWN;
    struct release_page p = { .call = call, .rows = &rows, .release = r, .letters = letters.n,
                              .missing = release_may_prepare(c->arena, call, call_phase(call, c->now), &b.needs),
                              .lead = (c->viewer->duties & DUTY_OFFICE_LEAD) != 0,
                              .own_work = r && r->prepared_by == c->viewer->person,
                              .overdue = r && release_is(r, "approved") && c->now >= r->announce_at + 60 * SECOND_US };
    p.decisions_changed =
        r && (b.hash.n != r->decisions_hash.n || memcmp(b.hash.p, r->decisions_hash.p, b.hash.n) != 0);
    if (r)
        p.term = term_of_announcement(day, call->term_years);
    struct form_view f = { .errors = error, .to = { "/office/decision" } };
    struct page *pg = page_for(rq, rs, MSG_TEXT(c->arena, c->lang, MSG_RELEASE_PAGE));
    struct html_writer w = page_writer(rq);
    if (error) {
        pg->notice = NOTICE_ERROR;
        pg->notice_text = err_text(c->arena, c->lang, error);
        f.errors = NULL;
    }
    release_show(&w, pg, &f, &p);
    return show_status(rs, error ? 409 : 200, html_done(&w));
}

ROUTE(GET, "/office/decision", release_page_get, ACT_OFFICE_DECISION)
{
    return show_release(rq, rs, NULL);
}

/* ── preparing ── */

/* The doubts about the day, in words; none for a day that is not known. */
static size_t questions_of(struct ctx *c, const struct call *call, date day, const char *const **ret)
{
    const struct doubts all[] = { date_questions(day), announcement_question(day, call->term_years) };
    const char **v = arena_array(c->arena, const char *, 9);
    size_t n = 0;
    for (size_t i = 0; i < 2; i++)
        for (size_t k = 0; k < all[i].n; k++) {
            struct arg args[5] = { 0 };
            memcpy(args, all[i].v[k].args, sizeof all[i].v[k].args);
            v[n++] = msg_text(c->arena, c->lang, all[i].v[k].msg, args);
        }
    *ret = v;
    return n;
}

static const char *field_instant(struct arena *a, instant at)
{
    struct clock_parts t = clock_of_instant(at);
    return arena_printf(a, "%s %02d:%02d", date_iso(a, date_of_instant(at)), t.hour, t.minute);
}

static struct err *show_form(struct request *rq, struct response *rs, const struct call *call,
                             const struct release_form_page *given, const struct err *errors)
{
    struct ctx *c = rq->ctx;
    struct release *r = NULL;
    struct release_form_page p = given ? *given : (struct release_form_page){ 0 };
    TRY(release_find(c, call->id, &r));
    p.call = call;
    p.release = r;
    p.announce = r ? field_instant(c->arena, r->announce_at) : NULL;
    struct form_view f = { .typed = errors ? &rq->form : NULL, .errors = errors, .to = { "/office/decision/prepare" } };
    struct page *pg = page_for(rq, rs, MSG_TEXT(c->arena, c->lang, MSG_RELEASE_FORM_TITLE));
    struct html_writer w = page_writer(rq);
    struct page_link *crumbs = arena_array(c->arena, struct page_link, 2);
    crumbs[0] = (struct page_link){ .label = MSG_TEXT(c->arena, c->lang, MSG_RELEASE_PAGE),
                                    .to = { "/office/decision" } };
    pg->crumbs = crumbs;
    pg->width = PAGE_NARROW;
    pg->errors = errors;
    release_form_show(&w, pg, &f, &p);
    return show_status(rs, errors ? 422 : 200, html_done(&w));
}

ROUTE(GET, "/office/decision/prepare", release_form_get, ACT_OFFICE_DECISION)
{
    struct call *call = NULL;
    TRY(current(rq->ctx, &call));
    return show_form(rq, rs, call, NULL, NULL);
}

/* A day that raises a question is asked about once, with everything typed kept: the answer holds for that day only. */
static struct err *ask(struct ctx *c, const struct request *rq, const struct call *call, instant at,
                       struct release_form_page *ret)
{
    date day = date_of_instant(at);
    ret->question_count = questions_of(c, call, day, &ret->questions);
    ret->asked_of = date_iso(c->arena, day);
    bool sure = strcmp(pairs_text(&rq->form, "sure"), "1") == 0 &&
                strcmp(pairs_text(&rq->form, "asked"), ret->asked_of) == 0;
    return ret->question_count && !sure ? invalid(c->arena, "sure", MSG_RELEASE_SURE_WANTED) : NULL;
}

ROUTE(POST, "/office/decision/prepare", release_form_submit, ACT_OFFICE_DECISION)
{
    struct ctx *c = rq->ctx;
    struct call *call = NULL;
    struct release_form_page p = { 0 };
    instant at = 0;
    TRY(current(c, &call));
    struct err *e = instant_parse(c->arena, "announce", form_date_text(c->arena, &rq->form, "announce"), &at);
    if (!e)
        e = err_join(release_minute_check(c->arena, call, at, c->now), ask(c, rq, call, at, &p));
    if (!e) {
        struct release_typed t = { at, pairs_text(&rq->form, "prefix"), pairs_text(&rq->form, "signatory") };
        e = release_prepare(c, call->id, &t, seen_of(rq));
    }
    if (e && e->kind == ERR_INVALID)
        return show_form(rq, rs, call, &p, e);
    if (e && (e->kind == ERR_CONFLICT || e->kind == ERR_REFUSED))
        return show_release(rq, rs, e);
    TRY(e);
    notice_after(rq, rs, &MSG_RELEASE_PREPARED);
    return see_other(rs, url_make(c->arena, "/office/decision"));
}

/* ── approving and recalling ── */

static struct err *act_on(struct request *rq, struct response *rs,
                          struct err *(*act)(struct ctx *c, int64_t release_id, int64_t seen), const struct msg *done)
{
    struct ctx *c = rq->ctx;
    int64_t id = 0;
    if (!id_parse(pairs_text(&rq->form, "release"), &id))
        return not_found(c->arena);
    struct err *e = act(c, id, seen_of(rq));
    if (e && (e->kind == ERR_CONFLICT || e->kind == ERR_REFUSED))
        return show_release(rq, rs, e);
    TRY(e);
    notice_after(rq, rs, done);
    return see_other(rs, url_make(c->arena, "/office/decision"));
}

ROUTE(POST, "/office/decision/approve", release_approve_submit, ACT_OFFICE_RELEASE)
{
    return act_on(rq, rs, release_approve, &MSG_RELEASE_APPROVED);
}

ROUTE(POST, "/office/decision/recall", release_recall_submit, ACT_OFFICE_RELEASE)
{
    if (strcmp(pairs_text(&rq->form, "confirm"), "1") != 0)
        return show_release(rq, rs, refused(rq->ctx->arena, MSG_RELEASE_RECALL_TICK));
    return act_on(rq, rs, release_recall, &MSG_RELEASE_RECALLED);
}

/* ── previews ── */

/* The letter as it is kept, or as it would be made now. */
static struct err *preview(struct ctx *c, struct response *rs, const struct call *call, const struct release *r,
                           int64_t application_id)
{
    struct letter_row *kept = NULL;
    struct letter_plans plans;
    struct doc *d = NULL;
    struct bytes pdf = { 0 };
    TRY(letter_find(c, application_id, &kept));
    if (kept) {
        const char *name = arena_printf(c->arena, "%s.pdf", kept->document_number);
        return file_send(c, rs, kept->pdf_hash.p, kept->pdf_size, name, "application/pdf");
    }
    TRY(release_letter_plans(c, call, r, &plans));
    for (size_t i = 0; i < plans.n; i++) {
        if (plans.v[i].app->id != application_id)
            continue;
        const char *name = arena_printf(c->arena, "%s.pdf", plans.v[i].facts.document_number);
        TRY(decision_letter(c->arena, &plans.v[i].facts, &d));
        if (!call->rehearsal)
            doc_set_mark(d, MSG_TEXT(c->arena, LANG_JA, MSG_LETTER_DRAFT));
        TRY(doc_render(c->arena, d, &pdf));
        return send_download(rs, c->arena, name, "application/pdf", pdf);
    }
    return not_found(c->arena);
}

ROUTE_FLAGS(GET, "/office/decision/letters/:application", release_letter_get, ACT_OFFICE_DECISION, ROUTE_SLOW)
{
    struct ctx *c = rq->ctx;
    struct call *call = NULL;
    struct release *r = NULL;
    TRY(current(c, &call));
    TRY(release_find(c, call->id, &r));
    if (!r)
        return not_found(c->arena);
    return preview(c, rs, call, r, param_id(rq, "application"));
}

/* ── the desk ── */

STMT(desk_undecided, READ, "i",
     "SELECT count(*) FROM application a WHERE a.call_id = $1 AND " APPLICATION_IN_REVIEW("a") " AND NOT EXISTS"
     " (SELECT 1 FROM decision d WHERE d.application_id = a.id)");
STMT(desk_release, READ, "i", "SELECT state, announce_at FROM release WHERE call_id = $1");

DESK_ITEM(undecided, 60, count_undecided);
static struct err *count_undecided(struct ctx *c, const struct call *call, struct desk_item *ret)
{
    if (!call || call_phase(call, c->now) != CALL_CLOSED)
        return NULL;
    ret->label = MSG_TEXT(c->arena, c->lang, MSG_DESK_UNDECIDED);
    ret->unit = MSG_TEXT(c->arena, c->lang, MSG_UNIT_APPLICATIONS);
    ret->to = (struct url){ "/office/decision" };
    return db_i64(c, desk_undecided, &ret->number, I64(call->id));
}

DESK_ITEM(release_waits, 70, count_release);
static struct err *count_release(struct ctx *c, const struct call *call, struct desk_item *ret)
{
    struct row row;
    bool found = false;
    if (!call || call_phase(call, c->now) != CALL_CLOSED)
        return NULL;
    TRY(db_find(c, desk_release, &row, &found, I64(call->id)));
    if (!found)
        return NULL;
    bool approved = strcmp(row_text(&row, 0), "approved") == 0;
    if (approved && c->now < row_i64(&row, 1) + 60 * SECOND_US)
        return NULL; /* all is done: it happens by itself */
    ret->number = 1;
    ret->urgent = approved;
    ret->label = MSG_TEXT(c->arena, c->lang, *(approved ? &MSG_RELEASE_OVERDUE : &MSG_RELEASE_WAITS));
    ret->note = text_instant(c->arena, c->lang, row_i64(&row, 1));
    ret->to = (struct url){ "/office/decision" };
    return NULL;
}
