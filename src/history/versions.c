/* versions.c: what differs between two versions that are flat JSON objects: submissions, completed sheets. */
#include "history/versions.h"

#include "application/application_rules.h"
#include "base/vec.h"
#include "review/sheet.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

static void forget(json_t **j)
{
    json_decref(*j);
}
#define JSON __attribute__((cleanup(forget))) json_t *

/* A text as it is; of files their names, one a line. */
static const char *text_of(struct arena *a, const json_t *j)
{
    const char *all = "";
    if (json_is_string(j))
        return arena_strdup(a, json_string_value(j));
    for (size_t i = 0; i < json_array_size(j); i++) {
        const char *name = json_string_value(json_object_get(json_array_get(j, i), "name"));
        all = arena_printf(a, "%s%s%s", all, *all ? "\n" : "", name ? name : "");
    }
    return all;
}

/* The label of a field of the form, or of a criterion; the key where neither knows it. */
static const char *label_of(struct ctx *c, const struct definition *def, const char *key)
{
    const struct form_field *f = def ? application_field_of(c->arena, def, key) : NULL;
    if (f)
        return f->label.in[c->lang];
    struct sheet_items items = def ? sheet_items(c->arena, def) : (struct sheet_items){ 0 };
    const struct sheet_item *item = def ? sheet_item_find(&items, key) : NULL;
    if (item && item->criterion)
        return arena_printf(c->arena, "%s %s", item->criterion->mark, item->criterion->name.in[c->lang]);
    return key;
}

static const char *version_in(const struct rows *versions, int64_t number)
{
    for (size_t i = 0; i < versions->n; i++)
        if (row_i64(&versions->v[i], 0) == number)
            return row_text(&versions->v[i], 1);
    return "{}";
}

struct history_changes version_changes(struct ctx *c, const struct definition *def, const struct rows *versions,
                                       const char *detail, const char *fact)
{
    VEC(struct history_change) v = { 0 };
    JSON facts = json_loads(detail, 0, NULL);
    int64_t number = json_integer_value(json_object_get(facts, fact));
    if (number < 2) /* the first has nothing before it: its page shows it whole */
        return (struct history_changes){ 0, NULL };
    JSON before = json_loads(version_in(versions, number - 1), 0, NULL);
    JSON after = json_loads(version_in(versions, number), 0, NULL);
    JSON both = json_object();
    const char *key = NULL;
    json_t *value = NULL;
    (void)json_object_update(both, before);
    (void)json_object_update(both, after);
    json_object_foreach(both, key, value)
    {
        const char *was = text_of(c->arena, json_object_get(before, key));
        const char *is = text_of(c->arena, json_object_get(after, key));
        if (strcmp(was, is) != 0)
            *vec_push(c->arena, &v) =
                (struct history_change){ label_of(c, def, arena_strdup(c->arena, key)), was, is, false };
    }
    return (struct history_changes){ v.n, v.v };
}
