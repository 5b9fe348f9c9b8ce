/* aggregate.c: see aggregate.h. */
#include "algo/aggregate.h"

#include <stdlib.h>

static int by_size(const void *x, const void *y)
{
    int64_t p = *(const int64_t *)x, q = *(const int64_t *)y;
    return (p > q) - (p < q);
}

struct fraction aggregate(int64_t *score, size_t n, enum aggregate_method method)
{
    assert(n > 0);
    size_t first = 0, last = n;
    if (method != AGGREGATE_MEAN && n > 2)
        qsort(score, n, sizeof *score, by_size);
    if (method == AGGREGATE_MEDIAN && n > 2) {
        first = (n - 1) / 2;
        last = n / 2 + 1;
    } else if (method == AGGREGATE_TRIMMED && n > 2) {
        first = 1;
        last = n - 1;
    }
    int64_t sum = 0;
    for (size_t i = first; i < last; i++)
        sum += score[i];
    return (struct fraction){ sum, (int64_t)(last - first) };
}

int fraction_compare(struct fraction x, struct fraction y)
{
    __int128 p = (__int128)x.numerator * y.denominator, q = (__int128)y.numerator * x.denominator;
    return (p > q) - (p < q);
}

int64_t fraction_round(struct fraction x, int64_t by)
{
    __int128 twice = (__int128)x.numerator * by * 2;
    bool minus = twice < 0;
    __int128 size = ((minus ? -twice : twice) + x.denominator) / (2 * (__int128)x.denominator);
    return (int64_t)(minus ? -size : size);
}
