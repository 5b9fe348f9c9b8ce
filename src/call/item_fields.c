/* item_fields.c: an item of a definition as fields to change, with the rows of its lists (item_content.h). */
#include "call/item_json.h"

#include "base/vec.h"
#include "i18n/i18n.h"
#include "call.msg.h"

#include <string.h>

typedef VEC(struct item_field) fields_vec;
typedef VEC(struct option) options_vec;

struct filling {
    struct ctx *c;
    const struct definition *def;
    fields_vec v;
};

#define SAY(m, ...) MSG_TEXT(c->arena, c->lang, m __VA_OPT__(, ) __VA_ARGS__)

static const struct option *options_of(struct ctx *c, const struct slot *s)
{
    options_vec v = { 0 };
    for (size_t i = 0; s->names[i]; i++)
        *vec_push(c->arena, &v) =
            (struct option){ .value = s->names[i],
                             .label = item_choice_word(c->arena, c->lang, s->names[i]) };
    *vec_push(c->arena, &v) = (struct option){ 0 };
    return v.v;
}

const struct option *item_kinds(struct ctx *c, const struct mapping *of, bool in_table)
{
    const struct slot *s = schema_slot(of, "kind");
    options_vec v = { 0 };
    for (size_t i = 0; s && s->names[i]; i++) {
        enum field_kind k = (enum field_kind)i;
        bool fits = !in_table || k == FIELD_TEXT || k == FIELD_NUMBER || k == FIELD_DATE || k == FIELD_CHOICE;
        if (fits)
            *vec_push(c->arena, &v) =
                (struct option){ .value = s->names[i],
                                 .label = item_choice_word(c->arena, c->lang, s->names[i]) };
    }
    *vec_push(c->arena, &v) = (struct option){ 0 };
    return s ? v.v : NULL;
}

/* The fields that a condition can look at. */
static const struct option *fields_to_look_at(struct filling *f)
{
    struct ctx *c = f->c;
    options_vec v = { 0 };
    for (size_t i = 0; i < f->def->form.n; i++)
        for (size_t k = 0; k < f->def->form.v[i].fields.n; k++) {
            const struct form_field *x = &f->def->form.v[i].fields.v[k];
            if (x->kind == FIELD_CHOICE || x->kind == FIELD_CHOICES || x->kind == FIELD_CONFIRM ||
                x->kind == FIELD_NUMBER)
                *vec_push(c->arena, &v) = (struct option){ .value = x->key, .label = x->label.in[c->lang] };
        }
    *vec_push(c->arena, &v) = (struct option){ 0 };
    return v.v;
}

/* The answers of the field that a condition looks at. */
static void put_answers(struct filling *f, const char *field_key, options_vec *v)
{
    struct ctx *c = f->c;
    const struct form_field *x = field_key ? definition_field(f->def, field_key) : NULL;
    if (x && x->kind == FIELD_CONFIRM)
        *vec_push(c->arena, v) = (struct option){ .value = FORM_CONFIRMED, .label = SAY(MSG_ITEM_CONFIRMED_ANSWER) };
    for (size_t i = 0; x && i < x->choices.n; i++)
        *vec_push(c->arena, v) =
            (struct option){ .value = x->choices.v[i].key, .label = x->choices.v[i].label.in[c->lang] };
}

/* Values that can only be one of those that the definition itself knows. */
static const struct option *known_values(struct filling *f, const char *member, const json_t *object)
{
    static const char *const FILES[] = { "pdf", "docx", "xlsx", "png", "jpeg" };
    struct ctx *c = f->c;
    options_vec v = { 0 };
    if (strcmp(member, "criterion") == 0) {
        *vec_push(c->arena, &v) = (struct option){ .value = "", .label = SAY(MSG_ITEM_NO_CRITERION) };
        for (size_t i = 0; i < f->def->criteria.n; i++)
            *vec_push(c->arena, &v) =
                (struct option){ .value = f->def->criteria.v[i].key,
                                 .label = arena_printf(c->arena, "%s %s", f->def->criteria.v[i].mark,
                                                       f->def->criteria.v[i].name.in[c->lang]) };
    } else if (strcmp(member, "types") == 0) {
        for (size_t i = 0; i < f->def->types.n; i++)
            if (f->def->types.v[i].called)
                *vec_push(c->arena, &v) = (struct option){ .value = f->def->types.v[i].key,
                                                           .label = f->def->types.v[i].name.in[c->lang] };
    } else if (strcmp(member, "file_types") == 0) {
        for (size_t i = 0; i < sizeof FILES / sizeof FILES[0]; i++)
            *vec_push(c->arena, &v) = (struct option){ .value = FILES[i], .label = FILES[i] };
    } else if (strcmp(member, "is") == 0) {
        put_answers(f, json_string_value(json_object_get(object, "field")), &v);
    } else {
        return NULL;
    }
    *vec_push(c->arena, &v) = (struct option){ 0 };
    return v.v;
}

static void put_words(struct filling *f, const struct slot *s, const json_t *value, const struct item_field *base)
{
    struct ctx *c = f->c;
    for (int lang = 0; lang < LANG_COUNT; lang++) {
        const char *tag = lang_tag((enum lang)lang);
        struct item_field x = *base;
        x.path = arena_printf(c->arena, "%s.%s", base->path, tag);
        x.label = SAY(*(lang == LANG_JA ? &MSG_ITEM_IN_JAPANESE : &MSG_ITEM_IN_ENGLISH), arg_text(base->label));
        x.value = arena_strdup(c->arena, item_plain(c->arena, json_object_get(value, tag)));
        x.input = s->max > 200 ? INPUT_TEXT : INPUT_LINE;
        x.max = (int)s->max;
        *vec_push(c->arena, &f->v) = x;
    }
}

