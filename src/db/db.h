/* db.h: the store. One face over SQLite and PostgreSQL 15+.
**
** Statements are declared beside the type they fill (STMT), in one dialect (DESIGN §7), and found through a linker
** section: db_open() checks every one of them, so that a typo stops the start and not a user in December. There is
** no function that takes SQL at run time.
**
** Reading needs a struct ctx (its .db is the connection lent to this work), writing a struct tx: a page that only
** shows something cannot write by mistake. Rows are copied into the arena of the ctx.
**
** Writing on SQLite happens on one thread: the executor runs each piece of work as a savepoint in an open batch and
** releases the answers only after the batch's COMMIT is on disk. On PostgreSQL each piece of work is a SERIALIZABLE
** transaction of its own on one of several connections; ERR_RETRY asks the boundary to run it again as a whole, so
** a use case acts on nothing but the database. */
#ifndef DB_DB_H
#define DB_DB_H

#include "base/arena.h"
#include "base/ctx.h"
#include "base/err.h"

#include <stdbool.h>

enum stmt_mode { READ, WRITE };

struct stmt {
    const char *name;   /* unique in the program: the identifier given to STMT */
    enum stmt_mode mode;
    const char *types;  /* one letter per parameter $1…$n: i int64, t text, b bytes */
    const char *sql;    /* the shared dialect, or SQLite's */
    const char *sql_pg; /* NULL where both are the same */
    const char *at;     /* file:line */
};

