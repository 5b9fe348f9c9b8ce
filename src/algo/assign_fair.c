/* assign_fair.c: the application served worst as well as possible, and only then the best total.
**
** A floor under the sum of each application makes the problem more than a flow, so a mixed-integer solver
** searches; what it says is then looked at in whole numbers: prices of the floors turn them back into a flow
** (Lagrange), whose optimum is an upper bound that algo/flow.c proves. (PeerReview4All, FairFlow and FairIR
** are heuristics or want a commercial solver; at the same floor this one's total is the largest there is.) */
#include "algo/assign_int.h"

#include <math.h>
#include <string.h>

/* What is to be as large as possible: the total, the lowest sum of the open applications (a column more), or
** the sum of one application. */
enum { TOTAL = -1, LOWEST = -2 };

static void put_loads(const struct assign_problem *p, double *low, double *high)
{
    for (int32_t r = 0; r < p->reviewers; r++) {
        low[r] = p->min_load[r];
        high[r] = p->max_load[r];
    }
}

/* Every pair is taken or not; a column more is neither. */
static bool *all_pairs(struct fair *f, size_t columns)
{
    bool *all = arena_array(f->a, bool, columns);
    for (size_t i = 0; i < f->p->pairs; i++)
        all[i] = true;
    return all;
}

/* The problem with its floors. */
static struct lp build(struct fair *f, int32_t goal, bool whole)
{
    bool raised = goal == LOWEST;
    const struct assign_problem *p = f->p;
    size_t columns = p->pairs + raised, applications = (size_t)p->applications, n = 0;
    size_t rows = applications * 2 + (size_t)p->reviewers;
    int32_t *start = arena_array(f->a, int32_t, columns + 1);
    int32_t *row = arena_array(f->a, int32_t, p->pairs * 3 + applications);
    double *value = arena_array(f->a, double, p->pairs * 3 + applications);
    double *low = arena_array(f->a, double, columns), *high = arena_array(f->a, double, columns);
    double *cost = arena_array(f->a, double, columns);
    double *row_low = arena_array(f->a, double, rows), *row_high = arena_array(f->a, double, rows);
    for (size_t i = 0; i < p->pairs; i++) {
        const struct assign_pair *q = &p->pair[i];
        double v = (double)q->value / f->unit;
        start[i] = (int32_t)n;
        row[n] = q->application;
        value[n++] = 1;
        row[n] = p->applications * 2 + q->reviewer;
        value[n++] = 1;
        row[n] = p->applications + q->application;
        value[n++] = v;
        high[i] = 1;
        cost[i] = goal == TOTAL || goal == q->application ? -v : 0;
    }
    if (raised) {
        start[p->pairs] = (int32_t)n;
        low[p->pairs] = -LP_FREE;
        high[p->pairs] = LP_FREE;
        cost[p->pairs] = -1;
    }
    for (size_t x = 0; x < applications; x++) {
        bool lifted = raised && f->open[x];
        if (lifted) {
            row[n] = (int32_t)(applications + x);
            value[n++] = -1;
        }
        row_low[x] = row_high[x] = p->cover[x];
        row_low[applications + x] = lifted                     ? 0
                                    : f->floor[x] == INT64_MIN ? -LP_FREE
                                                               : (double)f->floor[x] / f->unit;
        row_high[applications + x] = LP_FREE;
    }
    start[columns] = (int32_t)n;
    put_loads(p, row_low + applications * 2, row_high + applications * 2);
    bool *all = whole ? all_pairs(f, columns) : NULL;
    return (struct lp){ .rows = (int32_t)rows,
                        .columns = (int32_t)columns,
                        .start = start,
                        .row = row,
                        .value = value,
                        .low = low,
                        .high = high,
                        .cost = cost,
                        .row_low = row_low,
                        .row_high = row_high,
                        .whole = all,
                        .seconds = f->left };
}

static struct err *run(struct fair *f, const struct lp *lp, struct lp_answer *ret)
{
    double began = f->with->seconds_now();
    TRY(f->with->solve(f->a, f->with->self, lp, ret));
    f->left -= f->with->seconds_now() - began;
    return NULL;
}

int64_t fair_near(const struct fair *f)
{
    return (int64_t)(f->unit * 1e-7);
}

