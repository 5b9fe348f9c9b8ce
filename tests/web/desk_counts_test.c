/* The counts of the office's desk: anew after every act, and what the lists they lead to say. */
#include "review_scene.h"
#include "store/screening_scene.h"

#include "review/reviewer.h"
#include "screening/screening.h"

#include <stdlib.h>

/* The number on the card of that label; 0: there is no such card. */
static long card(struct loopback *lb, struct arena *a, const char *label)
{
    const char *body = loopback_get(lb, "/office")->body;
    const char *at = strstr(body, arena_printf(a, ">%s</a></h3><p class=\"figure\">", label));
    return at ? strtol(strstr(at, "figure\">") + strlen("figure\">"), NULL, 10) : 0;
}

struct expected {
    long uncovered, open, undecided, waiting;
};

#define EXPECT(...) expect(s, a, &(struct expected){ __VA_ARGS__ })
static void expect(struct review_scene *s, struct arena *a, const struct expected *x)
{
    struct loopback *lb = world_as(s->w, "office");
    for (int i = 0; i < 2; i++) { /* the second time from what is kept */
        CHECK_I64(card(lb, a, "委員が足りない申請"), x->uncovered);
        CHECK_I64(card(lb, a, "未提出の評点票"), x->open);
        CHECK_I64(card(lb, a, "採否の決まっていない申請"), x->undecided);
        CHECK_I64(card(lb, a, "形式審査を待つ申請"), x->waiting);
    }
}

static void counts_follow(struct arena *a, enum db_kind kind)
{
    struct review_scene *s = review_scene_make(a, kind);
    if (!s)
        return;
    int64_t need = s->call->definition->rules.reviewers_per_application;
    CHECK_I64(need, 3);
    EXPECT(.uncovered = 3, .undecided = 3);
    const char *const readers[] = { "reviewer", "reviewer_b" };
    for (int i = 0; i < 2; i++) {
        review_ready(s, readers[i]);
        review_assign(s, 2, readers[i]);
        EXPECT(.uncovered = 3, .open = i + 1, .undecided = 3);
    }
    review_complete(s, 2, "reviewer", "3");
    EXPECT(.uncovered = 3, .open = 1, .undecided = 3);
    CHECK_OK(assignment_end(review_as(s, "office"), s->app[2], world_person(s->w, "reviewer_b")));
    EXPECT(.uncovered = 3, .undecided = 3);
    CHECK_OK(screening_undo(review_as(s, "office"), s->app[0], "様式の確認漏れ"));
    EXPECT(.uncovered = 2, .undecided = 2, .waiting = 1);
    CHECK_OK(application_withdraw(review_as(s, "applicant"), s->app[1], "都合により"));
    EXPECT(.uncovered = 1, .undecided = 1, .waiting = 1);
    world_check(s->w);
}

TEST(the_desk_counts_anew_after_every_act_on_sqlite)
{
    counts_follow(a, DB_SQLITE);
}

TEST(the_desk_counts_anew_after_every_act_on_postgres)
{
    counts_follow(a, DB_POSTGRES);
}

TEST(a_count_that_no_act_has_changed_is_not_asked_again)
{
    struct review_scene *s = review_scene_make(a, DB_SQLITE);
    struct loopback *lb = world_as(s->w, "office");
    int64_t first = loopback_get(lb, "/office")->statements;
    CHECK_I64(loopback_get(lb, "/office")->statements, first - 3);
    CHECK_OK(pledge_sign(review_as(s, "reviewer"), s->call));
    CHECK_I64(loopback_get(lb, "/office")->statements, first);
}

/* What is not in review, counted and listed. */
static void same_as_listed(struct review_scene *s)
{
    struct screening_list list;
    int64_t n[SCREENING_STATE_COUNT];
    CHECK_OK(screening_list(s->c, s->call, &list));
    CHECK_OK(screening_count(s->c, s->call, n));
    for (int i = 0; i < SCREENING_STATE_COUNT; i++)
        if (i != SCREENING_ACCEPTED && i != SCREENING_WITHDRAWN)
            CHECK_I64(n[i], list.count[i]);
}

TEST(the_desk_counts_the_formal_check_as_its_list_does)
{
    struct review_scene *s = review_scene_make(a, DB_SQLITE);
    struct ctx *c = review_as(s, "office");
    const char *field = s->call->definition->form.v[0].fields.v[0].key;
    text_list fields = { .v = &field, .n = 1 };
    same_as_listed(s);
    for (int i = 0; i < 3; i++)
        CHECK_OK(screening_undo(c, s->app[i], "様式の確認漏れ"));
    same_as_listed(s);
    CHECK_OK(screening_return(c, s->app[0], &fields, "ご確認ください。", c->now + DAY_US));
    CHECK_OK(screening_return(c, s->app[1], &fields, "ご確認ください。", c->now + 3 * DAY_US));
    CHECK_OK(screening_propose_refusal(c, s->app[2], "対象となる機関ではない。"));
    same_as_listed(s);
    CHECK_OK(screening_confirm_refusal(review_as(s, "office_lead"), s->app[2]));
    same_as_listed(s);
    world_set_now(s->w, c->now + 2 * DAY_US); /* the first is overdue, the second not */
    c = review_as(s, "office");
    same_as_listed(s);
    CHECK_OK(screening_end_return(c, s->app[0]));
    same_as_listed(s);
    world_check(s->w);
}
