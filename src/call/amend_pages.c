/* amend_pages.c: the office sees what differs, confirms group by group, amends a published call, cancels one. */
#include "call/amend_views.h"

#include "base/id.h"
#include "base/text.h"
#include "base/vec.h"
#include "call/item_groups.h"
#include "http/http.h"
#include "i18n/i18n.h"
#include "ledger/ledger.h"
#include "person/frame.h"
#include "call.msg.h"

#include <string.h>

#define SAY(m, ...) MSG_TEXT(c->arena, c->lang, m __VA_OPT__(, ) __VA_ARGS__)

static struct err *compare(struct ctx *c, const struct call_work *w, struct call_differences_page *x)
{
    struct call *source = NULL;
    if (w->amendment) {
        x->than = SAY(MSG_CALL_AS_PUBLISHED);
        x->items = call_differences(c, w->live, w->call->definition);
    } else if (w->call->copied_from) {
        TRY(call_load(c, w->call->copied_from, &source));
        struct call_dates before = call_dates_of(source);
        struct call_dates now = call_dates_of(w->call);
        x->than = call_title(c->arena, c->lang, source);
        x->dates = call_dates_differences(c, &before, &now);
        x->items = call_differences(c, source->definition, w->call->definition);
    }
    return NULL;
}

static void put_groups(struct ctx *c, const struct call_items *items, struct call_differences_page *x)
{
    item_group_list groups = item_groups_of(c->arena, items);
    x->v = arena_array(c->arena, struct confirm_group, groups.n + 1);
    for (size_t i = 0; i < groups.n; i++) {
        const struct item_group *g = &groups.v[i];
        if (!g->ours)
            continue;
        struct confirm_group *to = &x->v[x->n++];
        *to = (struct confirm_group){ .name = g->name,
                                      .title = item_group_title(c->arena, c->lang, g->name),
                                      .ours = g->ours,
                                      .unconfirmed = g->unconfirmed,
                                      .items = url_make(c->arena, "/office/calls/%s/items?group=%s", x->id,
                                                        g->name) };
        for (size_t k = 0; k < items->n; k++) {
            const struct call_item *it = &items->v[k];
            if (it->before_by && !it->confirmed &&
                strcmp(call_item_group(c->arena, it->item.key), g->name) == 0)
                to->as_before++;
        }
    }
}

ROUTE(GET, "/office/calls/:call/differences", call_differences_page, ACT_OFFICE_CALL)
{
    struct ctx *c = rq->ctx;
    struct call_work w;
    struct call_items items;
    TRY(call_work_load(c, param_id(rq, "call"), &w));
    TRY(call_items_list(c, w.call, &items));
    struct call_differences_page x = { .call = w.call,
                                       .id = id_text(c->arena, w.call->id),
                                       .definition = id_text(c->arena, w.call->definition_id),
                                       .editable = w.editable };
    TRY(compare(c, &w, &x));
    put_groups(c, &items, &x);
    struct page *pg = call_page_below(rq, rs, w.call, SAY(MSG_CALL_DIFFERENCES_TITLE), NULL);
    struct html_writer hw = page_writer(rq);
    call_differences_show(&hw, pg, &x);
    return show(rs, html_done(&hw));
}

/* ── amending ── */

static int64_t drafts_with(const struct application_touched *whom, const char *field_key)
{
    for (size_t i = 0; i < whom->field_count; i++)
        if (strcmp(whom->fields[i].field_key, field_key) == 0)
            return whom->fields[i].drafts;
    return 0;
}

/* The fields of the form among the differences, with what that means for those who write. */
static void put_fields(struct ctx *c, const struct call_work *w, struct call_amend_page *x)
{
    struct affected_field *v = arena_array(c->arena, struct affected_field, x->items.n + 1);
    for (size_t i = 0; i < x->items.n; i++) {
        const struct difference *d = &x->items.v[i];
        const char *key = strrchr(d->key, '.');
        if (strcmp(d->group, "form") != 0 || !strstr(d->key, ".fields.") || d->kind == DIFFERENCE_MOVED)
            continue;
        const struct form_field *was = definition_field(w->live, key + 1);
        const struct form_field *is = definition_field(w->call->definition, key + 1);
        const struct msg *how = !is                                       ? &MSG_CALL_FIELD_GONE
                                : is->required && !(was && was->required) ? &MSG_CALL_FIELD_NOW_REQUIRED
                                : !was                                    ? &MSG_CALL_FIELD_NEW
                                                                          : &MSG_CALL_FIELD_OTHER;
        v[x->field_count++] = (struct affected_field){ .label = d->label,
                                                       .how = msg_text(c->arena, c->lang, how, NULL),
                                                       .drafts = drafts_with(x->whom, key + 1) };
    }
    x->fields = v;
}

