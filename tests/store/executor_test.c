/* executor_test.c: who is told what when work is done on the executor's threads, and when something goes wrong. */
#include "store.h"

#include "db/db_fault.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <sys/stat.h>

TEST_STMT(note_add, WRITE, "it", "INSERT INTO note (id, text) VALUES ($1, $2)");
TEST_STMT(note_child, WRITE, "ii", "INSERT INTO note (id, text, parent) VALUES ($1, 'child', $2)");
TEST_STMT(note_count, READ, "", "SELECT count(*) FROM note");
TEST_STMT(note_has, READ, "i", "SELECT count(*) FROM note WHERE id = $1");
TEST_STMT(terminate_others, READ, "",
          "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
          " WHERE datname = current_database() AND pid <> pg_backend_pid()");

static const char NOTE[] = "CREATE TABLE note (id BIGINT PRIMARY KEY, text TEXT, parent BIGINT REFERENCES note (id))";

/* ── work that a test can hold, look into and wait for ── */

struct gate {
    pthread_mutex_t lock;
    pthread_cond_t changed;
    bool entered, open;
    int answered; /* how many done() have come */
};

static struct gate gate_make(void)
{
    return (struct gate){ .lock = PTHREAD_MUTEX_INITIALIZER, .changed = PTHREAD_COND_INITIALIZER };
}

static void gate_set(struct gate *g, bool *what)
{
    (void)pthread_mutex_lock(&g->lock);
    *what = true;
    (void)pthread_cond_broadcast(&g->changed);
    (void)pthread_mutex_unlock(&g->lock);
}

static void gate_wait(struct gate *g, const bool *what)
{
    (void)pthread_mutex_lock(&g->lock);
    while (!*what)
        (void)pthread_cond_wait(&g->changed, &g->lock);
    (void)pthread_mutex_unlock(&g->lock);
}

static void gate_wait_answers(struct gate *g, int n)
{
    (void)pthread_mutex_lock(&g->lock);
    while (g->answered < n)
        (void)pthread_cond_wait(&g->changed, &g->lock);
    (void)pthread_mutex_unlock(&g->lock);
}

struct job {
    struct work work;
    struct gate *gate;
    struct db *db;
    int64_t id, parent;
    const char *text;
    const char *first; /* any SQL before: a pragma */
    bool holds;        /* waits for the gate inside its transaction */
    bool uncommitted;
    int runs;
    struct err *e;
    bool answered;
};

static struct err *job_run(struct work *w, struct conn *conn)
{
    struct job *j = (struct job *)w;
    struct ctx c = { .arena = w->arena, .db = conn, .now = STORE_NOW };
    int64_t n = 0;
    j->runs++;
    if (j->first)
        TRY(db_fault_exec(conn, w->arena, j->first));
    TX(tx, &c);
    TRY(db_i64(&c, note_count, &n));
    if (j->holds && j->runs == 1) {
        gate_set(j->gate, &j->gate->entered);
        gate_wait(j->gate, &j->gate->open);
    }
    if (j->parent)
        TRY(db_run(tx, note_child, NULL, I64(j->id), I64(j->parent)));
    else if (j->id)
        TRY(db_run(tx, note_add, NULL, I64(j->id), TXT(j->text)));
    if (j->uncommitted)
        return not_found(w->arena);
    return tx_commit(tx);
}

static void job_done(struct work *w, struct err *e)
{
    struct job *j = (struct job *)w;
    (void)pthread_mutex_lock(&j->gate->lock);
    j->e = e;
    j->answered = true;
    j->gate->answered++;
    (void)pthread_cond_broadcast(&j->gate->changed);
    (void)pthread_mutex_unlock(&j->gate->lock);
}

static void free_arena(void *arena)
{
    (void)arena_free(arena);
}

static struct arena *arena_of_job(struct arena *a)
{
    struct arena *own = arena_make(0);
    arena_defer(a, free_arena, own);
    return own;
}

