/* lp.h: a linear or mixed-integer programme, and the shape of whoever solves it.
**
** This folder knows no solver: it is given one. So every rule here runs in tests with a solver that lies. */
#ifndef ALGO_LP_H
#define ALGO_LP_H

#include "base/err.h"

#include <stdint.h>

/* Minimise cost·x with row_low ≤ A·x ≤ row_high and low ≤ x ≤ high; columns of A one after the other:
** entries start[j] to start[j + 1]. An unbounded side is ±LP_FREE. */
struct lp {
    int32_t rows, columns;
    const int32_t *start, *row;       /* columns + 1; entries */
    const double *value;              /* entries */
    const double *low, *high, *cost;  /* columns */
    const double *row_low, *row_high; /* rows */
    const bool *whole;                /* columns; NULL: none is */
    double seconds;                   /* time the solver may take */
};
#define LP_FREE 1e30

enum lp_status {
    LP_OPTIMAL,
    LP_FEASIBLE,
    LP_INFEASIBLE,
    LP_UNKNOWN
}; /* FEASIBLE, UNKNOWN: the time was over */

struct lp_answer {
    enum lp_status status;
    double objective, bound; /* bound: what the solver says no solution falls below */
    double *x;               /* columns; OPTIMAL and FEASIBLE */
    double *price;           /* rows; of a linear programme that is OPTIMAL, else NULL */
};

typedef struct err *algo_solver(struct arena *a, void *self, const struct lp *p, struct lp_answer *ret);

#endif
