/* definition_items.c: what of a definition somebody can be asked about, item by item. */
#include "programme/schema.h"

#include "base/vec.h"

#include <string.h>

struct any_list {
    const void *v;
    size_t n;
};

typedef VEC(struct definition_item) item_vec;

/* The member that says to a person what the item is. */
static struct words label_of(const struct mapping *of, const char *base)
{
    static const char *const names[] = { "label", "name",    "title",    "full",
                                         "text",  "subject", "question", "when" };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const struct slot *s = schema_slot(of, names[i]);
        if (s && s->shape == SHAPE_WORDS)
            return *(const struct words *)(const void *)(base + s->at);
    }
    return (struct words){ 0 };
}

/* Takes away what is an item of its own, so that changing a field does not ask about its section again. */
static void without_items(json_t *j)
{
    const char *key = NULL;
    void *next = NULL;
    json_t *value = NULL;
    json_object_foreach_safe(j, next, key, value)
    {
        const json_t *first = json_is_array(value) ? json_array_get(value, 0) : value;
        if (json_object_get(first, "source"))
            json_object_del(j, key);
    }
}

static void add_item(struct arena *a, const struct mapping *of, const char *path, const char *base,
                     item_vec *all)
{
    const struct slot *source = schema_slot(of, "source");
    if (!source)
        return;
    json_t *j = schema_json(a, of, base);
    without_items(j);
    const char *text = *(const char *const *)(const void *)(base + source->at);
    *vec_push(a, all) = (struct definition_item){
        .key = path,
        .label = label_of(of, base),
        .source = text,
        .ours = strcmp(text, "ours") == 0,
        .digest = json_digest(a, j),
    };
    json_decref(j);
}

static void walk(struct arena *a, const struct mapping *of, const char *path, const char *base, item_vec *all)
{
    add_item(a, of, path, base, all);
    for (size_t i = 0; i < of->n; i++) {
        const struct slot *s = &of->slots[i];
        const char *here = arena_printf(a, "%s%s%s", path, *path ? "." : "", s->key);
        if (s->shape == SHAPE_MAP) {
            walk(a, s->of, here, base + s->at, all);
        } else if (s->shape == SHAPE_MAPS) {
            const struct any_list *list = (const void *)(base + s->at);
            const struct slot *key = schema_slot(s->of, "key");
            for (size_t k = 0; k < list->n; k++) {
                const char *one = (const char *)list->v + k * s->of->size;
                const char *name =
                    key ? *(const char *const *)(const void *)(one + key->at) : arena_printf(a, "%zu", k + 1);
                walk(a, s->of, arena_printf(a, "%s.%s", here, name), one, all);
            }
        }
    }
}

definition_items_list definition_items(struct arena *a, const struct definition *def)
{
    item_vec all = { 0 };
    walk(a, &schema_definition, "", (const char *)def, &all);
    return (definition_items_list){ all.v, all.n };
}
