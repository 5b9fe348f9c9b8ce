/* The pages of calls, as the office, the public and others see them; the desk; the record of acts. */
#include "web/world.h"

#include "base/id.h"
#include "call/call.h"

#include <stdlib.h>

/* A month after the world's present: 2024-08-30 12:00. */
#define CLOSES (STORE_NOW + 32 * DAY_US)

static const struct call_reason WHY = { "周知が遅れたため。", "The notice was late." };

static struct world *begun(struct arena *a)
{
    return world_make(a, DB_SQLITE);
}

static int64_t a_draft(struct world *w)
{
    struct ctx *c = world_acting(w, "office");
    const struct definition *def = NULL;
    int64_t id = 0;
    CHECK_OK(programme_load(c->arena, test_source_path(c->arena, "programmes/j-innovation-hub"), NULL, &def));
    struct call_dates d = call_dates_of_schedule(def);
    d.opens_at = STORE_NOW + 3 * DAY_US;
    d.closes_at = CLOSES;
    CHECK_OK(call_create(c, def, "6", &d, false, &id));
    return id;
}

static void publish(struct world *w, int64_t id)
{
    struct ctx *c = world_acting(w, "office");
    CHECK_OK(call_confirm(c, id, 0, "*"));
    CHECK_OK(call_publish(c, id));
}

static const char *at(struct world *w, int64_t id, const char *below)
{
    return arena_printf(w->arena, "/office/calls/%s%s", id_text(w->arena, id), below);
}

static const struct reply *post_dates(struct loopback *lb, const char *path, const char *year,
                                      const char *day, const char *planned_month, const char *planned_day,
                                      const char *sure)
{
    return loopback_post(lb, path, "opens-year", "令和6", "opens-month", "8", "opens-day", "1", "opens-hour",
                         "0", "opens-minute", "0", "closes-year", year, "closes-month", "8", "closes-day",
                         day, "closes-hour", "12", "closes-minute", "00", "inclusive", "0",
                         "planned_from-year", "2025", "planned_from-month", planned_month, "planned_from-day",
                         planned_day, "planned_to-year", "", "planned_to-month", "", "planned_to-day", "",
                         "planned_words_ja", "", "planned_words_en", "", "term_years", "3", "sure", sure);
}

TEST(the_office_sets_a_call_up_confirms_its_items_and_publishes_it_through_pages)
{
    struct world *w = begun(a);
    struct loopback *office = world_as(w, "office");
    struct ctx *c = world_acting(w, "office");
    CHECK_HAS(loopback_get(office, "/office/calls")->body, "引き継ぐ内容がありません");
    const struct definition *def = NULL;
    int64_t id = 0;
    CHECK_OK(programme_load(c->arena, test_source_path(c->arena, "programmes/j-innovation-hub"), NULL, &def));
    {
        TX(tx, c);
        CHECK_OK(definition_add(tx, def, NULL, &id));
        CHECK_OK(tx_commit(tx));
    }
    CHECK_HAS(loopback_get(office, "/office/calls")->body, "制度の最新の内容");
    const struct reply *got = loopback_post(office, "/office/calls", "round", "", "from", "");
    CHECK_I64(got->status, 422);
    CHECK_HAS(got->body, "回を入力してください");
    got = loopback_post(office, "/office/calls", "round", "６", "from", "");
    CHECK_I64(got->status, 303);
    const char *page = arena_strdup(a, got->location);
    got = loopback_get(office, page);
    CHECK_HAS(got->body, "公募を作成しました。");
    CHECK_HAS(got->body, "まだ公表できません");
    CHECK_HAS(got->body, "令和6年7月29日（月） 12:00");

    got = loopback_get(office, arena_printf(a, "%s/items?group=scale", page));
    CHECK_HAS(got->body, "大変優れている");
    CHECK_HAS(got->body, "確認が必要");
    const char *seen = loopback_input(office, "seen");
    got = loopback_post(office, arena_printf(a, "%s/confirm", page), "what", "scale", "seen", seen);
    CHECK_I64(got->status, 303);
    CHECK_HAS(loopback_get(office, got->location)->body, "に確認");
    const char *const groups[] = { "criteria.*",  "scheme.*",  "hearing.*",
                                   "conflicts.*", "pledges.*", "form.*",
                                   "kpis.*",      "letters.*", "*" };
    for (size_t i = 0; i < sizeof groups / sizeof *groups; i++) {
        got = loopback_post(office, arena_printf(a, "%s/confirm", page), "what", groups[i], "seen", seen);
        CHECK(got->status == 303 || got->status == 404); /* a group without an item of ours */
    }
    CHECK_HAS(loopback_get(office, page)->body, "受付開始が過去の日時です");
    const char *dates = arena_printf(a, "%s/dates", page);
    (void)loopback_get(office, dates);
    CHECK_I64(post_dates(office, dates, "2024", "30", "10", "15", "")->status, 303);
    got = loopback_get(office, page);
    CHECK_HAS(got->body, "公募を公表します");
    got = loopback_post(office, arena_printf(a, "%s/publish", page), "confirm", "");
    CHECK_I64(got->status, 422);
    CHECK_HAS(got->body, "同意の欄に印を付けてください");
    got = loopback_post(office, arena_printf(a, "%s/publish", page), "confirm", "1");
    CHECK_I64(got->status, 303);
    CHECK_HAS(loopback_get(office, page)->body, "に公表しました");
    struct loopback *lead = world_as(w, "office_lead");
    (void)loopback_get(lead, "/office/calls");
    got = loopback_post(lead, arena_printf(a, "%s/publish", page), "confirm", "1");
    CHECK_I64(got->status, 409);
    CHECK_HAS(got->body, "公表しました");
    world_check(w);
}

