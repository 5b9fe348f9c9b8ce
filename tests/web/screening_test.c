/* The formal check: one application through its states on both databases, and its pages as the office, its people and
** the reviewers see them. */
#include "review_scene.h"
#include "store/screening_scene.h"

#include "base/id.h"
#include "review/review.h"

#define HOUR (3600 * SECOND_US)
#define DUE (STORE_NOW + 48 * HOUR)

TEST_STMT(late_rows, READ, "", "SELECT count(*) FROM late_submit");
TEST_STMT(test_mail_kinds, READ, "t", "SELECT count(*) FROM mail WHERE kind = $1");

static struct screening now_of(struct review_scene *s, int app)
{
    struct application *x = NULL;
    struct screening now;
    CHECK_OK(application_load(s->c, s->app[app], &x));
    CHECK_OK(screening_load(s->c, x, &now));
    return now;
}

static struct application *app_of(struct review_scene *s, int app)
{
    struct application *x = NULL;
    CHECK_OK(application_load(s->c, s->app[app], &x));
    return x;
}

/* The scene has accepted all: this one goes back to the office's hands. */
static struct ctx *reopened(struct review_scene *s, int app)
{
    struct ctx *c = review_as(s, "office");
    CHECK_OK(screening_undo(c, s->app[app], "確認をやり直すため"));
    CHECK_I64(now_of(s, app).state, SCREENING_OPEN);
    return c;
}

static const char *FIELDS[] = { "summary" };

static struct err *send_back(struct review_scene *s, int app, instant due)
{
    return screening_return(review_as(s, "office"), s->app[app], &(text_list){ .v = FIELDS, .n = 1 },
                            "概要に体制を書き加えてください。", due);
}

static struct save_result save(struct review_scene *s, int app, const char *field, const char *value,
                               struct err **ret_e)
{
    struct ctx *c = review_as(s, "applicant");
    struct answer *v = NULL;
    size_t n = 0;
    int64_t base = 0;
    struct save_result r = { 0 };
    CHECK_OK(application_answers(c, s->app[app], &n, &v));
    for (size_t i = 0; i < n; i++)
        if (strcmp(v[i].field_key, field) == 0)
            base = v[i].revision;
    *ret_e = application_save(c, s->app[app], field, value, base, &r);
    return r;
}

static int64_t count_of(struct review_scene *s, const struct stmt *q, const struct value *v)
{
    int64_t n = -1;
    CHECK_OK(db_i64_(s->c, q, &n, v));
    return n;
}

static int64_t reviewed(struct review_scene *s)
{
    struct application_list all;
    CHECK_OK(application_list_in_review(s->c, s->call->id, &all));
    return (int64_t)all.n;
}

/* ── one application through its states ── */

static void is_completed(struct arena *a, enum db_kind kind)
{
    struct review_scene *s = review_scene_make(a, kind);
    struct err *e = NULL;
    struct submission sub;
    if (!s)
        SKIP(STORE_NO_POSTGRES);
    (void)reopened(s, 0);
    CHECK_I64(reviewed(s), 2);
    CHECK_ERR(send_back(s, 0, STORE_NOW), ERR_INVALID); /* a date that has passed */
    CHECK_OK(send_back(s, 0, DUE));
    CHECK_I64(now_of(s, 0).state, SCREENING_RETURNED);
    CHECK_ERR(screening_accept(review_as(s, "office"), s->app[0]), ERR_REFUSED);
    CHECK_I64(save(s, 0, "summary", "専従の支援スタッフを置く。", &e).outcome, SAVE_SAVED);
    CHECK_OK(e);
    (void)save(s, 0, "aim", "ほかの項目", &e);
    CHECK_ERR(e, ERR_REFUSED); /* everything else stays locked */
    CHECK_ERR(application_detach(review_as(s, "applicant"), s->app[0], 1), ERR_NOT_FOUND);
    world_set_now(s->w, DUE); /* its date, to the microsecond, is in time */
    CHECK_OK(application_submit(review_as(s, "applicant"), s->app[0], &sub));
    CHECK_I64(sub.number, 2);
    CHECK_I64(now_of(s, 0).state, SCREENING_COMPLETED);
    CHECK_I64(app_of(s, 0)->returned_until, INSTANT_UNKNOWN);
    (void)save(s, 0, "summary", "もう一度", &e);
    CHECK_OK(e); /* kept beside, as after any deadline */
    CHECK_ERR(application_submit(review_as(s, "applicant"), s->app[0], &sub), ERR_REFUSED);
    screening_pass(review_as(s, "office"), s->app[0], s->call->definition);
    CHECK_I64(now_of(s, 0).state, SCREENING_ACCEPTED);
    CHECK_I64(reviewed(s), 3);
    world_check(s->w);
}

