/* Tests of algo/aggregate and algo/stability. */
#include "test.h"

#include "algo/stability.h"
#include "main/tsv.h"

#include <stdio.h>
#include <stdlib.h>

static const char *text_of(struct arena *a, struct fraction f)
{
    return arena_printf(a, "%lld/%lld", (long long)f.numerator, (long long)f.denominator);
}

TEST(aggregates_are_exact_fractions)
{
    CHECK_TEXT(text_of(a, aggregate((int64_t[]){ 4, 5, 3 }, 3, AGGREGATE_MEAN)), "12/3");
    CHECK_TEXT(text_of(a, aggregate((int64_t[]){ 9, 1, 4, 3 }, 4, AGGREGATE_MEDIAN)), "7/2");
    CHECK_TEXT(text_of(a, aggregate((int64_t[]){ 9, 1, 4 }, 3, AGGREGATE_MEDIAN)), "4/1");
    CHECK_TEXT(text_of(a, aggregate((int64_t[]){ 9, 1, 4, 3 }, 4, AGGREGATE_TRIMMED)), "7/2");
    CHECK_TEXT(text_of(a, aggregate((int64_t[]){ 9, 1 }, 2, AGGREGATE_TRIMMED)), "10/2");
    CHECK_TEXT(text_of(a, aggregate((int64_t[]){ -7 }, 1, AGGREGATE_MEDIAN)), "-7/1");
    CHECK_I64(fraction_compare((struct fraction){ 1, 3 }, (struct fraction){ 333333333333, 1000000000000 }),
              1);
    CHECK_I64(fraction_compare((struct fraction){ 2, 6 }, (struct fraction){ 1, 3 }), 0);
    CHECK_I64(fraction_round((struct fraction){ 1, 2 }, 1), 1);
    CHECK_I64(fraction_round((struct fraction){ -1, 2 }, 1), -1);
    CHECK_I64(fraction_round((struct fraction){ 49999, 100000 }, 1), 0);
    CHECK_I64(fraction_round((struct fraction){ 2, 3 }, 100), 67);
}

/* The official rule: marks of 0 are none; without one highest and one lowest; the mean to two decimals, half up. */
TEST(the_trimmed_mean_is_the_official_score_of_every_skating_component)
{
    enum { COMPONENTS = 15, OFFICIAL = 6, FIRST = 7, JUDGES = 9 };
    size_t n;
    const char *text = test_shared_file(a, "data/skating_components.tsv", &n);
    if (!text)
        SKIP("data/skating_components.tsv is not there");
    struct arena *big __attribute__((cleanup(arena_done))) = arena_make((size_t)256 * 1024 * 1024);
    struct tsv t;
    CHECK_OK(tsv_parse(big, "skating", arena_strndup(big, text, n), n, 3, 99, &t));
    int64_t same = 0;
    for (size_t r = 0; r < t.rows; r++) {
        int64_t mark[JUDGES];
        size_t marks = 0;
        for (size_t j = 0; j < JUDGES && FIRST + j < t.columns; j++) {
            int64_t m = (int64_t)(strtod(tsv_cell(&t, r, FIRST + j), NULL) * 100 + 0.5);
            if (m > 0)
                mark[marks++] = m;
        }
        int64_t official = (int64_t)(strtod(tsv_cell(&t, r, OFFICIAL), NULL) * 100 + 0.5);
        same += marks > 0 && fraction_round(aggregate(mark, marks, AGGREGATE_TRIMMED), 1) == official;
    }
    CHECK_I64(t.rows, 8630);
    CHECK_I64(same, 8630);
}

TEST(a_rank_moves_as_far_as_leaving_one_reviewer_out_moves_it)
{
    /* Application 0 is first only because reviewer 2 says so. */
    const struct exact_score s[] = { { 0, 0, 3 }, { 0, 1, 3 }, { 0, 2, 9 }, { 1, 0, 4 }, { 1, 1, 4 },
                                     { 1, 2, 4 }, { 2, 0, 1 }, { 2, 1, 1 }, { 2, 2, 1 } };
    struct rank_row row[3];
    struct fraction value[3];
    stability(s, 9, 3, 3, AGGREGATE_MEAN, 1, row, value);
    CHECK_I64((int64_t)row[0].expected, 1);
    CHECK(row[0].low == 1 && row[0].high == 2 && row[0].group == RANK_CLOSE);
    CHECK(row[1].low == 1 && row[1].high == 2 && row[1].group == RANK_CLOSE);
    CHECK(row[2].low == 3 && row[2].high == 3 && row[2].group == RANK_BELOW);
    CHECK(row[0].top == 0.75 && row[1].top == 0.25 && row[2].top == 0);
    CHECK_TEXT(text_of(a, value[0]), "15/3");
}
