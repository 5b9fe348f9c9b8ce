/* differences.c: what differs between two definitions, or two sets of dates, in words for people. */
#include "call/call_versions.h"

#include "base/buf.h"
#include "base/vec.h"
#include "call/item_content.h"
#include "i18n/i18n.h"
#include "call.msg.h"

#include <string.h>

#define SAY(m, ...) MSG_TEXT(c->arena, c->lang, m __VA_OPT__(, ) __VA_ARGS__)

typedef VEC(struct difference) difference_vec;
typedef VEC(struct difference_line) line_vec;

static const struct definition_item *item_with(const definition_items_list *all, const char *key)
{
    for (size_t i = 0; i < all->n; i++)
        if (strcmp(all->v[i].key, key) == 0)
            return &all->v[i];
    return NULL;
}

static const char *text_of(const struct detail *rows, const char *name)
{
    for (; rows && rows->name; rows++)
        if (strcmp(rows->name, name) == 0)
            return rows->text ? rows->text : "";
    return "";
}

/* Members that the item had or has, with what they said and say. */
static void put_lines(struct arena *a, const struct detail *before, const struct detail *after, line_vec *v)
{
    for (const struct detail *r = after; r && r->name; r++)
        if (strcmp(text_of(before, r->name), r->text) != 0)
            *vec_push(a, v) = (struct difference_line){ r->name, text_of(before, r->name), r->text };
    for (const struct detail *r = before; r && r->name; r++)
        if (!*text_of(after, r->name))
            *vec_push(a, v) = (struct difference_line){ r->name, r->text, "" };
}

static const char *label_of(struct ctx *c, const struct definition_item *it, const char *group)
{
    const char *label = it->label.in[c->lang];
    return label ? label : item_group_title(c->arena, c->lang, group);
}

static struct item_content content_of(struct ctx *c, const struct definition *def, const char *key)
{
    return *item_contents(c, def, (const char *const[]){ key }, 1);
}

static void put_item(struct ctx *c, const struct definition *from, const struct definition *to,
                     const struct definition_item *was, const struct definition_item *is, difference_vec *all)
{
    line_vec lines = { 0 };
    const struct definition_item *it = is ? is : was;
    const char *group = call_item_group(c->arena, it->key);
    const struct detail *before = was ? content_of(c, from, it->key).rows : NULL;
    const struct detail *after = is ? content_of(c, to, it->key).rows : NULL;
    put_lines(c->arena, before, after, &lines);
    if (was && is && !lines.n)
        return; /* only the source is another */
    *vec_push(c->arena, all) = (struct difference){ .kind = !was  ? DIFFERENCE_ADDED
                                                            : !is ? DIFFERENCE_REMOVED
                                                                  : DIFFERENCE_CHANGED,
                                                    .key = it->key,
                                                    .group = group,
                                                    .label = label_of(c, it, group),
                                                    .n = lines.n,
                                                    .v = lines.v };
}

/* ── order ── */
static const char *parent_of(struct arena *a, const char *key)
{
    const char *last = strrchr(key, '.');
    return last ? arena_strndup(a, key, (size_t)(last - key)) : "";
}

/* The keys below that parent which both have, in the order of one of them. */
static const char *order_below(struct arena *a, const definition_items_list *all, const definition_items_list *other,
                               const char *parent)
{
    struct buf b = buf_make(a, 256);
    for (size_t i = 0; i < all->n; i++)
        if (strcmp(parent_of(a, all->v[i].key), parent) == 0 && item_with(other, all->v[i].key))
            buf_printf(&b, "%s ", all->v[i].key);
    return b.s;
}

