/* Reminders before the deadline: by the call's data, once each, in words, and never to the office's eyes. */
#include "application_scene.h"

#include "application/reminder.h"
#include "base/date.h"
#include "mail/mail.h"

#define HOUR_US (INT64_C(3600) * SECOND_US)

TEST_STMT(test_reminders, READ, "", "SELECT count(*) FROM mail WHERE kind = 'draft_reminder'");
TEST_STMT(test_newest_reminder, READ, "",
          "SELECT body, subject FROM mail WHERE kind = 'draft_reminder' ORDER BY id DESC LIMIT 1");
TEST_STMT(test_move_closing, WRITE, "ii", "UPDATE call SET closes_at = $2 WHERE id = $1");

static int64_t reminders(struct ctx *c)
{
    int64_t n = -1;
    CHECK_OK(db_i64(c, test_reminders, &n));
    return n;
}

static instant closes(struct people *p)
{
    struct call *call = NULL;
    CHECK_OK(call_load(p->c, p->call, &call));
    return call->closes_at;
}

static void at(struct people *p, instant now)
{
    p->c->now = now;
    p->site.clock_fixed_at = now;
}

/* How many mails are written at that instant. */
static int64_t reminded_at(struct people *p, instant now)
{
    bool wanted = false;
    int64_t before = reminders(p->c);
    at(p, now);
    CHECK_OK(application_remind_wanted(p->c, &wanted));
    CHECK_OK(application_remind_due(p->c));
    int64_t sent = reminders(p->c) - before;
    CHECK(wanted == (sent > 0));
    return sent;
}

static const char *newest(struct ctx *c)
{
    struct row row;
    CHECK_OK(db_row(c, test_newest_reminder, &row));
    return row_text(&row, 0);
}

/* A draft begun nine days before the deadline. */
static int64_t draft(struct people *p)
{
    at(p, closes(p) - 9 * DAY_US);
    return people_begin(p, "北の試験拠点");
}

STORE_TEST(the_people_of_a_draft_are_reminded_a_week_a_day_and_an_hour_before_the_deadline_once_each)
{
    struct people *p = people_make(c, db, NULL, NULL);
    instant end = closes(p);
    people_share(p, draft(p));
    CHECK_I64(reminded_at(p, end - 7 * DAY_US - 1), 0);
    CHECK_I64(reminded_at(p, end - 7 * DAY_US), 3);
    CHECK_I64(reminded_at(p, end - 7 * DAY_US + 1), 0);
    CHECK_HAS(newest(c), "北の試験拠点");
    CHECK_HAS(newest(c), "未提出です");
    CHECK_HAS(newest(c), "・");
    CHECK_I64(reminded_at(p, end - DAY_US), 3);
    CHECK_I64(reminded_at(p, end - HOUR_US), 3);
    CHECK_I64(reminded_at(p, end - 1), 0);
    CHECK_LEDGER(c);
}

STORE_TEST(a_server_that_slept_over_reminders_sends_one_and_none_after_the_deadline)
{
    struct people *p = people_make(c, db, NULL, NULL);
    instant end = closes(p);
    (void)draft(p);
    CHECK_I64(reminded_at(p, end - 2 * 60 * SECOND_US), 1);
    CHECK_I64(reminded_at(p, end - 60 * SECOND_US), 0);
    CHECK_I64(reminded_at(p, end), 0);
    CHECK_I64(reminded_at(p, end + HOUR_US), 0);
}

STORE_TEST(the_office_finds_no_reminder_in_its_outbox)
{
    struct people *p = people_make(c, db, NULL, NULL);
    struct mail_lines mails;
    instant end = closes(p);
    (void)draft(p);
    CHECK_I64(reminded_at(p, end - DAY_US), 1);
    CHECK_OK(mail_list(c, "", 100, &mails));
    for (size_t i = 0; i < mails.n; i++)
        CHECK(strcmp(mails.v[i].kind, "draft_reminder") != 0);
}

STORE_TEST(who_has_sent_is_reminded_only_of_what_was_changed_since)
{
    struct people *p = people_make(c, db, NULL, NULL);
    instant end = closes(p);
    struct submission sent;
    int64_t id = draft(p);
    people_fill(p, id);
    CHECK_OK(application_submit(c, id, &sent));
    CHECK_I64(reminded_at(p, end - DAY_US), 0);
    at(p, end - 2 * HOUR_US);
    struct answer *v = NULL;
    size_t n = 0;
    CHECK_OK(application_answers(c, id, &n, &v));
    for (size_t i = 0; i < n; i++)
        if (strcmp(v[i].field_key, "hub_name") == 0)
            (void)people_save(p, id, "hub_name", "北の試験拠点（改）", v[i].revision);
    CHECK_I64(reminded_at(p, end - HOUR_US), 1);
    CHECK_HAS(newest(c), "最後に提出した内容がそのまま有効です");
    CHECK_OK(application_submit(c, id, &sent));
    CHECK_OK(application_withdraw(c, id, "試験のため"));
    CHECK_I64(reminded_at(p, end - 1), 0);
}

STORE_TEST(reminders_move_with_the_deadline)
{
    struct people *p = people_make(c, db, NULL, NULL);
    instant end = closes(p);
    (void)draft(p);
    CHECK_I64(reminded_at(p, end - HOUR_US), 1);
    TX(tx, c);
    CHECK_OK(db_must(tx, test_move_closing, I64(p->call), I64(end + 3 * HOUR_US)));
    CHECK_OK(tx_commit(tx));
    CHECK_I64(reminded_at(p, end + 2 * HOUR_US), 1);
    CHECK_I64(reminded_at(p, end + 3 * HOUR_US), 0);
}
