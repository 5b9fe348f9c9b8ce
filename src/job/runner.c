/* runner.c: the threads that run jobs. */
#include "job/run.h"

#include "base/site.h"

#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#define LOOK_MS 250 /* how often the queue is looked at while it is empty */
#define EVERY_MOST 32

extern const struct job_every *const __start_kyoten_every[] __attribute__((weak));
extern const struct job_every *const __stop_kyoten_every[] __attribute__((weak));

struct job_runner {
    const struct site *site;
    pthread_t queue, recurring;
    pthread_mutex_t lock;
    pthread_cond_t stopped;
    bool stopping;
};

instant job_real_now(void)
{
    struct timespec ts;
    (void)clock_gettime(CLOCK_REALTIME, &ts);
    return (int64_t)ts.tv_sec * 1000000 + ts.tv_nsec / 1000;
}

/* Waits ms or until the runner stops; false: it stops. */
static bool pause_for(struct job_runner *r, int64_t ms)
{
    struct timespec until;
    (void)clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_sec += ms / 1000;
    until.tv_nsec += ms % 1000 * 1000000;
    if (until.tv_nsec >= 1000000000) {
        until.tv_sec++;
        until.tv_nsec -= 1000000000;
    }
    (void)pthread_mutex_lock(&r->lock);
    int rc = 0;
    while (!r->stopping && rc != ETIMEDOUT)
        rc = pthread_cond_timedwait(&r->stopped, &r->lock, &until);
    bool go_on = !r->stopping;
    (void)pthread_mutex_unlock(&r->lock);
    return go_on;
}

static void log_fault(const char *name, const struct err *e)
{
    if (e)
        (void)fprintf(stderr, "lvl=error job=%s msg=\"%s\" at=%s\n", name,
                      e->why   ? e->why
                      : e->msg ? e->msg->key
                               : "",
                      e->at ? e->at : "");
}

static struct ctx ctx_for(struct job_runner *r, struct arena *a)
{
    return (struct ctx){ .arena = a, .now = site_now(r->site), .lang = LANG_JA, .site = r->site };
}

static void *run_queue(void *arg)
{
    struct job_runner *r = arg;
    bool ran = false;
    while (pause_for(r, ran ? 0 : LOOK_MS)) {
        ARENA(a);
        struct ctx c = ctx_for(r, a);
        struct err *e = job_run_one(&c, &ran);
        log_fault("queue", e);
        ran = ran && !e;
    }
    return NULL;
}

static void *run_recurring(void *arg)
{
    struct job_runner *r = arg;
    instant next[EVERY_MOST] = { 0 };
    while (pause_for(r, LOOK_MS)) {
        instant now = job_real_now();
        int i = 0;
        for (const struct job_every *const *p = __start_kyoten_every;
             p < __stop_kyoten_every && i < EVERY_MOST; p++, i++) {
            if (now < next[i])
                continue;
            ARENA(a);
            struct ctx c = ctx_for(r, a);
            log_fault((*p)->name, (*p)->run(&c));
            next[i] = now + (int64_t)(*p)->seconds * 1000000;
        }
    }
    return NULL;
}

struct err *job_runner_start(struct arena *a, const struct site *site, struct job_runner **ret)
{
    struct job_runner *r = arena_new(a, struct job_runner);
    pthread_condattr_t monotonic;
    r->site = site;
    (void)pthread_mutex_init(&r->lock, NULL);
    (void)pthread_condattr_init(&monotonic);
    (void)pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
    (void)pthread_cond_init(&r->stopped, &monotonic);
    if (pthread_create(&r->queue, NULL, run_queue, r) != 0)
        return fault(a, "no thread for the queue of jobs");
    if (pthread_create(&r->recurring, NULL, run_recurring, r) != 0) {
        job_runner_stop(&r);
        return fault(a, "no thread for recurring jobs");
    }
    *ret = r;
    return NULL;
}

void job_runner_stop(struct job_runner **runner)
{
    struct job_runner *r = *runner;
    if (!r)
        return;
    (void)pthread_mutex_lock(&r->lock);
    r->stopping = true;
    (void)pthread_cond_broadcast(&r->stopped);
    (void)pthread_mutex_unlock(&r->lock);
    (void)pthread_join(r->queue, NULL);
    if (r->recurring)
        (void)pthread_join(r->recurring, NULL);
    *runner = NULL;
}
