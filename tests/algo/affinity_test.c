/* Tests of algo/affinity, the words of a text, and the command. */
#include "test.h"

#include "algo/affinity.h"
#include "algo/table_files.h"
#include "main/command.h"
#include "solve/words.h"

#include <math.h>

TEST(an_affinity_is_the_mean_cosine_of_weighted_terms)
{
    struct term_count r1[] = { { 0, 1 }, { 1, 2 } }, r2[] = { { 1, 1 } }, p1[] = { { 0, 3 } },
                      p2[] = { { 2, 1 } };
    struct term_document d[] = {
        { true, 0, r1, 2 }, { true, 0, r2, 1 }, { false, 0, p1, 1 }, { false, 1, p2, 1 }
    };
    const double *v = affinity(a, d, 4, 3, 1, 2);
    /* Both terms of r1 stand in two of four documents; the second counts 1 + log 2. p1 is term 0 alone. */
    double cosine = 1 / sqrt(1 + pow(1 + log(2), 2));
    CHECK(fabs(v[0] - cosine / 2) < 1e-12);
    CHECK(v[1] == 0);
}

TEST(words_are_what_the_dictionary_lists_and_latin_words_of_three_letters)
{
    const char *text[] = { "ＤＥＥＰ Learning による画像を認識した", "of the ab 123", "", "水を用いる" },
               *words[4];
    bool dictionary;
    CHECK_OK(words_of(a, NULL, text, 4, words, &dictionary));
    if (!dictionary)
        SKIP("the dictionary of MeCab is not installed");
    CHECK_TEXT(words[0], "deep learning 画像 認識");
    CHECK_TEXT(words[1], "");
    CHECK_TEXT(words[2], "");
    CHECK_TEXT(words[3], "水 用いる");
}

TEST(without_a_dictionary_japanese_is_counted_by_pairs)
{
    const char *text[] = { "画像認識と AI 水", "ナノ" }, *words[2];
    bool dictionary;
    CHECK_OK(words_of(a, "/bin/echo", text, 2, words,
                      &dictionary)); /* answers, but not as one that has a dictionary */
    CHECK(!dictionary);
    CHECK_TEXT(words[0], "画像 像認 認識 識と 水");
    CHECK_TEXT(words[1], "ナノ");
}

static const char *run(struct arena *a, const struct table_files *f, bool counted, int *ret_status)
{
    const char *words[] = { "kyoten",
                            "affinity",
                            "--documents",
                            table_file(a, f, "a.tsv"),
                            "--out",
                            table_file(a, f, "x.tsv"),
                            counted ? "--term-counts" : NULL,
                            NULL };
    return table_command(a, words, ret_status);
}

TEST(the_command_affinity_reads_texts_and_counts)
{
    struct table_files *f = table_files_make(a);
    int status;
    table_write(
        a, f, "a.tsv",
        "k\to\td\tt\nR\tA\t1\twater:2 film:1\nR\tB\t1\timage:1\nP\tx\t1\twater:1\nP\ty\t1\timage:4\n");
    CHECK_TEXT(run(a, f, true, &status), "");
    CHECK_TEXT(table_content(a, f, "x.tsv"),
               "reviewer\tapplication\taffinity\nA\tx\t0.646128915\nA\ty\t0.000000000\n"
               "B\tx\t0.000000000\nB\ty\t1.000000000\n");
    table_write(a, f, "a.tsv",
                "k\to\td\tt\nR\tA\t1\twater film\nR\tB\t1\timage\nP\tx\t1\tWater\nP\ty\t1\timage\n");
    CHECK_TEXT(run(a, f, false, &status), "");
    CHECK_HAS(table_content(a, f, "x.tsv"), "B\ty\t1.000000000");
}

TEST(a_wrong_document_table_is_refused_with_its_line)
{
    static const char *const BAD[][2] = {
        { "k\to\td\tt\nX\tA\t1\ta:1\n", "a.tsv:2: column 1 is R" },
        { "k\to\td\tt\nR\tA\t1\ta:1\n", "needs documents of reviewers (R) and of applications (P)" },
        { "k\to\td\tt\nR\tA\t1\ta:1\nP\tx\t1\ta:0\n", "a.tsv:3: \"a:0\" is not of the form term:count" },
        { "k\to\td\tt\nR\tA\t1\ta:1\nP\tx\t1\t:3\n", "\":3\" is not of the form" },
        { "k\to\td\tt\nR\tA\t1\ta:1\nP\tx\t1\ta\n", "\"a\" is not of the form" },
        { "k\to\td\tt\nR\t\t1\ta:1\n", "a.tsv:2: column 2 is empty" },
    };
    struct table_files *f = table_files_make(a);
    for (size_t i = 0; i < sizeof BAD / sizeof *BAD; i++) {
        int status;
        table_write(a, f, "a.tsv", BAD[i][0]);
        CHECK_HAS(run(a, f, true, &status), BAD[i][1]);
        CHECK_I64(status, COMMAND_NO);
        CHECK(!table_content(a, f, "x.tsv"));
    }
}
