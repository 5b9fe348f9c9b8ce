/* pages.c: with a hundred times the data: how long the server needs to start, for each page, and how many statements. */
#include "bench.h"

#include "rehearsal/child.h"
#include "rehearsal/door.h"
#include "rehearsal/robot.h"

#include <math.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ROUNDS 9
#define SETTLE_MS 250

static int by_size(const void *a, const void *b)
{
    long x = *(const long *)a;
    long y = *(const long *)b;
    return (x > y) - (x < y);
}

/* Lines that come thick are written a tenth of a second later. */
void log_last(const char *log, size_t n, long *ret_us, long *ret_statements)
{
    char line[4096];
    size_t seen = 0;
    (void)poll(NULL, 0, SETTLE_MS);
    FILE *f = fopen(log, "re");
    while (f && fgets(line, sizeof line, f)) {
        const char *us = strstr(line, " us=");
        const char *statements = strstr(line, " sql=");
        if (!us || !statements || !strstr(line, " method=GET "))
            continue;
        ret_us[seen++ % n] = strtol(us + 4, NULL, 10);
        *ret_statements = strtol(statements + 5, NULL, 10);
    }
    if (f)
        (void)fclose(f);
    if (seen < n)
        bench_die(log, "says nothing");
}

static void one_page(struct bench *b, struct robot *r, const char *who, const char *path, const char *log)
{
    struct robot_page *page = NULL;
    long us[ROUNDS];
    long statements = 0;
    for (int i = 0; i < ROUNDS; i++) {
        bench_must(robot_get(r, path, &page), path);
        if (page->status != 200)
            bench_die(path, arena_printf(b->arena, "status %d", page->status));
    }
    log_last(log, ROUNDS, us, &statements);
    qsort(us, ROUNDS, sizeof us[0], by_size);
    struct arena *a = b->arena;
    double ms = (double)us[ROUNDS / 2] / 1e3;
    figure_add(b, &(struct figure){ arena_printf(a, "page %s as %s, %ld statements", path, who, statements),
                                    arena_printf(a, "%.2f ms", ms), "50 ms", ms / 50, AIM_AT_MOST, 1 });
}

void bench_pages(struct bench *b)
{
    static const char *const PUBLIC[] = { "/", "/hubs", "/calls", "/api/v1/hubs", "/check", "/data" };
    static const char *const OFFICE[] = { "/office",
                                          "/office/people",
                                          "/office/people?duty=applicant",
                                          "/office/people?duty=applicant&search=4999",
                                          "/office/calls",
                                          "/office/applications",
                                          "/office/ledger",
                                          "/office/mail",
                                          "/office/review/assignments" };
    struct arena *a = b->arena;
    struct child_server site;
    struct robot *r = NULL;
    const char *data = bench_init(b, "hundred");
    const char *log = arena_printf(a, "%s/hundred.log", b->folder);
    fill_folder(b, data);
    double from = now_s();
    bench_serve(b, data, log, NULL, &site);
    double ms = (now_s() - from) * 1e3;
    figure_add(b, &(struct figure){ "start with 100 x the data", arena_printf(a, "%.0f ms", ms), "100 ms",
                                    ms / 100, AIM_AT_MOST, 1 });
    bench_must(robot_make(a, site.url, "bench", &r), site.url);
    for (size_t i = 0; i < sizeof PUBLIC / sizeof PUBLIC[0]; i++)
        one_page(b, r, "anybody", PUBLIC[i], log);
    bench_must(door_enter(a, site.url, "演習 花子", &r), "the door");
    for (size_t i = 0; i < sizeof OFFICE / sizeof OFFICE[0]; i++)
        one_page(b, r, "office", OFFICE[i], log);
    bench_stop(b, &site);
}
