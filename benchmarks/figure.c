/* figure.c: the table, the clock, and what the kernel says of a process. */
#include "bench.h"

#include "base/err.h"
#include "rehearsal/child.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define GUARD_S 240

static struct figure table[80];
static size_t rows;
static struct child_server running; /* pid 0: none */

void figure_add(struct bench *b, const struct figure *f)
{
    if (rows == sizeof table / sizeof table[0])
        bench_die("figure_add", "the table is full");
    table[rows] = *f;
    table[rows].what = arena_strdup(b->arena, f->what);
    table[rows].value = arena_strdup(b->arena, f->value);
    table[rows].against = arena_strdup(b->arena, f->against ? f->against : "");
    (void)fprintf(stderr, "  %s: %s\n", f->what, f->value);
    rows++;
}

static bool met(const struct figure *f)
{
    return f->aim == AIM_NONE || (f->aim == AIM_AT_MOST ? f->ratio <= f->wanted : f->ratio >= f->wanted);
}

bool figures_print(void)
{
    bool all = true;
    (void)printf("%-68s %16s %8s  %-19s %s\n", "", "measured", "ratio", "against", "aim for the ratio");
    for (size_t i = 0; i < rows; i++) {
        const struct figure *f = &table[i];
        char ratio[32] = "";
        char aim[48] = "";
        if (!isnan(f->ratio))
            (void)snprintf(ratio, sizeof ratio, "%.2f", f->ratio);
        if (f->aim != AIM_NONE)
            (void)snprintf(aim, sizeof aim, "%-8s %-4g %s", f->aim == AIM_AT_MOST ? "at most" : "at least",
                           f->wanted, met(f) ? "pass" : "MISSED");
        (void)printf("%-68s %16s %8s  %-19s %s\n", f->what, f->value, ratio, f->against, aim);
        all = all && met(f);
    }
    return all;
}

double now_s(void)
{
    struct timespec t;
    (void)clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

void bench_die(const char *what, const char *why)
{
    (void)fprintf(stderr, "bench: %s: %s\n", what, why);
    child_kill(&running);
    exit(1); // NOLINT(concurrency-mt-unsafe)
}

void bench_must(struct err *e, const char *what)
{
    if (e)
        bench_die(what, e->why ? e->why : e->msg ? e->msg->key : "refused");
}

void bench_serve(struct bench *b, const char *data, const char *log, char **env, struct child_server *ret)
{
    bench_must(child_serve(b->arena, &(struct child_spec){ b->kyoten, data, log, 0, env }, ret), "kyoten serve");
    running = *ret;
    child_guard(&running, GUARD_S);
}

void bench_stop(struct bench *b, struct child_server *s)
{
    running.pid = 0;
    bench_must(child_stop(b->arena, s), "the server");
}

const char *bench_init(struct bench *b, const char *name)
{
    struct child_result made;
    const char *data = arena_printf(b->arena, "%s/%s", b->folder, name);
    const char *const init[] = { "init", "--data", data, "--rehearsal", NULL };
    bench_must(child_run(b->arena, b->kyoten, init, &made), "kyoten init");
    if (made.status)
        bench_die("kyoten init", made.err);
    return data;
}

static double status_mb(pid_t pid, const char *name)
{
    char path[64];
    char line[256];
    double kb = 0;
    (void)snprintf(path, sizeof path, "/proc/%d/status", (int)pid);
    FILE *f = fopen(path, "re");
    while (f && fgets(line, sizeof line, f))
        if (strncmp(line, name, strlen(name)) == 0)
            kb = strtod(line + strlen(name) + 1, NULL);
    if (f)
        (void)fclose(f);
    return kb / 1024;
}

double proc_resident_mb(pid_t pid)
{
    return status_mb(pid, "VmRSS");
}

double proc_peak_mb(pid_t pid)
{
    return status_mb(pid, "VmHWM");
}

double proc_cpu_s(pid_t pid)
{
    clockid_t clock;
    struct timespec t = { 0, 0 };
    if (clock_getcpuclockid(pid, &clock) != 0 || clock_gettime(clock, &t) != 0)
        bench_die("the time of a process", "cannot be read");
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}
