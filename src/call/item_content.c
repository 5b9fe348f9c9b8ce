/* item_content.c: see item_content.h. */
#include "call/item_content.h"

#include "base/vec.h"
#include "call/item_json.h"
#include "i18n/i18n.h"
#include "programme/schema.h"
#include "call.msg.h"

#include <string.h>

typedef VEC(struct detail) rows_vec;

/* ── finding ── */
/* The object of an item, and the table that says what it may hold. */
json_t *item_find(struct arena *a, json_t *root, const char *path, const struct mapping **ret_of)
{
    json_t *object = root;
    *ret_of = &schema_definition;
    for (char *rest = arena_strdup(a, path); object && rest;) {
        const char *name = strsep(&rest, ".");
        const struct slot *slot = schema_slot(*ret_of, name);
        if (!slot || (slot->shape != SHAPE_MAP && (slot->shape != SHAPE_MAPS || !rest)))
            return NULL;
        object = json_object_get(object, name);
        if (slot->shape == SHAPE_MAPS)
            object = json_element(object, strsep(&rest, "."), NULL);
        *ret_of = slot->of;
    }
    return object;
}

/* Is it an item of its own, so that it does not belong to the one around it? */
bool item_is_own(const struct slot *s)
{
    return (s->shape == SHAPE_MAP || s->shape == SHAPE_MAPS) && schema_slot(s->of, "source");
}

/* ── reading ── */
const char *item_plain(struct arena *a, const json_t *j)
{
    if (json_is_string(j))
        return json_string_value(j);
    if (json_is_integer(j))
        return arena_printf(a, "%lld", (long long)json_integer_value(j));
    if (json_is_boolean(j))
        return json_is_true(j) ? "true" : "false";
    return "";
}

const char *item_joined(struct arena *a, const json_t *list, const char *between)
{
    struct buf b = buf_make(a, 64);
    for (size_t i = 0; i < json_array_size(list); i++) {
        buf_puts(&b, i ? between : "");
        buf_puts(&b, item_plain(a, json_array_get(list, i)));
    }
    return b.s;
}

static const char *readable(struct ctx *c, const struct slot *s, const json_t *j)
{
    struct arena *a = c->arena;
    date d = DATE_UNKNOWN;
    instant at = 0;
    switch (s->shape) {
    case SHAPE_WORDS:
        return arena_printf(a, "%s\n%s", item_plain(a, json_object_get(j, "ja")),
                            item_plain(a, json_object_get(j, "en")));
    case SHAPE_BOOL:
        return MSG_TEXT(a, c->lang, *(json_is_true(j) ? &MSG_ITEM_YES : &MSG_ITEM_NO));
    case SHAPE_TEXTS:
        return item_joined(a, j, c->lang == LANG_EN ? ", " : "、");
    case SHAPE_ENUM:
        return item_choice_word(a, c->lang, item_plain(a, j));
    case SHAPE_DATE:
        return date_from_iso(item_plain(a, j), &d) ? text_date(a, c->lang, d) : "";
    case SHAPE_INSTANT:
        return instant_from_rfc3339(item_plain(a, j), &at) ? text_instant(a, c->lang, at) : "";
    case SHAPE_INT:
        return text_i64(a, json_integer_value(j));
    case SHAPE_TEXT:
    case SHAPE_KEY:
    case SHAPE_DECIMAL:
    case SHAPE_MAP:
    case SHAPE_MAPS:
        break;
    }
    return item_plain(a, j);
}

/* One line for each part of a list that has no source of its own: levels, choices, columns, paragraphs. */
static const char *readable_list(struct ctx *c, const struct slot *list, json_t *j)
{
    struct buf b = buf_make(c->arena, 256);
    size_t i = 0;
    json_t *one = NULL;
    json_array_foreach(j, i, one)
    {
        buf_puts(&b, i ? "\n" : "");
        bool first = true;
        for (size_t k = 0; k < list->of->n; k++) {
            const struct slot *s = &list->of->slots[k];
            const json_t *value = json_object_get(one, s->key);
            if (!value || s->shape == SHAPE_KEY || s->shape == SHAPE_BOOL || s->shape == SHAPE_MAPS ||
                s->shape == SHAPE_MAP)
                continue;
            const char *text =
                s->shape == SHAPE_WORDS
                    ? arena_printf(c->arena, "%s / %s", item_plain(c->arena, json_object_get(value, "ja")),
                                   item_plain(c->arena, json_object_get(value, "en")))
                    : readable(c, s, value);
            buf_puts(&b, first ? "" : " — ");
            buf_puts(&b, text);
            first = false;
        }
    }
    return b.s;
}

static void put_rows(struct ctx *c, json_t *object, const struct mapping *of, rows_vec *v)
{
    for (size_t i = 0; i < of->n; i++) {
        const struct slot *s = &of->slots[i];
        json_t *value = json_object_get(object, s->key);
        if (!value || item_is_own(s) || strcmp(s->key, "key") == 0 || strcmp(s->key, "source") == 0)
            continue;
        const char *text = s->shape == SHAPE_MAPS ? readable_list(c, s, value) : readable(c, s, value);
        if (*text)
            *vec_push(c->arena, v) =
                (struct detail){ .name = item_member_word(c->arena, c->lang, s->key), .text = text };
    }
}

struct item_content *item_contents(struct ctx *c, const struct definition *def, const char *const *keys,
                                   size_t n)
{
    struct item_content *all = arena_array(c->arena, struct item_content, n + 1);
    json_t *root = schema_json(c->arena, &schema_definition, def);
    for (size_t i = 0; i < n; i++) {
        const struct mapping *of = NULL;
        rows_vec v = { 0 };
        json_t *object = item_find(c->arena, root, keys[i], &of);
        if (!object)
            continue;
        put_rows(c, object, of, &v);
        *vec_push(c->arena, &v) = (struct detail){ 0 };
        for (size_t k = 0; k < v.n; k++)
            if (v.v[k].text)
                v.v[k].text = arena_strdup(c->arena, v.v[k].text); /* the tree goes */
        all[i].rows = v.v;
    }
    json_decref(root);
    return all;
}
