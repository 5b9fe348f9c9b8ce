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

static struct err *notify_now(struct ctx *c, void *arg)
{
    const struct ticket *t = arg;
    return release_notify(c, t->release_id);
}

static struct err *remind_now(struct ctx *c, void *arg)
{
    const struct ticket *t = arg;
    return release_remind(c, t->release_id);
}

JOB(release_notice_job, "release.notice")
{
    struct ticket t;
    TRY(ticket_read(c, job->args, &t));
    TRY(job_do(c, READ, ticket_look, &t));
    if (!t.current)
        return NULL;
    TRY(release_make_letters(c, t.release_id, t.revision));
    return job_do(c, WRITE, notify_now, &t);
}

JOB(release_remind_job, "release.remind")
{
    struct ticket t;
    TRY(ticket_read(c, job->args, &t));
    TRY(job_do(c, READ, ticket_look, &t));
    return t.current ? job_do(c, WRITE, remind_now, &t) : NULL;
}

/* A day before the date, or half-way to it where that is nearer. */
static instant remind_at(const struct release *r)
{
    instant half = r->notice_at + (r->confirm_by - r->notice_at) / 2;
    return r->confirm_by - DAY_US > half ? r->confirm_by - DAY_US : half;
}

struct err *release_job_again(struct tx *tx, const struct release *r, int64_t cause)
{
    const struct ctx *c = tx_ctx(tx);
    const char *args = arena_printf(c->arena, "%lld %lld", (long long)r->id, (long long)r->revision);
    const char *key = arena_printf(c->arena, "release.perform:%s:%lld:%lld", args, (long long)cause, (long long)c->now);
    return job_add(tx, "release.perform", key, args, c->now);
}

struct err *release_jobs_add(struct tx *tx, const struct release *r, int64_t revision)
{
    const struct ctx *c = tx_ctx(tx);
    struct arena *a = c->arena;
    const char *args = arena_printf(a, "%lld %lld", (long long)r->id, (long long)revision);
    TRY(job_add(tx, "release.letters", arena_printf(a, "release.letters:%s", args), args, c->now));
    if (r->notice_at != INSTANT_UNKNOWN) {
        TRY(job_add(tx, "release.notice", arena_printf(a, "release.notice:%s", args), args, r->notice_at));
        TRY(job_add(tx, "release.remind", arena_printf(a, "release.remind:%s", args), args, remind_at(r)));
    }
    return job_add(tx, "release.perform", arena_printf(a, "release.perform:%s", args), args, r->announce_at);
}
