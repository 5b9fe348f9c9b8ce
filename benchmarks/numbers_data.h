/* numbers_data.h: instances for numbers.c: from the shared data where they are there, else made. */
#ifndef NUMBERS_DATA_H
#define NUMBERS_DATA_H

#include "algo/assign.h"
#include "algo/scores.h"
#include "bench.h"

/* False: the shared data are not there. */
bool numbers_midl(struct arena *a, struct assign_problem *ret);
bool numbers_insteval(struct arena *a, struct scores *ret);
/* Each application with so many candidates drawn by a fixed stream (as many as there are reviewers: all),
** uniform values. */
struct assign_problem numbers_sparse(struct arena *a, int32_t applications, int32_t reviewers,
                                     int32_t candidates, int32_t cover);
/* Three of nine reviewers on each application. */
struct scores numbers_scores(struct arena *a, int32_t applications);
struct lp numbers_lp(struct arena *a, const struct assign_problem *p);
/* A program beside the one measured. */
const char *numbers_beside(struct bench *b, const char *name);
/* Seconds and cost of LEMON's network simplex; false: it was not built. */
bool numbers_lemon(struct bench *b, const struct assign_problem *p, double *ret_seconds, int64_t *ret_cost);

#endif
