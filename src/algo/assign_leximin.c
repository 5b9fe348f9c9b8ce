/* assign_leximin.c: after the application served worst, the second worst is served as well as possible, and
** so on.
**
** One level: the lowest sum of the open applications is raised; those that no choice can lift above it are
** closed at that height. Where several stand at it and each could be lifted, but not all, the order of the
** rest is a question of which: there the proof ends, and the answer says how many levels it reached. */
#include "algo/assign_int.h"

#include <string.h>

static int64_t *sums_of(struct fair *f)
{
    int64_t *sum = arena_array(f->a, int64_t, (size_t)f->p->applications + 1);
    for (size_t i = 0; i < f->p->pairs; i++)
        sum[f->p->pair[i].application] += f->chosen[i] ? f->p->pair[i].value : 0;
    return sum;
}

/* Closes those that cannot be lifted; how many. */
static struct err *close_stuck(struct fair *f, int32_t *ret_closed)
{
    const int64_t *sum = sums_of(f);
    *ret_closed = 0;
    bool *stuck = arena_array(f->a, bool, (size_t)f->p->applications + 1);
    for (int32_t x = 0; x < f->p->applications; x++)
        if (f->open[x])
            f->floor[x] = f->lowest;
    for (int32_t x = 0; x < f->p->applications && f->left > 0; x++) {
        int64_t bound = INT64_MAX;
        if (!f->open[x] || sum[x] > f->lowest + fair_near(f))
            continue;
        TRY(fair_raise_one(f, x, &bound));
        stuck[x] = bound <= f->lowest + fair_near(f);
    }
    for (int32_t x = 0; x < f->p->applications; x++)
        if (stuck[x]) {
            f->open[x] = false;
            ++*ret_closed;
        }
    return NULL;
}

struct err *assign_leximin(struct arena *a, const struct assign_problem *p, const struct assign_solver *with,
                           struct assign_answer *ret)
{
    struct arena *work __attribute__((cleanup(arena_done))) = arena_make(SIZE_MAX / 2);
    struct assign_answer first;
    assign_total(a, p, &first);
    *ret = first;
    if (first.status == ASSIGN_INFEASIBLE || p->applications == 0)
        return NULL;
    struct fair f;
    int64_t high, lowest_bound = INT64_MAX;
    int32_t levels = 0, left = p->applications, closed = 1;
    fair_begin(&f, work, p, with, &first);
    while (left > 0 && closed > 0 && f.left > 0) {
        TRY(fair_raise(&f, &high));
        lowest_bound = levels == 0 ? high : lowest_bound;
        closed = 0;
        if (high - f.lowest <= fair_near(&f))
            TRY(close_stuck(&f, &closed));
        left -= closed;
        levels += closed > 0;
    }
    for (int32_t x = 0; x < p->applications; x++)
        if (f.open[x])
            f.floor[x] = f.lowest;
    TRY(fair_done(a, &f, &first, lowest_bound, left == 0, ret));
    ret->levels = levels;
    return NULL;
}
