/* names.c: identifiers as small numbers. */
#include "main/tsv.h"

#include <string.h>

static size_t hash(const char *s)
{
    uint64_t h = UINT64_C(14695981039346656037); /* FNV-1a */
    for (; *s; s++)
        h = (h ^ (uint8_t)*s) * UINT64_C(1099511628211);
    return (size_t)(h ^ h >> 32);
}

static size_t slot_of(const struct names *s, const char *name)
{
    size_t i = hash(name) & (s->slots - 1);
    while (s->slot[i] >= 0 && strcmp(s->name[s->slot[i]], name) != 0)
        i = (i + 1) & (s->slots - 1);
    return i;
}

static void make_room(struct arena *a, struct names *s, size_t slots)
{
    const char **name = arena_array(a, const char *, slots / 2 + 1);
    if (s->n)
        memcpy(name, s->name, s->n * sizeof *name);
    *s = (struct names){ .name = name, .n = s->n, .slot = arena_array(a, int32_t, slots), .slots = slots };
    memset(s->slot, 0xFF, slots * sizeof *s->slot);
    for (size_t i = 0; i < s->n; i++)
        s->slot[slot_of(s, s->name[i])] = (int32_t)i;
}

struct names names_make(struct arena *a)
{
    struct names s = { 0 };
    make_room(a, &s, 64);
    return s;
}

int32_t names_find(const struct names *s, const char *name)
{
    return s->slot[slot_of(s, name)];
}

int32_t names_add(struct arena *a, struct names *s, const char *name)
{
    size_t i = slot_of(s, name);
    if (s->slot[i] >= 0)
        return s->slot[i];
    if (s->n + 1 > s->slots / 2) {
        make_room(a, s, s->slots * 2);
        i = slot_of(s, name);
    }
    s->slot[i] = (int32_t)s->n;
    s->name[s->n] = name;
    return (int32_t)s->n++;
}
