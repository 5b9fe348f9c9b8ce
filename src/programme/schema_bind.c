/* schema_bind.c: a tree into a struct, by its table; every mistake with its place. */
#include "programme/schema.h"

#include "base/buf.h"
#include "programme.msg.h"

#include <string.h>

struct any_list {
    void *v;
    size_t n;
};

const struct slot *schema_slot(const struct mapping *of, const char *key)
{
    for (size_t i = 0; i < of->n; i++)
        if (strcmp(of->slots[i].key, key) == 0)
            return &of->slots[i];
    return NULL;
}

static const struct node *member_value(const struct node *map, const char *key)
{
    for (size_t i = 0; i < map->members.n; i++)
        if (strcmp(map->members.v[i].key, key) == 0)
            return map->members.v[i].value;
    return NULL;
}

static bool want_kind(struct arena *a, const char *key, const struct node *node, enum node_kind kind,
                      struct mistakes *m)
{
    static const struct msg *const want[] = { &MSG_PROGRAMME_WANT_SCALAR, &MSG_PROGRAMME_WANT_MAP,
                                              &MSG_PROGRAMME_WANT_LIST };
    if (node->kind == kind)
        return true;
    mistake_add(
        m, err_make(a, ERR_INVALID, node->at, want[kind], (const struct arg[]){ arg_text(key), ARG_END }));
    return false;
}

static void bind_words(struct arena *a, const struct slot *slot, const struct node *node, struct words *ret,
                       struct mistakes *m)
{
    struct slot one[LANG_COUNT] = {
        { .key = "ja",
          .shape = SHAPE_TEXT,
          .at = offsetof(struct words, in[LANG_JA]),
          .min = slot->min,
          .max = slot->max },
        { .key = "en",
          .shape = SHAPE_TEXT,
          .at = offsetof(struct words, in[LANG_EN]),
          .min = slot->min,
          .max = slot->max },
    };
    schema_bind(a, &(struct mapping){ sizeof *ret, one, LANG_COUNT }, node, ret, m);
}

static bool want_count(struct arena *a, const struct slot *slot, const struct node *node, struct mistakes *m)
{
    if (!want_kind(a, slot->key, node, NODE_LIST, m))
        return false;
    int64_t n = (int64_t)node->items.n;
    if (n >= slot->min && n <= slot->max)
        return true;
    mistake_add(m, invalid(a, node->at, MSG_PROGRAMME_WANT_COUNT, arg_text(slot->key), arg_i64(n),
                           arg_i64(slot->min), arg_i64(slot->max)));
    return false;
}

static void bind_maps(struct arena *a, const struct slot *slot, const struct node *node, struct any_list *ret,
                      struct mistakes *m)
{
    if (!want_count(a, slot, node, m))
        return;
    size_t size = slot->of->size;
    char *v = arena_alloc_array(a, node->items.n, size);
    for (size_t i = 0; i < node->items.n; i++)
        schema_bind(a, slot->of, node->items.v[i], v + i * size, m);
    *ret = (struct any_list){ v, node->items.n };
}

static void bind_texts(struct arena *a, const struct slot *slot, const struct node *node, text_list *ret,
                       struct mistakes *m)
{
    if (!want_count(a, slot, node, m))
        return;
    struct slot one = { .key = slot->key, .shape = SHAPE_TEXT, .min = 1, .max = 200 };
    ret->v = arena_array(a, const char *, node->items.n);
    for (size_t i = 0; i < node->items.n; i++)
        if (want_kind(a, slot->key, node->items.v[i], NODE_SCALAR, m) &&
            scalar_bind(a, &one, node->items.v[i], &ret->v[ret->n], m))
            ret->n++;
}

static void bind_slot(struct arena *a, const struct slot *slot, const struct node *node, char *base,
                      struct mistakes *m)
{
    void *at = base + slot->at;
    if (slot->shape == SHAPE_MAP) {
        schema_bind(a, slot->of, node, at, m);
    } else if (slot->shape == SHAPE_WORDS) {
        bind_words(a, slot, node, at, m);
    } else if (slot->shape == SHAPE_MAPS) {
        bind_maps(a, slot, node, at, m);
    } else if (slot->shape == SHAPE_TEXTS) {
        bind_texts(a, slot, node, at, m);
    } else if (want_kind(a, slot->key, node, NODE_SCALAR, m)) {
        (void)scalar_bind(a, slot, node, at, m);
    }
    if (slot->has)
        *(bool *)(void *)(base + slot->has) = true;
}

static void unknown_keys(struct arena *a, const struct mapping *of, const struct node *node,
                         struct mistakes *m)
{
    for (size_t i = 0; i < node->members.n; i++) {
        const struct member *mem = &node->members.v[i];
        if (schema_slot(of, mem->key))
            continue;
        struct buf all = buf_make(a, 128);
        for (size_t k = 0; k < of->n; k++)
            buf_printf(&all, "%s%s", k ? ", " : "", of->slots[k].key);
        mistake_add(m, invalid(a, mem->at, MSG_PROGRAMME_UNKNOWN_KEY, arg_text(mem->key), arg_text(all.s)));
    }
}

/* In a file the mapping that lacks it; in JSON the path it should have, which is the field of the office's
 * page. */
static const char *missing_place(struct arena *a, const struct node *node, const struct slot *slot)
{
    return node->line ? node->at : arena_printf(a, "%s%s%s", node->at, *node->at ? "." : "", slot->key);
}

void schema_bind(struct arena *a, const struct mapping *of, const struct node *node, void *ret,
                 struct mistakes *m)
{
    if (!want_kind(a, "", node, NODE_MAP, m))
        return;
    unknown_keys(a, of, node, m);
    for (size_t i = 0; i < of->n; i++) {
        const struct slot *slot = &of->slots[i];
        char *at = (char *)ret + slot->at;
        if (slot->shape == SHAPE_DATE)
            *(date *)(void *)at = DATE_UNKNOWN;
        else if (slot->shape == SHAPE_INSTANT)
            *(instant *)(void *)at = INSTANT_UNKNOWN;
        const struct node *value = member_value(node, slot->key);
        if (value && !node_is_null(value))
            bind_slot(a, slot, value, ret, m);
        else if (!slot->optional && value)
            mistake_add(m, invalid(a, value->at, MSG_PROGRAMME_NO_VALUE, arg_text(slot->key)));
        else if (!slot->optional)
            mistake_add(
                m, invalid(a, missing_place(a, node, slot), MSG_PROGRAMME_MISSING_KEY, arg_text(slot->key)));
    }
}
