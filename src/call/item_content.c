/* item_content.c: see item_content.h. */
#include "call/item_content.h"

#include "base/vec.h"
#include "i18n/i18n.h"
#include "programme/schema.h"
#include "call.msg.h"

#include <string.h>

typedef VEC(struct detail) rows_vec;
typedef VEC(struct item_field) fields_vec;

/* ── finding ── */
static json_t *by_key(json_t *list, const char *key)
{
    size_t i = 0;
    json_t *one = NULL;
    json_array_foreach(list, i, one)
    {
        const char *name = json_string_value(json_object_get(one, "key"));
        char number[24];
        (void)snprintf(number, sizeof number, "%zu", i + 1);
        if (strcmp(name ? name : number, key) == 0)
            return one;
    }
    return NULL;
}

/* The object of an item, and the table that says what it may hold. */
static json_t *find(struct arena *a, json_t *object, const char *path, const struct mapping **of)
{
    *of = &schema_definition;
    for (char *rest = arena_strdup(a, path); object && rest;) {
        const char *name = strsep(&rest, ".");
        const struct slot *slot = schema_slot(*of, name);
        if (!slot || (slot->shape != SHAPE_MAP && (slot->shape != SHAPE_MAPS || !rest)))
            return NULL;
        object = json_object_get(object, name);
        if (slot->shape == SHAPE_MAPS)
            object = by_key(object, strsep(&rest, "."));
        *of = slot->of;
    }
    return object;
}

/* Is it an item of its own, so that it does not belong to the one around it? */
static bool is_item(const struct slot *s)
{
    return (s->shape == SHAPE_MAP || s->shape == SHAPE_MAPS) && schema_slot(s->of, "source");
}

/* ── reading ── */
static const char *plain(struct arena *a, const json_t *j)
{
    if (json_is_string(j))
        return json_string_value(j);
    if (json_is_integer(j))
        return arena_printf(a, "%lld", (long long)json_integer_value(j));
    if (json_is_boolean(j))
        return json_is_true(j) ? "true" : "false";
    return "";
}

