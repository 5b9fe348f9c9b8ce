/* date_parse_test.c: dates as people type them, the reasons of refusals, and doubts. */
#include "test.h"

#include "base/date_parse.h"
#include "i18n/i18n.h"
#include "time.msg.h"

static void reads(struct arena *a, const char *text, const char *want)
{
    date d = DATE_UNKNOWN;
    struct err *e = date_parse(a, text, &d);
    CHECK_TEXT(e ? err_text(a, LANG_JA, e) : date_iso(a, d), want);
}

TEST(dates_are_read_in_every_usual_form)
{
    static const char *const SAME[] = {
        "2024-07-29", "2024/7/29", "2024.7.29", "20240729", "2024年7月29日", "2024年7月29日（月）",
        "２０２４年　７月２９日（月曜日）", " 2024 - 7 - 29 ", "2024−7ー29", "西暦2024年7月29日", "令和6年7月29日",
        "令和６年７月２９日（月）", "㋿6年7月29日", "令6.7.29", "R6.7.29", "r6/7/29", "Ｒ６．７．２９", "R.6.7.29",
        "令和六年七月二十九日", "二〇二四年七月二九日", "29 July 2024 (Mon)", "29 Jul 2024", "July 29, 2024",
        "2024-07-29 (Mon)", "2024-07-29 Monday", "Reiwa 6.7.29",
    };
    for (size_t i = 0; i < sizeof SAME / sizeof *SAME; i++)
        reads(a, SAME[i], "2024-07-29");
    reads(a, "令和元年5月1日", "2019-05-01");
    reads(a, "令和1年5月1日", "2019-05-01");
    reads(a, "平成31年4月30日", "2019-04-30");
    reads(a, "昭和64年1月7日", "1989-01-07");
    reads(a, "S元.12.25", "1926-12-25");
    reads(a, "明治元年10月23日", "1868-10-23");
    reads(a, "二〇二四年十二月三十一日", "2024-12-31");
    reads(a, "令和十年十月十日", "2028-10-10");
}

TEST(what_we_print_we_can_read)
{
    for (date d = date_of(1868, 1, 1); d.day < date_of(2101, 1, 1).day; d = date_add_days(d, 1)) {
        ARENA(b);
        const char *forms[] = { date_iso(b, d), text_wareki(b, d), text_date(b, LANG_JA, d), text_date(b, LANG_EN, d) };
        for (int i = 0; i < 4; i++) {
            date back = DATE_UNKNOWN;
            if (date_parse(b, forms[i], &back) || back.day != d.day) {
                CHECK_TEXT(forms[i], arena_printf(a, "read as %s", date_iso(a, back)));
                return;
            }
        }
    }
}

TEST(each_mistake_has_its_own_reason)
{
    static const struct {
        const char *text;
        const struct msg *why;
    } CASES[] = {
        { "", &MSG_TIME_DATE_EMPTY },
        { "　", &MSG_TIME_DATE_EMPTY },
        { "近日", &MSG_TIME_DATE_FORM },
        { "2024-07", &MSG_TIME_DATE_FORM },
        { "2024-07-29x", &MSG_TIME_DATE_FORM },
        { "2024-07-29（祝）", &MSG_TIME_DATE_FORM },
        { "2024-07-29T12:00", &MSG_TIME_DATE_FORM },
        { "999999999-1-1", &MSG_TIME_DATE_FORM },
        { "7月29日", &MSG_TIME_DATE_NO_YEAR },
        { "24/7/29", &MSG_TIME_DATE_SHORT_YEAR },
        { "6年7月29日", &MSG_TIME_DATE_SHORT_YEAR },
        { "2024-13-01", &MSG_TIME_DATE_MONTH },
        { "2024-00-01", &MSG_TIME_DATE_MONTH },
        { "2024-02-30", &MSG_TIME_DATE_DAY },
        { "令和5年2月29日", &MSG_TIME_DATE_DAY },
        { "2024-01-00", &MSG_TIME_DATE_DAY },
        { "1864-12-31", &MSG_TIME_DATE_RANGE },
        { "2200-01-01", &MSG_TIME_DATE_RANGE },
        { "令和99999年1月1日", &MSG_TIME_DATE_RANGE },
        { "令和0年1月1日", &MSG_TIME_ERA_YEAR_ZERO },
        { "令和元年4月30日", &MSG_TIME_ERA_BEFORE },
        { "平成32年4月1日", &MSG_TIME_ERA_AFTER },
        { "平成31年5月1日", &MSG_TIME_ERA_AFTER },
        { "令和6年7月29日（火）", &MSG_TIME_WEEKDAY_MISMATCH },
    };
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        date d = { 3 };
        struct err *e = date_parse(a, CASES[i].text, &d);
        CHECK_ERR(e, ERR_INVALID);
        CHECK_TEXT(e ? e->msg->key : CASES[i].text, CASES[i].why->key);
        CHECK_I64(d.day, 3);
    }
    char *huge = arena_alloc(a, 100001);
    memset(huge, '1', 100000);
    date d = DATE_UNKNOWN;
    CHECK_ERR(date_parse(a, huge, &d), ERR_INVALID);
}

