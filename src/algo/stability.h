/* stability.h: how far a rank moves when any one reviewer is left out. */
#ifndef ALGO_STABILITY_H
#define ALGO_STABILITY_H

#include "algo/aggregate.h"
#include "algo/rank.h"

struct exact_score {
    int32_t application, reviewer;
    int64_t value; /* in the smallest unit; larger is better */
};

/* Values, ranks (1 + how many are better), and their range over all orders in which one reviewer is left out
** (an application that only he has seen keeps its value). top: the share of these orders, and of the full
** one, in which it is among the first `places`. *ret_value: one fraction each. */
void stability(const struct exact_score *score, size_t n, int32_t applications, int32_t reviewers,
               enum aggregate_method method, int32_t places, struct rank_row *ret,
               struct fraction *ret_value);

#endif
