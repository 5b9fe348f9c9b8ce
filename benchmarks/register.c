/* register.c: what the public register page costs, against the least that the library can do. */
#include "bench.h"

#include "rehearsal/child.h"
#include "rehearsal/robot.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define CONNECTIONS 16

static double cpu_of(struct bench *b, pid_t pid, int port, const char *path, double *ret_rate)
{
    const char *request = load_get(b->arena, path, NULL);
    struct load l = {
        .port = port, .connections = CONNECTIONS, .requests = &request, .request_count = 1, .seconds = 0.3
    };
    (void)load_run(&l); /* warm */
    l.seconds = b->seconds;
    double before = proc_cpu_s(pid);
    struct load_result r = load_run(&l);
    if (r.failures)
        bench_die(path, "failed");
    *ret_rate = (double)r.answers / r.seconds;
    return (proc_cpu_s(pid) - before) * 1e6 / (double)r.answers;
}

void bench_register(struct bench *b)
{
    struct arena *a = b->arena;
    struct child_server site;
    struct child_result made;
    struct robot *r = NULL;
    struct robot_page *page = NULL;
    double rate = 0;
    double bare_rate = 0;
    int port = 0;
    const char *data = arena_printf(a, "%s/register", b->folder);
    const char *const init[] = { "init", "--data", data, "--rehearsal", NULL };
    if (child_run(a, b->kyoten, init, &made) || made.status)
        bench_die("kyoten init", made.err);
    struct err *e = child_serve(a, &(struct child_spec){ b->kyoten, data, "/dev/null", 0, NULL }, &site);
    if (!e)
        e = robot_make(a, site.url, "bench", &r);
    if (!e)
        e = robot_get(r, "/hubs", &page);
    if (e)
        bench_die("/hubs", e->why ? e->why : "cannot be asked for");
    size_t bytes = page->body.n;
    if (page->status == 200) {
        double cost = cpu_of(b, site.pid, atoi(strrchr(site.url, ':') + 1), "/hubs", &rate);
        pid_t bare = bare_start(bytes, &port);
        double least = cpu_of(b, bare, port, "/hubs", &bare_rate);
        bare_stop(bare);
        figure_add(b, &(struct figure){ arena_printf(a, "bare libmicrohttpd, %zu bytes", bytes),
                                        arena_printf(a, "%.1f us CPU", least), "", NAN, AIM_NONE, 0 });
        figure_add(b, &(struct figure){ "register page /hubs", arena_printf(a, "%.1f us CPU", cost),
                                        "bare libmicrohttpd", cost / least, AIM_AT_MOST, 1.5 });
        figure_add(b, &(struct figure){ "register page /hubs, answers", arena_printf(a, "%.0f /s", rate),
                                        "bare libmicrohttpd", rate / bare_rate, AIM_NONE, 0 });
    }
    figure_add(b, &(struct figure){ "resident, serving the demonstration",
                                    arena_printf(a, "%.1f MB", proc_peak_mb(site.pid)), "64 MB",
                                    proc_peak_mb(site.pid) / 64, AIM_AT_MOST, 1 });
    e = child_stop(a, &site);
    if (e)
        bench_die("the server", e->why);
}
