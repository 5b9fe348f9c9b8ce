/* assign_int.h: what the sources of the assignment share. */
#ifndef ALGO_ASSIGN_INT_H
#define ALGO_ASSIGN_INT_H

#include "algo/assign.h"
#include "algo/flow.h"

/* The problem as a network, with the values given (those of the problem, or others under which a bound is
** asked for). Arc i is pair i; the arc of reviewer r is pairs + r. */
void assign_network(struct arena *a, const struct assign_problem *p, const int64_t *value, struct flow *ret);

/* Who stands in the way when the network has no answer. */
void assign_name_short(struct arena *a, const struct assign_problem *p, const struct flow *f,
                       const struct flow_result *r, struct assign_answer *ret);

/* Larger than any sum, and far enough from the end of 64 bits. */
#define NO_BOUND (INT64_MAX / 4)

/* A search under floors (assign_fair.c). */
struct fair {
    struct arena *a;
    const struct assign_problem *p;
    const struct assign_solver *with;
    double unit;    /* a value of 1 for the solver */
    int64_t *floor; /* of each application; INT64_MIN: none */
    bool *open;     /* applications whose lowest sum is being raised */
    double left;    /* seconds */
    bool *chosen;   /* the best so far */
    int64_t total, lowest;
    bool proved; /* the solver says the total is the largest for these floors */
};

/* Starts with a choice that keeps the rules; all applications are open, none has a floor. */
void fair_begin(struct fair *f, struct arena *work, const struct assign_problem *p,
                const struct assign_solver *with, const struct assign_answer *first);
/* Raises the lowest sum of the open applications as far as it goes (f->lowest, f->chosen), the largest total
** at that height with it. *ret_bound: no choice has a larger one. */
struct err *fair_raise(struct fair *f, int64_t *ret_bound) MUST_CHECK;
/* The sum of one application, as far as it can be raised under the floors; an upper bound when the solver
** did not finish. */
struct err *fair_raise_one(struct fair *f, int32_t application, int64_t *ret_bound) MUST_CHECK;
/* No choice under the floors has a larger total. */
struct err *fair_bound_total(struct fair *f, int64_t *ret) MUST_CHECK;
/* The answer: best says that the floors are proved to be the highest; high bounds the lowest sum of all. */
struct err *fair_done(struct arena *a, struct fair *f, const struct assign_answer *first, int64_t high,
                      bool best, struct assign_answer *ret) MUST_CHECK;
/* Differences below this are the solver's tolerance. */
int64_t fair_near(const struct fair *f);

#endif
