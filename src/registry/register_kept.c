/* register_kept.c: pages of the register that were rendered once, in memory, until the register changes.
**
** A page is lent without copying: it lives in an arena of its own, which goes when it is no longer kept and the last
** answer that carries it has been sent. */
#include "registry/register_view.h"

#include <pthread.h>

#define KEPT_MAX 8

struct kept {
    struct kept_key key;
    struct arena *arena;
    struct bytes page;
    int lent;      /* answers under way */
    bool dropped;  /* no longer in the list */
};
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct kept *list[KEPT_MAX];
static size_t next;

static bool key_equal(const struct kept_key *x, const struct kept_key *y)
{
    return x->version == y->version && x->minute == y->minute && x->lang == y->lang && x->rehearsal == y->rehearsal;
}

static void forget(struct kept *k)
{
    (void)arena_free(k->arena); /* k lies in it */
}

static void give_back(void *arg)
{
    struct kept *k = arg;
    (void)pthread_mutex_lock(&lock);
    bool last = --k->lent == 0 && k->dropped;
    (void)pthread_mutex_unlock(&lock);
    if (last)
        forget(k);
}

bool kept_find(struct arena *a, struct kept_key key, struct bytes *ret)
{
    struct kept *found = NULL;
    (void)pthread_mutex_lock(&lock);
    for (size_t i = 0; i < KEPT_MAX && !found; i++)
        if (list[i] && key_equal(&list[i]->key, &key))
            found = list[i];
    if (found)
        found->lent++;
    (void)pthread_mutex_unlock(&lock);
    if (!found)
        return false;
    arena_defer(a, give_back, found);
    *ret = found->page;
    return true;
}

void kept_put(struct kept_key key, struct bytes page)
{
    struct arena *own = arena_make(0);
    struct kept *k = arena_new(own, struct kept);
    *k = (struct kept){ .key = key, .arena = own, .page = arena_bytes(own, page.p, page.n) };
    (void)pthread_mutex_lock(&lock);
    struct kept *old = list[next];
    list[next] = k;
    next = (next + 1) % KEPT_MAX;
    bool unused = old && old->lent == 0;
    if (old)
        old->dropped = true;
    (void)pthread_mutex_unlock(&lock);
    if (unused)
        forget(old);
}
