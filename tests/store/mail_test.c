/* Tests of the outbox: the job that sends, its retries, holding back. */
#include "ledger_check.h"
#include "smtp_sink.h"
#include "store.h"

#include "job/job.h"
#include "mail/mail.h"

#define SECOND ((int64_t)1000000)

static int64_t write_mail(struct ctx *c, struct site *site, const char *url)
{
    struct mail_lines all;
    *site = *ledger_test_site();
    site->smtp_url = url;
    site->mail_from = "noreply@hub.example.go.jp";
    c->site = site;
    struct mail m = { .key = "test:1",
                      .to_email = "a@example.ac.jp",
                      .to_name = "花子",
                      .kind = "test",
                      .subject = "お知らせ",
                      .body = "本文\n" };
    TX(tx, c);
    CHECK_OK(mail_add(tx, &m));
    CHECK_OK(mail_add(tx, &m)); /* the same key: one mail */
    CHECK_OK(tx_commit(tx));
    CHECK_OK(mail_list(c, "", 10, &all));
    CHECK_I64(all.n, 1);
    return all.v[0].id;
}

static struct mail_line now(struct ctx *c, int64_t id)
{
    struct mail_line m = { 0 };
    CHECK_OK(mail_load(c, id, &m));
    return m;
}

static int run(struct ctx *c)
{
    int ran = 0;
    CHECK_OK(job_run_due(c, &ran));
    return ran;
}

STORE_TEST(a_mail_goes_out_once)
{
    struct site site;
    struct sink *s = sink_start(c->arena, (const enum sink_mood[]){ SINK_TAKES }, 1);
    int64_t id = write_mail(c, &site, sink_url(s));
    CHECK_I64(run(c), 1);
    CHECK_I64(run(c), 0);
    CHECK_I64(now(c, id).state, MAIL_SENT);
    CHECK_I64(now(c, id).sent_at, c->now);
    CHECK_I64(sink_taken(s), 1);
    CHECK_TEXT(sink_rcpt(c->arena, s), "RCPT TO:<a@example.ac.jp>");
    CHECK_HAS(sink_message(c->arena, s), "Subject: =?UTF-8?B?44GK55+l44KJ44Gb?=\r\n");
    CHECK_LEDGER(c);
}

STORE_TEST(a_mail_is_tried_again_after_a_temporary_refusal_and_a_broken_connection)
{
    struct site site;
    struct sink *s = sink_start(c->arena, (const enum sink_mood[]){ SINK_LATER, SINK_BREAKS, SINK_TAKES }, 3);
    int64_t id = write_mail(c, &site, sink_url(s));
    CHECK_I64(run(c), 1);
    CHECK_I64(now(c, id).state, MAIL_WAITING);
    CHECK_HAS(now(c, id).last_error, "451");
    CHECK_I64(run(c), 0); /* a pause first */
    c->now += SECOND;
    CHECK_I64(run(c), 1);
    CHECK_I64(now(c, id).attempts, 2);
    CHECK_I64(sink_taken(s), 0);
    c->now += 2 * SECOND;
    CHECK_I64(run(c), 1);
    CHECK_I64(now(c, id).state, MAIL_SENT);
    CHECK_I64(sink_taken(s), 1);
}

STORE_TEST(a_refused_mail_fails_at_once_and_can_be_sent_again)
{
    struct site site;
    struct sink *s =
        sink_start(c->arena, (const enum sink_mood[]){ SINK_REFUSES, SINK_REFUSES_DATA, SINK_TAKES }, 3);
    int64_t id = write_mail(c, &site, sink_url(s));
    (void)run(c);
    CHECK_I64(now(c, id).state, MAIL_FAILED);
    CHECK_HAS(now(c, id).last_error, "550");
    CHECK_ERR(mail_hold(c, id), ERR_CONFLICT);
    CHECK_OK(mail_resend(c, id));
    CHECK_ERR(mail_resend(c, id), ERR_CONFLICT);
    (void)run(c);
    CHECK_I64(now(c, id).state, MAIL_FAILED);
    CHECK_OK(mail_resend(c, id));
    (void)run(c);
    CHECK_I64(now(c, id).state, MAIL_SENT);
    CHECK_I64(sink_taken(s), 1);
    CHECK_LEDGER(c);
}

STORE_TEST(a_mail_that_is_held_back_does_not_go_out_until_it_is_sent)
{
    struct site site;
    struct sink *s = sink_start(c->arena, (const enum sink_mood[]){ SINK_TAKES }, 1);
    int64_t id = write_mail(c, &site, sink_url(s));
    CHECK_OK(mail_hold(c, id));
    CHECK_I64(run(c), 1);
    CHECK_I64(sink_taken(s), 0);
    CHECK_OK(mail_resend(c, id));
    (void)run(c);
    CHECK_I64(sink_taken(s), 1);
    CHECK_I64(now(c, id).state, MAIL_SENT);
}

STORE_TEST(a_mail_is_given_up_after_many_attempts_without_a_server)
{
    struct site site;
    int64_t id = write_mail(c, &site, "smtp://127.0.0.1:1");
    for (int i = 0; i < JOB_ATTEMPTS; i++) {
        CHECK_I64(now(c, id).state, MAIL_WAITING);
        (void)run(c);
        c->now += 700 * SECOND;
    }
    CHECK_I64(now(c, id).state, MAIL_FAILED);
    CHECK_I64(now(c, id).attempts, JOB_ATTEMPTS);
}

STORE_TEST(without_a_mail_server_mails_wait)
{
    struct site site;
    int64_t id = write_mail(c, &site, "");
    CHECK_I64(run(c), 0);
    CHECK_I64(now(c, id).state, MAIL_WAITING);
}

STORE_TEST(in_a_rehearsal_mails_lie_in_the_tray)
{
    struct site rehearsal = *ledger_test_site();
    rehearsal.rehearsal = true;
    struct mail_lines all;
    c->site = &rehearsal;
    struct mail m = {
        .key = "k", .to_email = "a@b.example", .to_name = "", .kind = "t", .subject = "s", .body = "b"
    };
    {
        TX(tx, c);
        CHECK_OK(mail_add(tx, &m));
        CHECK_OK(tx_commit(tx));
    }
    CHECK_I64(run(c), 0);
    CHECK_OK(mail_list(c, "tray", 10, &all));
    CHECK_I64(all.n, 1);
    CHECK_I64(all.count[MAIL_TRAY], 1);
    CHECK_ERR(mail_resend(c, all.v[0].id), ERR_CONFLICT);
}
