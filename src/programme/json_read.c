/* json_read.c: the stored JSON text of a definition to the same tree as YAML files make. */
#include "programme/tree.h"

#include "programme.msg.h"

#include <jansson.h>
#include <string.h>

static struct node *node_of(struct arena *a, const char *at, json_t *j, int depth, struct mistakes *m);

static struct node *scalar(struct arena *a, const char *at, const char *text, bool plain)
{
    struct node *n = arena_new(a, struct node);
    *n = (struct node){ .kind = NODE_SCALAR, .at = at, .text = text, .plain = plain };
    return n;
}

/* Items of lists are named by their key where they have one, as paths of definition_edit do. */
static const char *item_name(struct arena *a, const char *at, json_t *item, size_t index)
{
    const char *key = json_string_value(json_object_get(item, "key"));
    return key ? arena_printf(a, "%s%s%s", at, *at ? "." : "", key)
               : arena_printf(a, "%s%s%zu", at, *at ? "." : "", index + 1);
}

static struct node *list_of(struct arena *a, const char *at, json_t *j, int depth, struct mistakes *m)
{
    struct node *n = arena_new(a, struct node);
    *n = (struct node){ .kind = NODE_LIST, .at = at };
    size_t i = 0;
    json_t *item = NULL;
    json_array_foreach(j, i, item)
    {
        struct node *child = node_of(a, item_name(a, at, item, i), item, depth + 1, m);
        if (child)
            *vec_push(a, &n->items) = child;
    }
    return n;
}

static struct node *map_of(struct arena *a, const char *at, json_t *j, int depth, struct mistakes *m)
{
    struct node *n = arena_new(a, struct node);
    *n = (struct node){ .kind = NODE_MAP, .at = at };
    const char *key = NULL;
    json_t *value = NULL;
    json_object_foreach(j, key, value)
    {
        const char *path = arena_printf(a, "%s%s%s", at, *at ? "." : "", key);
        struct node *child = node_of(a, path, value, depth + 1, m);
        if (child)
            *vec_push(a, &n->members) = (struct member){ arena_strdup(a, key), path, child };
    }
    return n;
}

static struct node *node_of(struct arena *a, const char *at, json_t *j, int depth, struct mistakes *m)
{
    if (depth > TREE_DEPTH_MAX) {
        mistake_add(m, invalid(a, at, MSG_PROGRAMME_TOO_DEEP, arg_text(at)));
        return NULL;
    }
    switch (json_typeof(j)) {
    case JSON_OBJECT:
        return map_of(a, at, j, depth, m);
    case JSON_ARRAY:
        return list_of(a, at, j, depth, m);
    case JSON_STRING:
        return scalar(a, at, arena_strdup(a, json_string_value(j)), false);
    case JSON_INTEGER:
        return scalar(a, at, arena_printf(a, "%lld", (long long)json_integer_value(j)), true);
    case JSON_TRUE:
        return scalar(a, at, "true", true);
    case JSON_FALSE:
        return scalar(a, at, "false", true);
    case JSON_NULL:
        return scalar(a, at, "null", true);
    case JSON_REAL: /* nothing of ours is written with a point and no quotes */
    default:
        mistake_add(m, invalid(a, at, MSG_PROGRAMME_REAL_IN_JSON, arg_text(at)));
        return NULL;
    }
}

struct node *json_read(struct arena *a, const char *text, size_t n, struct mistakes *m)
{
    json_error_t e;
    json_t *j = n > YAML_BYTES_MAX ? NULL : json_loadb(text, n, JSON_REJECT_DUPLICATES, &e);
    if (!j) {
        mistake_add(m, n > YAML_BYTES_MAX ? invalid(a, "", MSG_PROGRAMME_TOO_LARGE, arg_text("JSON"))
                                          : invalid(a, arena_printf(a, "JSON:%d:%d", e.line, e.column),
                                                    MSG_PROGRAMME_NOT_JSON, arg_text(e.text)));
        return NULL;
    }
    struct node *root = node_of(a, "", j, 0, m);
    json_decref(j);
    return root;
}
