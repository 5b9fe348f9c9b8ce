/* text_diff_test.c: differences of texts, as people read them. */
#include "test.h"

#include "base/buf.h"
#include "base/text_diff.h"

/* "-removed-", "+added+". */
static const char *shown(struct arena *a, const char *before, const char *after)
{
    struct buf b = buf_make(a, 64);
    struct diff d = text_diff(a, before, after);
    static const char *const SIGN[] = { "", "-", "+" };
    for (size_t i = 0; i < d.n; i++)
        buf_printf(&b, "%s%s%s", SIGN[d.v[i].kind], d.v[i].text, SIGN[d.v[i].kind]);
    return b.s;
}

/* The text before, or after, put together again. */
static const char *side(struct arena *a, const struct diff *d, enum diff_kind left_out)
{
    struct buf b = buf_make(a, 64);
    for (size_t i = 0; i < d->n; i++)
        if (d->v[i].kind != left_out)
            buf_puts(&b, d->v[i].text);
    return b.s;
}

TEST(a_difference_shows_the_very_characters_that_changed)
{
    CHECK_TEXT(shown(a, "", ""), "");
    CHECK_TEXT(shown(a, "同じ", "同じ"), "同じ");
    CHECK_TEXT(shown(a, "", "新しい文"), "+新しい文+");
    CHECK_TEXT(shown(a, "消える文", ""), "-消える文-");
    CHECK_TEXT(shown(a, "審査の結果を公表する。", "審査の結果を速やかに公表する。"), "審査の結果を+速やかに+公表する。");
    CHECK_TEXT(shown(a, "令和6年7月29日", "令和6年8月5日"), "令和6年-7月29-+8月5+日");
    CHECK_TEXT(shown(a, "the old word stays", "the new word stays"), "the -old-+new+ word stays");
    CHECK_TEXT(shown(a, "word", "words"), "-word-+words+"); /* words, not letters */
}

TEST(a_text_written_anew_is_no_confetti)
{
    CHECK_TEXT(shown(a, "甲は乙に丙をした", "丁は戊に己をした"), "-甲は乙に丙-+丁は戊に己+をした");
}

TEST(both_texts_can_be_read_from_their_difference)
{
    static const char *const TEXTS[] = { "", "あ", "地域の企業と大学をつなぐ。", "地域の大学と企業を、つなぐ。\n二行目",
                                         "ab cd ab cd ab", "cd ab cd", "😀絵文字", "絵文字😀" };
    for (size_t i = 0; i < sizeof TEXTS / sizeof TEXTS[0]; i++)
        for (size_t k = 0; k < sizeof TEXTS / sizeof TEXTS[0]; k++) {
            struct diff d = text_diff(a, TEXTS[i], TEXTS[k]);
            CHECK_TEXT(side(a, &d, DIFF_ADDED), TEXTS[i]);
            CHECK_TEXT(side(a, &d, DIFF_REMOVED), TEXTS[k]);
        }
}

TEST(texts_with_nothing_in_common_cost_no_more_than_a_limit)
{
    struct buf x = buf_make(a, 1 << 16);
    struct buf y = buf_make(a, 1 << 16);
    for (int i = 0; i < 4000; i++) {
        buf_printf(&x, "%s", i % 2 ? "甲" : "乙");
        buf_printf(&y, "%s", i % 2 ? "丙" : "丁");
    }
    struct diff d = text_diff(a, x.s, y.s);
    CHECK_I64((int64_t)d.n, 2);
    CHECK_TEXT(side(a, &d, DIFF_ADDED), x.s);
    CHECK_TEXT(side(a, &d, DIFF_REMOVED), y.s);
}