static struct job *job_make(struct arena *a, struct gate *g, int64_t id)
{
    struct job *j = arena_new(a, struct job);
    *j = (struct job){ .gate = g, .id = id, .text = "text" };
    j->work = (struct work){ .run = job_run, .done = job_done, .arena = arena_of_job(a), .mode = WRITE };
    return j;
}

/* A job that keeps the writer's batch open until the gate is opened: what is submitted meanwhile is in its batch. */
static struct job *hold(struct arena *a, struct db *db, struct gate *g, int64_t id)
{
    struct job *j = job_make(a, g, id);
    j->holds = true;
    db_submit(db, &j->work);
    gate_wait(g, &g->entered);
    return j;
}

static struct job *submit(struct arena *a, struct db *db, struct gate *g, int64_t id)
{
    struct job *j = job_make(a, g, id);
    db_submit(db, &j->work);
    return j;
}

static bool has(struct ctx *c, int64_t id)
{
    int64_t n = 0;
    CHECK_OK(db_i64(c, note_has, &n, I64(id)));
    return n == 1;
}

static int64_t count(struct ctx *c)
{
    int64_t n = -1;
    CHECK_OK(db_i64(c, note_count, &n));
    return n;
}

/* ── both stores ── */

STORE_TEST(everybody_is_answered_once_and_what_was_answered_is_there)
{
    struct gate g = gate_make();
    struct job *job[40];
    CHECK_OK(db_fault_exec(c->db, c->arena, NOTE));
    for (int i = 0; i < 40; i++)
        job[i] = submit(c->arena, db, &g, i + 1);
    gate_wait_answers(&g, 40);
    for (int i = 0; i < 40; i++) {
        CHECK_OK(job[i]->e);
        CHECK(has(c, i + 1));
    }
    CHECK_I64(g.answered, 40);
}

STORE_TEST(work_that_does_not_commit_leaves_nothing)
{
    struct gate g = gate_make();
    CHECK_OK(db_fault_exec(c->db, c->arena, NOTE));
    struct job *j = job_make(c->arena, &g, 1);
    j->uncommitted = true;
    db_submit(db, &j->work);
    struct job *other = submit(c->arena, db, &g, 2);
    gate_wait_answers(&g, 2);
    CHECK_ERR(j->e, ERR_NOT_FOUND);
    CHECK_OK(other->e);
    CHECK(!has(c, 1) && has(c, 2));
}

STORE_TEST(reading_work_cannot_write)
{
    struct gate g = gate_make();
    CHECK_OK(db_fault_exec(c->db, c->arena, NOTE));
    struct job *j = job_make(c->arena, &g, 1);
    j->work.mode = READ;
    db_submit(db, &j->work);
    gate_wait_answers(&g, 1);
    CHECK_ERR(j->e, ERR_FAULT);
    CHECK_I64(count(c), 0);
}

STORE_TEST(stopping_finishes_what_is_queued_and_refuses_the_rest)
{
    struct gate g = gate_make();
    struct job *job[10];
    CHECK_OK(db_fault_exec(c->db, c->arena, NOTE));
    for (int i = 0; i < 10; i++)
        job[i] = submit(c->arena, db, &g, i + 1);
    db_stop(db);
    CHECK_I64(g.answered, 10);
    for (int i = 0; i < 10; i++)
        CHECK_OK(job[i]->e);
    struct job *late = submit(c->arena, db, &g, 99);
    CHECK(late->answered);
    CHECK_ERR(late->e, ERR_FAULT);
    CHECK_I64(count(c), 10);
}

static struct err *add_seven(struct conn *conn, void *arg)
{
    struct ctx c = { .arena = arg, .db = conn, .now = STORE_NOW };
    TX(tx, &c);
    TRY(db_must(tx, note_add, I64(7), TXT("seven")));
    return tx_commit(tx);
}

