/* question_office_pages.c: the office reads questions, answers, publishes, corrects, declines. */
#include "question/question_pages.h"

#include "base/date_parse.h"
#include "base/id.h"
#include "base/text.h"
#include "base/vec.h"
#include "call/item_groups.h"
#include "call/views.h"
#include "db/db.h"
#include "i18n/i18n.h"
#include "ledger/ledger.h"
#include "office/desk.h"
#include "person/frame.h"
#include "question/question_views.h"
#include "question.msg.h"

#include <stdlib.h>
#include <string.h>

#define SAY(m, ...) MSG_TEXT(c->arena, c->lang, m __VA_OPT__(, ) __VA_ARGS__)

enum refused_form { FORM_NONE, FORM_PERIOD, FORM_NOTE };

static void count_states(struct office_questions_page *x)
{
    for (size_t i = 0; i < x->all->n; i++) {
        enum question_state s = x->all->v[i].state;
        *(s == QUESTION_WAITING ? &x->waiting : s == QUESTION_PUBLISHED ? &x->published : &x->declined) += 1;
    }
}

static struct err *show_questions(struct request *rq, struct response *rs, enum refused_form which,
                                  const struct err *e)
{
    struct ctx *c = rq->ctx;
    struct call *call = NULL;
    struct question_list all;
    TRY(call_load(c, param_id(rq, "call"), &call));
    TRY(question_list_all(c, call->id, &all));
    bool from = call->questions_from != INSTANT_UNKNOWN;
    bool to = call->questions_to != INSTANT_UNKNOWN;
    struct office_questions_page x = { .call = call,
                                       .id = id_text(c->arena, call->id),
                                       .from = from ? call_typed_instant(c->arena, call->questions_from) : "",
                                       .to = to ? call_typed_instant(c->arena, call->questions_to) : "",
                                       .period = question_period_words(c, call),
                                       .all = &all,
                                       .clauses = question_clauses(c->arena, c->lang, call->definition) };
    count_states(&x);
    struct form_view period = { .to = url_make(c->arena, "/office/calls/%s/questions/period", x.id) };
    struct form_view note = { .to = url_make(c->arena, "/office/calls/%s/questions", x.id) };
    struct form_view *refused_one = which == FORM_PERIOD ? &period : which == FORM_NOTE ? &note : NULL;
    if (refused_one) {
        refused_one->typed = &rq->form;
        refused_one->errors = e;
    }
    struct page *pg = call_page_below(rq, rs, call, SAY(MSG_QUESTION_TITLE), NULL);
    struct html_writer w = page_writer(rq);
    pg->errors = e;
    office_questions_show(&w, pg, &period, &note, &x);
    return show_status(rs, e ? 422 : 200, html_done(&w));
}

ROUTE(GET, "/office/calls/:call/questions", office_questions_page, ACT_OFFICE_CALL)
{
    return show_questions(rq, rs, FORM_NONE, NULL);
}

ROUTE(POST, "/office/calls/:call/questions", office_question_note, ACT_OFFICE_CALL)
{
    struct ctx *c = rq->ctx;
    int64_t id = 0;
    struct err *e = question_note(c, param_id(rq, "call"), pairs_text(&rq->form, "clause"),
                                  text_trim_display(c->arena, pairs_text(&rq->form, "asked")), &id);
    if (e && e->kind == ERR_INVALID)
        return show_questions(rq, rs, FORM_NOTE, e);
    TRY(e);
    notice_after(rq, rs, &MSG_QUESTION_NOTED);
    return see_other(rs, url_make(c->arena, "/office/questions/%s", id_text(c->arena, id)));
}

static struct err *read_end(struct request *rq, const char *name, instant *ret)
{
    const char *text = form_date_text(rq->ctx->arena, &rq->form, name);
    *ret = INSTANT_UNKNOWN;
    return *text ? instant_parse(rq->ctx->arena, name, text, ret) : NULL;
}

ROUTE(POST, "/office/calls/:call/questions/period", office_question_period, ACT_OFFICE_CALL)
{
    instant from = INSTANT_UNKNOWN;
    instant to = INSTANT_UNKNOWN;
    struct err *e = err_join(read_end(rq, "from", &from), read_end(rq, "to", &to));
    if (!e)
        e = question_set_period(rq->ctx, param_id(rq, "call"), from, to);
    if (e && e->kind == ERR_INVALID)
        return show_questions(rq, rs, FORM_PERIOD, e);
    TRY(e);
    notice_after(rq, rs, &MSG_QUESTION_PERIOD_SET);
    return see_other(rs, url_make(rq->ctx->arena, "/office/calls/%s/questions", param(rq, "call")));
}

/* ── one ── */

