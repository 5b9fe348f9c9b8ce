/* vec.h: a growing array in an arena: VEC(struct call) calls = { 0 }; *vec_push(a, &calls) = (struct call){…}; */
#ifndef BASE_VEC_H
#define BASE_VEC_H

#include "base/arena.h"

#define VEC(type)      \
    struct {           \
        type *v;       \
        size_t n, cap; \
    }

/* A pointer to a new, zeroed last element. */
#define vec_push(arena_, vec_)                                                                        \
    ((vec_)->v = vec_room_((arena_), (vec_)->v, &(vec_)->n, &(vec_)->cap, sizeof *(vec_)->v),         \
     &(vec_)->v[(vec_)->n - 1])

/* Room for one more element of that size; returns the (perhaps moved) array with *n one larger. */
void *vec_room_(struct arena *a, void *v, size_t *n, size_t *cap, size_t size);

#endif
