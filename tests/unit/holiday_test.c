/* holiday_test.c: holidays by rule against the published list. */
#include "test.h"

#include "base/holiday.h"
#include "i18n/i18n.h"

/* As the list writes it: the name, " 振替休日" behind it for a substitute. "" for an ordinary day. */
static const char *name_of(struct arena *a, date d)
{
    struct holiday h = { 0 };
    if (!holiday_find(d, &h))
        return "";
    const char *name = msg_text(a, LANG_JA, h.name, NULL);
    return h.kind == HOLIDAY_SUBSTITUTE ? arena_printf(a, "%s 振替休日", name) : name;
}

TEST(holidays_by_rule_are_those_of_the_list)
{
    const char *csv = test_shared_file(a, "reference/vectors/holidays_2024_2028.csv", NULL);
    if (!csv)
        SKIP("the shared reference data are not here (KYOTEN_SHARED)");
    int listed = 0;
    int found = 0;
    char *rest = NULL;
    char *line = strtok_r(arena_strdup(a, csv), "\r\n", &rest);
    while ((line = strtok_r(NULL, "\r\n", &rest))) {
        date d = DATE_UNKNOWN;
        line[10] = 0;
        CHECK(date_from_iso(line, &d));
        CHECK_TEXT(name_of(a, d), line + 11);
        listed++;
    }
    for (date d = date_of(2024, 1, 1); d.day <= date_of(2028, 12, 31).day; d = date_add_days(d, 1))
        found += *name_of(a, d) != 0;
    CHECK_I64(found, listed);
}

TEST(the_years_of_exceptions_are_as_they_were)
{
    static const struct {
        int y, m, d;
        const char *name;
    } CASES[] = {
        { 2019, 4, 30, "休日" },      { 2019, 5, 1, "即位の日" },   { 2019, 5, 2, "休日" },
        { 2019, 5, 6, "こどもの日 振替休日" }, { 2019, 10, 14, "体育の日" }, { 2019, 10, 22, "即位礼正殿の儀の行われる日" },
        { 2019, 2, 23, "" },          { 2019, 12, 23, "" },         { 2019, 8, 12, "山の日 振替休日" },
        { 2020, 7, 23, "海の日" },    { 2020, 7, 24, "スポーツの日" }, { 2020, 8, 10, "山の日" },
        { 2020, 7, 20, "" },          { 2020, 8, 11, "" },          { 2020, 10, 12, "" },
        { 2020, 5, 6, "こどもの日 振替休日" }, { 2021, 7, 22, "海の日" },   { 2021, 7, 23, "スポーツの日" },
        { 2021, 8, 8, "山の日" },     { 2021, 8, 9, "山の日 振替休日" }, { 2021, 10, 11, "" },
        { 2022, 7, 18, "海の日" },    { 2022, 8, 11, "山の日" },    { 2032, 9, 21, "休日" },
        { 2018, 1, 1, "" },           { 2051, 1, 1, "" },
    };
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++)
        CHECK_TEXT(name_of(a, date_of(CASES[i].y, CASES[i].m, CASES[i].d)), CASES[i].name);
}

TEST(holidays_not_yet_published_are_marked_planned)
{
    (void)a;
    struct holiday h = { 0 };
    CHECK(holiday_find(date_of(2026, 11, 23), &h) && !h.planned);
    CHECK(holiday_find(date_of(2027, 1, 1), &h) && h.planned);
}

TEST(offices_are_closed_at_weekends_on_holidays_and_at_the_turn_of_the_year)
{
    CHECK(!office_is_closed(date_of(2024, 7, 29)));
    CHECK(office_is_closed(date_of(2024, 7, 27)));
    CHECK(!office_is_closed(date_of(2023, 12, 28)));
    CHECK(office_is_closed(date_of(2023, 12, 29)));
    CHECK_TEXT(date_iso(a, working_day_from(date_of(2023, 12, 29))), "2024-01-04");
    CHECK_TEXT(date_iso(a, working_day_from(date_of(2026, 9, 19))), "2026-09-24");
    CHECK_TEXT(date_iso(a, working_day_from(date_of(2024, 7, 29))), "2024-07-29");
}