static struct err *show_question(struct request *rq, struct response *rs, bool declining, const struct err *e)
{
    struct ctx *c = rq->ctx;
    struct question q;
    struct call *call = NULL;
    struct answer_versions versions;
    bool stale = e && e->kind == ERR_CONFLICT;
    TRY(question_load(c, param_id(rq, "question"), &q));
    TRY(call_load(c, q.call_id, &call));
    TRY(question_versions(c, q.id, &versions));
    const char *revision = arena_printf(c->arena, "%lld", (long long)q.revision);
    struct office_question_page x = { .call = call,
                                      .q = &q,
                                      .id = id_text(c->arena, q.id),
                                      .revision = e && !stale ? pairs_text(&rq->form, "revision") : revision,
                                      .clauses = question_clauses(c->arena, c->lang, call->definition),
                                      .theirs = stale ? &q : NULL,
                                      .n = versions.n,
                                      .versions = versions.v };
    struct form_view f = { .to = url_make(c->arena, "/office/questions/%s", x.id) };
    struct form_view decline = { .to = url_make(c->arena, "/office/questions/%s/decline", x.id) };
    struct form_view *one = declining ? &decline : &f;
    one->typed = e ? &rq->form : NULL;
    one->errors = stale ? NULL : e;
    struct page_link above = { .label = SAY(MSG_QUESTION_TITLE),
                               .to = url_make(c->arena, "/office/calls/%s/questions",
                                              id_text(c->arena, call->id)) };
    struct page *pg = call_page_below(rq, rs, call, SAY(MSG_QUESTION_ONE_TITLE), &above);
    struct html_writer w = page_writer(rq);
    pg->width = PAGE_NARROW;
    pg->errors = one->errors;
    office_question_show(&w, pg, &f, &decline, &x);
    return show_status(rs, stale ? 409 : e ? 422 : 200, html_done(&w));
}

ROUTE(GET, "/office/questions/:question", office_question_page, ACT_OFFICE_CALL)
{
    return show_question(rq, rs, false, NULL);
}

static const char *typed(struct request *rq, const char *name)
{
    return text_trim_display(rq->ctx->arena, pairs_text(&rq->form, name));
}

static bool shown_again(const struct err *e)
{
    return e &&
           (e->kind == ERR_INVALID || (e->kind == ERR_CONFLICT && e->msg == &MSG_QUESTION_CHANGED_MEANWHILE));
}

ROUTE(POST, "/office/questions/:question", office_question_submit, ACT_OFFICE_CALL)
{
    struct ctx *c = rq->ctx;
    int64_t id = param_id(rq, "question");
    int64_t revision = strtoll(pairs_text(&rq->form, "revision"), NULL, 10);
    const char *clause = pairs_text(&rq->form, "clause");
    bool publishing = strcmp(pairs_text(&rq->form, "do"), "publish") == 0;
    struct question_words words = {
        .question = { [LANG_JA] = typed(rq, "question_ja"), [LANG_EN] = typed(rq, "question_en") },
        .answer = { [LANG_JA] = typed(rq, "answer_ja"), [LANG_EN] = typed(rq, "answer_en") },
    };
    struct err *e = publishing ? question_publish(c, id, revision, clause, &words)
                               : question_draft(c, id, revision, clause, &words);
    if (shown_again(e))
        return show_question(rq, rs, false, e);
    TRY(e);
    notice_after(rq, rs, publishing ? &MSG_QUESTION_PUBLISHED : &MSG_QUESTION_DRAFTED);
    return see_other(rs, url_make(c->arena, "/office/questions/%s", param(rq, "question")));
}

ROUTE(POST, "/office/questions/:question/decline", office_question_decline, ACT_OFFICE_CALL)
{
    int64_t revision = strtoll(pairs_text(&rq->form, "revision"), NULL, 10);
    struct err *e = question_decline(rq->ctx, param_id(rq, "question"), revision, typed(rq, "why"));
    if (shown_again(e))
        return show_question(rq, rs, true, e);
    TRY(e);
    notice_after(rq, rs, &MSG_QUESTION_DECLINED);
    return see_other(rs, url_make(rq->ctx->arena, "/office/questions/%s", param(rq, "question")));
}

/* ── what of this waits on the desk ── */

STMT(question_waiting_count, READ, "i",
     "SELECT count(*) FROM question WHERE call_id = $1 AND state = 'waiting'");

DESK_ITEM(questions_waiting, 12, count_waiting);
static struct err *count_waiting(struct ctx *c, const struct call *call, struct desk_item *ret)
{
    if (!call)
        return NULL;
    *ret = (struct desk_item){ .label = SAY(MSG_QUESTION_DESK),
                               .to = url_make(c->arena, "/office/calls/%s/questions",
                                              id_text(c->arena, call->id)),
                               .unit = SAY(MSG_QUESTION_DESK_UNIT) };
    return db_i64(c, question_waiting_count, &ret->number, I64(call->id));
}
