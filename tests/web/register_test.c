/* Tests of the register's public pages and data through the loopback. */
#include "world.h"

#include "i18n/i18n.h"
#include "programme/csv.h"
#include "registry/register.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>

static struct world *site(struct arena *a, enum db_kind kind)
{
    struct world *w = world_make(a, kind);
    if (!w)
        return NULL;
    TX(tx, world_ctx(w));
    CHECK_OK(register_import(tx, test_source_path(a, "programmes/j-innovation-hub")));
    CHECK_OK(tx_commit(tx));
    return w;
}

static void json_done(void *j)
{
    json_decref(j);
}

static const json_t *json_of(struct arena *a, const struct reply *got)
{
    CHECK_I64(got->status, 200);
    json_t *j = json_loads(got->body, 0, NULL);
    CHECK(j != NULL);
    arena_defer(a, json_done, j);
    return j;
}

static const json_t *get_json(struct world *w, const char *path)
{
    return json_of(w->arena, loopback_get(w->loopback, path));
}

/* A copy that the loop of jansson may walk: it takes no const. */
static json_t *json_deep(struct arena *a, const json_t *j)
{
    json_t *copy = json_deep_copy(j);
    arena_defer(a, json_done, copy);
    return copy;
}

static const char *member(const json_t *o, const char *name)
{
    const json_t *v = json_object_get(o, name);
    CHECK(v != NULL);
    return json_is_string(v) ? json_string_value(v) : json_is_null(v) ? "null" : "?";
}

static const json_t *hub_of(const json_t *all, const char *id)
{
    size_t i = 0;
    const json_t *hub = NULL;
    json_array_foreach(json_object_get(all, "hubs"), i, hub) if (strcmp(member(hub, "id"), id) == 0) return hub;
    CHECK(false);
    return NULL;
}

TEST(the_public_json_says_what_the_contract_says)
{
    struct world *w = site(a, DB_SQLITE);
    const struct reply *got = loopback_get(w->loopback, "/api/v1/hubs");
    CHECK_HAS(header_of(got->response, "Cache-Control"), "public");
    const json_t *all = json_of(a, got);
    CHECK_I64(json_array_size(json_object_get(all, "hubs")), 47);
    static const char *const want[][6] = {
        { "r1-01", "international_development", "1", "2020-04-10", "2023-03-31", "term_over_unconfirmed" },
        { "r3-01", "regional_contribution", "3", "2021-10-11", "2024-03-31", "term_over_unconfirmed" },
        { "r4-06", "regional_contribution", "4", "null", "2028-03-31", "last_year" },
        { "r5-01", "international_development", "5", "2023-09-22", "2026-03-31", "in_force" },
        { "p1-01", "platform", "platform-1", "null", "null", "unknown" },
        { "p2-02", "platform", "platform-2", "null", "null", "unknown" },
    };
    for (size_t i = 0; i < sizeof want / sizeof *want; i++) {
        const json_t *hub = hub_of(all, want[i][0]);
        CHECK_TEXT(member(hub, "type"), want[i][1]);
        CHECK_TEXT(member(hub, "round"), want[i][2]);
        CHECK_TEXT(member(hub, "announced_on"), want[i][3]);
        CHECK_TEXT(member(hub, "valid_to"), want[i][4]);
        CHECK_TEXT(member(hub, "status"), want[i][5]);
    }
    CHECK_TEXT(member(hub_of(all, "p1-01"), "adopted_on"), "2022-03-23");
    CHECK_TEXT(member(hub_of(all, "r4-01"), "announced_by"), "2022-10-04");
    const json_t *tip = hub_of(all, "p2-01");
    CHECK_TEXT(member(tip, "institution"), "東京科学大学");
    CHECK_I64(json_array_size(json_object_get(tip, "names")), 2);
    CHECK_TEXT(member(json_array_get(json_object_get(tip, "names"), 0), "to"), "2024-09-30");
    all = get_json(w, "/api/v1/hubs?on=%E4%BB%A4%E5%92%8C%EF%BC%97%E5%B9%B44%E6%9C%881%E6%97%A5");
    CHECK_TEXT(member(hub_of(all, "r4-06"), "status"), "continued");
    CHECK_TEXT(member(hub_of(all, "r4-01"), "status"), "term_over_unconfirmed");
    CHECK_TEXT(member(all, "as_of"), "2025-04-01");
    CHECK_I64(json_array_size(json_object_get(get_json(w, "/api/v1/hubs?status=holds&on=2024-07-29"), "hubs")), 20);
    CHECK_TEXT(member(get_json(w, "/api/v1/hubs/r4-06?on=2025-03-31"), "status"), "last_year");
    CHECK_I64(loopback_get(w->loopback, "/api/v1/hubs/r9-99")->status, 404);
    got = loopback_get(w->loopback, "/api/v1/hubs?on=2023-02-30");
    CHECK_I64(got->status, 422);
    CHECK_HAS(got->body, "\"field\":\"on\"");
    world_check(w);
}

