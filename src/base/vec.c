/* vec.c: see vec.h. */
#include "base/vec.h"

void *vec_room_(struct arena *a, void *v, size_t *n, size_t *cap, size_t size)
{
    if (*n == *cap) {
        size_t more = *cap ? *cap * 2 : 8;
        v = arena_grow(a, v, *cap * size, more * size);
        *cap = more;
    }
    (*n)++;
    return v;
}
