/* submit.c: a thousand clients who send their applications at noon, over HTTP: once a second each, as fast as they get
** answers, and on a disk whose every fdatasync takes five milliseconds longer. */
#include "bench.h"

#include "rehearsal/child.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define CLIENTS 1000
#define PACED_S 2 /* how many times each sends, once a second */
#define SLOW_US 5000
#define HOTCRP_MS 16 /* CPU of one submission there, as published */
#define TIMES 50

struct rush {
    struct load_result r;
    double cpu_ms; /* of the server, for each */
};

static const char *submit(struct arena *a, const struct draft *d)
{
    const char *form = arena_printf(a, "csrf=%s", d->csrf);
    return arena_printf(a,
                        "POST /applications/%s/submit HTTP/1.1\r\nHost: localhost\r\nSec-Fetch-Site: same-origin\r\n"
                        "Cookie: %s\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: %zu\r\n\r\n%s",
                        d->id, d->cookie, strlen(form), form);
}

/* Every draft is sent once. */
static struct rush send_all(struct bench *b, const struct child_server *site, const struct draft *v, int n, double pause_s)
{
    const char **requests = arena_array(b->arena, const char *, (size_t)n);
    for (int i = 0; i < n; i++)
        requests[i] = submit(b->arena, &v[i]);
    struct load l = { .port = atoi(strrchr(site->url, ':') + 1), .connections = CLIENTS, .requests = requests,
                      .request_count = (size_t)n, .pause_s = pause_s };
    double before = proc_cpu_s(site->pid);
    struct rush x = { .r = load_run(&l) };
    if (x.r.failures || x.r.answers != n)
        bench_die("submit", arena_printf(b->arena, "%ld of %ld failed, the last with %d", x.r.failures, x.r.answers,
                                         x.r.last_failure));
    x.cpu_ms = (proc_cpu_s(site->pid) - before) * 1e3 / (double)n;
    return x;
}

static void add_latency(struct bench *b, const char *disk, const struct rush *x, double aim_ms)
{
    struct arena *a = b->arena;
    figure_add(b, &(struct figure){ arena_printf(a, "1,000 clients submit once a second, %s: p50", disk),
                                    arena_printf(a, "%.1f ms", x->r.p50_ms), "", NAN, AIM_NONE, 0 });
    figure_add(b, &(struct figure){ arena_printf(a, "1,000 clients submit once a second, %s: p99", disk),
                                    arena_printf(a, "%.1f ms", x->r.p99_ms), arena_printf(a, "%.0f ms", aim_ms),
                                    x->r.p99_ms / aim_ms, AIM_AT_MOST, 1 });
}

static void add_rate(struct bench *b, const char *disk, const struct rush *x, double sync)
{
    struct arena *a = b->arena;
    double rate = (double)x->r.answers / x->r.seconds;
    figure_add(b, &(struct figure){ arena_printf(a, "durable submissions over HTTP, 1,000 at once, %s", disk),
                                    arena_printf(a, "%.0f /s", rate), "fdatasync", rate / sync, AIM_NONE, 0 });
}

static void start(struct bench *b, const char *data, char **env, struct child_server *ret)
{
    const char *log = arena_printf(b->arena, "%s/submit.log", b->folder);
    bench_serve(b, data, log, env, ret);
}

/* The environment with the slow disk in it. */
static char **slow_env(struct bench *b)
{
    size_t n = 0;
    while (environ[n])
        n++;
    char **env = arena_array(b->arena, char *, n + 3);
    memcpy(env, environ, n * sizeof *env);
    env[n] = arena_printf(b->arena, "LD_PRELOAD=%s", b->slow_disk);
    env[n + 1] = arena_printf(b->arena, "KYOTEN_SLOW_DISK_US=%d", SLOW_US);
    return env;
}

void bench_submit(struct bench *b)
{
    struct arena *a = b->arena;
    struct child_server site;
    int paced = CLIENTS * PACED_S;
    const char *data = bench_init(b, "submit");
    struct draft *v = fill_drafts(b, data, CLIENTS, 2 * PACED_S + 2);
    double sync = sync_rate(arena_printf(a, "%s/page", b->folder), b->seconds / 2);
    start(b, data, NULL, &site);
    struct rush x = send_all(b, &site, v, paced, 1);
    add_latency(b, "this disk", &x, 50);
    x = send_all(b, &site, v + paced, CLIENTS, 0);
    add_rate(b, "this disk", &x, sync);
    figure_add(b, &(struct figure){ "one submission over HTTP", arena_printf(a, "%.3f ms CPU", x.cpu_ms),
                                    arena_printf(a, "HotCRP, %d ms", HOTCRP_MS), HOTCRP_MS / x.cpu_ms, AIM_AT_LEAST,
                                    TIMES });
    bench_stop(b, &site);
    v += paced + CLIENTS;
    slow_disk_us = SLOW_US;
    sync = sync_rate(arena_printf(a, "%s/page", b->folder), b->seconds / 2);
    slow_disk_us = 0;
    start(b, data, slow_env(b), &site);
    x = send_all(b, &site, v, paced, 1);
    add_latency(b, "a disk 5 ms slower", &x, 100);
    x = send_all(b, &site, v + paced, CLIENTS, 0);
    add_rate(b, "a disk 5 ms slower", &x, sync);
    bench_stop(b, &site);
}
