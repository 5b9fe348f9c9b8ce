/* numbers.c: assignment beside LEMON's network simplex and CLP, at a conference's and a nation's size;
** severity and ranks. */
#include "bench.h"

#include "algo/assign_int.h"
#include "algo/mixed.h"
#include "algo/rank.h"
#include "main/tsv.h"
#include "numbers_data.h"
#include "solve/solve.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

/* The least of several runs of the best total; the cost must be proved. */
static double own_seconds(struct arena *a, const struct assign_problem *p, int runs, int64_t *ret_total)
{
    double least = INFINITY;
    for (int i = 0; i < runs; i++) {
        struct assign_answer x;
        double began = now_s();
        assign_total(a, p, &x);
        least = fmin(least, now_s() - began);
        if (!x.verified)
            bench_die("assign", "not proved");
        *ret_total = x.total;
    }
    return least;
}

static void beside_lemon(struct bench *b, const char *what, const struct assign_problem *p, int runs)
{
    int64_t total, theirs;
    double own = own_seconds(b->arena, p, runs, &total), lemon;
    if (!numbers_lemon(b, p, &lemon, &theirs)) {
        figure_add(
            b, &(struct figure){ what, arena_printf(b->arena, "%.2f ms", own * 1e3), "", NAN, AIM_NONE, 0 });
        return;
    }
    if (theirs != -total)
        bench_die(what, "LEMON's cost is another");
    figure_add(b, &(struct figure){ what, arena_printf(b->arena, "%.2f ms", own * 1e3),
                                    arena_printf(b->arena, "LEMON %.2f ms", lemon * 1e3), own / lemon,
                                    AIM_AT_MOST, 1 });
}

static void beside_clp(struct bench *b, const struct assign_problem *p)
{
    struct lp lp = numbers_lp(b->arena, p);
    struct lp_answer x;
    int64_t total;
    double own = own_seconds(b->arena, p, 5, &total), began = now_s();
    bench_must(solve_programme(b->arena, (void *)(uintptr_t)numbers_beside(b, "kyoten-solve"), &lp, &x),
               "kyoten-solve");
    double clp = now_s() - began;
    if (fabs(-x.objective - (double)total / 1e9) > 1e-6)
        bench_die("MIDL", "CLP's total is another");
    figure_add(b, &(struct figure){ "MIDL, best total", arena_printf(b->arena, "%.2f ms", own * 1e3),
                                    arena_printf(b->arena, "CLP %.0f ms", clp * 1e3), own / clp, AIM_AT_MOST,
                                    1 });
}

/* A quarter and the whole of a nation: how the cost grows with the pairs. */
static void nation(struct bench *b)
{
    int64_t total;
    struct arena *a = arena_make(SIZE_MAX / 2);
    struct assign_problem small = numbers_sparse(a, 25000, 2000, 20, 4),
                          whole = numbers_sparse(a, 100000, 8000, 20, 4);
    double quarter = own_seconds(a, &small, 1, &total), all = own_seconds(a, &whole, 1, &total);
    struct rusage u;
    (void)getrusage(RUSAGE_SELF, &u);
    double megabytes = (double)u.ru_maxrss / 1024;
    figure_add(b,
               &(struct figure){ "100,000 applications x 8,000 reviewers, 20 candidates",
                                 arena_printf(b->arena, "%.2f s", all), "60 s", all / 60, AIM_AT_MOST, 1 });
    figure_add(b, &(struct figure){ "the same, memory of this process",
                                    arena_printf(b->arena, "%.0f MB", megabytes), "4 GB", megabytes / 4096,
                                    AIM_AT_MOST, 1 });
    figure_add(b, &(struct figure){
                      "the same, against four times a quarter of it", arena_printf(b->arena, "%.2f s", all),
                      arena_printf(b->arena, "%.2f s", 4 * quarter), all / (4 * quarter), AIM_AT_MOST, 2 });
    (void)arena_free(a);
}

static void severity(struct bench *b)
{
    struct scores s;
    struct mixed m;
    if (!numbers_insteval(b->arena, &s))
        return;
    double began = now_s();
    if (!mixed_fit(b->arena, &s, &m))
        bench_die("insteval", "no fit");
    figure_add(b,
               &(struct figure){ "severity, 73,421 scores of 1,128 lecturers",
                                 arena_printf(b->arena, "%.1f s", now_s() - began), "", NAN, AIM_NONE, 0 });
}

static void ranks(struct bench *b, int32_t applications, double aim_ms)
{
    struct scores s = numbers_scores(b->arena, applications);
    struct rank_row *row = arena_array(b->arena, struct rank_row, (size_t)applications);
    double line, began = now_s();
    if (!rank_bayes(&s, applications / 3, row, &line))
        bench_die("bayes", "no ranks");
    double ms = (now_s() - began) * 1e3;
    figure_add(
        b, &(struct figure){ arena_printf(b->arena, "ranks and their chances, %d applications", applications),
                             arena_printf(b->arena, "%.1f ms", ms),
                             aim_ms > 0 ? arena_printf(b->arena, "%.0f ms", aim_ms) : "",
                             aim_ms > 0 ? ms / aim_ms : NAN, aim_ms > 0 ? AIM_AT_MOST : AIM_NONE, 1 });
}

void bench_numbers(struct bench *b)
{
    struct assign_problem midl, dense;
    if (numbers_midl(b->arena, &midl)) {
        beside_lemon(b, "MIDL, best total", &midl, 5);
        beside_clp(b, &midl);
    }
    dense = numbers_sparse(b->arena, 911, 2435, 2435, 3);
    beside_lemon(b, "911 applications x 2,435 reviewers, all pairs", &dense, 3);
    nation(b);
    ranks(b, 16, 10);
    ranks(b, 72, 0);
    ranks(b, 1000, 0);
    severity(b);
}
