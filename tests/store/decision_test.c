/* Tests of decisions and releases on both stores: who was faster, what makes an approval void, the minute itself. */
#include "web/decision_scene.h"

#include "decision.msg.h"
#include "i18n/i18n.h"
#include "registry/register.h"

#include <stdlib.h>

static const struct msg *msg_of(const struct err *e)
{
    return e ? e->msg : NULL;
}

DECISION_TEST(a_decision_out_of_the_order_of_scores_wants_a_reason)
{
    struct decision *d = NULL;
    CHECK_OK(decide(s, 1, OUTCOME_SELECT, "")); /* 3 points, nothing declined yet */
    const struct err *e = decide(s, 0, OUTCOME_DECLINE, " \n");
    CHECK(msg_of(e) == &MSG_DECISION_REASON_UNDER);
    CHECK_TEXT(e ? e->field : NULL, "reason");
    CHECK_HAS(err_text(s->c->arena, LANG_JA, e), "海洋拠点");
    CHECK_OK(decide(s, 0, OUTCOME_DECLINE, "地域の均衡を重くみた。"));
    CHECK_OK(decision_find(world_ctx(s->w), s->app[0], &d));
    CHECK_TEXT(d ? d->reason : NULL, "地域の均衡を重くみた。");
    e = decide(s, 2, OUTCOME_SELECT, "");
    CHECK(msg_of(e) == &MSG_DECISION_REASON_OVER);
    CHECK_HAS(err_text(s->c->arena, LANG_JA, e), "寒冷地拠点");
}

DECISION_TEST(two_people_decide_and_the_second_sees_who_was_faster)
{
    struct decision_typed mine = { OUTCOME_SELECT, "", "計画は具体的である。", "" };
    struct decision_typed theirs = { OUTCOME_SELECT, "", "", "" };
    CHECK_OK(decision_record(world_acting(s->w, "chair"), s->app[0], &mine, 0));
    CHECK_OK(decision_record(world_acting(s->w, "chair"), s->app[0], &mine, 0)); /* the same button twice */
    CHECK_I64(rows_of(s, "decided"), 1);
    const struct err *e = decision_record(world_acting(s->w, "committee"), s->app[0], &theirs, 0);
    CHECK_ERR(e, ERR_CONFLICT);
    CHECK_HAS(err_text(s->c->arena, LANG_JA, e), "座長 八重");
    CHECK_HAS(err_text(s->c->arena, LANG_JA, e), "13:00");
    CHECK_I64(rows_of(s, "decided"), 1);
    CHECK_OK(decision_record(world_acting(s->w, "committee"), s->app[0], &theirs, 1));
    CHECK_I64(rows_of(s, "decided"), 2);
    CHECK_ERR(decision_record(world_acting(s->w, "chair"), s->app[0], &mine, 1), ERR_CONFLICT);
}

DECISION_TEST(only_a_chair_without_conflict_decides)
{
    struct decision_typed d = { OUTCOME_SELECT, "", "", "" };
    in_conflict(s, "chair", 0);
    struct ctx *c = world_acting(s->w, "chair");
    CHECK_ERR(decision_record(c, s->app[0], &d, 0), ERR_NOT_FOUND);
    CHECK_OK(decision_record(c, s->app[1], &d, 0)); /* the hidden one, with more points, asks for no reason */
    CHECK_ERR(decision_record(world_acting(s->w, "reviewer"), s->app[1], &d, 1), ERR_NOT_FOUND);
    CHECK_ERR(decision_record(world_acting(s->w, "office"), s->app[1], &d, 1), ERR_NOT_FOUND);
    CHECK_ERR(decision_record(world_acting(s->w, "applicant"), s->app[1], &d, 1), ERR_NOT_FOUND);
    CHECK_ERR(decision_record(world_acting(s->w, "chair"), 4711, &d, 0), ERR_NOT_FOUND);
}

