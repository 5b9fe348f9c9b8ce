/* db.c: lends connections and keeps the rules that hold on both stores: one transaction at a time, who may write,
** what an error inside a transaction means. */
#include "db/db_impl.h"
#include "store.msg.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define WAL_LIMIT (64LL * 1024 * 1024)

/* ── the store ── */

struct err *db_open(struct arena *a, const struct db_config *cfg, struct db **ret)
{
    bool is_sqlite = strncmp(cfg->url, "sqlite:", 7) == 0;
    if (!is_sqlite && strncmp(cfg->url, "postgres", 8) != 0 && !strchr(cfg->url, '='))
        return fault(a, "\"%s\" names no store: sqlite:/PATH, postgresql://… or host=… dbname=…", cfg->url);
    struct arena *own = arena_make(0);
    struct db *db = arena_new(own, struct db);
    static _Atomic int64_t opened;
    *db = (struct db){ .serial = atomic_fetch_add(&opened, 1) + 1,
                       .store = is_sqlite ? &store_sqlite : &store_postgres, .arena = own };
    db->url = arena_strdup(own, is_sqlite ? cfg->url + 7 : cfg->url);
    db->workers = cfg->workers > 0 ? cfg->workers : 4;
    db->keep_idle = (cfg->readers > 0 ? cfg->readers : 4) + db->workers;
    atomic_init(&db->wal_limit, WAL_LIMIT);
    (void)pthread_mutex_init(&db->lock, NULL);
    db->executor = executor_make(db);
    struct conn *first = NULL;
    struct err *e = db->store->open(a, db, CONN_WRITE, &first);
    if (e) {
        db_close(&db);
        return e;
    }
    conn_write_end(first);
    *ret = db;
    return NULL;
}

static void conn_close(struct conn *conn)
{
    conn->store->close(conn);
    (void)arena_free(conn->arena);
}

static struct conn *take_idle(struct db *db, int list)
{
    (void)pthread_mutex_lock(&db->lock);
    struct conn *conn = db->idle[list];
    if (conn) {
        db->idle[list] = conn->next;
        db->idle_count[list]--;
    }
    (void)pthread_mutex_unlock(&db->lock);
    return conn;
}

static void drop_idle(struct db *db)
{
    for (int list = 0; list < 2; list++)
        for (struct conn *conn = take_idle(db, list); conn; conn = take_idle(db, list))
            conn_close(conn);
}

void db_close(struct db **db)
{
    if (!*db)
        return;
    db_stop(*db);
    drop_idle(*db);
    executor_free((*db)->executor);
    (void)pthread_mutex_destroy(&(*db)->lock);
    (void)arena_free((*db)->arena);
    *db = NULL;
}

enum db_kind db_kind_of(const struct db *db)
{
    return db->store->kind;
}

int64_t db_serial(const struct db *db)
{
    return db->serial;
}

int64_t conn_serial(const struct conn *conn)
{
    return conn->db->serial;
}

struct err *db_check_statements(struct arena *a, struct db *db)
{
    for (size_t i = 0; i < stmt_count(); i++)
        for (size_t j = 0; j < i; j++)
            if (strcmp(stmt_at(i)->name, stmt_at(j)->name) == 0)
                return fault(a, "%s and %s both declare the statement %s", stmt_at(j)->at, stmt_at(i)->at,
                             stmt_at(i)->name);
    struct conn *conn = conn_write_begin(db);
    struct err *e = conn->broken[0] ? fault(a, "%s", conn->broken) : NULL;
    for (size_t i = 0; !e && i < stmt_count(); i++) {
        const struct stmt *s = stmt_at(i);
        if (strlen(s->types) > PARAMS_MAX || strspn(s->types, "itb") != strlen(s->types))
            e = fault(a, "%s %s: the types \"%s\" are not at most %d of i, t, b", s->at, s->name, s->types,
                      PARAMS_MAX);
        else
            e = db->store->check(conn, a, s);
    }
    conn_break(conn, "it holds every statement of the program: not worth keeping");
    conn_write_end(conn);
    return e;
}

/* ── lending ── */

struct conn *conn_make(struct db *db, enum conn_use use, size_t size)
{
    struct arena *own = arena_make(0);
    struct conn *conn = arena_alloc(own, size);
    *conn = (struct conn){ .store = db->store, .db = db, .arena = own, .use = use };
    return conn;
}

void conn_break(struct conn *conn, const char *format, ...)
{
    va_list ap;
    va_start(ap, format);
    (void)vsnprintf(conn->broken, sizeof conn->broken, format, ap);
    va_end(ap);
}

static int list_of(const struct db *db, enum conn_use use)
{
    return db->store->kind == DB_SQLITE && use == CONN_READ ? 0 : 1;
}

/* An idle connection or a new one; where none can be had, one that answers everything with a fault. */
static struct conn *lend(struct db *db, enum conn_use use)
{
    struct conn *conn = take_idle(db, list_of(db, use));
    if (!conn) {
        ARENA(a);
        struct err *e = db->store->open(a, db, use, &conn);
        if (e) {
            conn = conn_make(db, use, sizeof *conn);
            conn->store = NULL;
            conn_break(conn, "%s", e->why);
        }
    }
    conn->use = use;
    conn->statements = conn->commits = 0;
    return conn;
}

