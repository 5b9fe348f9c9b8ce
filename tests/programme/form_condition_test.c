/* Conditions, rules of the kinds, and figures that should agree, on the programme's own form. */
#include "answers.h"
#include "test.h"

#include "base/buf.h"
#include "i18n/i18n.h"
#include "programme/programme.h"

#include <string.h>

static const struct definition *loaded(struct arena *a)
{
    const struct definition *def = NULL;
    CHECK_OK(programme_load(a, test_source_path(a, "programmes/j-innovation-hub"), NULL, &def));
    return def;
}

#define TYPE "regional_contribution"
#define ASKS(key, answers)                                                                                   \
    form_asks(a, def, definition_field(def, key), TYPE, answers, sizeof(answers) / sizeof *(answers))

TEST(a_field_is_asked_only_if_another_answer_says_so)
{
    const struct definition *def = loaded(a);
    const struct form_answer nothing[] = { { "hub_name", "拠点" } };
    CHECK(!ASKS("operator_equivalent", nothing));
    CHECK(!ASKS("places", nothing));
    const struct form_answer national[] = { { "operator_kind", "national" }, { "place_kind", "several" } };
    CHECK(!ASKS("operator_equivalent", national));
    CHECK(ASKS("places", national));
    const struct form_answer other[] = { { "operator_kind", "equivalent" }, { "place_kind", "one" } };
    CHECK(ASKS("operator_equivalent", other));
    CHECK(!ASKS("places", other));
    CHECK(!form_asks(a, def, definition_field(def, "overseas_plan"), TYPE, other, 2));
}

TEST(a_condition_holds_for_one_among_several_choices_and_for_numbers_from_to)
{
    const struct definition *def = loaded(a);
    const struct form_answer two[] = { { "outcome_kinds", "contracts\nstartups" }, { "startup_count", "１" } };
    CHECK(ASKS("startup_count", two));
    CHECK(!ASKS("licence_income", two));
    CHECK(ASKS("startup_names", two));
    const struct form_answer none[] = { { "outcome_kinds", "startups" }, { "startup_count", "0" } };
    CHECK(!ASKS("startup_names", none));
    const struct form_answer words[] = { { "outcome_kinds", "startups" }, { "startup_count", "たくさん" } };
    CHECK(!ASKS("startup_names", words));
    const struct form_answer part[] = { { "outcome_kinds", "startups2" }, { "startup_count", "3" } };
    CHECK(!ASKS("startup_count", part));
}

TEST(what_is_not_asked_any_more_does_not_ask_further)
{
    const struct definition *def = loaded(a);
    const struct form_answer gone[] = { { "outcome_kinds", "contracts" }, { "startup_count", "3" } };
    CHECK(!ASKS("startup_count", gone));
    CHECK(!ASKS("startup_names", gone));
    CHECK(field_is_condition(def, "outcome_kinds"));
    CHECK(field_is_condition(def, "startup_count"));
    CHECK(!field_is_condition(def, "hub_name"));
    CHECK(field_is_conditional(def, definition_field(def, "startup_names")));
    CHECK(!field_is_conditional(def, definition_field(def, "outcomes")));
}

static size_t full(struct arena *a, const struct definition *def, struct form_answer *v)
{
    size_t n = 0;
    for (size_t i = 0; i < def->form.n; i++)
        for (size_t k = 0; k < def->form.v[i].fields.n; k++)
            if (def->form.v[i].fields.v[k].kind != FIELD_FILE)
                v[n++] = (struct form_answer){ def->form.v[i].fields.v[k].key,
                                               sample_answer(a, &def->form.v[i].fields.v[k]) };
    return n;
}

static void set(struct form_answer *v, size_t n, const char *key, const char *value)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(v[i].field, key) == 0)
            v[i].value = value;
}

TEST(what_is_not_asked_is_neither_missing_nor_wrong_nor_counted)
{
    const struct definition *def = loaded(a);
    struct form_answer v[100];
    size_t n = full(a, def, v);
    struct form_state s = form_check(a, def, TYPE, v, n);
    CHECK(s.complete);
    size_t asked = s.sections.v[1].asked;
    set(v, n, "operator_kind", "equivalent");
    set(v, n, "operator_equivalent", "");
    s = form_check(a, def, TYPE, v, n);
    CHECK_I64(s.sections.v[1].asked, asked + 1);
    CHECK(err_of_field(s.mistakes, "operator_equivalent") != NULL);
    set(v, n, "operator_kind", "national");
    set(v, n, "operator_equivalent", "\x01");
    CHECK(form_check(a, def, TYPE, v, n).complete);
    set(v, n, "startup_count", "とても");
    CHECK(form_check(a, def, TYPE, v, n).complete);
}

