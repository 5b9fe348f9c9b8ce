/* executor_test.c: work on the executor's threads, the same on both stores. */
#include "job.h"

STORE_TEST(everybody_is_answered_once_and_what_was_answered_is_there)
{
    struct gate g = gate_make();
    struct job *job[40];
    CHECK_OK(notes_make(c));
    for (int i = 0; i < 40; i++)
        job[i] = submit(c->arena, db, &g, i + 1);
    gate_wait_answers(&g, 40);
    for (int i = 0; i < 40; i++) {
        CHECK_OK(job[i]->e);
        CHECK(note_exists(c, i + 1));
    }
    CHECK_I64(g.answered, 40);
}

STORE_TEST(work_that_does_not_commit_leaves_nothing)
{
    struct gate g = gate_make();
    CHECK_OK(notes_make(c));
    struct job *j = job_make(c->arena, &g, 1);
    j->uncommitted = true;
    db_submit(db, &j->work);
    struct job *other = submit(c->arena, db, &g, 2);
    gate_wait_answers(&g, 2);
    CHECK_ERR(j->e, ERR_NOT_FOUND);
    CHECK_OK(other->e);
    CHECK(!note_exists(c, 1) && note_exists(c, 2));
}

STORE_TEST(reading_work_cannot_write)
{
    struct gate g = gate_make();
    CHECK_OK(notes_make(c));
    struct job *j = job_make(c->arena, &g, 1);
    j->work.mode = READ;
    db_submit(db, &j->work);
    gate_wait_answers(&g, 1);
    CHECK_ERR(j->e, ERR_FAULT);
    CHECK_I64(notes_count(c), 0);
}

STORE_TEST(stopping_finishes_what_is_queued_and_refuses_the_rest)
{
    struct gate g = gate_make();
    struct job *job[10];
    CHECK_OK(notes_make(c));
    for (int i = 0; i < 10; i++)
        job[i] = submit(c->arena, db, &g, i + 1);
    db_stop(db);
    CHECK_I64(g.answered, 10);
    for (int i = 0; i < 10; i++)
        CHECK_OK(job[i]->e);
    struct job *late = submit(c->arena, db, &g, 99);
    CHECK(late->answered);
    CHECK_ERR(late->e, ERR_FAULT);
    CHECK_I64(notes_count(c), 10);
}

static struct err *add_seven(struct conn *conn, void *arg)
{
    struct ctx c = { .arena = arg, .db = conn, .now = STORE_NOW };
    return note_count_and_add(&c, 7);
}

STORE_TEST(a_command_can_wait_for_its_work)
{
    CHECK_OK(notes_make(c));
    CHECK_OK(db_do(c->arena, db, WRITE, add_seven, c->arena));
    CHECK(note_exists(c, 7));
    CHECK_ERR(db_do(c->arena, db, WRITE, add_seven, c->arena), ERR_CONFLICT);
}