TEST(the_public_json_agrees_with_the_reference_list)
{
    static const char *const header[] = { "round",  "type",           "institution",
                                          "hub",    "announced_date", "announced_fiscal_year",
                                          "source", "notes",          NULL };
    size_t n = 0;
    const char *text = test_shared_file(a, "reference/hubs.csv", &n);
    if (!text)
        SKIP("no reference data");
    struct mistakes m = { .arena = a };
    struct csv csv;
    CHECK(csv_read(a, "hubs.csv", text, n, header, &m, &csv));
    const json_t *hubs = json_object_get(get_json(site(a, DB_SQLITE), "/api/v1/hubs"), "hubs");
    CHECK_I64(json_array_size(hubs), csv.rows);
    for (size_t r = 0; r < csv.rows; r++) {
        const json_t *hub = json_array_get(hubs, r);
        const char **row = &csv.cell[r * csv.columns];
        bool platform = strcmp(row[1], "platform") == 0;
        CHECK_TEXT(member(hub, "round"), row[0]);
        CHECK_TEXT(member(hub, "type"), row[1]);
        CHECK_TEXT(member(json_array_get(json_object_get(hub, "names"),
                                         json_array_size(json_object_get(hub, "names")) - 1), "name"), row[3]);
        CHECK_TEXT(member(hub, "announced_on"), platform || !*row[4] ? "null" : row[4]);
        CHECK_TEXT(member(hub, "adopted_on"), platform && *row[4] ? row[4] : "null");
        CHECK_I64(json_integer_value(json_object_get(hub, "announced_fiscal_year")), platform ? 0 : atoi(row[5]));
    }
}

TEST(the_rounds_of_the_public_json_have_the_counts_of_the_sources)
{
    static const struct {
        const char *round;
        int applications, designated, adopted;
    } want[] = { { "1", 17, 9, 0 },  { "2", 13, 5, 0 }, { "3", 5, 3, 0 },           { "4", 15, 10, 0 },
                 { "5", 19, 10, 0 }, { "6", 0, 0, 0 },  { "platform-1", 32, 8, 8 }, { "platform-2", 22, 2, 8 } };
    const json_t *calls = json_object_get(get_json(site(a, DB_SQLITE), "/api/v1/calls"), "calls");
    CHECK_I64(json_array_size(calls), 8);
    for (size_t i = 0; i < 8; i++) {
        const json_t *one = json_array_get(calls, i);
        CHECK_TEXT(member(one, "round"), want[i].round);
        CHECK_I64(json_integer_value(json_object_get(one, "applications")), want[i].applications);
        CHECK_I64(json_integer_value(json_object_get(one, "designated")), want[i].designated);
        CHECK_I64(json_integer_value(json_object_get(one, "adopted")), want[i].adopted);
    }
    const json_t *third = json_array_get(json_object_get(json_array_get(calls, 2), "counts"), 0);
    CHECK(json_is_true(json_object_get(third, "no_application")));
    const json_t *slip = json_array_get(json_object_get(json_array_get(calls, 7), "date_slips"), 0);
    CHECK_TEXT(member(slip, "from"), "2023-01-30");
    CHECK_HAS(member(json_object_get(slip, "printed"), "ja"), "令和4年1月30日");
}

