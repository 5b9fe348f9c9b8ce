/* Tests of the pages of committee, office and applicant around the decision: who sees what, before the minute and
** after. */
#include "decision_scene.h"

#include "base/id.h"
#include "registry/register.h"


static const char *path_of(struct review_scene *s, const char *before, int app, const char *after)
{
    return arena_printf(s->w->arena, "%s%s%s", before, id_text(s->w->arena, s->app[app]), after);
}

static struct loopback *as(struct review_scene *s, const char *who)
{
    return world_as(s->w, who);
}

static void announce(struct review_scene *s)
{
    decide_all(s);
    CHECK_OK(prepare(s));
    CHECK_OK(approve(s));
    (void)world_run_jobs(s->w);
    world_set_now(s->w, ANNOUNCE_AT);
    (void)world_run_jobs(s->w);
}

/* ── the committee ── */

DECISION_TEST(the_committee_sees_the_applications_in_the_order_of_scores)
{
    struct loopback *chair = as(s, "chair");
    const struct reply *got = loopback_get(chair, "/committee");
    CHECK_I64(got->status, 200);
    const char *first = strstr(got->body, "寒冷地拠点");
    const char *second = strstr(got->body, "半導体拠点");
    const char *third = strstr(got->body, "海洋拠点");
    CHECK(first && second && third && first < second && second < third);
    CHECK_HAS(got->body, "2 / 2");
    CHECK_HAS(got->body, "未決定");
    got = loopback_get(chair, "/committee?sort=score&dir=up");
    first = strstr(got->body, "寒冷地拠点");
    third = strstr(got->body, "海洋拠点");
    CHECK(first && third && third < first);
    for (int i = 0; i < COMMITTEE_SORT_COUNT; i++)
        CHECK_I64(loopback_get(chair, arena_printf(s->w->arena, "/committee?sort=%s&dir=up",
                                                   committee_sort_word((enum committee_sort)i)))->status, 200);
    CHECK_I64(loopback_get(chair, "/committee?sort=x&dir=%00")->status / 100, 4);
}

DECISION_TEST(a_chair_who_has_not_declared_on_everything_is_led_there_and_sees_and_decides_nothing)
{
    struct decision_typed d = { OUTCOME_SELECT, "", "", "" };
    struct ctx *c = world_ctx(s->w);
    int64_t duty = 0;
    TX(tx, c);
    CHECK_OK(duty_grant(tx, world_person(s->w, "plain"), &(struct grant){ .duty = DUTY_CHAIR }, &duty));
    CHECK_OK(tx_commit(tx));
    struct loopback *lb = as(s, "plain");
    const struct reply *got = loopback_get(lb, "/committee");
    CHECK_I64(got->status, 200);
    CHECK_HAS(got->body, "/review/pledge");
    CHECK_HAS_NOT(got->body, "寒冷地拠点");
    got = loopback_get(lb, path_of(s, "/committee/applications/", 0, ""));
    CHECK_I64(got->status, 303);
    CHECK_TEXT(got->location, "/committee");
    got = loopback_get(lb, arena_printf(s->w->arena, "/committee/applications/%s", id_text(s->w->arena, 4711)));
    CHECK_I64(got->status, 303); /* the same for what does not exist */
    CHECK_I64(loopback_get(lb, path_of(s, "/committee/applications/", 0, "/files/00"))->status, 404);
    CHECK_ERR(decision_record(world_acting(s->w, "plain"), s->app[0], &d, 0), ERR_NOT_FOUND);
    CHECK_I64(loopback_get(lb, "/review/pledge")->status, 200);
    CHECK_I64(loopback_post(lb, "/review/pledge", "agree", "1")->status, 303);
    got = loopback_get(lb, "/review/declarations");
    CHECK_HAS(got->body, "寒冷地拠点");
    got = loopback_post(lb, "/review/declarations", arena_printf(s->w->arena, "category.%s",
                                                                 id_text(s->w->arena, s->app[0])),
                        "none.unrelated");
    CHECK_I64(got->status, 303);
    CHECK_HAS_NOT(loopback_get(lb, "/committee")->body, "寒冷地拠点"); /* one of three is not all */
    review_ready(s, "plain");
    CHECK_HAS(loopback_get(lb, "/committee")->body, "寒冷地拠点");
    CHECK_I64(loopback_get(lb, path_of(s, "/committee/applications/", 0, ""))->status, 200);
}