/* STMT(call_by_id, READ, "i", "SELECT … FROM call WHERE id = $1"); */
#define STMT(n, m, types_, sql_) STMT2(n, m, types_, sql_, NULL)
/* The rare statement that the two stores must word differently. */
#define STMT2(n, m, types_, sql_, pg_)                                                             \
    static const struct stmt n = { #n, m, types_, sql_, pg_, ERR_HERE };                            \
    static const struct stmt *const stmt_##n##_ __attribute__((used, section("kyoten_stmts"))) = &n

/* ── values in ── */
enum value_kind { VALUE_END, VALUE_NULL, VALUE_I64, VALUE_TEXT, VALUE_BYTES };
struct value {
    enum value_kind kind;
    union {
        int64_t i64;
        const char *text;
        struct bytes bytes;
    };
};
static inline struct value I64(int64_t v)
{
    return (struct value){ .kind = VALUE_I64, .i64 = v };
}
/* NULL becomes SQL NULL. */
static inline struct value TXT(const char *s)
{
    return s ? (struct value){ .kind = VALUE_TEXT, .text = s } : (struct value){ .kind = VALUE_NULL };
}
static inline struct value BYTES(struct bytes b)
{
    return b.p ? (struct value){ .kind = VALUE_BYTES, .bytes = b } : (struct value){ .kind = VALUE_NULL };
}
static inline struct value NUL(void)
{
    return (struct value){ .kind = VALUE_NULL };
}
static inline struct value BOOL01(bool b)
{
    return I64(b ? 1 : 0);
}
/* SQL NULL where the number stands for "unknown" (for dates and instants: INT64_MIN). */
static inline struct value I64_OR_NULL(int64_t v)
{
    return v == INT64_MIN ? NUL() : I64(v);
}
#define VALUES_(...) ((const struct value[]){ __VA_ARGS__ __VA_OPT__(, ){ .kind = VALUE_END } })

/* ── rows out ── */
struct cell {
    enum value_kind kind; /* NULL, I64, TEXT or BYTES */
    union {
        int64_t i64;
        struct bytes bytes; /* TEXT too: NUL-terminated, .n without the NUL */
    };
};
struct row {
    int n;
    struct cell *cell;
};
struct rows {
    size_t n;
    struct row *v;
};
/* Columns by their order in the SELECT. Asking for another type than the column has is a programmer's error
** (assert). NULL reads as "" with row_text, NULL with row_text_or_null, INT64_MIN with row_i64_or_unknown. */
int64_t row_i64(const struct row *r, int col);
int64_t row_i64_or_unknown(const struct row *r, int col);
bool row_bool(const struct row *r, int col);
const char *row_text(const struct row *r, int col);
const char *row_text_or_null(const struct row *r, int col);
struct bytes row_bytes(const struct row *r, int col);
bool row_is_null(const struct row *r, int col);

/* ── reading: all rows; exactly one (none: ERR_NOT_FOUND); one or none ── */
#define db_rows(c, stmt, ret, ...) db_rows_((c), &(stmt), (ret), VALUES_(__VA_ARGS__))
#define db_row(c, stmt, ret, ...) db_row_((c), &(stmt), (ret), VALUES_(__VA_ARGS__))
#define db_find(c, stmt, ret, found, ...) db_find_((c), &(stmt), (ret), (found), VALUES_(__VA_ARGS__))
struct err *db_rows_(struct ctx *c, const struct stmt *s, struct rows *ret, const struct value *v) MUST_CHECK;
struct err *db_row_(struct ctx *c, const struct stmt *s, struct row *ret, const struct value *v) MUST_CHECK;
struct err *db_find_(struct ctx *c, const struct stmt *s, struct row *ret, bool *ret_found,
                     const struct value *v) MUST_CHECK;
/* One number of a SELECT with one row and one column (count(*), …). */
#define db_i64(c, stmt, ret, ...) db_i64_((c), &(stmt), (ret), VALUES_(__VA_ARGS__))
struct err *db_i64_(struct ctx *c, const struct stmt *s, int64_t *ret, const struct value *v) MUST_CHECK;
/* Row by row, for exports and checks of the whole store: nothing is kept; the row lives until fn returns. */
#define db_each(c, stmt, fn, arg, ...) db_each_((c), &(stmt), (fn), (arg), VALUES_(__VA_ARGS__))
struct err *db_each_(struct ctx *c, const struct stmt *s, struct err *(*fn)(struct ctx *, const struct row *, void *),
                     void *arg, const struct value *v) MUST_CHECK;

/* ── writing ── */
struct tx;
/* TX(tx, c): begins; rolls back on every way out of the block except after tx_commit. One at a time per connection,
** and one per piece of work on the executor: after a commit there is no running it again.
** An error of the database inside it ends it: whatever follows, tx_commit too, gives the same error on both stores
** (PostgreSQL knows no other way). A row count of 0 (db_must, db_put) and ERR_NOT_FOUND end nothing.
** A key that exists already is ERR_CONFLICT; every other broken constraint is a FAULT: rules are checked before.
** tx_end takes a pointer to NULL; a TX on a connection that may only read makes the first write a FAULT. */
#define TX(name, c) struct tx *name __attribute__((cleanup(tx_end))) = tx_begin(c)
struct tx *tx_begin(struct ctx *c) __attribute__((returns_nonnull));
void tx_end(struct tx **tx);
struct err *tx_commit(struct tx *tx) MUST_CHECK;
/* Calls fn(arg) when what the transaction did is durable, before anybody is told of it; on the thread that committed,
** so fn only takes a note in memory. Never called for what did not become durable. */
void tx_after_commit(struct tx *tx, void (*fn)(int64_t arg), int64_t arg);
struct ctx *tx_ctx(struct tx *tx); /* the ctx it was begun on: reads inside the transaction go through it */

/* Runs a WRITE. db_run: any number of rows (ret_changed may be NULL). db_must: exactly one row changed, else
** ERR_CONFLICT with MSG_DB_CONFLICT ("store.msg.h"). db_put: a WRITE … RETURNING one row, none: ERR_CONFLICT. */
#define db_run(tx, stmt, ret_changed, ...) db_run_((tx), &(stmt), (ret_changed), VALUES_(__VA_ARGS__))
#define db_must(tx, stmt, ...) db_must_((tx), &(stmt), VALUES_(__VA_ARGS__))
#define db_put(tx, stmt, ret, ...) db_put_((tx), &(stmt), (ret), VALUES_(__VA_ARGS__))
struct err *db_run_(struct tx *tx, const struct stmt *s, int64_t *ret_changed, const struct value *v) MUST_CHECK;
struct err *db_must_(struct tx *tx, const struct stmt *s, const struct value *v) MUST_CHECK;
struct err *db_put_(struct tx *tx, const struct stmt *s, struct row *ret, const struct value *v) MUST_CHECK;

/* ── the store itself: db_open, db_migrate, db_check_statements, then work ── */
struct db;
enum db_kind { DB_SQLITE, DB_POSTGRES };
struct db_config {
    const char *url;      /* "sqlite:/path/kyoten.db", or libpq's "postgresql://…" or "host=… dbname=…" */
    int readers, workers; /* idle connections kept for reading, threads of the pool; 0: four of each */
};
/* Opens the store (SQLite: makes the file if it is absent) and asks whether it is fit for us. Migrates nothing. */
struct err *db_open(struct arena *a, const struct db_config *cfg, struct db **ret) MUST_CHECK;
/* Prepares every STMT of the program: a typo, a READ that writes, a wrong number of parameters or (PostgreSQL) a
** column type that the program does not know is a FAULT naming the statement. Only once the schema is current. */
struct err *db_check_statements(struct arena *a, struct db *db) MUST_CHECK;
/* Stops the executor and closes every connection; all that was lent must have been given back. Sets *db to NULL. */
void db_close(struct db **db);
enum db_kind db_kind_of(const struct db *db);
/* Another one for every db_open() of this process: what is kept in memory of a store is kept under it. */
int64_t db_serial(const struct db *db);
int64_t conn_serial(const struct conn *conn); /* of its store */
/* Applies what is missing of sql/NNNN_name.sql (compiled in), in order, one transaction each, recorded with a
** checksum. An old file that changed, or a store newer than the program, is refused in one clear sentence. */
struct err *db_migrate(struct arena *a, struct db *db, int *ret_applied) MUST_CHECK;

/* Copies one moment of the store, while it is in use, to a new file (mode 0600), checked and on disk when it returns;
** refuses to overwrite. SQLite only: on PostgreSQL a FAULT that names pg_dump. */
struct err *db_backup(struct arena *a, struct db *db, const char *path) MUST_CHECK;

/* A connection for reading, lent until given back, inside one read transaction: a page is consistent. Never NULL:
** where none can be had (the server is gone), everything asked of it is a FAULT. */
struct conn *conn_read_begin(struct db *db) __attribute__((returns_nonnull));
void conn_read_end(struct conn *conn);
/* A connection for writing outside the executor: commands and tests only. A TX on it is a transaction of its own,
** durable when tx_commit returns. */
struct conn *conn_write_begin(struct db *db) __attribute__((returns_nonnull));
void conn_write_end(struct conn *conn);
/* Statements run on it since it was lent, BEGIN and COMMIT not counted: the figure that page tests assert. */
int64_t conn_statements(const struct conn *conn);

/* ── the executor: work that must wait for the writer, for durability, for PostgreSQL or for something slow ── */
struct work {
    /* Runs on an executor thread with a connection: mode WRITE on SQLite inside the open batch. May be run again
    ** after ERR_RETRY (PostgreSQL): must start from nothing each time. */
    struct err *(*run)(struct work *w, struct conn *conn);
    /* Runs once when the outcome is final: e is NULL (durable, or a read), or what went wrong. On an executor thread
    ** (SQLite: the writer itself, for a whole batch), so it only hands over: it wakes whoever waits. */
    void (*done)(struct work *w, struct err *e);
    struct arena *arena; /* for errors of the executor itself; nobody else uses it before done */
    enum stmt_mode mode; /* READ: any pool thread with a reading connection. WRITE: see above */
    struct work *next;   /* the executor's, as is outcome */
    struct err *outcome;
};
/* Queues work; never blocks. After db_stop() done is called at once, by the caller's thread, with a FAULT. */
void db_submit(struct db *db, struct work *w);
/* What the executor has done since it began, and what waits now. Batches: SQLite's. */
struct db_figures {
    int64_t pool_waiting, writes_waiting, batches, batches_lost, members;
};
void db_figures(struct db *db, struct db_figures *ret);
/* Finishes what is queued, then ends the threads. db_close() calls it. */
void db_stop(struct db *db);
/* Submits fn and waits for the outcome: for commands and jobs, never for event threads. fn may run again (see
** work.run); what it makes it keeps in its own arena, a is for errors of the executor. */
struct err *db_do(struct arena *a, struct db *db, enum stmt_mode mode,
                  struct err *(*fn)(struct conn *conn, void *arg), void *arg) MUST_CHECK;

#endif
