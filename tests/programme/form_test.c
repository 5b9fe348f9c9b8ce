/* Tests of the form's rules: what is missing, what is wrong, and sums that are exact. */
#include "answers.h"
#include "test.h"

#include "i18n/i18n.h"
#include "programme/programme.h"

static const struct definition *loaded(struct arena *a)
{
    const struct definition *def = NULL;
    CHECK_OK(programme_load(a, test_source_path(a, "programmes/j-innovation-hub"), NULL, &def));
    return def;
}

static const char income[] = "[{\"row\":\"companies\",\"y1\":\"1,000\",\"y2\":\"0.5\",\"y3\":\"３００\"},"
                             "{\"row\":\"public\",\"y1\":\"2000\",\"y2\":\"0.25\",\"y3\":\"0\"},"
                             "{\"row\":\"own\",\"y1\":\"0\",\"y2\":\"0.25\",\"y3\":\"0\"},{\"row\":\"other\","
                             "\"y1\":\"0\",\"y2\":\"0\",\"y3\":\"0\"}]";

TEST(an_empty_form_lacks_each_required_field_and_a_full_one_nothing)
{
    const struct definition *def = loaded(a);
    struct form_state s = form_check(a, def, "regional_contribution", NULL, 0);
    CHECK(!s.complete);
    CHECK(err_of_field(s.mistakes, "hub_name") != NULL);
    CHECK(err_of_field(s.mistakes, "regional_plan") != NULL);
    CHECK(err_of_field(s.mistakes, "overseas_plan") == NULL);
    CHECK(err_of_field(s.mistakes, "evidence") == NULL);
    CHECK(err_of_field(s.mistakes, "income.1.y1") != NULL);
    struct form_answer answers[60];
    size_t n = 0;
    for (size_t i = 0; i < def->form.n; i++)
        for (size_t k = 0; k < def->form.v[i].fields.n; k++) {
            const struct form_field *f = &def->form.v[i].fields.v[k];
            if (!field_is_asked(f, "regional_contribution") || f->kind == FIELD_FILE)
                continue;
            answers[n++] = (struct form_answer){ f->key, sample_answer(a, f) };
        }
    CHECK(n >= 30 && n <= 60);
    s = form_check(a, def, "regional_contribution", answers, n);
    CHECK(s.complete);
    CHECK_OK(s.mistakes);
    CHECK_I64(s.sections.n, 6);
    CHECK(!form_check(a, def, "international_development", answers, n).complete);
}

TEST(a_table_is_summed_exactly_and_shares_are_percent_of_the_sum)
{
    const struct definition *def = loaded(a);
    struct form_table t = { 0 };
    CHECK_OK(table_read(a, definition_field(def, "income"), income, &t));
    CHECK_I64(t.rows, 4);
    CHECK(t.has_sum[0] && t.has_sum[1]);
    CHECK_TEXT(decimal_text(a, t.sum[0]), "3000");
    CHECK_TEXT(decimal_text(a, t.sum[1]), "1.00");
    CHECK(t.has_share[0]);
    CHECK_TEXT(decimal_text(a, t.share[0]), "33.3");
    CHECK_TEXT(decimal_text(a, t.share[2]), "100.0");
    CHECK(!t.has_share[3]);
    CHECK_ERR(table_read(a, definition_field(def, "income"), "{}", &t), ERR_INVALID);
    CHECK_ERR(table_read(a, definition_field(def, "income"), "[", &t), ERR_INVALID);
    struct err *e =
        table_read(a, definition_field(def, "income"), "[{\"row\":\"own\",\"y2\":\"12abc\"}]", &t);
    CHECK_TEXT(e ? e->field : "", "income.3.y2");
    CHECK(!t.has_sum[1] && t.has_sum[0]);
}

TEST(a_wrong_answer_is_told_by_its_field)
{
    const struct definition *def = loaded(a);
    static const char *const bad[][2] = {
        { "support_staff", "12abc" }, { "support_staff", "-1" },    { "support_staff", "10000.1" },
        { "support_staff", "1.25" },  { "operator_kind", "none" },  { "hub_name", "二\n行" },
        { "joint_research", "0.5" },  { "evidence", "a\nb\nc\nd" },
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        CHECK_ERR(answer_check(a, definition_field(def, bad[i][0]), bad[i][1]), ERR_INVALID);
    CHECK_OK(answer_check(a, definition_field(def, "support_staff"), "１，２００．５"));
    CHECK_OK(answer_check(a, definition_field(def, "support_staff"), ""));
    CHECK_OK(answer_check(a, definition_field(def, "joint_research"), "3.0"));
    char text[401 * 3 + 1];
    for (int i = 0; i < 401; i++)
        memcpy(text + i * 3, "あ", 3);
    text[400 * 3] = 0;
    CHECK_OK(answer_check(a, definition_field(def, "summary"), text));
    memcpy(text + 400 * 3, "あ", 4);
    struct err *e = answer_check(a, definition_field(def, "summary"), text);
    CHECK_ERR(e, ERR_INVALID);
    CHECK_HAS(err_text(a, LANG_JA, e), "401文字");
    const struct form_field *f = definition_field(def, "evidence");
    CHECK_OK(answer_check_file(a, f, "pdf", 20971520, 2));
    CHECK_ERR(answer_check_file(a, f, "pdf", 20971521, 0), ERR_INVALID);
    CHECK_ERR(answer_check_file(a, f, "docx", 5, 0), ERR_INVALID);
    CHECK_ERR(answer_check_file(a, f, "pdf", 5, 3), ERR_INVALID);
}

TEST(a_figure_is_the_exact_mean_median_or_trimmed_mean_of_weighted_totals)
{
    struct definition def = *loaded(a);
    struct decimal t[4];
    CHECK(scheme_total(&def, (int64_t[]){ 5, 4, 3, 1 }, &t[0]));
    CHECK(scheme_total(&def, (int64_t[]){ 4, 4, 4, 4 }, &t[1]));
    CHECK(scheme_total(&def, (int64_t[]){ 5, 5, 5, 5 }, &t[2]));
    CHECK_TEXT(decimal_text(a, t[0]), "13");
    CHECK(scheme_total_max(&def, &t[3]));
    CHECK_TEXT(decimal_text(a, t[3]), "20");
    struct decimal d;
    CHECK(scheme_figure(a, &def, t, 3, &d));
    CHECK_TEXT(decimal_text(a, d), "16.33");
    def.scheme.method = SCHEME_MEDIAN;
    CHECK(scheme_figure(a, &def, t, 3, &d));
    CHECK_TEXT(decimal_text(a, d), "16.00");
    CHECK(scheme_figure(a, &def, t, 2, &d));
    CHECK_TEXT(decimal_text(a, d), "14.50");
    def.scheme.method = SCHEME_TRIMMED_MEAN;
    CHECK(scheme_figure(a, &def, t, 4, &d));
    CHECK_TEXT(decimal_text(a, d), "18.00");
    CHECK(!scheme_figure(a, &def, t, 0, &d));
}

TEST(a_letter_is_filled_or_says_which_hole_is_empty)
{
    const char *out = NULL;
    const struct hole holes[] = { { "hub", "A拠点" }, { "round", "第6回公募" } };
    CHECK_OK(letter_fill(a, "{round}の「{hub}」", holes, 2, &out));
    CHECK_TEXT(out, "第6回公募の「A拠点」");
    struct err *e = letter_fill(a, "{due}まで", holes, 2, &out);
    CHECK_TEXT(e ? e->field : "", "due");
    CHECK_ERR(letter_fill(a, "{hub", holes, 2, &out), ERR_INVALID);
}
