/* place.c: from the path of a value to the place in the file where it stands. */
#include "programme/schema.h"

#include <stdlib.h>
#include <string.h>

static const struct node *member_of(const struct node *map, const char *key)
{
    for (size_t i = 0; i < map->members.n; i++)
        if (strcmp(map->members.v[i].key, key) == 0)
            return map->members.v[i].value;
    return NULL;
}

/* The item with that key, or the one with that number, counted from 1. */
static const struct node *item_of(const struct node *list, const char *key)
{
    for (size_t i = 0; i < list->items.n; i++) {
        const struct node *one = list->items.v[i];
        const struct node *name = one->kind == NODE_MAP ? member_of(one, "key") : NULL;
        if (name && name->kind == NODE_SCALAR && strcmp(name->text, key) == 0)
            return one;
    }
    char *end = NULL;
    unsigned long n = strtoul(key, &end, 10);
    return *key && !*end && n > 0 && n <= list->items.n ? list->items.v[n - 1] : NULL;
}

static const struct node *node_at(struct arena *a, const struct node *root, const char *path)
{
    char *rest = arena_strdup(a, path);
    const struct node *best = NULL;
    const struct node *at = root;
    while (at && rest) {
        const char *name = strsep(&rest, ".");
        at = at->kind == NODE_MAP ? member_of(at, name) : at->kind == NODE_LIST ? item_of(at, name) : NULL;
        best = at ? at : best;
    }
    return best;
}

void mistakes_place(struct mistakes *m, const struct node *const *roots, size_t n)
{
    for (struct err *e = m->first; e; e = e->next)
        for (size_t i = 0; i < n; i++) {
            const struct node *at = roots[i] && e->field ? node_at(m->arena, roots[i], e->field) : NULL;
            if (!at)
                continue;
            e->field = at->at;
            break;
        }
}