DECISION_TEST(mistakes_in_a_decision_are_named_at_their_field)
{
    struct decision_typed d = { OUTCOME_NONE, "", "", "" };
    const struct err *e = decision_record(world_acting(s->w, "chair"), s->app[0], &d, 0);
    CHECK_TEXT(e ? e->field : NULL, "outcome");
    d = (struct decision_typed){ OUTCOME_DECLINE, "", "", "専任者を置くこと。" };
    e = decision_record(world_acting(s->w, "chair"), s->app[1], &d, 0);
    CHECK_TEXT(e ? e->field : NULL, "conditions");
    char *longest = arena_alloc(s->c->arena, DECISION_TEXT_MAX + 2);
    memset(longest, 'x', DECISION_TEXT_MAX + 1);
    d = (struct decision_typed){ OUTCOME_DECLINE, "", longest, "" };
    e = decision_record(world_acting(s->w, "chair"), s->app[1], &d, 0);
    CHECK_TEXT(e ? e->field : NULL, "comment");
    CHECK_I64(rows_of(s, "decided"), 0);
}

DECISION_TEST(a_release_is_prepared_by_one_and_approved_by_another)
{
    CHECK(msg_of(prepare(s)) == &MSG_RELEASE_UNDECIDED);
    decide_all(s);
    struct release_typed t = { .announce_at = ANNOUNCE_AT, .document_prefix = "20241001産局", .signed_by_ja = "局長" };
    CHECK_OK(release_prepare(world_acting(s->w, "office_lead"), s->call->id, &t, 0));
    CHECK(msg_of(approve(s)) == &MSG_RELEASE_OWN_WORK);
    CHECK_ERR(release_prepare(world_acting(s->w, "office"), s->call->id, &t, 0), ERR_CONFLICT); /* not seen */
    CHECK_OK(prepare(s));
    struct release *r = the_release(s);
    struct stamp_typed none = { "", DATE_UNKNOWN, "" };
    CHECK_ERR(release_stamp(world_acting(s->w, "office"), r->id, &none, r->revision), ERR_FORBIDDEN);
    CHECK_ERR(release_stamp(world_acting(s->w, "applicant"), r->id, &none, r->revision), ERR_NOT_FOUND);
    CHECK_ERR(release_stamp(world_acting(s->w, "office_lead"), r->id, &none, r->revision - 1), ERR_CONFLICT);
    CHECK_OK(approve(s));
    const struct err *e = release_stamp(world_acting(s->w, "institution_office"), r->id, &none, r->revision);
    CHECK(msg_of(e) == &MSG_RELEASE_APPROVED_BY);
    CHECK_HAS(err_text(s->c->arena, LANG_JA, e), "責任 十和");
    CHECK_ERR(prepare(s), ERR_CONFLICT);
    CHECK_I64(rows_of(s, "approved"), 1);
}

DECISION_TEST(the_steps_of_an_approval_are_taken_in_their_order_by_different_people)
{
    struct approval_list list;
    struct stamp_typed none = { "", DATE_UNKNOWN, "" };
    decide_all(s);
    CHECK_OK(prepare(s));
    CHECK_OK(stamp(s, "office_lead", ""));
    CHECK_TEXT(the_release(s)->state, "prepared");
    CHECK_I64(rows_of(s, "approved"), 0);
    const struct err *e = release_stamp(world_acting(s->w, "office_lead"), the_release(s)->id, &none,
                                        the_release(s)->revision); /* no number, no day */
    CHECK(err_of_field(e, "number") && err_of_field(e, "on"));
    CHECK_OK(stamp(s, "institution_office", "局決第1号"));
    CHECK_TEXT(the_release(s)->state, "approved");
    CHECK_OK(approval_list(world_ctx(s->w), the_release(s)->id, &list));
    CHECK_I64(list.n, 2);
    CHECK_TEXT(list.v[0].title_ja, "室長");
    CHECK_TEXT(list.v[1].outside_number, "局決第1号");
    CHECK_TEXT(date_iso(s->c->arena, list.v[1].outside_on), "2024-07-29");
}