TEST(a_draft_does_not_exist_for_the_public_and_nobody_else_prepares_a_call)
{
    struct world *w = begun(a);
    int64_t id = a_draft(w);
    struct loopback *nobody = world_as(w, "nobody");
    const struct reply *hidden = loopback_get(nobody, "/calls/6");
    const struct reply *unknown = loopback_get(nobody, "/calls/7");
    CHECK_I64(hidden->status, 404);
    CHECK_I64(unknown->status, 404);
    CHECK_I64(hidden->body_n, unknown->body_n);
    CHECK_HAS_NOT(loopback_get(nobody, "/calls")->body, "第6回");
    static const char *const below[] = { "", "/dates", "/items", "/preview", "/item?key=scale" };
    static const char *const who[] = { "applicant", "reviewer", "chair", "auditor", "bureau", "plain" };
    for (size_t i = 0; i < sizeof who / sizeof *who; i++) {
        struct loopback *lb = world_as(w, who[i]);
        for (size_t k = 0; k < sizeof below / sizeof *below; k++)
            CHECK_I64(loopback_get(lb, at(w, id, below[k]))->status, 404);
        CHECK_I64(loopback_get(lb, "/office/calls")->status, 404);
        CHECK_I64(loopback_get(lb, "/calls/6")->status, 404);
    }
    CHECK_I64(loopback_get(nobody, at(w, id, ""))->status, 303);
    struct loopback *office = world_as(w, "office");
    for (size_t k = 0; k < sizeof below / sizeof *below; k++)
        CHECK_I64(loopback_get(office, at(w, id, below[k]))->status, 200);
    CHECK_I64(loopback_get(office, "/calls/6")->status, 303);
    CHECK_I64(loopback_get(office, at(w, id + 1, ""))->status, 404);
    CHECK_I64(loopback_get(office, at(w, id, "/items?group=nothing"))->status, 404);
    CHECK_I64(loopback_get(office, at(w, id, "/item?key=nothing"))->status, 404);
    CHECK_I64(loopback_get(office, at(w, id, "/item"))->status, 404);
    world_check(w);
}

TEST(the_public_page_says_what_a_call_is_in_both_languages_and_opens_and_closes_by_itself)
{
    struct world *w = begun(a);
    publish(w, a_draft(w));
    struct loopback *lb = world_as(w, "nobody");
    const struct reply *got = loopback_get(lb, "/calls/6");
    CHECK_I64(got->status, 200);
    CHECK_HAS(got->body, "この公募の受付は2024年8月1日（木） 12:00からです");
    CHECK_HAS_NOT(got->body, "/applications/new");
    CHECK_HAS(got->body, "12:00:00ちょうどに届いたものは間に合います");
    CHECK_HAS(got->body, "9月中旬～10月上旬");
    CHECK_HAS(got->body, "令和6年9月11日（水）に公表する場合、期間は令和9年3月31日（水）まで");
    CHECK_HAS(got->body, "プラットフォーム型は公募によらずに");
    CHECK_HAS(got->body, "人材育成");
    CHECK_HAS(got->body, "大学連携推進室");
    CHECK_HAS(loopback_get(lb, "/calls")->body, "これから受け付ける公募");
    world_set_now(w, CLOSES);
    got = loopback_get(lb, "/calls/6");
    CHECK_HAS(got->body, "/applications/new?call=6");
    CHECK_HAS(got->body, "data-clock");
    world_set_now(w, CLOSES + 1);
    got = loopback_get(lb, "/calls/6");
    CHECK_HAS_NOT(got->body, "/applications/new");
    CHECK_HAS(got->body, "この公募は2024年8月30日（金） 12:00に締め切りました");
    loopback_set_language(lb, "en");
    got = loopback_get(lb, "/calls/6");
    CHECK_HAS(got->body, "Sixth call");
    CHECK_HAS(got->body, "at or before 12:00:00 (Japan time)");
    CHECK_HAS(loopback_get(lb, "/calls")->body, "Past calls");
    world_check(w);
}

