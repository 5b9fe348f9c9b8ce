/* The days of the review in the store, and who is reminded when; on both stores. */
#include "../web/review_scene.h"

#include "mail/mail.h"
#include "review/period.h"

REVIEW_TEST(the_late_are_reminded_once_a_day_and_the_mail_names_no_application)
{
    size_t late = 0;
    review_ready(s, "reviewer");
    review_assign(s, 0, "reviewer");
    struct ctx *c = review_as(s, "office");
    CHECK_ERR(review_remind(review_as(s, "reviewer"), s->call->id, &late), ERR_NOT_FOUND);
    c = review_as(s, "office");
    int64_t before = review_count(s, "mail");
    CHECK_OK(review_remind(c, s->call->id, &late));
    CHECK_I64(late, 3);
    CHECK_I64(review_count(s, "mail"), before + 3);
    CHECK_OK(review_remind(c, s->call->id, &late));
    CHECK_I64(review_count(s, "mail"), before + 3);
    const char *mail = world_mail(s->w, world_email(s->w, "reviewer"));
    CHECK_HAS(mail, "評点票の提出（残り1件）");
    CHECK_HAS_NOT(mail, "拠点");
    world_set_now(s->w, STORE_NOW + DAY_US);
    CHECK_OK(review_remind(review_as(s, "office"), s->call->id, &late));
    CHECK_I64(review_count(s, "mail"), before + 6);
    struct review_counts n;
    CHECK_OK(review_counts(s->c, s->call, &n));
    CHECK(n.unpledged == 2 && n.undeclared == 2 && n.open_sheets == 1 && n.uncovered == 3 && n.doubtful == 0);
    world_check(s->w);
}

REVIEW_TEST(the_days_of_the_review_follow_from_the_rules_until_the_office_sets_them)
{
    struct review_period p;
    instant closes = s->call->closes_at;
    CHECK_OK(review_period_find(s->c, s->call, &p));
    CHECK(!p.set && p.from_at == closes && p.due_at == closes + (21 * 24 + 5) * 3600 * SECOND_US);
    CHECK_ERR(review_period_set(review_as(s, "reviewer"), s->call->id, closes, closes + DAY_US), ERR_NOT_FOUND);
    struct ctx *c = review_as(s, "office");
    CHECK_ERR(review_period_set(c, s->call->id, closes - 1, closes + DAY_US), ERR_INVALID);
    CHECK_ERR(review_period_set(c, s->call->id, closes, closes), ERR_INVALID);
    CHECK_OK(review_period_set(c, s->call->id, closes, closes + 10 * DAY_US));
    int64_t before = review_count(s, "ledger");
    CHECK_OK(review_period_set(c, s->call->id, closes, closes + 10 * DAY_US));
    CHECK_I64(review_count(s, "ledger"), before);
    CHECK_OK(review_period_set(c, s->call->id, closes, closes + 20 * DAY_US));
    CHECK_OK(review_period_find(c, s->call, &p));
    CHECK(p.set && p.due_at == closes + 20 * DAY_US);
    world_check(s->w);
}

/* How many are reminded by the program at that instant. */
static int64_t reminded_at(struct review_scene *s, instant at)
{
    size_t n = 0;
    bool wanted = false;
    int64_t before = review_count(s, "mail");
    world_set_now(s->w, at);
    CHECK_OK(review_remind_wanted(world_ctx(s->w), &wanted));
    CHECK_OK(review_remind_due(world_ctx(s->w), &n));
    int64_t sent = review_count(s, "mail") - before;
    CHECK(wanted == (sent > 0));
    return sent;
}

REVIEW_TEST(who_is_late_is_reminded_by_itself_a_week_and_a_day_before_the_end_and_after_it)
{
    struct review_period p;
    struct mail_lines mails;
    review_ready(s, "reviewer"); /* nothing assigned: nothing left to do */
    CHECK_OK(review_period_find(s->c, s->call, &p));
    CHECK_I64(reminded_at(s, p.due_at - 8 * DAY_US), 0);
    CHECK_I64(reminded_at(s, p.due_at - 7 * DAY_US), 2); /* reviewer_b and applicant_b have not begun */
    CHECK_I64(reminded_at(s, p.due_at - 7 * DAY_US + SECOND_US), 0);
    review_ready(s, "reviewer_b");
    CHECK_I64(reminded_at(s, p.due_at - DAY_US), 1);
    CHECK_I64(reminded_at(s, p.due_at - 1), 0);
    CHECK_I64(reminded_at(s, p.due_at), 1);
    CHECK_OK(mail_list(world_ctx(s->w), "", 1, &mails));
    struct mail_line last;
    CHECK_OK(mail_load(s->c, mails.v[0].id, &last));
    CHECK_HAS(last.body, "過ぎています");
    CHECK_HAS_NOT(last.body, "拠点」");
    CHECK_HAS_NOT(last.body, "寒冷地");
    CHECK_I64(reminded_at(s, p.due_at + 7 * DAY_US), 0);
    world_check(s->w);
}
