/* job.c: the rows of jobs, and one job's run from claim to outcome. */
#include "job/job.h"

#include "base/id.h"
#include "base/site.h"
#include "job/run.h"
#include "ledger/ledger.h"

#include <stdio.h>
#include <string.h>

#define SECOND_US ((int64_t)1000000)
#define LEASE_US (300 * SECOND_US)

NOT_AUDITED(job, "what is to be done; what was done is an act of its own");

extern const struct job_kind *const __start_kyoten_jobs[] __attribute__((weak));
extern const struct job_kind *const __stop_kyoten_jobs[] __attribute__((weak));

STMT(job_insert, WRITE,
     "itttii"
     "i",
     "INSERT INTO job (id, job_key, kind, args, state, run_at, attempts, progress, created_by, created_at)"
     " VALUES ($1, $2, $3, $4, 'waiting', $5, 0, 0, $6, $7) ON CONFLICT (job_key) DO NOTHING");
STMT(job_reschedule, WRITE, "ti", "UPDATE job SET run_at = $2 WHERE job_key = $1 AND state = 'waiting'");
STMT(job_due, READ, "ii",
     "SELECT id, job_key, kind, args, attempts FROM job WHERE (state = 'waiting' AND run_at <= $1)"
     " OR (state = 'running' AND lease_until < $2) ORDER BY run_at, id LIMIT 1");
STMT(job_claim, WRITE, "iii",
     "UPDATE job SET state = 'running', lease_until = $3, attempts = attempts + 1"
     " WHERE id = $1 AND (state = 'waiting' OR (state = 'running' AND lease_until < $2))");
STMT(job_finish, WRITE, "itti",
     "UPDATE job SET state = $2, last_error = $3, finished_at = $4, lease_until = NULL WHERE id = $1 AND "
     "state = 'running'");
STMT(job_again, WRITE, "iit",
     "UPDATE job SET state = 'waiting', run_at = $2, last_error = $3, lease_until = NULL WHERE id = $1 AND "
     "state = 'running'");

struct err *job_add(struct tx *tx, const char *kind, const char *key, const char *args, instant run_at)
{
    const struct ctx *c = tx_ctx(tx);
    return db_run(tx, job_insert, NULL, I64(id_ordered()), TXT(key), TXT(kind), TXT(args), I64(run_at),
                  c->actor.person ? I64(c->actor.person) : NUL(), I64(c->now));
}

struct err *job_move(struct tx *tx, const char *key, instant run_at)
{
    return db_run(tx, job_reschedule, NULL, TXT(key), I64(run_at));
}

/* ── a connection for a piece of a job ── */

struct borrowed {
    const struct ctx *c;
    struct err *(*fn)(struct ctx *c, void *arg);
    void *arg;
};

static struct err *with_conn(struct conn *conn, void *arg)
{
    const struct borrowed *b = arg;
    struct ctx c = *b->c;
    c.db = conn;
    return b->fn(&c, b->arg);
}

struct err *job_do(struct ctx *c, enum stmt_mode mode, struct err *(*fn)(struct ctx *c, void *arg), void *arg)
{
    if (c->db) /* tests and commands: on the connection they hold */
        return fn(c, arg);
    struct borrowed b = { c, fn, arg };
    return db_do(c->arena, c->site->db, mode, with_conn, &b);
}

/* ── one run ── */

struct due {
    bool found;
    struct job job;
    const char *kind;
    instant lease_now; /* leases are in real time: a pushed clock must not take a running job away */
};

static struct err *find_due(struct ctx *c, void *arg)
{
    struct due *d = arg;
    struct row row;
    TRY(db_find(c, job_due, &row, &d->found, I64(c->now), I64(d->lease_now)));
    if (d->found) {
        d->job = (struct job){ .id = row_i64(&row, 0),
                               .key = row_text(&row, 1),
                               .args = row_text(&row, 3),
                               .attempts = (int)row_i64(&row, 4) + 1 };
        d->kind = row_text(&row, 2);
    }
    return NULL;
}

static struct err *claim(struct ctx *c, void *arg)
{
    const struct due *d = arg;
    TX(tx, c);
    TRY(db_must(tx, job_claim, I64(d->job.id), I64(d->lease_now), I64(d->lease_now + LEASE_US)));
    return tx_commit(tx);
}

struct outcome {
    int64_t id;
    const char *state, *why;
    instant again_at;
};

static struct err *settle(struct ctx *c, void *arg)
{
    const struct outcome *o = arg;
    TX(tx, c);
    if (o->state)
        TRY(db_run(tx, job_finish, NULL, I64(o->id), TXT(o->state), TXT(o->why), I64(c->now)));
    else
        TRY(db_run(tx, job_again, NULL, I64(o->id), I64(o->again_at), TXT(o->why)));
    return tx_commit(tx);
}

static struct err *run_kind(struct ctx *c, const struct due *d)
{
    for (const struct job_kind *const *k = __start_kyoten_jobs; k < __stop_kyoten_jobs; k++)
        if (strcmp((*k)->kind, d->kind) == 0)
            return (*k)->run(c, &d->job);
    return fault(c->arena, "no such kind of job: %s", d->kind);
}

/* 1, 2, 4 … seconds, at most ten minutes. */
static int64_t pause_us(int attempts)
{
    int64_t s = attempts < 10 ? (int64_t)1 << (attempts - 1) : 600;
    return (s < 600 ? s : 600) * SECOND_US;
}

static const char *reason_of(const struct err *e)
{
    if (e->why)
        return e->why;
    return e->msg ? e->msg->key : "";
}

static void log_outcome(const struct due *d, const struct err *e, bool final)
{
    (void)fprintf(stderr, "lvl=%s job=%s key=%s attempt=%d msg=\"%s\" at=%s\n", final ? "error" : "warn", d->kind,
                  d->job.key, d->job.attempts, reason_of(e), e->at ? e->at : "");
}

/* What became of it: done, to be tried again, or failed for good. */
static struct outcome outcome_of(const struct ctx *c, const struct due *d, const struct err *e)
{
    struct outcome o = { .id = d->job.id, .state = "done", .again_at = c->now + pause_us(d->job.attempts) };
    if (!e)
        return o;
    bool final = err_is_for_the_person(e) || d->job.attempts >= JOB_ATTEMPTS;
    log_outcome(d, e, final);
    o.state = final ? "failed" : NULL;
    o.why = reason_of(e);
    return o;
}

struct err *job_run_one(struct ctx *c, bool *ret_ran)
{
    struct due d = { .lease_now = job_real_now() };
    *ret_ran = false;
    TRY(job_do(c, READ, find_due, &d));
    if (!d.found)
        return NULL;
    struct err *e = job_do(c, WRITE, claim, &d);
    *ret_ran = !e || e->kind == ERR_CONFLICT;
    if (*ret_ran && e)
        return NULL; /* another node has it: look for the next */
    TRY(e);
    struct outcome o = outcome_of(c, &d, run_kind(c, &d));
    return job_do(c, WRITE, settle, &o);
}

struct err *job_run_due(struct ctx *c, int *ret_ran)
{
    bool ran = true;
    *ret_ran = 0;
    while (ran) {
        TRY(job_run_one(c, &ran));
        *ret_ran += ran;
    }
    return NULL;
}
