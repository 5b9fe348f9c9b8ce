/* definition_edit.c: an office changes values and lists of a definition; the result is a new definition, checked
** like the first.
**
** The change is made in the JSON tree and read back, so that an edited definition passes exactly the same
** checks. */
#include "programme/schema.h"

#include "programme.msg.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Where a path leads. */
struct target {
    json_t *parent;          /* object that holds the value */
    const char *member;      /* its name there */
    const struct slot *slot; /* what it must be; for "label.ja" the slot of label */
    bool is_word;            /* one language of a text */
    json_t *item;            /* the innermost object around it that has a source */
    json_t *list;            /* the path ends at an element of this list, at this place; NULL: it does not */
    size_t at;
};

json_t *json_element(json_t *list, const char *key, size_t *ret_at)
{
    size_t i = 0;
    json_t *one = NULL;
    json_array_foreach(list, i, one)
    {
        const char *name = json_string_value(json_object_get(one, "key"));
        char number[24];
        (void)snprintf(number, sizeof number, "%zu", i + 1);
        if (strcmp(name ? name : number, key) != 0)
            continue;
        if (ret_at)
            *ret_at = i;
        return one;
    }
    return NULL;
}

/* A part that need not be there begins with its first value. */
static json_t *part_of(json_t *object, const struct slot *slot)
{
    json_t *part = json_object_get(object, slot->key);
    if (!part && slot->optional) {
        part = json_object();
        json_object_set_new(object, slot->key, part);
    }
    return part;
}

static bool find_word(json_t *object, const struct slot *slot, char *rest, struct target *t)
{
    if (!rest || (strcmp(rest, "ja") != 0 && strcmp(rest, "en") != 0))
        return false;
    json_t *words = json_object_get(object, slot->key);
    if (!words) {
        words = json_object();
        json_object_set_new(object, slot->key, words);
    }
    t->parent = words;
    t->member = rest;
    t->slot = slot;
    t->is_word = true;
    t->list = NULL;
    return true;
}

/* Walks the path (which is cut to pieces) from the object of that mapping. */
static bool find_target(json_t *object, const struct mapping *of, char *path, struct target *t)
{
    for (char *rest = path; object && rest;) {
        char *name = strsep(&rest, ".");
        if (json_object_get(object, "source"))
            t->item = object;
        const struct slot *slot = schema_slot(of, name);
        if (!slot)
            return false;
        if (slot->shape == SHAPE_WORDS)
            return find_word(object, slot, rest, t);
        if (slot->shape == SHAPE_MAP) {
            object = part_of(object, slot);
            of = slot->of;
        } else if (slot->shape == SHAPE_MAPS && rest) {
            t->list = json_object_get(object, name);
            t->slot = slot;
            object = json_element(t->list, strsep(&rest, "."), &t->at);
            of = slot->of;
        } else {
            *t = (struct target){ .parent = object, .member = slot->key, .slot = slot, .item = t->item };
            return !rest;
        }
        if (object && !rest && slot->shape == SHAPE_MAPS)
            return true;
    }
    return false;
}

static json_t *texts_of(const char *value)
{
    json_t *all = json_array();
    while (*value) {
        size_t n = strcspn(value, "\n");
        if (n)
            json_array_append_new(all, json_stringn(value, n));
        value += n + (value[n] == '\n');
    }
    return all;
}

/* The new value as JSON of the slot's shape; what does not fit becomes a text, which the reader then refuses.
 */
static json_t *value_of(const struct target *t, const char *value)
{
    enum shape shape = t->is_word ? SHAPE_TEXT : t->slot->shape;
    size_t n = strspn(value + (*value == '-'), "0123456789");
    if (shape == SHAPE_INT && n > 0 && n < 19 && !value[n + (*value == '-')])
        return json_integer(strtoll(value, NULL, 10));
    if (shape == SHAPE_BOOL && (strcmp(value, "true") == 0 || strcmp(value, "false") == 0))
        return json_boolean(*value == 't');
    if (shape == SHAPE_TEXTS)
        return texts_of(value);
    return json_string(value);
}

static struct err *set_value(struct arena *a, struct target *t, const struct definition_change *change)
{
    if (t->slot->fixed || t->slot->shape == SHAPE_MAPS)
        return invalid(a, change->path, MSG_PROGRAMME_EDIT_FIXED, arg_text(change->path));
    json_t *value = *change->value ? value_of(t, change->value) : NULL;
    if (*change->value && !value)
        return invalid(a, change->path, MSG_PROGRAMME_NOT_UTF8);
    if (!value)
        json_object_del(t->parent, t->member);
    else
        json_object_set_new(t->parent, t->member, value);
    if (t->item)
        json_object_set_new(t->item, "source", json_string("ours"));
    return NULL;
}

