/* question_pages.c: questions and answers as the public reads them, and as one asks. */
#include "question/question_pages.h"

#include "base/id.h"
#include "base/text.h"
#include "base/vec.h"
#include "http/http.h"
#include "i18n/i18n.h"
#include "ledger/ledger.h"
#include "person/frame.h"
#include "question/question_views.h"
#include "question.msg.h"

#include <string.h>

#define SAY(m, ...) MSG_TEXT(c->arena, c->lang, m __VA_OPT__(, ) __VA_ARGS__)
#define SEARCH_MAX 100

const char *question_period_words(struct ctx *c, const struct call *call)
{
    struct err *e = question_may_ask(c->arena, call, c->now);
    return e ? err_text(c->arena, c->lang, e)
             : SAY(MSG_QUESTION_UNTIL, arg_instant(question_period_to(call)));
}

static struct page *page_below(struct request *rq, struct response *rs, const struct call *call,
                               const char *title, bool asking)
{
    struct ctx *c = rq->ctx;
    struct page_link *crumbs = arena_array(c->arena, struct page_link, 4);
    size_t n = 0;
    crumbs[n++] = (struct page_link){ .label = SAY(MSG_QUESTION_CALLS), .to = { "/calls" } };
    crumbs[n++] = (struct page_link){ .label = call_title(c->arena, c->lang, call),
                                      .to = url_make(c->arena, "/calls/%s", call->round) };
    if (asking)
        crumbs[n++] = (struct page_link){ .label = SAY(MSG_QUESTION_TITLE),
                                          .to = url_make(c->arena, "/calls/%s/questions", call->round) };
    crumbs[n] = (struct page_link){ 0 };
    struct page *pg = page_for(rq, rs, title);
    pg->crumbs = crumbs;
    return pg;
}

/* The wordings that stood before the present one. */
static void put_former(struct question_line *line, size_t n, const int64_t *of,
                       const struct answer_version *all)
{
    for (size_t i = 0; i < n; i++)
        if (of[i] == line->q->number) {
            line->former = line->n ? line->former : &all[i];
            line->n++;
        }
    line->n -= line->n > 0; /* the last one is the present */
}

static struct err *put_lines(struct ctx *c, struct questions_page *x, const struct question_list *all)
{
    struct question_line *v = arena_array(c->arena, struct question_line, all->n + 1);
    size_t versions = 0;
    int64_t *of = NULL;
    struct answer_version *version = NULL;
    const char *before = NULL;
    TRY(question_versions_of_call(c, x->call->id, &versions, &of, &version));
    for (size_t i = 0; i < all->n; i++) {
        const struct question *q = &all->v[i];
        if ((*x->clause && strcmp(q->clause, x->clause) != 0) ||
            !question_matches(c->arena, q, c->lang, x->search))
            continue;
        bool same = before && strcmp(before, q->clause) == 0;
        v[x->n] = (struct question_line){
            .q = q,
            .heading = same ? NULL : question_clause_label(c->arena, c->lang, x->call->definition, q->clause),
            .lang = *q->words.question[c->lang] ? NULL : lang_tag(LANG_JA)
        };
        put_former(&v[x->n++], versions, of, version);
        before = q->clause;
    }
    x->v = v;
    return NULL;
}

ROUTE(GET, "/calls/:round/questions", questions_page, ACT_PUBLIC)
{
    struct ctx *c = rq->ctx;
    struct call *call = NULL;
    struct question_list all;
    TRY(call_load_published(rq->ctx, param(rq, "round"), &call));
    TRY(question_list_public(c, call, &all));
    const char *q = text_trim_display(c->arena, pairs_text(&rq->query, "q"));
    struct questions_page x = { .call = call,
                                .search = text_count(q) > SEARCH_MAX ? "" : q,
                                .clause = pairs_text(&rq->query, "clause"),
                                .all = all.n,
                                .period = question_period_words(c, call),
                                .feed = url_make(c->arena, "/calls/%s/feed", call->round) };
    x.clause_label = question_clause_label(c->arena, c->lang, call->definition, x.clause);
    if (!question_may_ask(c->arena, call, c->now))
        x.ask = url_make(c->arena, "/questions/%s?clause=%s", call->round, x.clause);
    TRY(put_lines(c, &x, &all));
    struct page *pg = page_below(rq, rs, call, SAY(MSG_QUESTION_TITLE), false);
    struct html_writer w = page_writer(rq);
    questions_show(&w, pg, &x);
    return show(rs, html_done(&w));
}

/* ── asking ── */

static struct err *show_ask(struct request *rq, struct response *rs, const struct err *errors)
{
    struct ctx *c = rq->ctx;
    struct call *call = NULL;
    struct question_list own;
    TRY(call_load_published(rq->ctx, param(rq, "round"), &call));
    TRY(question_list_own(c, call->id, &own));
    struct question_ask_page x = { .call = call,
                                   .period = question_period_words(c, call),
                                   .open = !question_may_ask(c->arena, call, c->now),
                                   .clauses = question_clauses(c->arena, c->lang, call->definition),
                                   .clause = pairs_text(&rq->query, "clause"),
                                   .own = &own };
    struct form_view f = { .typed = errors ? &rq->form : NULL,
                           .errors = errors,
                           .to = url_make(c->arena, "/questions/%s", call->round) };
    struct page *pg = page_below(rq, rs, call, SAY(MSG_QUESTION_ASK_TITLE), true);
    struct html_writer w = page_writer(rq);
    pg->width = PAGE_NARROW;
    pg->errors = errors;
    question_ask_show(&w, pg, &f, &x);
    return show_status(rs, errors ? 422 : 200, html_done(&w));
}

ROUTE(GET, "/questions/:round", question_ask_page, ACT_QUESTION_ASK)
{
    return show_ask(rq, rs, NULL);
}

ROUTE(POST, "/questions/:round", question_ask_submit, ACT_QUESTION_ASK)
{
    struct ctx *c = rq->ctx;
    struct call *call = NULL;
    int64_t id = 0;
    TRY(call_load_published(rq->ctx, param(rq, "round"), &call));
    struct err *e = question_ask(c, call->id, pairs_text(&rq->form, "clause"),
                                 text_trim_display(c->arena, pairs_text(&rq->form, "asked")), &id);
    if (e && e->kind == ERR_INVALID)
        return show_ask(rq, rs, e);
    TRY(e);
    notice_after(rq, rs, &MSG_QUESTION_ASKED);
    return see_other(rs, url_make(c->arena, "/questions/%s", call->round));
}
