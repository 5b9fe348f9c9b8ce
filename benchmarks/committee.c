/* committee.c: what the pages cost for which HotCRP's figures are known: the list of a thousand applications with three
** reviews each, the signed-in desk, a page for anybody. CPU of the server for each request, pages made anew each time
** (the desk keeps counts until the next act). */
#include "bench.h"

#include "rehearsal/child.h"

#include <poll.h>
#include <stdlib.h>
#include <string.h>

#define APPLICATIONS 1000
#define TIMES 50 /* less than HotCRP */

struct compared {
    const char *what, *path, *cookie;
    double hotcrp_ms; /* CPU of a request, as published: nginx, php-fpm with opcache, MariaDB */
};

static void one(struct bench *b, const struct child_server *site, const char *log, const struct compared *x)
{
    struct arena *a = b->arena;
    const char *request = load_get(a, x->path, x->cookie);
    long us = 0;
    long statements = 0;
    struct load l = { .port = atoi(strrchr(site->url, ':') + 1), .connections = 2, .requests = &request,
                      .request_count = 1, .seconds = 0.2 };
    (void)load_run(&l); /* warm */
    l.seconds = b->seconds / 2;
    double before = proc_cpu_s(site->pid);
    struct load_result r = load_run(&l);
    if (r.failures)
        bench_die(x->path, arena_printf(a, "status %d", r.last_failure));
    double ms = (proc_cpu_s(site->pid) - before) * 1e3 / (double)r.answers;
    log_last(log, 1, &us, &statements);
    figure_add(b, &(struct figure){ arena_printf(a, "%s, %ld statements", x->what, statements),
                                    arena_printf(a, "%.3f ms CPU", ms), arena_printf(a, "HotCRP, %g ms", x->hotcrp_ms),
                                    x->hotcrp_ms / ms, AIM_AT_LEAST, TIMES });
}

void bench_committee(struct bench *b)
{
    struct arena *a = b->arena;
    struct child_server site;
    const char *chair = NULL;
    const char *office = NULL;
    const char *data = bench_init(b, "committee");
    const char *log = arena_printf(a, "%s/committee.log", b->folder);
    fill_reviews(b, data, APPLICATIONS, &chair, &office);
    bench_serve(b, data, log, NULL, &site);
    const struct compared pages[] = {
        { "the committee's list of 1,000 with scores", "/committee", chair, 116 },
        { "the office's desk", "/office", office, 25 },
        { "a page for anybody", "/sign-in", NULL, 2.5 },
    };
    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++)
        one(b, &site, log, &pages[i]);
    bench_stop(b, &site);
}
