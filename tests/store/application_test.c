/* Applications in the store: begun, saved as they are left, sent to the microsecond, withdrawn. */
#include "application_scene.h"

#include "application.msg.h"
#include "base/date.h"
#include "call.msg.h"
#include "ledger/receipt.h"
#include "person/account.h"
#include "person/person.h"

#include <unistd.h>

TEST_STMT(test_saves, READ, "it",
          "SELECT count(*) FROM answer_save WHERE application_id = $1 AND outcome = $2");
TEST_STMT(test_mails, READ, "t", "SELECT count(*) FROM mail WHERE kind = $1");
TEST_STMT(test_submissions, READ, "i", "SELECT count(*) FROM submission WHERE application_id = $1");
TEST_STMT(test_applications, READ, "", "SELECT count(*) FROM application");
TEST_STMT(test_institutions, READ, "", "SELECT count(*) FROM institution");
TEST_STMT(test_answer_forge, WRITE, "i", "UPDATE answer SET value = 'forged' WHERE application_id = $1");
TEST_STMT(test_acts, READ, "t", "SELECT count(*) FROM ledger_entry WHERE act = $1");

static int64_t count(struct ctx *c, const struct stmt *s, const struct value *v)
{
    int64_t n = -1;
    CHECK_OK(db_i64_(c, s, &n, v));
    return n;
}
#define SAVES(id, outcome) count(c, &test_saves, VALUES_(I64(id), TXT(outcome)))

static const char *text_of(struct people *p, int64_t id, const char *field)
{
    struct application_form form;
    CHECK_OK(application_form_load(p->c, people_load(p, id), p->def, &form));
    for (size_t i = 0; i < form.form.n; i++)
        if (strcmp(form.form.v[i].field, field) == 0)
            return form.form.v[i].value;
    return "(no such field)";
}

STORE_TEST(an_application_is_begun_with_a_number_a_lead_and_its_title)
{
    struct people *p = people_make(c, db, NULL, NULL);
    int64_t id = people_begin(p, "試験拠点");
    struct application *app = people_load(p, id);
    CHECK_TEXT(app->state, "draft");
    CHECK_TEXT(app->title, "試験拠点");
    CHECK_TEXT(app->institution, "試験大学");
    CHECK(strncmp(app->receipt_no, "J6-", 3) == 0 && strlen(app->receipt_no) == 12);
    CHECK_TEXT(text_of(p, id, "hub_name"), "試験拠点");
    struct application_list mine;
    CHECK_OK(application_list_mine(c, &mine));
    CHECK(mine.n == 1 && mine.v[0]->id == id);
    people_as(p, p->stranger);
    CHECK_OK(application_list_mine(c, &mine));
    CHECK_I64(mine.n, 0);
    people_as(p, p->office);
    CHECK_OK(application_list_institution(c, &mine));
    CHECK_I64(mine.n, 1);
    CHECK_LEDGER(c);
}

STORE_TEST(a_type_that_is_not_called_and_an_institution_without_a_name_are_refused_together)
{
    struct people *p = people_make(c, db, NULL, NULL);
    struct institution_typed none = { "", "", NULL };
    int64_t id = 0;
    struct err *e = application_begin_typed(c, p->call, "platform", "", 0, &none, &id);
    CHECK(e && e->kind == ERR_INVALID && err_of_field(e, "type") && err_of_field(e, "title") &&
          err_of_field(e, "institution"));
    CHECK_ERR(application_begin(c, p->call, "regional_contribution", "拠点", 4711, &id), ERR_INVALID);
    CHECK_ERR(application_begin(c, 4711, "regional_contribution", "拠点", p->institution, &id),
              ERR_NOT_FOUND);
    c->viewer = NULL;
    CHECK_ERR(application_begin(c, p->call, "regional_contribution", "拠点", p->institution, &id),
              ERR_FORBIDDEN);
    CHECK_I64(count(c, &test_applications, VALUES_()), 0);
}

STORE_TEST(an_institution_is_typed_once_however_it_is_spelt)
{
    struct people *p = people_make(c, db, NULL, NULL);
    int64_t before = count(c, &test_institutions, VALUES_());
    int64_t id = 0;
    struct institution_typed typed = { "新設 工科大学", "private", "27" };
    CHECK_OK(application_begin_typed(c, p->call, "regional_contribution", "拠点", 0, &typed, &id));
    typed.name = "新設　工科大学";
    CHECK_OK(application_begin_typed(c, p->call, "regional_contribution", "拠点2", 0, &typed, &id));
    CHECK_I64(count(c, &test_institutions, VALUES_()), before + 1);
    CHECK_LEDGER(c);
}

