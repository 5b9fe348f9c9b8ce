/* command_test.c: the exact output and exit status of commands, run in this process. */
#include "test.h"

#include "main/command.h"

#include <stdlib.h>

struct ran {
    int status;
    const char *out, *err;
};

static void release(void *p)
{
    free(p);
}

/* The words are split at '|', because arguments contain spaces. Said in Japanese whatever the test's environment. */
static struct ran run(struct arena *a, const char *words)
{
    char *argv[12] = { arena_strdup(a, "kyoten") };
    int argc = 1;
    char *rest = NULL;
    char *word = strtok_r(arena_strdup(a, words), "|", &rest);
    for (; word && argc < 11; word = strtok_r(NULL, "|", &rest))
        argv[argc++] = word;
    char *out_text = NULL;
    char *err_text = NULL;
    size_t out_n = 0;
    size_t err_n = 0;
    FILE *out = open_memstream(&out_text, &out_n);
    FILE *err = open_memstream(&err_text, &err_n);
    (void)setenv("LC_ALL", "ja_JP.UTF-8", 1); // NOLINT(concurrency-mt-unsafe): one thread
    struct ran r = { .status = command_run(argc, argv, out, err) };
    (void)fclose(out);
    (void)fclose(err);
    arena_defer(a, release, out_text);
    arena_defer(a, release, err_text);
    r.out = out_text;
    r.err = err_text;
    return r;
}

#define CHECK_RUN(words, status_, out_)      \
    do {                                     \
        struct ran r_ = run(a, words);       \
        CHECK_I64(r_.status, status_);       \
        CHECK_TEXT(r_.out, out_);            \
        CHECK((status_ == 0) == !*r_.err);   \
    } while (0)

TEST(the_command_text_prints_normal_forms_and_keys)
{
    CHECK_RUN("text|nfkc|ｶﾞｷﾞ①㈱", 0, "ガギ1(株)\n");
    CHECK_RUN("text|key|髙橋　ﾀﾛｳ", 0, "高橋たろう\n");
    CHECK_RUN("text|key|03ー1234|--json", 0, "{\"key\":\"03-1234\"}\n");
    CHECK_RUN("text|nfc|x", 2, "");
    CHECK_RUN("text|key", 2, "");
    CHECK_RUN("text|key|a|b", 2, "");
    CHECK_RUN("text|key|\xFF", 2, "");
    CHECK_RUN("text|key|--|--json", 0, "--json\n");
}

TEST(wrong_usage_is_told_in_one_sentence_with_the_usage_below)
{
    struct ran r = run(a, "text|key|a|--yers|3");
    CHECK_I64(r.status, 2);
    CHECK_TEXT(r.err, "kyoten text: 「--yers」というオプションはありません。\nusage: kyoten text nfkc|key TEXT [--json]\n");
    CHECK_HAS(run(a, "text|key|a|--json|--json").err, "2回");
    CHECK_HAS(run(a, "text|key|a|--json=1").err, "値を付けません");
    CHECK_RUN("nonsense", 2, "");
    CHECK_RUN("", 2, "");
}

TEST(help_lists_every_command_and_version_is_one_line)
{
    struct ran r = run(a, "help");
    CHECK_I64(r.status, 0);
    CHECK_HAS(r.out, "kyoten text nfkc|key TEXT");
    CHECK_HAS(run(a, "--version").out, "kyoten 0.");
}

TEST(the_command_date_prints_four_columns_or_the_reason)
{
    CHECK_RUN("date|2024-07-29", 0, "2024-07-29\t令和6年7月29日\t令和6年度\t月\n");
    CHECK_RUN("date|令和元年５月１日", 0, "2019-05-01\t令和元年5月1日\t令和元年度\t水\n");
    CHECK_RUN("date|2025-03-31", 0, "2025-03-31\t令和7年3月31日\t令和6年度\t月\n");
    CHECK_RUN("date|令和6年7月29日（火）", 1, "");
    CHECK_RUN("date|平成32年1月1日", 1, "");
    CHECK_RUN("date|2023-02-29", 1, "");
    CHECK_RUN("date", 2, "");
    struct ran r = run(a, "date|2024-08-11|--json");
    CHECK_HAS(r.out, "\"fiscal_year\":2024");
    CHECK_HAS(r.out, "山の日");
}

TEST(the_command_term_prints_both_ends)
{
    CHECK_RUN("term|2024-09-15", 0, "2024-09-15\t2027-03-31\n");
    CHECK_RUN("term|2025-04-01|--years|1", 0, "2025-04-01\t2026-03-31\n");
    CHECK_RUN("term|2020-04-10|--years=3|--json", 0, "{\"from\":\"2020-04-10\",\"to\":\"2023-03-31\",\"years\":3}\n");
    CHECK_RUN("term|2020-04-31", 1, "");
    CHECK_RUN("term|2020-04-10|--years|0", 2, "");
    CHECK_RUN("term|2020-04-10|--years|3x", 2, "");
    CHECK_RUN("term|2020-04-10|--years", 2, "");
}

TEST(the_command_check_prints_the_canonical_form_or_the_reason)
{
    CHECK_RUN("check|corporate-number|４０００-０１２０-９０００１", 0, "4000012090001\n");
    CHECK_RUN("check|corporate-number|6000012090001", 1, "");
    CHECK_RUN("check|school-code|f101110100010", 0, "F101110100010\n");
    CHECK_RUN("check|municipality-code|131016", 0, "131016\n");
    CHECK_RUN("check|postal-code|1000001", 2, "");
    CHECK_TEXT(run(a, "check|corporate-number|6000012090001").err,
               "kyoten check: 1桁目の検査数字が6ですが、ほかの桁が正しければ4です。番号を1桁ずつ確かめてください。\n");
}