TEST(dates_are_questioned_before_they_are_kept_and_what_was_typed_stays)
{
    struct world *w = begun(a);
    int64_t id = a_draft(w);
    struct loopback *office = world_as(w, "office");
    const char *path = at(w, id, "/dates");
    (void)loopback_get(office, path);
    const struct reply *got = post_dates(office, path, "2024", "32", "3", "28", "");
    CHECK_I64(got->status, 422);
    CHECK_HAS(got->body, "value=\"32\"");
    got = post_dates(office, path, "2024", "25", "3", "28",
                     ""); /* a Sunday, and three days before the fiscal year's end */
    CHECK_I64(got->status, 200);
    CHECK_HAS(got->body, "土曜日または日曜日です");
    CHECK_HAS(got->body, "どちらの年度に公表するか");
    CHECK_HAS(got->body, "このまま進める");
    CHECK_HAS(got->body, "value=\"令和6\"");
    const char *sure = strstr(got->body, "name=\"sure\" value=\"");
    CHECK(sure);
    sure = sure ? arena_strndup(a, sure + 19, strcspn(sure + 19, "\"")) : "";
    got = post_dates(office, path, "2024", "21", "3", "28", sure); /* another day than the one asked about */
    CHECK_I64(got->status, 200);
    CHECK_HAS(got->body, "このまま進める");
    got = post_dates(office, path, "2024", "25", "3", "28", sure);
    CHECK_I64(got->status, 303);
    struct call *call = NULL;
    CHECK_OK(call_load(world_ctx(w), id, &call));
    CHECK_I64(call->closes_at, CLOSES - 5 * DAY_US);
    CHECK(!call->deadline_inclusive);
    CHECK_TEXT(date_iso(a, call->planned_from), "2025-03-28");
    world_check(w);
}

TEST(an_item_is_edited_in_fields_and_waits_to_be_confirmed_again)
{
    struct world *w = begun(a);
    int64_t id = a_draft(w);
    CHECK_OK(call_confirm(world_acting(w, "office"), id, 0, "*"));
    struct loopback *office = world_as(w, "office");
    const struct reply *got = loopback_get(office, at(w, id, "/item?key=form.vision.fields.aim"));
    CHECK_HAS(got->body, "ビジョンと目的");
    const char *seen = arena_strdup(a, loopback_input(office, "seen"));
    const char *path = at(w, id, "/item");
    got = loopback_post(office, path, "key", "form.vision.fields.aim", "seen", seen,
                        "form.vision.fields.aim.label.ja", "", "form.vision.fields.aim.max_chars", "many");
    CHECK_I64(got->status, 422);
    CHECK_HAS(got->body, "value=\"many\"");
    got =
        loopback_post(office, path, "key", "form.vision.fields.aim", "seen", seen,
                      "form.vision.fields.aim.label.ja", "ビジョンと使命", "form.vision.fields.aim.max_chars",
                      "８００", "form.vision.fields.aim.required", "false");
    CHECK_I64(got->status, 303);
    struct call *call = NULL;
    struct call_items items;
    struct ctx *c = world_acting(w, "office");
    CHECK_OK(call_load(c, id, &call));
    const struct form_field *f = definition_field(call->definition, "aim");
    CHECK_TEXT(f->label.in[LANG_JA], "ビジョンと使命");
    CHECK_I64(f->max_chars, 800);
    CHECK(!f->required);
    CHECK_OK(call_items_list(c, call, &items));
    CHECK_I64(items.unconfirmed, 1);
    got = loopback_post(office, path, "key", "form.vision.fields.aim", "seen", seen,
                        "form.vision.fields.aim.label.ja", "別の人の案");
    CHECK_I64(got->status, 409);
    CHECK_HAS(loopback_get(office, at(w, id, "/items"))->body, "ビジョンと使命");
    CHECK_I64(loopback_get(office, at(w, id, "/item?key=office"))->status, 200);
    got = loopback_post(office, path, "key", "office", "seen", loopback_input(office, "seen"), "office.email",
                        "hub@example.go.jp");
    CHECK_I64(got->status, 303);
    CHECK_HAS(loopback_get(office, at(w, id, "/preview"))->body, "hub@example.go.jp");
    world_check(w);
}

