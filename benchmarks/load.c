/* load.c: many connections on one thread (epoll), each with one request in flight. */
#include "bench.h"

#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#define HEAD_MOST 8192
#define QUIET_MS 30000

struct link {
    int fd;
    const char *request;
    size_t sent, request_n;
    char head[HEAD_MOST];
    size_t head_n;
    bool in_body;
    size_t left; /* of the body */
    int status;
    double since, next_at;
    bool waiting; /* for next_at */
};

struct run {
    const struct load *l;
    int epoll;
    size_t taken;
    double begun;
    struct link *links;
    int busy;
    long times_n, times_cap;
    float *times;
    struct load_result r;
};

static void connect_link(struct run *run, struct link *k)
{
    struct sockaddr_in to = { .sin_family = AF_INET,
                              .sin_port = htons((uint16_t)run->l->port),
                              .sin_addr = { htonl(INADDR_LOOPBACK) } };
    int one = 1;
    k->fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (k->fd < 0 || connect(k->fd, (struct sockaddr *)&to, sizeof to) != 0)
        bench_die("connect", strerror(errno));
    (void)setsockopt(k->fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    (void)fcntl(k->fd, F_SETFL, O_NONBLOCK);
    struct epoll_event e = { .events = EPOLLIN, .data.ptr = k };
    (void)epoll_ctl(run->epoll, EPOLL_CTL_ADD, k->fd, &e);
}

static void watch(struct run *run, struct link *k, uint32_t events)
{
    struct epoll_event e = { .events = events, .data.ptr = k };
    (void)epoll_ctl(run->epoll, EPOLL_CTL_MOD, k->fd, &e);
}

static void push(struct run *run, struct link *k)
{
    ssize_t n = send(k->fd, k->request + k->sent, k->request_n - k->sent, MSG_NOSIGNAL);
    if (n > 0)
        k->sent += (size_t)n;
    watch(run, k, k->sent < k->request_n ? EPOLLIN | EPOLLOUT : EPOLLIN);
}

/* The next request of the connection, or its end. */
static void begin(struct run *run, struct link *k)
{
    const struct load *l = run->l;
    bool over = l->seconds > 0 ? now_s() - run->begun >= l->seconds : run->taken >= l->request_count;
    k->waiting = false;
    if (over) {
        run->busy--;
        (void)close(k->fd);
        k->fd = -1;
        return;
    }
    k->request = l->requests[run->taken++ % l->request_count];
    k->request_n = strlen(k->request);
    k->sent = k->head_n = k->left = 0;
    k->in_body = false;
    k->since = l->pause_s > 0 ? k->next_at : now_s(); /* paced: from when it was due */
    push(run, k);
}

static void finished(struct run *run, struct link *k)
{
    if (run->times_n == run->times_cap) {
        run->times_cap = run->times_cap ? 2 * run->times_cap : 65536;
        run->times = realloc(run->times, (size_t)run->times_cap * sizeof *run->times);
    }
    run->times[run->times_n++] = (float)((now_s() - k->since) * 1e3);
    run->r.answers++;
    if (k->status >= 400) {
        run->r.failures++;
        run->r.last_failure = k->status;
    }
    if (run->l->pause_s > 0) {
        k->next_at = k->since + run->l->pause_s;
        k->waiting = true;
    } else {
        begin(run, k);
    }
}

/* True once the head is whole: status and length of the body are known. */
static bool read_head(struct link *k, const char *p, size_t n, size_t *ret_used)
{
    size_t before = k->head_n;
    size_t room = HEAD_MOST - 1 - k->head_n;
    size_t take = n < room ? n : room;
    memcpy(k->head + k->head_n, p, take);
    k->head_n += take;
    k->head[k->head_n] = 0;
    const char *end = strstr(k->head, "\r\n\r\n");
    if (!end)
        return false;
    *ret_used = (size_t)(end + 4 - k->head) - before;
    const char *length = strcasestr(k->head, "\r\nContent-Length:");
    k->status = k->head_n > 12 ? (int)strtol(k->head + 9, NULL, 10) : 0;
    k->left = length && length < end ? strtoul(length + 17, NULL, 10) : 0;
    return true;
}

static void lost(struct run *run, struct link *k)
{
    (void)close(k->fd);
    run->r.failures++;
    connect_link(run, k);
    begin(run, k);
}

static void pull(struct run *run, struct link *k)
{
    static char part[65536];
    ssize_t got = recv(k->fd, part, sizeof part, 0);
    if (got < 0 && (errno == EAGAIN || errno == EINTR))
        return;
    if (got <= 0) {
        lost(run, k);
        return;
    }
    size_t n = (size_t)got;
    size_t used = 0;
    if (!k->in_body) {
        if (!read_head(k, part, n, &used))
            return;
        k->in_body = true;
    }
    k->left -= n - used < k->left ? n - used : k->left;
    if (k->left == 0)
        finished(run, k);
}

static int by_size(const void *a, const void *b)
{
    float x = *(const float *)a;
    float y = *(const float *)b;
    return (x > y) - (x < y);
}

/* Milliseconds until the next paced request is due; those that are due begin. */
static int begin_due(struct run *run)
{
    double soonest = 1;
    if (run->l->pause_s <= 0)
        return QUIET_MS;
    double now = now_s();
    for (int i = 0; i < run->l->connections; i++) {
        struct link *k = &run->links[i];
        if (k->fd >= 0 && k->waiting && k->next_at <= now)
            begin(run, k);
        else if (k->fd >= 0 && k->waiting && k->next_at - now < soonest)
            soonest = k->next_at - now;
    }
    return (int)(soonest * 1e3) + 1;
}

struct load_result load_run(const struct load *l)
{
    struct run run = {
        .l = l, .epoll = epoll_create1(EPOLL_CLOEXEC), .begun = now_s(), .busy = l->connections
    };
    struct epoll_event events[256];
    run.links = calloc((size_t)l->connections, sizeof *run.links);
    for (int i = 0; i < l->connections; i++)
        connect_link(&run, &run.links[i]);
    run.begun = now_s();
    for (int i = 0; i < l->connections; i++) {
        struct link *k = &run.links[i];
        k->waiting = l->pause_s > 0;
        k->next_at = run.begun + l->pause_s * i / l->connections; /* spread over the first pause */
        if (!k->waiting)
            begin(&run, k);
    }
    while (run.busy > 0) {
        int n = epoll_wait(run.epoll, events, 256, begin_due(&run));
        if (n == 0 && l->pause_s <= 0)
            bench_die("load", "the server does not answer any more");
        for (int i = 0; i < n; i++) {
            struct link *k = events[i].data.ptr;
            if (k->fd >= 0 && (events[i].events & EPOLLOUT))
                push(&run, k);
            if (k->fd >= 0 && (events[i].events & (EPOLLIN | EPOLLHUP | EPOLLERR)))
                pull(&run, k);
        }
    }
    run.r.seconds = now_s() - run.begun;
    qsort(run.times, (size_t)run.times_n, sizeof *run.times, by_size);
    run.r.p50_ms = run.times_n ? (double)run.times[run.times_n / 2] : 0;
    run.r.p99_ms = run.times_n ? (double)run.times[run.times_n * 99 / 100] : 0;
    free(run.times);
    free(run.links);
    (void)close(run.epoll);
    return run.r;
}

const char *load_get(struct arena *a, const char *path, const char *cookie)
{
    return arena_printf(a, "GET %s HTTP/1.1\r\nHost: localhost\r\n%s%s%s\r\n", path, cookie ? "Cookie: " : "",
                        cookie ? cookie : "", cookie ? "\r\n" : "");
}
