/* The review in the store: pledge, declarations, rulings, assignment, sheets, figures; on both stores. */
#include "../web/review_scene.h"

#include "base/id.h"
#include "review.msg.h"

static struct declaration declared(struct review_scene *s, struct ctx *c, int app)
{
    struct declaration_list list;
    CHECK_OK(declaration_list_mine(c, s->call, &list));
    for (size_t i = 0; i < list.n; i++)
        if (list.v[i].application_id == s->app[app])
            return list.v[i];
    test_check(false, "the application is in the list", ERR_HERE);
    return (struct declaration){ 0 };
}

REVIEW_TEST(the_pledge_is_signed_once_and_only_by_those_who_take_part)
{
    instant at = 0;
    struct ctx *c = review_as(s, "reviewer");
    CHECK_OK(pledge_find(c, s->call, &at));
    CHECK(at == INSTANT_UNKNOWN);
    int64_t before = review_count(s, "ledger");
    CHECK_OK(pledge_sign(c, s->call));
    CHECK_OK(pledge_sign(c, s->call));
    CHECK_I64(review_count(s, "ledger"), before + 1);
    CHECK_OK(pledge_find(c, s->call, &at));
    CHECK_I64(at, c->now);
    CHECK_OK(pledge_sign(review_as(s, "chair"), s->call));
    CHECK_ERR(pledge_sign(review_as(s, "plain"), s->call), ERR_NOT_FOUND);
    CHECK_ERR(pledge_sign(review_as(s, "office"), s->call), ERR_NOT_FOUND);
    world_check(s->w);
}

REVIEW_TEST(a_declaration_is_made_once_and_an_excluding_one_is_in_force_at_once)
{
    struct ctx *c = review_as(s, "reviewer");
    bool conflicted = false, all = true;
    CHECK_OK(declarations_complete(c, s->call, &all));
    CHECK(!all);
    CHECK_ERR(declaration_declare(c, s->app[0], "nonsense", "x"), ERR_INVALID);
    CHECK_ERR(declaration_declare(c, s->app[0], "kinship", " \n"), ERR_INVALID);
    CHECK_OK(declaration_declare(c, s->app[0], "kinship", "拠点長は義兄である。"));
    CHECK_OK(declaration_declare(c, s->app[1], "other", "以前に助言した。"));
    CHECK_OK(declaration_declare(c, s->app[2], "none", "関わりがない。"));
    CHECK_OK(declarations_complete(c, s->call, &all));
    CHECK(all);
    int64_t before = review_count(s, "ledger");
    CHECK_OK(declaration_declare(c, s->app[2], "none", "関わりがない。"));
    CHECK_I64(review_count(s, "ledger"), before);
    CHECK_ERR(declaration_declare(c, s->app[2], "kinship", "やはり"), ERR_REFUSED);
    CHECK_ERR(declaration_declare(c, s->app[0], "none", "関わりがない。"), ERR_REFUSED);
    struct declaration kin = declared(s, c, 0), doubt = declared(s, c, 1), none = declared(s, c, 2);
    CHECK(kin.conflicted && !kin.doubtful && doubt.conflicted && doubt.doubtful && !none.conflicted &&
          !none.doubtful);
    CHECK_OK(review_conflicted(c, s->app[1], c->viewer->person, &conflicted));
    CHECK(conflicted);
    world_check(s->w);
}

REVIEW_TEST(nobody_declares_who_does_not_take_part_nor_before_the_call_has_closed)
{
    CHECK_ERR(declaration_declare(review_as(s, "plain"), s->app[0], "none", "関わりがない。"), ERR_NOT_FOUND);
    CHECK_ERR(declaration_declare(review_as(s, "applicant"), s->app[0], "none", "関わりがない。"), ERR_NOT_FOUND);
    CHECK_ERR(declaration_declare(review_as(s, "office"), s->app[0], "none", "関わりがない。"), ERR_NOT_FOUND);
    CHECK_ERR(declaration_declare(review_as(s, "reviewer"), 4711, "none", "関わりがない。"), ERR_NOT_FOUND);
    CHECK_OK(declaration_declare(review_as(s, "chair"), s->app[0], "none", "関わりがない。"));
    CHECK_OK(
        declaration_declare(review_as(s, "committee"), s->app[0], "competitor", "競合する拠点の長である。"));
    world_set_now(s->w, STORE_NOW);
    struct declaration_list list;
    struct ctx *c = review_as(s, "reviewer");
    CHECK_ERR(declaration_declare(c, s->app[0], "none", "関わりがない。"), ERR_NOT_FOUND);
    CHECK_OK(declaration_list_mine(c, s->call, &list));
    CHECK_I64(list.n, 0);
    world_check(s->w);
}