TEST(the_description_of_the_public_data_is_true)
{
    struct world *w = site(a, DB_SQLITE);
    const json_t *doc = get_json(w, "/api/v1/openapi.json");
    CHECK_HAS(member(doc, "openapi"), "3.1");
    const char *path = NULL;
    const json_t *schemas = json_object_get(json_object_get(doc, "components"), "schemas");
    static const char *const shown[][2] = { { "Hub", "/api/v1/hubs/r4-06" } };
    const json_t *got = get_json(w, shown[0][1]);
    const json_t *properties = json_object_get(json_object_get(schemas, shown[0][0]), "properties");
    CHECK_I64(json_object_size(got), json_object_size(properties));
    const char *name = NULL;
    json_t *value = NULL;
    json_t *hub = json_deep(a, got);
    json_object_foreach(hub, name, value) if (!json_object_get(properties, name))
        CHECK_TEXT(name, "described");
    json_t *round = json_array_get(json_object_get(get_json(w, "/api/v1/calls"), "calls"), 0);
    properties = json_object_get(json_object_get(schemas, "Round"), "properties");
    json_object_foreach(round, name, value) if (!json_object_get(properties, name))
        CHECK_TEXT(name, "described");
    CHECK_I64(json_object_size(round), json_object_size(properties));
    json_object_foreach(json_object_get(doc, "paths"), path, value)
    {
        const char *brace = strchr(path, '{');
        const char *real = brace ? arena_printf(a, "%.*sr1-01", (int)(brace - path), path) : path;
        CHECK_I64(loopback_get(w->loopback, real)->status, 200);
    }
}

TEST(the_csv_of_the_register_opens_in_a_spreadsheet)
{
    struct world *w = site(a, DB_SQLITE);
    const struct reply *got = loopback_get(w->loopback, "/data/hubs.csv");
    CHECK_I64(got->status, 200);
    CHECK_HAS(got->type, "text/csv");
    CHECK(memcmp(got->body, "\xef\xbb\xbf\"id\",", 8) == 0);
    CHECK_HAS(header_of(got->response, "Content-Disposition"), "hubs-2024-07-29.csv");
    int lines = 0;
    for (const char *p = got->body; (p = strstr(p, "\r\n")); p += 2)
        lines++;
    CHECK_I64(lines, 48);
    CHECK_HAS(got->body, "\"r4-06\",\"regional_contribution\",\"4\",\"龍谷大学\",\"Ryukoku Extension Center\"");
}

TEST(unchanged_public_data_is_not_sent_again)
{
    struct world *w = site(a, DB_SQLITE);
    const struct reply *got = loopback_get(w->loopback, "/api/v1/hubs");
    const char *etag = header_of(got->response, "ETag");
    const char *const headers[] = { "If-None-Match", etag, "Host", "localhost", NULL };
    got = loopback_send(w->loopback, "GET", "/api/v1/hubs", headers, (struct bytes){ 0 });
    CHECK_I64(got->status, 304);
    {
        TX(tx, world_ctx(w));
        CHECK_OK(register_touch(tx));
        CHECK_OK(tx_commit(tx));
    }
    got = loopback_send(w->loopback, "GET", "/api/v1/hubs", headers, (struct bytes){ 0 });
    CHECK_I64(got->status, 200);
}

/* ── pages ── */

static const char *page(struct world *w, const char *path)
{
    const struct reply *got = loopback_get(w->loopback, path);
    CHECK_I64(got->status, 200);
    return got->body;
}

