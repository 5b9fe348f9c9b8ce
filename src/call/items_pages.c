/* items_pages.c: the office reads, confirms and edits what a call is run by, item by item. */
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

#include <string.h>

#define SAY(m, ...) MSG_TEXT(c->arena, c->lang, m __VA_OPT__(, ) __VA_ARGS__)

struct group {
    const char *name;
    int64_t ours, unconfirmed;
};
typedef VEC(struct group) group_vec;

static group_vec groups_of(struct arena *a, const struct call_items *items)
{
    group_vec v = { 0 };
    for (size_t i = 0; i < items->n; i++) {
        const struct call_item *x = &items->v[i];
        const char *name = call_item_group(a, x->item.key);
        if (!v.n || strcmp(v.v[v.n - 1].name, name) != 0)
            *vec_push(a, &v) = (struct group){ .name = name };
        v.v[v.n - 1].ours += x->item.ours;
        v.v[v.n - 1].unconfirmed += !x->confirmed;
    }
    return v;
}

/* The group asked for, else the first in which something waits, else the first. NULL: no such group. */
static const struct group *group_shown(const group_vec *v, const char *asked)
{
    for (size_t i = 0; i < v->n; i++)
        if (*asked ? strcmp(v->v[i].name, asked) == 0 : v->v[i].unconfirmed > 0)
            return &v->v[i];
    return *asked || !v->n ? NULL : &v->v[0];
}

static const struct call_item *item_of(const struct call_items *items, const char *key)
{
    for (size_t i = 0; i < items->n; i++)
        if (strcmp(items->v[i].item.key, key) == 0)
            return &items->v[i];
    return NULL;
}

/* The weighing of a criterion is named after its criterion, not after the question that it asks. */
static void name_weighings(struct ctx *c, struct call_items *items)
{
    for (size_t i = 0; i < items->n; i++) {
        struct definition_item *it = &items->v[i].item;
        const char *last = strrchr(it->key, '.');
        if (!last || strcmp(last, ".weighing") != 0)
            continue;
        const struct call_item *parent =
            item_of(items, arena_strndup(c->arena, it->key, (size_t)(last - it->key)));
        for (int l = 0; parent && l < LANG_COUNT; l++)
            it->label.in[l] =
                MSG_TEXT(c->arena, (enum lang)l, MSG_CALL_WEIGHING_OF, arg_text(parent->item.label.in[l]));
    }
}

static const struct section *sections(struct ctx *c, const group_vec *v, const struct group *shown,
                                      const char *id)
{
    struct section *list = arena_array(c->arena, struct section, v->n + 1);
    for (size_t i = 0; i < v->n; i++) {
        const struct group *g = &v->v[i];
        const char *title = item_group_title(c->arena, c->lang, g->name);
        list[i] = (struct section){
            .label = !g->ours         ? title
                     : g->unconfirmed ? SAY(MSG_CALL_GROUP_LEFT, arg_text(title), arg_i64(g->unconfirmed))
                                      : SAY(MSG_CALL_GROUP_DONE, arg_text(title)),
            .to = url_make(c->arena, "/office/calls/%s/items?group=%s", id, g->name),
            .current = g == shown,
        };
    }
    return list;
}

ROUTE(GET, "/office/calls/:call/items", call_items_page, ACT_OFFICE_CALL)
{
    struct ctx *c = rq->ctx;
    struct call *call = NULL;
    struct call_items items;
    TRY(call_load(c, param_id(rq, "call"), &call));
    TRY(call_items_list(c, call, &items));
    name_weighings(c, &items);
    group_vec groups = groups_of(c->arena, &items);
    const struct group *g = group_shown(&groups, pairs_text(&rq->query, "group"));
    if (!g)
        return not_found(c->arena);
    const char **keys = arena_array(c->arena, const char *, items.n + 1);
    bool all = !g->ours || strcmp(pairs_text(&rq->query, "all"), "1") == 0;
    bool more = false;
    for (size_t i = 0; i < items.n; i++) {
        const struct definition_item *it = &items.v[i].item;
        bool here = strcmp(call_item_group(c->arena, it->key), g->name) == 0;
        more = more || (here && !it->ours);
        keys[i] = here && (it->ours || all) ? it->key : "";
    }
    const char *id = id_text(c->arena, call->id);
    struct call_items_page x = { .call = call,
                                 .id = id,
                                 .definition = id_text(c->arena, call->definition_id),
                                 .items = &items,
                                 .group = g->name,
                                 .title = item_group_title(c->arena, c->lang, g->name),
                                 .draft = strcmp(call->state, "draft") == 0,
                                 .with_sourced = more && !all,
                                 .group_unconfirmed = g->unconfirmed,
                                 .groups = sections(c, &groups, g, id),
                                 .content = item_contents(c, call->definition, keys, items.n) };
    struct page *pg = page_for(rq, rs, SAY(MSG_CALL_ITEMS_TITLE));
    struct page_link crumbs[] = { { .label = SAY(MSG_CALL_LIST_TITLE), .to = { "/office/calls" } },
                                  { .label = call_title(c->arena, c->lang, call),
                                    .to = url_make(c->arena, "/office/calls/%s", id) },
                                  { 0 } };
    pg->crumbs = crumbs;
    struct html_writer w = page_writer(rq);
    call_items_show(&w, pg, &x);
    return show(rs, html_done(&w));
}

