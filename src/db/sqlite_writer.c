/* sqlite_writer.c: the one thread that writes to SQLite, and the thread that keeps its log short.
**
** Group commit: while one batch is on its way to the disk, work gathers; the next batch takes all of it. A batch
** ends when nothing more is waiting, so that a lonely write is as quick as the disk. Nobody is answered, a refusal
** neither, before the COMMIT of his batch has returned. When it fails, or SQLite throws the batch away in the middle
** of it (disk full, an I/O error), everybody in it is told so and nothing of it exists. */
#include "db/db_fault.h"
#include "db/db_impl.h"

#include <assert.h>
#include <signal.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#define BATCH_MEMBERS 512
#define BATCH_US 20000
#define PAGE_BYTES 4096
#define CHECKPOINT_PAGES 1000
#define CHECKPOINT_SECONDS 1

/* What the writer and the checkpoint thread share. */
struct checkpointer {
    struct db *db;
    pthread_mutex_t lock;
    pthread_cond_t wake;
    bool wanted, stop;
    int64_t
        next_truncate; /* the writer's: a reader may stand in the way, and waiting for him costs all others */
};

static int64_t now_us(void)
{
    struct timespec t;
    (void)clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

static bool fault_is_due(struct db *db, enum db_fault_point point)
{
    if (atomic_load(&db->fault_point) != (int)point || atomic_fetch_sub(&db->fault_after, 1) > 1)
        return false;
    atomic_store(&db->fault_point, DB_FAULT_NONE);
    return true;
}

static void die(void)
{
    (void)kill(getpid(), SIGKILL);
    for (;;)
        (void)pause();
}

static struct err *commit(struct conn *conn, struct arena *a)
{
    struct db *db = conn->db;
    if (fault_is_due(db, DB_FAULT_DIE_BEFORE_COMMIT))
        die();
    if (fault_is_due(db, DB_FAULT_COMMIT)) {
        struct err *e = conn->store->control(conn, a, ROLLBACK);
        return e ? e : fault(a, "the test wanted COMMIT to fail");
    }
    TRY(conn->store->control(conn, a, COMMIT));
    if (fault_is_due(db, DB_FAULT_DIE_AFTER_COMMIT))
        die();
    return NULL;
}

/* ── one batch ── */

struct batch {
    struct work *first, **last;
    int count;
};

static struct work *next_member(struct executor *ex, const struct batch *b, int64_t until)
{
    if (b->count == 0)
        return executor_next_write(ex, true);
    return b->count < BATCH_MEMBERS && now_us() < until ? executor_next_write(ex, false) : NULL;
}

static void answer(struct batch *b, const char *lost)
{
    *b->last = NULL;
    for (struct work *w = b->first, *next; w; w = next) {
        next = w->next;
        w->done(w, lost ? fault(w->arena, "not saved: %s", lost) : w->outcome);
    }
}

static void add_member(struct batch *b, struct work *w)
{
    *b->last = w;
    b->last = &w->next;
    b->count++;
}

/* False: another process holds the store; whoever waits now has waited long enough and is told so. */
static bool begin(struct executor *ex, struct conn *conn, struct arena *a, struct batch *b)
{
    struct err *e = conn->store->control(conn, a, BEGIN_WRITE);
    if (!e)
        return true;
    conn_break(conn, "%s", e->why);
    for (struct work *w; (w = executor_next_write(ex, false));)
        add_member(b, w);
    return false;
}

static void commit_or_lose(struct conn *conn, struct arena *a)
{
    struct err *e = conn->broken[0] ? NULL : commit(conn, a);
    if (e)
        conn_break(conn, "%s", e->why ? e->why : "COMMIT failed");
    if (conn->broken[0]) { /* whatever is still open of it: gone */
        e = conn->store->control(conn, a, ROLLBACK);
        (void)e;
    }
}

static void run_member(struct work *w, struct conn *conn)
{
    conn->statements = conn->commits = 0;
    w->outcome = w->run(w, conn);
    assert(!conn->tx);
    if (!conn->broken[0] && conn->store->usable(conn)) /* free for others: no transaction is open any more */
        conn_break(conn, "the batch was thrown away");
}

/* Runs one batch to its end; false when there is nothing more to do for ever. */
static bool run_batch(struct executor *ex, struct conn *conn)
{
    ARENA(a);
    struct batch b = { .last = &b.first };
    int64_t until = 0;
    conn->broken[0] = 0;
    for (struct work *w; !conn->broken[0] && (w = next_member(ex, &b, until));) {
        add_member(&b, w);
        if (b.count == 1) {
            until = now_us() + BATCH_US;
            if (!begin(ex, conn, a, &b))
                break;
        }
        run_member(w, conn);
    }
    if (b.count == 0)
        return false;
    commit_or_lose(conn, a);
    (void)atomic_fetch_add(conn->broken[0] ? &conn->db->batches_lost : &conn->db->batches, 1);
    (void)atomic_fetch_add(&conn->db->members, b.count);
    if (!conn->broken[0])
        after_commit_run(conn->after);
    conn->after = NULL;
    answer(&b, conn->broken[0] ? conn->broken : NULL);
    return true;
}

/* ── the log ── */

static void *checkpoint_thread(void *arg)
{
    struct checkpointer *cp = arg;
    ARENA(a);
    struct conn *conn = NULL;
    (void)pthread_mutex_lock(&cp->lock);
    while (!cp->stop) {
        struct timespec until;
        (void)clock_gettime(CLOCK_REALTIME, &until);
        until.tv_sec += CHECKPOINT_SECONDS;
        if (!cp->wanted && pthread_cond_timedwait(&cp->wake, &cp->lock, &until) == 0 && !cp->wanted)
            continue;
        cp->wanted = false;
        (void)pthread_mutex_unlock(&cp->lock);
        /* A checkpoint that fails is tried again; until it works the log only grows. */
        struct err *e = conn ? NULL : cp->db->store->open(a, cp->db, CONN_BATCH, &conn);
        if (!e)
            e = sqlite_checkpoint(conn, a, false);
        (void)e;
        arena_reset(a);
        (void)pthread_mutex_lock(&cp->lock);
    }
    (void)pthread_mutex_unlock(&cp->lock);
    if (conn) {
        conn->store->close(conn);
        (void)arena_free(conn->arena);
    }
    return NULL;
}

/* Between two batches: has the log carried into the file, by the other thread or, when it is too long, at once. */
static void tend_log(struct checkpointer *cp, struct conn *conn)
{
    int64_t pages = sqlite_wal_pages(conn);
    if (pages * PAGE_BYTES > atomic_load(&cp->db->wal_limit) && now_us() >= cp->next_truncate) {
        ARENA(a);
        cp->next_truncate = now_us() + (int64_t)CHECKPOINT_SECONDS * 1000000;
        struct err *e = sqlite_checkpoint(conn, a, true);
        (void)e; /* it is tried again; until it works the log only grows */
    } else if (pages > CHECKPOINT_PAGES) {
        (void)pthread_mutex_lock(&cp->lock);
        cp->wanted = true;
        (void)pthread_cond_signal(&cp->wake);
        (void)pthread_mutex_unlock(&cp->lock);
    }
}

/* Nobody can write: everybody is told why. */
static void refuse_all(struct executor *ex, const char *why)
{
    for (struct work *w; (w = executor_next_write(ex, true));)
        w->done(w, fault(w->arena, "not saved: %s", why));
}

void sqlite_writer_run(struct executor *ex)
{
    ARENA(a);
    struct db *db = executor_db(ex);
    struct conn *conn = NULL;
    struct err *e = db->store->open(a, db, CONN_BATCH, &conn);
    if (e) {
        refuse_all(ex, e->why);
        return;
    }
    struct checkpointer cp = { .db = db,
                               .lock = PTHREAD_MUTEX_INITIALIZER,
                               .wake = PTHREAD_COND_INITIALIZER };
    pthread_t thread;
    if (pthread_create(&thread, NULL, checkpoint_thread, &cp) != 0)
        abort();
    while (run_batch(ex, conn))
        tend_log(&cp, conn);
    (void)pthread_mutex_lock(&cp.lock);
    cp.stop = true;
    (void)pthread_cond_signal(&cp.wake);
    (void)pthread_mutex_unlock(&cp.lock);
    (void)pthread_join(thread, NULL);
    conn->store->close(conn);
    (void)arena_free(conn->arena);
}