TEST(the_statement_must_be_confirmed_and_the_body_named)
{
    const struct definition *def = loaded(a);
    struct form_answer v[100];
    size_t n = full(a, def, v);
    const char *must[] = { "operator_corporation", "operator_head_name", "operator_self", "real_organisation",
                           "real_organisation_how" };
    for (size_t i = 0; i < sizeof must / sizeof *must; i++) {
        set(v, n, must[i], "");
        CHECK(err_of_field(form_check(a, def, TYPE, v, n).mistakes, must[i]) != NULL);
    }
    CHECK_ERR(answer_check(a, definition_field(def, "real_organisation"), "1"), ERR_INVALID);
    CHECK_OK(answer_check(a, definition_field(def, "real_organisation"), FORM_CONFIRMED));
}

TEST(choices_dates_and_cells_keep_their_limits)
{
    struct form_choice choices[] = { { "a", { { "あ", "A" } } }, { "b", { { "い", "B" } } }, { "c", { { "う", "C" } } } };
    struct form_field f = { .key = "f", .kind = FIELD_CHOICES, .label = { { "欄", "f" } }, .choices = { choices, 3 },
                            .min_chosen = 2, .max_chosen = 2 };
    CHECK_OK(answer_check(a, &f, "a\nc"));
    CHECK_ERR(answer_check(a, &f, "a"), ERR_INVALID);
    CHECK_ERR(answer_check(a, &f, "a\nb\nc"), ERR_INVALID);
    CHECK_ERR(answer_check(a, &f, "a\na"), ERR_INVALID);
    CHECK_ERR(answer_check(a, &f, "a\nd"), ERR_INVALID);
    struct form_field d = { .key = "d", .kind = FIELD_DATE, .label = { { "日", "d" } },
                            .not_before = date_of(2020, 4, 1), .not_after = date_of(2024, 3, 31) };
    CHECK_OK(answer_check(a, &d, "2020-04-01"));
    CHECK_OK(answer_check(a, &d, "2024-03-31"));
    CHECK_ERR(answer_check(a, &d, "2020-03-31"), ERR_INVALID);
    CHECK_ERR(answer_check(a, &d, "2024-04-01"), ERR_INVALID);
    CHECK_ERR(answer_check(a, &d, "2023-02-29"), ERR_INVALID);
    struct form_column cols[] = { { .key = "n", .kind = FIELD_NUMBER, .label = { { "数", "n" } }, .sum = true,
                                    .has_min = true, .places = 1, .required = true },
                                  { .key = "m", .kind = FIELD_NUMBER, .label = { { "数", "m" } }, .sum = true },
                                  { .key = "t", .kind = FIELD_TEXT, .label = { { "文", "t" } }, .max_chars = 3 } };
    struct form_field t = { .key = "t", .kind = FIELD_TABLE, .label = { { "表", "t" } }, .columns = { cols, 3 },
                            .max_rows = 3, .row_sum = { { "計", "sum" } } };
    struct form_table x;
    CHECK_OK(table_read(a, &t, "[{\"n\":\"1.5\",\"m\":\"2\",\"t\":\"あいう\"},{},{\"n\":\"2\"}]", &x));
    CHECK_I64(x.filled, 2);
    CHECK(x.blank[1] && !x.blank[0]);
    CHECK_TEXT(decimal_text(a, x.row_sum[0]), "3.5");
    CHECK(x.has_row_sum[3]);
    CHECK_TEXT(decimal_text(a, x.row_sum[3]), "5.5");
    struct err *e = table_read(a, &t, "[{\"n\":\"1.55\",\"m\":\"0.5\",\"t\":\"あいうえ\"},{\"n\":\"-1\"}]", &x);
    CHECK(err_of_field(e, "t.1.n") && err_of_field(e, "t.1.m") && err_of_field(e, "t.1.t") && err_of_field(e, "t.2.n"));
    CHECK_ERR(table_read(a, &t, "[{},{},{},{}]", &x), ERR_INVALID);
}

TEST(a_free_row_left_blank_is_no_row_and_one_begun_must_be_finished)
{
    const struct definition *def = loaded(a);
    struct form_answer v[100];
    size_t n = full(a, def, v);
    set(v, n, "place_kind", "several");
    set(v, n, "places", "[{\"name\":\"本部\",\"address\":\"甲市\"},{},{\"name\":\"実証棟\",\"address\":\"乙市\"}]");
    CHECK(form_check(a, def, TYPE, v, n).complete);
    set(v, n, "places", "[{\"name\":\"本部\",\"address\":\"甲市\"},{},{\"role\":\"試作\"}]");
    struct err *e = form_check(a, def, TYPE, v, n).mistakes;
    CHECK(err_of_field(e, "places.3.name") && err_of_field(e, "places.3.address") && !err_of_field(e, "places.2.name"));
    set(v, n, "places", "[{\"name\":\"本部\",\"address\":\"甲市\"}]");
    CHECK(err_of_field(form_check(a, def, TYPE, v, n).mistakes, "places") != NULL);
}

