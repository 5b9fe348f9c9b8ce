/* Pages of an application, as lead, editor, viewer, stranger, institution office and nobody. */
#include "desk_scene.h"

#include "application/application.h"
#include "application.msg.h"
#include "base/date.h"
#include "base/id.h"
#include "call/call.h"
#include "call.msg.h"
#include "i18n/i18n.h"
#include "ledger/receipt.h"

#include <stdlib.h>

TEST_STMT(web_application_count, READ, "", "SELECT count(*) FROM application");
TEST_STMT(web_late_count, READ, "", "SELECT count(*) FROM answer_save WHERE outcome = 'late'");

#define PATH(more) arena_printf(a, "%s%s", d->path, more)

static const struct reply *autosave(struct desk *d, struct arena *a, struct loopback *lb, const char *field,
                                    const char *value, const char *base)
{
    (void)loopback_get(lb, PATH("/edit/vision"));
    return loopback_post(lb, PATH("/save"), "field", field, "value", value, "base", base);
}

static void path_on(struct arena *a, enum db_kind kind)
{
    struct desk *d = desk_begun(a, kind);
    if (!d)
        SKIP(STORE_NO_POSTGRES);
    const struct reply *got = loopback_get(d->lead, "/applications");
    CHECK_HAS(got->body, "未提出");
    CHECK_HAS(got->body, "試験拠点");
    got = autosave(d, a, d->lead, "aim", "<b>目的</b> & \"理由\"", "0");
    CHECK_I64(got->status, 200);
    CHECK_HAS(got->body, "\"state\":\"saved\"");
    CHECK_HAS(got->body, "\"at\":\"12:00:00\"");
    got = loopback_get(d->lead, PATH("/edit/vision"));
    CHECK_HAS(got->body, "&lt;b&gt;目的&lt;/b&gt; &amp; &quot;理由&quot;");
    CHECK_HAS(got->body, "12:00:00 保存済み");
    CHECK_HAS(got->body, "data-deadline");
    got = loopback_post(d->lead, PATH("/submit"));
    CHECK_I64(got->status, 409);
    CHECK_HAS(got->body, "提出できませんでした");
    CHECK_HAS(got->body, "/edit/vision#f-plan");
    struct ctx *c = world_acting(d->w, "applicant");
    struct save_result r;
    CHECK_OK(application_save(c, d->id, "aim", "", 1, &r));
    CHECK_OK(application_save(c, d->id, "aim", "本文", 2, &r));
    struct err *e = application_save(c, d->id, "plan", "本文", 0, &r);
    CHECK(!e);
    desk_fill(d);
    got = loopback_get(d->lead, PATH("/review"));
    CHECK_HAS(got->body, "必要な項目がそろっています");
    CHECK_HAS(got->body, "24.4%");
    got = loopback_post(d->lead, PATH("/submit"));
    CHECK_I64(got->status, 303);
    got = loopback_get(d->lead, PATH("/receipt"));
    CHECK_HAS(got->body, "12:00:00.000000");
    CHECK_HAS(got->body, "申請を提出しました。");
    got = loopback_get(d->lead, PATH("/receipt.json"));
    struct receipt proof;
    CHECK_OK(receipt_check(a, got->body, got->body_n, d->w->site.ledger_key->public, &proof));
    CHECK_HAS(loopback_get(d->lead, d->path)->body, "提出済み");
    CHECK_HAS(world_mail(d->w, world_email(d->w, "applicant")), "申請を受け付けました");
    CHECK_I64(loopback_get(d->lead, PATH("/history"))->status, 200);
    loopback_set_language(d->lead, "en");
    CHECK_HAS(loopback_get(d->lead, d->path)->body, "Submitted");
    world_check(d->w);
}

TEST(an_applicant_walks_from_the_first_key_stroke_to_the_receipt_on_sqlite)
{
    path_on(a, DB_SQLITE);
}

TEST(an_applicant_walks_from_the_first_key_stroke_to_the_receipt_on_postgres)
{
    path_on(a, DB_POSTGRES);
}

