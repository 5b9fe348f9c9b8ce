/* job.h: work that no request does: mails, letters, seals, releases. A row per job, run by this or another
 * node. */
#ifndef JOB_JOB_H
#define JOB_JOB_H

#include "base/ctx.h"
#include "db/db.h"

#include <stdbool.h>

/* Queues a job to run at or after run_at (the site's clock); a second one with the same key is not written.
** args: a short text that its kind understands. */
struct err *job_add(struct tx *tx, const char *kind, const char *key, const char *args,
                    instant run_at) MUST_CHECK;
/* A waiting job is run at another time; one that runs or has run stays as it is. */
struct err *job_move(struct tx *tx, const char *key, instant run_at) MUST_CHECK;

struct job {
    int64_t id;
    const char *key, *args;
    int attempts; /* this one included */
};
/* JOB(mail_send, "mail.send") { … }: what runs a kind. c->db is NULL: it reads and writes through job_do(),
** so that slow work stands outside any transaction. A FAULT is tried again with growing pauses, at most JOB_ATTEMPTS
** times; a
** person's error is final. The same job may run twice (a node died after its work and before saying so):
** idempotent. */
struct job_kind {
    const char *kind;
    struct err *(*run)(struct ctx *c, const struct job *job);
};
#define JOB(fn, kind_)                                                                                       \
    static struct err *fn(struct ctx *c, const struct job *job);                                             \
    static const struct job_kind job_kind_##fn = { kind_, fn };                                              \
    static const struct job_kind *const job_kind_##fn##_ __attribute__((used, section("kyoten_jobs"))) =     \
        &job_kind_##fn;                                                                                      \
    static struct err *fn(struct ctx *c, const struct job *job)
#define JOB_ATTEMPTS 12

/* EVERY(seal, 1) { … }: done every so many seconds of real time on every node: safe beside itself. As JOB
 * otherwise. */
struct job_every {
    const char *name;
    int seconds;
    struct err *(*run)(struct ctx *c);
};
#define EVERY(fn, seconds_)                                                                                  \
    static struct err *fn(struct ctx *c);                                                                    \
    static const struct job_every job_every_##fn = { #fn, seconds_, fn };                                    \
    static const struct job_every *const job_every_##fn##_ __attribute__((used, section("kyoten_every"))) =  \
        &job_every_##fn;                                                                                     \
    static struct err *fn(struct ctx *c)

/* Runs fn with a connection and waits: READ inside a read transaction; WRITE on the writer, where fn opens
** its one TX. fn may be run again as a whole (PostgreSQL). The ctx it gets has the arena of c. */
struct err *job_do(struct ctx *c, enum stmt_mode mode, struct err *(*fn)(struct ctx *c, void *arg),
                   void *arg) MUST_CHECK;

struct site;
struct job_runner;
/* Two threads: one for what recurs, one for the queue. */
struct err *job_runner_start(struct arena *a, const struct site *site, struct job_runner **ret) MUST_CHECK;
/* Finishes what runs, takes nothing new. */
void job_runner_stop(struct job_runner **runner);
/* Runs everything that is due now, until nothing is (tests, commands). */
struct err *job_run_due(struct ctx *c, int *ret_ran) MUST_CHECK;

#endif
