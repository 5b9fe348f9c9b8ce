/* id.c: see id.h. */
#include "base/id.h"

#include "base/rand.h"

#include <stdatomic.h>
#include <string.h>
#include <time.h>

#define ID_BITS 45
#define ID_LETTERS 9
#define EPOCH_2020_S 1577836800LL

static const char LETTERS[] = "0123456789abcdefghjkmnpqrstvwxyz";

int64_t id_random(void)
{
    uint64_t v = 0;
    do {
        rand_bytes(&v, sizeof v);
        v &= (UINT64_C(1) << ID_BITS) - 1;
    } while (v == 0);
    return (int64_t)v;
}

int64_t id_ordered(void)
{
    static _Atomic int64_t last;
    static _Atomic int64_t node = -1;
    if (atomic_load(&node) < 0) {
        uint16_t r = 0;
        rand_bytes(&r, sizeof r);
        int64_t none = -1;
        (void)atomic_compare_exchange_strong(&node, &none, r & 0xfff);
    }
    struct timespec ts;
    (void)clock_gettime(CLOCK_REALTIME, &ts);
    int64_t now = ((int64_t)ts.tv_sec - EPOCH_2020_S) * 1000000 + ts.tv_nsec / 1000;
    int64_t seen = atomic_load(&last);
    int64_t next = 0;
    do {
        next = now > seen ? now : seen + 1;
    } while (!atomic_compare_exchange_weak(&last, &seen, next));
    return (next << 12) | atomic_load(&node);
}

const char *id_text(struct arena *a, int64_t id)
{
    char *s = arena_alloc(a, ID_LETTERS + 1);
    uint64_t v = (uint64_t)id;
    for (int i = ID_LETTERS - 1; i >= 0; i--, v >>= 5)
        s[i] = LETTERS[v & 31];
    return s;
}

bool id_parse(const char *text, int64_t *ret)
{
    uint64_t v = 0;
    if (strlen(text) != ID_LETTERS)
        return false;
    for (const char *p = text; *p; p++) {
        const char *at = strchr(LETTERS, *p);
        if (!at)
            return false;
        v = v << 5 | (uint64_t)(at - LETTERS);
    }
    if (v == 0)
        return false;
    *ret = (int64_t)v;
    return true;
}