static int times(const char *text, const char *part)
{
    int n = 0;
    for (const char *p = text; (p = strstr(p, part)); p += strlen(part))
        n++;
    return n;
}

TEST(the_list_of_hubs_shows_what_the_sources_say)
{
    struct world *w = site(a, DB_SQLITE);
    const char *html = page(w, "/hubs");
    CHECK_I64(times(html, "class=\"hub-name\""), 47);
    static const char *const said[] = {
        "申請 <b>17件</b>", "申請 <b>13件</b>", "申請 <b>5件</b>", "申請 <b>15件</b>", "申請 <b>19件</b>",
        "申請 <b>32件</b>", "申請 <b>22件</b>", "採択 <b>8件</b>", "選抜 <b>9件</b>", "選抜 <b>5件</b>",
        "選抜 <b>3件</b>", "選抜 <b>10件</b>", "選抜 <b>8件</b>", "選抜 <b>2件</b>", "申請なし", "※令和6年4月時点",
        "令和4年1月30日～2月22日", "令和5年1月30日～令和5年2月22日", "令和5年6月25日～7月29日",
        "令和6年6月25日～令和6年7月29日", "当初期間満了（継続の有無は未確認）", "公表（日は不明） <b>令和4年度</b>",
        "国際展開型（6件）", "地域貢献型（3件）", "プラットフォーム型（8件）",
    };
    for (size_t i = 0; i < sizeof said / sizeof *said; i++)
        CHECK_HAS(html, said[i]);
    CHECK_I64(times(html, "国際展開型（0件）"), 1);
    loopback_set_language(w->loopback, "en");
    html = page(w, "/hubs");
    CHECK_I64(times(html, "class=\"hub-name\""), 47);
    CHECK_HAS(html, "No application");
    CHECK_HAS(html, "First term over (continuation not confirmed)");
    world_check(w);
}

TEST(the_list_is_searched_by_words_filters_and_day)
{
    struct world *w = site(a, DB_SQLITE);
    static const struct {
        const char *query;
        int hubs;
    } cases[] = {
        { "q=%E3%81%8A%E3%81%8A%E3%81%95%E3%81%8B", 5 },  /* おおさか */
        { "q=%EF%BD%B5%EF%BD%B5%EF%BD%BB%EF%BD%B6", 5 },  /* ｵｵｻｶ */
        { "type=platform", 10 },
        { "round=3&type=international_development", 0 },
        { "status=holds", 20 },
        { "status=holds&on=2025-04-01", 11 },
        { "status=continued&on=%E4%BB%A4%E5%92%8C7%E5%B9%B44%E6%9C%881%E6%97%A5", 1 }, /* 令和7年4月1日 */
        { "status=unknown", 10 },
        { "prefecture=34", 4 },
        { "q=nothing-like-this", 0 },
        { "q=%25", 0 },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct reply *got = loopback_get(w->loopback, arena_printf(a, "/hubs?%s", cases[i].query));
        CHECK_I64(got->status, 200);
        CHECK_I64(times(got->body, "class=\"hub-name\""), cases[i].hubs);
        CHECK_I64(got->statements, 7);
        CHECK(cases[i].hubs > 0 || strstr(got->body, "該当する拠点はありません"));
    }
    CHECK_HAS(page(w, "/hubs?on=2024-07-28"), "日曜日");
    const struct reply *got = loopback_get(w->loopback, "/hubs?on=2024-02-30");
    CHECK_I64(got->status, 422);
    CHECK_HAS(got->body, "value=\"2024-02-30\"");
}