STORE_TEST(a_command_can_wait_for_its_work)
{
    CHECK_OK(db_fault_exec(c->db, c->arena, NOTE));
    CHECK_OK(db_do(c->arena, db, WRITE, add_seven, c->arena));
    CHECK(has(c, 7));
    CHECK_ERR(db_do(c->arena, db, WRITE, add_seven, c->arena), ERR_CONFLICT);
}

/* ── SQLite: the batch ── */

static struct db *sqlite_with_notes(struct arena *a, struct ctx *ret)
{
    struct db *db = store_test_db(a, DB_SQLITE);
    *ret = (struct ctx){ .arena = a, .db = conn_write_begin(db), .now = STORE_NOW };
    CHECK_OK(db_fault_exec(ret->db, a, NOTE));
    return db;
}

TEST(an_ordinary_error_in_a_batch_touches_only_its_own)
{
    struct ctx c;
    struct gate g = gate_make();
    struct db *db = sqlite_with_notes(a, &c);
    struct job *first = hold(a, db, &g, 1);
    struct job *same_key = submit(a, db, &g, 1);
    struct job *orphan = job_make(a, &g, 2);
    orphan->parent = 77;
    db_submit(db, &orphan->work);
    struct job *good = submit(a, db, &g, 3);
    gate_set(&g, &g.open);
    gate_wait_answers(&g, 4);
    CHECK_OK(first->e);
    CHECK_ERR(same_key->e, ERR_CONFLICT);
    CHECK_ERR(orphan->e, ERR_FAULT);
    CHECK_OK(good->e);
    CHECK(has(&c, 1) && !has(&c, 2) && has(&c, 3));
    conn_write_end(c.db);
}

TEST(nobody_is_answered_before_the_batch_is_on_disk)
{
    struct ctx c;
    struct gate g = gate_make();
    struct db *db = sqlite_with_notes(a, &c);
    struct job *early = job_make(a, &g, 1); /* runs first, in the batch that the second holds open */
    struct job *holder = job_make(a, &g, 2);
    struct job *opener = hold(a, db, &g, 3);
    struct gate second = gate_make();
    holder->gate = &second;
    holder->holds = true;
    db_submit(db, &early->work);
    db_submit(db, &holder->work);
    gate_set(&g, &g.open);
    gate_wait(&second, &second.entered); /* opener and early have run, and neither may have been told */
    (void)pthread_mutex_lock(&g.lock);
    CHECK(!opener->answered && !early->answered);
    (void)pthread_mutex_unlock(&g.lock);
    CHECK_I64(count(&c), 0);
    gate_set(&second, &second.open);
    gate_wait_answers(&g, 2);
    gate_wait_answers(&second, 1);
    CHECK_I64(count(&c), 3);
    conn_write_end(c.db);
}

static void all_lost(struct ctx *c, struct job *const *job, int n)
{
    for (int i = 0; i < n; i++)
        CHECK_ERR(job[i]->e, ERR_FAULT);
    CHECK_I64(count(c), 0);
}

TEST(a_batch_whose_commit_fails_tells_everybody_and_nothing_of_it_exists)
{
    struct ctx c;
    struct gate g = gate_make();
    struct db *db = sqlite_with_notes(a, &c);
    db_fault_set(db, DB_FAULT_COMMIT, 1);
    struct job *job[3] = { hold(a, db, &g, 1), submit(a, db, &g, 2), job_make(a, &g, 3) };
    job[2]->uncommitted = true; /* a refusal is lost too: it may rest on what the others wrote */
    db_submit(db, &job[2]->work);
    gate_set(&g, &g.open);
    gate_wait_answers(&g, 3);
    all_lost(&c, job, 3);
    struct job *after = submit(a, db, &g, 4);
    gate_wait_answers(&g, 4);
    CHECK_OK(after->e);
    CHECK_I64(count(&c), 1);
    conn_write_end(c.db);
}

