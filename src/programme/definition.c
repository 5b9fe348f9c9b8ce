/* definition.c: a definition as canonical text and back, its name, and what can be looked up in it. */
#include "programme/schema.h"

#include "base/buf.h"

#include <assert.h>
#include <sodium.h>
#include <string.h>

static int put_part(const char *part, size_t n, void *buf)
{
    buf_put(buf, part, n);
    return 0;
}

const char *json_canonical(struct arena *a, json_t *j)
{
    struct buf b = buf_make(a, 4096);
    int failed = json_dump_callback(j, put_part, &b, JSON_COMPACT | JSON_SORT_KEYS | JSON_ENCODE_ANY);
    assert(!failed); /* only texts that passed our readers are in it */
    (void)failed;
    return b.s;
}

const char *schema_text(struct arena *a, const struct mapping *of, const void *from)
{
    json_t *j = schema_json(a, of, from);
    const char *text = json_canonical(a, j);
    json_decref(j);
    return text;
}

const char *definition_to_json(struct arena *a, const struct definition *def)
{
    return schema_text(a, &schema_definition, def);
}

struct err *definition_from_json(struct arena *a, const char *json, size_t n, const struct definition **ret)
{
    struct mistakes m = { .arena = a };
    struct definition *def = arena_new(a, struct definition);
    const struct node *root = json_read(a, json, n, &m);
    if (root)
        schema_bind(a, &schema_definition, root, def, &m);
    if (!m.first)
        definition_check(a, def, &m);
    if (m.first)
        return m.first;
    *ret = def;
    return NULL;
}

const char *json_digest(struct arena *a, json_t *j)
{
    const char *text = json_canonical(a, j);
    unsigned char hash[32];
    char hex[65];
    crypto_generichash(hash, sizeof hash, (const unsigned char *)text, strlen(text), NULL, 0);
    return arena_strdup(a, sodium_bin2hex(hex, sizeof hex, hash, sizeof hash));
}

const char *definition_hash(struct arena *a, const struct definition *def)
{
    json_t *j = schema_json(a, &schema_definition, def);
    const char *hash = json_digest(a, j);
    json_decref(j);
    return hash;
}

#define FIND(list, member_key)                                                                               \
    for (size_t i = 0; i < (list).n; i++)                                                                    \
        if (strcmp((list).v[i].key, (member_key)) == 0)                                                      \
            return &(list).v[i];                                                                             \
    return NULL

const struct hub_type *definition_type(const struct definition *def, const char *key)
{
    FIND(def->types, key);
}

const struct criterion *definition_criterion(const struct definition *def, const char *key)
{
    FIND(def->criteria, key);
}

const struct clearance *definition_clearance(const struct definition *def, const char *key)
{
    FIND(def->clearances, key);
}

const struct conflict *definition_conflict(const struct definition *def, const char *key)
{
    FIND(def->conflicts, key);
}

const struct letter_text *definition_letter(const struct definition *def, const char *key)
{
    FIND(def->letters, key);
}

const struct form_section *definition_section(const struct definition *def, const char *key)
{
    FIND(def->form, key);
}

const struct level *definition_level(const struct definition *def, int64_t value)
{
    for (size_t i = 0; i < def->scale.levels.n; i++)
        if (def->scale.levels.v[i].value == value)
            return &def->scale.levels.v[i];
    return NULL;
}

static const struct form_field *section_field(const struct form_section *s, const char *key)
{
    FIND(s->fields, key);
}

const struct form_field *definition_field(const struct definition *def, const char *key)
{
    const struct form_section *s = definition_section_of_field(def, key);
    return s ? section_field(s, key) : NULL;
}

const struct form_section *definition_section_of_field(const struct definition *def, const char *field_key)
{
    for (size_t i = 0; i < def->form.n; i++)
        if (section_field(&def->form.v[i], field_key))
            return &def->form.v[i];
    return NULL;
}

const struct wording *hub_type_text(const struct hub_type *type)
{
    return type->texts.n ? &type->texts.v[type->texts.n - 1] : NULL;
}

const struct wording *definition_eligibility(const struct definition *def)
{
    return def->eligibility.n ? &def->eligibility.v[def->eligibility.n - 1] : NULL;
}
