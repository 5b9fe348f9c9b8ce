/* The rules of the review: what may be opened, when a sheet is complete, totals and figures. */
#include "test.h"

#include "base/text.h"
#include "review/hint.h"
#include "review/review.h"
#include "review/sheet.h"
#include "review.msg.h"

static const struct definition *programme(struct arena *a)
{
    const struct definition *def = NULL;
    CHECK_OK(programme_load(a, test_source_path(a, "programmes/j-innovation-hub"), NULL, &def));
    return def;
}

TEST(a_reviewer_opens_an_application_only_when_every_condition_holds)
{
    for (int bits = 0; bits < 64; bits++) {
        struct reading r = { .submitted = bits & 1,
                             .pledged = bits & 2,
                             .declared_all = bits & 4,
                             .declared_here = bits & 8,
                             .conflicted = !(bits & 16),
                             .assigned = bits & 32 };
        CHECK_I64(review_may_open(&r), bits == 63);
    }
}

#define LONG_COMMENT "計画は具体的で、実績の裏付けも十分にあると認められる。"

static struct sheet filled(struct arena *a, const struct definition *def, const char *level)
{
    struct sheet_items items = sheet_items(a, def);
    struct sheet s = { .v = arena_array(a, struct sheet_entry, items.n) };
    for (size_t i = 0; i < items.n; i++)
        if (items.v[i].required)
            s.v[s.n++] =
                (struct sheet_entry){ .item_key = items.v[i].key,
                                      .value = items.v[i].kind == SHEET_SCORE ? level : LONG_COMMENT };
    return s;
}

TEST(a_sheet_has_an_item_for_every_criterion_and_reader)
{
    struct sheet_items items = sheet_items(a, programme(a));
    CHECK_I64(items.n, 4 * 3 + 5 + 2);
    CHECK_TEXT(items.v[0].key, "vision.score");
    CHECK(sheet_item_find(&items, "outcome.applicant") &&
          !sheet_item_find(&items, "outcome.applicant")->required);
    CHECK(sheet_item_find(&items, "overall.committee") &&
          !sheet_item_find(&items, "overall.committee")->criterion);
    CHECK(sheet_item_find(&items, "overall.score") == NULL);
}

TEST(a_sheet_is_complete_when_everything_is_scored_and_said)
{
    const struct definition *def = programme(a);
    struct sheet empty = { 0 };
    struct err *e = sheet_missing(a, def, &empty);
    int n = 0;
    for (const struct err *one = e; one; one = one->next)
        n++;
    CHECK_I64(n, 8); /* four scores, four comments */
    CHECK(err_of_field(e, "vision.score") && err_of_field(e, "outcome.committee"));

    struct sheet s = filled(a, def, "3");
    CHECK_OK(sheet_missing(a, def, &s));
    s.v[1].value = "あいうえおかきくけこさしすせそたちつて"; /* 19 characters */
    e = sheet_missing(a, def, &s);
    CHECK(e && !e->next && e->msg == &MSG_REVIEW_COMMENT_SHORT);
    s.v[1].value = "あいうえおかきくけこさしすせそたちつてと";
    CHECK_OK(sheet_missing(a, def, &s));
    s.v[1].value = "　　　　　　　　　　　　　　　　　　　　　あ ";
    CHECK_ERR(sheet_missing(a, def, &s), ERR_INVALID);
    s.v[1].value = LONG_COMMENT;
    s.v[0].value = "6";
    CHECK_ERR(sheet_missing(a, def, &s), ERR_INVALID);
}

TEST(a_score_is_one_of_the_levels_exactly_as_written)
{
    const struct definition *def = programme(a);
    struct sheet_items items = sheet_items(a, def);
    static const char *const GOOD[] = { "", "1", "5" };
    static const char *const BAD[] = {
        "0", "6", "05", "5.0", "-1", "５", " 5", "5 ", "1e0", "x", "99999999999999999999"
    };
    for (size_t i = 0; i < sizeof GOOD / sizeof *GOOD; i++)
        CHECK_OK(sheet_item_check(a, def, &items.v[0], GOOD[i]));
    for (size_t i = 0; i < sizeof BAD / sizeof *BAD; i++)
        CHECK_ERR(sheet_item_check(a, def, &items.v[0], BAD[i]), ERR_INVALID);
    char *text = arena_alloc(a, 2002 * 3 + 1);
    for (int i = 0; i < 2001; i++)
        memcpy(text + (size_t)i * 3, "あ", 3);
    CHECK_ERR(sheet_item_check(a, def, &items.v[1], text), ERR_INVALID);
    text[(size_t)2000 * 3] = 0;
    CHECK_OK(sheet_item_check(a, def, &items.v[1], text));
}