TEST(returned_parts_are_completed_by_their_own_date_and_nothing_else_on_sqlite)
{
    is_completed(a, DB_SQLITE);
}

TEST(returned_parts_are_completed_by_their_own_date_and_nothing_else_on_postgres)
{
    is_completed(a, DB_POSTGRES);
}

static void is_overdue(struct arena *a, enum db_kind kind)
{
    struct review_scene *s = review_scene_make(a, kind);
    struct submission sub;
    struct err *e = NULL;
    if (!s)
        SKIP(STORE_NO_POSTGRES);
    (void)reopened(s, 0);
    CHECK_OK(send_back(s, 0, DUE));
    (void)save(s, 0, "summary", "間に合わない提出", &e);
    world_set_now(s->w, DUE + 1);
    CHECK_ERR(application_submit(review_as(s, "applicant"), s->app[0], &sub), ERR_REFUSED);
    CHECK_I64(now_of(s, 0).state, SCREENING_OVERDUE);
    CHECK_OK(screening_move_due(review_as(s, "office"), s->app[0], DUE + HOUR));
    CHECK_I64(now_of(s, 0).state, SCREENING_RETURNED);
    CHECK_OK(application_submit(review_as(s, "applicant"), s->app[0], &sub));
    CHECK_OK(send_back(s, 0, DUE + 2 * HOUR));
    CHECK_OK(screening_end_return(review_as(s, "office"), s->app[0]));
    CHECK_I64(now_of(s, 0).state, SCREENING_COMPLETED);
    (void)save(s, 0, "summary", "締められた後", &e);
    CHECK_OK(e);
    CHECK_ERR(application_submit(review_as(s, "applicant"), s->app[0], &sub), ERR_REFUSED);
    world_check(s->w);
}

TEST(after_its_date_a_completion_waits_for_the_office_on_sqlite)
{
    is_overdue(a, DB_SQLITE);
}

TEST(after_its_date_a_completion_waits_for_the_office_on_postgres)
{
    is_overdue(a, DB_POSTGRES);
}

static void is_refused(struct arena *a, enum db_kind kind)
{
    struct review_scene *s = review_scene_make(a, kind);
    if (!s)
        SKIP(STORE_NO_POSTGRES);
    struct ctx *c = reopened(s, 0);
    CHECK_ERR(screening_propose_refusal(c, s->app[0], " "), ERR_INVALID);
    CHECK_OK(screening_propose_refusal(c, s->app[0], "運営主体であることを確認できない。"));
    CHECK_ERR(screening_confirm_refusal(c, s->app[0]), ERR_REFUSED); /* the same person */
    CHECK_OK(screening_decline_refusal(review_as(s, "office_lead"), s->app[0]));
    CHECK_OK(screening_propose_refusal(review_as(s, "office"), s->app[0], "運営主体であることを確認できない。"));
    CHECK_I64(count_of(s, &test_mail_kinds, VALUES_(TXT("refused"))), 0);
    CHECK_OK(screening_confirm_refusal(review_as(s, "office_lead"), s->app[0]));
    CHECK_I64(now_of(s, 0).state, SCREENING_REFUSED);
    CHECK_I64(count_of(s, &test_mail_kinds, VALUES_(TXT("refused"))), 1);
    CHECK_I64(reviewed(s), 2);
    CHECK_ERR(screening_confirm_refusal(review_as(s, "office_lead"), s->app[0]), ERR_REFUSED);
    struct declaration_list mine;
    CHECK_OK(pledge_sign(review_as(s, "reviewer"), s->call));
    CHECK_OK(declaration_list_mine(s->c, s->call, &mine));
    CHECK_I64(mine.n, 2);
    CHECK_OK(screening_undo(review_as(s, "office"), s->app[0], "書類が確認できたため"));
    screening_pass(review_as(s, "office"), s->app[0], s->call->definition);
    CHECK_I64(reviewed(s), 3);
    world_check(s->w);
}

TEST(a_refusal_by_two_takes_an_application_out_of_the_review_and_can_be_taken_back_on_sqlite)
{
    is_refused(a, DB_SQLITE);
}

TEST(a_refusal_by_two_takes_an_application_out_of_the_review_and_can_be_taken_back_on_postgres)
{
    is_refused(a, DB_POSTGRES);
}