STORE_TEST(a_field_is_saved_and_the_same_text_twice_is_a_success)
{
    struct people *p = people_make(c, db, NULL, NULL);
    int64_t id = people_begin(p, "拠点");
    struct save_result r = people_save(p, id, "aim", "一\r\n二", 0);
    CHECK(r.outcome == SAVE_SAVED && r.revision == 1);
    r = people_save(p, id, "aim", "一\n二", 0); /* the answer was lost on the way, the browser sends again */
    CHECK(r.outcome == SAVE_SAME && r.revision == 1);
    r = people_save(p, id, "aim", "", 1);
    CHECK(r.outcome == SAVE_SAVED && r.revision == 2);
    CHECK_TEXT(text_of(p, id, "aim"), "");
    CHECK_I64(SAVES(id, "saved"), 6); /* with what was known: title, school, corporation, its kind */
    CHECK_ERR(application_save(c, id, "no_such", "x", 0, &r), ERR_INVALID);
    CHECK_ERR(application_save(c, id, "evidence", "x", 0, &r), ERR_INVALID);
    CHECK_ERR(application_save(c, id, "income.9.y1", "x", 0, &r), ERR_INVALID);
    CHECK_LEDGER(c);
}

STORE_TEST(a_stale_save_keeps_both_texts_and_overwrites_nothing)
{
    struct people *p = people_make(c, db, NULL, NULL);
    int64_t id = people_begin(p, "拠点");
    people_share(p, id);
    CHECK_I64(people_save(p, id, "aim", "元の文", 0).revision, 1);
    people_as(p, p->editor);
    CHECK_I64(people_save(p, id, "aim", "編集者の文", 1).revision, 2);
    people_as(p, p->lead);
    struct save_result r = people_save(p, id, "aim", "代表者の文", 1);
    CHECK_I64(r.outcome, SAVE_STALE);
    CHECK_I64(r.revision, 2);
    CHECK_TEXT(r.theirs, "編集者の文");
    CHECK_TEXT(r.by, "editor");
    CHECK_TEXT(text_of(p, id, "aim"), "編集者の文");
    CHECK_I64(people_save(p, id, "aim", "代表者の文", 1).outcome, SAVE_STALE);
    CHECK_I64(SAVES(id, "stale"), 1); /* kept once, however often it is sent */
    CHECK_I64(people_save(p, id, "aim", "代表者の文", r.revision).revision, 3);
    people_as(p, p->viewer);
    CHECK_ERR(application_save(c, id, "aim", "閲覧者の文", 3, &r), ERR_FORBIDDEN);
    people_as(p, p->stranger);
    CHECK_ERR(application_save(c, id, "aim", "他人の文", 3, &r), ERR_NOT_FOUND);
    CHECK_ERR(application_save(c, 4711, "aim", "他人の文", 3, &r), ERR_NOT_FOUND);
    CHECK_LEDGER(c);
}

STORE_TEST(a_field_of_a_page_that_was_not_touched_is_no_conflict)
{
    struct people *p = people_make(c, db, NULL, NULL);
    int64_t id = people_begin(p, "拠点");
    people_share(p, id);
    CHECK_I64(people_save(p, id, "aim", "元の文", 0).revision, 1);
    people_as(p, p->editor);
    CHECK_I64(people_save(p, id, "aim", "編集者の文", 1).revision, 2);
    CHECK_I64(people_save(p, id, "regional_plan", "編集者の計画", 0).revision, 1);
    people_as(p, p->lead); /* whose page was opened before: aim at 1, the others empty */
    struct field_save page[] = { { .field_key = "aim", .value = "元の文", .base = 1 },
                                 { .field_key = "regional_plan", .value = "", .base = 0 },
                                 { .field_key = "plan", .value = "代表者の計画", .base = 0 } };
    CHECK_OK(application_save_all(c, id, page, 3));
    CHECK_I64(page[0].result.outcome, SAVE_SAME);
    CHECK_I64(page[1].result.outcome, SAVE_SAME);
    CHECK_I64(page[2].result.outcome, SAVE_SAVED);
    CHECK_TEXT(text_of(p, id, "aim"), "編集者の文");
    CHECK_TEXT(text_of(p, id, "regional_plan"), "編集者の計画");
    page[0].value = "代表者も書き直した文";
    CHECK_OK(application_save_all(c, id, page, 1));
    CHECK_I64(page[0].result.outcome, SAVE_STALE);
    CHECK_TEXT(text_of(p, id, "aim"), "編集者の文");
    /* the script sends a field only when it was touched: there the same text is meant */
    CHECK_I64(people_save(p, id, "aim", "元の文", 1).outcome, SAVE_STALE);
    CHECK_LEDGER(c);
}

