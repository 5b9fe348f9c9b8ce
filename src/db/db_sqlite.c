/* db_sqlite.c: a connection to SQLite: one file, write-ahead log, every COMMIT on disk before it returns. */
#include "db/db_impl.h"

#include <assert.h>
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>

#define BUSY_STEP_MS 5
#define BUSY_MS 10000       /* how long a writer waits for another process's */
#define BUSY_MS_TRUNCATE 50 /* how long the log's truncation may hold up the writer */
#define AUTOCHECKPOINT 1000 /* pages; only for writers outside the executor */

struct sqlite_conn {
    struct conn base;
    sqlite3 *db;
    sqlite3_stmt *control[CONTROL_COUNT];
    int wal_pages;
};

static const char *const control_sql[CONTROL_COUNT] = {
    [BEGIN_READ] = "BEGIN",
    [BEGIN_WRITE] = "BEGIN IMMEDIATE",
    [COMMIT] = "COMMIT",
    [ROLLBACK] = "ROLLBACK",
    [SAVE] = "SAVEPOINT work",
    [RELEASE] = "RELEASE work",
    [ROLLBACK_TO] = "ROLLBACK TO work",
};

static struct sqlite_conn *of(struct conn *conn)
{
    return (struct sqlite_conn *)conn;
}

/* ── errors ── */

/* After these nobody can say what the transaction holds: all of it goes. */
static bool ends_transaction(int rc)
{
    switch (rc & 0xff) {
    case SQLITE_FULL:
    case SQLITE_IOERR:
    case SQLITE_NOMEM:
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
    case SQLITE_INTERRUPT:
    case SQLITE_PROTOCOL:
    case SQLITE_CANTOPEN:
    case SQLITE_READONLY:
        return true;
    default:
        return false;
    }
}

/* Makes the error of a failed call. In the executor's batch it looks whether the batch still stands: SQLite throws
** it away by itself on some errors, and the next SAVEPOINT would then be a transaction of its own. */
static struct err *sqlite_error(struct sqlite_conn *c, struct arena *a, const char *at, const char *what,
                                int rc)
{
    char message[200];
    (void)snprintf(message, sizeof message, "%s (%d)", sqlite3_errmsg(c->db), rc);
    if (c->base.use == CONN_BATCH) {
        if (ends_transaction(rc) && !sqlite3_get_autocommit(c->db))
            (void)sqlite3_exec(c->db, "ROLLBACK", NULL, NULL, NULL);
        if (sqlite3_get_autocommit(c->db))
            conn_break(&c->base, "the batch was thrown away: %s", message);
    }
    if (rc == SQLITE_CONSTRAINT_UNIQUE || rc == SQLITE_CONSTRAINT_PRIMARYKEY || rc == SQLITE_CONSTRAINT_ROWID)
        return db_conflict(a);
    return err_fault(a, at, "%s: %s", what, message);
}

/* ── opening ── */

/* The change of a new file to WAL answers BUSY at once when another connection is just doing the same, without asking
** the busy handler: so the patience is ours. */
static int exec_patiently(sqlite3 *db, const char *sql)
{
    int rc = sqlite3_exec(db, sql, NULL, NULL, NULL);
    for (int waited = 0; (rc & 0xff) == SQLITE_BUSY && waited < BUSY_MS; waited += BUSY_STEP_MS) {
        (void)sqlite3_sleep(BUSY_STEP_MS);
        rc = sqlite3_exec(db, sql, NULL, NULL, NULL);
    }
    return rc;
}