static void put_moved(struct ctx *c, const definition_items_list *from, const definition_items_list *to,
                      difference_vec *all)
{
    const char *done = NULL;
    for (size_t i = 0; i < to->n; i++) {
        const char *parent = parent_of(c->arena, to->v[i].key);
        if (!*parent || (done && strcmp(done, parent) == 0))
            continue;
        done = parent;
        if (strcmp(order_below(c->arena, from, to, parent), order_below(c->arena, to, from, parent)) == 0)
            continue;
        const char *group = call_item_group(c->arena, parent);
        const struct definition_item *owner = item_with(to, parent_of(c->arena, parent));
        bool there = false;
        for (size_t k = 0; k < all->n; k++)
            there = there || (all->v[k].kind == DIFFERENCE_MOVED && strcmp(all->v[k].key, parent) == 0);
        if (!there)
            *vec_push(c->arena, all) =
                (struct difference){ .kind = DIFFERENCE_MOVED,
                                     .key = parent,
                                     .group = group,
                                     .label = owner ? label_of(c, owner, group)
                                                    : item_group_title(c->arena, c->lang, group) };
    }
}

struct differences call_differences(struct ctx *c, const struct definition *from, const struct definition *to)
{
    definition_items_list was = definition_items(c->arena, from);
    definition_items_list is = definition_items(c->arena, to);
    difference_vec all = { 0 };
    for (size_t i = 0; i < is.n; i++) {
        const struct definition_item *before = item_with(&was, is.v[i].key);
        if (!before || strcmp(before->digest, is.v[i].digest) != 0)
            put_item(c, from, to, before, &is.v[i], &all);
    }
    for (size_t i = 0; i < was.n; i++)
        if (!item_with(&is, was.v[i].key))
            put_item(c, from, to, &was.v[i], NULL, &all);
    put_moved(c, &was, &is, &all);
    return (struct differences){ all.n, all.v };
}

/* ── dates ── */
static void put_text(struct ctx *c, line_vec *v, const struct msg *name, const char *before, const char *after)
{
    before = before ? before : "";
    after = after ? after : "";
    if (strcmp(before, after) != 0)
        *vec_push(c->arena, v) = (struct difference_line){ MSG_TEXT(c->arena, c->lang, *name), before, after };
}

static const char *day_text(struct ctx *c, date d)
{
    return date_is_known(d) ? text_date(c->arena, c->lang, d) : "";
}

struct differences call_dates_differences(struct ctx *c, const struct call_dates *from, const struct call_dates *to)
{
    line_vec v = { 0 };
    bool en = c->lang == LANG_EN;
    put_text(c, &v, &MSG_CALL_OPENS, text_instant(c->arena, c->lang, from->opens_at),
             text_instant(c->arena, c->lang, to->opens_at));
    put_text(c, &v, &MSG_CALL_CLOSES, text_instant(c->arena, c->lang, from->closes_at),
             text_instant(c->arena, c->lang, to->closes_at));
    put_text(c, &v, &MSG_CALL_EDGE, SAY(*(from->deadline_inclusive ? &MSG_CALL_EDGE_IN : &MSG_CALL_EDGE_OUT)),
             SAY(*(to->deadline_inclusive ? &MSG_CALL_EDGE_IN : &MSG_CALL_EDGE_OUT)));
    put_text(c, &v, &MSG_ITEM_ANNOUNCEMENT_FROM, day_text(c, from->planned_from), day_text(c, to->planned_from));
    put_text(c, &v, &MSG_ITEM_ANNOUNCEMENT_TO, day_text(c, from->planned_to), day_text(c, to->planned_to));
    put_text(c, &v, &MSG_CALL_PLANNED, en ? from->planned_words_en : from->planned_words_ja,
             en ? to->planned_words_en : to->planned_words_ja);
    if (!v.n)
        return (struct differences){ 0 };
    struct difference *one = arena_new(c->arena, struct difference);
    *one = (struct difference){
        .kind = DIFFERENCE_CHANGED, .key = "dates", .group = "", .label = SAY(MSG_CALL_DATES_TITLE), .n = v.n, .v = v.v
    };
    return (struct differences){ 1, one };
}