STORE_TEST(two_people_fill_one_table_cell_by_cell)
{
    struct people *p = people_make(c, db, NULL, NULL);
    int64_t id = people_begin(p, "拠点");
    people_share(p, id);
    CHECK_I64(people_save(p, id, "income.1.y1", "1,000", 0).outcome, SAVE_SAVED);
    people_as(p, p->editor);
    CHECK_I64(people_save(p, id, "income.2.y1", "500", 0).outcome, SAVE_SAVED);
    struct form_table t;
    CHECK_OK(table_read(c->arena, definition_field(p->def, "income"), text_of(p, id, "income"), &t));
    CHECK(t.has_sum[0]);
    CHECK_TEXT(decimal_text(c->arena, t.sum[0]), "1500");
    CHECK_I64(people_save(p, id, "income", "[{\"row\":\"own\",\"y2\":\"3\"}]", 2).outcome, SAVE_SAVED);
    CHECK_I64(people_save(p, id, "income", "[{\"row\":\"own\",\"y2\":\"4\"}]", 2).outcome, SAVE_STALE);
    struct save_result r;
    CHECK_ERR(application_save(c, id, "income", "not a table", 0, &r), ERR_INVALID);
    CHECK_LEDGER(c);
}

STORE_TEST(a_save_after_the_deadline_is_kept_as_late_and_changes_nothing)
{
    struct people *p = people_make(c, db, NULL, NULL);
    int64_t id = people_begin(p, "拠点");
    CHECK_I64(people_save(p, id, "aim", "間に合った文", 0).outcome, SAVE_SAVED);
    c->now = STORE_NOW;
    CHECK_I64(people_save(p, id, "plan", "正午ちょうど", 0).outcome, SAVE_SAVED);
    c->now = STORE_NOW + 1;
    CHECK_I64(people_save(p, id, "aim", "遅れた文", 1).outcome, SAVE_LATE);
    CHECK_I64(people_save(p, id, "aim", "遅れた文", 1).outcome, SAVE_LATE);
    CHECK_I64(people_save(p, id, "aim", "間に合った文", 1).outcome, SAVE_SAME);
    CHECK_I64(SAVES(id, "late"), 1);
    CHECK_TEXT(text_of(p, id, "aim"), "間に合った文");
    struct save_result r;
    people_as(p, p->stranger);
    CHECK_ERR(application_save(c, id, "aim", "他人の文", 1, &r), ERR_NOT_FOUND);
    CHECK_LEDGER(c);
}

STORE_TEST(an_application_is_sent_at_noon_and_not_a_microsecond_later)
{
    struct people *p = people_make(c, db, NULL, NULL);
    int64_t id = people_begin(p, "拠点");
    struct submission s;
    struct err *e = application_submit(c, id, &s);
    CHECK(e && e->kind == ERR_REFUSED && e->msg == &MSG_APPLICATION_INCOMPLETE);
    people_fill(p, id);
    c->now = STORE_NOW + 1;
    e = application_submit(c, id, &s);
    CHECK(e && e->kind == ERR_REFUSED && e->msg == &MSG_CALL_CLOSED);
    CHECK_TEXT(people_load(p, id)->state, "draft");
    CHECK_I64(count(c, &test_mails, VALUES_(TXT("receipt"))), 0);
    c->now = STORE_NOW;
    CHECK_OK(application_submit(c, id, &s));
    CHECK(s.number == 1 && s.arrived_at == STORE_NOW);
    CHECK_TEXT(people_load(p, id)->state, "submitted");
    CHECK_I64(people_load(p, id)->submission_id, s.id);
    CHECK_I64(count(c, &test_mails, VALUES_(TXT("receipt"))), 1);
    CHECK_LEDGER(c);
}

