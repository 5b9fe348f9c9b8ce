/* scheme.c: from score sheets to the figure that orders the committee's list. Exact; it decides nothing. */
#include "programme/schema.h"

#include <stdlib.h>
#include <string.h>

bool scheme_total(const struct definition *def, const int64_t *values, struct decimal *ret)
{
    struct decimal sum = { 0 };
    for (size_t i = 0; i < def->criteria.n; i++) {
        struct decimal one;
        if (!decimal_mul(def->criteria.v[i].weighing.weight, decimal_of(values[i]), &one) ||
            !decimal_add(sum, one, &sum))
            return false;
    }
    *ret = sum;
    return true;
}

bool scheme_total_max(const struct definition *def, struct decimal *ret)
{
    int64_t values[20]; /* the table of criteria ends there */
    for (size_t i = 0; i < def->criteria.n; i++)
        values[i] = def->scale.levels.v[0].value;
    return scheme_total(def, values, ret);
}

static int by_value(const void *x, const void *y)
{
    return decimal_cmp(*(const struct decimal *)x, *(const struct decimal *)y);
}

static bool mean_of(const struct decimal *v, size_t n, int places, struct decimal *ret)
{
    struct decimal sum = { 0 };
    for (size_t i = 0; i < n; i++)
        if (!decimal_add(sum, v[i], &sum))
            return false;
    return decimal_div(sum, decimal_of((int64_t)n), places, ret);
}

bool scheme_figure(struct arena *a, const struct definition *def, const struct decimal *totals, size_t n,
                   struct decimal *ret)
{
    if (n == 0)
        return false;
    struct decimal *v = arena_array(a, struct decimal, n);
    memcpy(v, totals, n * sizeof *v);
    qsort(v, n, sizeof *v, by_value);
    int places = (int)def->scheme.places;
    switch (def->scheme.method) {
    case SCHEME_MEDIAN:
        return mean_of(v + (n - 1) / 2, 2 - n % 2, places, ret);
    case SCHEME_TRIMMED_MEAN: /* with fewer than three there is nothing to leave out */
        return n < 3 ? mean_of(v, n, places, ret) : mean_of(v + 1, n - 2, places, ret);
    case SCHEME_MEAN:
    default:
        return mean_of(v, n, places, ret);
    }
}
