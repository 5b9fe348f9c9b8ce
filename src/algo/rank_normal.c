/* rank_normal.c: chances of ranks when the values are normally distributed. */
#include "algo/rank.h"

#include <math.h>
#include <string.h>

/* Gauss–Hermite for the weight of the standard normal: 12 points are exact for polynomials up to degree 23.
** Half of them; the others are their mirror images. (Abramowitz and Stegun 1964, table 25.10, times √2 and
** over √π.) */
#define POINTS 12
static const double AT[POINTS / 2] = { 0.44440300194413893, 1.3403751971516172, 2.2594644510007991,
                                       3.2237098287700974,  4.2718258479322815, 5.5009017044677489 };
static const double WEIGHT[POINTS / 2] = {
    0.32166436151283007,   0.14696704804533003,   0.029116687912364163,
    0.0022033806875331849, 4.8371849225906351e-5, 1.4999271676371597e-7
};
/* Up to so many applications the distribution of a sum of unlike chances is worked out exactly. */
#define EXACT_MOST 160

static double below(double x)
{
    return 0.5 * erfc(-x * M_SQRT1_2);
}

void ranks_make(struct arena *a, size_t n, struct ranks *ret)
{
    *ret = (struct ranks){ .n = n };
    ret->expected = arena_array(a, double, n);
    ret->mean = arena_array(a, double, n);
    ret->square = arena_array(a, double, n);
    ret->chance = arena_array(a, double, n *n);
}

/* Adds the distribution of how many of the n − 1 chances come true, times by, to chance[0…n − 1]. */
static void add_exact(const double *p, size_t n, double by, double *count, double *chance)
{
    count[0] = 1;
    for (size_t k = 0; k < n; k++) {
        count[k + 1] = count[k] * p[k];
        for (size_t i = k; i > 0; i--)
            count[i] += p[k] * (count[i - 1] - count[i]);
        count[0] *= 1 - p[k];
    }
    for (size_t i = 0; i <= n; i++)
        chance[i] += by * count[i];
}

/* The same by a normal distribution of the same mean and spread, for many. */
static void add_normal(const double *p, size_t n, double by, double *chance)
{
    double mean = 0, square = 0;
    for (size_t k = 0; k < n; k++) {
        mean += p[k];
        square += p[k] * (1 - p[k]);
    }
    double sd = sqrt(square) + 1e-9, before = 0;
    double lowest = floor(mean - 8 * sd) - 1, highest = ceil(mean + 8 * sd) + 1;
    size_t first = lowest > 0 ? (size_t)lowest : 0, last = highest < (double)n ? (size_t)highest : n;
    for (size_t i = first; i <= last; i++) {
        double upto = i == last ? 1 : below(((double)i + 0.5 - mean) / sd);
        chance[i] += by * (upto - before);
        before = upto;
    }
}

/* What all values share: taken off, because a common shift changes no rank. */
static double common_part(const double *covariance, size_t n)
{
    double sum = 0, least = INFINITY;
    for (size_t i = 0; i < n; i++) {
        least = fmin(least, covariance[i * n + i]);
        for (size_t j = 0; j < i; j++)
            sum += covariance[i * n + j];
    }
    double mean = n > 1 ? sum / ((double)n * (double)(n - 1) / 2) : 0;
    return fmin(mean, least * (1 - 1e-9));
}

/* The chances of the ranks of application i: given its value, each other one lies above it with a chance. */
static void add_ranks_of(struct ranks *r, size_t i, double weight, const double *mean, const double *cov,
                         double common, double *work)
{
    size_t n = r->n;
    double own = fmax(cov[i * n + i] - common, 1e-300), *p = work, *count = work + n;
    for (int k = 0; k < POINTS; k++) {
        double z = k < POINTS / 2 ? AT[k] : -AT[k - POINTS / 2], w = weight * WEIGHT[k % (POINTS / 2)];
        double value = mean[i] + z * sqrt(own);
        size_t others = 0;
        for (size_t j = 0; j < n; j++) {
            if (j == i)
                continue;
            double c = cov[i * n + j] - common, at = mean[j] + c / own * (value - mean[i]);
            double spread = fmax(cov[j * n + j] - common - c * c / own, 1e-300);
            p[others++] = below((at - value) / sqrt(spread));
        }
        if (n <= EXACT_MOST)
            add_exact(p, others, w, count, r->chance + i * n);
        else
            add_normal(p, others, w, r->chance + i * n);
    }
}

void ranks_add_expected(struct ranks *r, double weight, const double *mean, const double *covariance)
{
    size_t n = r->n;
    r->weight += weight;
    for (size_t i = 0; i < n; i++) {
        r->mean[i] += weight * mean[i];
        r->square[i] += weight * (mean[i] * mean[i] + covariance[i * n + i]);
        r->expected[i] += weight;
        for (size_t j = 0; j < i; j++) {
            double v = covariance[i * n + i] + covariance[j * n + j] - 2 * covariance[i * n + j];
            double p = below((mean[j] - mean[i]) / sqrt(fmax(v, 1e-300))); /* that j lies above i */
            r->expected[i] += weight * p;
            r->expected[j] += weight * (1 - p);
        }
    }
}

void ranks_add_chances(struct ranks *r, double weight, const double *mean, const double *covariance)
{
    struct arena *a __attribute__((cleanup(arena_done))) = arena_make(SIZE_MAX / 2);
    double *work = arena_array(a, double, 2 * r->n + 2), common = common_part(covariance, r->n);
    for (size_t i = 0; i < r->n; i++)
        add_ranks_of(r, i, weight, mean, covariance, common, work);
}

/* The first rank at which the distribution has reached share. */
static int32_t quantile(const double *chance, size_t n, double all, double share)
{
    double sum = 0;
    for (size_t k = 0; k < n; k++) {
        sum += chance[k];
        if (sum >= share * all * (1 - 1e-12))
            return (int32_t)k + 1;
    }
    return (int32_t)n;
}

static double line_of(const struct ranks *r, int32_t places)
{
    for (size_t i = 0; i < r->n; i++) {
        int32_t before = 0, same = 0;
        for (size_t j = 0; j < r->n; j++) {
            before += r->expected[j] < r->expected[i];
            same += r->expected[j] == r->expected[i];
        }
        if (before < places && places <= before + same)
            return r->expected[i] / r->weight;
    }
    return NAN;
}

void ranks_done(const struct ranks *r, int32_t places, struct rank_row *ret, double *ret_line)
{
    double line = places > 0 ? line_of(r, places) : NAN;
    for (size_t i = 0; i < r->n; i++) {
        const double *chance = r->chance + i * r->n;
        double all = 0, top = 0, mean = r->mean[i] / r->weight;
        for (size_t k = 0; k < r->n; k++) {
            all += chance[k];
            top += k < (size_t)places ? chance[k] : 0;
        }
        struct rank_row *x = &ret[i];
        *x = (struct rank_row){ .value = mean,
                                .sd = sqrt(fmax(r->square[i] / r->weight - mean * mean, 0)),
                                .expected = r->expected[i] / r->weight,
                                .low = quantile(chance, r->n, all, 0.25),
                                .high = quantile(chance, r->n, all, 0.75),
                                .low95 = quantile(chance, r->n, all, 0.025),
                                .high95 = quantile(chance, r->n, all, 0.975),
                                .top = places > 0 ? top / all : NAN,
                                .group = RANK_CLOSE };
        if (x->high < line)
            x->group = RANK_SELECT;
        else if (x->low > line)
            x->group = RANK_BELOW;
    }
    *ret_line = line;
}