STORE_TEST(two_who_send_at_once_make_one_act_each_or_the_second_is_told)
{
    struct people *p = people_make(c, db, NULL, NULL);
    int64_t id = people_begin(p, "拠点");
    struct submission s;
    people_share(p, id);
    people_fill(p, id);
    CHECK_OK(application_submit(c, id, &s));
    people_as(p, p->editor);
    struct err *e = application_submit(c, id, &s);
    CHECK(e && e->kind == ERR_REFUSED && e->msg == &MSG_APPLICATION_SENT_ALREADY);
    CHECK_TEXT(e ? e->args[0].text : "", "lead");
    CHECK_I64(count(c, &test_submissions, VALUES_(I64(id))), 1);
    CHECK_I64(people_save(p, id, "aim", "直した文", 1).outcome, SAVE_SAVED);
    struct submission *last = NULL;
    CHECK_OK(submission_load(c, people_load(p, id)->submission_id, &last));
    CHECK_HAS_NOT(last->answers, "直した文"); /* what was sent stands */
    CHECK_OK(application_submit(c, id, &s));
    CHECK_I64(s.number, 2);
    CHECK_HAS(s.answers, "直した文");
    CHECK_I64(count(c, &test_acts, VALUES_(TXT(MSG_APPLICATION_SUBMITTED.key))), 2);
    CHECK_I64(count(c, &test_mails, VALUES_(TXT("receipt"))), 6); /* three members, twice */
    people_as(p, p->viewer);
    CHECK_ERR(application_submit(c, id, &s), ERR_FORBIDDEN);
    people_as(p, p->office);
    CHECK_ERR(application_submit(c, id, &s), ERR_FORBIDDEN);
    people_as(p, p->stranger);
    CHECK_ERR(application_submit(c, id, &s), ERR_NOT_FOUND);
    CHECK_LEDGER(c);
}

STORE_TEST(only_the_lead_withdraws_and_with_a_reason)
{
    struct people *p = people_make(c, db, NULL, NULL);
    int64_t id = people_begin(p, "拠点");
    struct submission s;
    CHECK_ERR(application_withdraw(c, id, "理由"), ERR_FORBIDDEN); /* nothing was sent yet */
    people_share(p, id);
    people_fill(p, id);
    CHECK_OK(application_submit(c, id, &s));
    people_as(p, p->editor);
    CHECK_ERR(application_withdraw(c, id, "理由"), ERR_FORBIDDEN);
    people_as(p, p->lead);
    CHECK_ERR(application_withdraw(c, id, ""), ERR_INVALID);
    CHECK_OK(application_withdraw(c, id, "学内の都合による"));
    CHECK_TEXT(people_load(p, id)->state, "withdrawn");
    CHECK_ERR(application_withdraw(c, id, "再び"), ERR_FORBIDDEN);
    struct err *e = application_submit(c, id, &s);
    CHECK(e && e->msg == &MSG_APPLICATION_IS_WITHDRAWN);
    struct application_list all;
    CHECK_OK(application_list_submitted(c, p->call, &all));
    CHECK_I64(all.n, 0);
    CHECK_LEDGER(c);
}

STORE_TEST(where_the_call_asks_for_it_the_institution_approves_before)
{
    struct people *p = people_make(c, db, "rules.institution_approval", "true");
    int64_t id = people_begin(p, "拠点");
    struct submission s;
    people_fill(p, id);
    struct err *e = application_submit(c, id, &s);
    CHECK(e && e->msg == &MSG_APPLICATION_NOT_APPROVED);
    CHECK_ERR(application_approve(c, id), ERR_FORBIDDEN);
    people_as(p, p->office);
    CHECK_OK(application_approve(c, id));
    CHECK_ERR(application_approve(c, id), ERR_CONFLICT);
    people_as(p, p->lead);
    CHECK_OK(application_submit(c, id, &s));
    CHECK_LEDGER(c);
}

STORE_TEST(where_the_call_limits_an_institution_the_next_is_refused_at_submit_and_at_begin)
{
    struct people *p = people_make(c, db, "rules.applications_per_institution", "1");
    int64_t first = people_begin(p, "拠点一");
    int64_t second = people_begin(p, "拠点二"); /* drafts do not count */
    int64_t none = 0;
    struct submission s;
    people_fill(p, first);
    people_fill(p, second);
    CHECK_OK(application_submit(c, first, &s));
    struct err *e = application_submit(c, second, &s);
    CHECK(e && e->kind == ERR_REFUSED && e->msg == &MSG_APPLICATION_INSTITUTION_FULL);
    CHECK_TEXT(people_load(p, second)->state, "draft");
    CHECK_I64(count(c, &test_submissions, VALUES_(I64(second))), 0);
    e = application_begin(c, p->call, "international_development", "拠点三", p->institution, &none);
    CHECK(e && e->kind == ERR_REFUSED && e->msg == &MSG_APPLICATION_INSTITUTION_FULL);
    CHECK_I64(count(c, &test_applications, VALUES_()), 2);
    CHECK_OK(application_begin(c, p->call, "international_development", "他機関", p->other_institution, &none));
    CHECK_I64(people_save(p, first, "aim", "直した文", 1).outcome, SAVE_SAVED);
    CHECK_OK(application_submit(c, first, &s)); /* one's own does not stand in the way */
    CHECK_OK(application_withdraw(c, first, "学内の調整による"));
    CHECK_OK(application_submit(c, second, &s));
    CHECK_LEDGER(c);
}

