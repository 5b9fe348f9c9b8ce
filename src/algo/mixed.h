/* mixed.h: severity of reviewers by a crossed mixed model: score = μ + application + reviewer (+ panel) +
** rest, all but μ drawn from normal distributions whose spread is estimated by restricted maximum likelihood
** (REML), profiled as Bates, Mächler, Bolker and Walker (2015) do.
**
** Half a χ² decides whether the reviewers differ at all (Self and Liang 1987: the null hypothesis lies on
** the border): where the data show no severity, nobody's score is moved. */
#ifndef ALGO_MIXED_H
#define ALGO_MIXED_H

#include "algo/scores.h"

struct mixed {
    double mean; /* μ */
    double sd_application, sd_reviewer, sd_panel, sd_residual;
    double criterion, log_likelihood; /* REML criterion; log likelihood = −criterion / 2 */
    double severity_p;                /* of the test that reviewers do not differ */
    bool adjusted;                    /* severity_p < 0.05: the values below are corrected for severity */
    bool connected; /* every reviewer can be compared with every other through applications they share */
    double *value,
        *sd; /* of each application: its prediction (adjusted) or plain mean, and the spread around it */
    double *covariance; /* applications × applications, of the values' errors; symmetric, whole */
    double *severity;   /* of each reviewer: how much higher than others he scores; 0 when not adjusted */
};

/* False, and nothing said, for less than two applications or reviewers, or reviews that leave nothing to
** estimate the rest from. */
bool mixed_fit(struct arena *a, const struct scores *s, struct mixed *ret);

/* True when the graph of reviewers and applications is in one piece. */
bool scores_connected(const struct scores *s);

#endif
