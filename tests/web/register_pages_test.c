/* Tests of the public pages through the loopback: list, hub, check, first page, data, about. */
#include "register_site.h"

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
    CHECK_HAS(page(w, "/hubs?round=3"), "申請なし");
    CHECK_HAS(page(w, "/hubs?round=platform-2"), "令和4年1月30日～2月22日");
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
    CHECK_I64(got->statements, 0);
    CHECK_TEXT(got->body, first);
    CHECK_HAS(header_of(got->response, "Content-Security-Policy"), "default-src 'none'");
    CHECK_TEXT(header_of(got->response, "Cache-Control"), "private, no-cache");
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
    CHECK_HAS(got->body, "公表 <b>令和6年7月29日</b>");
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
    CHECK_I64(got->statements, 9);
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

TEST(the_public_pages_of_the_site_say_who_what_and_where)
{
    struct world *w = site(a, DB_SQLITE);
    const struct reply *got = loopback_get(w->loopback, "/");
    CHECK_I64(got->statements, 8);
    CHECK_HAS(got->body, "地域オープンイノベーション拠点選抜制度");
    CHECK_HAS(got->body, "企業ネットワークのハブとして活躍");
    CHECK_HAS(got->body, "令和5年9月22日に、第5回公募の選抜拠点10件を公表しました。");
    CHECK_HAS(got->body, "いま受け付けている公募はありません。");
    CHECK_HAS(page(w, "/data"), "/data/hubs.csv");
    CHECK_HAS(page(w, "/data"), "regional_contribution（地域貢献型）");
    CHECK_I64(times(page(w, "/data"), "公表資料の日付の訂正"), 2);
    CHECK_I64(loopback_get(w->loopback, "/data")->statements, 3);
    CHECK_HAS(page(w, "/about"), "大学連携推進室");
    CHECK_HAS(page(w, "/about"), "試験はまだ行っていません");
    loopback_set_language(w->loopback, "en");
    CHECK_HAS(page(w, "/"), "10 hubs of the Fifth call were announced");
    CHECK_HAS(page(w, "/data"), "Terms of use");
    CHECK_HAS(page(w, "/about"), "JIS X 8341-3:2016, level AA");
    world_check(w);
}

TEST(the_public_pages_are_there_before_any_register_is)
{
    struct world *w = world_make(a, DB_SQLITE);
    CHECK_HAS(page(w, "/hubs"), "一覧はまだ空です");
    CHECK_HAS(page(w, "/check"), "選抜の確認");
    CHECK_HAS(page(w, "/"), "公表はまだありません");
    CHECK_HAS(page(w, "/data"), "利用の条件");
    CHECK_HAS(page(w, "/about"), "ウェブアクセシビリティ方針");
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