REVIEW_TEST(several_lines_are_declared_without_the_mistake_of_one_losing_the_others)
{
    struct ctx *c = review_as(s, "reviewer");
    struct err *mistakes = NULL;
    size_t n = 0;
    struct declaring v[] = { { s->app[0], "none", "関わりがない。" },
                             { s->app[1], "kinship", "" },
                             { s->app[2], "other", "共著がある。" } };
    CHECK_OK(declaration_declare_all(c, v, 3, &n, &mistakes));
    CHECK_I64(n, 2);
    CHECK(mistakes && !mistakes->next &&
          err_of_field(mistakes, arena_printf(a, "reason.%s", id_text(a, s->app[1]))));
    CHECK_I64(review_count(s, "declaration"), 2);
    CHECK(declared(s, c, 1).category == NULL);
    world_check(s->w);
}

REVIEW_TEST(a_reason_is_wanted_either_way)
{
    struct ctx *c = review_as(s, "reviewer");
    CHECK_ERR(declaration_declare(c, s->app[0], "none", ""), ERR_INVALID);
    CHECK_ERR(declaration_declare(c, s->app[0], "none", " 　"), ERR_INVALID);
    CHECK_ERR(declaration_declare(c, s->app[0], "kinship", ""), ERR_INVALID);
    CHECK_I64(review_count(s, "declaration"), 0);
}

REVIEW_TEST(a_declaration_is_made_anew_and_what_it_said_is_kept)
{
    struct past_declarations past;
    struct declaration_list list;
    struct ctx *c = review_as(s, "reviewer");
    int64_t me = c->viewer->person;
    CHECK_ERR(declaration_change(c, s->app[0], "kinship", "義兄"), ERR_NOT_FOUND); /* nothing declared yet */
    review_ready(s, "reviewer");
    review_assign(s, 0, "reviewer");
    review_assign(s, 1, "reviewer");
    (void)review_as(s, "reviewer");
    review_fill(s, 0, "4");
    int64_t before = review_count(s, "ledger");
    CHECK_OK(declaration_change(c, s->app[0], "none", "関わりがない。")); /* the same again */
    CHECK_I64(review_count(s, "ledger"), before);
    CHECK_ERR(declaration_change(c, s->app[0], "kinship", " "), ERR_INVALID);
    CHECK_OK(declaration_change(c, s->app[0], "kinship", "読んで気付いた。代表者は義兄である。"));
    struct declaration d = declared(s, c, 0);
    CHECK(d.conflicted && !d.doubtful && d.past_count == 1);
    CHECK_OK(declaration_past_list(c, d.id, &past));
    CHECK_I64(past.n, 1);
    CHECK_TEXT(past.v[0].category, "none");
    CHECK(!past.v[0].conflicted);
    struct own_reviews own;
    CHECK_OK(own_reviews_list(c, s->call, &own)); /* closed at once, the other one stays */
    CHECK_I64(own.n, 1);
    struct application *app = NULL;
    struct call *call = NULL;
    CHECK_ERR(review_open(c, s->app[0], ACT_REVIEW_READ, &app, &call), ERR_NOT_FOUND);
    CHECK_I64(review_count(s, "sheet"), 1); /* what was written stays */
    /* Taken back, it stays a conflict until the office rules. */
    CHECK_OK(declaration_change(c, s->app[0], "none", "思い違いだった。"));
    d = declared(s, c, 0);
    CHECK(d.conflicted && d.doubtful);
    CHECK_ERR(assignment_add(review_as(s, "office"), s->app[0], me), ERR_REFUSED);
    CHECK_OK(declaration_list_all(s->c, s->call, &list));
    CHECK(list.v[0].doubtful && list.v[0].id == d.id);
    CHECK_OK(declaration_rule(s->c, d.id, false, "確認した。"));
    review_assign(s, 0, "reviewer");
    /* A new declaration after the ruling keeps the ruling, too. */
    CHECK_OK(declaration_change(review_as(s, "reviewer"), s->app[0], "other", "なお迷いがある。"));
    CHECK_OK(declaration_past_list(c, d.id, &past));
    CHECK_I64(past.n, 3);
    CHECK_TEXT(past.v[2].ruling, "確認した。");
    CHECK(declared(s, c, 0).ruling == NULL);
    world_check(s->w);
}