TEST(a_refusal_names_the_cure)
{
    date d = DATE_UNKNOWN;
    CHECK_HAS(err_text(a, LANG_JA, date_parse(a, "平成32年1月1日", &d)), "令和2年1月1日");
    CHECK_HAS(err_text(a, LANG_EN, date_parse(a, "平成32年1月1日", &d)), "1 January 2020");
    CHECK_HAS(err_text(a, LANG_JA, date_parse(a, "令和6年7月29日（火）", &d)), "（月）");
    CHECK_HAS(err_text(a, LANG_JA, date_parse(a, "2024-02-30", &d)), "2024年2月30日という日はありません");
    /* FINDERS printed 令和5年6月25日 where the slides say 2024, a Tuesday (domain.md §1.3 rule 8). */
    CHECK_HAS(err_text(a, LANG_JA, date_parse(a, "令和5年6月25日（火）", &d)), "令和6年6月25日（火）");
}

TEST(weekends_holidays_and_the_turn_of_the_year_are_questioned)
{
    CHECK_I64(date_questions(date_of(2024, 7, 29)).n, 0);
    CHECK_I64(date_questions(DATE_UNKNOWN).n, 0);
    struct doubts sunday = date_questions(date_of(2022, 1, 30));
    CHECK_I64(sunday.n, 1);
    CHECK(sunday.v[0].msg == &MSG_TIME_DOUBT_WEEKEND);
    CHECK_I64(date_questions(date_of(2024, 8, 11)).n, 2); /* a holiday on a Sunday */
    CHECK(date_questions(date_of(2024, 8, 12)).v[0].msg == &MSG_TIME_DOUBT_SUBSTITUTE);
    CHECK(date_questions(date_of(2027, 3, 22)).v[0].msg == &MSG_TIME_DOUBT_SUBSTITUTE_PLANNED);
    CHECK(date_questions(date_of(2028, 2, 11)).v[0].msg == &MSG_TIME_DOUBT_HOLIDAY_PLANNED);
    CHECK(date_questions(date_of(2025, 12, 30)).v[0].msg == &MSG_TIME_DOUBT_YEAR_END);
    struct doubts year_end = date_questions(date_of(2022, 1, 1)); /* Saturday, holiday */
    CHECK_I64(year_end.n, 2);
    CHECK_HAS(msg_text(a, LANG_JA, year_end.v[1].msg, year_end.v[1].args), "元日");
}

TEST(an_announcement_near_the_turn_of_the_fiscal_year_is_questioned_with_both_ends)
{
    CHECK_I64(announcement_question(date_of(2025, 3, 17), 3).n, 0);
    CHECK_I64(announcement_question(date_of(2025, 3, 18), 3).n, 1);
    CHECK_I64(announcement_question(date_of(2025, 4, 15), 3).n, 1);
    CHECK_I64(announcement_question(date_of(2025, 4, 16), 3).n, 0);
    CHECK_I64(announcement_question(DATE_UNKNOWN, 3).n, 0);
    struct doubts before = announcement_question(date_of(2025, 3, 31), 3);
    const char *text = msg_text(a, LANG_JA, before.v[0].msg, before.v[0].args);
    CHECK_HAS(text, "令和9年3月31日");
    CHECK_HAS(text, "令和7年4月1日");
    CHECK_HAS(text, "令和10年3月31日");
    struct doubts after = announcement_question(date_of(2020, 4, 10), 3); /* round 1 */
    text = msg_text(a, LANG_JA, after.v[0].msg, after.v[0].args);
    CHECK_HAS(text, "令和5年3月31日");
    CHECK_HAS(text, "令和2年3月31日");
    CHECK_HAS(text, "令和4年3月31日");
}
