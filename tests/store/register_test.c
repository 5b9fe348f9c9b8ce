/* Tests of the register in the store: the real one loaded, searched, added to. */
#include "ledger_check.h"
#include "store.h"

#include "i18n/i18n.h"
#include "registry/register.h"

#include <stdio.h>

#define FOLDER(c) test_source_path((c)->arena, "programmes/j-innovation-hub")

static void import(struct ctx *c)
{
    TX(tx, c);
    struct err *e = register_import(tx, FOLDER(c));
    for (const struct err *one = e; one; one = one->next)
        printf("# %s: %s %s\n", one->field ? one->field : "", err_text(c->arena, LANG_EN, one),
               one->why ? one->why : "");
    CHECK_OK(e);
    CHECK_OK(tx_commit(tx));
}

static size_t found(struct ctx *c, struct register_query q)
{
    designation_list list = { 0 };
    CHECK_OK(register_list(c, &q, &list));
    return list.n;
}

STORE_TEST(the_real_register_is_loaded_whole_and_once)
{
    designation_list list;
    struct register_facts facts = { 0 };
    const struct register_words *words = NULL;
    int64_t before = 0, after = 0;
    CHECK_OK(register_version(c, &before));
    CHECK_OK(register_words(c, &words));
    CHECK(before == 0 && words == NULL);
    import(c);
    CHECK_OK(register_version(c, &after));
    CHECK(after > 0);
    CHECK_OK(register_list(c, &(struct register_query){ 0 }, &list));
    CHECK_OK(register_read(c->arena, FOLDER(c), &facts));
    CHECK_I64(list.n, 47);
    for (size_t i = 0; i < list.n; i++) {
        const struct designation *got = &list.v[i];
        const struct designation *want = &facts.designations.v[i];
        CHECK_TEXT(got->id, want->id);
        CHECK_TEXT(got->institution_id, want->institution_id);
        CHECK_TEXT(got->prefecture, want->prefecture);
        CHECK_TEXT(got->notes, want->notes);
        CHECK(date_compare(got->announced_on, want->announced_on) == 0);
        CHECK(date_compare(got->announced_by, want->announced_by) == 0);
        CHECK(date_compare(got->adopted_on, want->adopted_on) == 0);
        CHECK_I64(got->announced_fy, want->announced_fy);
        CHECK_I64(got->names.n, want->names.n);
        CHECK_TEXT(name_today(got)->name, name_today(want)->name);
        CHECK_I64(got->terms.n, want->terms.n);
        CHECK(date_compare(designation_valid_to(got), designation_valid_to(want)) == 0);
        CHECK_I64(designation_status(got, date_of_instant(c->now)).kind,
                  designation_status(want, date_of_instant(c->now)).kind);
    }
    {
        TX(tx, c);
        CHECK_ERR(register_import(tx, FOLDER(c)), ERR_REFUSED);
    }
    CHECK_I64(found(c, (struct register_query){ 0 }), 47);
    CHECK_LEDGER(c);
}

STORE_TEST(the_register_keeps_rounds_types_and_sources_in_their_words)
{
    const struct register_words *w = NULL;
    import(c);
    int64_t before = conn_statements(c->db);
    CHECK_OK(register_words(c, &w));
    CHECK_I64(conn_statements(c->db) - before, 3);
    CHECK_I64(w->rounds.n, 8);
    CHECK_TEXT(register_type_name(w, LANG_JA, "international_development"), "国際展開型");
    CHECK_TEXT(register_type_name(w, LANG_JA, "no_such_type"), "no_such_type");
    CHECK_TEXT(register_round_name(c->arena, w, LANG_EN, "5"), "Fifth call");
    CHECK_TEXT(register_round_name(c->arena, w, LANG_JA, "7"), "第7回公募");
    CHECK_I64(register_round(w, "3")->applications, 5);
    CHECK_TEXT(register_round(w, "platform-2")->slips.v[0].printed.in[LANG_JA], "令和4年1月30日～2月22日");
    CHECK_HAS(register_type_text(w, "regional_contribution", "2")->text.in[LANG_JA], "地方公共団体");
    CHECK_HAS_NOT(register_type_text(w, "regional_contribution", "6")->text.in[LANG_JA], "地方公共団体");
    CHECK(register_type_text(w, "regional_contribution", "3") == NULL);
    CHECK_HAS(register_source(w, "S8")->url, "ryukoku");
}

