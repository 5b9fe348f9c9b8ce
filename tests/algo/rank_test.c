/* Tests of algo/rank. */
#include "test.h"

#include "algo/rank.h"
#include "algo/score_data.h"

#include <math.h>

TEST(the_published_line_of_the_mock_grades_comes_out)
{
    struct scores s;
    if (!score_data(a, &(struct score_columns){ "snsf_mock_grades.tsv", 5, 0, 1, 3, -1, 1, 4, "1" }, &s))
        SKIP("data/snsf_mock_grades.tsv is not there");
    struct rank_row row[15];
    double line, best = 99;
    int group[3] = { 0 };
    CHECK_I64(s.applications, 15);
    CHECK(rank_bayes(&s, 5, row, &line));
    for (int i = 0; i < 15; i++) {
        best = fmin(best, row[i].expected);
        group[row[i].group]++;
    }
    CHECK_TEXT(arena_printf(a, "%.4f", best), "2.4538");
    CHECK_TEXT(arena_printf(a, "%.4f", line), "5.0979");
    CHECK_I64(group[RANK_SELECT], 1);
    CHECK_I64(group[RANK_CLOSE], 7);
    CHECK_I64(group[RANK_BELOW], 7);
}

static struct scores table(struct arena *a, size_t applications, size_t reviewers, double shift, size_t step)
{
    size_t n = applications * reviewers;
    struct score *s = arena_array(a, struct score, n);
    for (size_t k = 0; k < n; k++) {
        size_t i = k * step % n, x = i / reviewers, r = i % reviewers;
        s[k] = (struct score){ (int32_t)x, (int32_t)r, 0, (double)((x * 7 + r * 3 + x * r) % 5) + shift };
    }
    return (struct scores){ .score = s,
                            .n = n,
                            .applications = (int32_t)applications,
                            .reviewers = (int32_t)reviewers,
                            .panels = 1 };
}

TEST(ranks_do_not_depend_on_the_order_of_rows_nor_on_a_shift_of_all_scores)
{
    enum { N = 9 };
    struct rank_row x[N], y[N];
    double line_x = 0, line_y = 0;
    struct scores s = table(a, N, 4, 0, 1), t = table(a, N, 4, 40, 5);
    CHECK(rank_bayes(&s, 3, x, &line_x) && rank_bayes(&t, 3, y, &line_y));
    CHECK(fabs(line_x - line_y) < 1e-9);
    for (size_t i = 0; i < N; i++) {
        CHECK(fabs(x[i].expected - y[i].expected) < 1e-9 && fabs(x[i].value + 40 - y[i].value) < 1e-9);
        CHECK(x[i].low == y[i].low && x[i].high == y[i].high && x[i].group == y[i].group);
    }
}

TEST(expected_ranks_add_up_and_chances_are_those_of_independent_values)
{
    /* Two independent values, one sd apart: the better is first with Φ(1/√2). */
    struct ranks r;
    struct rank_row row[2];
    double line;
    ranks_make(a, 2, &r);
    ranks_add_expected(&r, 3, (double[]){ 1, 0 }, (double[]){ 1, 0, 0, 1 });
    ranks_add_chances(&r, 3, (double[]){ 1, 0 }, (double[]){ 1, 0, 0, 1 });
    ranks_done(&r, 1, row, &line);
    double first = 0.5 * erfc(-0.5);
    CHECK(fabs(row[0].expected - (2 - first)) < 1e-12 && fabs(row[0].expected + row[1].expected - 3) < 1e-12);
    CHECK(fabs(row[0].top - first) < 1e-6 && fabs(row[1].top - (1 - first)) < 1e-6);
    CHECK(row[0].low == 1 && row[0].high == 1 && row[0].high95 == 2 && line == row[0].expected);

    /* A common shift, however wide, changes nothing. */
    struct rank_row wide[2];
    ranks_make(a, 2, &r);
    ranks_add_expected(&r, 1, (double[]){ 1, 0 }, (double[]){ 101, 100, 100, 101 });
    ranks_add_chances(&r, 1, (double[]){ 1, 0 }, (double[]){ 101, 100, 100, 101 });
    ranks_done(&r, 1, wide, &line);
    CHECK(fabs(wide[0].top - row[0].top) < 1e-6);
}

TEST(many_applications_are_ranked_by_the_short_way_alike)
{
    /* The exact and the short way for the sum of chances meet where one takes over from the other. */
    enum { FEW = 160, MORE = 161 };
    double *mean = arena_array(a, double, MORE), *covariance = arena_array(a, double, MORE *MORE);
    struct rank_row *row = arena_array(a, struct rank_row, MORE);
    double top[2], line;
    for (size_t k = 0; k < 2; k++) {
        size_t n = k == 0 ? FEW : MORE;
        struct ranks r;
        ranks_make(a, n, &r);
        memset(covariance, 0, sizeof(double) * MORE * MORE);
        for (size_t i = 0; i < n; i++) {
            mean[i] = i < FEW ? -0.05 * (double)i : -100;
            covariance[i * n + i] = 1;
        }
        ranks_add_expected(&r, 1, mean, covariance);
        ranks_add_chances(&r, 1, mean, covariance);
        ranks_done(&r, 40, row, &line);
        top[k] = row[39].top;
    }
    CHECK(top[0] > 0.3 && top[0] < 0.7 && fabs(top[0] - top[1]) < 0.01);
}
