/* date_test.c: days, instants, fiscal years, terms, eras. */
#include "test.h"

#include "base/date.h"
#include "i18n/i18n.h"

#include <stdlib.h>

static date day(const char *iso)
{
    date d = DATE_UNKNOWN;
    CHECK(date_from_iso(iso, &d));
    return d;
}

TEST(every_day_from_1868_to_2100_comes_back_from_its_parts_and_from_its_text)
{
    enum weekday w = WEDNESDAY; /* 1868-01-01 */
    int year = 1868;
    int month = 1;
    int dom = 1;
    ARENA(b);
    for (date d = day("1868-01-01"); year <= 2100; d = date_add_days(d, 1), w = w == SUNDAY ? MONDAY : w + 1) {
        struct date_parts p = date_parts(d);
        date back = DATE_UNKNOWN;
        bool ok = p.year == year && p.month == month && p.day == dom && date_weekday(d) == w &&
                  date_make(year, month, dom, &back) && back.day == d.day;
        ok = ok && date_from_iso(date_iso(b, d), &back) && back.day == d.day;
        ok = ok && date_of_instant(instant_of_japan(d, 0, 0, 0, 0)).day == d.day &&
             date_of_instant(instant_of_japan(d, 23, 59, 59, 999999)).day == d.day;
        ok = ok && date_compare(fiscal_year_start(fiscal_year(d)), d) <= 0 &&
             date_compare(fiscal_year_end(fiscal_year(d)), d) >= 0;
        if (!ok) {
            CHECK_TEXT(date_iso(a, d), "to come back");
            return;
        }
        arena_reset(b);
        if (++dom > date_days_in_month(year, month)) {
            dom = 1;
            month = month == 12 ? 1 : month + 1;
            year += month == 1;
        }
    }
}

TEST(days_that_do_not_exist_are_refused)
{
    static const char *const BAD[] = { "2024-02-30", "2023-02-29", "1900-02-29", "2024-13-01", "2024-00-10",
                                       "2024-04-31", "2024-1-01",  "2024-01-1",  "2024/01/01", "2024-01-01 ",
                                       "0000-01-01", "",           "2024",       "2024-01-00", "+024-01-01" };
    for (size_t i = 0; i < sizeof BAD / sizeof *BAD; i++) {
        date d = { 7 };
        CHECK(!date_from_iso(BAD[i], &d));
        CHECK_I64(d.day, 7);
    }
    CHECK_TEXT(date_iso(a, day("2000-02-29")), "2000-02-29");
    CHECK_TEXT(date_iso(a, day("0001-01-01")), "0001-01-01");
    CHECK_TEXT(date_iso(a, day("9999-12-31")), "9999-12-31");
    CHECK_TEXT(date_iso(a, DATE_UNKNOWN), "");
    CHECK_I64(day("1970-01-01").day, 0);
}

TEST(instants_are_printed_in_japans_time_and_read_with_any_offset)
{
    instant noon = instant_of_japan(day("2024-07-29"), 12, 0, 0, 0);
    CHECK_I64(noon, INT64_C(1722222000000000));
    CHECK_TEXT(text_rfc3339(a, noon), "2024-07-29T12:00:00.000000+09:00");
    static const char *const SAME[] = { "2024-07-29T12:00:00+09:00", "2024-07-29T03:00:00Z", "2024-07-29t03:00:00.0z",
                                        "2024-07-28T22:30:00-04:30", "2024-07-29 12:00:00.000000000+09:00" };
    for (size_t i = 0; i < sizeof SAME / sizeof *SAME; i++) {
        instant at = 0;
        CHECK(instant_from_rfc3339(SAME[i], &at));
        CHECK_I64(at, noon);
    }
    static const char *const BAD[] = { "2024-07-29T12:00:00", "2024-07-29T24:00:00Z", "2024-07-29T12:00:60Z",
                                       "2024-07-29T12:00Z", "2024-07-29T12:00:00.Z", "2024-07-29T12:00:00.0000001Z",
                                       "2024-07-29T12:00:00+0900", "2024-07-29T12:00:00+24:00", "2024-07-29T12:00:00Zx",
                                       "9999-12-31T23:59:59Z", "2024-02-30T12:00:00Z", "", "2024-07-29" };
    for (size_t i = 0; i < sizeof BAD / sizeof *BAD; i++) {
        instant at = 5;
        CHECK(!instant_from_rfc3339(BAD[i], &at));
        CHECK_I64(at, 5);
    }
    CHECK_TEXT(text_rfc3339(a, noon - 1), "2024-07-29T11:59:59.999999+09:00");
    CHECK_TEXT(text_rfc3339(a, -1), "1970-01-01T08:59:59.999999+09:00");
    CHECK_I64(instant_of_japan(day("2024-07-29"), 24, 0, 0, 0), instant_of_japan(day("2024-07-30"), 0, 0, 0, 0));
}

