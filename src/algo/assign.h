/* assign.h: who reviews what: the rule, by numbers alone.
**
** Each application gets exactly `cover` reviewers, each reviewer between min_load and max_load applications,
** only pairs that are given. Values (affinities) are whole numbers, scaled by the caller, so that "the best"
** is exact; lower bounds of load are part of the same flow, not a second one. */
#ifndef ALGO_ASSIGN_H
#define ALGO_ASSIGN_H

#include "algo/lp.h"

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
    int64_t bound;         /* no assignment that serves the worst served as well has a larger total */
    int64_t lowest_bound;  /* fair: no assignment has a larger lowest */
    bool
        verified; /* the bounds are what was reached, and were proved arc by arc; infeasible: so was the cut */
    int32_t levels; /* leximin: heights whose proof was finished */
    int64_t pivots;
    /* Infeasible: these applications have, together, only these reviewers, who cannot do it; or (least_load) these
    ** applications cannot fill the least load of these reviewers. And how many reviews are missing. */
    bool *short_application, *short_reviewer;
    bool least_load;
    int64_t missing;
};

/* The largest total (Charlin and Zemel 2013): exact, by minimum-cost flow. */
void assign_total(struct arena *a, const struct assign_problem *p, struct assign_answer *ret);

/* What finds good choices where a flow does not suffice, and how long it may look. */
struct assign_solver {
    algo_solver *solve;
    void *self;
    double (*seconds_now)(void);
    double seconds;
};
/* The largest lowest sum; under it the largest total. OPTIMAL: the solver proved both; verified: and so did
** we, by the bounds of two flows. FEASIBLE: the time was over; lowest_bound and bound say how far it can be
** from the best. */
struct err *assign_fair(struct arena *a, const struct assign_problem *p, const struct assign_solver *with,
                        struct assign_answer *ret) MUST_CHECK;

/* The lowest sum as large as possible, then the second lowest, and so on, as far as that can be proved in time
** (ret->levels); OPTIMAL: to the end. */
struct err *assign_leximin(struct arena *a, const struct assign_problem *p, const struct assign_solver *with,
                           struct assign_answer *ret) MUST_CHECK;

/* total and lowest of any choice. */
void assign_measure(const struct assign_problem *p, const bool *chosen, int64_t *ret_total,
                    int64_t *ret_lowest);
/* True when the choice keeps every rule of the problem. */
bool assign_keeps_rules(const struct assign_problem *p, const bool *chosen);

#endif