static int set_up(sqlite3 *db, enum conn_use use)
{
    int rc = SQLITE_OK;
    char autocheckpoint[48];
    (void)snprintf(autocheckpoint, sizeof autocheckpoint, "PRAGMA wal_autocheckpoint = %d",
                   use == CONN_WRITE ? AUTOCHECKPOINT : 0);
    const char *const pragmas[] = {
        use == CONN_READ ? "PRAGMA query_only = 1" : "PRAGMA journal_mode = WAL",
        "PRAGMA synchronous = FULL",
        "PRAGMA foreign_keys = 1",
        "PRAGMA trusted_schema = 0",
        "PRAGMA temp_store = MEMORY",
        autocheckpoint,
    };
    (void)sqlite3_extended_result_codes(db, 1);
    (void)sqlite3_busy_timeout(db, BUSY_MS);
    (void)sqlite3_db_config(db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    (void)sqlite3_db_config(db, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
    (void)sqlite3_db_config(db, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
    for (size_t i = 0; rc == SQLITE_OK && i < sizeof pragmas / sizeof *pragmas; i++)
        rc = exec_patiently(db, pragmas[i]);
    return rc;
}

static void before_first_use(void)
{
    (void)sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0); /* its counter is a lock that all threads share */
}

static int count_wal_pages(void *arg, sqlite3 *db, const char *name, int pages)
{
    (void)db, (void)name;
    *(int *)arg = pages;
    return SQLITE_OK;
}

static struct err *sqlite_open(struct arena *a, struct db *db, enum conn_use use, struct conn **ret)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    (void)pthread_once(&once, before_first_use);
    sqlite3 *handle = NULL;
    int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | (use == CONN_READ ? 0 : SQLITE_OPEN_CREATE);
    int rc = sqlite3_open_v2(db->url, &handle, flags, NULL);
    if (rc == SQLITE_OK)
        rc = set_up(handle, use);
    if (rc != SQLITE_OK) {
        struct err *e = fault(a, "%s: %s", db->url, handle ? sqlite3_errmsg(handle) : sqlite3_errstr(rc));
        (void)sqlite3_close_v2(handle);
        return e;
    }
    struct sqlite_conn *c = (struct sqlite_conn *)conn_make(db, use, sizeof *c);
    c->db = handle;
    if (use == CONN_BATCH)
        (void)sqlite3_wal_hook(handle, count_wal_pages, &c->wal_pages);
    *ret = &c->base;
    return NULL;
}

static void sqlite_close(struct conn *conn)
{
    struct sqlite_conn *c = of(conn);
    for (int i = 0; i < CONTROL_COUNT; i++)
        (void)sqlite3_finalize(c->control[i]);
    for (size_t i = 0; conn->table && i <= conn->mask; i++)
        (void)sqlite3_finalize(conn->table[i].handle);
    int rc = sqlite3_close(c->db);
    assert(rc == SQLITE_OK);
    (void)rc;
}

static bool sqlite_usable(struct conn *conn)
{
    return sqlite3_get_autocommit(of(conn)->db) != 0;
}

/* ── transactions ── */

static struct err *sqlite_control(struct conn *conn, struct arena *a, enum control what)
{
    struct sqlite_conn *c = of(conn);
    bool is_open = !sqlite3_get_autocommit(c->db);
    if (what == ROLLBACK && !is_open)
        return NULL; /* an error has done it already */
    if ((what == SAVE || what == RELEASE || what == ROLLBACK_TO) && !is_open)
        return fault(a, "%s outside a transaction", control_sql[what]);
    int rc = SQLITE_OK;
    if (!c->control[what])
        rc = sqlite3_prepare_v3(c->db, control_sql[what], -1, SQLITE_PREPARE_PERSISTENT, &c->control[what],
                                NULL);
    if (rc == SQLITE_OK)
        rc = sqlite3_step(c->control[what]);
    struct err *e = rc == SQLITE_DONE ? NULL : sqlite_error(c, a, ERR_HERE, control_sql[what], rc);
    (void)sqlite3_reset(c->control[what]);
    if (e && what == COMMIT && !sqlite3_get_autocommit(c->db))
        (void)sqlite3_exec(c->db, "ROLLBACK", NULL, NULL, NULL);
    return e;
}

/* ── statements ── */

static struct err *prepare(struct sqlite_conn *c, struct arena *a, const struct stmt *s,
                           struct prepared **ret)
{
    struct prepared *p = conn_prepared(&c->base, s);
    *ret = p;
    if (p->handle)
        return NULL;
    sqlite3_stmt *handle = NULL;
    const char *rest = NULL;
    int rc = sqlite3_prepare_v3(c->db, s->sql, -1, SQLITE_PREPARE_PERSISTENT, &handle, &rest);
    if (rc != SQLITE_OK)
        return sqlite_error(c, a, s->at, s->name, rc);
    int n = (int)strlen(s->types);
    struct err *e = NULL;
    if (!handle || rest[strspn(rest, " \n\t;")])
        e = err_fault(a, s->at, "%s: one statement is wanted", s->name);
    else if (sqlite3_bind_parameter_count(handle) != n)
        e = err_fault(a, s->at, "%s has %d parameters, but %d types", s->name,
                      sqlite3_bind_parameter_count(handle), n);
    for (int i = 0; !e && i < n; i++) {
        char name[16];
        (void)snprintf(name, sizeof name, "$%d", i + 1);
        p->index[i] = (uint8_t)sqlite3_bind_parameter_index(handle, name);
        if (p->index[i] == 0)
            e = err_fault(a, s->at, "%s does not use %s", s->name, name);
    }
    if (e)
        (void)sqlite3_finalize(handle);
    else
        p->handle = handle;
    return e;
}

static struct err *sqlite_check(struct conn *conn, struct arena *a, const struct stmt *s)
{
    struct prepared *p = NULL;
    TRY(prepare(of(conn), a, s, &p));
    bool reads = sqlite3_stmt_readonly(p->handle) != 0;
    if (reads != (s->mode == READ))
        return err_fault(a, s->at, "%s is declared %s, but it %s", s->name,
                         s->mode == READ ? "READ" : "WRITE", reads ? "only reads" : "writes");
    return NULL;
}

/* The values live until the statement is reset, so nothing is copied. */
static int bind(sqlite3_stmt *st, const struct prepared *p, const struct value *v)
{
    int rc = SQLITE_OK;
    for (int i = 0; rc == SQLITE_OK && v[i].kind != VALUE_END; i++) {
        int at = p->index[i];
        switch (v[i].kind) {
        case VALUE_I64:
            rc = sqlite3_bind_int64(st, at, v[i].i64);
            break;
        case VALUE_TEXT:
            rc = sqlite3_bind_text64(st, at, v[i].text, strlen(v[i].text), SQLITE_STATIC, SQLITE_UTF8);
            break;
        case VALUE_BYTES:
            rc = sqlite3_bind_blob64(st, at, v[i].bytes.p, v[i].bytes.n, SQLITE_STATIC);
            break;
        case VALUE_NULL:
        case VALUE_END:
            rc = sqlite3_bind_null(st, at);
            break;
        }
    }
    return rc;
}

static struct err *read_row(struct arena *a, const struct stmt *s, sqlite3_stmt *st, struct cell *cell)
{
    int n = sqlite3_column_count(st);
    for (int i = 0; i < n; i++) {
        switch (sqlite3_column_type(st, i)) {
        case SQLITE_INTEGER:
            cell[i] = (struct cell){ .kind = VALUE_I64, .i64 = sqlite3_column_int64(st, i) };
            break;
        case SQLITE_TEXT:
            cell[i] = (struct cell){ .kind = VALUE_TEXT, .bytes.p = sqlite3_column_text(st, i) };
            cell[i].bytes.n = (size_t)sqlite3_column_bytes(st, i);
            break;
        case SQLITE_BLOB:
            cell[i] = (struct cell){ .kind = VALUE_BYTES, .bytes.p = sqlite3_column_blob(st, i) };
            cell[i].bytes.n = (size_t)sqlite3_column_bytes(st, i);
            if (!cell[i].bytes.p) /* SQLite's way to say: empty, not NULL */
                cell[i].bytes.p = (const uint8_t *)"";
            break;
        case SQLITE_NULL:
            cell[i] = (struct cell){ .kind = VALUE_NULL };
            break;
        default:
            return err_fault(a, s->at, "%s: column %d is a fraction; numbers are whole here", s->name, i);
        }
    }
    return NULL;
}

static struct err *step_all(struct sqlite_conn *c, struct arena *a, const struct stmt *s, sqlite3_stmt *st,
                            struct sink *sink)
{
    struct cell cell[COLUMNS_MAX];
    int n = sqlite3_column_count(st);
    assert(n <= COLUMNS_MAX);
    int rc = SQLITE_ROW;
    while ((rc = sqlite3_step(st)) == SQLITE_ROW) {
        TRY(read_row(a, s, st, cell));
        sink->rows++;
        if (!sink->stopped)
            sink->stopped = sink->row(sink, &(struct row){ n, cell });
        if (sink->stopped && s->mode == READ)
            return NULL;
    }
    return rc == SQLITE_DONE ? NULL : sqlite_error(c, a, s->at, s->name, rc);
}

static struct err *sqlite_run(struct conn *conn, struct arena *a, const struct stmt *s, const struct value *v,
                              struct sink *sink, int64_t *ret_changed)
{
    struct sqlite_conn *c = of(conn);
    struct prepared *p = NULL;
    if (conn->use == CONN_BATCH && sqlite3_get_autocommit(c->db)) {
        conn_break(conn, "the batch is not open");
        return err_passes(err_fault(a, s->at, "%s: %s", s->name, conn->broken));
    }
    TRY(prepare(c, a, s, &p));
    sqlite3_stmt *st = p->handle;
    if (sqlite3_stmt_busy(st))
        return err_fault(a, s->at, "%s runs inside itself", s->name);
    int rc = bind(st, p, v);
    struct err *e = rc == SQLITE_OK ? step_all(c, a, s, st, sink) : sqlite_error(c, a, s->at, s->name, rc);
    if (!e && ret_changed)
        *ret_changed = sqlite3_changes64(c->db);
    (void)sqlite3_reset(st);
    (void)sqlite3_clear_bindings(st);
    return e;
}

static struct err *sqlite_exec(struct conn *conn, struct arena *a, const char *script)
{
    int rc = sqlite3_exec(of(conn)->db, script, NULL, NULL, NULL);
    return rc == SQLITE_OK ? NULL : sqlite_error(of(conn), a, ERR_HERE, "script", rc);
}

/* ── for the writer, the checkpoint thread and the backup ── */

sqlite3 *sqlite_handle(struct conn *conn)
{
    return of(conn)->db;
}

int64_t sqlite_wal_pages(struct conn *conn)
{
    return of(conn)->wal_pages;
}

struct err *sqlite_checkpoint(struct conn *conn, struct arena *a, bool truncate)
{
    struct sqlite_conn *c = of(conn);
    (void)sqlite3_busy_timeout(c->db, BUSY_MS_TRUNCATE);
    int rc = sqlite3_wal_checkpoint_v2(
        c->db, NULL, truncate ? SQLITE_CHECKPOINT_TRUNCATE : SQLITE_CHECKPOINT_PASSIVE, NULL, NULL);
    (void)sqlite3_busy_timeout(c->db, BUSY_MS);
    if (rc == SQLITE_OK && truncate)
        c->wal_pages = 0;
    return rc == SQLITE_OK || (rc & 0xff) == SQLITE_BUSY ? NULL
                                                         : fault(a, "checkpoint: %s", sqlite3_errmsg(c->db));
}

const struct store store_sqlite = {
    .kind = DB_SQLITE,
    .open = sqlite_open,
    .close = sqlite_close,
    .control = sqlite_control,
    .run = sqlite_run,
    .exec = sqlite_exec,
    .check = sqlite_check,
    .usable = sqlite_usable,
};