/* The lowest sum over the open applications. */
static int64_t lowest_open(const struct fair *f, const bool *chosen)
{
    int64_t *sum = arena_array(f->a, int64_t, (size_t)f->p->applications + 1), lowest = INT64_MAX;
    for (size_t i = 0; i < f->p->pairs; i++)
        sum[f->p->pair[i].application] += chosen[i] ? f->p->pair[i].value : 0;
    for (int32_t x = 0; x < f->p->applications; x++)
        lowest = f->open[x] && sum[x] < lowest ? sum[x] : lowest;
    return lowest;
}

/* Takes the solver's choice when it is better than what is there; false: it is not what was asked for. */
static bool consider(struct fair *f, int64_t at, const struct lp_answer *x, bool proved)
{
    bool *chosen = arena_array(f->a, bool, f->p->pairs + 1);
    for (size_t i = 0; i < f->p->pairs; i++)
        chosen[i] = x->x[i] > 0.5;
    int64_t total, all, lowest = lowest_open(f, chosen), near = fair_near(f);
    if (!assign_keeps_rules(f->p, chosen) || lowest < at - near)
        return false;
    assign_measure(f->p, chosen, &total, &all);
    if (f->chosen && (lowest < f->lowest || (lowest == f->lowest && total < f->total)))
        return true;
    f->chosen = chosen;
    f->total = total;
    f->lowest = lowest;
    f->proved = proved;
    return true;
}

/* The largest total with the sums of the open applications at least at. */
static struct err *try_floor(struct fair *f, int64_t at, enum lp_status *ret)
{
    for (int32_t x = 0; x < f->p->applications; x++)
        if (f->open[x])
            f->floor[x] = at;
    struct lp lp = build(f, TOTAL, true);
    struct lp_answer x;
    TRY(run(f, &lp, &x));
    bool believed = !x.x || consider(f, at, &x, x.status == LP_OPTIMAL);
    *ret = believed ? x.status : LP_UNKNOWN;
    return NULL;
}

/* No choice has a larger lowest sum over the open applications than this: their sums, weighted by the prices
** of the linear programme, cannot all together exceed the best weighted total, which a flow proves. (+ 1:
** for what rounding the weighted values can hide.) */
static struct err *bound_lowest(struct fair *f, int64_t *ret)
{
    const struct assign_problem *p = f->p;
    struct lp lp = build(f, LOWEST, false);
    struct lp_answer x;
    TRY(run(f, &lp, &x));
    if (x.status != LP_OPTIMAL) {
        *ret = NO_BOUND;
        return NULL;
    }
    const double *price = x.price + p->applications;
    int64_t *value = arena_array(f->a, int64_t, p->pairs + 1);
    double weight = 0, given = 0;
    for (int32_t i = 0; i < p->applications; i++) {
        double w = fmax(price[i], 0);
        if (f->open[i])
            weight += w;
        else if (f->floor[i] != INT64_MIN)
            given += w * (double)f->floor[i];
    }
    for (size_t i = 0; i < p->pairs; i++)
        value[i] = llround(fmax(price[p->pair[i].application], 0) * (double)p->pair[i].value);
    struct flow flow;
    struct flow_result r;
    assign_network(f->a, p, value, &flow);
    flow_solve(f->a, &flow, &r);
    bool good = r.feasible && flow_is_optimal(&flow, r.flow, r.potential) && weight > 0;
    *ret = good ? (int64_t)floor(((double)-r.cost - given) / weight) + 1 : NO_BOUND;
    return NULL;
}

/* Raises the lowest sum of the open applications as far as it goes, the largest total at that height with
** it. *ret_bound: no choice has a larger one. */
struct err *fair_raise(struct fair *f, int64_t *ret_bound)
{
    int64_t high, near = (int64_t)(f->unit * 1e-8); /* nearer than that no solver's tolerance can tell */
    f->lowest = lowest_open(f, f->chosen);
    TRY(bound_lowest(f, &high));
    for (int64_t at = high; f->left > 0 && high - f->lowest > near;) {
        enum lp_status s;
        TRY(try_floor(f, at - near, &s));
        if (s == LP_UNKNOWN)
            break;
        if (f->lowest < at - near)
            high = at - 1;
        at = f->lowest + (high - f->lowest + 1) / 2;
    }
    *ret_bound = high;
    return NULL;
}

