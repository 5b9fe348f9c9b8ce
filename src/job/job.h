/* job.h: work that no request does: mails, letters, seals, releases. A row per job, run by this or another node. */
#ifndef JOB_JOB_H
#define JOB_JOB_H

#include "base/ctx.h"

struct tx;

/* Queues a job to run at or after run_at; a second one with the same key is not written. args: a short text. */
struct err *job_add(struct tx *tx, const char *kind, const char *key, const char *args, instant run_at) MUST_CHECK;

/* JOB(mail_send, "mail.send") { … }: what runs a kind. c->db is a writing connection outside any transaction; the
** function opens its own TX. An error other than a person's is tried again later with growing pauses; the same job
** may run twice (a node died after its work and before saying so), so it must be idempotent. */
struct job {
    int64_t id;
    const char *key, *args;
    int attempts;
};
struct job_kind {
    const char *kind;
    struct err *(*run)(struct ctx *c, const struct job *job);
};
#define JOB(fn, kind_)                                                                                        \
    static struct err *fn(struct ctx *c, const struct job *job);                                              \
    static const struct job_kind job_kind_##fn = { kind_, fn };                                               \
    static const struct job_kind *const job_kind_##fn##_ __attribute__((used, section("kyoten_jobs"))) = &job_kind_##fn; \
    static struct err *fn(struct ctx *c, const struct job *job)

/* EVERY(seal, 1) { … }: work done every so many seconds of real time by one node at a time. */
struct job_every {
    const char *name;
    int seconds;
    struct err *(*run)(struct ctx *c);
};
#define EVERY(fn, seconds_)                                                                                   \
    static struct err *fn(struct ctx *c);                                                                     \
    static const struct job_every job_every_##fn = { #fn, seconds_, fn };                                     \
    static const struct job_every *const job_every_##fn##_ __attribute__((used, section("kyoten_every"))) = &job_every_##fn; \
    static struct err *fn(struct ctx *c)

struct site;
struct job_runner;
struct err *job_runner_start(struct arena *a, const struct site *site, struct job_runner **ret) MUST_CHECK;
/* Finishes what runs, takes nothing new. */
void job_runner_stop(struct job_runner **r);
/* Runs everything that is due now, until nothing is (tests, commands). */
struct err *job_run_due(struct ctx *c, int *ret_ran) MUST_CHECK;

#endif
