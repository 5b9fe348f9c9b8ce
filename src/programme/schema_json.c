/* schema_json.c: a struct as a JSON object, by its table. */
#include "programme/schema.h"

#include <assert.h>

struct any_list {
    const void *v;
    size_t n;
};

static json_t *words_json(const struct words *w)
{
    return w->in[LANG_JA] ? json_pack("{s:s, s:s}", "ja", w->in[LANG_JA], "en", w->in[LANG_EN]) : NULL;
}

static json_t *maps_json(struct arena *a, const struct slot *slot, const struct any_list *list)
{
    json_t *all = json_array();
    for (size_t i = 0; i < list->n; i++)
        json_array_append_new(all, schema_json(a, slot->of, (const char *)list->v + i * slot->of->size));
    return all;
}

static json_t *texts_json(const text_list *list)
{
    json_t *all = json_array();
    for (size_t i = 0; i < list->n; i++)
        json_array_append_new(all, json_string(list->v[i]));
    return all;
}

/* A list that need not be there is left out when it is empty. */
static json_t *unless_empty(const struct slot *slot, json_t *list)
{
    if (!slot->optional || json_array_size(list) > 0)
        return list;
    json_decref(list);
    return NULL;
}

static json_t *slot_json(struct arena *a, const struct slot *slot, const char *base)
{
    const void *at = base + slot->at;
    if (slot->has && !*(const bool *)(const void *)(base + slot->has))
        return NULL;
    switch (slot->shape) {
    case SHAPE_TEXT:
    case SHAPE_KEY:
        return *(const char *const *)at ? json_string(*(const char *const *)at) : NULL;
    case SHAPE_WORDS:
        return words_json(at);
    case SHAPE_INT:
        return slot->optional && *(const int64_t *)at == 0 ? NULL : json_integer(*(const int64_t *)at);
    case SHAPE_DECIMAL:
        return json_string(decimal_text(a, *(const struct decimal *)at));
    case SHAPE_BOOL:
        return slot->optional && !*(const bool *)at ? NULL : json_boolean(*(const bool *)at);
    case SHAPE_DATE:
        return date_is_known(*(const date *)at) ? json_string(date_iso(a, *(const date *)at)) : NULL;
    case SHAPE_INSTANT:
        return *(const instant *)at == INSTANT_UNKNOWN
                   ? NULL
                   : json_string(scalar_instant_text(a, *(const instant *)at));
    case SHAPE_ENUM:
        return slot->optional && *(const int *)at == 0 ? NULL : json_string(slot->names[*(const int *)at]);
    case SHAPE_MAP:
        return schema_json(a, slot->of, at);
    case SHAPE_MAPS:
        return unless_empty(slot, maps_json(a, slot, at));
    case SHAPE_TEXTS:
    default:
        return unless_empty(slot, texts_json(at));
    }
}

json_t *schema_json(struct arena *a, const struct mapping *of, const void *from)
{
    json_t *all = json_object();
    assert(all);
    for (size_t i = 0; i < of->n; i++) {
        json_t *value = slot_json(a, &of->slots[i], from);
        if (value)
            json_object_set_new_nocheck(all, of->slots[i].key, value);
    }
    return all;
}