static struct err *refusal_of(struct ctx *c, const struct call_work *w)
{
    const char *unwritten = definition_unwritten(c->arena, w->call->definition);
    TRY(call_may_amend(c->arena, w->call, w->live, w->call->definition, c->now));
    if (!w->amendment)
        return NULL;
    if (w->live_id == w->call->definition_id)
        return refused(c->arena, MSG_CALL_NOTHING_AMENDED);
    return unwritten ? refused(c->arena, MSG_CALL_UNWRITTEN, arg_text(unwritten)) : NULL;
}

static struct err *fill_amendment(struct request *rq, const struct call_work *w, struct call_amend_page *x)
{
    struct ctx *c = rq->ctx;
    struct call_version v;
    struct application_touched *whom = arena_new(c->arena, struct application_touched);
    bool found = false;
    int64_t number = 0;
    TRY(call_version_find_preparing(c, w->call, &found, &v));
    TRY(call_version_count(c, w->call->id, &number));
    TRY(application_touched(c, w->call->id, whom));
    x->whom = whom;
    x->number = arena_printf(c->arena, "%lld", (long long)number);
    x->begun = found ? SAY(MSG_CALL_AMEND_BEGUN_BY, arg_text(v.begun_by), arg_instant(v.begun_at)) : NULL;
    x->items = call_differences(c, w->live, w->call->definition);
    put_fields(c, w, x);
    struct call_reason why = { pairs_text(&rq->form, "reason_ja"), pairs_text(&rq->form, "reason_en") };
    if (!*why.ja)
        why.ja = MSG_TEXT(c->arena, LANG_JA, MSG_CALL_REASON_HERE);
    if (!*why.en)
        why.en = MSG_TEXT(c->arena, LANG_EN, MSG_CALL_REASON_HERE);
    for (int l = 0; l < LANG_COUNT; l++)
        x->mail[l] = call_amendment_mail(c, (enum lang)l, w->call, number, &why);
    return NULL;
}

static struct err *show_amend(struct request *rq, struct response *rs, const struct err *errors)
{
    struct ctx *c = rq->ctx;
    struct call_work w;
    struct call_versions versions;
    TRY(call_work_load(c, param_id(rq, "call"), &w));
    if (strcmp(w.call->state, "draft") == 0)
        return see_other(rs, url_make(c->arena, "/office/calls/%s", param(rq, "call")));
    TRY(call_versions_list(c, w.call, &versions));
    struct call_amend_page x = { .call = w.call,
                                 .id = id_text(c->arena, w.call->id),
                                 .definition = id_text(c->arena, w.call->definition_id),
                                 .there = w.amendment,
                                 .refusal = refusal_of(c, &w),
                                 .versions = &versions };
    if (x.there)
        TRY(fill_amendment(rq, &w, &x));
    struct form_view f = { .typed = errors ? &rq->form : NULL,
                           .errors = errors,
                           .to = url_make(c->arena, "/office/calls/%s/amend", x.id) };
    struct page *pg = call_page_below(rq, rs, w.call, SAY(MSG_CALL_AMEND_TITLE), NULL);
    struct html_writer hw = page_writer(rq);
    pg->errors = errors;
    call_amend_show(&hw, pg, &f, &x);
    return show_status(rs, errors ? 422 : 200, html_done(&hw));
}

ROUTE(GET, "/office/calls/:call/amend", call_amend_page, ACT_OFFICE_CALL)
{
    return show_amend(rq, rs, NULL);
}