/* The version that the page showed; 0 for none, which no call is run by. */
static int64_t seen_version(const struct request *rq)
{
    int64_t seen = 0;
    return id_parse(pairs_text(&rq->form, "seen"), &seen) ? seen : -1;
}

static struct err *back_to_group(struct request *rq, struct response *rs, const char *key)
{
    return see_other(rs, url_make(rq->ctx->arena, "/office/calls/%s/items?group=%s", param(rq, "call"),
                                  call_item_group(rq->ctx->arena, key)));
}

ROUTE(POST, "/office/calls/:call/confirm", call_confirm_submit, ACT_OFFICE_CALL)
{
    const char *what = pairs_text(&rq->form, "what");
    TRY(call_confirm(rq->ctx, param_id(rq, "call"), seen_version(rq), what));
    notice_after(rq, rs, &MSG_CALL_ITEM_CONFIRMED);
    return back_to_group(rq, rs, what);
}

/* ── editing one ── */

static struct err *show_item(struct request *rq, struct response *rs, const char *key,
                             const struct err *errors)
{
    struct ctx *c = rq->ctx;
    struct call *call = NULL;
    struct call_items items;
    TRY(call_load(c, param_id(rq, "call"), &call));
    TRY(call_items_list(c, call, &items));
    name_weighings(c, &items);
    const struct call_item *item = item_of(&items, key);
    const struct item_field *fields = item ? item_fields(c, call->definition, key) : NULL;
    if (!fields)
        return not_found(c->arena);
    const char *id = id_text(c->arena, call->id);
    const char *label = item->item.label.in[c->lang];
    struct call_item_page x = {
        .id = id,
        .key = key,
        .source = item->item.source,
        .fields = fields,
        .definition = errors ? pairs_text(&rq->form, "seen") : id_text(c->arena, call->definition_id),
        .label = label ? label : item_group_title(c->arena, c->lang, key),
        .back = url_make(c->arena, "/office/calls/%s/items?group=%s", id, call_item_group(c->arena, key))
    };
    struct form_view f = { .typed = errors ? &rq->form : NULL,
                           .errors = errors,
                           .to = url_make(c->arena, "/office/calls/%s/item", id) };
    struct page *pg = page_for(rq, rs, SAY(MSG_CALL_ITEM_TITLE));
    struct page_link crumbs[] = { { .label = call_title(c->arena, c->lang, call),
                                    .to = url_make(c->arena, "/office/calls/%s", id) },
                                  { .label = SAY(MSG_CALL_ITEMS_TITLE), .to = x.back },
                                  { 0 } };
    pg->crumbs = crumbs;
    pg->width = PAGE_NARROW;
    pg->errors = errors;
    struct html_writer w = page_writer(rq);
    call_item_show(&w, pg, &f, &x);
    return show_status(rs, errors ? 422 : 200, html_done(&w));
}

ROUTE(GET, "/office/calls/:call/item", call_item_page, ACT_OFFICE_CALL)
{
    return show_item(rq, rs, pairs_text(&rq->query, "key"), NULL);
}

/* What was typed for a field, as definition_edit takes it; NULL: the form did not have it. */
static struct err *typed_value(struct request *rq, const struct item_field *f, const char **ret)
{
    struct arena *a = rq->ctx->arena;
    if (f->input == INPUT_DAY) {
        date day = DATE_UNKNOWN;
        const char *text = form_date_text(a, &rq->form, f->path);
        struct err *e = *text ? date_parse(a, text, &day) : NULL;
        if (e)
            e->field = f->path;
        *ret = date_is_known(day) ? date_iso(a, day) : "";
        return e;
    }
    const char *typed = pairs_get(&rq->form, f->path);
    if (typed)
        typed = text_trim_display(a, typed);
    *ret = typed && f->input == INPUT_NUMBER ? text_nfkc(a, typed) : typed;
    return NULL;
}

ROUTE(POST, "/office/calls/:call/item", call_item_submit, ACT_OFFICE_CALL)
{
    struct ctx *c = rq->ctx;
    const char *key = pairs_text(&rq->form, "key");
    struct call *call = NULL;
    VEC(struct definition_change) changes = { 0 };
    struct err *e = NULL;
    TRY(call_load(c, param_id(rq, "call"), &call));
    const struct item_field *fields = item_fields(c, call->definition, key);
    if (!fields)
        return not_found(c->arena);
    for (const struct item_field *f = fields; f->path; f++) {
        const char *value = NULL;
        e = err_join(e, typed_value(rq, f, &value));
        if (value && strcmp(value, f->value) != 0)
            *vec_push(c->arena, &changes) = (struct definition_change){ .path = f->path, .value = value };
    }
    if (!e && changes.n)
        e = call_edit(c, call->id, seen_version(rq), changes.v, changes.n);
    if (e && e->kind == ERR_INVALID)
        return show_item(rq, rs, key, e);
    TRY(e);
    if (changes.n)
        notice_after(rq, rs, &MSG_CALL_ITEM_CHANGED);
    return back_to_group(rq, rs, key);
}
