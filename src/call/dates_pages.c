/* dates_pages.c: the dates of a call as the office types them; what is worth a second look is asked before it
** is kept. */
#include "call/office_views.h"

#include "base/date_parse.h"
#include "base/id.h"
#include "base/text.h"
#include "base/vec.h"
#include "http/http.h"
#include "i18n/i18n.h"
#include "ledger/ledger.h"
#include "person/frame.h"
#include "call.msg.h"

#include <stdlib.h>
#include <string.h>

#define WORDS_MAX 60

typedef VEC(struct doubt) doubt_vec;

static struct err *show_dates(struct request *rq, struct response *rs, const struct call *call,
                              const struct err *errors, const doubt_vec *questions, const char *sure)
{
    struct ctx *c = rq->ctx;
    enum call_phase phase = call_phase(call, c->now);
    struct call_dates_page x = { .call = call,
                                 .id = id_text(c->arena, call->id),
                                 .published = phase != CALL_DRAFT,
                                 .opened = phase != CALL_DRAFT && phase != CALL_UPCOMING,
                                 .closed = phase == CALL_CLOSED || phase == CALL_ANNOUNCED ||
                                           phase == CALL_CANCELLED,
                                 .questions = questions ? questions->n : 0,
                                 .question = questions ? questions->v : NULL,
                                 .sure = sure };
    struct form_view f = { .typed = errors || questions ? &rq->form : NULL,
                           .errors = errors,
                           .to = url_make(c->arena, "/office/calls/%s/dates", x.id) };
    struct page *pg = page_for(rq, rs, MSG_TEXT(c->arena, c->lang, MSG_CALL_DATES_TITLE));
    struct page_link crumbs[] = {
        { .label = MSG_TEXT(c->arena, c->lang, MSG_CALL_LIST_TITLE), .to = { "/office/calls" } },
        { .label = call_title(c->arena, c->lang, call), .to = url_make(c->arena, "/office/calls/%s", x.id) },
        { 0 }
    };
    struct html_writer w = page_writer(rq);
    pg->width = PAGE_NARROW;
    pg->crumbs = crumbs;
    pg->errors = errors;
    call_dates_show(&w, pg, &f, &x);
    return show_status(rs, errors ? 422 : 200, html_done(&w));
}

ROUTE(GET, "/office/calls/:call/dates", call_dates_page, ACT_OFFICE_CALL)
{
    struct call *call = NULL;
    TRY(call_load(rq->ctx, param_id(rq, "call"), &call));
    return show_dates(rq, rs, call, NULL, NULL, NULL);
}

/* ── reading ── */

static struct err *read_day(struct request *rq, const char *name, date *ret)
{
    struct arena *a = rq->ctx->arena;
    const char *text = form_date_text(a, &rq->form, name);
    *ret = DATE_UNKNOWN;
    struct err *e = *text ? date_parse(a, text, ret) : NULL;
    if (e)
        e->field = name;
    return e;
}

static struct err *read_words(struct request *rq, const char *name, const char **ret)
{
    struct arena *a = rq->ctx->arena;
    const char *text = text_trim_display(a, pairs_text(&rq->form, name));
    *ret = *text ? text : NULL;
    return text_count(text) > WORDS_MAX ? invalid(a, name, MSG_CALL_WORDS_LONG, arg_i64(WORDS_MAX)) : NULL;
}

static struct err *read_dates(struct request *rq, const struct call *call, struct call_dates *ret)
{
    struct arena *a = rq->ctx->arena;
    struct call_dates d = call_dates_of(call);
    struct err *e = instant_parse(a, "opens", form_date_text(a, &rq->form, "opens"), &d.opens_at);
    e = err_join(e, instant_parse(a, "closes", form_date_text(a, &rq->form, "closes"), &d.closes_at));
    e = err_join(e, read_day(rq, "planned_from", &d.planned_from));
    e = err_join(e, read_day(rq, "planned_to", &d.planned_to));
    e = err_join(e, read_words(rq, "planned_words_ja", &d.planned_words_ja));
    e = err_join(e, read_words(rq, "planned_words_en", &d.planned_words_en));
    const char *years = text_digits(a, pairs_text(&rq->form, "term_years"));
    d.term_years = strlen(years) == 1 || strlen(years) == 2 ? (int)strtol(years, NULL, 10) : 0;
    d.deadline_inclusive = strcmp(pairs_text(&rq->form, "inclusive"), "0") != 0;
    *ret = d;
    return e ? e : call_dates_check(a, &d);
}

/* ── asking ── */

static void add_doubts(struct arena *a, doubt_vec *all, struct doubts d)
{
    for (size_t i = 0; i < d.n; i++)
        *vec_push(a, all) = d.v[i];
}

/* Of the days that are not what they were. */
static doubt_vec questions_of(struct arena *a, const struct call *call, const struct call_dates *d)
{
    doubt_vec all = { 0 };
    if (d->opens_at != call->opens_at)
        add_doubts(a, &all, date_questions(date_of_instant(d->opens_at)));
    if (d->closes_at != call->closes_at)
        add_doubts(a, &all, date_questions(date_of_instant(d->closes_at)));
    const date now[] = { d->planned_from, d->planned_to };
    const date before[] = { call->planned_from, call->planned_to };
    for (int i = 0; i < 2; i++)
        if (date_compare(now[i], before[i]) != 0 || d->term_years != call->term_years) {
            add_doubts(a, &all, date_questions(now[i]));
            add_doubts(a, &all, announcement_question(now[i], d->term_years));
        }
    return all;
}

/* The days that were asked about: an answer to other days is no answer. */
static const char *asked(struct arena *a, const struct call_dates *d)
{
    return arena_printf(a, "%s_%s_%s_%s_%d", date_iso(a, date_of_instant(d->opens_at)),
                        date_iso(a, date_of_instant(d->closes_at)), date_iso(a, d->planned_from),
                        date_iso(a, d->planned_to), d->term_years);
}

ROUTE(POST, "/office/calls/:call/dates", call_dates_submit, ACT_OFFICE_CALL)
{
    struct ctx *c = rq->ctx;
    struct call *call = NULL;
    struct call_dates d;
    TRY(call_load(c, param_id(rq, "call"), &call));
    struct err *e = read_dates(rq, call, &d);
    if (!e)
        e = call_may_change_dates(c->arena, call, &d, c->now);
    if (err_is_for_the_person(e) && e->kind == ERR_INVALID)
        return show_dates(rq, rs, call, e, NULL, NULL);
    TRY(e);
    doubt_vec questions = questions_of(c->arena, call, &d);
    const char *sure = asked(c->arena, &d);
    if (questions.n && strcmp(pairs_text(&rq->form, "sure"), sure) != 0)
        return show_dates(rq, rs, call, NULL, &questions, sure);
    struct call_reason why = { text_trim_display(c->arena, pairs_text(&rq->form, "reason_ja")),
                               text_trim_display(c->arena, pairs_text(&rq->form, "reason_en")) };
    e = call_change_dates(c, call->id, &d, &why);
    if (e && e->kind == ERR_INVALID)
        return show_dates(rq, rs, call, e, NULL, NULL);
    TRY(e);
    notice_after(rq, rs, &MSG_CALL_DATES_CHANGED);
    return see_other(rs, url_make(c->arena, "/office/calls/%s", id_text(c->arena, call->id)));
}