TEST(instants_round_trip_to_the_microsecond)
{
    (void)a;
    uint64_t seed = 20240729;
    for (int i = 0; i < 20000; i++) {
        seed = seed * UINT64_C(6364136223846793005) + 1442695040888963407U;
        instant at = (int64_t)(seed >> 11) % (100 * 366 * DAY_US) - 30 * 366 * DAY_US;
        instant back = 0;
        ARENA(b);
        CHECK(instant_from_rfc3339(instant_rfc3339(b, at), &back));
        CHECK_I64(back, at);
    }
}

TEST(a_fiscal_year_turns_between_31_march_and_1_april)
{
    CHECK_I64(fiscal_year(day("2025-03-31")), 2024);
    CHECK_I64(fiscal_year(day("2025-04-01")), 2025);
    CHECK_I64(fiscal_year(day("2024-02-29")), 2023);
    CHECK_TEXT(date_iso(a, fiscal_year_start(2024)), "2024-04-01");
    CHECK_TEXT(date_iso(a, fiscal_year_end(2024)), "2025-03-31");
    CHECK_TEXT(text_fiscal_year(a, LANG_JA, 2024), "令和6年度");
    CHECK_TEXT(text_fiscal_year(a, LANG_EN, 2024), "FY2024");
    CHECK_TEXT(text_fiscal_year(a, LANG_JA, 2019), "令和元年度");
    CHECK_TEXT(text_fiscal_year(a, LANG_JA, 2018), "平成30年度");
    CHECK_TEXT(text_fiscal_year(a, LANG_JA, 1988), "昭和63年度");
    CHECK_TEXT(text_fiscal_year(a, LANG_JA, 1989), "平成元年度");
    CHECK_TEXT(text_fiscal_year(a, LANG_JA, 1912), "大正元年度");
    CHECK_TEXT(text_fiscal_year(a, LANG_JA, 1800), "1800年度");
    CHECK_TEXT(text_fiscal_year(a, LANG_JA, fiscal_year(day("0001-01-01"))), "0年度");
}

/* domain.md §1.3 rules 3 and 4, ecosystem.md §3.6. */
TEST(a_term_ends_with_the_third_fiscal_year_counting_the_announcements)
{
    static const char *const CASES[][2] = {
        { "2020-04-10", "2023-03-31" }, { "2020-12-24", "2023-03-31" }, { "2021-10-11", "2024-03-31" },
        { "2022-09-01", "2025-03-31" }, { "2022-12-31", "2025-03-31" }, { "2023-09-22", "2026-03-31" },
        { "2024-09-15", "2027-03-31" }, { "2024-10-05", "2027-03-31" }, { "2025-03-31", "2027-03-31" },
        { "2025-04-01", "2028-03-31" }, { "2020-03-27", "2022-03-31" },
    };
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++)
        CHECK_TEXT(date_iso(a, term_valid_to(day(CASES[i][0]), 3)), CASES[i][1]);
    CHECK_TEXT(date_iso(a, term_valid_to(day("2024-09-15"), 1)), "2025-03-31");
    struct term first = term_of_announcement(day("2024-09-15"), 3);
    CHECK_TEXT(date_iso(a, first.from), "2024-09-15");
    struct term next = term_continuation(day("2025-03-31"), 3);
    CHECK_TEXT(date_iso(a, next.from), "2025-04-01");
    CHECK_TEXT(date_iso(a, next.to), "2028-03-31");
}

TEST(each_era_begins_the_day_after_the_one_before_ended)
{
    static const char *const FIRST[] = { "2019-05-01", "1989-01-08", "1926-12-25", "1912-07-30", "1868-10-23",
                                         "1865-05-01" };
    size_t n = 0;
    const struct era *e = era_list(&n);
    CHECK_I64(n, 6);
    for (size_t i = 0; i < n; i++) {
        CHECK_TEXT(date_iso(a, e[i].first), FIRST[i]);
        CHECK_I64(date_parts(e[i].first).year, e[i].first_year);
        CHECK(i == 0 ? !date_is_known(e[i].last) : e[i].last.day + 1 == e[i - 1].first.day);
    }
    struct wareki w = { 0 };
    CHECK(!date_wareki(day("1865-04-30"), &w));
}

