/* desk_kept.c: counts of the desk that only acts change, in memory, until the next act.
**
** Each state change writes a ledger entry in its own transaction, and entries are only ever added: as long as their
** number is what it was, so is every count of records. The number is read before the count, so that a count may be
** newer than what it is kept under, but never older. It is the same truth for every process on either store. */
#include "office/desk.h"

#include "base/site.h"

#include <pthread.h>

#define KEPT_MAX 32

struct kept {
    int64_t store, call;
    const struct stmt *stmt; /* NULL: free */
    int64_t acts, number;
};
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER; /* of all below */
static struct kept list[KEPT_MAX];
static size_t next;

/* With the lock held. */
static struct kept *find(const struct kept *like)
{
    for (size_t i = 0; i < KEPT_MAX; i++)
        if (list[i].stmt == like->stmt && list[i].store == like->store && list[i].call == like->call)
            return &list[i];
    return NULL;
}

static bool is_known(struct kept *x)
{
    (void)pthread_mutex_lock(&lock);
    const struct kept *k = find(x);
    bool known = k && k->acts == x->acts;
    if (known)
        x->number = k->number;
    (void)pthread_mutex_unlock(&lock);
    return known;
}

static void keep(const struct kept *x)
{
    (void)pthread_mutex_lock(&lock);
    struct kept *k = find(x);
    if (!k) {
        list[next] = *x;
        next = (next + 1) % KEPT_MAX;
    } else if (k->acts < x->acts) {
        *k = *x;
    }
    (void)pthread_mutex_unlock(&lock);
}

struct err *desk_i64_(struct ctx *c, const struct call *call, struct desk_item *item, const struct stmt *s,
                      const struct value *v)
{
    struct kept x = { .store = db_serial(c->site->db), .call = call->id, .stmt = s, .acts = item->acts };
    if (!is_known(&x)) {
        TRY(db_i64_(c, s, &x.number, v));
        keep(&x);
    }
    item->number = x.number;
    return NULL;
}
