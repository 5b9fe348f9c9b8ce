/* fate.h: what happens in a play, from its seed: the same seed plays the same round. Not for secrets. */
#ifndef REHEARSAL_FATE_H
#define REHEARSAL_FATE_H

#include "base/arena.h"

#include <stdbool.h>

struct fate {
    uint64_t state;
};
struct fate fate_make(int64_t seed);
/* 0 … n − 1; 0 for n 0. */
uint64_t fate_below(struct fate *f, uint64_t n);
/* True once in n times. */
bool fate_once_in(struct fate *f, uint64_t n);
/* A fictional text of whole sentences, between a few and at most `most` characters (0: 300). */
const char *fate_text(struct fate *f, struct arena *a, size_t most);
/* 架空 一郎… ; the kana goes with it. */
const char *fate_person(struct arena *a, size_t number, const char **ret_kana);
const char *fate_institution(struct arena *a, size_t number);

#endif