TEST(an_acceptance_stands_once_somebody_who_judges_may_have_opened_the_papers)
{
    struct review_scene *s = review_scene_make(a, DB_SQLITE);
    review_ready(s, "reviewer");
    review_assign(s, 0, "reviewer");
    CHECK_ERR(screening_undo(review_as(s, "office"), s->app[0], "遅い"), ERR_REFUSED);
    CHECK_OK(screening_undo(review_as(s, "office"), s->app[1], "まだ割り当てていない"));
    review_ready(s, "committee"); /* who has declared can open what is accepted */
    CHECK_ERR(screening_undo(review_as(s, "office"), s->app[2], "遅い"), ERR_REFUSED);
}

TEST(two_officers_do_not_work_on_one_application_unknowingly)
{
    struct review_scene *s = review_scene_make(a, DB_SQLITE);
    (void)reopened(s, 0);
    CHECK_ERR(screening_take(review_as(s, "office_lead"), s->app[0], false), ERR_REFUSED);
    CHECK_ERR(screening_accept(review_as(s, "office_lead"), s->app[0]), ERR_REFUSED);
    CHECK_OK(screening_take(review_as(s, "office_lead"), s->app[0], true));
    CHECK_ERR(screening_accept(review_as(s, "office"), s->app[0]), ERR_REFUSED);
    CHECK_OK(screening_accept(review_as(s, "office_lead"), s->app[0])); /* the marks stayed good */
    world_check(s->w);
}

TEST(what_is_sent_anew_while_the_call_is_open_once_more_is_checked_again)
{
    struct review_scene *s = review_scene_make(a, DB_SQLITE);
    struct submission sub;
    struct err *e = NULL;
    world_set_now(s->w, STORE_NOW);
    (void)save(s, 0, "summary", "書き直した概要", &e);
    CHECK_OK(application_submit(review_as(s, "applicant"), s->app[0], &sub));
    CHECK_ERR(screening_accept(review_as(s, "office"), s->app[0]), ERR_FORBIDDEN); /* not before the deadline */
    world_set_now(s->w, STORE_NOW + HOUR);
    CHECK_I64(now_of(s, 0).state, SCREENING_OPEN);
    CHECK_I64(reviewed(s), 2);
    screening_pass(review_as(s, "office"), s->app[0], s->call->definition);
    CHECK_I64(reviewed(s), 3);
    world_check(s->w);
}

TEST(who_tries_to_send_too_late_is_refused_and_on_record)
{
    struct review_scene *s = review_scene_make(a, DB_SQLITE);
    struct submission sub;
    int64_t draft = 0;
    world_set_now(s->w, STORE_NOW);
    CHECK_OK(application_begin(review_as(s, "applicant"), s->call->id, "regional_contribution", "遅れた拠点",
                               s->w->institution, &draft));
    world_set_now(s->w, STORE_NOW + 1);
    CHECK_ERR(application_submit(review_as(s, "applicant"), draft, &sub), ERR_REFUSED);
    CHECK_I64(count_of(s, &late_rows, VALUES_()), 1);
    CHECK_ERR(application_submit(review_as(s, "applicant_b"), draft, &sub), ERR_NOT_FOUND);
    CHECK_I64(count_of(s, &late_rows, VALUES_()), 1);
    world_set_now(s->w, STORE_NOW + HOUR);
    const struct reply *got = loopback_get(world_as(s->w, "office"), "/office/screening");
    CHECK_HAS(got->body, "遅れた拠点");
    CHECK_HAS(got->body, "期限後");
    world_check(s->w);
}

/* ── pages ── */

static const char *path_of(struct review_scene *s, int app, const char *act)
{
    return arena_printf(s->w->arena, "/office/screening/%s%s", id_text(s->w->arena, s->app[app]), act);
}

TEST(the_officer_sees_the_papers_beside_the_checklist_with_what_the_machine_found)
{
    struct review_scene *s = review_scene_make(a, DB_SQLITE);
    (void)reopened(s, 0);
    struct loopback *office = world_as(s->w, "office");
    const struct reply *got = loopback_get(office, path_of(s, 0, ""));
    CHECK_I64(got->status, 200);
    CHECK_HAS(got->body, "法人番号は登録されていません");
    CHECK_HAS(got->body, "必須の項目はすべて記入され");
    CHECK(got->statements <= 40);
    got = loopback_post(office, path_of(s, 0, "/marks"), "verdict.applicant", "bad", "reason.applicant", "");
    CHECK_I64(got->status, 422);
    CHECK_HAS(got->body, "理由を記入してください");
    got = loopback_post(office, path_of(s, 0, "/marks"), "verdict.applicant", "bad", "reason.applicant", "要確認", "then",
                        "accept");
    CHECK_I64(got->status, 409);
    CHECK_HAS(got->body, "要確認"); /* what was typed stays */
    CHECK_HAS(got->body, "受理できません");
    got = loopback_post(office, path_of(s, 0, "/marks"), "verdict.applicant", "bad", "reason.applicant", "要確認");
    CHECK_I64(got->status, 303);
    CHECK_I64(loopback_post(office, path_of(s, 0, "/marks"), "verdict.nonsense", "good")->status, 303);
    world_check(s->w);
}

