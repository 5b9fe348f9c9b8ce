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
