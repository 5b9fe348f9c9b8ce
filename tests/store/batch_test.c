/* batch_test.c: the writer's batch on SQLite: who is told what when something in it goes wrong. */
#include "job.h"

#include "db/db_fault.h"

#include <sys/stat.h>

static struct db *sqlite_with_notes(struct arena *a, struct ctx *ret)
{
    struct db *db = store_test_db(a, DB_SQLITE);
    *ret = (struct ctx){ .arena = a, .db = conn_write_begin(db), .now = STORE_NOW };
    CHECK_OK(notes_make(ret));
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
    CHECK(first->noted && !same_key->noted && !orphan->noted && good->noted);
    CHECK(note_exists(&c, 1) && !note_exists(&c, 2) && note_exists(&c, 3));
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
    CHECK(!opener->noted && !early->noted);
    (void)pthread_mutex_unlock(&g.lock);
    CHECK_I64(notes_count(&c), 0);
    gate_set(&second, &second.open);
    gate_wait_answers(&g, 2);
    gate_wait_answers(&second, 1);
    CHECK_I64(notes_count(&c), 3);
    conn_write_end(c.db);
}

static void all_lost(struct ctx *c, struct job *const *job, int n)
{
    for (int i = 0; i < n; i++) {
        CHECK_ERR(job[i]->e, ERR_FAULT);
        CHECK(!job[i]->noted);
    }
    CHECK_I64(notes_count(c), 0);
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
    CHECK_I64(notes_count(&c), 1);
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
    CHECK(note_exists(&c, 1) && !note_exists(&c, 2) && !note_exists(&c, 3) && note_exists(&c, 4));
    struct job *again = job_make(a, &g, 3);
    again->first = "PRAGMA max_page_count = 1000000";
    again->text = big;
    db_submit(db, &again->work);
    gate_wait_answers(&g, 5);
    CHECK_OK(again->e);
    CHECK(note_exists(&c, 3));
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
    CHECK(!note_exists(&c, 1) && !note_exists(&c, 2));
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
    CHECK_OK(notes_make(&c));
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

TEST(the_writers_batches_and_queues_are_counted)
{
    struct gate g = gate_make();
    struct db_figures f;
    struct ctx c;
    struct db *db = sqlite_with_notes(a, &c);
    conn_write_end(c.db);
    db_figures(db, &f);
    CHECK_I64(f.batches + f.members + f.writes_waiting, 0);
    (void)hold(a, db, &g, 1);
    (void)submit(a, db, &g, 2);
    (void)submit(a, db, &g, 3);
    db_figures(db, &f);
    CHECK_I64(f.writes_waiting, 2);
    gate_set(&g, &g.open);
    gate_wait_answers(&g, 3);
    db_figures(db, &f);
    CHECK_I64(f.batches, 1);
    CHECK_I64(f.batches_lost, 0);
    CHECK_I64(f.members, 3);
    CHECK_I64(f.writes_waiting, 0);
}