TEST(figures_that_do_not_agree_warn_and_hinder_nothing)
{
    const struct definition *def = loaded(a);
    struct form_answer v[100];
    size_t n = full(a, def, v);
    set(v, n, "support_staff", "5.0");
    CHECK_OK(form_check(a, def, TYPE, v, n).warnings);
    set(v, n, "support_staff", "6");
    struct form_state s = form_check(a, def, TYPE, v, n);
    CHECK(s.complete);
    CHECK(err_of_field(s.warnings, "support_staff") != NULL);
    CHECK_HAS(err_text(a, LANG_JA, s.warnings), "（6と5）");
    set(v, n, "support_staff", "");
    CHECK_OK(form_check(a, def, TYPE, v, n).warnings);
    /* of what is only asked of the other type nothing is said */
    set(v, n, "overseas_income", "999");
    set(v, n, "support_staff", "5");
    CHECK_OK(form_check(a, def, TYPE, v, n).warnings);
    CHECK(err_of_field(form_check(a, def, "international_development", v, n).warnings, "overseas_income") != NULL);
}

TEST(a_share_above_the_whole_is_warned_of)
{
    const struct definition *good = loaded(a);
    struct definition def = *good;
    struct form_section base = *definition_section(good, "base");
    struct form_field income = *definition_field(good, "income");
    struct form_column cols[8];
    for (size_t i = 0; i < income.columns.n; i++) {
        cols[i] = income.columns.v[i];
        cols[i].has_min = false;
    }
    income.columns.v = cols;
    base.fields.v = &income;
    base.fields.n = 1;
    def.form.v = &base;
    def.form.n = 1;
    def.form_checks.n = 0;
    const struct form_answer v[] = {
        { "income", "[{\"row\":\"companies\",\"y1\":\"30\"},{\"row\":\"own\",\"y1\":\"-10\"}]" }
    };
    struct err *e = form_warnings(a, &def, TYPE, v, 1);
    CHECK(err_of_field(e, "income.1.y1") != NULL);
    CHECK_HAS(err_text(a, LANG_JA, e), "150.0%");
}

TEST(a_section_under_a_condition_is_asked_as_a_whole_or_not_at_all)
{
    const struct definition *good = loaded(a);
    struct definition def = *good;
    struct form_section *sections = arena_array(a, struct form_section, good->form.n);
    struct form_condition only_if[] = { { .field = "place_kind", .is = { (const char *[]){ "several" }, 1 } } };
    struct form_answer v[100];
    memcpy(sections, good->form.v, good->form.n * sizeof *sections);
    sections[5].only_if = (condition_list){ only_if, 1 };
    def.form.v = sections;
    CHECK(field_is_conditional(&def, &sections[5].fields.v[0]));
    CHECK(field_is_condition(&def, "place_kind"));
    size_t n = full(a, &def, v);
    set(v, n, "joint_research", "");
    set(v, n, "place_kind", "one");
    struct form_state s = form_check(a, &def, TYPE, v, n);
    CHECK(s.complete);
    CHECK_I64(s.sections.v[5].asked, 0);
    set(v, n, "place_kind", "several");
    s = form_check(a, &def, TYPE, v, n);
    CHECK(s.sections.v[5].asked > 3);
    CHECK(err_of_field(s.mistakes, "joint_research") != NULL);
}

static struct err *edit(struct arena *a, const struct definition *def, const char *path, const char *value,
                        const struct definition **ret)
{
    return definition_edit(a, def, &(struct definition_change){ path, value }, 1, ret);
}

TEST(the_office_changes_a_condition_and_a_circle_is_refused_with_its_place)
{
    const struct definition *def = loaded(a);
    const struct definition *changed = NULL;
    CHECK_OK(edit(a, def, "form.operator.fields.operator_equivalent.only_if.1.is", "equivalent\nkosen", &changed));
    CHECK_I64(definition_field(changed, "operator_equivalent")->only_if.v[0].is.n, 2);
    const char *text = definition_to_json(a, changed);
    const struct definition *again = NULL;
    CHECK_OK(definition_from_json(a, text, strlen(text), &again));
    CHECK_TEXT(definition_hash(a, again), definition_hash(a, changed));
    const struct err *e = edit(a, def, "form.outcome.fields.startup_names.only_if.1.field", "no_such", &changed);
    CHECK(err_of_field(e, "form.outcome.fields.startup_names.only_if.1") != NULL);
    e = edit(a, def, "form.outcome.fields.startup_count.only_if.1.field", "startup_count", &changed);
    CHECK(err_of_field(e, "form.outcome.fields.startup_count.only_if.1") != NULL);
    e = edit(a, def, "form_checks.support-staff.left", "nothing", &changed);
    CHECK(err_of_field(e, "form_checks.support-staff") != NULL);
}
