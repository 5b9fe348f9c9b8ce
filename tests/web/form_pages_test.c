/* Tests of the form's pages: conditions, rows, statements, what is missing, who else writes, and the answer to an
** autosave. */
#include "desk_scene.h"

#include "base/id.h"

#include <jansson.h>
#include <string.h>

#define PATH(more) arena_printf(a, "%s%s", d->path, more)

static json_t *saved(struct arena *a, struct desk *d, const char *field, const char *value, const char *base)
{
    const struct reply *got = loopback_post(d->lead, PATH("/save"), "field", field, "value", value, "base", base);
    CHECK_I64(got->status, 200);
    json_t *o = json_loads(got->body, 0, NULL);
    CHECK(json_is_object(o));
    CHECK_TEXT(json_string_value(json_object_get(o, "state")), "saved");
    arena_defer(a, (void (*)(void *))json_decref, o);
    return json_object_get(o, "form");
}

static bool asked(json_t *form, const char *key)
{
    return json_is_true(json_object_get(json_object_get(form, "asked"), key));
}

static const char *section(json_t *form, const char *key, size_t part)
{
    return json_string_value(json_array_get(json_object_get(json_object_get(form, "sections"), key), part));
}

TEST(an_autosave_says_what_is_asked_now_and_how_far_each_section_is)
{
    struct desk *d = desk_begun(a, DB_SQLITE);
    (void)loopback_get(d->lead, PATH("/edit/operator"));
    json_t *form = saved(a, d, "operator_kind", "equivalent", "1");
    CHECK(asked(form, "operator_equivalent"));
    CHECK(!asked(form, "places"));
    CHECK_TEXT(section(form, "operator", 0), "part");
    CHECK_TEXT(section(form, "operator", 1), "3 / 11");
    CHECK_TEXT(section(form, "vision", 0), "none");
    form = saved(a, d, "operator_kind", "national", "2");
    CHECK(!asked(form, "operator_equivalent"));
    CHECK_TEXT(section(form, "operator", 1), "3 / 10");
    form = saved(a, d, "place_kind", "several", "0");
    CHECK(asked(form, "places"));
    form = saved(a, d, "places.1.name", "本部", "0");
    CHECK(asked(form, "places"));
    world_check(d->w);
}

TEST(what_is_not_asked_is_not_sent_and_stays_for_later)
{
    struct desk *d = desk_begun(a, DB_SQLITE);
    struct ctx *c = world_acting(d->w, "applicant");
    struct submission sub;
    struct save_result r;
    desk_fill(d); /* also what only an equivalent institution is asked */
    CHECK_OK(application_save(c, d->id, "startup_count", "たくさん", 1, &r));
    CHECK_OK(application_submit(c, d->id, &sub)); /* its startups are not asked, so that is no mistake */
    CHECK_HAS_NOT(sub.answers, "operator_equivalent");
    CHECK_HAS_NOT(sub.answers, "startup_count");
    CHECK_HAS(sub.answers, "\"operator_kind\":\"national\"");
    CHECK_HAS_NOT(loopback_get(d->lead, PATH("/review"))->body, "準じる機関と考える理由");
    CHECK_OK(application_save(c, d->id, "operator_kind", "equivalent", 1, &r));
    const char *page = loopback_get(d->lead, PATH("/edit/operator"))->body;
    CHECK_HAS(page, "本文");
    CHECK_HAS(loopback_get(d->lead, PATH("/review"))->body, "準じる機関と考える理由");
    CHECK_OK(application_submit(c, d->id, &sub));
    CHECK_HAS(sub.answers, "operator_equivalent");
    world_check(d->w);
}