DECISION_TEST(nobody_takes_a_step_of_what_he_prepared_and_a_returned_release_begins_anew)
{
    struct stamp_typed none = { "", DATE_UNKNOWN, "" };
    decide_all(s);
    struct release_typed t = { .announce_at = ANNOUNCE_AT, .document_prefix = "産局", .signed_by_ja = "局長" };
    CHECK_OK(release_prepare(world_acting(s->w, "office_lead"), s->call->id, &t, 0));
    CHECK(msg_of(stamp(s, "office_lead", "")) == &MSG_RELEASE_OWN_WORK);
    CHECK_OK(stamp(s, "institution_office", ""));
    CHECK(msg_of(stamp(s, "office_lead", "局決第1号")) == &MSG_RELEASE_OWN_WORK);
    const struct release *r = the_release(s);
    CHECK_TEXT(release_return(world_acting(s->w, "institution_office"), r->id, " \n", r->revision)->field, "why");
    CHECK_ERR(release_return(world_acting(s->w, "office"), r->id, "違う。", r->revision), ERR_FORBIDDEN);
    CHECK_OK(release_return(world_acting(s->w, "institution_office"), r->id, "公表日を改めること。", r->revision));
    CHECK_TEXT(the_release(s)->state, "returned");
    CHECK_HAS(world_mail(s->w, "office_lead@world.example"), "公表日を改めること。");
    CHECK_ERR(stamp(s, "institution_office", "局決第1号"), ERR_CONFLICT);
    CHECK_ERR(release_return(world_acting(s->w, "institution_office"), r->id, "もう一度。", the_release(s)->revision),
              ERR_CONFLICT);
    CHECK_OK(prepare(s));
    CHECK_I64(the_release(s)->draft, 2);
    CHECK(stamp(s, "office_lead", "局決第1号") == NULL); /* the first step again: its number is not kept */
    CHECK_TEXT(the_release(s)->state, "prepared");
    CHECK_ERR(release_stamp(world_acting(s->w, "office"), the_release(s)->id, &none, the_release(s)->revision),
              ERR_FORBIDDEN);
}

DECISION_TEST(a_decision_changed_between_two_steps_makes_the_first_one_void)
{
    struct decision_typed d = { OUTCOME_DECLINE, "", "道筋を具体にされたい。", "" };
    decide_all(s);
    CHECK_OK(prepare(s));
    CHECK_OK(stamp(s, "office_lead", ""));
    CHECK_OK(decision_record(world_acting(s->w, "chair"), s->app[1], &d, 1));
    CHECK_I64(the_release(s)->draft, 2);
    CHECK(msg_of(stamp(s, "office_lead", "")) == &MSG_RELEASE_DECISIONS_CHANGED);
    CHECK_OK(prepare(s));
    CHECK_OK(approve(s));
    CHECK_TEXT(the_release(s)->state, "approved");
}

DECISION_TEST(letters_are_numbered_on_from_the_number_of_the_office)
{
    struct letter_rows letters;
    decide_all(s);
    struct release_typed t = { .announce_at = ANNOUNCE_AT, .document_prefix = "産局", .signed_by_ja = "局長",
                               .first_number = 41 };
    CHECK_OK(release_prepare(world_acting(s->w, "office"), s->call->id, &t, 0));
    CHECK_OK(approve(s));
    (void)world_run_jobs(s->w);
    CHECK_OK(letter_list(world_ctx(s->w), the_release(s)->id, &letters));
    CHECK_I64(letters.n, 3);
    int64_t seen = 0;
    for (size_t i = 0; i < letters.n; i++)
        seen += strtoll(letters.v[i].document_number + strlen("産局第"), NULL, 10);
    CHECK_I64(seen, 41 + 42 + 43);
    t.first_number = FIRST_NUMBER_MAX + 1;
    CHECK_OK(release_recall(world_acting(s->w, "office_lead"), the_release(s)->id, the_release(s)->revision));
    const struct err *e =
        release_prepare(world_acting(s->w, "office"), s->call->id, &t, the_release(s)->revision);
    CHECK_TEXT(e ? e->field : NULL, "first");
}

DECISION_TEST(a_decision_changed_after_the_approval_makes_it_void)
{
    struct decision_typed d = { OUTCOME_DECLINE, "", "道筋を具体にされたい。", "" };
    decide_all(s);
    CHECK_OK(prepare(s));
    CHECK_OK(approve(s));
    CHECK(world_run_jobs(s->w) > 0);
    CHECK_I64(rows_of(s, "letter"), 3);
    CHECK_OK(decision_record(world_acting(s->w, "chair"), s->app[1], &d, 1));
    CHECK_TEXT(the_release(s)->state, "prepared");
    CHECK_I64(rows_of(s, "letter"), 0);
    CHECK(msg_of(approve(s)) == &MSG_RELEASE_DECISIONS_CHANGED);
    world_set_now(s->w, ANNOUNCE_AT);
    (void)world_run_jobs(s->w); /* the job of the void approval does nothing */
    CHECK_I64(rows_of(s, "designation"), 0);
    CHECK_TEXT(the_release(s)->state, "prepared");
}