TEST(a_commit_that_sqlite_refuses_tells_everybody_too)
{
    struct ctx c;
    struct gate g = gate_make();
    struct db *db = sqlite_with_notes(a, &c);
    struct job *job[3] = { hold(a, db, &g, 1), job_make(a, &g, 2), NULL };
    job[1]->first = "PRAGMA defer_foreign_keys = 1"; /* the orphan is found only at COMMIT */
    job[1]->parent = 77;
    db_submit(db, &job[1]->work);
    job[2] = submit(a, db, &g, 3);
    gate_set(&g, &g.open);
    gate_wait_answers(&g, 3);
    all_lost(&c, job, 3);
    struct job *after = submit(a, db, &g, 4);
    gate_wait_answers(&g, 4);
    CHECK_OK(after->e);
    conn_write_end(c.db);
}

TEST(a_full_disk_loses_the_batch_for_everybody_and_nothing_that_was_answered)
{
    struct ctx c;
    struct gate g = gate_make();
    struct db *db = sqlite_with_notes(a, &c);
    char *big = arena_alloc(a, 300001);
    memset(big, 'x', 300000);
    struct job *before = submit(a, db, &g, 1);
    gate_wait_answers(&g, 1);
    CHECK_OK(before->e);
    struct job *job[2] = { hold(a, db, &g, 2), job_make(a, &g, 3) };
    job[1]->first = "PRAGMA max_page_count = 20";
    job[1]->text = big;
    db_submit(db, &job[1]->work);
    struct job *next = submit(a, db, &g, 4);
    gate_set(&g, &g.open);
    gate_wait_answers(&g, 4);
    CHECK_ERR(job[0]->e, ERR_FAULT);
    CHECK_ERR(job[1]->e, ERR_FAULT);
    CHECK_HAS(job[0]->e->why, "full");
    CHECK_OK(next->e); /* in a batch of its own: small enough */
    CHECK(has(&c, 1) && !has(&c, 2) && !has(&c, 3) && has(&c, 4));
    struct job *again = job_make(a, &g, 3);
    again->first = "PRAGMA max_page_count = 1000000";
    again->text = big;
    db_submit(db, &again->work);
    gate_wait_answers(&g, 5);
    CHECK_OK(again->e);
    CHECK(has(&c, 3));
    conn_write_end(c.db);
}

TEST(work_that_throws_away_the_whole_batch_cannot_commit_alone)
{
    struct ctx c;
    struct gate g = gate_make();
    struct db *db = sqlite_with_notes(a, &c);
    struct job *job[2] = { hold(a, db, &g, 1), job_make(a, &g, 2) };
    job[1]->first = "ROLLBACK"; /* what SQLite does by itself on some errors; our SAVEPOINT comes after it */
    db_submit(db, &job[1]->work);
    struct job *next = submit(a, db, &g, 3);
    gate_set(&g, &g.open);
    gate_wait_answers(&g, 3);
    CHECK_ERR(job[0]->e, ERR_FAULT);
    CHECK_ERR(job[1]->e, ERR_FAULT);
    CHECK(!has(&c, 1) && !has(&c, 2));
    CHECK_OK(next->e);
    conn_write_end(c.db);
}

TEST(a_log_that_grows_too_long_is_truncated_between_batches)
{
    struct gate g = gate_make();
    const char *url = store_test_url(a, DB_SQLITE);
    struct db *db = NULL;
    struct stat st = { 0 };
    CHECK_OK(db_open(a, &(struct db_config){ .url = url }, &db));
    struct ctx c = { .arena = a, .db = conn_write_begin(db), .now = STORE_NOW };
    CHECK_OK(db_fault_exec(c.db, a, NOTE));
    conn_write_end(c.db);
    db_fault_wal_limit(db, 100000);
    char *big = arena_alloc(a, 300001);
    memset(big, 'x', 300000);
    struct job *j = job_make(a, &g, 1);
    j->text = big;
    db_submit(db, &j->work);
    gate_wait_answers(&g, 1);
    (void)submit(a, db, &g, 0); /* writes nothing; its batch comes after the truncation */
    gate_wait_answers(&g, 2);
    CHECK_I64(stat(arena_printf(a, "%s-wal", url + 7), &st), 0);
    CHECK_I64(st.st_size, 0);
    db_close(&db);
}