TEST(a_section_is_saved_as_a_whole_without_the_script)
{
    struct desk *d = desk_begun(a, DB_SQLITE);
    (void)loopback_get(d->lead, PATH("/edit/base"));
    const struct reply *got =
        loopback_post(d->lead, PATH("/edit/base"), "people", "体制", "base-people", "0", "support_staff",
                      "たくさん", "base-support_staff", "0", "income.1.y1", "1,000", "base-income.1.y1", "0",
                      "income.2.y1", "3000", "base-income.2.y1", "0");
    CHECK_I64(got->status, 303);
    got = loopback_get(d->lead, got->location);
    CHECK_HAS(got->body, "体制");
    CHECK_HAS(got->body, "たくさん"); /* kept, and said to be no number */
    CHECK_HAS(got->body, "field-error");
    CHECK_HAS(got->body, ">4,000<");
    CHECK_HAS(got->body, "25.0%");
    CHECK_HAS(got->body, "保存しました。");
    got = loopback_post(d->lead, PATH("/edit/operator"), "operator_kind", "kosen", "base-operator_kind", "1",
                        "then", "review");
    CHECK_TEXT(got->location, PATH("/review"));
    world_check(d->w);
}

TEST(a_submit_request_above_64_kib_is_refused_unread_and_sends_nothing)
{
    struct desk *d = desk_begun(a, DB_SQLITE);
    struct application *app = NULL;
    char *pad = arena_alloc(a, 70001);
    memset(pad, 'a', 70000);
    pad[70000] = 0;
    desk_fill(d);
    (void)loopback_get(d->lead, PATH("/review"));
    const struct reply *got = loopback_post(d->lead, PATH("/submit"), "pad", pad);
    CHECK_I64(got->status, 413);
    CHECK_HAS(got->body, "65,536");
    CHECK_OK(application_load(world_ctx(d->w), d->id, &app));
    CHECK_TEXT(app->state, "draft");
    (void)loopback_get(d->lead, PATH("/edit/vision"));
    got = loopback_post(d->lead, PATH("/edit/vision"), "aim", "本文", "base-aim", "0", "pad", pad);
    CHECK_I64(got->status, 303); /* texts of an application may be as long as ever */
    pad[60000] = 0;
    (void)loopback_get(d->lead, PATH("/review"));
    CHECK_I64(loopback_post(d->lead, PATH("/submit"), "pad", pad)->status, 303);
    world_check(d->w);
}

TEST(a_save_of_another_day_says_its_day)
{
    struct desk *d = desk_begun(a, DB_SQLITE);
    struct save_result r;
    struct ctx *c = world_acting(d->w, "applicant");
    c->now = STORE_NOW - DAY_US; /* before the day of the opening, when one may write already */
    CHECK_OK(application_save(c, d->id, "aim", "本文", 0, &r));
    c->now = STORE_NOW;
    CHECK_OK(application_save(c, d->id, "plan", "本文", 0, &r));
    CHECK_HAS(loopback_get(d->lead, PATH("/edit/vision"))->body, ">12:00:00 保存済み");
    CHECK_HAS(loopback_get(d->lead, PATH("/edit/vision"))->body, ">7月28日 12:00:00 保存済み");
    loopback_set_language(d->lead, "en");
    CHECK_HAS(loopback_get(d->lead, PATH("/edit/vision"))->body, "Saved at 28 July 12:00:00");
}

