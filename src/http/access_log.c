/* access_log.c: see access_log.h. */
#include "http/access_log.h"

#include "http/arrival.h"

#include <errno.h>
#include <pthread.h>
#include <string.h>
#include <unistd.h>

#define ROOM ((size_t)64 << 10)
#define GATHER_US 100000

struct access_log {
    pthread_mutex_t lock; /* of all below */
    pthread_cond_t wake;
    pthread_t thread;
    int fd;
    bool stopping;
    int64_t written_us; /* when lines were last written, on the monotonic clock */
    size_t n;
    char lines[ROOM];
};

/* With the lock held, so that lines keep their order. */
static void write_out(struct access_log *log)
{
    for (size_t done = 0; done < log->n;) {
        ssize_t n = write(log->fd, log->lines + done, log->n - done);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            break; /* nowhere left to say it */
        done += (size_t)n;
    }
    log->n = 0;
    log->written_us = clock_us(CLOCK_MONOTONIC);
}

static void wait_until(struct access_log *log, int64_t us)
{
    struct timespec until = { us / 1000000, us % 1000000 * 1000 };
    (void)pthread_cond_timedwait(&log->wake, &log->lock, &until);
}

static void *writer(void *arg)
{
    struct access_log *log = arg;
    (void)pthread_mutex_lock(&log->lock);
    while (!log->stopping || log->n) {
        if (!log->n)
            (void)pthread_cond_wait(&log->wake, &log->lock);
        else if (!log->stopping && clock_us(CLOCK_MONOTONIC) < log->written_us + GATHER_US)
            wait_until(log, log->written_us + GATHER_US);
        else
            write_out(log);
    }
    (void)pthread_mutex_unlock(&log->lock);
    return NULL;
}

struct err *access_log_start(struct arena *a, int fd, struct access_log **ret)
{
    struct access_log *log = arena_new(a, struct access_log);
    pthread_condattr_t monotonic;
    log->fd = fd;
    (void)pthread_mutex_init(&log->lock, NULL);
    (void)pthread_condattr_init(&monotonic);
    (void)pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
    (void)pthread_cond_init(&log->wake, &monotonic);
    (void)pthread_condattr_destroy(&monotonic);
    if (pthread_create(&log->thread, NULL, writer, log) != 0)
        return fault(a, "no thread for the access log");
    *ret = log;
    return NULL;
}

void access_log_put(struct access_log *log, const char *line, size_t n, bool urgent)
{
    (void)pthread_mutex_lock(&log->lock);
    if (log->n + n > ROOM)
        write_out(log);
    if (n > ROOM)
        n = ROOM;
    memcpy(log->lines + log->n, line, n);
    bool first = log->n == 0;
    log->n += n;
    if (urgent || clock_us(CLOCK_MONOTONIC) >= log->written_us + GATHER_US)
        write_out(log);
    else if (first)
        (void)pthread_cond_signal(&log->wake);
    (void)pthread_mutex_unlock(&log->lock);
}

void access_log_flush(struct access_log *log)
{
    (void)pthread_mutex_lock(&log->lock);
    write_out(log);
    (void)pthread_mutex_unlock(&log->lock);
}

void access_log_stop(struct access_log **of)
{
    struct access_log *log = *of;
    *of = NULL;
    if (!log)
        return;
    (void)pthread_mutex_lock(&log->lock);
    log->stopping = true;
    (void)pthread_cond_signal(&log->wake);
    (void)pthread_mutex_unlock(&log->lock);
    (void)pthread_join(log->thread, NULL);
    (void)pthread_cond_destroy(&log->wake);
    (void)pthread_mutex_destroy(&log->lock);
}