TEST(the_list_without_a_question_is_rendered_once)
{
    struct world *w = site(a, DB_SQLITE);
    const struct reply *got = loopback_get(w->loopback, "/hubs");
    CHECK_I64(got->statements, 8);
    const char *first = got->body;
    const char *etag = header_of(got->response, "ETag");
    got = loopback_get(w->loopback, "/hubs");
    CHECK_I64(got->statements, 1);
    CHECK_TEXT(got->body, first);
    CHECK_TEXT(header_of(got->response, "ETag"), etag);
    const char *const seen[] = { "Host", "localhost", "If-None-Match", etag, NULL };
    CHECK_I64(loopback_send(w->loopback, "GET", "/hubs", seen, (struct bytes){ 0 })->status, 304);
    loopback_set_language(w->loopback, "en");
    CHECK_HAS(loopback_get(w->loopback, "/hubs")->body, "<html lang=\"en\"");
    CHECK_HAS(loopback_get(w->loopback, "/hubs")->body, "<html lang=\"en\"");
    /* Somebody who is signed in gets a frame of his own. */
    struct loopback *office = world_as(w, "office");
    CHECK_HAS(loopback_get(office, "/hubs")->body, "sign-out");
    CHECK_I64(times(loopback_get(office, "/hubs")->body, "class=\"hub-name\""), 47);
    loopback_forget_cookies(w->loopback);
    CHECK_HAS_NOT(loopback_get(w->loopback, "/hubs")->body, "sign-out");
    /* It is made anew when the register changes. */
    int64_t id = 0;
    TX(tx, world_ctx(w));
    struct designation_new n = { .programme = "j-innovation-hub", .type_key = "regional_contribution", .round = "6",
                                 .institution = "甲大学", .name = "<甲>センター", .prefecture = "13",
                                 .announced_on = date_of(2024, 7, 29), .term_years = 3, .position = 1 };
    CHECK_OK(register_designate(tx, &n, &id));
    CHECK_OK(tx_commit(tx));
    got = loopback_get(w->loopback, "/hubs");
    CHECK_I64(times(got->body, "class=\"hub-name\""), 48);
    CHECK_HAS(got->body, "&lt;甲&gt;センター");
    world_check(w);
}

TEST(designations_of_a_rehearsal_stand_apart)
{
    struct world *w = site(a, DB_SQLITE);
    w->site.rehearsal = true;
    int64_t id = 0;
    {
        TX(tx, world_ctx(w));
        struct designation_new n = { .programme = "j-innovation-hub", .type_key = "regional_contribution",
                                     .round = "6", .institution = "架空大学", .name = "架空センター",
                                     .announced_on = date_of(2024, 7, 29), .term_years = 3, .position = 1,
                                     .rehearsal = true };
        CHECK_OK(register_designate(tx, &n, &id));
        CHECK_OK(tx_commit(tx));
    }
    const char *html = page(w, "/hubs");
    CHECK_I64(times(html, "class=\"hub-name\""), 48);
    CHECK_HAS(html, "演習で選抜された拠点");
    CHECK(strstr(html, "架空センター") < strstr(html, "id=\"round-6\""));
    CHECK_HAS(page(w, "/hubs/x6-01"), "練習のための架空の拠点です");
    const json_t *counts = json_object_get(get_json(w, "/api/v1/hubs"), "counts");
    CHECK_I64(json_integer_value(json_object_get(counts, "register")), 47);
    CHECK_I64(json_integer_value(json_object_get(counts, "rehearsal")), 1);
    world_check(w);
}