TEST(without_the_script_a_button_shows_what_is_newly_asked_and_one_more_row)
{
    struct desk *d = desk_begun(a, DB_SQLITE);
    const char *page = loopback_get(d->lead, PATH("/edit/operator"))->body;
    CHECK_HAS(page, "data-asks=\"operator_equivalent\" hidden");
    CHECK_HAS(page, "<noscript>");
    const struct reply *got = loopback_post(d->lead, PATH("/edit/operator"), "operator_kind", "equivalent",
                                            "base-operator_kind", "1", "then", "asks:operator_kind");
    CHECK_TEXT(got->location, PATH("/edit/operator#f-operator_kind"));
    page = loopback_get(d->lead, PATH("/edit/operator"))->body;
    CHECK_HAS_NOT(page, "data-asks=\"operator_equivalent\" hidden");
    got = loopback_post(d->lead, PATH("/edit/operator"), "place_kind", "several", "base-place_kind", "0", "then",
                        "row:places:3");
    CHECK_TEXT(got->location, PATH("/edit/operator?rows.places=3#f-places"));
    page = loopback_get(d->lead, PATH("/edit/operator?rows.places=3"))->body;
    CHECK_HAS(page, "value=\"row:places:4\"");
    page = loopback_get(d->lead, PATH("/edit/operator?rows.places=4711"))->body;
    CHECK_HAS_NOT(page, "value=\"row:places:");
    got = loopback_post(d->lead, PATH("/edit/operator"), "then", "asks:nothing");
    CHECK_TEXT(got->location, PATH("/edit/operator"));
    world_check(d->w);
}

TEST(what_is_known_of_the_institution_is_there_from_the_beginning)
{
    struct desk *d = desk_begun(a, DB_SQLITE);
    const char *page = loopback_get(d->lead, PATH("/edit/operator"))->body;
    CHECK_HAS(page, "value=\"国立大学法人試験大学\"");
    CHECK_HAS(page, "value=\"試験大学\"");
    CHECK_HAS(page, "value=\"national\" checked");
    world_check(d->w);
}

TEST(the_statement_of_a_real_organisation_is_that_of_the_call)
{
    struct desk *d = desk_begun(a, DB_SQLITE);
    CHECK_HAS(loopback_get(d->lead, PATH("/edit/operator"))->body, "実績等を確認できる実質的な組織である必要があります");
    CHECK_HAS(loopback_get(d->lead, PATH("/review"))->body, "「実質的な組織であることの確認」の内容を確認し");
    (void)loopback_get(d->lead, PATH("/edit/operator"));
    const struct reply *got =
        loopback_post(d->lead, PATH("/edit/operator"), "real_organisation", "confirmed",
                      "base-real_organisation", "0", "operator_self", "yes", "base-operator_self", "0");
    CHECK_I64(got->status, 303);
    const char *page = loopback_get(d->lead, PATH("/edit/operator"))->body;
    CHECK_HAS(page, "checked");
    CHECK_HAS(page, "field-error"); /* "yes" is no confirmation */
    (void)loopback_post(d->lead, PATH("/edit/operator"), "base-real_organisation",
                        "1"); /* taken back: nothing is sent */
    CHECK_HAS(loopback_get(d->lead, PATH("/review"))->body, "「実質的な組織であることの確認」の内容を確認し");
    world_check(d->w);
}

TEST(the_first_page_leads_to_everything_that_is_missing_and_warns_of_odd_figures)
{
    struct desk *d = desk_begun(a, DB_SQLITE);
    struct save_result r;
    const char *page = loopback_get(d->lead, d->path)->body;
    CHECK_HAS(page, "/edit/vision#f-aim");
    CHECK_HAS(page, "/edit/base#f-income.1.y1");
    CHECK_HAS(page, "1 / 8");
    desk_fill(d);
    page = loopback_get(d->lead, d->path)->body;
    CHECK_HAS_NOT(page, "#f-aim");
    struct ctx *c = world_acting(d->w, "applicant");
    CHECK_OK(application_save(c, d->id, "support_staff", "77", 1, &r));
    page = loopback_get(d->lead, PATH("/review"))->body;
    CHECK_HAS(page, "（77と5）");
    CHECK_HAS(page, "/edit/base#f-support_staff");
    CHECK_I64(loopback_post(d->lead, PATH("/submit"))->status, 303);
    world_check(d->w);
}

