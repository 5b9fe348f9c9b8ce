/* assign.h: who reviews what: the rule, by numbers alone.
**
** Each application gets exactly `cover` reviewers, each reviewer between min_load and max_load applications,
** only pairs that are given. Values (affinities) are whole numbers, scaled by the caller, so that "the best"
** is exact; lower bounds of load are part of the same flow, not a second one. */
#ifndef ALGO_ASSIGN_H
#define ALGO_ASSIGN_H

#include "base/err.h"

#include <stdint.h>

/* A pair that may be assigned; a forbidden one (a conflict of interest) is simply not here. Each at most once. */
struct assign_pair {
    int32_t reviewer, application; /* from 0 */
    int64_t value;                 /* |value| ≤ ASSIGN_VALUE_MAX */
};
#define ASSIGN_VALUE_MAX INT64_C(1000000000000)

struct assign_problem {
    const struct assign_pair *pair;
    size_t pairs;
    int32_t reviewers, applications;
    const int32_t *cover;               /* of each application */
    const int32_t *min_load, *max_load; /* of each reviewer */
};

enum assign_status { ASSIGN_OPTIMAL, ASSIGN_FEASIBLE, ASSIGN_INFEASIBLE };

struct assign_answer {
    enum assign_status status;
    bool *chosen;          /* of each pair; NULL when infeasible */
    int64_t total, lowest; /* sum of the chosen values; smallest sum over the reviewers of one application */
    int64_t bound; /* no assignment (with this lowest, where it was asked for first) has a larger total */
    bool verified; /* the bound was proved by a certificate that was looked at arc by arc */
    int64_t pivots;
    /* Infeasible: these applications have, together, only these reviewers, who cannot do it; or (least_load) these
    ** applications cannot fill the least load of these reviewers. And how many reviews are missing. */
    bool *short_application, *short_reviewer;
    bool least_load;
    int64_t missing;
};

/* The largest total (Charlin and Zemel 2013): exact, by minimum-cost flow. */
void assign_total(struct arena *a, const struct assign_problem *p, struct assign_answer *ret);

/* total and lowest of any choice. */
void assign_measure(const struct assign_problem *p, const bool *chosen, int64_t *ret_total,
                    int64_t *ret_lowest);
/* True when the choice keeps every rule of the problem. */
bool assign_keeps_rules(const struct assign_problem *p, const bool *chosen);

#endif
