/* rank_bayes.c: the model of Heyard and others (2022), integrated over its two spreads. */
#include "algo/dense.h"
#include "algo/mixed_int.h"
#include "algo/rank.h"

#include <math.h>
#include <string.h>

#define SEVERITY 0.5 /* sd of the severity of reviewers, as in the paper */
#define WIDEST 2.0   /* each spread is uniform between 0 and this */
#define COARSE 12
/* Points of each spread: for the expected ranks; for the distributions of ranks, which cost more and are
** asked for whole ranks only; and fewer for many applications, whose data leave the spreads little room. */
#define FINE 24
#define ROUGH 10
#define MANY 200
#define NOTHING 1e-6 /* hypotheses with less than this of the best one's weight are left out */

/* Gauss–Legendre on (0, 1): zeros of the Legendre polynomial by Newton's steps from Tricomi's guess. */
static void legendre(size_t n, double *at, double *weight)
{
    for (size_t k = 0; k < n; k++) {
        double x = cos(M_PI * ((double)k + 0.75) / ((double)n + 0.5)), slope = 1;
        for (int round = 0; round < 8; round++) {
            double p = 1, before = 0;
            for (size_t j = 1; j <= n; j++) {
                double next = ((2 * (double)j - 1) * x * p - ((double)j - 1) * before) / (double)j;
                before = p;
                p = next;
            }
            slope = (double)n * (x * p - before) / (x * x - 1);
            x -= p / slope;
        }
        at[k] = 0.5 + 0.5 * x;
        weight[k] = 1 / ((1 - x * x) * slope * slope);
    }
}

struct box {
    double low[2],
        high[2]; /* of the spread of applications, and of all that is left (interplay and rest together) */
};

/* The density of s = √(σ² + τ²) for σ and τ uniform on (0, WIDEST): the length of the arc inside the square. */
static double prior_of_rest(double s)
{
    double angle = s <= WIDEST ? M_PI_2 : M_PI_2 - 2 * acos(WIDEST / s);
    return s * fmax(angle, 0) / (WIDEST * WIDEST);
}

/* The logarithm of likelihood times prior; the model is left at these spreads. */
static double log_weight(struct model *m, double application, double rest)
{
    double log_det, n = (double)m->s->n, prior = prior_of_rest(rest);
    const double theta[FACTORS] = { application / rest, SEVERITY / rest };
    if (!(prior > 0) || !model_factor(m, theta, &log_det))
        return -INFINITY;
    return log(prior) - 0.5 * (n * log(2 * M_PI * rest * rest) + log_det + m->residual2 / (rest * rest));
}

/* Narrows the box to where there is weight, with a margin of one step. *ret_best: the largest seen. */
static void narrow(struct model *m, struct box *b, double *ret_best)
{
    double w[COARSE][COARSE], best = -INFINITY, step[2];
    for (int k = 0; k < 2; k++)
        step[k] = (b->high[k] - b->low[k]) / COARSE;
    for (int i = 0; i < COARSE; i++)
        for (int j = 0; j < COARSE; j++) {
            w[i][j] = log_weight(m, b->low[0] + (i + 0.5) * step[0], b->low[1] + (j + 0.5) * step[1]);
            best = fmax(best, w[i][j]);
        }
    struct box seen = { .low = { b->high[0], b->high[1] }, .high = { b->low[0], b->low[1] } };
    for (int i = 0; i < COARSE; i++)
        for (int j = 0; j < COARSE; j++)
            if (w[i][j] > best + log(NOTHING))
                for (int k = 0; k < 2; k++) {
                    double at = b->low[k] + ((k == 0 ? i : j) + 0.5) * step[k];
                    seen.low[k] = fmin(seen.low[k], fmax(at - 1.5 * step[k], b->low[k]));
                    seen.high[k] = fmax(seen.high[k], fmin(at + 1.5 * step[k], b->high[k]));
                }
    *b = seen;
    *ret_best = best;
}

typedef void ranks_adder(struct ranks *r, double weight, const double *mean, const double *covariance);

/* Adds the ranks under the spreads at which the model stands. */
static void add_hypothesis(struct arena *a, const struct model *m, double rest, double weight,
                           ranks_adder *add, struct ranks *r)
{
    size_t n = r->n, k = m->columns;
    double *deviation[FACTORS], mean, *x = arena_array(a, double, n *(k + 1)),
                                      *own = arena_array(a, double, n);
    double *covariance = arena_array(a, double, n *n);
    model_solve(a, m, &mean, deviation);
    for (size_t i = 0; i < n; i++)
        model_direction(m, i, x + i * k, &own[i]);
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j <= i; j++)
            covariance[i * n + j] = covariance[j * n + i] =
                rest * rest * (dense_dot(x + i * k, x + j * k, k) + (i == j ? own[i] : 0));
    add(r, weight, deviation[APPLICATION], covariance);
}

/* Over the box, points × points hypotheses. */
static void integrate(struct model *m, const struct box *b, double best, size_t points, ranks_adder *add,
                      struct ranks *r)
{
    struct arena *step __attribute__((cleanup(arena_done))) = arena_make(SIZE_MAX / 2);
    double at[FINE], weight[FINE];
    legendre(points, at, weight);
    for (size_t i = 0; i < points; i++)
        for (size_t j = 0; j < points; j++) {
            double application = b->low[0] + at[i] * (b->high[0] - b->low[0]);
            double rest = b->low[1] + at[j] * (b->high[1] - b->low[1]);
            double w = exp(log_weight(m, application, rest) - best);
            arena_reset(step);
            if (w > NOTHING)
                add_hypothesis(step, m, rest, w * weight[i] * weight[j], add, r);
        }
}

bool rank_bayes(const struct scores *s, int32_t places, struct rank_row *ret, double *ret_line)
{
    struct arena *work __attribute__((cleanup(arena_done))) = arena_make(SIZE_MAX / 2);
    struct model m;
    struct ranks r;
    struct box b = { .low = { 0, 0 }, .high = { WIDEST, WIDEST * M_SQRT2 } };
    double best = -INFINITY;
    if (s->applications < 2 || s->n < 2)
        return false;
    model_make(work, s, (bool[FACTORS]){ true, true, false }, false, &m);
    ranks_make(work, (size_t)s->applications, &r);
    for (int i = 0; i < 3; i++)
        narrow(&m, &b, &best);
    if (!isfinite(best))
        return false;
    bool many = s->applications > MANY;
    integrate(&m, &b, best, many ? FINE / 2 : FINE, ranks_add_expected, &r);
    integrate(&m, &b, best, many ? ROUGH / 2 : ROUGH, ranks_add_chances, &r);
    ranks_done(&r, places, ret, ret_line);
    for (int32_t i = 0; i < s->applications; i++)
        ret[i].value += m.centre;
    return true;
}