DECISION_TEST(the_committees_pages_take_a_constant_number_of_statements)
{
    struct loopback *chair = as(s, "chair");
    int64_t with_three = loopback_get(chair, "/committee")->statements;
    CHECK_OK(application_withdraw(world_acting(s->w, "applicant"), s->app[2], "事情が変わった。"));
    CHECK_I64(loopback_get(chair, "/committee")->statements, with_three);
    CHECK(with_three <= 12);
    struct loopback *office = as(s, "office");
    CHECK(loopback_get(office, "/office/decision")->statements <= 14);
}

DECISION_TEST(a_member_in_conflict_finds_no_trace_of_the_application)
{
    in_conflict(s, "committee", 0);
    struct loopback *member = as(s, "committee");
    const struct reply *got = loopback_get(member, "/committee");
    CHECK_HAS_NOT(got->body, "寒冷地拠点");
    CHECK_HAS(got->body, "海洋拠点");
    CHECK_HAS(got->body, "2件");
    got = loopback_get(member, path_of(s, "/committee/applications/", 0, ""));
    const struct reply *never = loopback_get(
        member, arena_printf(s->w->arena, "/committee/applications/%s", id_text(s->w->arena, 4711)));
    CHECK_I64(got->status, 404);
    CHECK_I64(never->status, 404);
    CHECK_I64(got->body_n, never->body_n);
    CHECK_I64(loopback_post(member, path_of(s, "/committee/applications/", 0, "/decide"), "csrf",
                            loopback_input(member, "csrf"), "outcome", "select", "seen", "0")
                  ->status,
              404);
    CHECK_OK(decide(s, 0, OUTCOME_DECLINE, ""));
    CHECK_OK(decide(s, 1, OUTCOME_SELECT, "地域の均衡を重くみた。"));
    got = loopback_get(member, path_of(s, "/committee/applications/", 1, ""));
    CHECK_HAS_NOT(got->body, "寒冷地拠点"); /* nor as the reason of a departure */
}

DECISION_TEST(the_chair_decides_on_the_page_and_a_mistake_keeps_what_was_typed)
{
    struct loopback *chair = as(s, "chair");
    const char *page = path_of(s, "/committee/applications/", 1, "");
    const char *to = path_of(s, "/committee/applications/", 1, "/decide");
    CHECK_OK(decide(s, 0, OUTCOME_DECLINE, ""));
    const struct reply *got = loopback_get(chair, page);
    CHECK_I64(got->status, 200);
    CHECK_HAS(got->body, "委員A");
    CHECK_HAS_NOT(got->body, "審査 五月");
    got = loopback_post(chair, to, "seen", "0", "outcome", "select", "reason", "", "comment", "よく練られた計画である。",
                        "conditions", "");
    CHECK_I64(got->status, 422);
    CHECK_HAS(got->body, "よく練られた計画である。");
    CHECK_HAS(got->body, "寒冷地拠点");
    got = loopback_post(chair, to, "seen", "0", "outcome", "select", "reason", "地域の均衡を重くみた。", "comment",
                        "よく練られた計画である。", "conditions", "");
    CHECK_I64(got->status, 303);
    got = loopback_get(chair, got->location);
    CHECK_HAS(got->body, "決定を記録しました");
    CHECK_HAS(got->body, "評点の順と異なる");
    struct loopback *second = as(s, "committee");
    (void)loopback_get(second, page);
    got = loopback_post(second, to, "seen", "0", "outcome", "decline", "reason", "", "comment", "私の意見。",
                        "conditions", "");
    CHECK_I64(got->status, 409);
    CHECK_HAS(got->body, "座長 八重");
    CHECK_HAS(got->body, "私の意見。");
    CHECK_I64(rows_of(s, "decided"), 2);
}

