/* aggregate.h: one number from the scores of one application, exactly: whole numbers of the smallest unit
** in, a fraction out. Nothing that is published passes through binary floating point. */
#ifndef ALGO_AGGREGATE_H
#define ALGO_AGGREGATE_H

#include "base/err.h"

#include <stdint.h>

/* MEAN; MEDIAN (of an even number: the mean of the two in the middle); TRIMMED: without one highest and one
** lowest, then the mean; of one or two scores, their mean. */
enum aggregate_method { AGGREGATE_MEAN, AGGREGATE_MEDIAN, AGGREGATE_TRIMMED };

/* numerator / denominator; denominator > 0. */
struct fraction {
    int64_t numerator, denominator;
};
/* Of n ≥ 1 scores, |score| ≤ 10^12; reorders them. */
struct fraction aggregate(int64_t *score, size_t n, enum aggregate_method method);
/* −1, 0, 1. */
int fraction_compare(struct fraction x, struct fraction y);
/* The nearest whole number of units, halves away from 0, after multiplying by `by`: fraction_round(x, 100)
** for two more decimals. */
int64_t fraction_round(struct fraction x, int64_t by);

#endif
