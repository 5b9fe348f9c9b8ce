/* items_pages.c: the office reads, confirms and edits what a call is run by, item by item. */
#include "call/item_groups.h"
#include "call/structure.h"

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

ROUTE(GET, "/office/calls/:call/items", call_items_page, ACT_OFFICE_CALL)
{
    struct ctx *c = rq->ctx;
    struct call_work work;
    struct call_items items;
    TRY(call_work_load(c, param_id(rq, "call"), &work));
    struct call *call = work.call;
    TRY(call_items_list(c, call, &items));
    item_name_weighings(c, &items);
    item_group_list groups = item_groups_of(c->arena, &items);
    const struct item_group *g = item_group_shown(&groups, pairs_text(&rq->query, "group"));
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
                                 .draft = work.editable,
                                 .with_sourced = more && !all,
                                 .group_unconfirmed = g->unconfirmed,
                                 .groups = item_group_sections(c, &groups, g, id, "items"),
                                 .tabs = work.editable ? item_group_tabs(c, id, g->name, false) : NULL,
                                 .content = item_contents(c, call->definition, keys, items.n) };
    struct page *pg = call_page_below(rq, rs, call, SAY(MSG_CALL_ITEMS_TITLE), NULL);
    struct html_writer w = page_writer(rq);
    call_items_show(&w, pg, &x);
    return show(rs, html_done(&w));
}

static struct err *back_to_group(struct request *rq, struct response *rs, const char *key)
{
    return see_other(rs, url_make(rq->ctx->arena, "/office/calls/%s/items?group=%s", param(rq, "call"),
                                  call_item_group(rq->ctx->arena, key)));
}

ROUTE(POST, "/office/calls/:call/confirm", call_confirm_submit, ACT_OFFICE_CALL)
{
    const char *what = pairs_text(&rq->form, "what");
    TRY(call_confirm(rq->ctx, param_id(rq, "call"), call_seen_version(rq), what));
    notice_after(rq, rs, &MSG_CALL_ITEM_CONFIRMED);
    if (strcmp(what, "*") == 0 || strcmp(pairs_text(&rq->form, "back"), "differences") == 0)
        return see_other(rs, url_make(rq->ctx->arena, "/office/calls/%s/differences", param(rq, "call")));
    return back_to_group(rq, rs, what);
}

/* ── editing one ── */

/* Where somebody else has changed, since the page was shown, what this person changes too: both are shown. */
static struct err *put_theirs(struct request *rq, const struct call_work *work, struct item_field *fields)
{
    struct ctx *c = rq->ctx;
    const struct definition *before = NULL;
    struct err *e = definition_load(c, call_seen_version(rq), &before);
    if (e && e->kind == ERR_NOT_FOUND)
        return NULL;
    TRY(e);
    for (struct item_field *f = fields; f->path; f++) {
        const char *now = definition_value(c->arena, work->call->definition, f->path);
        bool changed = f->input < INPUT_ROW && strcmp(now, definition_value(c->arena, before, f->path)) != 0;
        if (changed && strcmp(pairs_text(&rq->form, f->path), f->value) != 0)
            f->theirs = f->value;
    }
    return NULL;
}

static struct err *show_item(struct request *rq, struct response *rs, const char *key, const struct err *e)
{
    struct ctx *c = rq->ctx;
    struct call_work work;
    struct call_items items;
    bool stale = e && e->kind == ERR_CONFLICT;
    TRY(call_work_load(c, param_id(rq, "call"), &work));
    struct call *call = work.call;
    TRY(call_items_list(c, call, &items));
    item_name_weighings(c, &items);
    const struct call_item *item = item_of_key(&items, key);
    struct item_field *fields = item && work.editable ? item_fields(c, call->definition, key) : NULL;
    if (!fields)
        return not_found(c->arena);
    if (stale)
        TRY(put_theirs(rq, &work, fields));
    const char *id = id_text(c->arena, call->id);
    const char *label = item->item.label.in[c->lang];
    struct call_item_page x = {
        .id = id,
        .key = key,
        .source = item->item.source,
        .fields = fields,
        .stale = stale,
        .definition = e && !stale ? pairs_text(&rq->form, "seen") : id_text(c->arena, call->definition_id),
        .label = label ? label : item_group_title(c->arena, c->lang, key),
        .back = url_make(c->arena, "/office/calls/%s/items?group=%s", id, call_item_group(c->arena, key))
    };
    for (const struct item_field *one = fields; one->path; one++)
        x.with_rows = x.with_rows || one->input == INPUT_ADD;
    struct form_view f = { .typed = e ? &rq->form : NULL,
                           .errors = stale ? NULL : e,
                           .to = url_make(c->arena, "/office/calls/%s/item", id) };
    struct page_link above = { .label = SAY(MSG_CALL_ITEMS_TITLE), .to = x.back };
    struct page *pg = call_page_below(rq, rs, call, x.label, &above);
    pg->width = PAGE_NARROW;
    pg->errors = f.errors;
    struct html_writer w = page_writer(rq);
    call_item_show(&w, pg, &f, &x);
    return show_status(rs, stale ? 409 : e ? 422 : 200, html_done(&w));
}