static const char *joined(struct arena *a, const json_t *list, const char *between)
{
    struct buf b = buf_make(a, 64);
    for (size_t i = 0; i < json_array_size(list); i++) {
        buf_puts(&b, i ? between : "");
        buf_puts(&b, plain(a, json_array_get(list, i)));
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
        return arena_printf(a, "%s\n%s", plain(a, json_object_get(j, "ja")),
                            plain(a, json_object_get(j, "en")));
    case SHAPE_BOOL:
        return MSG_TEXT(a, c->lang, *(json_is_true(j) ? &MSG_ITEM_YES : &MSG_ITEM_NO));
    case SHAPE_TEXTS:
        return joined(a, j, c->lang == LANG_EN ? ", " : "、");
    case SHAPE_ENUM:
        return item_choice_word(a, c->lang, plain(a, j));
    case SHAPE_DATE:
        return date_from_iso(plain(a, j), &d) ? text_date(a, c->lang, d) : "";
    case SHAPE_INSTANT:
        return instant_from_rfc3339(plain(a, j), &at) ? text_instant(a, c->lang, at) : "";
    case SHAPE_INT:
        return text_i64(a, json_integer_value(j));
    case SHAPE_TEXT:
    case SHAPE_KEY:
    case SHAPE_DECIMAL:
    case SHAPE_MAP:
    case SHAPE_MAPS:
        break;
    }
    return plain(a, j);
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
                    ? arena_printf(c->arena, "%s / %s", plain(c->arena, json_object_get(value, "ja")),
                                   plain(c->arena, json_object_get(value, "en")))
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
        if (!value || is_item(s) || strcmp(s->key, "key") == 0 || strcmp(s->key, "source") == 0)
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
        json_t *object = find(c->arena, root, keys[i], &of);
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

/* ── changing ── */
static const struct option *options_of(struct ctx *c, const struct slot *s)
{
    VEC(struct option) v = { 0 };
    for (size_t i = 0; s->names[i]; i++)
        *vec_push(c->arena, &v) =
            (struct option){ .value = s->names[i],
                             .label = item_choice_word(c->arena, c->lang, s->names[i]) };
    *vec_push(c->arena, &v) = (struct option){ 0 };
    return v.v;
}

static void put_field(struct ctx *c, const struct slot *s, const json_t *value, const char *path,
                      const char *label, fields_vec *v)
{
    static const enum item_input INPUTS[] = {
        [SHAPE_TEXT] = INPUT_LINE,  [SHAPE_KEY] = INPUT_LINE,       [SHAPE_WORDS] = INPUT_LINE,
        [SHAPE_INT] = INPUT_NUMBER, [SHAPE_DECIMAL] = INPUT_NUMBER, [SHAPE_BOOL] = INPUT_YES_NO,
        [SHAPE_DATE] = INPUT_DAY,   [SHAPE_ENUM] = INPUT_CHOICE,    [SHAPE_TEXTS] = INPUT_TEXT,
    };
    struct arena *a = c->arena;
    struct item_field f = { .path = path,
                            .label = label,
                            .input = INPUTS[s->shape],
                            .optional = s->optional,
                            .decimal = s->shape == SHAPE_DECIMAL,
                            .value = arena_strdup(a, plain(a, value)) };
    if (s->shape == SHAPE_TEXTS) {
        f.value = joined(a, value, "\n");
        f.support = MSG_TEXT(a, c->lang, MSG_ITEM_ONE_A_LINE);
    }
    if (s->shape == SHAPE_BOOL && !*f.value)
        f.value = "false";
    if (s->shape == SHAPE_ENUM)
        f.options = options_of(c, s);
    if (s->shape != SHAPE_WORDS) {
        *vec_push(a, v) = f;
        return;
    }
    for (int lang = 0; lang < LANG_COUNT; lang++) {
        const char *tag = lang_tag((enum lang)lang);
        f.path = arena_printf(a, "%s.%s", path, tag);
        f.label = MSG_TEXT(a, c->lang, *(lang == LANG_JA ? &MSG_ITEM_IN_JAPANESE : &MSG_ITEM_IN_ENGLISH),
                           arg_text(label));
        f.value = arena_strdup(a, plain(a, json_object_get(value, tag)));
        f.input = s->max > 200 ? INPUT_TEXT : INPUT_LINE;
        f.max = (int)s->max;
        *vec_push(a, v) = f;
    }
}

/* What belongs to one kind of answer is not asked of another: no unit of a text, no file types of a number. */
static bool is_for_kind(const json_t *object, const char *member)
{
    static const struct {
        const char *member, *kinds;
    } ONLY[] = {
        { "max_chars", " text long " },
        { "unit", " number " },
        { "min", " number " },
        { "max", " number " },
        { "places", " number " },
        { "sum", " number " },
        { "choices", " choice choices " },
        { "columns", " table " },
        { "fixed_rows", " table " },
        { "min_rows", " table " },
        { "max_rows", " table " },
        { "file_types", " file " },
        { "max_files", " file " },
        { "max_bytes", " file " },
    };
    const char *kind = json_string_value(json_object_get(object, "kind"));
    for (size_t i = 0; kind && i < sizeof ONLY / sizeof ONLY[0]; i++) {
        const char *at = strstr(ONLY[i].kinds, kind);
        if (strcmp(ONLY[i].member, member) == 0)
            return at && at[-1] == ' ' && at[strlen(kind)] == ' ';
    }
    return true;
}

static void put_fields(struct ctx *c, json_t *object, const struct mapping *of, const char *path,
                       const char *before, fields_vec *v)
{
    struct arena *a = c->arena;
    for (size_t i = 0; i < of->n; i++) {
        const struct slot *s = &of->slots[i];
        if (s->fixed || is_item(s) || s->shape == SHAPE_INSTANT || !is_for_kind(object, s->key))
            continue;
        const char *here = arena_printf(a, "%s.%s", path, s->key);
        const char *word = item_member_word(a, c->lang, s->key);
        const char *label = *before ? arena_printf(a, "%s %s", before, word) : word;
        json_t *value = json_object_get(object, s->key);
        if (s->shape == SHAPE_MAP) {
            put_fields(c, value, s->of, here, label, v);
        } else if (s->shape == SHAPE_MAPS) {
            size_t k = 0;
            json_t *one = NULL;
            json_array_foreach(value, k, one)
            {
                const char *key = json_string_value(json_object_get(one, "key"));
                const char *step = key ? key : arena_printf(a, "%zu", k + 1);
                put_fields(c, one, s->of, arena_printf(a, "%s.%s", here, step),
                           arena_printf(a, "%s %zu:", label, k + 1), v);
            }
        } else {
            put_field(c, s, value, here, label, v);
        }
    }
}

const struct item_field *item_fields(struct ctx *c, const struct definition *def, const char *key)
{
    const struct mapping *of = NULL;
    fields_vec v = { 0 };
    json_t *root = schema_json(c->arena, &schema_definition, def);
    json_t *object = *key ? find(c->arena, root, key, &of) : NULL;
    if (object) {
        put_fields(c, object, of, key, "", &v);
        *vec_push(c->arena, &v) = (struct item_field){ 0 };
    }
    json_decref(root);
    return v.v;
}
