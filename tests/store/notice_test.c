/* Tests of the notice before the announcement: who learns what, what is asked of the selected, and what
** becomes public. */
#include "web/decision_scene.h"

#include "base/id.h"
#include "decision.msg.h"
#include "decision/public_entry_store.h"
#include "decision/release_jobs.h"
#include "i18n/i18n.h"
#include "ledger/ledger.h"
#include "notice.msg.h"
#include "registry/register.h"

#define NOTICE_AT (STORE_NOW + 40 * DAY_US)
#define CONFIRM_BY (STORE_NOW + 50 * DAY_US)

static const struct msg *msg_of(const struct err *e)
{
    return e ? e->msg : NULL;
}

static struct err *prepare_notice(struct review_scene *s)
{
    struct release *r = NULL;
    struct release_typed t = { .announce_at = ANNOUNCE_AT, .document_prefix = "20241001産局", .signed_by_ja = "局長",
                               .counts = COUNTS_TOTAL, .notice_at = NOTICE_AT, .confirm_by = CONFIRM_BY };
    TRY(release_find(world_ctx(s->w), s->call->id, &r));
    return release_prepare(world_acting(s->w, "office"), s->call->id, &t, r ? r->revision : 0);
}

static void approve_with_notice(struct review_scene *s)
{
    decide_all(s);
    CHECK_OK(prepare_notice(s));
    CHECK_OK(approve(s));
    (void)world_run_jobs(s->w);
}

static void give_notice(struct review_scene *s)
{
    approve_with_notice(s);
    world_set_now(s->w, NOTICE_AT);
    (void)world_run_jobs(s->w);
}

static struct public_entry *entry_of(struct review_scene *s, int app)
{
    struct public_entry *e = NULL;
    CHECK_OK(public_entry_find(world_ctx(s->w), s->app[app], &e));
    CHECK(e != NULL);
    return e;
}

static struct public_texts whole(const struct public_entry *e)
{
    struct public_texts t = e->texts;
    t.v[PUBLIC_NAME_EN] = "Cold Region Hub";
    t.v[PUBLIC_INSTITUTION_EN] = "Test University";
    return t;
}

TEST(notice_and_confirmation_lie_between_now_and_the_announcement)
{
    CHECK_OK(release_notice_check(a, INSTANT_UNKNOWN, INSTANT_UNKNOWN, 100, 10));
    CHECK_OK(release_notice_check(a, 20, 30, 100, 10));
    const struct err *e = release_notice_check(a, 10, 30, 100, 10);
    CHECK_TEXT(e ? e->field : NULL, "notice");
    e = release_notice_check(a, 100, 110, 100, 10);
    CHECK(err_of_field(e, "notice") && err_of_field(e, "confirm"));
    CHECK(err_of_field(release_notice_check(a, 20, 20, 100, 10), "confirm"));
    CHECK(err_of_field(release_notice_check(a, 20, 100, 100, 10), "confirm"));
    CHECK(err_of_field(release_notice_check(a, 20, INSTANT_UNKNOWN, 100, 10), "confirm"));
    CHECK(err_of_field(release_notice_check(a, INSTANT_UNKNOWN, 30, 100, 10), "confirm"));
}

DECISION_TEST(notice_is_given_at_its_minute_in_confidence_and_once)
{
    struct public_entries all;
    approve_with_notice(s);
    world_set_now(s->w, NOTICE_AT - 1);
    (void)world_run_jobs(s->w);
    CHECK_I64(the_release(s)->noticed_at, INSTANT_UNKNOWN);
    CHECK(msg_of(release_notify(world_ctx(s->w), the_release(s)->id)) == &MSG_RELEASE_TOO_EARLY);
    world_set_now(s->w, NOTICE_AT);
    (void)world_run_jobs(s->w);
    CHECK_I64(the_release(s)->noticed_at, NOTICE_AT);
    CHECK_OK(release_notify(world_ctx(s->w), the_release(s)->id));
    CHECK_OK(public_entry_list(world_ctx(s->w), s->call->id, &all));
    CHECK_I64(all.n, 2); /* the selected, nobody else */
    const char *mail = world_mail(s->w, "applicant@world.example");
    CHECK_HAS(mail, "公表までは、結果を外部に示さないよう");
    CHECK_HAS(mail, "/result");
    CHECK_HAS_NOT(mail, "選抜拠点として決定");
    CHECK_HAS_NOT(mail, "至りませんでした");
    CHECK_I64(rows_of(s, "designation"), 0);
    CHECK_I64(rows_of(s, "mail"), 0); /* those of the announcement */
}