DECISION_TEST(nobody_else_sees_the_committees_pages)
{
    static const char *const OTHERS[] = { "applicant", "reviewer",   "office", "institution_office_b",
                                          "bureau",    "hub_contact" };
    for (size_t i = 0; i < sizeof OTHERS / sizeof OTHERS[0]; i++) {
        struct loopback *lb = as(s, OTHERS[i]);
        CHECK_I64(loopback_get(lb, "/committee")->status, 404);
        CHECK_I64(loopback_get(lb, path_of(s, "/committee/applications/", 0, ""))->status, 404);
        CHECK_I64(loopback_get(lb, path_of(s, "/committee/applications/", 0, "/files/00"))->status, 404);
    }
    CHECK_I64(loopback_get(as(s, "chair"), path_of(s, "/committee/applications/", 0, "/files/00"))->status, 404);
    CHECK_I64(loopback_get(as(s, "nobody"), "/committee")->status, 303);
    CHECK_I64(loopback_get(as(s, "applicant"), "/office/decision")->status, 404);
    CHECK_I64(loopback_get(as(s, "chair"), "/office/decision")->status, 404);
}

/* ── the office ── */

DECISION_TEST(the_office_is_asked_about_a_doubtful_day_and_keeps_what_it_typed)
{
    struct loopback *office = as(s, "office");
    const struct reply *got = loopback_get(office, "/office/decision");
    CHECK_I64(got->status, 200);
    CHECK_HAS(got->body, "採否の決まっていない申請が3件あります");
    decide_all(s);
    CHECK_I64(loopback_get(office, "/office/decision/prepare")->status, 200);
    got = loopback_post(office, "/office/decision/prepare", "seen", "0", "announce-year", "2025", "announce-month", "3",
                        "announce-day", "29", "announce-hour", "14", "announce-minute", "0", "prefix", "20250329産局",
                        "signatory", "局長　経済　太郎");
    CHECK_I64(got->status, 422);
    CHECK_HAS(got->body, "土曜日");
    CHECK_HAS(got->body, "令和9年3月31日"); /* both ends of the term */
    CHECK_HAS(got->body, "令和10年3月31日");
    CHECK_HAS(got->body, "20250329産局");
    CHECK_TEXT(loopback_input(office, "asked"), "2025-03-29");
    got =
        loopback_post(office, "/office/decision/prepare", "seen", "0", "announce-year", "2024",
                      "announce-month", "9", "announce-day", "15", "announce-hour", "14", "announce-minute",
                      "0", "asked", "2025-03-29", "sure", "1", "prefix", "20250329産局", "signatory", "局長");
    CHECK_I64(got->status, 422); /* the answer was about another day; this one is a Sunday */
    got = loopback_post(office, "/office/decision/prepare", "seen", "0", "announce-year", "2025",
                        "announce-month", "3", "announce-day", "29", "announce-hour", "14", "announce-minute",
                        "0", "asked", "2025-03-29", "sure", "1", "prefix", "20250329産局", "signatory",
                        "局長　経済　太郎");
    CHECK_I64(got->status, 303);
    got = loopback_get(office, "/office/decision");
    CHECK_HAS(got->body, "20250329産局第1号");
    CHECK_HAS(got->body, "承認待ち");
}