STORE_TEST(nobody_changes_or_removes_themselves)
{
    struct people *p = people_make(c, db, NULL, NULL);
    int64_t id = people_begin(p, "拠点");
    people_share(p, id);
    CHECK_ERR(application_set_role(c, id, p->lead, "viewer"), ERR_REFUSED);
    CHECK_ERR(application_set_role(c, id, p->lead, NULL), ERR_REFUSED);
    CHECK_ERR(application_set_role(c, id, p->stranger, "viewer"), ERR_NOT_FOUND);
    CHECK_ERR(application_set_role(c, id, p->editor, "king"), ERR_INVALID);
    CHECK_OK(application_set_role(c, id, p->editor, "lead"));
    CHECK_OK(application_set_role(c, id, p->viewer, NULL));
    people_as(p, p->viewer);
    struct standing s;
    struct call *call = NULL;
    CHECK_OK(call_load(c, p->call, &call));
    CHECK_OK(application_standing(c, people_load(p, id), call, &s));
    CHECK_I64(s.relations, 0);
    CHECK_ERR(application_invite(c, id, "someone@example.ac.jp", "editor"), ERR_NOT_FOUND);
    people_as(p, p->lead);
    CHECK_ERR(application_invite(c, id, "nonsense", "editor"), ERR_INVALID);
    CHECK_ERR(application_invite(c, id, "someone@example.ac.jp", "lead"), ERR_INVALID);
    CHECK_OK(application_invite(c, id, "someone@example.ac.jp", "editor"));
    CHECK_I64(count(c, &test_mails, VALUES_(TXT("invite"))), 1);
    CHECK_LEDGER(c);
}

STORE_TEST(the_ledger_says_to_which_application_somebody_was_invited)
{
    struct people *p = people_make(c, db, NULL, NULL);
    int64_t id = people_begin(p, "拠点");
    int64_t other = people_begin(p, "別の拠点");
    struct ledger_lines before;
    struct ledger_lines of_other;
    struct ledger_lines lines;
    bool told = false;
    CHECK_OK(ledger_history(c, application, other, 50, &before));
    CHECK_OK(application_invite(c, id, "someone@example.ac.jp", "editor"));
    CHECK_OK(ledger_history(c, application, id, 50, &lines));
    for (size_t i = 0; i < lines.n; i++)
        told = told || (lines.v[i].msg == &MSG_APPLICATION_INVITED && lines.v[i].person == p->lead);
    CHECK(told);
    CHECK_OK(ledger_history(c, application, other, 50, &of_other));
    CHECK_I64(of_other.n, before.n);
    CHECK_I64(count(c, &test_acts, VALUES_(TXT("person.invited"))), 0); /* one act, one entry */
    CHECK_LEDGER(c);
}

STORE_TEST(the_receipt_is_signed_and_can_be_checked_alone)
{
    struct people *p = people_make(c, db, NULL, NULL);
    int64_t id = people_begin(p, "拠点");
    struct submission s;
    struct call *call = NULL;
    const char *json = NULL;
    struct receipt r;
    people_fill(p, id);
    CHECK_OK(application_submit(c, id, &s));
    CHECK_OK(call_load(c, p->call, &call));
    CHECK_OK(submission_receipt(c, people_load(p, id), call, &s, &json));
    CHECK_OK(receipt_check(c->arena, json, strlen(json), ledger_test_key()->public, &r));
    CHECK_TEXT(r.act, MSG_APPLICATION_SUBMITTED.key);
    CHECK_HAS(r.facts_json, people_load(p, id)->receipt_no);
}

STORE_TEST(what_is_changed_behind_the_back_is_found)
{
    struct people *p = people_make(c, db, NULL, NULL);
    int64_t id = people_begin(p, "拠点");
    CHECK_LEDGER(c);
    TX(tx, c);
    CHECK_OK(db_run(tx, test_answer_forge, NULL, I64(id)));
    CHECK_OK(tx_commit(tx));
    CHECK_HAS(ledger_findings(c), "row_changed answer");
}