static void put_field(struct filling *f, const struct slot *s, const json_t *object, const char *path,
                      const char *label)
{
    const json_t *value = json_object_get(object, s->key);
    static const enum item_input INPUTS[] = {
        [SHAPE_TEXT] = INPUT_LINE,  [SHAPE_KEY] = INPUT_LINE,       [SHAPE_WORDS] = INPUT_LINE,
        [SHAPE_INT] = INPUT_NUMBER, [SHAPE_DECIMAL] = INPUT_NUMBER, [SHAPE_BOOL] = INPUT_YES_NO,
        [SHAPE_DATE] = INPUT_DAY,   [SHAPE_ENUM] = INPUT_CHOICE,    [SHAPE_TEXTS] = INPUT_TEXT,
    };
    struct ctx *c = f->c;
    struct item_field x = { .path = path,
                            .label = label,
                            .input = INPUTS[s->shape],
                            .optional = s->optional,
                            .decimal = s->shape == SHAPE_DECIMAL,
                            .value = arena_strdup(c->arena, item_plain(c->arena, value)) };
    if (s->shape == SHAPE_WORDS) {
        put_words(f, s, value, &x);
        return;
    }
    x.options = s->shape == SHAPE_ENUM ? options_of(c, s) : known_values(f, s->key, object);
    if (x.options)
        x.input = s->shape == SHAPE_TEXTS ? INPUT_CHECKS : INPUT_CHOICE;
    if (s->shape == SHAPE_TEXTS) {
        x.value = arena_strdup(c->arena, item_joined(c->arena, value, "\n"));
        x.support = x.options ? NULL : SAY(MSG_ITEM_ONE_A_LINE);
    }
    if (strcmp(s->key, "types") == 0)
        x.support = SAY(MSG_ITEM_TYPES_SUPPORT);
    if (s->shape == SHAPE_BOOL && !*x.value)
        x.value = "false";
    *vec_push(c->arena, &f->v) = x;
}

static void put_fields(struct filling *f, json_t *object, const struct mapping *of, const char *path,
                       const char *before);

static bool is_condition(const struct mapping *of)
{
    return schema_slot(of, "field") && schema_slot(of, "is");
}

/* Of a condition: on a number it has bounds, on anything else answers. */
static bool is_for_condition(struct filling *f, const json_t *object, const char *member)
{
    const char *key = json_string_value(json_object_get(object, "field"));
    const struct form_field *x = key ? definition_field(f->def, key) : NULL;
    bool number = x && x->kind == FIELD_NUMBER;
    if (strcmp(member, "field") == 0)
        return false; /* another field is another condition */
    return strcmp(member, "is") == 0 ? !number : number;
}

/* The rows of a list that belongs to the item: each with its fields, and a place to add one. */
static void put_rows(struct filling *f, json_t *list, const struct slot *s, const char *path, const char *label)
{
    struct arena *a = f->c->arena;
    size_t k = 0;
    json_t *one = NULL;
    json_array_foreach(list, k, one)
    {
        const char *key = json_string_value(json_object_get(one, "key"));
        const char *here = arena_printf(a, "%s.%s", path, key ? key : arena_printf(a, "%zu", k + 1));
        const struct form_field *looked =
            is_condition(s->of) ? definition_field(f->def, json_string_value(json_object_get(one, "field"))) : NULL;
        const char *name = looked ? arena_printf(a, "%s: %s", label, looked->label.in[f->c->lang])
                                  : arena_printf(a, "%s %zu", label, k + 1);
        *vec_push(a, &f->v) = (struct item_field){ .path = here,
                                                   .label = name,
                                                   .input = INPUT_ROW,
                                                   .first = k == 0,
                                                   .last = k + 1 == json_array_size(list) };
        put_fields(f, one, s->of, here, name);
    }
    *vec_push(a, &f->v) =
        (struct item_field){ .path = path,
                             .label = label,
                             .input = INPUT_ADD,
                             .options =
                                 is_condition(s->of) ? fields_to_look_at(f) : item_kinds(f->c, s->of, true) };
}

static void put_fields(struct filling *f, json_t *object, const struct mapping *of, const char *path,
                       const char *before)
{
    struct ctx *c = f->c;
    const char *kind = json_string_value(json_object_get(object, "kind"));
    for (size_t i = 0; i < of->n; i++) {
        const struct slot *s = &of->slots[i];
        if (s->fixed || item_is_own(s) || s->shape == SHAPE_INSTANT || (kind && !form_member_is_for(s->key, kind)))
            continue;
        if (is_condition(of) && !is_for_condition(f, object, s->key))
            continue;
        const char *here = arena_printf(c->arena, "%s.%s", path, s->key);
        const char *word = item_member_word(c->arena, c->lang, s->key);
        const char *label = *before ? arena_printf(c->arena, "%s: %s", before, word) : word;
        json_t *value = json_object_get(object, s->key);
        if (s->shape == SHAPE_MAP)
            put_fields(f, value, s->of, here, label);
        else if (s->shape == SHAPE_MAPS)
            put_rows(f, value, s, here, label);
        else
            put_field(f, s, object, here, label);
    }
}

struct item_field *item_fields(struct ctx *c, const struct definition *def, const char *key)
{
    const struct mapping *of = NULL;
    struct filling f = { .c = c, .def = def };
    json_t *root = schema_json(c->arena, &schema_definition, def);
    json_t *object = *key ? item_find(c->arena, root, key, &of) : NULL;
    if (object) {
        put_fields(&f, object, of, key, "");
        *vec_push(c->arena, &f.v) = (struct item_field){ 0 };
    }
    json_decref(root);
    return f.v.v;
}
