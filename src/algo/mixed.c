/* mixed.c: fits the model with and without reviewers, and says what may be said. */
#include "algo/mixed.h"

#include "algo/dense.h"
#include "algo/mixed_int.h"

#include <math.h>

static int32_t root_of(int32_t *up, int32_t x)
{
    while (up[x] != x)
        x = up[x] = up[up[x]];
    return x;
}

bool scores_connected(const struct scores *s)
{
    struct arena *work __attribute__((cleanup(arena_done))) = arena_make(SIZE_MAX / 2);
    int32_t n = s->applications + s->reviewers, pieces = n;
    int32_t *up = arena_array(work, int32_t, (size_t)n + 1);
    for (int32_t i = 0; i < n; i++)
        up[i] = i;
    for (size_t i = 0; i < s->n; i++) {
        int32_t x = root_of(up, s->score[i].application),
                y = root_of(up, s->applications + s->score[i].reviewer);
        pieces -= x != y;
        up[x] = y;
    }
    return pieces == 1;
}

/* Values and the covariance of their errors from the model as it stands. */
static void predict(struct arena *a, const struct model *m, double sd, struct mixed *ret)
{
    size_t n = m->levels[APPLICATION], k = m->columns;
    double *deviation[FACTORS], *x = arena_array(a, double, n *k), *own = arena_array(a, double, n);
    model_solve(a, m, &ret->mean, deviation);
    ret->severity = deviation[REVIEWER];
    for (size_t i = 0; i < n; i++) {
        ret->value[i] = ret->mean + deviation[APPLICATION][i];
        model_direction(m, i, x + i * k, &own[i]);
    }
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j <= i; j++) {
            double c = dense_dot(x + i * k, x + j * k, k) + (i == j ? own[i] : 0);
            ret->covariance[i * n + j] = ret->covariance[j * n + i] = sd * sd * c;
        }
}

/* Nobody is moved: the plain means, with the spread that the rest gives them. */
static void keep(struct arena *a, const struct scores *s, double sd, struct mixed *ret)
{
    size_t n = (size_t)s->applications;
    double *count = arena_array(a, double, n);
    for (size_t i = 0; i < s->n; i++) {
        ret->value[s->score[i].application] += s->score[i].value;
        count[s->score[i].application]++;
    }
    for (size_t i = 0; i < n; i++) {
        ret->value[i] /= count[i];
        ret->covariance[i * n + i] = sd * sd / count[i];
    }
    ret->severity = arena_array(a, double, (size_t)s->reviewers + 1);
}

bool mixed_fit(struct arena *a, const struct scores *s, struct mixed *ret)
{
    struct arena *work __attribute__((cleanup(arena_done))) = arena_make(SIZE_MAX / 2);
    size_t applications = (size_t)s->applications;
    if (applications < 2 || s->reviewers < 2 || s->n < applications + 1)
        return false;
    struct model full, plain;
    double theta[FACTORS], without[FACTORS], free_of = (double)(s->n - 1);
    model_make(work, s, (bool[FACTORS]){ true, true, s->panels > 1 }, true, &full);
    model_make(work, s, (bool[FACTORS]){ true, false, s->panels > 1 }, true, &plain);
    double criterion = model_least(&full, theta), criterion_plain = model_least(&plain, without);
    if (!isfinite(criterion) || !isfinite(criterion_plain))
        return false;
    double sd = sqrt(full.residual2 / free_of), gain = fmax(criterion_plain - criterion, 0);
    *ret = (struct mixed){ .mean = full.centre,
                           .criterion = criterion,
                           .log_likelihood = -criterion / 2,
                           .sd_application = theta[APPLICATION] * sd,
                           .sd_reviewer = theta[REVIEWER] * sd,
                           .sd_panel = theta[PANEL] * sd,
                           .sd_residual = sd,
                           .severity_p = theta[REVIEWER] > 0 ? 0.5 * erfc(sqrt(gain / 2)) : 1,
                           .connected = scores_connected(s) };
    ret->adjusted = ret->severity_p < 0.05;
    ret->value = arena_array(a, double, applications);
    ret->sd = arena_array(a, double, applications);
    ret->covariance = arena_array(a, double, applications *applications);
    if (ret->adjusted)
        predict(a, &full, sd, ret);
    else
        keep(a, s, sqrt(plain.residual2 / free_of), ret);
    for (size_t i = 0; i < applications; i++)
        ret->sd[i] = sqrt(ret->covariance[i * applications + i]);
    return true;
}