DECISION_TEST(after_the_notice_no_decision_changes_until_the_release_is_recalled)
{
    struct decision_typed d = { OUTCOME_DECLINE, "", "改める。", "" };
    give_notice(s);
    CHECK(msg_of(decision_record(world_acting(s->w, "chair"), s->app[1], &d, 1)) == &MSG_DECISION_AFTER_NOTICE);
    CHECK_OK(release_recall(world_acting(s->w, "office_lead"), the_release(s)->id, the_release(s)->revision));
    CHECK_I64(the_release(s)->noticed_at, INSTANT_UNKNOWN);
    CHECK_OK(decision_record(world_acting(s->w, "chair"), s->app[1], &d, 1));
    world_set_now(s->w, ANNOUNCE_AT);
    (void)world_run_jobs(s->w);
    CHECK_I64(rows_of(s, "designation"), 0);
}

DECISION_TEST(the_lead_confirms_or_proposes_and_the_office_takes_it)
{
    bool confirmed = true;
    give_notice(s);
    struct public_entry *e = entry_of(s, 0);
    struct public_texts t = e->texts;
    const struct err *err =
        public_entry_answer(world_acting(s->w, "applicant"), s->app[0], &t, "", e->revision, &confirmed);
    CHECK(err_of_field(err, "name_en") && err_of_field(err, "institution_en")); /* nobody wrote them yet */
    t = whole(e);
    CHECK_OK(public_entry_answer(world_acting(s->w, "applicant"), s->app[0], &t, "英語名を補いました。", e->revision,
                                 &confirmed));
    CHECK(!confirmed);
    CHECK_TEXT(entry_of(s, 0)->state, "proposed");
    CHECK_TEXT(entry_of(s, 0)->texts.v[PUBLIC_NAME_EN], "");
    CHECK_ERR(public_entry_answer(world_acting(s->w, "applicant"), s->app[0], &t, "", e->revision, &confirmed),
              ERR_CONFLICT); /* seen before */
    e = entry_of(s, 0);
    CHECK_ERR(public_entry_reply(world_acting(s->w, "office"), s->app[0], PUBLIC_RETURN, NULL, " ", e->revision),
              ERR_INVALID);
    CHECK_OK(public_entry_reply(world_acting(s->w, "office"), s->app[0], PUBLIC_RETURN, NULL, "大文字を改めてください。",
                                e->revision));
    CHECK_HAS(world_mail(s->w, "applicant@world.example"), "大文字を改めてください。");
    e = entry_of(s, 0);
    CHECK_OK(public_entry_answer(world_acting(s->w, "applicant"), s->app[0], &t, "", e->revision, &confirmed));
    CHECK_OK(public_entry_reply(world_acting(s->w, "office"), s->app[0], PUBLIC_ACCEPT, NULL, "", e->revision + 1));
    CHECK_TEXT(entry_of(s, 0)->state, "confirmed");
    CHECK_TEXT(entry_of(s, 0)->texts.v[PUBLIC_NAME_EN], "Cold Region Hub");
    CHECK_OK(public_entry_answer(world_acting(s->w, "applicant"), s->app[0], &t, "", 1, &confirmed)); /* as it stands */
    CHECK(confirmed);
    int64_t seen = entry_of(s, 0)->revision;
    CHECK(msg_of(public_entry_reply(world_acting(s->w, "office"), s->app[0], PUBLIC_ACCEPT, NULL, "",
                                    seen)) == &MSG_NOTICE_NOTHING_PROPOSED);
}

DECISION_TEST(nobody_but_the_lead_of_a_selected_application_answers)
{
    static const char *const OTHERS[] = { "applicant_b", "institution_office_b", "reviewer", "chair", "plain",
        "office" };
    bool confirmed = false;
    give_notice(s);
    struct public_texts t = whole(entry_of(s, 0));
    for (size_t i = 0; i < sizeof OTHERS / sizeof OTHERS[0]; i++)
        CHECK_ERR(public_entry_answer(world_acting(s->w, OTHERS[i]), s->app[0], &t, "", 1, &confirmed), ERR_NOT_FOUND);
    CHECK_ERR(public_entry_answer(world_acting(s->w, "institution_office"), s->app[0], &t, "", 1, &confirmed),
              ERR_FORBIDDEN);
    CHECK_ERR(public_entry_answer(world_acting(s->w, "applicant"), s->app[1], &t, "", 1, &confirmed),
              ERR_NOT_FOUND); /* not selected: nothing is asked */
    CHECK_ERR(public_entry_reply(world_acting(s->w, "applicant"), s->app[0], PUBLIC_SET, &t, "x", 1), ERR_NOT_FOUND);
}

