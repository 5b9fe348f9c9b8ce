/* Tests of the command rank. */
#include "test.h"

#include "algo/table_files.h"
#include "main/command.h"

static const char *rank(struct arena *a, const struct table_files *f, const char *method, int *ret_status)
{
    const char *words[] = { "kyoten",   "rank",
                            "--scores", table_file(a, f, "a.tsv"),
                            "--out",    table_file(a, f, "x.tsv"),
                            "--report", table_file(a, f, "r.json"),
                            "--places", "1",
                            "--method", method,
                            NULL };
    return table_command(a, words, ret_status);
}

#define HEAD "application\tvalue\tsd\trank\trank_low\trank_high\tp_top\tgroup\trank_low95\trank_high95\n"

TEST(the_command_rank_writes_exact_values_and_how_far_ranks_move)
{
    struct table_files *f = table_files_make(a);
    int status;
    table_write(a, f, "a.tsv", "p\tr\ts\nx\tA\t3.25\nx\tB\t4\ny\tA\t3\ny\tB\t4.5\nz\tA\t1\nz\tB\t1\n");
    CHECK_TEXT(rank(a, f, "mean", &status), "");
    CHECK_I64(status, COMMAND_DONE);
    CHECK_TEXT(table_content(a, f, "x.tsv"), HEAD "y\t3.750000\t0.750000\t1\t1\t2\t0.666667\tclose\t1\t2\n"
                                                  "x\t3.625000\t0.375000\t2\t1\t2\t0.333333\tclose\t1\t2\n"
                                                  "z\t1.000000\t0.000000\t3\t3\t3\t0.000000\tbelow\t3\t3\n");
    const char *report = table_content(a, f, "r.json");
    CHECK_HAS(report, "\"method\": \"mean\"");
    CHECK_HAS(report, "\"line\": 3.75");
    CHECK_HAS(report, "\"connected\": true");
}

TEST(the_command_rank_says_of_severity_what_it_found)
{
    struct table_files *f = table_files_make(a);
    int status;
    table_write(a, f, "a.tsv",
                "p\tr\ts\tpanel\nx\tA\t3\t1\nx\tB\t4\t1\ny\tA\t2\t1\ny\tB\t5\t1\nz\tA\t1\t2\nz\tB\t1\t2\n");
    CHECK_TEXT(rank(a, f, "severity", &status), "");
    const char *report = table_content(a, f, "r.json");
    CHECK_HAS(report, "\"adjusted\": false");
    CHECK_HAS(report, "\"panel\":");
    CHECK_HAS(report, "\"severity_p\":");
    CHECK_TEXT(rank(a, f, "bayes", &status), "");
    CHECK_HAS(table_content(a, f, "x.tsv"), "application\tvalue");
}

TEST(a_wrong_score_is_refused_with_its_line_and_nothing_is_written)
{
    static const char *const BAD[][2] = {
        { "p\tr\ts\nx\tA\t3\nx\tA\t4\n",
          "a.tsv:3: reviewer \"A\" scores application \"x\" twice (first in line 2)" },
        { "p\tr\ts\nx\tA\tnan\n", "a.tsv:2: column 3: \"nan\" is no score" },
        { "p\tr\ts\nx\tA\t1e3\n", "\"1e3\" is no score" },
        { "p\tr\ts\nx\tA\t1000001\n", "\"1000001\" is no score" },
        { "p\tr\ts\nx\tA\t1.1234567\n", "\"1.1234567\" is no score" },
        { "p\tr\ts\nx\t\t3\n", "a.tsv:2: column 2 is empty" },
        { "p\tr\ts\tpanel\nx\tA\t3\t1\nx\tB\t3\t2\n", "a.tsv:3: application \"x\" is in two panels" },
        { "p\tr\ts\nx\tA\t3\n", "There are too few scores for this method" },
    };
    struct table_files *f = table_files_make(a);
    for (size_t i = 0; i < sizeof BAD / sizeof *BAD; i++) {
        int status;
        table_write(a, f, "a.tsv", BAD[i][0]);
        CHECK_HAS(rank(a, f, "severity", &status), BAD[i][1]);
        CHECK_I64(status, COMMAND_NO);
        CHECK(!table_content(a, f, "x.tsv") && !table_content(a, f, "r.json"));
    }
    int status;
    CHECK_HAS(rank(a, f, "best", &status), "--method knows no \"best\"");
    CHECK_I64(status, COMMAND_USAGE);
}
