/* definition_new.c: what is new in a definition: an element of a list, a whole definition for the next round. */
#include "programme/schema.h"

#include "programme.msg.h"

#include <string.h>

/* Which members belong to which kinds of answer, and with what a new one begins. The reader (definition_check.c)
** refuses what is missing or too much. */
static const struct {
    const char *member, *kinds, *begin; /* begin: JSON; NULL: need not be there; "": one new element */
} MEMBERS[] = {
    { "max_chars", " text long ", "400" },
    { "unit", " number ", NULL },
    { "min", " number ", NULL },
    { "max", " number ", NULL },
    { "places", " number ", NULL },
    { "sum", " number ", NULL },
    { "not_before", " date ", NULL },
    { "not_after", " date ", NULL },
    { "choices", " choice choices ", "" },
    { "min_chosen", " choices ", NULL },
    { "max_chosen", " choices ", NULL },
    { "columns", " table ", "" },
    { "fixed_rows", " table ", NULL },
    { "min_rows", " table ", NULL },
    { "max_rows", " table ", "10" },
    { "row_sum", " table ", NULL },
    { "statement", " confirm ", NULL },
    { "file_types", " file ", "[\"pdf\"]" },
    { "max_files", " file ", "1" },
    { "max_bytes", " file ", "20971520" },
};
#define MEMBER_COUNT (sizeof MEMBERS / sizeof MEMBERS[0])

static bool in_kinds(const char *kinds, const char *kind)
{
    size_t n = strlen(kind);
    for (const char *at = strstr(kinds, kind); at; at = strstr(at + 1, kind))
        if (at > kinds && at[-1] == ' ' && at[n] == ' ')
            return true;
    return false;
}

bool form_member_is_for(const char *member, const char *kind)
{
    for (size_t i = 0; i < MEMBER_COUNT; i++)
        if (strcmp(MEMBERS[i].member, member) == 0)
            return in_kinds(MEMBERS[i].kinds, kind);
    return true;
}

static bool is_borne(json_t *j, const char *key)
{
    size_t i = 0;
    json_t *value = NULL;
    const char *name = NULL;
    json_array_foreach(j, i, value) if (is_borne(value, key)) return true;
    json_object_foreach(j, name, value)
    {
        const char *text = strcmp(name, "key") == 0 ? json_string_value(value) : NULL;
        if ((text && strcmp(text, key) == 0) || is_borne(value, key))
            return true;
    }
    return false;
}

const char *definition_new_key(struct arena *a, const struct definition *def)
{
    json_t *root = schema_json(a, &schema_definition, def);
    const char *key = NULL;
    for (int i = 1; !key || is_borne(root, key); i++)
        key = arena_printf(a, "added-%d", i);
    json_decref(root);
    return key;
}

/* ── an element ── */
static json_t *new_words(void)
{
    return json_pack("{s:s, s:s}", "ja", MSG_PROGRAMME_NEW_ELEMENT.text[LANG_JA], "en",
                     MSG_PROGRAMME_NEW_ELEMENT.text[LANG_EN]);
}

/* ⑤ after ④: the marks of criteria; else nothing but a mark of a new text. */
static json_t *new_text(struct arena *a, const struct slot *s, json_t *list)
{
    size_t n = json_array_size(list);
    if (strcmp(s->key, "mark") != 0 || n >= 20)
        return json_string("-");
    return json_string(arena_printf(a, "\xe2\x91%c", (char)(0xa0 + n)));
}

/* Levels fall: the next is one less. */
static json_t *new_number(const struct slot *s, json_t *list)
{
    const json_t *last = json_array_get(list, json_array_size(list) - 1);
    json_int_t before = json_integer_value(json_object_get(last, s->key));
    if (strcmp(s->key, "value") == 0 && json_array_size(list))
        return json_integer(before - 1);
    return json_integer(s->min > 0 ? s->min : 0);
}