DECISION_TEST(the_office_previews_letters_and_the_lead_approves_and_recalls)
{
    decide_all(s);
    CHECK_OK(prepare(s));
    struct loopback *office = as(s, "office");
    const struct reply *got = loopback_get(office, path_of(s, "/office/decision/letters/", 0, ""));
    CHECK_I64(got->status, 200);
    CHECK_TEXT(got->type, "application/pdf");
    const char *release = id_text(s->w->arena, the_release(s)->id);
    (void)loopback_get(office, "/office/decision");
    CHECK_I64(loopback_post(office, "/office/decision/approve", "csrf", loopback_input(office, "csrf"),
                            "release", release, "seen", "1")
                  ->status,
              403);
    struct loopback *lead = as(s, "office_lead");
    (void)loopback_get(lead, "/office/decision");
    got = loopback_post(lead, "/office/decision/approve", "release", release, "seen", "1");
    CHECK_I64(got->status, 303);
    got = loopback_get(lead, "/office/decision"); /* the second step is taken in another system */
    CHECK_HAS(got->body, "name=\"number\"");
    got = loopback_post(lead, "/office/decision/approve", "release", release, "seen", "2", "number", "",
        "on-year", "2024",
                        "on-month", "7", "on-day", "30");
    CHECK_I64(got->status, 422);
    CHECK_HAS(got->body, "決裁番号を1行で入力してください");
    CHECK_HAS(got->body, "決裁日がまだ来ていません");
    got = loopback_post(lead, "/office/decision/approve", "csrf", loopback_input(lead, "csrf"), "release",
        release, "seen",
                        "2", "number", "演局決第12号", "on-year", "2024", "on-month", "7", "on-day", "29");
    CHECK_I64(got->status, 303);
    got = loopback_get(lead, "/office/decision");
    CHECK_HAS(got->body, "演局決第12号");
    got = loopback_post(lead, "/office/decision/approve", "csrf", loopback_input(lead, "csrf"), "release",
                        release, "seen", "1");
    CHECK_I64(got->status, 409);
    CHECK_HAS(got->body, "責任 十和");
    (void)loopback_get(lead, "/office/decision");
    got = loopback_post(lead, "/office/decision/recall", "release", release, "seen", "3");
    CHECK_I64(got->status, 409); /* not ticked */
    (void)loopback_get(lead, "/office/decision");
    got = loopback_post(lead, "/office/decision/recall", "release", release, "seen", "3", "confirm", "1");
    CHECK_I64(got->status, 303);
    CHECK_TEXT(the_release(s)->state, "prepared");
}

DECISION_TEST(a_release_is_returned_on_the_page_with_its_reason)
{
    decide_all(s);
    CHECK_OK(prepare(s));
    const char *release = id_text(s->w->arena, the_release(s)->id);
    struct loopback *lead = as(s, "office_lead");
    (void)loopback_get(lead, "/office/decision");
    const struct reply *got =
        loopback_post(lead, "/office/decision/return", "release", release, "seen", "1", "why", " ");
    CHECK_I64(got->status, 422);
    CHECK_HAS(got->body, "差し戻す理由を書いてください");
    got = loopback_post(lead, "/office/decision/return", "csrf", loopback_input(lead, "csrf"), "release", release,
                        "seen", "1", "why", "<b>公表日</b>を改めること。");
    CHECK_I64(got->status, 303);
    got = loopback_get(lead, "/office/decision");
    CHECK_HAS(got->body, "&lt;b&gt;公表日&lt;/b&gt;を改めること。");
    CHECK_HAS(got->body, "差戻し");
    CHECK_HAS_NOT(got->body, "/office/decision/approve\"");
    CHECK_HAS(world_mail(s->w, "office@world.example"), "公表日");
}

DECISION_TEST(the_press_text_says_the_numbers_in_both_languages)
{
    struct loopback *office = as(s, "office");
    CHECK_I64(loopback_get(office, "/office/decision/press")->status, 404);
    decide_all(s);
    CHECK_OK(prepare(s));
    const struct reply *got = loopback_get(office, "/office/decision/press");
    CHECK_I64(got->status, 200);
    CHECK_HAS(got->body, "3件の申請を受け付けました");
    CHECK_HAS(got->body, "2件を選抜拠点として決定");
    CHECK_HAS(got->body, "申請3件、選抜2件");
    CHECK_HAS(got->body, "寒冷地拠点（試験大学）");
    CHECK_HAS_NOT(got->body, "海洋拠点");
    CHECK_HAS(got->body, "3 applied, 2 selected");
    CHECK_HAS(got->body, "公表できません");
}

/* ── the applicant and the public ── */