STORE_TEST(the_search_finds_kana_kanji_any_width_and_single_characters)
{
    static const struct {
        const char *text;
        size_t n;
    } cases[] = {
        { "大阪大学", 5 },      { "おおさか", 5 },          { "オオサカ", 5 },  { "ｵｵｻｶ", 5 },
        { "大", 47 },           { "光", 0 },                { "ｲﾉﾍﾞｰｼｮﾝ", 15 },  { "３Ｄ", 1 },
        { "3d", 1 },            { "ryukoku", 1 },           { "ＲＹＵＫＯＫＵ", 1 },
        { "広島　ﾅﾉ", 2 },      { "大阪 レーザー", 1 },     { "%", 0 },         { "_", 0 },
        { "!", 0 },             { "東京医科歯科", 1 },      { "東京科学", 1 },  { "存在しない拠点", 0 },
        { "国際産学連携センター", 1 }, { "りゅうこく", 1 }, { "", 47 },         { "　 ", 47 },
    };
    import(c);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        CHECK_I64(found(c, (struct register_query){ .text = cases[i].text }), cases[i].n);
    }
    CHECK_I64(found(c, (struct register_query){ .type = "platform" }), 10);
    CHECK_I64(found(c, (struct register_query){ .round = "4" }), 10);
    CHECK_I64(found(c, (struct register_query){ .type = "international_development", .round = "3" }), 0);
    CHECK_I64(found(c, (struct register_query){ .prefecture = "34" }), 4);
    CHECK_I64(found(c, (struct register_query){ .prefecture = "34", .text = "なの" }), 2);
}

static int64_t statements_of(struct ctx *c, const char *text)
{
    int64_t before = conn_statements(c->db);
    (void)found(c, (struct register_query){ .text = text });
    return conn_statements(c->db) - before;
}

STORE_TEST(a_list_of_any_length_costs_four_statements)
{
    import(c);
    CHECK_I64(statements_of(c, ""), 4);
    CHECK_I64(statements_of(c, "龍谷"), 4);
    CHECK_I64(statements_of(c, "存在しない拠点"), 4);
}

static const struct designation_new NEW_HUB = {
    .programme = "j-innovation-hub", .type_key = "regional_contribution", .round = "6", .institution = "甲大学",
    .name = "産学センター", .prefecture = "13", .announced_on = { 20000 }, .term_years = 3, .position = 1,
};

STORE_TEST(a_designation_gets_the_next_id_its_name_and_its_term)
{
    struct designation d;
    const char *id = NULL;
    int64_t row = 0, before = 0, after = 0;
    import(c);
    CHECK_OK(register_version(c, &before));
    struct designation_new n = NEW_HUB;
    n.announced_on = date_of(2024, 10, 1);
    for (int i = 0; i < 4; i++) {
        n.rehearsal = i == 2;
        n.round = i == 3 ? "7" : "6";
        TX(tx, c);
        CHECK_OK(register_designate(tx, &n, &row));
        CHECK_OK(tx_commit(tx));
        CHECK_OK(register_public_id(c, row, &id));
        CHECK_TEXT(id, ((const char *const[]){ "r6-01", "r6-02", "x6-01", "r7-01" })[i]);
    }
    CHECK_OK(register_version(c, &after));
    CHECK(after > before);
    CHECK_OK(register_load(c, "r6-02", &d));
    CHECK_TEXT(date_iso(c->arena, designation_valid_from(&d)), "2024-10-01");
    CHECK_TEXT(date_iso(c->arena, designation_valid_to(&d)), "2027-03-31");
    CHECK_TEXT(name_today(&d)->name, "産学センター");
    CHECK_I64(d.announced_fy, 2024);
    CHECK(!d.rehearsal);
    CHECK_OK(register_load(c, "x6-01", &d));
    CHECK(d.rehearsal);
    CHECK_ERR(register_load(c, "r6-99", &d), ERR_NOT_FOUND);
    CHECK_ERR(register_load(c, "", &d), ERR_NOT_FOUND);
    CHECK_I64(found(c, (struct register_query){ .text = "ｺｳ大学" }), 0);
    CHECK_I64(found(c, (struct register_query){ .text = "甲" }), 4);
    designation_list list;
    CHECK_OK(register_list(c, &(struct register_query){ 0 }, &list));
    CHECK_TEXT(list.v[list.n - 1].id, "x6-01");
    CHECK_TEXT(list.v[list.n - 2].id, "r7-01");
    CHECK_LEDGER(c);
}
