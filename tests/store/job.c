/* job.c: see job.h. */
#include "job.h"

#include "db/db_fault.h"

TEST_STMT(note_add, WRITE, "it", "INSERT INTO note (id, text) VALUES ($1, $2)");
TEST_STMT(note_child, WRITE, "ii", "INSERT INTO note (id, text, parent) VALUES ($1, 'child', $2)");
TEST_STMT(note_count, READ, "", "SELECT count(*) FROM note");
TEST_STMT(note_has, READ, "i", "SELECT count(*) FROM note WHERE id = $1");

struct gate gate_make(void)
{
    return (struct gate){ .lock = PTHREAD_MUTEX_INITIALIZER, .changed = PTHREAD_COND_INITIALIZER };
}

void gate_set(struct gate *g, bool *what)
{
    (void)pthread_mutex_lock(&g->lock);
    *what = true;
    (void)pthread_cond_broadcast(&g->changed);
    (void)pthread_mutex_unlock(&g->lock);
}

void gate_wait(struct gate *g, const bool *what)
{
    (void)pthread_mutex_lock(&g->lock);
    while (!*what)
        (void)pthread_cond_wait(&g->changed, &g->lock);
    (void)pthread_mutex_unlock(&g->lock);
}

void gate_wait_answers(struct gate *g, int n)
{
    (void)pthread_mutex_lock(&g->lock);
    while (g->answered < n)
        (void)pthread_cond_wait(&g->changed, &g->lock);
    (void)pthread_mutex_unlock(&g->lock);
}

static void job_note(int64_t arg)
{
    struct job *j = (struct job *)(intptr_t)arg; // NOLINT(performance-no-int-to-ptr)
    CHECK(!j->answered);
    j->noted = true;
}

static struct err *job_run(struct work *w, struct conn *conn)
{
    struct job *j = (struct job *)w;
    struct ctx c = { .arena = w->arena, .db = conn, .now = STORE_NOW };
    int64_t n = 0;
    j->runs++;
    if (j->first)
        TRY(db_fault_exec(conn, w->arena, j->first));
    TX(tx, &c);
    tx_after_commit(tx, job_note, (int64_t)(intptr_t)j);
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

struct job *job_make(struct arena *a, struct gate *g, int64_t id)
{
    struct job *j = arena_new(a, struct job);
    *j = (struct job){ .gate = g, .id = id, .text = "text" };
    j->work = (struct work){ .run = job_run, .done = job_done, .arena = arena_of_job(a), .mode = WRITE };
    return j;
}

/* A job that keeps the writer's batch open until the gate is opened: what is submitted meanwhile is in its batch. */
struct job *hold(struct arena *a, struct db *db, struct gate *g, int64_t id)
{
    struct job *j = job_make(a, g, id);
    j->holds = true;
    db_submit(db, &j->work);
    gate_wait(g, &g->entered);
    return j;
}

struct job *submit(struct arena *a, struct db *db, struct gate *g, int64_t id)
{
    struct job *j = job_make(a, g, id);
    db_submit(db, &j->work);
    return j;
}

/* ── the table ── */

struct err *notes_make(struct ctx *c)
{
    return db_fault_exec(
        c->db, c->arena,
        "CREATE TABLE note (id BIGINT PRIMARY KEY, text TEXT, parent BIGINT REFERENCES note (id))");
}

bool note_exists(struct ctx *c, int64_t id)
{
    int64_t n = 0;
    CHECK_OK(db_i64(c, note_has, &n, I64(id)));
    return n == 1;
}

int64_t notes_count(struct ctx *c)
{
    int64_t n = -1;
    CHECK_OK(db_i64(c, note_count, &n));
    return n;
}

struct err *note_count_and_add(struct ctx *c, int64_t id)
{
    int64_t n = 0;
    TX(tx, c);
    TRY(db_i64(c, note_count, &n));
    TRY(db_run(tx, note_add, NULL, I64(id), TXT("x")));
    return tx_commit(tx);
}
