/* executor.c: runs work on threads: the pool for everything, and on SQLite one writer with its checkpoints
** (sqlite_writer.c) for what writes. The threads start with the first work, so that commands have none. */
#include "db/db_impl.h"
#include "store.msg.h"

#include <assert.h>
#include <stdlib.h>
#include <time.h>

#define THREADS_MAX 64
#define TRIES 12 /* of a transaction that PostgreSQL could not serialize */

struct queue {
    struct work *first, **last;
    int64_t n;
};

struct executor {
    struct db *db;
    pthread_mutex_t lock;
    pthread_cond_t wake_pool, wake_writer;
    struct queue pool, writes;
    bool started, stopping;
    int count;
    pthread_t thread[THREADS_MAX];
};

static void put(struct queue *q, struct work *w)
{
    w->next = NULL;
    *q->last = w;
    q->last = &w->next;
    q->n++;
}

static struct work *take(struct queue *q)
{
    struct work *w = q->first;
    if (w) {
        q->n--;
        q->first = w->next;
        if (!q->first)
            q->last = &q->first;
    }
    return w;
}

static struct work *wait_for(struct executor *ex, struct queue *q, pthread_cond_t *wake, bool wait)
{
    (void)pthread_mutex_lock(&ex->lock);
    while (wait && !q->first && !ex->stopping)
        (void)pthread_cond_wait(wake, &ex->lock);
    struct work *w = take(q);
    (void)pthread_mutex_unlock(&ex->lock);
    return w;
}

struct work *executor_next_write(struct executor *ex, bool wait)
{
    return wait_for(ex, &ex->writes, &ex->wake_writer, wait);
}

struct db *executor_db(struct executor *ex)
{
    return ex->db;
}

/* ── the pool ── */

static void wait_before_try(int number)
{
    int most_us = 1000 << (number < 6 ? number : 6);
    struct timespec t = { 0, (long)(random() % most_us) * 1000 };
    (void)nanosleep(&t, NULL);
}

/* PostgreSQL: the whole work again as long as the server could not put it in an order with the others. */
static struct err *run_write(struct work *w, struct db *db)
{
    for (int number = 1;; number++) {
        struct conn *conn = conn_write_begin(db);
        struct err *e = w->run(w, conn);
        bool committed = conn->commits > 0;
        conn_write_end(conn);
        if (!e || e->kind != ERR_RETRY)
            return e;
        if (committed)
            return fault(w->arena, "a second transaction in one piece of work cannot be run again: %s",
                         e->why);
        if (number == TRIES)
            return conflict(w->arena, MSG_DB_BUSY);
        wait_before_try(number);
    }
}

static struct err *run_read(struct work *w, struct db *db)
{
    struct conn *conn = conn_read_begin(db);
    struct err *e = w->run(w, conn);
    conn_read_end(conn);
    return e;
}

static void *pool_thread(void *arg)
{
    struct executor *ex = arg;
    for (struct work *w; (w = wait_for(ex, &ex->pool, &ex->wake_pool, true));)
        w->done(w, w->mode == WRITE ? run_write(w, ex->db) : run_read(w, ex->db));
    return NULL;
}

static void *writer_thread(void *arg)
{
    sqlite_writer_run(arg);
    return NULL;
}

/* ── starting and stopping ── */

static void start_thread(struct executor *ex, void *(*fn)(void *))
{
    assert(ex->count < THREADS_MAX);
    if (pthread_create(&ex->thread[ex->count], NULL, fn, ex) != 0)
        abort(); /* as with memory: the machine has nothing left */
    ex->count++;
}

static void start(struct executor *ex)
{
    ex->started = true;
    if (ex->db->store->kind == DB_SQLITE)
        start_thread(ex, writer_thread);
    for (int i = 0; i < ex->db->workers && ex->count < THREADS_MAX; i++)
        start_thread(ex, pool_thread);
}

void db_submit(struct db *db, struct work *w)
{
    struct executor *ex = db->executor;
    bool writes = w->mode == WRITE && db->store->kind == DB_SQLITE;
    w->outcome = NULL;
    (void)pthread_mutex_lock(&ex->lock);
    bool accepted = !ex->stopping;
    if (accepted) {
        if (!ex->started)
            start(ex);
        put(writes ? &ex->writes : &ex->pool, w);
        (void)pthread_cond_signal(writes ? &ex->wake_writer : &ex->wake_pool);
    }
    (void)pthread_mutex_unlock(&ex->lock);
    if (!accepted)
        w->done(w, fault(w->arena, "the store has been stopped"));
}

void db_figures(struct db *db, struct db_figures *ret)
{
    struct executor *ex = db->executor;
    (void)pthread_mutex_lock(&ex->lock);
    *ret = (struct db_figures){ .pool_waiting = ex->pool.n, .writes_waiting = ex->writes.n };
    (void)pthread_mutex_unlock(&ex->lock);
    ret->batches = atomic_load(&db->batches);
    ret->batches_lost = atomic_load(&db->batches_lost);
    ret->members = atomic_load(&db->members);
}

void db_stop(struct db *db)
{
    struct executor *ex = db->executor;
    (void)pthread_mutex_lock(&ex->lock);
    ex->stopping = true;
    (void)pthread_cond_broadcast(&ex->wake_pool);
    (void)pthread_cond_broadcast(&ex->wake_writer);
    (void)pthread_mutex_unlock(&ex->lock);
    for (int i = 0; i < ex->count; i++)
        (void)pthread_join(ex->thread[i], NULL);
    ex->count = 0;
}

struct executor *executor_make(struct db *db)
{
    struct executor *ex = arena_new(db->arena, struct executor);
    ex->db = db;
    ex->pool.last = &ex->pool.first;
    ex->writes.last = &ex->writes.first;
    (void)pthread_mutex_init(&ex->lock, NULL);
    (void)pthread_cond_init(&ex->wake_pool, NULL);
    (void)pthread_cond_init(&ex->wake_writer, NULL);
    return ex;
}

void executor_free(struct executor *ex)
{
    (void)pthread_cond_destroy(&ex->wake_writer);
    (void)pthread_cond_destroy(&ex->wake_pool);
    (void)pthread_mutex_destroy(&ex->lock);
}

/* ── for those who may wait ── */

struct waited {
    struct work work;
    struct err *(*fn)(struct conn *conn, void *arg);
    void *arg;
    pthread_mutex_t lock;
    pthread_cond_t wake;
    bool over;
    struct err *e;
};

static struct err *waited_run(struct work *w, struct conn *conn)
{
    struct waited *x = (struct waited *)w;
    return x->fn(conn, x->arg);
}

static void waited_done(struct work *w, struct err *e)
{
    struct waited *x = (struct waited *)w;
    (void)pthread_mutex_lock(&x->lock);
    x->e = e;
    x->over = true;
    (void)pthread_cond_signal(&x->wake);
    (void)pthread_mutex_unlock(&x->lock);
}

struct err *db_do(struct arena *a, struct db *db, enum stmt_mode mode,
                  struct err *(*fn)(struct conn *, void *), void *arg)
{
    struct waited x = { .work = { .run = waited_run, .done = waited_done, .arena = a, .mode = mode },
                        .fn = fn,
                        .arg = arg,
                        .lock = PTHREAD_MUTEX_INITIALIZER,
                        .wake = PTHREAD_COND_INITIALIZER };
    db_submit(db, &x.work);
    (void)pthread_mutex_lock(&x.lock);
    while (!x.over)
        (void)pthread_cond_wait(&x.wake, &x.lock);
    (void)pthread_mutex_unlock(&x.lock);
    return x.e;
}
