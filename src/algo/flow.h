/* flow.h: minimum-cost flow, exact, with a proof that anybody can check.
**
** Network simplex on a strongly feasible tree (Cunningham 1976; Barr, Glover and Klingman 1979; the pivot
** rule is a block search, as Kovács 2015 found best). Whole numbers only: what it calls optimal is optimal.
** The same input gives the same answer on every machine. */
#ifndef ALGO_FLOW_H
#define ALGO_FLOW_H

#include "base/err.h"

#include <stdint.h>

/* One arc: low ≤ its flow ≤ cap, at cost a unit. */
struct flow_arc {
    int32_t from, to; /* nodes, from 0 */
    int32_t low, cap; /* units */
    int64_t cost;
};

/* What each node sends (positive) or takes (negative), and the arcs; the supplies add up to 0. */
struct flow {
    const struct flow_arc *arc;
    size_t arcs;
    const int64_t *supply;
    int32_t nodes;
};

struct flow_result {
    bool feasible;
    int32_t *flow;      /* of each arc; when infeasible: as much of it as can be served */
    int64_t *potential; /* of each node: the certificate */
    /* Infeasible, else NULL. Nodes from which what is left to send can still be moved: together they must
    ** send more than can leave them. Nodes from which what is lacking could still be reached: together they
    ** must take more than can come. */
    bool *cannot_send, *cannot_get;
    int64_t cost, pivots;
};

/* Largest |cost| and largest number of units that are taken; so no sum of this module leaves 64 bits. */
#define FLOW_COST_MAX INT64_C(1000000000000)
#define FLOW_UNITS_MAX 1000000000
#define FLOW_NODES_MAX 1000000

/* Solves f. Asserts what a caller must guarantee: ends of arcs are nodes, 0 ≤ low ≤ cap, the limits above,
** supplies that add up to 0. The result is in arena a; the work itself is in an arena of its own. */
void flow_solve(struct arena *a, const struct flow *f, struct flow_result *ret);

/* The certificate: every arc within its bounds, every node balanced, and no arc whose flow could be changed
** at a gain under the potentials (complementary slackness). One look at each arc. True proves the flow to be
** of least cost, whoever made it. */
bool flow_is_optimal(const struct flow *f, const int32_t *flow, const int64_t *potential);

#endif