TEST(a_day_on_which_offices_are_closed_is_asked_about_before_parts_go_back)
{
    struct review_scene *s = review_scene_make(a, DB_SQLITE);
    (void)reopened(s, 0);
    struct loopback *office = world_as(s->w, "office");
    (void)loopback_get(office, path_of(s, 0, ""));
    const struct reply *got =
        loopback_post(office, path_of(s, 0, "/return"), "fields", "summary", "message", "体制を書く", "due-year", "2024",
                      "due-month", "8", "due-day", "4", "due-hour", "12", "due-minute", "00"); /* a Sunday */
    CHECK_I64(got->status, 200);
    CHECK_HAS(got->body, "期限の日付を確かめてください");
    CHECK_I64(now_of(s, 0).state, SCREENING_OPEN);
    got = loopback_post(office, path_of(s, 0, "/return"), "fields", "summary", "message", "体制を書く", "due-year", "2024",
                        "due-month", "8", "due-day", "4", "due-hour", "12", "due-minute", "00", "sure", "2024-08-04");
    CHECK_I64(got->status, 303);
    CHECK_I64(now_of(s, 0).state, SCREENING_RETURNED);
    CHECK_HAS(world_mail(s->w, "applicant@world.example"), "拠点の概要");
    struct loopback *people = world_as(s->w, "applicant");
    const char *own = arena_printf(a, "/applications/%s", id_text(a, s->app[0]));
    got = loopback_get(people, own);
    CHECK_HAS(got->body, "補正のお願い");
    CHECK_HAS(got->body, "#f-summary");
    got = loopback_get(people, arena_printf(a, "%s/edit/basics", own));
    CHECK_HAS(got->body, "name=\"summary\"");
    CHECK_HAS_NOT(got->body, "name=\"head_name\"");
    CHECK_HAS_NOT(loopback_get(people, arena_printf(a, "%s/edit/vision", own))->body, "name=\"aim\"");
    world_check(s->w);
}

TEST(a_refused_application_stays_with_its_people_and_the_office_and_leaves_the_reviewers)
{
    struct review_scene *s = review_scene_make(a, DB_SQLITE);
    struct ctx *c = reopened(s, 0);
    CHECK_OK(screening_propose_refusal(c, s->app[0], "運営主体であることを確認できない。"));
    CHECK_HAS(loopback_get(world_as(s->w, "office_lead"), path_of(s, 0, ""))->body, "/confirm");
    CHECK_HAS_NOT(loopback_get(world_as(s->w, "office"), path_of(s, 0, ""))->body, "/confirm\"");
    const char *own = arena_printf(a, "/applications/%s", id_text(a, s->app[0]));
    CHECK_HAS_NOT(loopback_get(world_as(s->w, "applicant"), own)->body, "運営主体であることを確認できない");
    CHECK_OK(screening_confirm_refusal(review_as(s, "office_lead"), s->app[0]));
    const struct reply *got = loopback_get(world_as(s->w, "applicant"), own);
    CHECK_HAS(got->body, "受理されませんでした");
    CHECK_HAS(got->body, "運営主体であることを確認できない");
    CHECK_HAS(loopback_get(world_as(s->w, "office"), "/office/applications")->body, "不受理");
    CHECK_HAS(loopback_get(world_as(s->w, "office"), "/office/screening")->body, "不受理");
    review_ready(s, "reviewer");
    CHECK_HAS_NOT(loopback_get(world_as(s->w, "reviewer"), "/review/declarations")->body, "寒冷地拠点");
    CHECK_HAS_NOT(loopback_get(world_as(s->w, "committee"), "/committee")->body, "寒冷地拠点");
    world_check(s->w);
}

TEST(the_queue_costs_the_same_whatever_its_length)
{
    struct review_scene *s = review_scene_make(a, DB_SQLITE);
    const struct reply *got = loopback_get(world_as(s->w, "office"), "/office/screening");
    CHECK_I64(got->status, 200);
    CHECK(got->statements <= 10);
}