DECISION_TEST(a_recalled_release_is_not_performed)
{
    decide_all(s);
    CHECK_OK(prepare(s));
    CHECK_OK(approve(s));
    (void)world_run_jobs(s->w);
    struct release *r = the_release(s);
    CHECK_ERR(release_recall(world_acting(s->w, "office"), r->id, r->revision), ERR_FORBIDDEN);
    CHECK_OK(release_recall(world_acting(s->w, "office_lead"), r->id, r->revision));
    CHECK_I64(rows_of(s, "letter"), 0);
    world_set_now(s->w, ANNOUNCE_AT + DAY_US);
    (void)world_run_jobs(s->w);
    CHECK_I64(rows_of(s, "performed"), 0);
    CHECK_I64(rows_of(s, "mail"), 0);
}

DECISION_TEST(the_release_happens_at_its_minute_and_not_a_microsecond_before)
{
    designation_list before, after;
    struct call *call = NULL;
    decide_all(s);
    CHECK_OK(prepare(s));
    CHECK_OK(approve(s));
    int64_t id = the_release(s)->id;
    (void)world_run_jobs(s->w);
    world_set_now(s->w, ANNOUNCE_AT - 1);
    (void)world_run_jobs(s->w);
    CHECK_I64(rows_of(s, "performed"), 0);
    CHECK(msg_of(release_perform(world_ctx(s->w), id)) == &MSG_RELEASE_TOO_EARLY);
    CHECK_OK(register_list(world_ctx(s->w), &(struct register_query){ 0 }, &before));
    CHECK_I64(before.n, 0);
    world_set_now(s->w, ANNOUNCE_AT);
    CHECK(world_run_jobs(s->w) > 0);
    CHECK_OK(register_list(world_ctx(s->w), &(struct register_query){ 0 }, &after));
    CHECK_I64(after.n, 2);
    CHECK_TEXT(date_iso(s->c->arena, designation_valid_to(&after.v[0])), "2027-03-31");
    const char *names =
        arena_printf(s->c->arena, "%s %s", name_today(&after.v[0])->name, name_today(&after.v[1])->name);
    CHECK_HAS(names, "寒冷地拠点");
    CHECK_HAS(names, "半導体拠点");
    CHECK_OK(call_load(world_ctx(s->w), s->call->id, &call));
    CHECK_I64(call_phase(call, ANNOUNCE_AT), CALL_ANNOUNCED);
    CHECK_TEXT(date_iso(s->c->arena, call->announced_on), "2024-10-01");
    CHECK_I64(rows_of(s, "mail"), 3);
    CHECK_HAS(world_mail(s->w, "applicant@world.example"), "/result");
}

DECISION_TEST(a_release_performed_twice_is_one_release)
{
    decide_all(s);
    CHECK_OK(prepare(s));
    CHECK_OK(approve(s));
    int64_t id = the_release(s)->id;
    world_set_now(s->w, ANNOUNCE_AT);
    (void)world_run_jobs(s->w);
    CHECK_OK(release_perform(world_ctx(s->w), id));
    CHECK_OK(release_perform(world_ctx(s->w), id));
    CHECK_I64(rows_of(s, "performed"), 1);
    CHECK_I64(rows_of(s, "designation"), 2);
    CHECK_I64(rows_of(s, "mail"), 3);
    CHECK_ERR(decide(s, 0, OUTCOME_DECLINE, "x"), ERR_FORBIDDEN);
}

DECISION_TEST(a_release_that_breaks_off_leaves_nothing)
{
    int64_t id = 0;
    decide_all(s);
    CHECK_OK(prepare(s));
    CHECK_OK(approve(s));
    CHECK_OK(release_make_letters(world_ctx(s->w), the_release(s)->id, the_release(s)->revision));
    struct designation_new d = { .programme = "j-innovation-hub", .type_key = "international_development", .round = "6",
                                 .application_id = s->app[2], .institution = "別府試験大学", .name = "先客",
                                 .announced_on = date_of(2024, 9, 1), .term_years = 3, .position = 1 };
    {
        TX(tx, world_ctx(s->w)); /* the second of the two cannot be designated */
        CHECK_OK(register_designate(tx, &d, &id));
        CHECK_OK(tx_commit(tx));
    }
    world_set_now(s->w, ANNOUNCE_AT);
    CHECK_ERR(release_perform(world_ctx(s->w), the_release(s)->id), ERR_CONFLICT);
    CHECK_I64(rows_of(s, "designation"), 1);
    CHECK_I64(rows_of(s, "mail"), 0);
    CHECK_I64(rows_of(s, "performed"), 0);
    CHECK_TEXT(the_release(s)->state, "approved");
}