/* A field of the form by its key (NULL: the first of that kind); in the tree. */
static json_t *field_in(json_t *root, const char *key, const char *kind)
{
    size_t i = 0;
    size_t k = 0;
    json_t *section = NULL;
    json_t *field = NULL;
    json_array_foreach(json_object_get(root, "form"), i, section)
    {
        json_array_foreach(json_object_get(section, "fields"), k, field)
        {
            const char *at = json_string_value(json_object_get(field, key ? "key" : "kind"));
            if (at && strcmp(at, key ? key : kind) == 0)
                return field;
        }
    }
    return NULL;
}

/* A condition on that field begins with its first choice, the confirmation, or a number from 0. */
static json_t *new_condition(json_t *root, const char *field_key)
{
    json_t *field = field_in(root, field_key ? field_key : "", NULL);
    const char *kind = json_string_value(json_object_get(field, "kind"));
    if (kind && strcmp(kind, "number") == 0)
        return json_pack("{s:s, s:s}", "field", field_key, "min", "0");
    const char *first =
        json_string_value(json_object_get(json_array_get(json_object_get(field, "choices"), 0), "key"));
    return json_pack("{s:s, s:[s]}", "field", field_key ? field_key : "-", "is", first ? first : FORM_CONFIRMED);
}

static json_t *new_texts(const struct slot *s, json_t *root)
{
    json_t *list = json_array();
    const char *first = json_string_value(json_object_get(field_in(root, NULL, "number"), "key"));
    for (int64_t i = 0; i < s->min; i++) /* the sides of a figure check */
        json_array_append_new(list, json_string(first ? first : "-"));
    return list;
}

static json_t *new_value(struct arena *a, const struct slot *s, json_t *root, json_t *list, const char *key,
                         const char *kind)
{
    if (strcmp(s->key, "source") == 0)
        return json_string("ours");
    if (strcmp(s->key, "key") == 0)
        return json_string(key);
    switch (s->shape) {
    case SHAPE_WORDS:
        return new_words();
    case SHAPE_TEXT:
        return new_text(a, s, list);
    case SHAPE_KEY: /* what refers to a criterion begins with the first */
        return json_incref(json_object_get(json_array_get(json_object_get(root, "criteria"), 0), "key"));
    case SHAPE_INT:
        return new_number(s, list);
    case SHAPE_DECIMAL:
        return json_string("1");
    case SHAPE_BOOL:
        return json_false();
    case SHAPE_ENUM:
        return json_string(kind ? kind : s->names[0]);
    case SHAPE_MAP:
        return schema_new_element(a, s->of, root, NULL, key, NULL);
    case SHAPE_MAPS:
        list = json_array();
        for (int64_t i = 0; i < s->min; i++)
            json_array_append_new(list, schema_new_element(a, s->of, root, list,
                                                           arena_printf(a, "%s-%d", key, (int)i + 1), NULL));
        return list;
    case SHAPE_TEXTS:
        return new_texts(s, root);
    case SHAPE_DATE:
    case SHAPE_INSTANT:
        break;
    }
    return NULL;
}

/* What this kind of answer cannot be without. */
static void put_members_of_kind(struct arena *a, const struct mapping *of, json_t *root, json_t *one,
                                const char *key, const char *kind)
{
    for (size_t i = 0; i < MEMBER_COUNT; i++) {
        const struct slot *s = schema_slot(of, MEMBERS[i].member);
        if (!s || !MEMBERS[i].begin || !in_kinds(MEMBERS[i].kinds, kind))
            continue;
        json_t *value = *MEMBERS[i].begin ? json_loads(MEMBERS[i].begin, JSON_DECODE_ANY, NULL) : json_array();
        if (!*MEMBERS[i].begin)
            json_array_append_new(value, schema_new_element(a, s->of, root, value,
                                                            arena_printf(a, "%s-1", key), "text"));
        json_object_set_new(one, s->key, value);
    }
}