struct err *fair_raise_one(struct fair *f, int32_t application, int64_t *ret_bound)
{
    for (int whole = 0; whole < 2; whole++) {
        struct lp lp = build(f, application, whole);
        struct lp_answer x;
        TRY(run(f, &lp, &x));
        if (x.status != LP_OPTIMAL)
            break;
        *ret_bound = (int64_t)floor(-x.objective * f->unit);
        if (*ret_bound <= f->lowest + fair_near(f))
            return NULL;
    }
    return NULL;
}

/* With the floors as they are, no choice has a larger total: the floors are priced, and the rest is a flow. */
struct err *fair_bound_total(struct fair *f, int64_t *ret)
{
    const struct assign_problem *p = f->p;
    struct lp lp = build(f, TOTAL, false);
    struct lp_answer x;
    TRY(run(f, &lp, &x));
    *ret = NO_BOUND;
    if (x.status != LP_OPTIMAL)
        return NULL;
    const double *price = x.price + p->applications;
    int64_t *value = arena_array(f->a, int64_t, p->pairs + 1);
    double given = 0;
    for (int32_t i = 0; i < p->applications; i++)
        if (f->floor[i] != INT64_MIN)
            given += fmax(price[i], 0) * (double)f->floor[i];
    for (size_t i = 0; i < p->pairs; i++)
        value[i] = llround((1 + fmax(price[p->pair[i].application], 0)) * (double)p->pair[i].value);
    struct flow flow;
    struct flow_result r;
    assign_network(f->a, p, value, &flow);
    flow_solve(f->a, &flow, &r);
    if (r.feasible && flow_is_optimal(&flow, r.flow, r.potential))
        *ret = (int64_t)floor((double)-r.cost - given) + p->applications;
    return NULL;
}

void fair_begin(struct fair *f, struct arena *work, const struct assign_problem *p,
                const struct assign_solver *with, const struct assign_answer *first)
{
    *f = (struct fair){ .a = work, .p = p, .with = with, .unit = 1, .left = with->seconds };
    for (size_t i = 0; i < p->pairs; i++)
        f->unit = fmax(f->unit, fabs((double)p->pair[i].value));
    f->floor = arena_array(work, int64_t, (size_t)p->applications + 1);
    f->open = arena_array(work, bool, (size_t)p->applications + 1);
    for (int32_t x = 0; x < p->applications; x++) {
        f->floor[x] = INT64_MIN;
        f->open[x] = true;
    }
    f->chosen = first->chosen;
    f->total = first->total;
    f->lowest = first->lowest;
    f->proved = true;
}

struct err *fair_done(struct arena *a, struct fair *f, const struct assign_answer *first, int64_t high,
                      bool best, struct assign_answer *ret)
{
    int64_t bound, slack = fair_near(f), lowest;
    TRY(fair_bound_total(f, &bound));
    *ret = (struct assign_answer){ .status = best && f->proved ? ASSIGN_OPTIMAL : ASSIGN_FEASIBLE,
                                   .lowest_bound = high,
                                   .bound = bound < first->total ? bound : first->total };
    ret->chosen = arena_array(a, bool, f->p->pairs + 1);
    memcpy(ret->chosen, f->chosen, f->p->pairs * sizeof *f->chosen);
    assign_measure(f->p, ret->chosen, &ret->total, &lowest);
    ret->lowest = lowest;
    ret->verified = best && ret->bound - ret->total <= slack && assign_keeps_rules(f->p, ret->chosen);
    return NULL;
}

struct err *assign_fair(struct arena *a, const struct assign_problem *p, const struct assign_solver *with,
                        struct assign_answer *ret)
{
    struct arena *work __attribute__((cleanup(arena_done))) = arena_make(SIZE_MAX / 2);
    struct assign_answer first;
    assign_total(a, p, &first);
    *ret = first;
    if (first.status == ASSIGN_INFEASIBLE || p->applications == 0)
        return NULL;
    struct fair f;
    int64_t high;
    fair_begin(&f, work, p, with, &first);
    TRY(fair_raise(&f, &high));
    for (int32_t x = 0; x < p->applications; x++)
        f.floor[x] = f.lowest;
    return fair_done(a, &f, &first, high, high - f.lowest <= fair_near(&f), ret);
}