TEST(two_people_who_save_one_field_see_both_texts_and_choose)
{
    struct desk *d = desk_begun(a, DB_SQLITE);
    desk_share(d, a, "editor");
    (void)loopback_get(d->editor, PATH("/edit/vision"));
    CHECK_I64(loopback_post(d->lead, PATH("/edit/vision"), "aim", "代表者の文", "base-aim", "0")->status,
              303);
    const struct reply *got =
        loopback_post(d->editor, PATH("/edit/vision"), "aim", "編集者の文", "base-aim", "0");
    CHECK_I64(got->status, 409);
    CHECK_HAS(got->body, "代表者の文");
    CHECK_HAS(got->body, "編集者の文");
    CHECK_HAS(got->body, "申請 一子");
    got = autosave(d, a, d->editor, "aim", "編集者の文", "0");
    CHECK_HAS(got->body, "\"state\":\"conflict\"");
    CHECK_HAS(got->body, "代表者の文");
    (void)loopback_get(d->editor, PATH("/edit/vision"));
    got = loopback_post(d->editor, PATH("/edit/vision"), "aim", "編集者の文", "base-aim", "0", "newer.aim",
                        "1", "keep.aim", "mine");
    CHECK_I64(got->status, 303);
    CHECK_HAS(loopback_get(d->lead, PATH("/edit/vision"))->body, "編集者の文");
    CHECK_HAS(loopback_get(d->lead, PATH("/history"))->body, "控え（先に保存あり）");
    world_check(d->w);
}

TEST(a_save_after_the_deadline_is_answered_politely_and_kept)
{
    struct desk *d = desk_begun(a, DB_SQLITE);
    int64_t late = 0;
    (void)loopback_get(d->lead, PATH("/edit/vision"));
    world_set_now(d->w, DEADLINE + 1);
    const struct reply *got =
        loopback_post(d->lead, PATH("/edit/vision"), "aim", "遅れた文", "base-aim", "0");
    CHECK_I64(got->status, 409);
    CHECK_HAS(got->body, "遅れた文");
    CHECK_HAS(got->body, "控えとして保管しました");
    CHECK_HAS_NOT(got->body, "<textarea");
    got = loopback_post(d->lead, PATH("/save"), "field", "plan", "value", "遅れた計画", "base", "0");
    CHECK_HAS(got->body, "\"state\":\"refused\"");
    CHECK_OK(db_i64(world_ctx(d->w), web_late_count, &late));
    CHECK_I64(late, 2);
    got = loopback_post(d->lead, PATH("/submit"));
    CHECK_I64(got->status, 409);
    CHECK_HAS(got->body, "締め切りました");
    got = loopback_get(d->lead, PATH("/edit/vision"));
    CHECK_HAS_NOT(got->body, "<textarea");
    CHECK_HAS(loopback_get(d->lead, d->path)->body, "提出されないまま締め切られました");
    world_check(d->w);
}

TEST(an_application_of_others_is_the_very_same_404_as_one_that_does_not_exist)
{
    struct desk *d = desk_begun(a, DB_SQLITE);
    struct loopback *stranger = world_as(d->w, "applicant_b");
    static const char *const MORE[] = {
        "", "/edit/vision", "/review", "/receipt", "/receipt.json", "/history"
    };
    for (size_t i = 0; i < sizeof MORE / sizeof MORE[0]; i++) {
        const struct reply *got = loopback_get(stranger, PATH(MORE[i]));
        const struct reply *none =
            loopback_get(stranger, arena_printf(a, "/applications/7k3m9q2xd%s", MORE[i]));
        CHECK_I64(got->status, 404);
        CHECK_I64(none->status, 404);
        CHECK_I64(got->statements > none->statements ? 1 : 0, 1); /* it was there, and was looked at */
    }
    CHECK_HAS_NOT(loopback_get(stranger, "/applications")->body, "試験拠点");
    (void)loopback_get(stranger, "/applications/new?call=6");
    CHECK_I64(loopback_post(stranger, PATH("/submit"))->status, 404);
    CHECK_I64(loopback_get(d->w->loopback, d->path)->status, 303);
    struct loopback *office = world_as(d->w, "institution_office");
    CHECK_HAS(loopback_get(office, "/institution")->body, "試験拠点");
    CHECK_I64(loopback_get(office, d->path)->status, 200);
    CHECK_I64(loopback_get(world_as(d->w, "institution_office_b"), d->path)->status, 404);
    CHECK_HAS_NOT(loopback_get(world_as(d->w, "institution_office_b"), "/institution")->body, "試験拠点");
    desk_share(d, a, "viewer");
    CHECK_I64(loopback_get(d->editor, d->path)->status, 200);
    CHECK_HAS_NOT(loopback_get(d->editor, PATH("/edit/vision"))->body, "<textarea");
    world_check(d->w);
}