static struct call_reason reason_typed(struct request *rq)
{
    struct arena *a = rq->ctx->arena;
    return (struct call_reason){ text_trim_display(a, pairs_text(&rq->form, "reason_ja")),
                                 text_trim_display(a, pairs_text(&rq->form, "reason_en")) };
}

static struct err *agreed(struct request *rq)
{
    return strcmp(pairs_text(&rq->form, "confirm"), "1") == 0
               ? NULL
               : invalid(rq->ctx->arena, "confirm", MSG_CALL_PUBLISH_NOT_AGREED);
}

static struct err *back_to_call(struct request *rq, struct response *rs, const struct msg *done,
                                const char *below)
{
    notice_after(rq, rs, done);
    return see_other(rs, url_make(rq->ctx->arena, "/office/calls/%s%s", param(rq, "call"), below));
}

ROUTE(POST, "/office/calls/:call/amend", call_amend_submit, ACT_OFFICE_CALL)
{
    struct call_reason why = reason_typed(rq);
    struct err *e = err_join(call_reason_check(rq->ctx->arena, &why), agreed(rq));
    if (!e)
        e = call_amend_publish(rq->ctx, param_id(rq, "call"), call_seen_version(rq), &why);
    if (e && e->kind == ERR_INVALID)
        return show_amend(rq, rs, e);
    TRY(e);
    return back_to_call(rq, rs, &MSG_CALL_AMENDED, "");
}

ROUTE(POST, "/office/calls/:call/amend/begin", call_amend_begin_submit, ACT_OFFICE_CALL)
{
    TRY(call_amend_begin(rq->ctx, param_id(rq, "call")));
    return back_to_call(rq, rs, &MSG_CALL_AMENDMENT_BEGUN, "/amend");
}

ROUTE(POST, "/office/calls/:call/amend/drop", call_amend_drop_submit, ACT_OFFICE_CALL)
{
    TRY(call_amend_drop(rq->ctx, param_id(rq, "call")));
    return back_to_call(rq, rs, &MSG_CALL_AMENDMENT_DROPPED, "/amend");
}

ROUTE(POST, "/office/calls/:call/seen", call_seen_submit, ACT_OFFICE_CALL)
{
    TRY(call_mark_seen(rq->ctx, param_id(rq, "call"), call_seen_version(rq)));
    return back_to_call(rq, rs, &MSG_CALL_SEEN, "");
}

/* ── cancelling ── */

static struct err *show_cancel(struct request *rq, struct response *rs, const struct err *errors)
{
    struct ctx *c = rq->ctx;
    struct call *call = NULL;
    struct application_touched whom;
    TRY(call_load(c, param_id(rq, "call"), &call));
    TRY(application_touched(c, call->id, &whom));
    struct call_cancel_page x = { .call = call,
                                  .id = id_text(c->arena, call->id),
                                  .published = strcmp(call->state, "published") == 0,
                                  .drafts = whom.drafts,
                                  .submitted = whom.submitted };
    struct form_view f = { .typed = errors ? &rq->form : NULL,
                           .errors = errors,
                           .to = url_make(c->arena, "/office/calls/%s/cancel", x.id) };
    struct page *pg = call_page_below(rq, rs, call, SAY(MSG_CALL_CANCEL_TITLE), NULL);
    struct html_writer hw = page_writer(rq);
    pg->width = PAGE_NARROW;
    pg->errors = errors;
    call_cancel_show(&hw, pg, &f, &x);
    return show_status(rs, errors ? 422 : 200, html_done(&hw));
}

ROUTE(GET, "/office/calls/:call/cancel", call_cancel_page, ACT_OFFICE_CALL)
{
    return show_cancel(rq, rs, NULL);
}

ROUTE(POST, "/office/calls/:call/cancel", call_cancel_submit, ACT_OFFICE_CALL)
{
    struct call_reason why = reason_typed(rq);
    struct err *e = agreed(rq);
    if (!e)
        e = call_cancel(rq->ctx, param_id(rq, "call"), &why);
    if (e && e->kind == ERR_INVALID)
        return show_cancel(rq, rs, e);
    TRY(e);
    return back_to_call(rq, rs, &MSG_CALL_CANCELLED, "");
}