TEST(the_page_of_a_hub_says_what_is_known_of_it_and_what_is_not)
{
    struct world *w = site(a, DB_SQLITE);
    const struct reply *got = loopback_get(w->loopback, "/hubs/r4-06");
    CHECK_I64(got->status, 200);
    CHECK_I64(got->statements, 8);
    CHECK_HAS(got->body, "Ryukoku Extension Center");
    CHECK_HAS(got->body, "不明（令和4年10月4日以前）");
    CHECK_HAS(got->body, "令和10年3月31日");
    CHECK_HAS(got->body, "https://www.ryukoku.ac.jp/nc/news/entry-16280.html");
    CHECK_HAS(page(w, "/hubs/p1-01"), "令和4年3月23日（選抜の日ではありません）");
    CHECK_HAS(page(w, "/hubs/p1-01"), "選抜の期間は、確認できる資料がありません");
    CHECK_HAS(page(w, "/hubs/p2-01?on=2024-09-30"), "令和6年9月30日の名称は「東京医科歯科大学");
    CHECK_HAS(page(w, "/hubs/p2-01?on=2024-10-01"), "令和6年10月1日の名称は「東京科学大学");
    CHECK_HAS(page(w, "/hubs/r2-04"), "地方公共団体");
    CHECK_HAS(page(w, "/hubs/r5-01?on=2026-04-01"), "当初の期間は令和8年3月31日（火）に満了しました");
    CHECK_HAS(page(w, "/hubs/r5-01?on=2026-04-01"), "これから先の日付です");
    CHECK_I64(loopback_get(w->loopback, "/hubs/r9-01")->status, 404);
    CHECK_I64(loopback_get(w->loopback, "/hubs/r4-06?on=2023-02-29")->status, 422);
    loopback_set_language(w->loopback, "en");
    CHECK_HAS(page(w, "/hubs/r4-06"), "Fourth call, Regional contribution category");
}

TEST(whether_a_hub_is_designated_is_answered_with_yes_no_or_not_known)
{
    struct world *w = site(a, DB_SQLITE);
    CHECK_HAS_NOT(page(w, "/check"), "class=\"answer\"");
    CHECK_HAS(page(w, "/check?hub=r5-01"), "はい。令和6年7月29日に選抜は有効です。");
    CHECK_HAS(page(w, "/check?hub=r5-01&on=2023-09-21"), "いいえ。令和5年9月21日");
    CHECK_HAS(page(w, "/check?hub=r1-01"), "分かりません。");
    CHECK_HAS(page(w, "/check?hub=p1-01&q=&on="), "分かりません。");
    CHECK_HAS(page(w, "/check?q=%E9%BE%8D%E8%B0%B7&on=R7.4.1"), "はい。令和7年4月1日");
    CHECK_I64(times(page(w, "/check?q=%E5%A4%A7%E9%98%AA"), "class=\"answer\""), 5);
    CHECK_HAS(page(w, "/check?q=%E3%83%8A%E3%82%A4"), "その名前の拠点は一覧にありません");
    CHECK_I64(loopback_get(w->loopback, "/check?hub=&q=&on=")->status, 422);
    CHECK_I64(loopback_get(w->loopback, "/check?hub=r5-01&on=2023-02-29")->status, 422);
    CHECK_I64(loopback_get(w->loopback, "/check?hub=r5-01")->statements, 11);
}

TEST(the_public_pages_are_there_before_any_register_is)
{
    struct world *w = world_make(a, DB_SQLITE);
    CHECK_HAS(page(w, "/hubs"), "一覧はまだ空です");
    CHECK_HAS(page(w, "/check"), "選抜の確認");
    CHECK_I64(json_array_size(json_object_get(get_json(w, "/api/v1/hubs"), "hubs")), 0);
    CHECK_I64(json_array_size(json_object_get(get_json(w, "/api/v1/calls"), "calls")), 0);
    CHECK_I64(loopback_get(w->loopback, "/hubs/r1-01")->status, 404);
}

TEST(the_public_pages_are_the_same_on_the_other_store)
{
    struct world *w = site(a, DB_POSTGRES);
    if (!w)
        SKIP(STORE_NO_POSTGRES);
    CHECK_I64(times(page(w, "/hubs"), "class=\"hub-name\""), 47);
    CHECK_I64(times(page(w, "/hubs?q=%EF%BD%B5%EF%BD%B5%EF%BD%BB%EF%BD%B6"), "class=\"hub-name\""), 5);
    CHECK_HAS(page(w, "/hubs/r4-06"), "令和10年3月31日");
    CHECK_HAS(page(w, "/check?hub=r5-01"), "はい。");
    CHECK_I64(json_array_size(json_object_get(get_json(w, "/api/v1/hubs"), "hubs")), 47);
    world_check(w);
}
