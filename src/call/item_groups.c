/* item_groups.c: the items of a call in their groups, for the pages of the office. */
#include "call/item_groups.h"

#include "base/id.h"
#include "base/vec.h"
#include "http/http.h"
#include "i18n/i18n.h"
#include "person/frame.h"
#include "programme/schema.h"
#include "call.msg.h"

#include <string.h>

#define SAY(m, ...) MSG_TEXT(c->arena, c->lang, m __VA_OPT__(, ) __VA_ARGS__)

item_group_list item_groups_of(struct arena *a, const struct call_items *items)
{
    VEC(struct item_group) v = { 0 };
    for (size_t i = 0; i < items->n; i++) {
        const struct call_item *x = &items->v[i];
        const char *name = call_item_group(a, x->item.key);
        if (!v.n || strcmp(v.v[v.n - 1].name, name) != 0)
            *vec_push(a, &v) = (struct item_group){ .name = name };
        v.v[v.n - 1].ours += x->item.ours;
        v.v[v.n - 1].unconfirmed += !x->confirmed;
    }
    return (item_group_list){ v.v, v.n };
}

const struct item_group *item_group_shown(const item_group_list *v, const char *asked)
{
    for (size_t i = 0; i < v->n; i++)
        if (*asked ? strcmp(v->v[i].name, asked) == 0 : v->v[i].unconfirmed > 0)
            return &v->v[i];
    return *asked || !v->n ? NULL : &v->v[0];
}

const struct call_item *item_of_key(const struct call_items *items, const char *key)
{
    for (size_t i = 0; i < items->n; i++)
        if (strcmp(items->v[i].item.key, key) == 0)
            return &items->v[i];
    return NULL;
}

void item_name_weighings(struct ctx *c, struct call_items *items)
{
    for (size_t i = 0; i < items->n; i++) {
        struct definition_item *it = &items->v[i].item;
        const char *last = strrchr(it->key, '.');
        if (!last || strcmp(last, ".weighing") != 0)
            continue;
        const struct call_item *parent =
            item_of_key(items, arena_strndup(c->arena, it->key, (size_t)(last - it->key)));
        for (int l = 0; parent && l < LANG_COUNT; l++)
            it->label.in[l] =
                MSG_TEXT(c->arena, (enum lang)l, MSG_CALL_WEIGHING_OF, arg_text(parent->item.label.in[l]));
    }
}

const struct section *item_group_sections(struct ctx *c, const item_group_list *v, const struct item_group *shown,
                                          const char *id, const char *below)
{
    struct section *list = arena_array(c->arena, struct section, v->n + 1);
    for (size_t i = 0; i < v->n; i++) {
        const struct item_group *g = &v->v[i];
        const char *title = item_group_title(c->arena, c->lang, g->name);
        list[i] = (struct section){
            .label = !g->ours         ? title
                     : g->unconfirmed ? SAY(MSG_CALL_GROUP_LEFT, arg_text(title), arg_i64(g->unconfirmed))
                                      : SAY(MSG_CALL_GROUP_DONE, arg_text(title)),
            .to = url_make(c->arena, "/office/calls/%s/%s?group=%s", id, below, g->name),
            .current = g == shown,
        };
    }
    return list;
}

const struct page_link *item_group_tabs(struct ctx *c, const char *id, const char *group, bool rebuilding)
{
    const struct slot *s = schema_slot(&schema_definition, group);
    if (!s || s->shape != SHAPE_MAPS)
        return NULL;
    struct page_link *v = arena_array(c->arena, struct page_link, 3);
    v[0] = (struct page_link){ .label = SAY(MSG_CALL_TAB_CONFIRM),
                               .to = url_make(c->arena, "/office/calls/%s/items?group=%s", id, group),
                               .current = !rebuilding };
    v[1] = (struct page_link){ .label = SAY(MSG_CALL_TAB_REBUILD),
                               .to = url_make(c->arena, "/office/calls/%s/structure?group=%s", id, group),
                               .current = rebuilding };
    v[2] = (struct page_link){ 0 };
    return v;
}

struct page *call_page_below(struct request *rq, struct response *rs, const struct call *call, const char *title,
                             const struct page_link *above)
{
    struct ctx *c = rq->ctx;
    struct page_link *crumbs = arena_array(c->arena, struct page_link, 4);
    const char *name = call_title(c->arena, c->lang, call);
    size_t n = 0;
    crumbs[n++] = (struct page_link){ .label = SAY(MSG_CALL_LIST_TITLE), .to = { "/office/calls" } };
    if (title)
        crumbs[n++] = (struct page_link){ .label = name,
                                          .to = url_make(c->arena, "/office/calls/%s", id_text(c->arena, call->id)) };
    if (above)
        crumbs[n++] = *above;
    crumbs[n] = (struct page_link){ 0 };
    struct page *pg = page_for(rq, rs, title ? title : name);
    pg->crumbs = crumbs;
    return pg;
}

int64_t call_seen_version(const struct request *rq)
{
    int64_t seen = 0;
    return id_parse(pairs_text(&rq->form, "seen"), &seen) ? seen : -1;
}
