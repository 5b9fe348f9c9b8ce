/* release_jobs.c: what happens by itself once a release is approved: its letters at once, the rest at its minutes. */
#include "decision/release_jobs.h"

#include "decision/decision_store.h"
#include "job/job.h"

#include <stdlib.h>

struct ticket {
    int64_t release_id, revision;
    bool current;
};

static struct err *ticket_read(struct ctx *c, const char *args, struct ticket *ret)
{
    char *end = NULL;
    ret->release_id = strtoll(args, &end, 10);
    ret->revision = *end == ' ' ? strtoll(end + 1, &end, 10) : 0;
    return *end || ret->revision <= 0 ? fault(c->arena, "no release: \"%s\"", args) : NULL;
}

static struct err *ticket_look(struct ctx *c, void *arg)
{
    struct ticket *t = arg;
    struct release *r = NULL;
    TRY(release_load(c, t->release_id, &r));
    t->current = release_is(r, "approved") && r->revision == t->revision;
    return NULL;
}

static struct err *perform_now(struct ctx *c, void *arg)
{
    const struct ticket *t = arg;
    return release_perform(c, t->release_id);
}

JOB(release_letters_job, "release.letters")
{
    struct ticket t;
    TRY(ticket_read(c, job->args, &t));
    return release_make_letters(c, t.release_id, t.revision);
}

JOB(release_perform_job, "release.perform")
{
    struct ticket t;
    TRY(ticket_read(c, job->args, &t));
    TRY(job_do(c, READ, ticket_look, &t));
    if (!t.current) /* recalled, or done */
        return NULL;
    TRY(release_make_letters(c, t.release_id, t.revision));
    return job_do(c, WRITE, perform_now, &t);
}

struct err *release_jobs_add(struct tx *tx, const struct release *r, int64_t revision)
{
    const struct ctx *c = tx_ctx(tx);
    struct arena *a = c->arena;
    const char *args = arena_printf(a, "%lld %lld", (long long)r->id, (long long)revision);
    TRY(job_add(tx, "release.letters", arena_printf(a, "release.letters:%s", args), args, c->now));
    return job_add(tx, "release.perform", arena_printf(a, "release.perform:%s", args), args, r->announce_at);
}