json_t *schema_new_element(struct arena *a, const struct mapping *of, json_t *root, json_t *list, const char *key,
                           const char *kind)
{
    if (schema_slot(of, "field") && schema_slot(of, "is"))
        return new_condition(root, kind);
    json_t *one = json_object();
    const struct slot *kinds = schema_slot(of, "kind");
    if (kinds && !kind)
        kind = kinds->names[0];
    for (size_t i = 0; i < of->n; i++) {
        const struct slot *s = &of->slots[i];
        json_t *value = s->optional ? NULL : new_value(a, s, root, list, key, kind);
        if (value)
            json_object_set_new(one, s->key, value);
    }
    if (kinds)
        put_members_of_kind(a, of, root, one, key, kind);
    return one;
}

static const char *unwritten_at(struct arena *a, json_t *j, const char *path)
{
    assert(path);
    static const char *const TAGS[] = { "ja", "en" };
    size_t i = 0;
    json_t *value = NULL;
    const char *key = NULL;
    const char *found = NULL;
    json_array_foreach(j, i, value)
    {
        const char *name = json_string_value(json_object_get(value, "key"));
        if (!found && json_is_object(value))
            found = unwritten_at(a, value, arena_printf(a, "%s.%s", path, name ? name : arena_printf(a, "%zu", i + 1)));
    }
    for (int l = 0; l < LANG_COUNT && !found; l++) {
        const char *text = json_string_value(json_object_get(j, TAGS[l]));
        if (text && strcmp(text, MSG_PROGRAMME_NEW_ELEMENT.text[l]) == 0)
            found = path;
    }
    json_object_foreach(j, key, value)
    {
        if (!found && (json_is_object(value) || json_is_array(value)))
            found = unwritten_at(a, value, arena_printf(a, "%s%s%s", path, *path ? "." : "", key));
    }
    return found;
}

const char *definition_unwritten(struct arena *a, const struct definition *def)
{
    json_t *root = schema_json(a, &schema_definition, def);
    const char *found = unwritten_at(a, root, "");
    json_decref(root);
    return found;
}

/* ── the next round ── */
static void also_of(struct arena *a, text_list *rounds, const char **source, const char *round)
{
    for (size_t i = 0; i < rounds->n; i++)
        if (strcmp(rounds->v[i], round) == 0)
            return;
    const char **v = arena_array(a, const char *, rounds->n + 1);
    for (size_t i = 0; i < rounds->n; i++)
        v[i] = rounds->v[i];
    v[rounds->n] = round;
    *rounds = (text_list){ v, rounds->n + 1 };
    *source = "ours";
}

static bool names_round(const struct offer *o, const char *round)
{
    for (size_t i = 0; i < o->rounds.n; i++)
        if (strcmp(o->rounds.v[i], round) == 0)
            return true;
    return false;
}

struct err *definition_for_round(struct arena *a, const struct definition *def, const struct definition_round *to,
                                 const struct definition **ret)
{
    const struct definition *copy = NULL;
    const char *text = definition_to_json(a, def);
    TRY(definition_from_json(a, text, strlen(text), &copy));
    struct definition new = *copy; /* its lists are this copy's own */
    for (size_t i = 0; i < new.types.n; i++) {
        struct hub_type *t = &new.types.v[i];
        if (t->called && t->texts.n)
            also_of(a, &t->texts.v[t->texts.n - 1].rounds, &t->texts.v[t->texts.n - 1].source, to->round);
    }
    if (new.eligibility.n)
        also_of(a, &new.eligibility.v[new.eligibility.n - 1].rounds,
                &new.eligibility.v[new.eligibility.n - 1].source, to->round);
    for (size_t i = 0; i < new.support.n; i++)
        if (names_round(&new.support.v[i], def->schedule.round))
            also_of(a, &new.support.v[i].rounds, &new.support.v[i].source, to->round);
    new.schedule.round = to->round;
    new.schedule.name = to->name;
    new.schedule.opens_at = to->opens_at;
    new.schedule.closes_at = to->closes_at;
    new.schedule.announcement_from = to->announcement_from;
    new.schedule.announcement_to = to->announcement_to;
    new.schedule.source = "ours";
    text = definition_to_json(a, &new);
    return definition_from_json(a, text, strlen(text), ret);
}