DECISION_TEST(a_withdrawal_after_the_approval_stops_the_release)
{
    decide_all(s);
    CHECK_OK(prepare(s));
    CHECK_OK(approve(s));
    int64_t id = the_release(s)->id;
    (void)world_run_jobs(s->w);
    CHECK_OK(application_withdraw(world_acting(s->w, "applicant"), s->app[0], "事情が変わった。"));
    CHECK_TEXT(the_release(s)->state, "prepared");
    CHECK_I64(rows_of(s, "letter"), 0);
    CHECK_I64(rows_of(s, "voided"), 1);
    /* Whoever prepares and approves is told, in words that betray nothing; nobody else is. */
    static const char *const TOLD[] = { "office", "office_lead" };
    for (size_t i = 0; i < 2; i++) {
        const char *mail = world_mail(s->w, world_email(s->w, TOLD[i]));
        CHECK(mail && strstr(mail, "/office/decision"));
        CHECK_HAS_NOT(mail, "寒冷地");
        CHECK_HAS_NOT(mail, "10月");
        CHECK_HAS_NOT(mail, "取下げ");
    }
    CHECK_HAS_NOT(world_mail(s->w, world_email(s->w, "applicant")), "公表");
    world_set_now(s->w, ANNOUNCE_AT);
    (void)world_run_jobs(s->w);
    CHECK(msg_of(release_perform(world_ctx(s->w), id)) == &MSG_RELEASE_NOT_APPROVED);
    CHECK_I64(rows_of(s, "designation"), 0);
    CHECK_I64(rows_of(s, "performed"), 0);
}

DECISION_TEST(letters_are_made_once_with_the_same_bytes)
{
    struct letter_rows one, two;
    decide_all(s);
    CHECK_OK(prepare(s));
    CHECK_OK(approve(s));
    struct release *r = the_release(s);
    CHECK_OK(release_make_letters(world_ctx(s->w), r->id, r->revision));
    CHECK_OK(letter_list(world_ctx(s->w), r->id, &one));
    CHECK_OK(release_make_letters(world_ctx(s->w), r->id, r->revision));
    CHECK_OK(release_make_letters(world_ctx(s->w), r->id, r->revision - 1)); /* an older approval's job */
    CHECK_OK(letter_list(world_ctx(s->w), r->id, &two));
    CHECK_I64(one.n, 3);
    CHECK_I64(two.n, 3);
    CHECK_I64(one.v[0].id, two.v[0].id);
    CHECK_OK(release_recall(world_acting(s->w, "office_lead"), r->id, r->revision));
    CHECK_OK(prepare(s));
    CHECK_OK(approve(s));
    (void)world_run_jobs(s->w);
    CHECK_OK(letter_list(world_ctx(s->w), r->id, &two));
    CHECK_I64(two.n, 3);
    for (size_t i = 0; i < one.n && i < two.n; i++) {
        CHECK_TEXT(two.v[i].document_number, one.v[i].document_number);
        CHECK(memcmp(two.v[i].pdf_hash.p, one.v[i].pdf_hash.p, 32) == 0);
    }
}

DECISION_TEST(a_withdrawal_after_the_approval_stops_the_release_until_it_is_prepared_anew)
{
    decide_all(s);
    CHECK_OK(prepare(s));
    CHECK_OK(approve(s));
    struct release *r = the_release(s);
    CHECK_OK(release_make_letters(world_ctx(s->w), r->id, r->revision));
    CHECK_OK(application_withdraw(world_acting(s->w, "applicant"), s->app[0], "体制の都合"));
    CHECK_OK(release_make_letters(world_ctx(s->w), r->id, r->revision)); /* an older approval's: nothing */
    CHECK_I64(rows_of(s, "letter"), 0);
    CHECK_ERR(release_perform(world_ctx(s->w), r->id), ERR_REFUSED);
    CHECK_OK(prepare(s));
    CHECK_OK(approve(s));
    (void)world_run_jobs(s->w);
    world_set_now(s->w, ANNOUNCE_AT);
    (void)world_run_jobs(s->w);
    CHECK_I64(rows_of(s, "designation"), 1);
    CHECK_I64(rows_of(s, "letter"), 2);
    CHECK_LEDGER(world_ctx(s->w));
}
