/* db_impl.h: what the files of db/ know of each other. Nobody else includes it.
**
** db.c lends connections and keeps the rules that hold on both stores; a store (db_sqlite.c, db_pg.c) is a struct
** of functions over a connection; executor.c runs work on threads, and sqlite_writer.c is its writer for SQLite. */
#ifndef DB_DB_IMPL_H
#define DB_DB_IMPL_H

#include "db/db.h"

#include <pthread.h>
#include <stdatomic.h>

#define PARAMS_MAX 40
#define COLUMNS_MAX 80

enum conn_use {
    CONN_READ,  /* inside one read transaction, may not write */
    CONN_WRITE, /* a TX is a transaction of its own */
    CONN_BATCH  /* the executor's writer on SQLite: a TX is a savepoint in the open batch */
};

enum control { BEGIN_READ, BEGIN_WRITE, COMMIT, ROLLBACK, SAVE, RELEASE, ROLLBACK_TO, CONTROL_COUNT };

/* Takes the rows of one statement. The cells point into the library's memory and live until the call returns. */
struct sink {
    struct err *(*row)(struct sink *sink, const struct row *r);
    void *to, *arg;
    size_t rows;
    bool stream;         /* many rows may come: do not hold them all */
    struct err *stopped; /* what row() answered when it wanted no more */
};

struct store {
    enum db_kind kind;
    struct err *(*open)(struct arena *a, struct db *db, enum conn_use use, struct conn **ret) MUST_CHECK;
    void (*close)(struct conn *conn);
    /* Transaction control; errors of COMMIT and BEGIN are the caller's to report. */
    struct err *(*control)(struct conn *conn, struct arena *a, enum control what) MUST_CHECK;
    /* Runs one statement; its values have been checked against its types. NULL also when the sink stopped it. */
    struct err *(*run)(struct conn *conn, struct arena *a, const struct stmt *s, const struct value *v,
                       struct sink *sink, int64_t *ret_changed) MUST_CHECK;
    /* Runs a script of several statements: migrations. */
    struct err *(*exec)(struct conn *conn, struct arena *a, const char *script) MUST_CHECK;
    struct err *(*check)(struct conn *conn, struct arena *a, const struct stmt *s) MUST_CHECK;
    /* False: it must be closed, not lent again. */
    bool (*usable)(struct conn *conn);
};
extern const struct store store_sqlite, store_postgres;

/* What to call after a commit; in the arena of the work that asked. */
struct after_commit {
    struct after_commit *next;
    void (*fn)(int64_t arg);
    int64_t arg;
};

struct tx {
    struct ctx *ctx;
    struct after_commit *after;
    struct err *failed; /* the first error of the database inside it: every later call gives it again */
    bool open;
};

/* One statement on one connection. */
struct prepared {
    const struct stmt *stmt;
    void *handle;              /* NULL: not yet. SQLite: sqlite3_stmt *; PostgreSQL: its name on the server */
    uint8_t index[PARAMS_MAX]; /* SQLite: the index of $1…$n, by name */
};

struct conn {
    const struct store *store;
    struct db *db;
    struct arena *arena; /* its own: it and its table of statements live in it */
    enum conn_use use;
    struct tx *tx;      /* the one that is open, or NULL */
    struct after_commit *after; /* CONN_BATCH: of the savepoints that are waiting for the batch's COMMIT */
    int64_t statements; /* since it was lent */
    int64_t commits;    /* likewise */
    char broken[240];   /* "": works. Else why nothing may be asked of it until it is given back */
    struct prepared *table;
    size_t mask;
    struct conn *next; /* in the list of idle ones */
};

struct executor;
struct db {
    _Atomic int64_t batches, batches_lost, members; /* of the writer on SQLite */
    int64_t serial;
    const struct store *store;
    struct arena *arena; /* its own */
    const char *url;     /* without "sqlite:" */
    int keep_idle, workers;
    pthread_mutex_t lock;
    struct conn *idle[2]; /* CONN_READ, CONN_WRITE; PostgreSQL uses the second for both */
    int idle_count[2];
    struct executor *executor;
    /* for tests only, set through db_fault.h */
    atomic_int fault_point, fault_after;
    atomic_llong wal_limit; /* bytes of the log above which the writer truncates it */
};

/* db.c */
void after_commit_run(const struct after_commit *list);
/* Opens a connection of a store: the part that all have. size is that of the struct that begins with conn. */
struct conn *conn_make(struct db *db, enum conn_use use, size_t size);
void conn_break(struct conn *conn, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* The error for a key that exists already or an UPDATE that found nothing. */
struct err *db_conflict(struct arena *a) MUST_CHECK;
/* Runs a statement under the rules of both stores. */
struct err *conn_run(struct conn *conn, struct arena *a, const struct stmt *s, const struct value *v,
                     struct sink *sink, int64_t *ret_changed) MUST_CHECK;

/* stmt.c */
size_t stmt_count(void);
const struct stmt *stmt_at(size_t i);
/* The slot of a statement on this connection (its handle NULL the first time). */
struct prepared *conn_prepared(struct conn *conn, const struct stmt *s);
/* Same number and types as declared, else the program is wrong: assert. */
void stmt_check_values(const struct stmt *s, const struct value *v);

/* row.c */
struct row row_copy(struct arena *a, const struct row *r);

/* executor.c */
struct executor *executor_make(struct db *db);
void executor_free(struct executor *ex);
void executor_stop(struct executor *ex);
/* The writer's side: the next WRITE work or NULL; waits for one if wait is true, and then NULL means stop. */
struct work *executor_next_write(struct executor *ex, bool wait);

/* sqlite_writer.c: the threads that executor.c starts on SQLite; arg is the struct executor */
struct db *executor_db(struct executor *ex);
void sqlite_writer_run(struct executor *ex);
/* db_sqlite.c: for the writer and the backup */
struct sqlite3 *sqlite_handle(struct conn *conn);
int64_t sqlite_wal_pages(struct conn *conn);
struct err *sqlite_checkpoint(struct conn *conn, struct arena *a, bool truncate) MUST_CHECK;

/* migrate.c: the same with another list of migrations, for tests */
struct migration;
struct err *db_migrate_list(struct arena *a, struct db *db, const struct migration *list, size_t n,
                            int *ret_applied) MUST_CHECK;
/* expand.c: the text of a migration for a store; FAULT where it is malformed. */
struct err *migration_expand(struct arena *a, enum db_kind kind, const char *name, const char *sql,
                             const char **ret) MUST_CHECK;
#endif