DECISION_TEST(register_and_announcement_bear_the_names_that_were_confirmed)
{
    designation_list list;
    bool confirmed = false;
    give_notice(s);
    struct public_texts t = whole(entry_of(s, 0));
    t.v[PUBLIC_NAME_JA] = "寒冷地 共創拠点";
    CHECK_OK(public_entry_answer(world_acting(s->w, "applicant"), s->app[0], &t, "", 1, &confirmed));
    CHECK_OK(public_entry_reply(world_acting(s->w, "office"), s->app[0], PUBLIC_ACCEPT, NULL, "", 2));
    world_set_now(s->w, CONFIRM_BY - DAY_US);
    (void)world_run_jobs(s->w);
    CHECK_HAS(world_mail(s->w, "applicant@world.example"), "確認を、"); /* 半導体拠点 has not answered */
    world_set_now(s->w, ANNOUNCE_AT);
    (void)world_run_jobs(s->w);
    CHECK_OK(register_list(world_ctx(s->w), &(struct register_query){ .text = "Cold Region" }, &list));
    CHECK_I64(list.n, 1);
    CHECK_TEXT(list.n ? name_today(&list.v[0])->name : NULL, "寒冷地 共創拠点");
    CHECK_TEXT(list.n ? name_today(&list.v[0])->institution_en : NULL, "Test University");
    CHECK(list.n && list.v[0].summary_ja);
    CHECK_HAS(the_release(s)->press_ja, "寒冷地 共創拠点（試験大学）");
    CHECK_HAS(the_release(s)->press_en, "Cold Region Hub");
    CHECK_HAS(the_release(s)->press_en, "Test University");
    CHECK_HAS(the_release(s)->press_ja, "3件の申請");
    CHECK_HAS_NOT(the_release(s)->press_ja, "申請3件、選抜2件"); /* only the total was chosen */
    CHECK_I64(rows_of(s, "mail"), 3);
    CHECK(msg_of(public_entry_answer(world_acting(s->w, "applicant"), s->app[0], &t, "", 3, &confirmed)) != NULL);
}

TEST_STMT(call_under, WRITE, "ii", "UPDATE call SET definition_id = $1 WHERE id = $2");

DECISION_TEST(where_the_call_says_so_the_announcement_waits_for_the_last_confirmation)
{
    const struct definition *def = NULL;
    struct definition_change change = { "announcement.unconfirmed", "block" };
    struct ctx *c = world_acting(s->w, "office");
    int64_t id = 0;
    {
        TX(tx, c);
        CHECK_OK(definition_edit(c->arena, s->call->definition, &change, 1, &def));
        CHECK_OK(definition_add(tx, def, NULL, &id));
        CHECK_OK(db_must(tx, call_under, I64(id), I64(s->call->id)));
        CHECK_OK(ledger_add(tx, MSG_DECISION_RECORDED, NO_FACTS, TOUCH(call, s->call->id)));
        CHECK_OK(tx_commit(tx));
    }
    give_notice(s);
    struct public_texts t = whole(entry_of(s, 0));
    CHECK_OK(public_entry_reply(world_acting(s->w, "office"), s->app[0], PUBLIC_SET, &t, "電話で確認", 1));
    world_set_now(s->w, ANNOUNCE_AT);
    (void)world_run_jobs(s->w);
    CHECK_I64(rows_of(s, "designation"), 0);
    CHECK(msg_of(release_perform(world_ctx(s->w), the_release(s)->id)) == &MSG_NOTICE_UNCONFIRMED);
    world_set_now(s->w, ANNOUNCE_AT + 3600 * SECOND_US);
    t = whole(entry_of(s, 2));
    CHECK_OK(public_entry_reply(world_acting(s->w, "office"), s->app[2], PUBLIC_SET, &t, "電話で確認", 1));
    (void)world_run_jobs(s->w);
    CHECK_I64(rows_of(s, "designation"), 2);
    CHECK_TEXT(date_iso(s->c->arena, the_release(s)->announce_at == ANNOUNCE_AT ? date_of_instant(ANNOUNCE_AT)
        : DATE_UNKNOWN),
               "2024-10-01");
}
