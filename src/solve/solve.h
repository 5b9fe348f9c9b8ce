/* solve.h: linear and mixed-integer programmes, solved by kyoten-solve (COIN-OR CBC and CLP), a program of
** its own: the server neither carries these libraries nor waits for them, and a run is ended by ending its
** process.
**
** What comes back is a claim made in binary floating point. Whoever publishes a result checks it in whole
** numbers (algo/assign_fair.c does). */
#ifndef SOLVE_SOLVE_H
#define SOLVE_SOLVE_H

#include "algo/lp.h"

/* An algo_solver (algo/lp.h): runs kyoten-solve. self: a const char *, the path of another program than the one in
** the folder of the running program; NULL: that one. */
struct err *solve_programme(struct arena *a, void *self, const struct lp *p,
                            struct lp_answer *ret) MUST_CHECK;

/* The form on the wire, shared with the child: one machine, one build, so plain arrays in native order. */
struct solve_head {
    uint64_t magic;
    int32_t rows, columns;
    int64_t entries;
    double seconds;
    int32_t whole; /* 1: columns marked whole are; 0: a linear programme */
    int32_t unused;
};
#define SOLVE_MAGIC UINT64_C(0x3165766c6f736b6b)
struct solve_tail {
    uint64_t magic;
    double objective, bound;
    int32_t status; /* enum lp_status */
    int32_t unused;
};
#define SOLVE_BYTES_MAX ((size_t)4 * 1024 * 1024 * 1024)

#endif
