/* Tests of programme/: the first programme's data as loaded, and every mistake in data with its place. */
#include "test.h"

#include "i18n/i18n.h"
#include "programme/schema.h"

#include <stdio.h>
#include <string.h>

#define DATA test_source_path(a, "programmes/j-innovation-hub")

static const struct definition *loaded(struct arena *a)
{
    const struct definition *def = NULL;
    struct err *e = programme_load(a, DATA, NULL, &def);
    for (const struct err *one = e; one; one = one->next)
        printf("# %s: %s\n", one->field, err_text(a, LANG_EN, one));
    CHECK_OK(e);
    return def;
}

TEST(the_programme_loads_and_says_what_issue_two_says)
{
    const struct definition *def = loaded(a);
    if (!def)
        return;
    CHECK_TEXT(def->programme, "j-innovation-hub");
    CHECK_I64(def->types.n, 3);
    CHECK(definition_type(def, "international_development")->called &&
          definition_type(def, "regional_contribution")->called);
    CHECK(!definition_type(def, "platform")->called);
    CHECK_I64(def->applicant_kinds.n, 5);
    CHECK_I64(def->eligibility.n, 2);
    CHECK_HAS(definition_eligibility(def)->text.in[LANG_JA], "確認できる");
    CHECK_HAS(def->eligibility.v[0].text.in[LANG_JA], "算出できる");
    CHECK_I64(def->criteria.n, 4);
    CHECK_I64(definition_criterion(def, "base")->sub_items.n, 5);
    CHECK_TEXT(instant_rfc3339(a, def->schedule.closes_at), "2024-07-29T12:00:00.000000+09:00");
    CHECK_TEXT(date_iso(a, date_of_instant(def->schedule.opens_at)), "2024-06-25");
    CHECK(def->schedule.deadline.inclusive);
    CHECK_TEXT(def->schedule.announcement_planned.in[LANG_JA], "9月中旬～10月上旬");
    CHECK_I64(def->term.years, 3);
    CHECK_TEXT(def->office.name.in[LANG_JA], "大学連携推進室");
    CHECK(!def->office.email);
    for (size_t i = 0; i < def->support.n; i++)
        CHECK(def->support.v[i].group >= 1 && def->support.v[i].group <= 3);
    CHECK_I64(def->scale.levels.n, 5);
    CHECK_I64(def->conflicts.n, 6);
}

TEST(a_definition_survives_its_canonical_text_and_has_one_name)
{
    const struct definition *def = loaded(a);
    if (!def)
        return;
    const char *json = definition_to_json(a, def);
    const struct definition *again = NULL;
    CHECK_OK(definition_from_json(a, json, strlen(json), &again));
    CHECK_TEXT(definition_to_json(a, again), json);
    CHECK_TEXT(definition_hash(a, again), definition_hash(a, def));
    CHECK_I64(strlen(definition_hash(a, def)), 64);
    CHECK_ERR(definition_from_json(a, "{}", 2, &again), ERR_INVALID);
    CHECK_ERR(definition_from_json(a, "{\"form\":1.5}", 12, &again), ERR_INVALID);
    CHECK_ERR(definition_from_json(a, "[", 1, &again), ERR_INVALID);
}

TEST(what_no_source_says_is_ours_and_what_the_slides_say_is_not)
{
    const struct definition *def = loaded(a);
    if (!def)
        return;
    definition_items_list items = definition_items(a, def);
    int ours = 0;
    for (size_t i = 0; i < items.n; i++) {
        const struct definition_item *it = &items.v[i];
        ours += it->ours;
        if (strcmp(it->key, "scale") == 0 || strncmp(it->key, "form.", 5) == 0 ||
            strncmp(it->key, "conflicts.", 10) == 0 || strncmp(it->key, "kpis.", 5) == 0 ||
            strcmp(it->key, "schedule.deadline") == 0)
            CHECK(it->ours);
        if (strcmp(it->key, "schedule") == 0 || strcmp(it->key, "criteria.base") == 0 ||
            strcmp(it->key, "term") == 0)
            CHECK(!it->ours);
    }
    CHECK(ours > 40);
}

TEST(an_office_changes_single_values_and_what_it_changes_is_ours)
{
    const struct definition *def = loaded(a);
    if (!def)
        return;
    const struct definition *changed = NULL;
    const struct definition_change good[] = {
        { "form.vision.fields.aim.label.ja", "目指す姿" }, { "form.vision.fields.aim.max_chars", "900" },
        { "criteria.base.weighing.weight", "2.5" },        { "term.years", "4" },
        { "form.basics.fields.hub_name.help.ja", "" },     { "form.basics.fields.hub_name.help.en", "" },
    };
    CHECK_OK(definition_edit(a, def, good, 6, &changed));
    if (!changed)
        return;
    CHECK_TEXT(definition_field(changed, "aim")->label.in[LANG_JA], "目指す姿");
    CHECK_I64(definition_field(changed, "aim")->max_chars, 900);
    CHECK_TEXT(decimal_text(a, definition_criterion(changed, "base")->weighing.weight), "2.5");
    CHECK_TEXT(changed->term.source, "ours");
    CHECK(!definition_field(changed, "hub_name")->help.in[LANG_JA]);
    CHECK_TEXT(def->term.source, "S0, S8");
    const struct definition_change bad[] = {
        { "form.vision.fields.aim.max_chars", "12abc" },
        { "form.vision.fields.nothing.label.ja", "x" },
        { "form.vision.fields.aim.key", "other" },
        { "form.vision.fields.aim.source", "S0" },
        { "criteria.base.weighing.weight", "-1" },
        { "form.vision.fields.aim.required", "maybe" },
        { "form.vision.fields.aim.label.ja", "" },
        { "schedule.closes_at", "2024-06-25T00:00:00+09:00" },
        { "form.vision", "x" },
        { "office.name.ja", "\xff" },
        { "", "x" },
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct err *e = definition_edit(a, def, &bad[i], 1, &changed);
        CHECK_ERR(e, ERR_INVALID);
    }
    struct err *e = definition_edit(a, def, &bad[0], 1, &changed);
    CHECK_TEXT(e ? e->field : "", "form.vision.fields.aim.max_chars");
    e = definition_edit(a, def, &bad[6], 1, &changed);
    CHECK_TEXT(e ? e->field : "", "form.vision.fields.aim.label.ja");
}
