/* screening_post_pages.c: what the page of the formal check sends. */
#include "screening/screening_pages.h"

#include "base/date.h"
#include "base/date_parse.h"
#include "base/id.h"
#include "base/text.h"
#include "base/vec.h"
#include "i18n/i18n.h"
#include "ledger/ledger.h"
#include "person/frame.h"
#include "review/declaration.h"
#include "screening.msg.h"

#include <string.h>

static struct url page_of(struct request *rq)
{
    return url_make(rq->ctx->arena, "/office/screening/%s", param(rq, "application"));
}

/* After an act: the page again with what was done, or the reason why it was not. */
static struct err *after(struct request *rq, struct response *rs, struct err *e, const struct msg *done)
{
    TRY(e);
    notice_after(rq, rs, done);
    return see_other(rs, page_of(rq));
}

#define APPLICATION param_id(rq, "application")

ROUTE(POST, "/office/screening/:application/take", screening_take_page, ACT_OFFICE_SCREEN)
{
    bool over = strcmp(pairs_text(&rq->form, "over"), "1") == 0;
    return after(rq, rs, screening_take(rq->ctx, APPLICATION, over), &MSG_SCREENING_TAKEN);
}

ROUTE(POST, "/office/screening/:application/release", screening_release_page, ACT_OFFICE_SCREEN)
{
    return after(rq, rs, screening_release(rq->ctx, APPLICATION), &MSG_SCREENING_RELEASED);
}

ROUTE(POST, "/office/screening/:application/end", screening_end_page, ACT_OFFICE_SCREEN)
{
    return after(rq, rs, screening_end_return(rq->ctx, APPLICATION), &MSG_SCREENING_RETURN_WAS_ENDED);
}

ROUTE(POST, "/office/screening/:application/decline", screening_decline_page, ACT_OFFICE_SCREEN)
{
    return after(rq, rs, screening_decline_refusal(rq->ctx, APPLICATION), &MSG_SCREENING_WAS_DECLINED);
}

ROUTE(POST, "/office/screening/:application/confirm", screening_confirm_page, ACT_OFFICE_SCREEN)
{
    if (strcmp(pairs_text(&rq->form, "confirm"), "1") != 0)
        return refused(rq->ctx->arena, MSG_SCREENING_TICK_MISSING);
    return after(rq, rs, screening_confirm_refusal(rq->ctx, APPLICATION), &MSG_SCREENING_WAS_REFUSED);
}

/* ── the checklist ── */

static size_t marks_typed(struct request *rq, const struct definition *def, struct screening_marking **ret)
{
    struct arena *a = rq->ctx->arena;
    struct screening_marking *v = arena_array(a, struct screening_marking, def->formal_check.n + 1);
    for (size_t i = 0; i < def->formal_check.n; i++) {
        const char *key = def->formal_check.v[i].key;
        const char *verdict = pairs_text(&rq->form, arena_printf(a, "verdict.%s", key));
        v[i] = (struct screening_marking){
            .item_key = key,
            .marked = strcmp(verdict, "good") == 0 || strcmp(verdict, "bad") == 0,
            .good = strcmp(verdict, "good") == 0,
            .reason = review_stripped(a, pairs_text(&rq->form, arena_printf(a, "reason.%s", key)))
        };
    }
    *ret = v;
    return def->formal_check.n;
}

/* Refused or mistaken: the page again, with what was typed. */
static struct err *again(struct request *rq, struct response *rs, struct form_view *which, struct err *e,
                         struct screening_page *x)
{
    which->typed = &rq->form;
    which->errors = e;
    if (e && e->kind != ERR_INVALID)
        x->refused = err_text(rq->ctx->arena, rq->ctx->lang, e);
    return screening_page_show(rq, rs, e ? e->kind == ERR_INVALID ? 422 : 409 : 200, e, x);
}

static bool is_shown(const struct err *e)
{
    return e && (e->kind == ERR_INVALID || e->kind == ERR_REFUSED);
}

ROUTE(POST, "/office/screening/:application/marks", screening_marks_page, ACT_OFFICE_SCREEN)
{
    struct ctx *c = rq->ctx;
    struct screening_page x = { 0 };
    struct screening_marking *v = NULL;
    bool accept = strcmp(pairs_text(&rq->form, "then"), "accept") == 0;
    TRY(screening_page_load(c, APPLICATION, &x));
    size_t n = marks_typed(rq, x.call->definition, &v);
    struct err *e = screening_save_marks(c, x.app->id, v, n, accept);
    if (is_shown(e) && x.works)
        return again(rq, rs, &x.marks, e, &x);
    return after(rq, rs, e, accept ? &MSG_SCREENING_WAS_ACCEPTED : &MSG_SCREENING_MARKED);
}

