/* The rooms of those who were asked to review: the office's list, invitation and table; the reviewer's own pages. */
#include "review_scene.h"

#include "base/id.h"
#include "review/reviewer.h"

#define ROOM "/office/review/reviewers"

static const char *head(void)
{
    return "メールアドレス,氏名,所属,以前の所属,専門分野,委嘱開始,委嘱終了,担当の上限\n";
}

TEST(the_office_invites_one_by_a_form_that_keeps_what_was_typed)
{
    struct review_scene *s = review_scene_make(a, DB_SQLITE);
    struct loopback *office = world_as(s->w, "office");
    CHECK_HAS(loopback_get(office, ROOM)->body, ROOM "/invite");
    CHECK_I64(loopback_get(office, ROOM "/invite")->status, 200);
    const struct reply *got =
        loopback_post(office, ROOM "/invite", "email", "x", "name", "", "expertise", "触媒化学");
    CHECK_I64(got->status, 422);
    CHECK_HAS(got->body, "触媒化学");
    CHECK_HAS(got->body, "氏名を書いてください");
    got = loopback_post(office, ROOM "/invite", "email", "shin@world.example", "name", "仮名 新",
                        "affiliation", "演習大学", "expertise", "触媒化学", "term_from-year", "2024",
                        "term_from-month", "8", "term_from-day", "1");
    CHECK_I64(got->status, 303);
    got = loopback_get(office, ROOM);
    CHECK_HAS(got->body, "shin@world.example");
    CHECK_HAS(got->body, "招待中");
    CHECK_HAS(got->body, "令和6年8月1日");
    world_check(s->w);
}

TEST(a_table_is_shown_before_anybody_is_written_to_and_a_fault_names_its_line)
{
    struct review_scene *s = review_scene_make(a, DB_SQLITE);
    struct loopback *office = world_as(s->w, "office");
    const char *good = arena_printf(
        a, "%sk1@world.example,仮名 一,演習大学,,触媒,,,\nk2@world.example,仮名 二,,,,,,\n", head());
    const char *bad = arena_printf(a, "%sk1@world.example,仮名 一,,,,,,\nnothing,仮名 二,,,,,,\n", head());
    int64_t mails = review_count(s, "mail");
    CHECK_I64(loopback_get(office, ROOM "/import")->status, 200);
    CHECK_HAS(loopback_get(office, ROOM "/import.csv")->body, "以前の所属");
    const struct reply *got = loopback_upload(office, ROOM "/import", "csv", "委員.csv",
                                              ((struct bytes){ (const uint8_t *)bad, strlen(bad) }));
    CHECK_I64(got->status, 422);
    CHECK_HAS(got->body, "審査委員.csv:3:1");
    got = loopback_upload(office, ROOM "/import", "csv", "委員.csv",
                          ((struct bytes){ (const uint8_t *)good, strlen(good) }));
    CHECK_I64(got->status, 200);
    CHECK_HAS(got->body, "まだ誰にも送っていません");
    CHECK_I64(review_count(s, "mail"), mails);
    got = loopback_post(office, ROOM "/import", "csv", good, "confirm", "1");
    CHECK_I64(got->status, 303);
    CHECK_I64(review_count(s, "mail"), mails + 2);
    CHECK_HAS(loopback_get(office, ROOM)->body, "k2@world.example");
    static const char SJIS[] = "\x83\x81\x81\x5b\x83\x8b,\n";
    got = loopback_upload(office, ROOM "/import", "csv", "sjis.csv",
                          ((struct bytes){ (const uint8_t *)SJIS, sizeof SJIS - 1 }));
    CHECK_I64(got->status, 422);
    world_check(s->w);
}

TEST(a_reviewer_declines_late_on_a_page_and_everything_closes)
{
    struct review_scene *s = review_scene_make(a, DB_SQLITE);
    review_ready(s, "reviewer");
    review_ready(s, "reviewer_b");
    review_assign(s, 0, "reviewer");
    struct loopback *lb = world_as(s->w, "reviewer"), *office = world_as(s->w, "office");
    const char *path = arena_printf(a, "/review/applications/%s", id_text(a, s->app[0]));
    CHECK_I64(loopback_get(lb, path)->status, 200);
    CHECK_I64(loopback_post(lb, "/review/decline", "reason", "体調を崩したため。")->status, 422);
    const struct reply *got = loopback_post(lb, "/review/decline", "confirm", "1", "reason", "");
    CHECK_I64(got->status, 422);
    CHECK_I64(loopback_post(lb, "/review/decline", "confirm", "1", "reason", "体調を崩したため。")->status,
              303);
    CHECK_I64(loopback_get(lb, path)->status, 404);
    got = loopback_get(lb, "/review");
    CHECK_HAS(got->body, "辞退を承りました");
    CHECK_HAS_NOT(got->body, "寒冷地拠点");
    CHECK_HAS_NOT(loopback_get(lb, "/review/declarations")->body, "寒冷地拠点");
    CHECK_HAS(got->body, "/review/destruction");
    CHECK_I64(loopback_get(lb, "/review/destruction")->status, 200);
    CHECK_I64(loopback_post(lb, "/review/destruction", "held", "なし")->status, 422);
    CHECK_I64(loopback_post(lb, "/review/destruction", "confirm", "1", "held", "なし")->status, 303);
    CHECK_HAS(loopback_get(lb, "/review")->body, "に確認しました");
    got = loopback_get(office, ROOM);
    CHECK_HAS(got->body, "体調を崩したため。");
    CHECK_HAS(loopback_get(office, "/office/review")->body, "0人（あと3人）");
    got = loopback_get(office, "/office/review/assignments");
    CHECK_HAS_NOT(got->body, "× 審査 一郎"); /* no box of theirs is left */
    world_check(s->w);
}

TEST(an_invitation_is_declined_on_its_page)
{
    struct review_scene *s = review_scene_make(a, DB_SQLITE);
    struct reviewer_facts x = { "no@world.example", "仮名 否", "", "", "", DATE_UNKNOWN, DATE_UNKNOWN, 0 };
    int64_t id = 0;
    CHECK_OK(reviewer_invite(review_as(s, "office"), s->call->id, &x, &id));
    const char *link = world_mail_link(s->w, "no@world.example");
    const char *to = arena_printf(a, "%s/decline", link);
    struct loopback *lb = world_as(s->w, "nobody");
    CHECK_HAS(loopback_get(lb, link)->body, to);
    CHECK_I64(loopback_post(lb, to, "reason", "")->status, 422);
    CHECK_HAS(loopback_post(lb, to, "reason", "多忙のため。")->body, "辞退を承りました");
    CHECK_I64(loopback_get(lb, link)->status, 404);
    (void)loopback_get(lb, "/register"); /* a page with a token */
    CHECK_I64(loopback_post(lb, to, "reason", "もう一度")->status, 404);
    struct loopback *office = world_as(s->w, "office");
    CHECK_HAS(loopback_get(office, ROOM)->body, "多忙のため。");
    CHECK_HAS(loopback_get(office, arena_printf(a, ROOM "/%s", id_text(a, id)))->body, "辞退を取り消す");
    world_check(s->w);
}
