/* yaml_read.c: YAML text to a tree, from libyaml's events: only the part of YAML that a person writes by
 * hand. */
#include "programme/tree.h"

#include "programme.msg.h"

#include <string.h>
#include <yaml.h>

struct reader {
    struct arena *arena;
    const char *name;
    yaml_parser_t parser;
    yaml_event_t event;
    bool has_event;
    bool broken; /* nothing after this can be trusted */
    int nodes;
    struct mistakes *mistakes;
};

void mistake_add(struct mistakes *m, struct err *e)
{
    if (m->n >= TREE_MISTAKES_MAX)
        return;
    m->n++;
    m->first = err_join(m->first, e);
}

bool node_is_null(const struct node *node)
{
    return node->kind == NODE_SCALAR && node->plain &&
           (!*node->text || strcmp(node->text, "null") == 0 || strcmp(node->text, "~") == 0);
}

static const char *place(struct reader *r, yaml_mark_t mark)
{
    return arena_printf(r->arena, "%s:%zu:%zu", r->name, mark.line + 1, mark.column + 1);
}

static void event_forget(struct reader *r)
{
    if (r->has_event)
        yaml_event_delete(&r->event);
    r->has_event = false;
}

static void broken_yaml(struct reader *r)
{
    const yaml_parser_t *p = &r->parser;
    r->broken = true;
    yaml_mark_t mark = p->problem_mark;
    if (p->error == YAML_READER_ERROR) {
        mistake_add(r->mistakes, invalid(r->arena, place(r, p->mark), MSG_PROGRAMME_NOT_UTF8));
        return;
    }
    mistake_add(r->mistakes, invalid(r->arena, place(r, mark), MSG_PROGRAMME_NOT_YAML,
                                     arg_text(p->problem ? p->problem : "?")));
}

/* The next event, or false when the text is broken. */
static bool event_next(struct reader *r)
{
    event_forget(r);
    if (r->broken)
        return false;
    if (!yaml_parser_parse(&r->parser, &r->event)) {
        broken_yaml(r);
        return false;
    }
    r->has_event = true;
    return true;
}

static void stop(struct reader *r, const struct msg *m, const char *what)
{
    r->broken = true;
    mistake_add(r->mistakes, err_make(r->arena, ERR_INVALID, place(r, r->event.start_mark), m,
                                      (const struct arg[]){ arg_text(what), ARG_END }));
}

static void refuse_marks(struct reader *r, const yaml_char_t *anchor, const yaml_char_t *tag)
{
    if (anchor)
        stop(r, &MSG_PROGRAMME_NO_ANCHORS, (const char *)anchor);
    else if (tag)
        stop(r, &MSG_PROGRAMME_NO_TAGS, (const char *)tag);
}

static struct node *node_make(struct reader *r, enum node_kind kind)
{
    struct node *n = arena_new(r->arena, struct node);
    n->kind = kind;
    n->at = place(r, r->event.start_mark);
    n->line = (int)r->event.start_mark.line + 1;
    if (++r->nodes > TREE_NODES_MAX)
        stop(r, &MSG_PROGRAMME_TOO_LARGE, r->name);
    return n;
}

static struct node *read_node(struct reader *r, int depth);

static bool has_control(const char *s, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (((unsigned char)s[i] < 0x20 && s[i] != '\n' && s[i] != '\t') || s[i] == 0x7f)
            return true;
    return false;
}

static struct node *read_scalar(struct reader *r)
{
    const char *value = (const char *)r->event.data.scalar.value;
    size_t n = r->event.data.scalar.length;
    refuse_marks(r, r->event.data.scalar.anchor, r->event.data.scalar.tag);
    struct node *node = node_make(r, NODE_SCALAR);
    if (has_control(value, n))
        stop(r, &MSG_PROGRAMME_CONTROL_CHARACTER, r->name);
    /* A block text ("|", ">") ends in a newline that nobody means. */
    bool block = r->event.data.scalar.style == YAML_LITERAL_SCALAR_STYLE ||
                 r->event.data.scalar.style == YAML_FOLDED_SCALAR_STYLE;
    while (block && n > 0 && value[n - 1] == '\n')
        n--;
    node->text = arena_strndup(r->arena, value, n);
    node->plain = r->event.data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
    return node;
}

static struct member *member_find(struct node *map, const char *key)
{
    for (size_t i = 0; i < map->members.n; i++)
        if (strcmp(map->members.v[i].key, key) == 0)
            return &map->members.v[i];
    return NULL;
}

