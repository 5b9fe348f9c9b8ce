/* register.c: what the public register page costs, against the least that the library can do. */
#include "bench.h"

#include "rehearsal/child.h"
#include "rehearsal/robot.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define CONNECTIONS 16
#define ROUNDS 7

struct cost {
    double us, rate;
};

static struct cost cost_of(struct bench *b, pid_t pid, int port, double seconds)
{
    const char *request = load_get(b->arena, "/hubs", NULL);
    struct load l = {
        .port = port, .connections = CONNECTIONS, .requests = &request, .request_count = 1, .seconds = seconds
    };
    double before = proc_cpu_s(pid);
    struct load_result r = load_run(&l);
    if (r.failures)
        bench_die("/hubs", "failed");
    return (struct cost){ (proc_cpu_s(pid) - before) * 1e6 / (double)r.answers, (double)r.answers / r.seconds };
}

static int by_size(const void *a, const void *b)
{
    double x = *(const double *)a;
    double y = *(const double *)b;
    return (x > y) - (x < y);
}

static double middle(double *v)
{
    qsort(v, ROUNDS, sizeof *v, by_size);
    return v[ROUNDS / 2];
}

/* In turn, so that whatever else the machine does meets both; the median of the rounds. */
static void compare(struct bench *b, pid_t site, int site_port, size_t bytes)
{
    struct arena *a = b->arena;
    double us[ROUNDS], least[ROUNDS], ratio[ROUNDS], rate[ROUNDS], bare_rate[ROUNDS];
    int bare_port = 0;
    pid_t bare = bare_start(bytes, &bare_port);
    (void)cost_of(b, site, site_port, 0.2); /* warm */
    (void)cost_of(b, bare, bare_port, 0.2);
    for (int i = 0; i < ROUNDS; i++) {
        struct cost x = cost_of(b, site, site_port, b->seconds / ROUNDS);
        struct cost y = cost_of(b, bare, bare_port, b->seconds / ROUNDS);
        us[i] = x.us;
        least[i] = y.us;
        ratio[i] = x.us / y.us;
        rate[i] = x.rate;
        bare_rate[i] = y.rate;
    }
    bare_stop(bare);
    double a_second = middle(rate);
    figure_add(b, &(struct figure){ arena_printf(a, "bare libmicrohttpd, %zu bytes", bytes),
                                    arena_printf(a, "%.1f us CPU", middle(least)), "", NAN, AIM_NONE, 0 });
    figure_add(b, &(struct figure){ "register page /hubs", arena_printf(a, "%.1f us CPU", middle(us)),
                                    "bare libmicrohttpd", middle(ratio), AIM_AT_MOST, 1.5 });
    figure_add(b, &(struct figure){ "register page /hubs, answers", arena_printf(a, "%.0f /s", a_second),
                                    "bare libmicrohttpd", a_second / middle(bare_rate), AIM_NONE, 0 });
}

void bench_register(struct bench *b)
{
    struct arena *a = b->arena;
    struct child_server site;
    struct robot *r = NULL;
    struct robot_page *page = NULL;
    const char *data = bench_init(b, "register");
    bench_serve(b, data, "/dev/null", NULL, &site);
    bench_must(robot_make(a, site.url, "bench", &r), site.url);
    bench_must(robot_get(r, "/hubs", &page), "/hubs");
    if (page->status != 200)
        bench_die("/hubs", "no such page");
    compare(b, site.pid, atoi(strrchr(site.url, ':') + 1), page->body.n);
    figure_add(b, &(struct figure){ "resident, serving the demonstration",
                                    arena_printf(a, "%.1f MB", proc_peak_mb(site.pid)), "64 MB",
                                    proc_peak_mb(site.pid) / 64, AIM_AT_MOST, 1 });
    bench_stop(b, &site);
}