TEST(dates_are_written_as_the_vectors_write_them)
{
    const char *csv = test_shared_file(a, "reference/vectors/wareki.csv", NULL);
    if (!csv)
        SKIP("the shared reference data are not here (KYOTEN_SHARED)");
    int n = 0;
    char *rest = NULL;
    char *line = strtok_r(arena_strdup(a, csv), "\r\n", &rest);
    while ((line = strtok_r(NULL, "\r\n", &rest))) {
        char *display = strrchr(line, ',') + 1;
        line[10] = 0;
        CHECK_TEXT(text_wareki(a, day(line)), display);
        n++;
    }
    CHECK(n >= 8);
}

TEST(the_last_day_of_an_era_still_belongs_to_it)
{
    CHECK_TEXT(text_wareki(a, day("2019-04-30")), "平成31年4月30日");
    CHECK_TEXT(text_wareki(a, day("1989-01-07")), "昭和64年1月7日");
    CHECK_TEXT(text_wareki(a, day("1926-12-24")), "大正15年12月24日");
    CHECK_TEXT(text_wareki(a, day("1912-07-29")), "明治45年7月29日");
    CHECK_TEXT(text_wareki(a, day("1868-10-23")), "明治元年10月23日");
    CHECK_TEXT(text_wareki(a, day("1800-01-01")), "1800年1月1日");
}

TEST(dates_and_instants_are_said_in_both_languages)
{
    date d = day("2024-07-29");
    instant at = instant_of_japan(d, 11, 58, 31, 42);
    CHECK_TEXT(text_date(a, LANG_JA, d), "令和6年7月29日（月）");
    CHECK_TEXT(text_date(a, LANG_EN, d), "29 July 2024 (Mon)");
    CHECK_TEXT(text_instant(a, LANG_JA, at), "2024年7月29日（月） 11:58");
    CHECK_TEXT(text_instant(a, LANG_EN, at), "29 July 2024 (Mon) 11:58 JST");
    CHECK_TEXT(text_instant_exact(a, LANG_JA, at), "2024年7月29日（月） 11:58:31.000042");
    CHECK_TEXT(text_instant_exact(a, LANG_EN, at), "29 July 2024 (Mon) 11:58:31.000042 JST");
    CHECK_TEXT(text_clock(a, at), "11:58:31");
    CHECK_TEXT(text_clock_seen(a, LANG_JA, at, instant_of_japan(d, 23, 59, 59, 0)), "11:58:31");
    CHECK_TEXT(text_clock_seen(a, LANG_JA, at, instant_of_japan(day("2024-07-30"), 0, 0, 0, 0)), "7月29日 11:58:31");
    CHECK_TEXT(text_clock_seen(a, LANG_EN, at, instant_of_japan(day("2024-07-30"), 8, 0, 0, 0)), "29 July 11:58:31");
    CHECK_TEXT(text_clock_seen(a, LANG_JA, at, instant_of_japan(day("2025-01-01"), 0, 0, 0, 0)),
               "2024年7月29日 11:58:31");
    CHECK_TEXT(text_clock_seen(a, LANG_EN, at, instant_of_japan(day("2025-01-01"), 0, 0, 0, 0)),
               "29 July 2024 11:58:31");
    CHECK_TEXT(text_clock_seen(a, LANG_EN, INSTANT_UNKNOWN, at), "");
    CHECK_TEXT(text_date(a, LANG_JA, DATE_UNKNOWN), "");
    CHECK_TEXT(text_instant(a, LANG_EN, INSTANT_UNKNOWN), "");
}

TEST(numbers_and_sizes_are_said_in_both_languages)
{
    CHECK_TEXT(text_i64(a, 0), "0");
    CHECK_TEXT(text_i64(a, 999), "999");
    CHECK_TEXT(text_i64(a, -1000), "-1,000");
    CHECK_TEXT(text_i64(a, 1234567), "1,234,567");
    CHECK_TEXT(text_i64(a, INT64_MIN), "-9,223,372,036,854,775,808");
    CHECK_TEXT(text_size(a, LANG_JA, 2621440), "2.5MB（2,621,440バイト）");
    CHECK_TEXT(text_size(a, LANG_EN, 2621440), "2.5 MB (2,621,440 bytes)");
    CHECK_TEXT(text_size(a, LANG_EN, 1), "1 byte");
    CHECK_TEXT(text_size(a, LANG_JA, 1023), "1,023バイト");
    CHECK_TEXT(text_size(a, LANG_JA, 1024), "1.0KB（1,024バイト）");
    CHECK_TEXT(text_size(a, LANG_EN, 1048575), "1.0 MB (1,048,575 bytes)");
    CHECK_TEXT(text_size(a, LANG_EN, INT64_MAX), "8.0 EB (9,223,372,036,854,775,807 bytes)");
}
