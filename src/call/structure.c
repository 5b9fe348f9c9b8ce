/* structure.c: the lists of a group of the definition, as rows that can be added to, put in order and taken
** away.
**
** What is a list of items, and what belongs to a row, is read from the programme's own tables: a new kind of
** answer or a new setting shows up here by itself. */
#include "call/structure.h"

#include "base/buf.h"
#include "base/vec.h"
#include "call/item_groups.h"
#include "call/item_json.h"
#include "i18n/i18n.h"
#include "call.msg.h"

#include <string.h>

#define SAY(m, ...) MSG_TEXT(c->arena, c->lang, m __VA_OPT__(, ) __VA_ARGS__)

struct building {
    struct ctx *c;
    const char *id;
    const struct call_items *items;
};

static bool is_list_of_items(const struct slot *s)
{
    return s->shape == SHAPE_MAPS && item_is_own(s);
}

/* "文章、必須、最大文字数 400": the kind, what is so, the limits, whom it is asked of. */
static const char *note_of(struct ctx *c, const struct mapping *of, json_t *one)
{
    struct buf b = buf_make(c->arena, 64);
    const char *between = c->lang == LANG_EN ? ", " : "、";
    const char *kind = json_string_value(json_object_get(one, "kind"));
    for (size_t i = 0; i < of->n; i++) {
        const struct slot *s = &of->slots[i];
        const json_t *value = json_object_get(one, s->key);
        const char *word = item_member_word(c->arena, c->lang, s->key);
        const char *text = NULL;
        if (!value || (kind && !form_member_is_for(s->key, kind)))
            continue;
        if (s->shape == SHAPE_ENUM)
            text = item_choice_word(c->arena, c->lang, json_string_value(value));
        else if (s->shape == SHAPE_BOOL && json_is_true(value))
            text = word;
        else if (s->shape == SHAPE_INT)
            text = arena_printf(c->arena, "%s %s", word, text_i64(c->arena, json_integer_value(value)));
        else if ((s->shape == SHAPE_TEXTS || (s->shape == SHAPE_MAPS && !item_is_own(s))) && json_array_size(value))
            text = arena_printf(c->arena, "%s %zu", word, json_array_size(value));
        if (text)
            buf_printf(&b, "%s%s", b.n ? between : "", text);
    }
    return b.s;
}

static struct structure_row row_of(const struct building *b, const struct slot *s, json_t *list, size_t i,
                                   const char *path)
{
    struct ctx *c = b->c;
    json_t *one = json_array_get(list, i);
    const char *key = json_string_value(json_object_get(one, "key"));
    const char *here = arena_printf(c->arena, "%s.%s", path, key);
    const struct call_item *item = item_of_key(b->items, here);
    const char *mark = json_string_value(json_object_get(one, "mark"));
    const char *label = item && item->item.label.in[c->lang] ? item->item.label.in[c->lang] : key;
    return (struct structure_row){ .path = here,
                                   .label = mark ? arena_printf(c->arena, "%s %s", mark, label) : label,
                                   .note = note_of(c, s->of, one),
                                   .first = i == 0,
                                   .last = i + 1 == json_array_size(list),
                                   .unconfirmed = item && !item->confirmed,
                                   .edit = url_make(c->arena, "/office/calls/%s/item?key=%s", b->id, here) };
}

static struct structure_list list_of(const struct building *b, const struct slot *s, json_t *list, const char *path)
{
    struct ctx *c = b->c;
    size_t n = json_array_size(list);
    const char *title = item_member_word(c->arena, c->lang, s->key);
    struct structure_list x = { .path = path,
                                .title = title,
                                .add = SAY(MSG_CALL_ADD_TO, arg_text(title)),
                                .n = n,
                                .v = arena_array(c->arena, struct structure_row, n + 1),
                                .kinds = item_kinds(c, s->of, false) };
    for (size_t i = 0; i < n; i++)
        x.v[i] = row_of(b, s, list, i, path);
    return x;
}

/* A list whose elements have lists of items themselves becomes a block for each element, any other one block. */
static bool is_nested(const struct slot *s)
{
    for (size_t i = 0; i < s->of->n; i++)
        if (is_list_of_items(&s->of->slots[i]))
            return true;
    return false;
}

static struct structure_block block_of(const struct building *b, const struct slot *s, json_t *list, size_t i,
                                       const char *path)
{
    struct arena *a = b->c->arena;
    struct structure_row *row = arena_new(a, struct structure_row);
    struct structure_block block = { .row = row, .v = arena_array(a, struct structure_list, s->of->n) };
    *row = row_of(b, s, list, i, path);
    for (size_t k = 0; k < s->of->n; k++) {
        const struct slot *inner = &s->of->slots[k];
        if (is_list_of_items(inner))
            block.v[block.n++] = list_of(b, inner, json_object_get(json_array_get(list, i), inner->key),
                                         arena_printf(a, "%s.%s", row->path, inner->key));
    }
    return block;
}

bool structure_of(struct ctx *c, const struct call *call, const struct call_items *items, const char *id,
                  const char *group, struct call_structure_page *ret)
{
    const struct slot *s = schema_slot(&schema_definition, group);
    if (!s || !is_list_of_items(s))
        return false;
    struct building b = { .c = c, .id = id, .items = items };
    json_t *root = schema_json(c->arena, &schema_definition, call->definition);
    json_t *list = json_object_get(root, group);
    size_t n = is_nested(s) ? json_array_size(list) : 1;
    ret->v = arena_array(c->arena, struct structure_block, n + 1);
    ret->n = n;
    for (size_t i = 0; i < n && is_nested(s); i++)
        ret->v[i] = block_of(&b, s, list, i, group);
    if (!is_nested(s)) {
        struct structure_list *one = arena_new(c->arena, struct structure_list);
        *one = list_of(&b, s, list, group);
        one->title = item_group_title(c->arena, c->lang, group);
        one->add = SAY(MSG_CALL_ADD_TO, arg_text(one->title));
        ret->v[0] = (struct structure_block){ .n = 1, .v = one };
    } else {
        ret->add = SAY(MSG_CALL_ADD_TO, arg_text(item_group_title(c->arena, c->lang, group)));
    }
    json_decref(root);
    return true;
}

bool structure_act(const char *word, enum reshape_act *ret)
{
    static const char *const WORDS[] = { [RESHAPE_UP] = "up", "down", "remove", "add" };
    for (int i = RESHAPE_UP; i <= RESHAPE_ADD; i++)
        if (strcmp(WORDS[i], word) == 0) {
            *ret = (enum reshape_act)i;
            return true;
        }
    return false;
}