REVIEW_TEST(nobody_declares_anew_for_another_nor_after_the_announcement)
{
    review_ready(s, "reviewer");
    CHECK_ERR(declaration_change(review_as(s, "reviewer_b"), s->app[0], "kinship", "x"), ERR_NOT_FOUND);
    CHECK_ERR(declaration_change(review_as(s, "office"), s->app[0], "kinship", "x"), ERR_NOT_FOUND);
    world_set_now(s->w, STORE_NOW - 1);
    CHECK_ERR(declaration_change(review_as(s, "reviewer"), s->app[0], "kinship", "x"), ERR_NOT_FOUND);
}

REVIEW_TEST(hints_say_same_institution_and_same_name)
{
    struct declaration_list all;
    struct ctx *c = review_as(s, "applicant_b");
    CHECK(declared(s, c, 0).hint != NULL);
    CHECK(declared(s, c, 2).hint == NULL);
    CHECK_HAS(declared(s, c, 0).people, "申請 一子");
    CHECK_OK(declaration_declare(c, s->app[0], "none", "関わりがない。"));
    CHECK_OK(declaration_declare(review_as(s, "reviewer"), s->app[0], "other", "迷っている。"));
    CHECK_OK(declaration_declare(review_as(s, "reviewer_b"), s->app[0], "kinship", "親族"));
    CHECK_OK(declaration_list_all(review_as(s, "office"), s->call, &all));
    CHECK_I64(all.n, 3);
    CHECK(all.v[0].doubtful && all.v[1].hint && all.v[2].conflicted);
    CHECK_TEXT(all.v[1].reviewer, "申請 二郎");
}

REVIEW_TEST(the_office_rules_with_a_reason_and_a_conflict_ends_the_assignment)
{
    bool conflicted = true;
    struct ctx *c = review_as(s, "reviewer");
    int64_t me = c->viewer->person;
    CHECK_OK(declaration_declare(c, s->app[0], "other", "以前に助言した。"));
    review_ready(s, "reviewer");
    int64_t id = declared(s, review_as(s, "reviewer"), 0).id;
    CHECK_ERR(declaration_rule(s->c, id, false, "自分で判断"), ERR_NOT_FOUND);
    c = review_as(s, "office");
    CHECK_ERR(assignment_add(c, s->app[0], me), ERR_REFUSED);
    CHECK_ERR(declaration_rule(c, id, false, " "), ERR_INVALID);
    CHECK_ERR(declaration_rule(c, 4711, false, "x"), ERR_NOT_FOUND);
    CHECK_OK(declaration_rule(c, id, false, "10年前の講演のみ。"));
    CHECK_OK(review_conflicted(c, s->app[0], me, &conflicted));
    CHECK(!conflicted);
    CHECK_OK(assignment_add(c, s->app[0], me));
    CHECK_I64(review_count(s, "assignment"), 1);
    CHECK_OK(declaration_rule(c, id, true, "報道により共同研究が判明。"));
    int64_t before = review_count(s, "ledger");
    CHECK_OK(declaration_rule(c, id, true, "報道により共同研究が判明。"));
    CHECK_I64(review_count(s, "ledger"), before);
    CHECK_I64(review_count(s, "assignment"), 0);
    CHECK(declared(s, review_as(s, "reviewer"), 0).ruling != NULL);
    world_check(s->w);
}