TEST(a_total_is_weighted_and_exact)
{
    const struct definition *def = programme(a);
    struct sheet s = filled(a, def, "4");
    struct decimal total;
    CHECK(sheet_total(def, &s, &total));
    CHECK_I64(decimal_cmp(total, decimal_of(16)), 0);
    CHECK_OK(definition_edit(a, def, &(struct definition_change){ "criteria.base.weighing.weight", "2.25" },
                             1, &def));
    s = filled(a, def, "4");
    CHECK(sheet_total(def, &s, &total));
    CHECK_TEXT(decimal_text(a, total), "21.00");
    s.v[0].value = "";
    CHECK(!sheet_total(def, &s, &total));
}

static struct decimal dec(const char *text)
{
    struct decimal d = { 0 };
    CHECK(decimal_parse(text, &d));
    return d;
}

TEST(figures_follow_the_scheme_and_are_ordered_best_first)
{
    const struct definition *def = programme(a);
    struct decimal totals[] = { dec("18"), dec("7"), dec("12.5") };
    struct sheet_figures v[4] = { { .application_id = 1, .title = "い" },
                                  { .application_id = 2, .title = "あ" },
                                  { .application_id = 3, .title = "う" },
                                  { .application_id = 4, .title = "え" } };
    CHECK_OK(figures_set(a, def, totals, 3, &v[0]));
    CHECK_I64(v[0].mean_micro, 12500000);
    CHECK_I64(v[0].spread_micro, 11000000);
    CHECK_I64(v[0].totals_micro[0], 7000000);
    CHECK_I64(v[0].totals_micro[2], 18000000);
    CHECK_OK(figures_set(a, def, totals + 2, 1, &v[1]));
    CHECK_OK(figures_set(a, def, NULL, 0, &v[2]));
    CHECK(v[2].mean_micro == INT64_MIN && v[2].spread_micro == INT64_MIN && v[2].total_count == 0);
    CHECK_OK(figures_set(a, def, totals, 1, &v[3]));
    figures_order(v, 4);
    CHECK_I64(v[0].application_id, 4);
    CHECK_I64(v[1].application_id, 2); /* the same mean: by title */
    CHECK_I64(v[2].application_id, 1);
    CHECK_I64(v[3].application_id, 3);
    const struct definition *trimmed = NULL;
    CHECK_OK(definition_edit(a, def, &(struct definition_change){ "scheme.method", "median" }, 1, &trimmed));
    struct decimal skewed[] = { dec("4"), dec("5"), dec("20") };
    CHECK_OK(figures_set(a, trimmed, skewed, 3, &v[0]));
    CHECK_I64(v[0].mean_micro, 5000000);
}

static const char *hint(struct arena *a, const struct known_person *p, const char *institution, const char *people)
{
    const char *h = hint_text(a, LANG_EN, p, &(struct known_application){ 1, institution, people, false });
    return h ? h : "";
}

TEST(hints_see_the_same_institution_now_and_before_in_any_width)
{
    struct known_person p = { 1, "演習 一郎", "東北大学", "", "2010～2015　ＡＢＣ高等専門学校\n沖縄科学技術大学院大学" };
    CHECK_HAS(hint(a, &p, "東北大学", ""), "Now belongs");
    CHECK_TEXT(hint(a, &p, "北海道大学", ""), "");
    CHECK_HAS(hint(a, &p, "ABC高等専門学校", ""), "former");
    CHECK_HAS(hint(a, &p, "沖縄科学技術大学院大学", ""), "former");
    CHECK_TEXT(hint(a, &p, "", ""), "");
    p.affiliation = "北海道大学 産学連携本部";
    CHECK_HAS(hint(a, &p, "北海道大学", ""), "Now belongs");
}

TEST(hints_see_the_own_name_among_the_people_and_in_the_text)
{
    struct known_person p = { 1, "演習　一郎", "", "", "" };
    CHECK_HAS(hint(a, &p, "x大学", "仮名 史郎、演習 一郎"), "name");
    CHECK_TEXT(hint(a, &p, "x大学", "仮名 史郎"), "");
    CHECK(hint_names(a, text_key(a, "共同研究者は演習　一郎（客員）"), "演習一郎"));
    CHECK(!hint_names(a, text_key(a, "小林健二"), "林健")); /* too short to mean a person */
    CHECK(!hint_names(a, text_key(a, "何もない"), ""));
}
