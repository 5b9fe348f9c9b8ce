/* mixed_int.h: what the sources of the mixed model share.
**
** One factor, that with the most levels, is eliminated first: its block of the normal equations is diagonal.
** What is left, the other factors and the mean, is dense. Columns of the dense part: the other factors'
** levels one after the other, the mean last. */
#ifndef ALGO_MIXED_INT_H
#define ALGO_MIXED_INT_H

#include "algo/mixed.h"

enum { APPLICATION, REVIEWER, PANEL, FACTORS };

struct model {
    const struct scores *s;
    bool mean;              /* the mean is estimated; else it is the centre */
    bool used[FACTORS];     /* factors of this model */
    int first;              /* the factor that is eliminated */
    size_t levels[FACTORS]; /* 0 when not used */
    size_t offset[FACTORS]; /* first column of a factor in the dense part */
    size_t columns;         /* of the dense part, the mean included */
    size_t *begin, *review; /* reviews by level of the first factor: review[begin[i]…begin[i + 1]] */
    double centre;          /* the mean of all scores: taken off, so that sums of squares stay exact enough */
    double squares;         /* of the centred scores */
    /* At the last spread looked at: */
    double theta[FACTORS];          /* sd of the factor / sd of the rest */
    double *dense, *right;          /* the factor L of the dense part; L⁻¹ of its right side */
    double *diagonal, *first_right; /* of the first factor */
    double residual2;               /* penalised sum of squares */
};

/* The level of a review in a factor. */
int32_t model_level(const struct score *r, int factor);
void model_make(struct arena *a, const struct scores *s, const bool *used, bool mean, struct model *ret);
/* Factors the equations at these relative spreads (of used factors; others are ignored): *ret_log_det is
** log|L|² of all, m->residual2 the penalised sum of squares. False where that is not possible. */
bool model_factor(struct model *m, const double *theta, double *ret_log_det);
/* The REML criterion there; INFINITY where it cannot be worked out. */
double model_criterion(struct model *m, const double *theta);
/* The spreads that make the criterion least (Nelder and Mead 1965, mirrored at 0); the model is left there. */
double model_least(struct model *m, double *theta);
/* What the dense part says for L·x = e of the value of an application, x as long as m->columns; *ret_own: what the
** application's own diagonal adds to its variance. */
void model_direction(const struct model *m, size_t application, double *x, double *ret_own);
/* The solution: mean (centre added) and the deviations of each level of each used factor. */
void model_solve(struct arena *a, const struct model *m, double *ret_mean, double *deviation[FACTORS]);

#endif