REVIEW_TEST(nobody_is_assigned_to_a_conflict_nor_before_declaring_and_twice_is_nothing)
{
    int64_t reviewer = world_person(s->w, "reviewer");
    struct ctx *c = review_as(s, "office");
    CHECK_ERR(assignment_add(c, s->app[0], reviewer), ERR_REFUSED);
    CHECK_OK(declaration_declare(review_as(s, "reviewer"), s->app[0], "kinship", "義兄"));
    CHECK_OK(declaration_declare(review_as(s, "reviewer"), s->app[1], "none", "関わりがない。"));
    c = review_as(s, "office");
    CHECK_ERR(assignment_add(c, s->app[0], reviewer), ERR_REFUSED);
    CHECK_OK(assignment_add(c, s->app[1], reviewer));
    int64_t before = review_count(s, "ledger");
    CHECK_OK(assignment_add(c, s->app[1], reviewer));
    CHECK_OK(assignment_end(c, s->app[0], reviewer));
    CHECK_I64(review_count(s, "ledger"), before);
    CHECK_OK(declaration_declare(review_as(s, "chair"), s->app[1], "none", "関わりがない。"));
    int64_t chair = world_person(s->w, "chair");
    CHECK_ERR(assignment_add(review_as(s, "office"), s->app[1], chair), ERR_REFUSED);
    CHECK_ERR(assignment_add(review_as(s, "reviewer"), s->app[1], reviewer), ERR_NOT_FOUND);
    CHECK_OK(assignment_end(review_as(s, "office"), s->app[1], reviewer));
    CHECK_I64(review_count(s, "assignment"), 0);
    world_check(s->w);
}

REVIEW_TEST(a_matrix_with_one_impossible_cell_writes_nothing_and_names_it)
{
    size_t changed = 0;
    int64_t one = world_person(s->w, "reviewer"), two = world_person(s->w, "reviewer_b");
    review_ready(s, "reviewer");
    struct assignment_change v[] = { { s->app[0], one, true },
                                     { s->app[0], two, true },
                                     { s->app[1], one, true } };
    struct ctx *c = review_as(s, "office");
    struct err *e = assignment_change_all(c, s->call->id, v, 3, &changed);
    CHECK(e && e->kind == ERR_INVALID && !e->next && e->msg == &MSG_REVIEW_CELL_UNDECLARED);
    CHECK(err_of_field(e, arena_printf(a, "cell.%s-%s", id_text(a, s->app[0]), id_text(a, two))));
    CHECK_I64(review_count(s, "assignment"), 0);
    v[1].assigned = false;
    CHECK_OK(assignment_change_all(c, s->call->id, v, 3, &changed));
    CHECK_I64(changed, 2);
    CHECK_OK(assignment_change_all(c, s->call->id, v, 3, &changed));
    CHECK_I64(changed, 0);
    CHECK_ERR(assignment_change_all(c, 4711, v, 1, &changed), ERR_NOT_FOUND);
    world_check(s->w);
}

REVIEW_TEST(a_sheet_opens_only_after_pledge_all_declarations_and_assignment)
{
    struct save_result r;
    struct ctx *c = review_as(s, "reviewer");
    CHECK_OK(declaration_declare(c, s->app[0], "none", "関わりがない。"));
    review_assign(s, 0, "reviewer");
    c = review_as(s, "reviewer");
    CHECK_ERR(score_save(c, s->app[0], "vision.score", "5", 0, &r), ERR_NOT_FOUND);
    CHECK_OK(declaration_declare(c, s->app[1], "none", "関わりがない。"));
    CHECK_OK(declaration_declare(c, s->app[2], "none", "関わりがない。"));
    CHECK_ERR(score_save(c, s->app[0], "vision.score", "5", 0, &r), ERR_NOT_FOUND);
    CHECK_OK(pledge_sign(c, s->call));
    CHECK_OK(score_save(c, s->app[0], "vision.score", "5", 0, &r));
    CHECK_ERR(score_save(c, s->app[1], "vision.score", "5", 0, &r), ERR_NOT_FOUND);
    CHECK_ERR(score_save(c, 4711, "vision.score", "5", 0, &r), ERR_NOT_FOUND);
    CHECK_ERR(score_save(review_as(s, "reviewer_b"), s->app[0], "vision.score", "5", 0, &r), ERR_NOT_FOUND);
    CHECK_I64(review_count(s, "sheet"), 1);
    world_check(s->w);
}