const char *const *item_lines(struct arena *a, const char *text)
{
    VEC(const char *) v = { 0 };
    for (const char *at = text; at && *at;) {
        size_t n = strcspn(at, "\n");
        *vec_push(a, &v) = arena_strndup(a, at, n);
        at += n + (at[n] == '\n');
    }
    *vec_push(a, &v) = NULL;
    return v.v;
}

ROUTE(GET, "/office/calls/:call/item", call_item_page, ACT_OFFICE_CALL)
{
    return show_item(rq, rs, pairs_text(&rq->query, "key"), NULL);
}

/* The boxes that were ticked, one a line; NULL: the form did not have them. */
static const char *ticked(struct request *rq, const char *name)
{
    struct arena *a = rq->ctx->arena;
    const char *all = pairs_get(&rq->form, arena_printf(a, "had-%s", name)) ? "" : NULL;
    for (size_t i = 0; all && i < rq->form.n; i++)
        if (strcmp(rq->form.v[i].name, name) == 0)
            all = arena_printf(a, "%s%s%s", all, *all ? "\n" : "", rq->form.v[i].value);
    return all;
}

/* What was typed for a field, as definition_edit takes it; NULL: the form did not have it. */
static struct err *typed_value(struct request *rq, const struct item_field *f, const char **ret)
{
    struct arena *a = rq->ctx->arena;
    *ret = NULL;
    if (f->input == INPUT_ROW || f->input == INPUT_ADD)
        return NULL;
    if (f->input == INPUT_CHECKS) {
        *ret = ticked(rq, f->path);
        return NULL;
    }
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

typedef VEC(struct definition_change) change_vec;

/* The button that was pressed, if it is one of a row: "up:PATH", "down:PATH", "remove:PATH", "add:PATH". .path NULL:
** none. */
static struct definition_reshape row_act(struct request *rq, const struct definition *def)
{
    struct arena *a = rq->ctx->arena;
    const char *act = pairs_text(&rq->form, "act");
    size_t n = strcspn(act, ":");
    struct definition_reshape x = { 0 };
    if (!act[n] || !structure_act(arena_strndup(a, act, n), &x.act))
        return x;
    x.path = act + n + 1;
    if (x.act == RESHAPE_ADD) {
        const char *kind = pairs_text(&rq->form, arena_printf(a, "kind-%s", x.path));
        x.key = definition_new_key(a, def);
        x.kind = *kind ? kind : NULL;
    }
    return x;
}

static struct err *read_changes(struct request *rq, const struct item_field *fields,
                                const struct definition_reshape *act, change_vec *changes)
{
    struct err *e = NULL;
    size_t n = act->path && act->act == RESHAPE_REMOVE ? strlen(act->path) : 0;
    for (const struct item_field *f = fields; f->path; f++) {
        const char *value = NULL;
        if (n && strncmp(f->path, act->path, n) == 0 && f->path[n] == '.')
            continue; /* goes away with its row */
        e = err_join(e, typed_value(rq, f, &value));
        if (value && strcmp(value, f->value) != 0)
            *vec_push(rq->ctx->arena, changes) = (struct definition_change){ .path = f->path, .value = value };
    }
    return e;
}

ROUTE(POST, "/office/calls/:call/item", call_item_submit, ACT_OFFICE_CALL)
{
    struct ctx *c = rq->ctx;
    const char *key = pairs_text(&rq->form, "key");
    struct call_work work;
    const struct definition *seen = NULL;
    change_vec changes = { 0 };
    TRY(call_work_load(c, param_id(rq, "call"), &work));
    struct err *e = definition_load(c, call_seen_version(rq), &seen); /* what the person changed, against what he saw */
    if (e && e->kind == ERR_NOT_FOUND)
        seen = work.call->definition;
    else
        TRY(e);
    const struct item_field *fields = item_fields(c, seen, key);
    if (!fields)
        return not_found(c->arena);
    struct definition_reshape act = row_act(rq, work.call->definition);
    e = read_changes(rq, fields, &act, &changes);
    struct call_edit edit = { changes.n, changes.v, act.path ? &act : NULL };
    if (!e && (changes.n || act.path))
        e = call_reshape(c, work.call->id, call_seen_version(rq), &edit);
    if (e && (e->kind == ERR_INVALID || (e->kind == ERR_CONFLICT && e->msg == &MSG_CALL_ITEM_CHANGED_MEANWHILE)))
        return show_item(rq, rs, key, e);
    TRY(e);
    if (changes.n || act.path)
        notice_after(rq, rs, &MSG_CALL_ITEM_CHANGED);
    if (act.path)
        return see_other(rs, url_make(c->arena, "/office/calls/%s/item?key=%s", param(rq, "call"), key));
    return back_to_group(rq, rs, key);
}