/* ── back to its people ── */

static text_list chosen_fields(struct request *rq)
{
    text_list list = { .v = arena_array(rq->ctx->arena, const char *, rq->form.n + 1) };
    for (size_t i = 0; i < rq->form.n; i++)
        if (strcmp(rq->form.v[i].name, "fields") == 0)
            list.v[list.n++] = rq->form.v[i].value;
    return list;
}

/* A day on which offices are closed is asked about, once for that day. True: ask. */
static bool asks(struct request *rq, instant due, struct screening_page *x)
{
    struct arena *a = rq->ctx->arena;
    struct doubts d = date_questions(date_of_instant(due));
    x->sure = date_iso(a, date_of_instant(due));
    if (d.n == 0 || strcmp(pairs_text(&rq->form, "sure"), x->sure) == 0)
        return false;
    struct doubt *v = arena_array(a, struct doubt, d.n);
    memcpy(v, d.v, d.n * sizeof *v);
    x->questions = d.n;
    x->question = v;
    return true;
}

ROUTE(POST, "/office/screening/:application/return", screening_return_page, ACT_OFFICE_SCREEN)
{
    struct ctx *c = rq->ctx;
    struct screening_page x = { 0 };
    instant due = c->now;
    TRY(screening_page_load(c, APPLICATION, &x));
    text_list fields = chosen_fields(rq);
    struct err *bad_date = instant_parse(c->arena, "due", form_date_text(c->arena, &rq->form, "due"), &due);
    const char *message = review_stripped(c->arena, pairs_text(&rq->form, "message"));
    struct err *e = completion_check(c->arena, x.app, x.call->definition, &fields, message,
                                     bad_date ? INT64_MAX : due, c->now);
    e = err_join(e, bad_date);
    if (x.works && !e && asks(rq, due, &x))
        return again(rq, rs, &x.back, NULL, &x);
    if (!e)
        e = screening_return(c, x.app->id, &fields, message, due);
    if (is_shown(e) && x.works)
        return again(rq, rs, &x.back, e, &x);
    return after(rq, rs, e, &MSG_SCREENING_RETURN_ASKED);
}

ROUTE(POST, "/office/screening/:application/due", screening_due_page, ACT_OFFICE_SCREEN)
{
    struct ctx *c = rq->ctx;
    struct screening_page x = { 0 };
    instant due = c->now;
    TRY(screening_page_load(c, APPLICATION, &x));
    struct err *e = instant_parse(c->arena, "due", form_date_text(c->arena, &rq->form, "due"), &due);
    if (x.may && x.mine && !e && asks(rq, due, &x))
        return again(rq, rs, &x.move, NULL, &x);
    if (!e)
        e = screening_move_due(c, x.app->id, due);
    if (is_shown(e) && x.may && x.mine)
        return again(rq, rs, &x.move, e, &x);
    return after(rq, rs, e, &MSG_SCREENING_DUE_MOVED);
}

/* ── refusing, and taking back ── */

ROUTE(POST, "/office/screening/:application/refuse", screening_refuse_page, ACT_OFFICE_SCREEN)
{
    struct ctx *c = rq->ctx;
    struct screening_page x = { 0 };
    TRY(screening_page_load(c, APPLICATION, &x));
    struct err *e = NULL;
    if (strcmp(pairs_text(&rq->form, "confirm"), "1") != 0)
        e = invalid(c->arena, "confirm", MSG_SCREENING_TICK_MISSING);
    else
        e = screening_propose_refusal(c, x.app->id, pairs_text(&rq->form, "reason"));
    if (is_shown(e) && x.works)
        return again(rq, rs, &x.refuse, e, &x);
    return after(rq, rs, e, &MSG_SCREENING_WAS_PROPOSED);
}

ROUTE(POST, "/office/screening/:application/undo", screening_undo_page, ACT_OFFICE_SCREEN)
{
    struct ctx *c = rq->ctx;
    struct screening_page x = { 0 };
    TRY(screening_page_load(c, APPLICATION, &x));
    struct err *e = screening_undo(c, x.app->id, pairs_text(&rq->form, "undo_reason"));
    if (is_shown(e) && x.may && x.mine)
        return again(rq, rs, &x.undo, e, &x);
    return after(rq, rs, e, &MSG_SCREENING_UNDONE);
}