REVIEW_TEST(a_stale_score_overwrites_nothing_and_shows_what_stands)
{
    struct save_result r;
    review_ready(s, "reviewer");
    review_assign(s, 0, "reviewer");
    struct ctx *c = review_as(s, "reviewer");
    CHECK_OK(score_save(c, s->app[0], "vision.committee", "第一の窓", 0, &r));
    CHECK(r.outcome == SAVE_SAVED && r.revision == 1 && r.at == c->now);
    CHECK_OK(score_save(c, s->app[0], "vision.committee", "第二の窓", 0, &r));
    CHECK(r.outcome == SAVE_STALE && r.revision == 1);
    CHECK_TEXT(r.theirs, "第一の窓");
    int64_t before = review_count(s, "ledger");
    CHECK_OK(score_save(c, s->app[0], "vision.committee", "第一の窓", 0, &r));
    CHECK_I64(r.outcome, SAVE_SAME);
    CHECK_I64(review_count(s, "ledger"), before);
    CHECK_OK(score_save(c, s->app[0], "vision.committee", "第二の窓", 1, &r));
    CHECK(r.outcome == SAVE_SAVED && r.revision == 2);
    CHECK_ERR(score_save(c, s->app[0], "vision.score", "9", 0, &r), ERR_INVALID);
    CHECK_ERR(score_save(c, s->app[0], "no.such", "5", 0, &r), ERR_INVALID);
    world_check(s->w);
}

REVIEW_TEST(a_written_sheet_keeps_its_assignment_and_a_completed_one_its_versions)
{
    struct save_result r;
    struct sheet *own = NULL;
    int64_t reviewer = world_person(s->w, "reviewer");
    review_ready(s, "reviewer");
    review_assign(s, 0, "reviewer");
    struct ctx *c = review_as(s, "reviewer");
    CHECK_ERR(sheet_complete(c, s->app[0]), ERR_INVALID);
    review_fill(s, 0, "4");
    CHECK_ERR(assignment_end(review_as(s, "office"), s->app[0], reviewer), ERR_REFUSED);
    c = review_as(s, "reviewer");
    CHECK_OK(sheet_complete(c, s->app[0]));
    CHECK_OK(sheet_complete(c, s->app[0]));
    CHECK_I64(review_count(s, "sheet_version"), 1);
    CHECK_ERR(score_save(c, s->app[0], "vision.score", "1", 1, &r), ERR_FORBIDDEN);
    CHECK_OK(sheet_load_of(c, s->app[0], reviewer, &own));
    CHECK(own->complete && own->versions == 1);
    CHECK_ERR(sheet_reopen(c, own->id, "もう一度"), ERR_NOT_FOUND);
    c = review_as(s, "office");
    CHECK_ERR(sheet_reopen(c, own->id, ""), ERR_INVALID);
    CHECK_ERR(sheet_reopen(c, 4711, "理由"), ERR_NOT_FOUND);
    CHECK_OK(sheet_reopen(c, own->id, "③の意見が別の申請のものです。"));
    CHECK_ERR(sheet_reopen(c, own->id, "③の意見が別の申請のものです。"), ERR_CONFLICT);
    CHECK_HAS(world_mail(s->w, world_email(s->w, "reviewer")), "③の意見が別の申請のものです。");
    c = review_as(s, "reviewer");
    CHECK_OK(score_save(c, s->app[0], "vision.score", "2", 1, &r));
    CHECK_OK(sheet_complete(c, s->app[0]));
    CHECK_I64(review_count(s, "sheet_version"), 2);
    world_check(s->w);
}

