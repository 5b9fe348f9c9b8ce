/* stability.c: see stability.h. */
#include "algo/stability.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

struct standing {
    int32_t application;
    struct fraction value;
};

struct work {
    const struct exact_score *score;
    size_t *begin, *of;        /* scores by application */
    size_t *seen_begin, *seen; /* scores by reviewer */
    int32_t applications;
    enum aggregate_method method;
    int64_t *some; /* room for the scores of one application */
    struct standing *order;
};

static size_t *group(struct arena *a, const struct exact_score *s, size_t n, size_t groups, bool by_reviewer,
                     size_t **ret_begin)
{
    size_t *begin = arena_array(a, size_t, groups + 1), *of = arena_array(a, size_t, n + 1);
    size_t *at = arena_array(a, size_t, groups + 1);
    for (size_t i = 0; i < n; i++)
        begin[(by_reviewer ? s[i].reviewer : s[i].application) + 1]++;
    for (size_t k = 0; k < groups; k++)
        begin[k + 1] += begin[k];
    memcpy(at, begin, (groups + 1) * sizeof *at);
    for (size_t i = 0; i < n; i++)
        of[at[by_reviewer ? s[i].reviewer : s[i].application]++] = i;
    *ret_begin = begin;
    return of;
}

/* The value of an application without the reviewer (−1: of all); false: nothing would be left. */
static bool value_without(const struct work *w, int32_t application, int32_t reviewer, struct fraction *ret)
{
    size_t n = 0;
    for (size_t i = w->begin[application]; i < w->begin[application + 1]; i++)
        if (w->score[w->of[i]].reviewer != reviewer)
            w->some[n++] = w->score[w->of[i]].value;
    if (n == 0)
        return false;
    *ret = aggregate(w->some, n, w->method);
    return true;
}

static int better_first(const void *x, const void *y)
{
    const struct standing *p = x, *q = y;
    return fraction_compare(q->value, p->value);
}

/* Counts one order. first: it is the full one, whose ranks are the ranks. */
static void count_order(struct work *w, const struct fraction *value, int32_t places, bool first,
                        struct rank_row *row)
{
    for (int32_t x = 0; x < w->applications; x++)
        w->order[x] = (struct standing){ x, value[x] };
    qsort(w->order, (size_t)w->applications, sizeof *w->order, better_first);
    int32_t rank = 0;
    for (int32_t i = 0; i < w->applications; i++) {
        if (i == 0 || fraction_compare(w->order[i].value, w->order[i - 1].value) != 0)
            rank = i + 1;
        struct rank_row *r = &row[w->order[i].application];
        if (first)
            *r = (struct rank_row){ .expected = rank, .low = rank, .high = rank };
        r->low = rank < r->low ? rank : r->low;
        r->high = rank > r->high ? rank : r->high;
        r->top += rank <= places;
    }
}

/* The standard error of the mean: how far single scores lie apart. */
static double error_of(const struct work *w, int32_t application)
{
    double n = (double)(w->begin[application + 1] - w->begin[application]), sum = 0, square = 0;
    for (size_t i = w->begin[application]; i < w->begin[application + 1]; i++)
        sum += (double)w->score[w->of[i]].value;
    for (size_t i = w->begin[application]; i < w->begin[application + 1]; i++)
        square += pow((double)w->score[w->of[i]].value - sum / n, 2);
    return n > 1 ? sqrt(square / (n - 1) / n) : NAN;
}

void stability(const struct exact_score *score, size_t n, int32_t applications, int32_t reviewers,
               enum aggregate_method method, int32_t places, struct rank_row *ret, struct fraction *ret_value)
{
    struct arena *a __attribute__((cleanup(arena_done))) = arena_make(SIZE_MAX / 2);
    struct work w = { .score = score, .applications = applications, .method = method };
    w.of = group(a, score, n, (size_t)applications, false, &w.begin);
    w.seen = group(a, score, n, (size_t)reviewers, true, &w.seen_begin);
    w.some = arena_array(a, int64_t, n + 1);
    w.order = arena_array(a, struct standing, (size_t)applications + 1);
    struct fraction *value = arena_array(a, struct fraction, (size_t)applications + 1);
    for (int32_t x = 0; x < applications; x++)
        (void)value_without(&w, x, -1, &ret_value[x]);
    count_order(&w, ret_value, places, true, ret);
    for (int32_t r = 0; r < reviewers; r++) {
        memcpy(value, ret_value, (size_t)applications * sizeof *value);
        for (size_t i = w.seen_begin[r]; i < w.seen_begin[r + 1]; i++) {
            int32_t x = score[w.seen[i]].application;
            (void)value_without(&w, x, r, &value[x]);
        }
        count_order(&w, value, places, false, ret);
    }
    for (int32_t x = 0; x < applications; x++) {
        struct rank_row *r = &ret[x];
        r->value = (double)ret_value[x].numerator / (double)ret_value[x].denominator;
        r->sd = error_of(&w, x);
        r->top = places > 0 ? r->top / (reviewers + 1.0) : NAN;
        r->low95 = r->low;
        r->high95 = r->high;
        r->group = r->high <= places ? RANK_SELECT : r->low > places ? RANK_BELOW : RANK_CLOSE;
    }
}