static void take_back(struct conn *conn)
{
    struct db *db = conn->db;
    assert(!conn->tx);
    if (!conn->store) {
        (void)arena_free(conn->arena);
        return;
    }
    if (conn->broken[0] || !conn->store->usable(conn)) {
        conn_close(conn);
        if (db->store->kind == DB_POSTGRES)
            drop_idle(db); /* the server went away: the idle ones are as dead as this one */
        return;
    }
    int list = list_of(db, conn->use);
    (void)pthread_mutex_lock(&db->lock);
    bool keep = db->idle_count[list] < db->keep_idle;
    if (keep) {
        conn->next = db->idle[list];
        db->idle[list] = conn;
        db->idle_count[list]++;
    }
    (void)pthread_mutex_unlock(&db->lock);
    if (!keep)
        conn_close(conn);
}

/* Transaction control where only the connection is in hand. A failure breaks the connection. */
static void control_or_break(struct conn *conn, enum control what)
{
    if (conn->broken[0])
        return;
    ARENA(a);
    struct err *e = conn->store->control(conn, a, what);
    if (e && !conn->broken[0])
        conn_break(conn, "%s", e->why);
}

struct conn *conn_read_begin(struct db *db)
{
    struct conn *conn = lend(db, CONN_READ);
    control_or_break(conn, BEGIN_READ);
    return conn;
}

void conn_read_end(struct conn *conn)
{
    assert(conn->use == CONN_READ);
    control_or_break(conn, ROLLBACK);
    take_back(conn);
}

struct conn *conn_write_begin(struct db *db)
{
    return lend(db, CONN_WRITE);
}

void conn_write_end(struct conn *conn)
{
    assert(conn->use == CONN_WRITE);
    take_back(conn);
}

int64_t conn_statements(const struct conn *conn)
{
    return conn->statements;
}

/* ── running ── */

struct err *db_conflict(struct arena *a)
{
    return conflict(a, MSG_DB_CONFLICT);
}

struct err *conn_run(struct conn *conn, struct arena *a, const struct stmt *s, const struct value *v,
                     struct sink *sink, int64_t *ret_changed)
{
    stmt_check_values(s, v);
    if (conn->tx && conn->tx->failed)
        return conn->tx->failed;
    if (conn->broken[0])
        return err_passes(err_fault(a, s->at, "%s: %s", s->name, conn->broken));
    conn->statements++;
    struct err *e = conn->store->run(conn, a, s, v, sink, ret_changed);
    if (e && conn->tx)
        conn->tx->failed = e;
    return e ? e : sink->stopped;
}

/* ── transactions ── */

struct tx *tx_begin(struct ctx *c)
{
    struct conn *conn = c->db;
    assert(!conn->tx); /* one at a time */
    struct tx *tx = arena_new(c->arena, struct tx);
    tx->ctx = c;
    conn->tx = tx;
    if (conn->use == CONN_READ)
        return tx;
    if (conn->broken[0])
        tx->failed = err_passes(fault(c->arena, "%s", conn->broken));
    else
        tx->failed = conn->store->control(conn, c->arena, conn->use == CONN_BATCH ? SAVE : BEGIN_WRITE);
    tx->open = !tx->failed;
    return tx;
}

void tx_end(struct tx **tx)
{
    struct tx *t = *tx;
    if (!t)
        return;
    struct conn *conn = t->ctx->db;
    if (conn->tx != t)
        return; /* it was committed */
    conn->tx = NULL;
    if (t->open && conn->use == CONN_BATCH) {
        control_or_break(conn, ROLLBACK_TO);
        control_or_break(conn, RELEASE);
    } else if (t->open) {
        control_or_break(conn, ROLLBACK);
    }
}

void tx_after_commit(struct tx *tx, void (*fn)(int64_t), int64_t arg)
{
    struct after_commit *after = arena_new(tx->ctx->arena, struct after_commit);
    *after = (struct after_commit){ tx->after, fn, arg };
    tx->after = after;
}

void after_commit_run(const struct after_commit *list)
{
    for (; list; list = list->next)
        list->fn(list->arg);
}

/* Of a savepoint nothing is durable yet: its batch's COMMIT settles it. */
static void settle_after(struct tx *tx, struct conn *conn)
{
    if (conn->use != CONN_BATCH) {
        after_commit_run(tx->after);
        return;
    }
    for (struct after_commit *x = tx->after, *next; x; x = next) {
        next = x->next;
        x->next = conn->after;
        conn->after = x;
    }
}

struct err *tx_commit(struct tx *tx)
{
    struct conn *conn = tx->ctx->db;
    assert(conn->tx == tx);
    if (tx->failed)
        return tx->failed;
    if (tx->open && conn->broken[0])
        return err_passes(fault(tx->ctx->arena, "%s", conn->broken));
    if (tx->open) {
        tx->failed = conn->store->control(conn, tx->ctx->arena, conn->use == CONN_BATCH ? RELEASE : COMMIT);
        if (tx->failed)
            return tx->failed;
    }
    settle_after(tx, conn);
    conn->commits++;
    conn->tx = NULL;
    return NULL;
}

struct ctx *tx_ctx(struct tx *tx)
{
    return tx->ctx;
}