static bool reorder(struct target *t, enum reshape_act act)
{
    size_t to = act == RESHAPE_UP ? t->at - 1 : t->at + 1;
    if ((act == RESHAPE_UP && t->at == 0) || to >= json_array_size(t->list))
        return false;
    json_t *one = json_incref(json_array_get(t->list, t->at));
    json_array_remove(t->list, t->at);
    json_array_insert_new(t->list, to, one);
    return true;
}

static bool add_element(struct arena *a, json_t *root, struct target *t, const struct definition_reshape *x)
{
    if (t->list || !t->slot || t->slot->shape != SHAPE_MAPS)
        return false;
    json_t *list = json_object_get(t->parent, t->member);
    if (!list) {
        list = json_array();
        json_object_set_new(t->parent, t->member, list);
    }
    json_t *one = schema_new_element(a, t->slot->of, root, list, x->key, x->kind);
    json_array_append_new(list, one);
    return true;
}

/* A list whose elements have no source of their own is part of the item around it, which is then ours. */
static struct err *change_list(struct arena *a, json_t *root, const struct definition_reshape *x)
{
    struct target t = { 0 };
    bool done = false;
    if (!find_target(root, &schema_definition, arena_strdup(a, x->path), &t) || t.slot->shape != SHAPE_MAPS)
        return invalid(a, x->path, MSG_PROGRAMME_EDIT_NO_SUCH_PATH, arg_text(x->path));
    if (x->act == RESHAPE_ADD)
        done = add_element(a, root, &t, x);
    else if (t.list && x->act == RESHAPE_REMOVE)
        done = json_array_remove(t.list, t.at) == 0;
    else if (t.list)
        done = reorder(&t, x->act);
    if (done && t.item && !schema_slot(t.slot->of, "source"))
        json_object_set_new(t.item, "source", json_string("ours"));
    return done ? NULL : invalid(a, x->path, MSG_PROGRAMME_EDIT_NO_SUCH_PATH, arg_text(x->path));
}

static struct err *apply(struct arena *a, json_t *root, const struct definition_change *change)
{
    struct target t = { 0 };
    if (!find_target(root, &schema_definition, arena_strdup(a, change->path), &t))
        return invalid(a, change->path, MSG_PROGRAMME_EDIT_NO_SUCH_PATH, arg_text(change->path));
    return set_value(a, &t, change);
}

const char *definition_value(struct arena *a, const struct definition *def, const char *path)
{
    struct target t = { 0 };
    json_t *root = schema_json(a, &schema_definition, def);
    const char *text = "";
    if (find_target(root, &schema_definition, arena_strdup(a, path), &t)) {
        json_t *value = t.list ? json_array_get(t.list, t.at) : json_object_get(t.parent, t.member);
        text = !value                 ? ""
               : json_is_string(value) ? arena_strdup(a, json_string_value(value))
                                       : json_canonical(a, value);
    }
    json_decref(root);
    return text;
}

/* Texts that lost both languages are no texts. */
static void drop_empty_words(json_t *j)
{
    size_t i = 0;
    json_t *value = NULL;
    json_array_foreach(j, i, value) drop_empty_words(value);
    const char *key = NULL;
    void *next = NULL;
    json_object_foreach_safe(j, next, key, value)
    {
        if (json_is_object(value) && json_object_size(value) == 0)
            json_object_del(j, key);
        else
            drop_empty_words(value);
    }
}

struct err *definition_edit(struct arena *a, const struct definition *def,
                            const struct definition_change *changes, size_t n, const struct definition **ret)
{
    return definition_reshape(a, def, changes, n, NULL, ret);
}

struct err *definition_reshape(struct arena *a, const struct definition *def,
                               const struct definition_change *changes, size_t n,
                               const struct definition_reshape *list, const struct definition **ret)
{
    struct mistakes m = { .arena = a };
    json_t *root = schema_json(a, &schema_definition, def);
    for (size_t i = 0; i < n; i++) {
        struct err *e = apply(a, root, &changes[i]);
        if (e)
            mistake_add(&m, e);
    }
    struct err *of_list = list && !m.first ? change_list(a, root, list) : NULL;
    if (of_list)
        mistake_add(&m, of_list);
    drop_empty_words(root);
    const char *text = json_canonical(a, root);
    json_decref(root);
    return m.first ? m.first : definition_from_json(a, text, strlen(text), ret);
}