/* The key at hand, or NULL when it is none. */
static const char *read_key(struct reader *r, struct node *map)
{
    if (r->event.type != YAML_SCALAR_EVENT) {
        stop(r, &MSG_PROGRAMME_KEY_NOT_TEXT, "");
        return NULL;
    }
    struct node *key = read_scalar(r);
    if (strcmp(key->text, "<<") == 0)
        stop(r, &MSG_PROGRAMME_NO_ANCHORS, "<<");
    const struct member *same = member_find(map, key->text);
    if (same)
        mistake_add(r->mistakes, invalid(r->arena, key->at, MSG_PROGRAMME_KEY_TWICE, arg_text(key->text),
                                         arg_text(same->at)));
    return r->broken ? NULL : key->text;
}

static struct node *read_map(struct reader *r, int depth)
{
    refuse_marks(r, r->event.data.mapping_start.anchor, r->event.data.mapping_start.tag);
    struct node *map = node_make(r, NODE_MAP);
    while (event_next(r) && r->event.type != YAML_MAPPING_END_EVENT) {
        const char *at = place(r, r->event.start_mark);
        const char *key = read_key(r, map);
        if (!key || !event_next(r))
            return NULL;
        struct node *value = read_node(r, depth + 1);
        if (!value)
            return NULL;
        if (!member_find(map, key))
            *vec_push(r->arena, &map->members) = (struct member){ key, at, value };
    }
    return r->broken ? NULL : map;
}

static struct node *read_list(struct reader *r, int depth)
{
    refuse_marks(r, r->event.data.sequence_start.anchor, r->event.data.sequence_start.tag);
    struct node *list = node_make(r, NODE_LIST);
    while (event_next(r) && r->event.type != YAML_SEQUENCE_END_EVENT) {
        struct node *item = read_node(r, depth + 1);
        if (!item)
            return NULL;
        *vec_push(r->arena, &list->items) = item;
    }
    return r->broken ? NULL : list;
}

static struct node *read_node(struct reader *r, int depth)
{
    struct node *node = NULL;
    if (depth > TREE_DEPTH_MAX)
        stop(r, &MSG_PROGRAMME_TOO_DEEP, r->name);
    else if (r->event.type == YAML_SCALAR_EVENT)
        node = read_scalar(r);
    else if (r->event.type == YAML_MAPPING_START_EVENT)
        node = read_map(r, depth);
    else if (r->event.type == YAML_SEQUENCE_START_EVENT)
        node = read_list(r, depth);
    else if (r->event.type == YAML_ALIAS_EVENT)
        stop(r, &MSG_PROGRAMME_NO_ANCHORS, (const char *)r->event.data.alias.anchor);
    return r->broken ? NULL : node;
}

static struct node *read_document(struct reader *r)
{
    struct node *root = NULL;
    while (event_next(r) && r->event.type != YAML_STREAM_END_EVENT) {
        if (r->event.type != YAML_DOCUMENT_START_EVENT)
            continue;
        if (root) {
            stop(r, &MSG_PROGRAMME_TWO_DOCUMENTS, r->name);
            return NULL;
        }
        if (!event_next(r) || !(root = read_node(r, 0)))
            return NULL;
    }
    if (!root && !r->broken)
        mistake_add(r->mistakes, invalid(r->arena, r->name, MSG_PROGRAMME_EMPTY_FILE, arg_text(r->name)));
    return r->broken ? NULL : root;
}

struct node *yaml_read(struct arena *a, const char *name, const char *text, size_t n, struct mistakes *m)
{
    struct reader r = { .arena = a, .name = name, .mistakes = m };
    if (n > YAML_BYTES_MAX) {
        mistake_add(m, invalid(a, name, MSG_PROGRAMME_TOO_LARGE, arg_text(name)));
        return NULL;
    }
    if (!yaml_parser_initialize(&r.parser)) {
        mistake_add(m, fault(a, "no memory for a YAML parser"));
        return NULL;
    }
    /* UTF-8 and nothing else: left to itself libyaml would also take UTF-16 with a byte order mark. */
    yaml_parser_set_encoding(&r.parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&r.parser, (const unsigned char *)text, n);
    struct node *root = read_document(&r);
    event_forget(&r);
    yaml_parser_delete(&r.parser);
    return root;
}