/* ── PostgreSQL ── */

static struct db *postgres_with_notes(struct arena *a, struct ctx *ret)
{
    struct db *db = store_test_db(a, DB_POSTGRES);
    if (!db)
        return NULL;
    *ret = (struct ctx){ .arena = a, .db = conn_write_begin(db), .now = STORE_NOW };
    CHECK_OK(db_fault_exec(ret->db, a, NOTE));
    return db;
}

static struct err *count_and_add(struct ctx *c, int64_t id)
{
    int64_t n = 0;
    TX(tx, c);
    TRY(db_i64(c, note_count, &n));
    TRY(db_run(tx, note_add, NULL, I64(id), TXT("x")));
    return tx_commit(tx);
}

TEST(two_transactions_that_cannot_be_put_in_an_order_are_asked_to_run_again)
{
    struct ctx c;
    int64_t n = 0;
    struct db *db = postgres_with_notes(a, &c);
    if (!db)
        SKIP(STORE_NO_POSTGRES);
    struct ctx other = { .arena = a, .db = conn_write_begin(db), .now = STORE_NOW };
    {
        TX(tx, &c);
        CHECK_OK(db_i64(&c, note_count, &n));
        CHECK_OK(count_and_add(&other, 1));
        struct err *e = db_run(tx, note_add, NULL, I64(2), TXT("x"));
        CHECK_ERR(e ? e : tx_commit(tx), ERR_RETRY);
    }
    CHECK_OK(count_and_add(&c, 2));
    conn_write_end(other.db);
    conn_write_end(c.db);
}

TEST(the_executor_runs_such_work_again_as_a_whole)
{
    struct ctx c;
    struct gate g = gate_make();
    struct db *db = postgres_with_notes(a, &c);
    if (!db)
        SKIP(STORE_NO_POSTGRES);
    struct job *j = hold(a, db, &g, 1); /* has counted the notes */
    CHECK_OK(count_and_add(&c, 2));
    gate_set(&g, &g.open);
    gate_wait_answers(&g, 1);
    CHECK_OK(j->e);
    CHECK_I64(j->runs, 2);
    CHECK_I64(count(&c), 2);
    conn_write_end(c.db);
}

TEST(a_lost_connection_is_a_fault_for_its_work_and_the_next_one_gets_a_new_one)
{
    struct ctx c;
    struct gate g = gate_make();
    struct db *db = postgres_with_notes(a, &c);
    if (!db)
        SKIP(STORE_NO_POSTGRES);
    int64_t n = 0;
    struct job *j = hold(a, db, &g, 1);
    conn_write_end(conn_write_begin(db)); /* an idle connection that will be dead too */
    CHECK_OK(db_i64(&c, terminate_others, &n));
    gate_set(&g, &g.open);
    gate_wait_answers(&g, 1);
    CHECK_ERR(j->e, ERR_FAULT);
    CHECK_HAS(j->e ? j->e->why : NULL, "the database is gone");
    struct job *next = submit(a, db, &g, 2);
    gate_wait_answers(&g, 2);
    CHECK_OK(next->e);
    CHECK(!has(&c, 1) && has(&c, 2));
    conn_write_end(c.db);
}

TEST(an_idle_connection_that_has_died_is_replaced_before_a_transaction_begins)
{
    struct ctx c;
    struct db *db = postgres_with_notes(a, &c);
    if (!db)
        SKIP(STORE_NO_POSTGRES);
    int64_t n = 0;
    struct ctx other = { .arena = a, .db = conn_write_begin(db), .now = STORE_NOW };
    CHECK_OK(count_and_add(&other, 1)); /* its statements are prepared on the server that forgets them */
    CHECK_OK(db_i64(&c, terminate_others, &n));
    CHECK_OK(count_and_add(&other, 2));
    CHECK_I64(count(&c), 2);
    conn_write_end(other.db);
    conn_write_end(c.db);
}
