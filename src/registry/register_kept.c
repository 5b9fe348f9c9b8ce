/* register_kept.c: pages of the register that were rendered once, in memory, until the register changes.
**
** Which version the register has is remembered too, so that a kept page costs no statement. It is forgotten when a
** commit of this process changes the register, before anybody is told of the change; changes made by another process
** (another node over PostgreSQL, a command) are seen when the memory is VERSION_US old. That is soon enough: another
** node's announcement is made by a job that looks every second, and nobody acts on this page.
**
** A page is lent without copying: it lives in an arena of its own, which goes when it is no longer kept and the last
** answer that carries it has been sent. */
#include "base/site.h"
#include "db/db.h"
#include "i18n/i18n.h"
#include "person/session.h"
#include "registry/register_view.h"

#include <pthread.h>
#include <string.h>

#define KEPT_MAX 8
#define STORES_MAX 4 /* a server has one; the tests have many, one after the other */
#define VERSION_US SECOND_US

struct kept {
    struct kept_key key;
    struct shared_answer shared;
    struct arena *arena;
    int lent;     /* answers under way */
    bool dropped; /* no longer in the list */
};
/* What is known of the register of one store. */
struct known {
    int64_t store, changes; /* changes: how often this process has seen it change */
    bool is_known;
    int64_t version;
    instant read_at;
};
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER; /* of all below */
static struct kept *list[KEPT_MAX];
static size_t next;
static struct known stores[STORES_MAX];
static size_t next_store;

static bool key_equal(const struct kept_key *x, const struct kept_key *y)
{
    return x->store == y->store && x->version == y->version && x->minute == y->minute && x->lang == y->lang &&
           x->secure == y->secure && x->rehearsal == y->rehearsal;
}

static struct known *known_of(int64_t store)
{
    for (size_t i = 0; i < STORES_MAX; i++)
        if (stores[i].store == store)
            return &stores[i];
    struct known *k = &stores[next_store];
    next_store = (next_store + 1) % STORES_MAX;
    *k = (struct known){ .store = store };
    return k;
}

/* ── the version ── */

void kept_forget(int64_t store)
{
    (void)pthread_mutex_lock(&lock);
    struct known *k = known_of(store);
    k->changes++;
    k->is_known = false;
    (void)pthread_mutex_unlock(&lock);
}

/* With the lock held. */
static bool version_is_fresh(const struct known *k, instant now)
{
    return k->is_known && now - k->read_at < VERSION_US && k->read_at - now < VERSION_US;
}

/* Only what was read after the last change. */
static void learn(const struct kept_ticket *t, instant now)
{
    (void)pthread_mutex_lock(&lock);
    struct known *k = known_of(t->key.store);
    if (k->changes == t->changes) {
        k->is_known = true;
        k->version = t->key.version;
        k->read_at = now;
    }
    (void)pthread_mutex_unlock(&lock);
}

/* ── pages ── */

static void end(struct kept *k)
{
    shared_end(&k->shared);
    (void)arena_free(k->arena); /* k lies in it */
}

static void give_back(void *arg)
{
    struct kept *k = arg;
    (void)pthread_mutex_lock(&lock);
    bool last = --k->lent == 0 && k->dropped;
    (void)pthread_mutex_unlock(&lock);
    if (last)
        end(k);
}

/* With the lock held. */
static struct kept *take(const struct kept_key *key)
{
    struct kept *found = NULL;
    for (size_t i = 0; i < KEPT_MAX && !found; i++)
        if (list[i] && key_equal(&list[i]->key, key))
            found = list[i];
    if (found)
        found->lent++;
    return found;
}

static void lend(struct request *rq, struct response *rs, struct kept *k)
{
    arena_defer(rq->ctx->arena, give_back, k);
    *rs = k->shared.rs;
    rs->shared = &k->shared;
}

/* Only what is the same for everybody is kept: no person, no question, no notice that waits. */
static bool may_be_kept(struct request *rq)
{
    const char *notice = cookie_get(rq->ctx->arena, rq->cookie_header, "notice");
    return rq->ctx->site && rq->query.n == 0 && !session_is_claimed(rq) && !(notice && *notice);
}

bool kept_answer(struct request *rq, struct response *rs)
{
    struct ctx *c = rq->ctx;
    if (!may_be_kept(rq))
        return false;
    struct kept_ticket *t = arena_new(c->arena, struct kept_ticket);
    /* The frame tells the time to the minute. */
    t->key = (struct kept_key){ .store = db_serial(c->site->db), .minute = c->now / (60 * SECOND_US), .lang = c->lang,
                                .secure = rq->secure, .rehearsal = c->site->rehearsal };
    rq->prepared = t;
    struct kept *found = NULL;
    (void)pthread_mutex_lock(&lock);
    const struct known *k = known_of(t->key.store);
    t->changes = k->changes;
    t->key.version = k->version;
    if (version_is_fresh(k, c->now))
        found = take(&t->key);
    (void)pthread_mutex_unlock(&lock);
    if (found)
        lend(rq, rs, found);
    return found != NULL;
}

struct err *kept_find(struct request *rq, struct response *rs, bool *ret_found)
{
    struct kept_ticket *t = rq->prepared;
    *ret_found = false;
    if (!t)
        return NULL;
    TRY(register_version(rq->ctx, &t->key.version));
    learn(t, rq->ctx->now);
    (void)pthread_mutex_lock(&lock);
    struct kept *found = take(&t->key);
    (void)pthread_mutex_unlock(&lock);
    if (found)
        lend(rq, rs, found);
    *ret_found = found != NULL;
    return NULL;
}

static struct kept *kept_make(const struct kept_key *key, struct bytes page)
{
    struct arena *own = arena_make(0);
    struct kept *k = arena_new(own, struct kept);
    struct response *rs = &k->shared.rs;
    k->key = *key;
    k->arena = own;
    k->lent = 1;
    *rs = response_make();
    rs->body = arena_bytes(own, page.p, page.n);
    add_header(rs, own, "ETag",
               arena_printf(own, "\"%llx-%llx-%s\"", (unsigned long long)key->version, (unsigned long long)key->minute,
                            lang_tag(key->lang)));
    add_header(rs, own, "Vary", "Cookie");
    shared_finish(own, rs, key->secure);
    return k;
}

void kept_put(struct request *rq, struct response *rs)
{
    const struct kept_ticket *t = rq->prepared;
    if (!t || rs->status != 200 || !rs->body.n)
        return;
    struct kept *k = kept_make(&t->key, rs->body);
    (void)pthread_mutex_lock(&lock);
    struct kept *old = list[next];
    list[next] = k;
    next = (next + 1) % KEPT_MAX;
    bool unused = old && old->lent == 0;
    if (old)
        old->dropped = true;
    (void)pthread_mutex_unlock(&lock);
    if (unused)
        end(old);
    lend(rq, rs, k);
}
