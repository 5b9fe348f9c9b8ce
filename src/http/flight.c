/* flight.c: see flight.h. */
#include "http/flight.h"

#include "http/metrics.h"

#include <pthread.h>
#include <time.h>

#define ARENAS_KEPT 32

struct flight {
    pthread_mutex_t lock; /* of all below */
    pthread_cond_t idle;
    int in_flight, held;
    bool stopping, closed;
    int arena_count;
    struct arena *arenas[ARENAS_KEPT];
};

struct flight *flight_make(struct arena *a)
{
    struct flight *f = arena_new(a, struct flight);
    pthread_condattr_t monotonic;
    (void)pthread_condattr_init(&monotonic);
    (void)pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
    (void)pthread_cond_init(&f->idle, &monotonic);
    (void)pthread_condattr_destroy(&monotonic);
    (void)pthread_mutex_init(&f->lock, NULL);
    return f;
}

struct arena *flight_begin(struct flight *f)
{
    struct arena *kept = NULL;
    (void)pthread_mutex_lock(&f->lock);
    bool open = !f->closed;
    if (open) {
        metrics_begin();
        f->in_flight++;
        kept = f->arena_count ? f->arenas[--f->arena_count] : NULL;
    }
    (void)pthread_mutex_unlock(&f->lock);
    return open && !kept ? arena_make(0) : kept;
}

void flight_end(struct flight *f, struct arena *of_it)
{
    arena_reset(of_it); /* may remove files: not under the lock */
    metrics_end();
    (void)pthread_mutex_lock(&f->lock);
    if (f->arena_count < ARENAS_KEPT) {
        f->arenas[f->arena_count++] = of_it;
        of_it = NULL;
    }
    if (--f->in_flight == 0)
        (void)pthread_cond_broadcast(&f->idle);
    (void)pthread_mutex_unlock(&f->lock);
    (void)arena_free(of_it);
}

void flight_stop(struct flight *f)
{
    (void)pthread_mutex_lock(&f->lock);
    f->stopping = true;
    (void)pthread_mutex_unlock(&f->lock);
}

bool flight_is_stopping(struct flight *f)
{
    (void)pthread_mutex_lock(&f->lock);
    bool stopping = f->stopping;
    (void)pthread_mutex_unlock(&f->lock);
    return stopping;
}

bool flight_hold(struct flight *f)
{
    (void)pthread_mutex_lock(&f->lock);
    bool open = !f->closed;
    f->held += open;
    (void)pthread_mutex_unlock(&f->lock);
    return open;
}

void flight_release(struct flight *f)
{
    (void)pthread_mutex_lock(&f->lock);
    f->held--;
    (void)pthread_cond_broadcast(&f->idle);
    (void)pthread_mutex_unlock(&f->lock);
}

int flight_wait(struct flight *f, int wait_s)
{
    struct timespec until;
    (void)clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_sec += wait_s;
    (void)pthread_mutex_lock(&f->lock);
    int late = 0;
    while ((f->in_flight > 0 || f->held > 0) && !late)
        late = pthread_cond_timedwait(&f->idle, &f->lock, &until);
    f->closed = true;
    int left = f->held;
    (void)pthread_mutex_unlock(&f->lock);
    return left;
}

void flight_done(struct flight *f)
{
    while (f->arena_count > 0)
        (void)arena_free(f->arenas[--f->arena_count]);
    (void)pthread_cond_destroy(&f->idle);
    (void)pthread_mutex_destroy(&f->lock);
}