TEST(every_group_of_items_and_every_item_has_its_page)
{
    struct world *w = begun(a);
    int64_t id = a_draft(w);
    struct call *call = NULL;
    struct call_items items;
    struct ctx *c = world_acting(w, "office");
    CHECK_OK(call_load(c, id, &call));
    CHECK_OK(call_items_list(c, call, &items));
    struct loopback *office = world_as(w, "office");
    const char *last = "";
    for (size_t i = 0; i < items.n; i++) {
        const char *key = items.v[i].item.key;
        const char *group = call_item_group(a, key);
        if (strcmp(group, last) != 0) {
            const struct reply *got =
                loopback_get(office, at(w, id, arena_printf(a, "/items?group=%s", group)));
            CHECK_I64(got->status, 200);
            CHECK_HAS_NOT(got->body, arena_printf(a, "<h2>%s</h2>", group)); /* it has a name in words */
        }
        last = group;
        if (i % 7 == 0)
            CHECK_I64(loopback_get(office, at(w, id, arena_printf(a, "/item?key=%s", key)))->status, 200);
    }
    loopback_set_language(office, "en");
    CHECK_HAS(loopback_get(office, at(w, id, "/items?group=scale"))->body, "To be confirmed");
    world_check(w);
}

TEST(the_desk_shows_what_waits_in_a_constant_number_of_statements)
{
    struct world *w = begun(a);
    struct loopback *office = world_as(w, "office");
    CHECK_HAS(loopback_get(office, "/office")->body, "公表されている公募はありません");
    int64_t id = a_draft(w);
    const struct reply *got = loopback_get(office, "/office");
    CHECK_HAS(got->body, "準備中の公募");
    publish(w, id);
    got = loopback_get(office, "/office");
    CHECK_HAS(got->body, "第6回公募");
    CHECK_HAS_NOT(got->body, "準備中の公募");
    struct call *call = NULL;
    struct ctx *c = world_acting(w, "office");
    CHECK_OK(call_load(c, id, &call));
    int64_t other = 0;
    CHECK_OK(call_create(c, call->definition, "7", NULL, false, &other));
    got = loopback_get(office, "/office");
    int64_t statements = got->statements;
    CHECK_HAS(got->body, "公募の確認していない項目");
    CHECK_HAS(got->body, at(w, other, "/items"));
    int64_t list = loopback_get(office, "/office/calls")->statements;
    for (int i = 0; i < 5; i++) {
        CHECK_OK(call_create(c, call->definition, arena_printf(a, "%d", 20 + i), NULL, false, &other));
    }
    CHECK_I64(loopback_get(office, "/office")->statements, statements);
    CHECK_I64(loopback_get(office, "/office/calls")->statements, list);
    struct loopback *auditor = world_as(w, "auditor");
    got = loopback_get(auditor, "/office");
    CHECK_I64(got->status, 200);
    CHECK_HAS_NOT(got->body, "準備中の公募");
    CHECK_HAS_NOT(got->body, "/office/calls");
    CHECK_I64(loopback_get(world_as(w, "applicant"), "/office")->status, 404);
    world_check(w);
}

TEST(the_record_of_acts_is_read_page_by_page)
{
    struct world *w = begun(a);
    publish(w, a_draft(w));
    struct loopback *auditor = world_as(w, "auditor");
    const struct reply *got = loopback_get(auditor, "/office/ledger");
    CHECK_I64(got->status, 200);
    CHECK_HAS(got->body, "公募を公表しました。");
    CHECK_HAS(got->body, "封印待ち");
    int64_t statements = got->statements;
    struct ctx *c = world_acting(w, "office");
    struct call *call = NULL;
    CHECK_OK(call_load_round(c, "6", &call));
    struct call_dates d = call_dates_of(call);
    for (int i = 0; i < 40; i++) {
        d.closes_at += 60 * SECOND_US;
        CHECK_OK(call_change_dates(c, call->id, &d, &WHY));
    }
    got = loopback_get(auditor, "/office/ledger");
    CHECK_I64(got->statements, statements);
    CHECK_HAS_NOT(got->body, "公募を公表しました。");
    const char *older = strstr(got->body, "/office/ledger?before=");
    CHECK(older);
    got = loopback_get(auditor, older ? arena_strndup(a, older, strcspn(older, "\"")) : "/");
    CHECK_HAS(got->body, "公募を公表しました。");
    CHECK_I64(loopback_get(auditor, "/office/ledger?before=x")->status, 404);
    CHECK_I64(loopback_get(world_as(w, "reviewer"), "/office/ledger")->status, 404);
    CHECK_I64(loopback_get(world_as(w, "office"), "/office/jobs")->status, 200);
    world_check(w);
}
