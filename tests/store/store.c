/* store.c: makes stores for tests, see store.h. */
#include "store.h"

#include "ledger_check.h"

#include "base/buf.h"

#include <assert.h>
#include <libpq-fe.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static struct {
    char folder[64];  /* of the SQLite files; made at the first use, removed at the end */
    bool migrated[2]; /* there is a template */
    int count;        /* stores made so far */
    pid_t pid;        /* of the program: a child removes nothing */
} made;

static void die(const char *what, const char *why)
{
    (void)fprintf(stderr, "tests/store: %s: %s\n", what, why);
    abort();
}

static void must(struct err *e, const char *what)
{
    if (e)
        die(what, e->why ? e->why : "refused");
}

/* ── PostgreSQL: one statement on the server ── */

static const char *server(void)
{
    const char *s = getenv("KYOTEN_TEST_PG"); // NOLINT(concurrency-mt-unsafe): one thread
    return s && *s ? s : NULL;
}

/* A database whose last connection is still going is in use (SQLSTATE 55006): the server itself waits five seconds for
** it, on a busy machine not long enough, so it is asked again. */
#define IN_USE "55006"
#define TIMES_ASKED 12

static void on_server(const char *sql)
{
    PGconn *pg = PQconnectdb(server());
    if (PQstatus(pg) != CONNECTION_OK)
        die("KYOTEN_TEST_PG", PQerrorMessage(pg));
    PGresult *r = PQexec(pg, sql);
    for (int i = 1; i < TIMES_ASKED; i++) {
        const char *state = PQresultErrorField(r, PG_DIAG_SQLSTATE);
        if (!state || strcmp(state, IN_USE) != 0)
            break;
        PQclear(r);
        r = PQexec(pg, sql);
    }
    if (PQresultStatus(r) != PGRES_COMMAND_OK)
        die(sql, PQresultErrorMessage(r));
    PQclear(r);
    PQfinish(pg);
}

static const char *postgres_name(struct arena *a, const char *what)
{
    return arena_printf(a, "kyoten_test_%ld_%s", (long)made.pid, what);
}

/* The conninfo of the server with another database; a later word wins. */
static const char *postgres_url(struct arena *a, const char *name)
{
    return arena_printf(a, "%s dbname=%s", server(), name);
}

/* ── the folder of this run ── */

static void clean_up(void)
{
    if (getpid() != made.pid)
        return;
    ARENA(a);
    if (made.folder[0]) {
        for (const char *const *end = (const char *const[]){ "", "-wal", "-shm", NULL }; *end; end++)
            (void)unlink(arena_printf(a, "%s/template%s", made.folder, *end));
        (void)rmdir(made.folder);
    }
    if (made.migrated[DB_POSTGRES])
        on_server(arena_printf(a, "DROP DATABASE IF EXISTS %s WITH (FORCE)", postgres_name(a, "template")));
}

static void first_use(void)
{
    if (made.pid)
        return;
    made.pid = getpid();
    (void)snprintf(made.folder, sizeof made.folder, "%s/kyoten-test-XXXXXX",
                   access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp");
    if (!mkdtemp(made.folder))
        die("mkdtemp", made.folder);
    (void)atexit(clean_up);
}

static void copy_file(const char *from, const char *to)
{
    char part[65536];
    size_t n = 0;
    FILE *in = fopen(from, "rb");
    FILE *out = fopen(to, "wb");
    if (!in || !out)
        die("copy", to);
    while ((n = fread(part, 1, sizeof part, in)) > 0)
        if (fwrite(part, 1, n, out) != n)
            die("copy", to);
    (void)fclose(in);
    if (fclose(out) != 0)
        die("copy", to);
}

/* ── making one ── */

static const char *url_of(struct arena *a, enum db_kind kind, const char *name)
{
    return kind == DB_SQLITE ? arena_printf(a, "sqlite:%s/%s", made.folder, name)
                             : postgres_url(a, postgres_name(a, name));
}

static void make_empty(struct arena *a, enum db_kind kind, const char *name)
{
    if (kind == DB_POSTGRES)
        on_server(arena_printf(a, "CREATE DATABASE %s ENCODING 'UTF8' LOCALE 'C.UTF-8' TEMPLATE template0",
                               postgres_name(a, name)));
}

static void make_template(struct arena *a, enum db_kind kind)
{
    struct db *db = NULL;
    make_empty(a, kind, "template");
    must(db_open(a, &(struct db_config){ .url = url_of(a, kind, "template") }, &db), "template");
    must(db_migrate(a, db, NULL), "migrations");
    must(db_check_statements(a, db), "statements");
    db_close(&db);
    made.migrated[kind] = true;
}

static void copy_template(struct arena *a, enum db_kind kind, const char *name)
{
    if (!made.migrated[kind])
        make_template(a, kind);
    if (kind == DB_SQLITE)
        copy_file(url_of(a, kind, "template") + 7, url_of(a, kind, name) + 7);
    else
        on_server(arena_printf(a, "CREATE DATABASE %s TEMPLATE %s", postgres_name(a, name),
                               postgres_name(a, "template")));
}

struct lent {
    enum db_kind kind;
    const char *name;
};

static void removed(void *arg)
{
    const struct lent *l = arg;
    if (getpid() != made.pid)
        return;
    ARENA(a);
    if (l->kind == DB_POSTGRES) {
        on_server(arena_printf(a, "DROP DATABASE %s WITH (FORCE)", postgres_name(a, l->name)));
        return;
    }
    for (const char *const *end = (const char *const[]){ "", "-wal", "-shm", NULL }; *end; end++)
        (void)unlink(arena_printf(a, "%s%s", url_of(a, l->kind, l->name) + 7, *end));
}

static const char *make(struct arena *a, enum db_kind kind, bool migrated)
{
    if (kind == DB_POSTGRES && !server())
        return NULL;
    first_use();
    struct lent *l = arena_new(a, struct lent);
    *l = (struct lent){ kind, arena_printf(a, "%d", ++made.count) };
    if (migrated)
        copy_template(a, kind, l->name);
    else
        make_empty(a, kind, l->name);
    arena_defer(a, removed, l);
    return url_of(a, kind, l->name);
}

const char *store_test_url(struct arena *a, enum db_kind kind)
{
    return make(a, kind, true);
}

const char *store_test_url_bare(struct arena *a, enum db_kind kind)
{
    return make(a, kind, false);
}

static void closed(void *arg)
{
    struct db *db = arg;
    db_close(&db);
}

static struct db *opened(struct arena *a, const char *url)
{
    struct db *db = NULL;
    if (!url)
        return NULL;
    must(db_open(a, &(struct db_config){ .url = url }, &db), "db_open");
    arena_defer(a, closed, db);
    return db;
}

struct db *store_test_db(struct arena *a, enum db_kind kind)
{
    return opened(a, make(a, kind, true));
}

static void run_on(struct arena *a, struct db *db, void (*run)(struct ctx *c, struct db *db))
{
    if (!db)
        SKIP(STORE_NO_POSTGRES);
    struct ctx c = { .arena = a, .db = conn_write_begin(db), .now = STORE_NOW, .lang = LANG_JA,
                     .site = ledger_test_site() };
    run(&c, db);
    conn_write_end(c.db);
}

void store_test_run(struct arena *a, enum db_kind kind, void (*run)(struct ctx *c, struct db *db))
{
    run_on(a, store_test_db(a, kind), run);
}

void store_test_run_bare(struct arena *a, enum db_kind kind, void (*run)(struct ctx *c, struct db *db))
{
    run_on(a, opened(a, make(a, kind, false)), run);
}
