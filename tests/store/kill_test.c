/* kill_test.c: a process that is killed while it writes. What it had acknowledged is there; no half batch is. */
#include "store.h"

#include "db/db_fault.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#define IN_FLIGHT 16
#define ENOUGH 200 /* acknowledgements after which it is killed */

TEST_STMT(pair_add, WRITE, "i", "INSERT INTO pair (id) VALUES ($1)");
TEST_STMT(pair_has, READ, "i", "SELECT count(*) FROM pair WHERE id = $1 OR id = -$1");
TEST_STMT(pair_odd, READ, "",
          "SELECT count(*) FROM pair p WHERE NOT EXISTS (SELECT 1 FROM pair q WHERE q.id = -p.id)");
TEST_STMT(pair_count, READ, "", "SELECT count(*) FROM pair");

struct writer {
    struct work work;
    struct db *db;
    int64_t id;
    int ack; /* where acknowledgements are written to */
};

/* Two rows in one transaction, so that half of one can be seen. */
static struct err *writer_run(struct work *w, struct conn *conn)
{
    struct writer *x = (struct writer *)w;
    arena_reset(w->arena);
    struct ctx c = { .arena = w->arena, .db = conn, .now = STORE_NOW };
    TX(tx, &c);
    TRY(db_must(tx, pair_add, I64(x->id)));
    TRY(db_must(tx, pair_add, I64(-x->id)));
    return tx_commit(tx);
}

static void writer_done(struct work *w, struct err *e)
{
    struct writer *x = (struct writer *)w;
    if (e || write(x->ack, &x->id, sizeof x->id) != (ssize_t)sizeof x->id)
        _exit(3);
    x->id += IN_FLIGHT;
    db_submit(x->db, w);
}

_Noreturn static void child(const char *url, int ack, enum db_fault_point point)
{
    static struct writer writers[IN_FLIGHT];
    struct arena *a = arena_make(0);
    struct db *db = NULL;
    (void)alarm(60); /* if everything else fails */
    if (db_open(a, &(struct db_config){ .url = url }, &db))
        _exit(2);
    if (point)
        db_fault_set(db, point, 5);
    for (int i = 0; i < IN_FLIGHT; i++) {
        writers[i] = (struct writer){ .db = db, .id = i + 1, .ack = ack };
        writers[i].work =
            (struct work){ .run = writer_run, .done = writer_done, .arena = arena_make(0), .mode = WRITE };
        db_submit(db, &writers[i].work);
    }
    for (;;)
        (void)pause();
}

static struct err *make_table(struct arena *a, const char *url)
{
    struct db *db = NULL;
    TRY(db_open(a, &(struct db_config){ .url = url }, &db));
    struct conn *conn = conn_write_begin(db);
    struct err *e = db_fault_exec(conn, a, "CREATE TABLE pair (id BIGINT PRIMARY KEY)");
    conn_write_end(conn);
    db_close(&db);
    return e;
}

/* Starts the child, kills it after enough acknowledgements (or lets it kill itself), keeps all it acknowledged. */
static size_t play(const char *url, enum db_fault_point point, int64_t *acked, size_t room)
{
    int ends[2];
    size_t n = 0;
    int status = 0;
    CHECK_I64(pipe(ends), 0);
    pid_t pid = fork();
    if (pid == 0)
        child(url, ends[1], point);
    (void)close(ends[1]);
    for (ssize_t got = 1; n < room;) {
        got = read(ends[0], &acked[n], sizeof *acked);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            break;
        if (++n == ENOUGH && !point)
            (void)kill(pid, SIGKILL);
    }
    (void)kill(pid, SIGKILL);
    (void)close(ends[0]);
    CHECK_I64(waitpid(pid, &status, 0), pid);
    CHECK(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
    return n;
}

static void killed(struct arena *a, enum db_kind kind, enum db_fault_point point, size_t *ret_acked,
                   int64_t *ret_rows)
{
    static int64_t acked[100000];
    const char *url = store_test_url(a, kind);
    struct db *db = NULL;
    int64_t n = 0;
    if (!url)
        SKIP(STORE_NO_POSTGRES);
    CHECK_OK(make_table(a, url));
    size_t count = play(url, point, acked, sizeof acked / sizeof *acked);
    CHECK_OK(db_open(a, &(struct db_config){ .url = url }, &db));
    struct ctx c = { .arena = a, .db = conn_read_begin(db), .now = STORE_NOW };
    int64_t missing = 0;
    for (size_t i = 0; i < count; i++) {
        CHECK_OK(db_i64(&c, pair_has, &n, I64(acked[i])));
        missing += n != 2;
    }
    CHECK_I64(missing, 0);
    CHECK_OK(db_i64(&c, pair_odd, &n));
    CHECK_I64(n, 0);
    CHECK_OK(db_i64(&c, pair_count, ret_rows));
    *ret_acked = count;
    conn_read_end(c.db);
    db_close(&db);
}

TEST(a_killed_process_has_lost_nothing_that_it_acknowledged_on_sqlite)
{
    size_t acked = 0;
    int64_t rows = 0;
    for (int i = 0; i < 3; i++) {
        killed(a, DB_SQLITE, DB_FAULT_NONE, &acked, &rows);
        CHECK(acked >= ENOUGH);
    }
}

TEST(a_killed_process_has_lost_nothing_that_it_acknowledged_on_postgres)
{
    size_t acked = ENOUGH;
    int64_t rows = 0;
    killed(a, DB_POSTGRES, DB_FAULT_NONE, &acked, &rows);
    CHECK(acked >= ENOUGH);
}

TEST(killed_before_its_commit_a_batch_does_not_exist)
{
    size_t acked = 0;
    int64_t rows = 0;
    killed(a, DB_SQLITE, DB_FAULT_DIE_BEFORE_COMMIT, &acked, &rows);
    CHECK_I64(rows, 2 * (int64_t)acked);
}

TEST(killed_after_its_commit_a_batch_exists_though_nobody_was_told)
{
    size_t acked = 0;
    int64_t rows = 0;
    killed(a, DB_SQLITE, DB_FAULT_DIE_AFTER_COMMIT, &acked, &rows);
    CHECK(rows > 2 * (int64_t)acked);
}