TEST(a_type_that_is_not_called_cannot_be_applied_for)
{
    struct desk *d = desk_make(a, DB_SQLITE);
    int64_t n = -1;
    const struct reply *got = loopback_get(d->lead, "/applications/new?call=6");
    CHECK_HAS_NOT(got->body, "value=\"platform\"");
    got = loopback_post(d->lead, "/applications/new", "call", "6", "type", "platform", "title", "残る題名",
                        "institution", "");
    CHECK_I64(got->status, 422);
    CHECK_HAS(got->body, "残る題名");
    CHECK_HAS(got->body, "類型を選んでください");
    world_set_now(d->w, DEADLINE + 1);
    CHECK_I64(loopback_get(d->lead, "/applications/new?call=6")->status, 409);
    CHECK_OK(db_i64(world_ctx(d->w), web_application_count, &n));
    CHECK_I64(n, 0);
}

TEST(a_file_is_attached_downloaded_and_taken_out)
{
    struct desk *d = desk_begun(a, DB_SQLITE);
    const char *pdf = "%PDF-1.4\n% web\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n";
    const char *to = PATH("/upload/outcome/evidence");
    (void)loopback_get(d->lead, PATH("/edit/outcome"));
    const struct reply *got = loopback_upload(d->lead, to, "evidence", "根拠.pdf",
                                              ((struct bytes){ (const uint8_t *)"GIF89a", 6 }));
    CHECK_I64(got->status, 422);
    CHECK_HAS(got->body, "pdf");
    got = loopback_upload(d->lead, to, "evidence", "根拠.pdf",
                          ((struct bytes){ (const uint8_t *)pdf, strlen(pdf) }));
    CHECK_I64(got->status, 303);
    got = loopback_get(d->lead, PATH("/edit/outcome"));
    CHECK_HAS(got->body, "根拠.pdf");
    const char *href = strstr(got->body, arena_printf(a, "%s/files/", d->path));
    CHECK(href != NULL);
    if (!href)
        return;
    const char *file =
        arena_strndup(a, href, strcspn(href, "\"/") == 0 ? strcspn(href, "\"") : strcspn(href, "\""));
    got = loopback_get(d->lead, file);
    CHECK_I64(got->status, 200);
    CHECK(got->body_n == strlen(pdf) && memcmp(got->body, pdf, got->body_n) == 0);
    CHECK_HAS(header_of(got->response, "Content-Disposition"), "attachment");
    CHECK_I64(loopback_get(world_as(d->w, "applicant_b"), file)->status, 404);
    (void)loopback_get(d->lead, PATH("/edit/outcome"));
    CHECK_I64(loopback_post(d->lead, arena_printf(a, "%s/remove", file))->status, 303);
    CHECK_I64(loopback_get(d->lead, file)->status, 404);
    world_check(d->w);
}

TEST(pages_of_applications_take_a_constant_number_of_statements)
{
    struct desk *d = desk_begun(a, DB_SQLITE);
    int64_t list = loopback_get(d->lead, "/applications")->statements;
    int64_t edit = loopback_get(d->lead, PATH("/edit/base"))->statements;
    desk_fill(d);
    struct ctx *c = world_acting(d->w, "applicant");
    for (int i = 0; i < 10; i++) {
        int64_t id = 0;
        CHECK_OK(application_begin(c, d->call, "regional_contribution", arena_printf(a, "拠点%d", i),
                                   d->w->institution, &id));
    }
    CHECK_I64(loopback_get(d->lead, "/applications")->statements, list);
    CHECK_I64(loopback_get(d->lead, PATH("/edit/base"))->statements, edit);
    CHECK(edit <= 10);
}