REVIEW_TEST(other_sheets_appear_only_once_the_own_one_is_complete)
{
    struct sheet *own = NULL;
    struct sheet_list others;
    struct application *app = NULL;
    review_ready(s, "reviewer");
    review_ready(s, "reviewer_b");
    review_assign(s, 0, "reviewer");
    review_assign(s, 0, "reviewer_b");
    review_complete(s, 0, "reviewer_b", "5");
    struct ctx *c = review_as(s, "reviewer");
    CHECK_OK(application_load(c, s->app[0], &app));
    review_fill(s, 0, "2");
    CHECK_OK(sheet_load_of(c, s->app[0], c->viewer->person, &own));
    CHECK_OK(sheet_list_of_others(c, app, s->call, own, &others));
    CHECK_I64(others.n, 0);
    CHECK_OK(sheet_complete(c, s->app[0]));
    CHECK_OK(sheet_load_of(c, s->app[0], c->viewer->person, &own));
    CHECK_OK(sheet_list_of_others(c, app, s->call, own, &others));
    CHECK_I64(others.n, 1);
    CHECK(others.n == 1 && others.v[0]->reviewer == NULL);
    CHECK_TEXT(others.n == 1 ? sheet_value(others.v[0], "vision.score") : "", "5");
    CHECK_OK(sheet_reopen(review_as(s, "office"), own->id, "確認"));
    c = review_as(s, "reviewer");
    CHECK_OK(sheet_load_of(c, s->app[0], c->viewer->person, &own));
    CHECK_OK(sheet_list_of_others(c, app, s->call, own, &others));
    CHECK_I64(others.n, 0);
    world_check(s->w);
}

REVIEW_TEST(figures_count_completed_sheets_and_leave_out_what_the_viewer_is_in_conflict_with)
{
    size_t n = 0;
    struct sheet_figures *v = NULL;
    struct save_result r;
    review_ready(s, "reviewer");
    review_ready(s, "reviewer_b");
    for (int i = 0; i < 2; i++) {
        review_assign(s, i, "reviewer");
        review_assign(s, i, "reviewer_b");
    }
    review_complete(s, 0, "reviewer", "2");
    review_complete(s, 0, "reviewer_b", "4");
    review_complete(s, 1, "reviewer", "5");
    CHECK_OK(score_save(review_as(s, "reviewer_b"), s->app[1], "vision.score", "1", 0, &r));
    CHECK_OK(review_figures(review_as(s, "chair"), s->call, &n, &v));
    CHECK_I64(n, 3);
    CHECK(v[0].application_id == s->app[1] && v[1].application_id == s->app[0] &&
          v[2].application_id == s->app[2]);
    CHECK(v[0].assigned == 2 && v[0].complete == 1 && v[0].mean_micro == 20000000 && v[0].spread_micro == 0);
    CHECK(v[1].complete == 2 && v[1].mean_micro == 12000000 && v[1].spread_micro == 8000000);
    CHECK(v[2].complete == 0 && v[2].mean_micro == INT64_MIN);
    CHECK_I64(v[1].item_count, 4);
    CHECK_TEXT(v[1].items[0].item_key, "vision");
    CHECK(v[1].items[0].n == 2 && v[1].items[0].counts[3] == 1 && v[1].items[0].counts[1] == 1);
    CHECK_OK(declaration_declare(review_as(s, "chair"), s->app[1], "participant", "共同研究者である。"));
    CHECK_OK(review_figures(review_as(s, "chair"), s->call, &n, &v));
    CHECK_I64(n, 2);
    CHECK_I64(v[0].application_id, s->app[0]);
    world_check(s->w);
}

REVIEW_TEST(nobody_reviews_an_application_that_they_wrote)
{
    int64_t duty = 0, writer = world_person(s->w, "applicant");
    {
        TX(tx, world_ctx(s->w));
        CHECK_OK(duty_grant(tx, writer, &(struct grant){ .duty = DUTY_REVIEWER }, &duty));
        CHECK_OK(tx_commit(tx));
    }
    struct ctx *c = review_as(s, "applicant");
    CHECK_ERR(declaration_declare(c, s->app[0], "none", "関わりがない。"), ERR_INVALID);
    CHECK_OK(declaration_declare(c, s->app[0], "other", "申請の代表者である。"));
    int64_t id = declared(s, c, 0).id;
    c = review_as(s, "office");
    CHECK_OK(declaration_rule(c, id, false, "誤った判断"));
    CHECK_ERR(assignment_add(c, s->app[0], writer), ERR_REFUSED);
    world_check(s->w);
}