TEST(who_else_saved_within_ten_minutes_is_named_and_nobody_longer)
{
    struct desk *d = desk_begun(a, DB_SQLITE);
    desk_share(d, a, "editor");
    struct save_result r;
    CHECK_OK(application_save(world_acting(d->w, "applicant_b"), d->id, "plan", "本文", 0, &r));
    const char *page = loopback_get(d->lead, PATH("/edit/vision"))->body;
    CHECK_HAS(page, "申請 二郎さんが12:00:00に「① 拠点のビジョンと目的、戦略・計画」を保存しました");
    CHECK_HAS(page, "12:00:00（申請 二郎） 保存済み");
    CHECK_HAS_NOT(loopback_get(d->editor, PATH("/edit/vision"))->body, "申請 二郎さんが");
    world_set_now(d->w, STORE_NOW + INT64_C(601) * SECOND_US);
    CHECK_HAS_NOT(loopback_get(d->lead, PATH("/edit/vision"))->body, "申請 二郎さんが");
    world_check(d->w);
}

TEST(a_former_text_is_put_back_with_one_button_and_nothing_is_lost)
{
    struct desk *d = desk_begun(a, DB_SQLITE);
    struct save_result r;
    struct ctx *c = world_acting(d->w, "applicant");
    CHECK_OK(application_save(c, d->id, "aim", "初めの文", 0, &r));
    CHECK_OK(application_save(c, d->id, "aim", "二つ目の文", 1, &r));
    CHECK_HAS(loopback_get(d->lead, PATH("/edit/vision"))->body, "以前の文（1件）");
    const char *page = loopback_get(d->lead, PATH("/history?field=aim"))->body;
    CHECK_HAS(page, "初めの文");
    const char *button = strstr(page, "name=\"save\" value=\"");
    CHECK(button != NULL && !strstr(button + 1, "name=\"save\"")); /* not for the present text */
    if (!button)
        return;
    const char *save = arena_strndup(a, button + 19, strspn(button + 19, "0123456789"));
    const struct reply *got = loopback_post(d->lead, PATH("/put-back"), "save", save, "base", "1");
    CHECK_I64(got->status, 409); /* somebody saved since */
    got = loopback_post(d->lead, PATH("/put-back"), "save", save, "base", "2");
    CHECK_I64(got->status, 303);
    page = loopback_get(d->lead, got->location)->body;
    CHECK_HAS(page, "保存しました。");
    CHECK_HAS(loopback_get(d->lead, PATH("/edit/vision"))->body, "初めの文</textarea>");
    CHECK_HAS(page, "二つ目の文");
    desk_share(d, a, "viewer");
    CHECK_HAS_NOT(loopback_get(d->editor, PATH("/history?field=aim"))->body, "/put-back");
    CHECK_I64(loopback_post(d->editor, PATH("/put-back"), "save", save, "base", "3")->status, 403);
    CHECK_I64(loopback_post(d->lead, PATH("/put-back"), "save", "4711", "base", "3")->status, 404);
    CHECK_I64(loopback_get(d->lead, PATH("/history?field=nothing"))->status, 404);
    CHECK_I64(loopback_get(d->lead, PATH("/history?field=income.1.y1"))->status, 200);
    page = loopback_get(d->lead, PATH("/history?field=operator_kind"))->body;
    CHECK_HAS(page, "国立大学法人"); /* in words, not by its key */
    CHECK_HAS_NOT(page, ">national<");
    world_check(d->w);
}

TEST(texts_that_came_after_the_deadline_are_there_to_read_and_to_take_along)
{
    struct desk *d = desk_begun(a, DB_SQLITE);
    (void)loopback_get(d->lead, PATH("/edit/vision"));
    world_set_now(d->w, STORE_NOW + INT64_C(3600000000) + 1);
    const struct reply *got = loopback_post(d->lead, PATH("/save"), "field", "aim", "value", "間に合わなかった文", "base", "0");
    CHECK_HAS(got->body, "\"refused\"");
    CHECK_HAS(loopback_get(d->lead, d->path)->body, "締切後に届いた文を1件保管しています");
    got = loopback_get(d->lead, PATH("/late.txt"));
    CHECK_HAS(got->body, "間に合わなかった文");
    CHECK_HAS(got->body, "■ ビジョンと目的");
    CHECK_HAS(header_of(got->response, "Content-Disposition"), "attachment");
    CHECK_I64(loopback_get(world_as(d->w, "applicant_b"), PATH("/late.txt"))->status, 404);
    CHECK_HAS(loopback_get(d->lead, PATH("/history"))->body, "締切後に届いた文をダウンロード（1件）");
    world_check(d->w);
}
