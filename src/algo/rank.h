/* rank.h: an order with its uncertainty.
**
** The value of each application is known up to a normal distribution; so its rank is one of several, each
** with a chance. Rank 1 is the best. Everything is worked out by quadrature: no draws, the same bits every
** time. */
#ifndef ALGO_RANK_H
#define ALGO_RANK_H

#include "algo/scores.h"

enum rank_group { RANK_SELECT, RANK_CLOSE, RANK_BELOW };

struct rank_row {
    double value, sd;
    double expected;       /* mean of the rank's distribution */
    int32_t low, high;     /* the middle 50 % of it */
    int32_t low95, high95; /* the middle 95 % */
    double top;            /* chance to be among the first `places`; NAN: no places were said */
    enum rank_group group;
};

/* What is added up over the hypotheses about the spreads, each with its weight. */
struct ranks {
    size_t n;
    double weight;
    double *expected, *mean, *square; /* of each application, times weight */
    double *chance;                   /* application × rank */
};
void ranks_make(struct arena *a, size_t n, struct ranks *ret);
/* Adds a normal distribution of the values (larger is better): to the expected ranks, values and spreads,
** which are exact for any covariance; or to the distribution of ranks, which costs more and is exact for
** what values share in pairs alike (one common shift, as in a complete design), and near it otherwise. Each
** has weights of its own. */
void ranks_add_expected(struct ranks *r, double weight, const double *mean, const double *covariance);
void ranks_add_chances(struct ranks *r, double weight, const double *mean, const double *covariance);
/* Rows and the line: the expected rank of the last that can be selected (Heyard, Ott, Salanti and Egger
** 2022). An application whose middle 50 % contains the line is close. places 0: no line; all are close. */
void ranks_done(const struct ranks *r, int32_t places, struct rank_row *ret, double *ret_line);

/* The model of the Swiss National Science Foundation (the same paper, section 2): score = ȳ + application +
** severity + interplay + rest, severity ~ N(0, 0.5²), the three spreads uniform between 0 and 2, integrated
** with one score a pair. */
bool rank_bayes(const struct scores *s, int32_t places, struct rank_row *ret, double *ret_line);

#endif
