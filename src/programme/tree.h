/* tree.h: a small tree that both readers (YAML files, the stored JSON) make and schema_bind reads.
**
** Every node knows its place, so that a mistake found later still names file, line and column. */
#ifndef PROGRAMME_TREE_H
#define PROGRAMME_TREE_H

#include "base/arena.h"
#include "base/err.h"
#include "base/vec.h"

#define TREE_MISTAKES_MAX 20
#define TREE_DEPTH_MAX 16
#define TREE_NODES_MAX 20000
#define YAML_BYTES_MAX (1024 * 1024)

enum node_kind { NODE_SCALAR, NODE_MAP, NODE_LIST };

struct node {
    enum node_kind kind;
    const char *at;             /* "form.yaml:12:3", or in JSON the path */
    int line;                   /* 0 in JSON */
    const char *text;           /* SCALAR */
    bool plain;                 /* SCALAR: written without quotes (JSON: a number, true, false, null) */
    VEC(struct member) members; /* MAP */
    VEC(struct node *) items;   /* LIST */
};
struct member {
    const char *key, *at;
    struct node *value;
};

/* The mistakes found so far; further ones are dropped once there are enough to work on. */
struct mistakes {
    struct arena *arena;
    struct err *first;
    int n;
};
void mistake_add(struct mistakes *m, struct err *e);

/* The root of the one document in that text, or NULL after a mistake that leaves nothing to read. Refused:
** more than one document, anchors, aliases, tags, merge keys, keys that are not plain text, a key twice, NUL and other
** control characters, text that is not UTF-8, too large, too deep. name is the file's name as people know it. */
struct node *yaml_read(struct arena *a, const char *name, const char *text, size_t n, struct mistakes *m);
/* The same for JSON (of which YAML would allow too much); places are paths. */
struct node *json_read(struct arena *a, const char *text, size_t n, struct mistakes *m);
/* Plain null or ~ or nothing at all. */
bool node_is_null(const struct node *node);

#endif
