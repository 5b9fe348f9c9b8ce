/* Tests of algo/mixed against published fits and against the criterion worked out the long way. */
#include "test.h"

#include "algo/dense.h"
#include "algo/mixed.h"
#include "algo/score_data.h"

#include <math.h>

static const char *six(struct arena *a, double v)
{
    return arena_printf(a, "%.6f", v);
}

/* In a complete design the estimates are those of the analysis of variance, in closed form. Published for
** these data (lme4) are 0.846703, 1.931614 and 0.549923, criterion 330.8606: the second is off in the fifth
** digit. */
TEST(the_fit_of_penicillin_is_that_of_the_analysis_of_variance)
{
    struct scores s;
    struct mixed m;
    if (!score_data(a, &(struct score_columns){ "penicillin.tsv", 3, 1, 2, 0, -1, 1, -1, NULL }, &s))
        SKIP("data/penicillin.tsv is not there");
    CHECK(mixed_fit(a, &s, &m));
    enum { PLATES = 24, SAMPLES = 6, N = PLATES * SAMPLES };
    double plate[PLATES] = { 0 }, sample[SAMPLES] = { 0 }, all = 0, plates = 0, samples = 0, rest = 0;
    for (size_t i = 0; i < N; i++) {
        plate[s.score[i].application] += s.score[i].value / SAMPLES;
        sample[s.score[i].reviewer] += s.score[i].value / PLATES;
        all += s.score[i].value / N;
    }
    for (size_t i = 0; i < N; i++) {
        double p = plate[s.score[i].application] - all, q = sample[s.score[i].reviewer] - all;
        plates += p * p / (PLATES - 1);
        samples += q * q / (SAMPLES - 1);
        rest += pow(s.score[i].value - all - p - q, 2) / ((PLATES - 1) * (SAMPLES - 1));
    }
    CHECK_TEXT(arena_printf(a, "%.4f", m.criterion), "330.8606");
    CHECK(fabs(m.sd_application - sqrt((plates - rest) / SAMPLES)) < 1e-6);
    CHECK(fabs(m.sd_reviewer - sqrt((samples - rest) / PLATES)) < 1e-6);
    CHECK(fabs(m.sd_residual - sqrt(rest)) < 1e-6);
    CHECK(fabs(m.sd_application - 0.846703) < 1e-4 && fabs(m.sd_reviewer - 1.931614) < 1e-4);
    CHECK(m.adjusted && m.connected && m.severity_p < 1e-10);
}

TEST(where_the_data_show_no_severity_nobody_is_moved)
{
    struct scores s;
    struct mixed m;
    if (!score_data(a, &(struct score_columns){ "aibs_reviews.tsv", 11, 0, 3, 5, -1, -1, -1, NULL }, &s))
        SKIP("data/aibs_reviews.tsv is not there");
    CHECK(mixed_fit(a, &s, &m));
    CHECK_TEXT(arena_printf(a, "%.5f", m.sd_application), "0.48605");
    CHECK(m.sd_reviewer == 0);
    CHECK_TEXT(six(a, m.sd_residual), "0.632675");
    CHECK_TEXT(arena_printf(a, "%.4f", m.log_likelihood), "-245.5096");
    CHECK(!m.adjusted && m.severity_p == 1);
    double sum = 0;
    for (size_t i = 0; i < s.n; i++)
        sum += s.score[i].application == 5 ? s.score[i].value / 3 : 0;
    CHECK(fabs(m.value[5] - sum) < 1e-12);
}

#define APPLICATIONS 5
#define REVIEWERS 4
#define ROWS 14

static struct scores small_scores(struct arena *a)
{
    static const double value[ROWS] = { 3, 5, 4, 2, 4, 4.5, 3.5, 5, 2, 1, 2.5, 4, 3, 5 };
    struct score *r = arena_array(a, struct score, ROWS);
    for (size_t i = 0; i < ROWS; i++)
        r[i] = (struct score){ (int32_t)(i % APPLICATIONS), (int32_t)((i * 3 + i / 5) % REVIEWERS), 0,
                               value[i] };
    return (struct scores){
        .score = r, .n = ROWS, .applications = APPLICATIONS, .reviewers = REVIEWERS, .panels = 1
    };
}

/* −2 log of the restricted likelihood from the covariance of all scores: V = σ²I + τ²(same application) +
** κ²(same reviewer). */
static double criterion_the_long_way(const struct scores *s, const struct mixed *m)
{
    double v[ROWS * ROWS], one[ROWS], y[ROWS];
    for (size_t i = 0; i < ROWS; i++) {
        one[i] = 1;
        y[i] = s->score[i].value;
        for (size_t j = 0; j < ROWS; j++)
            v[i * ROWS + j] =
                (i == j ? m->sd_residual * m->sd_residual : 0) +
                (s->score[i].application == s->score[j].application ? m->sd_application * m->sd_application
                                                                    : 0) +
                (s->score[i].reviewer == s->score[j].reviewer ? m->sd_reviewer * m->sd_reviewer : 0);
    }
    CHECK(dense_factor(v, ROWS));
    dense_forward(v, ROWS, one);
    dense_forward(v, ROWS, y);
    double xx = dense_dot(one, one, ROWS), xy = dense_dot(one, y, ROWS);
    return (ROWS - 1) * log(2 * M_PI) + dense_log_det(v, ROWS) + log(xx) + dense_dot(y, y, ROWS) -
           xy * xy / xx;
}

TEST(the_criterion_is_the_restricted_likelihood_and_no_neighbour_is_better)
{
    struct scores s = small_scores(a);
    struct mixed m;
    CHECK(mixed_fit(a, &s, &m));
    double least = criterion_the_long_way(&s, &m);
    CHECK(fabs(least - m.criterion) < 1e-8);
    for (int k = 0; k < 6; k++) {
        struct mixed near = m;
        double *sd = k / 2 == 0 ? &near.sd_application : k / 2 == 1 ? &near.sd_reviewer : &near.sd_residual;
        *sd = fabs(*sd + (k % 2 ? 0.01 : -0.01));
        CHECK(criterion_the_long_way(&s, &near) >= least - 1e-9);
    }
}

TEST(a_fit_does_not_depend_on_the_order_of_rows_and_a_shift_moves_the_values_alone)
{
    struct scores s = small_scores(a), t = s;
    struct score *r = arena_array(a, struct score, ROWS);
    for (size_t i = 0; i < ROWS; i++) {
        r[i] = s.score[(i * 5 + 3) % ROWS];
        r[i].value += 100;
    }
    t.score = r;
    struct mixed m, k;
    CHECK(mixed_fit(a, &s, &m) && mixed_fit(a, &t, &k));
    CHECK(fabs(m.criterion - k.criterion) < 1e-7 && m.adjusted == k.adjusted);
    for (size_t i = 0; i < APPLICATIONS; i++)
        CHECK(fabs(m.value[i] + 100 - k.value[i]) < 1e-6);
}

TEST(too_little_to_fit_is_said_and_pieces_are_seen)
{
    struct score r[] = { { 0, 0, 0, 1 }, { 0, 1, 0, 2 }, { 1, 2, 0, 3 }, { 1, 3, 0, 5 } };
    struct scores s = { .score = r, .n = 4, .applications = 2, .reviewers = 4, .panels = 1 };
    struct mixed m;
    CHECK(!scores_connected(&s));
    CHECK(mixed_fit(a, &s, &m));
    CHECK(!m.connected);
    s.n = 2;
    s.applications = 1;
    CHECK(!mixed_fit(a, &s, &m));
}
