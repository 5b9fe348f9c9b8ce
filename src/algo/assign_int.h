/* assign_int.h: what the sources of the assignment share. */
#ifndef ALGO_ASSIGN_INT_H
#define ALGO_ASSIGN_INT_H

#include "algo/assign.h"
#include "algo/flow.h"

/* The problem as a network, with the values given (those of the problem, or others under which a bound is
** asked for). Arc i is pair i; the arc of reviewer r is pairs + r. */
void assign_network(struct arena *a, const struct assign_problem *p, const int64_t *value, struct flow *ret);

#endif