DECISION_TEST(before_the_minute_an_applicant_sees_nothing_and_after_it_the_result)
{
    struct loopback *applicant = as(s, "applicant");
    const char *result = path_of(s, "/applications/", 0, "/result");
    const char *letter = path_of(s, "/applications/", 0, "/letter.pdf");
    CHECK_I64(loopback_get(applicant, result)->status, 404);
    {
        TX(tx, world_ctx(s->w));
        CHECK_OK(register_import(tx, test_source_path(s->w->arena, "programmes/j-innovation-hub")));
        CHECK_OK(tx_commit(tx));
    }
    decide_all(s);
    CHECK_OK(prepare(s));
    CHECK_OK(approve(s));
    (void)world_run_jobs(s->w);
    world_set_now(s->w, ANNOUNCE_AT - 1);
    (void)world_run_jobs(s->w);
    applicant = as(s, "applicant"); /* the session of two months ago has ended */
    CHECK_I64(loopback_get(applicant, result)->status, 404);
    CHECK_I64(loopback_get(applicant, letter)->status, 404);
    CHECK_HAS_NOT(loopback_get(s->w->loopback, "/hubs")->body, "寒冷地拠点");
    CHECK(!world_mail(s->w, "applicant@world.example") ||
          !strstr(world_mail(s->w, "applicant@world.example"), "/result"));
    world_set_now(s->w, ANNOUNCE_AT);
    (void)world_run_jobs(s->w);
    const struct reply *got = loopback_get(applicant, result);
    CHECK_I64(got->status, 200);
    CHECK_HAS(got->body, "選抜拠点として決定しました");
    CHECK_HAS(got->body, "令和9年3月31日");
    CHECK_HAS(loopback_get(applicant, path_of(s, "/applications/", 1, "/result"))->body, "選抜に至りませんでした");
    CHECK_I64(loopback_get(as(s, "institution_office"), result)->status, 200);
    CHECK_HAS(loopback_get(s->w->loopback, "/hubs")->body, "寒冷地拠点");
}

DECISION_TEST(a_stranger_finds_no_result_and_no_letter)
{
    static const char *const STRANGERS[] = { "applicant_b", "institution_office_b", "reviewer", "plain",
                                             "hub_contact" };
    announce(s);
    for (size_t i = 0; i < sizeof STRANGERS / sizeof STRANGERS[0]; i++) {
        struct loopback *lb = as(s, STRANGERS[i]);
        CHECK_I64(loopback_get(lb, path_of(s, "/applications/", 0, "/result"))->status, 404);
        CHECK_I64(loopback_get(lb, path_of(s, "/applications/", 0, "/letter.pdf"))->status, 404);
    }
    CHECK_I64(loopback_get(s->w->loopback, path_of(s, "/applications/", 0, "/letter.pdf"))->status, 303);
}

DECISION_TEST(the_letter_is_a_pdf_to_keep)
{
    announce(s);
    struct loopback *applicant = as(s, "applicant");
    const struct reply *got = loopback_get(applicant, path_of(s, "/applications/", 0, "/letter.pdf"));
    CHECK_I64(got->status, 200);
    CHECK_TEXT(got->type, "application/pdf");
    CHECK_HAS(header_of(got->response, "Content-Disposition"), "attachment");
}

DECISION_TEST(the_text_of_the_announcement_is_public_from_its_minute_on_in_both_languages)
{
    struct loopback *anybody = as(s, "nobody");
    const char *path = arena_printf(s->w->arena, "/calls/%s/announcement", s->call->round);
    CHECK_I64(loopback_get(anybody, path)->status, 404);
    decide_all(s);
    CHECK_OK(prepare(s));
    CHECK_OK(approve(s));
    (void)world_run_jobs(s->w);
    world_set_now(s->w, ANNOUNCE_AT - 1);
    (void)world_run_jobs(s->w);
    CHECK_I64(loopback_get(anybody, path)->status, 404);
    CHECK_I64(loopback_get(as(s, "office"), path)->status, 404);
    world_set_now(s->w, ANNOUNCE_AT);
    (void)world_run_jobs(s->w);
    const struct reply *got = loopback_get(anybody, path);
    CHECK_I64(got->status, 200);
    CHECK_HAS(got->body, "寒冷地拠点（試験大学）");
    CHECK_HAS_NOT(got->body, "海洋拠点");
    loopback_set_language(anybody, "en");
    CHECK_HAS(loopback_get(anybody, path)->body, "3 applied, 2 selected");
}
