/* postgres_test.c: what happens on PostgreSQL only: transactions without an order, lost connections. */
#include "job.h"

TEST_STMT(note_count, READ, "", "SELECT count(*) FROM note");
TEST_STMT(note_add, WRITE, "it", "INSERT INTO note (id, text) VALUES ($1, $2)");
TEST_STMT(terminate_others, READ, "",
          "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
          " WHERE datname = current_database() AND pid <> pg_backend_pid()");

static struct db *postgres_with_notes(struct arena *a, struct ctx *ret)
{
    struct db *db = store_test_db(a, DB_POSTGRES);
    if (!db)
        return NULL;
    *ret = (struct ctx){ .arena = a, .db = conn_write_begin(db), .now = STORE_NOW };
    CHECK_OK(notes_make(ret));
    return db;
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
        CHECK_OK(note_count_and_add(&other, 1));
        struct err *e = db_run(tx, note_add, NULL, I64(2), TXT("x"));
        CHECK_ERR(e ? e : tx_commit(tx), ERR_RETRY);
    }
    CHECK_OK(note_count_and_add(&c, 2));
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
    CHECK_OK(note_count_and_add(&c, 2));
    gate_set(&g, &g.open);
    gate_wait_answers(&g, 1);
    CHECK_OK(j->e);
    CHECK_I64(j->runs, 2);
    CHECK_I64(notes_count(&c), 2);
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
    CHECK(!note_exists(&c, 1) && note_exists(&c, 2));
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
    CHECK_OK(note_count_and_add(&other, 1)); /* its statements are prepared on the server that forgets them */
    CHECK_OK(db_i64(&c, terminate_others, &n));
    CHECK_OK(note_count_and_add(&other, 2));
    CHECK_I64(notes_count(&c), 2);
    conn_write_end(other.db);
    conn_write_end(c.db);
}
