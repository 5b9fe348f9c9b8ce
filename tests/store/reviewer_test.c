/* Those who were asked to review: invitation, one or many; declining, before and late; on both stores. */
#include "../web/review_scene.h"

#include "base/id.h"
#include "review/destruction.h"
#include "review/reviewer.h"
#include "reviewer.msg.h"

#define REVIEWER_TEST(name_)                                                                                 \
    static void name_(struct arena *a, struct review_scene *s);                                              \
    TEST(name_##_on_sqlite)                                                                                  \
    {                                                                                                        \
        name_(a, review_scene_make(a, DB_SQLITE));                                                           \
    }                                                                                                        \
    TEST(name_##_on_postgres)                                                                                \
    {                                                                                                        \
        struct review_scene *s = review_scene_make(a, DB_POSTGRES);                                          \
        if (!s)                                                                                              \
            SKIP(STORE_NO_POSTGRES);                                                                         \
        name_(a, s);                                                                                         \
    }                                                                                                        \
    static void name_(struct arena *a __attribute__((unused)), struct review_scene *s)

static struct reviewer_facts facts(const char *email, const char *name)
{
    return (struct reviewer_facts){ email,        name, "演習大学 産学連携本部", "", "触媒", DATE_UNKNOWN,
                                    DATE_UNKNOWN, 0 };
}

static const struct reviewer *find(const struct reviewers *list, const char *email)
{
    for (size_t i = 0; i < list->n; i++)
        if (strcmp(list->v[i].facts.email, email) == 0)
            return &list->v[i];
    return NULL;
}

static struct reviewer listed(struct review_scene *s, const char *email)
{
    struct reviewers list;
    CHECK_OK(reviewers_list(review_as(s, "office"), s->call, &list));
    const struct reviewer *r = find(&list, email);
    CHECK(r != NULL);
    return r ? *r : (struct reviewer){ 0 };
}

REVIEWER_TEST(somebody_is_invited_accepts_and_is_listed_with_what_the_office_knows)
{
    int64_t id = 0, same = 0;
    struct reviewer_facts x = facts("new@world.example", "仮名 新");
    CHECK_ERR(reviewer_invite(review_as(s, "reviewer"), s->call->id, &x, &id), ERR_NOT_FOUND);
    CHECK_OK(reviewer_invite(review_as(s, "office"), s->call->id, &x, &id));
    CHECK_I64(listed(s, "new@world.example").state, REVIEWER_INVITED);
    CHECK_ERR(reviewer_invite(s->c, s->call->id, &x, &same), ERR_INVALID);
    x.email = "NEW@world.example"; /* the same address to a person */
    CHECK_ERR(reviewer_invite(s->c, s->call->id, &x, &same), ERR_INVALID);
    x = facts(world_email(s->w, "reviewer"), "審査 一郎"); /* in office already */
    CHECK_ERR(reviewer_invite(s->c, s->call->id, &x, &same), ERR_INVALID);
    const char *first = world_mail_link(s->w, "new@world.example");
    CHECK_OK(reviewer_resend(review_as(s, "office"), id));
    const char *link = world_mail_link(s->w, "new@world.example");
    CHECK(strcmp(first, link) != 0);
    struct link *dead = NULL;
    CHECK_ERR(link_load(s->c, strrchr(first, '/') + 1, &dead), ERR_NOT_FOUND);
    {
        TX(tx, s->c);
        int64_t person = 0;
        CHECK_OK(account_accept(tx, strrchr(link, '/') + 1,
                                &(struct person_facts){ .name = "仮名 新", .lang = LANG_JA }, NULL, &person));
        CHECK_OK(tx_commit(tx));
    }
    struct reviewer r = listed(s, "new@world.example");
    CHECK_I64(r.state, REVIEWER_ACCEPTED);
    CHECK_I64(r.id, id);
    CHECK_TEXT(r.facts.expertise, "触媒");
    CHECK_ERR(reviewer_resend(review_as(s, "office"), id), ERR_REFUSED);
    x = r.facts;
    x.load_max = 4;
    x.past = "2015～2020 試験大学";
    CHECK_OK(reviewer_change(s->c, id, &x));
    int64_t before = review_count(s, "ledger");
    CHECK_OK(reviewer_change(s->c, id, &x));
    CHECK_I64(review_count(s, "ledger"), before);
    CHECK_I64(listed(s, "new@world.example").facts.load_max, 4);
    world_check(s->w);
}

REVIEWER_TEST(a_table_of_reviewers_is_invited_whole_or_not_at_all)
{
    struct reviewer_table t;
    const char *head = "メールアドレス,氏名,所属,以前の所属,専門分野,委嘱開始,委嘱終了,担当の上限\n";
    const char *good = arena_printf(a,
                                    "%sa1@world.example,仮名 一,演習大学,,触媒,2024-08-01,令和7年3月31日,３\n"
                                    "a2@world.example,仮名 二,\"演習\n大学\",,,,,\n",
                                    head);
    const char *bad = arena_printf(a,
                                   "%sno address,仮名 一,,,,,,\na2@world.example,,,,,2024-13-01,,x\n"
                                   "a3@world.example,三,,,,,,\nA3@world.example,四,,,,,,\n",
                                   head);
    struct ctx *c = review_as(s, "office");
    struct err *e = reviewers_read_csv(a, LANG_JA, (struct bytes){ (const uint8_t *)bad, strlen(bad) }, &t);
    CHECK_ERR(e, ERR_INVALID);
    CHECK(err_of_field(e, "審査委員.csv:2:1") && err_of_field(e, "審査委員.csv:3:2") &&
          err_of_field(e, "審査委員.csv:3:6") && err_of_field(e, "審査委員.csv:3:8"));
    CHECK_OK(reviewers_read_csv(a, LANG_JA, (struct bytes){ (const uint8_t *)good, strlen(good) }, &t));
    CHECK_I64(t.n, 2);
    CHECK_I64(t.v[0].load_max, 3);
    CHECK(date_compare(t.v[0].term_to, date_of(2025, 3, 31)) == 0);
    int64_t mails = review_count(s, "mail"), entries = review_count(s, "ledger");
    CHECK_OK(reviewers_invite_all(c, s->call->id, &t, true)); /* a look: nothing is written */
    CHECK_I64(review_count(s, "mail"), mails);
    CHECK_I64(review_count(s, "ledger"), entries);
    CHECK_OK(reviewers_invite_all(c, s->call->id, &t, false));
    CHECK_I64(review_count(s, "mail"), mails + 2);
    CHECK_I64(listed(s, "a1@world.example").state, REVIEWER_INVITED);
    const char *mixed =
        arena_printf(a, "%sa4@world.example,仮名 四,,,,,,\na1@world.example,仮名 一,,,,,,\n", head);
    CHECK_OK(reviewers_read_csv(a, LANG_JA, (struct bytes){ (const uint8_t *)mixed, strlen(mixed) }, &t));
    e = reviewers_invite_all(c, s->call->id, &t, false);
    CHECK_ERR(e, ERR_INVALID);
    CHECK(err_of_field(e, "審査委員.csv:3"));
    CHECK_I64(review_count(s, "mail"), mails + 2);
    const char *twice = arena_printf(a, "%sa5@world.example,五,,,,,,\nA5@world.example,六,,,,,,\n", head);
    e = reviewers_read_csv(a, LANG_JA, (struct bytes){ (const uint8_t *)twice, strlen(twice) }, &t);
    CHECK(err_of_field(e, "審査委員.csv:3:1"));
    world_check(s->w);
}

REVIEWER_TEST(who_declines_late_leaves_completed_sheets_and_nothing_else)
{
    struct own_reviews own;
    struct coverage_list coverage;
    struct sheet_figures *v = NULL;
    size_t n = 0;
    review_ready(s, "reviewer");
    review_ready(s, "reviewer_b");
    for (int i = 0; i < 3; i++)
        review_assign(s, i, "reviewer");
    review_complete(s, 0, "reviewer", "5");
    review_fill(s, 1, "3");
    struct ctx *c = review_as(s, "reviewer");
    int64_t me = c->viewer->person, mails = review_count(s, "mail");
    CHECK_ERR(reviewer_decline(c, s->call, " "), ERR_INVALID);
    CHECK_OK(reviewer_decline(c, s->call, "体調を崩したため。"));
    CHECK(review_count(s, "mail") > mails); /* the office is told */
    CHECK_OK(own_reviews_list(c, s->call, &own));
    CHECK_I64(own.n, 0);
    struct application *app = NULL;
    struct call *call = NULL;
    for (int i = 0; i < 3; i++)
        CHECK_ERR(review_open(c, s->app[i], ACT_REVIEW_READ, &app, &call), ERR_NOT_FOUND);
    struct declaration_list mine;
    CHECK_OK(declaration_list_mine(c, s->call, &mine));
    CHECK_I64(mine.n, 0);
    CHECK_ERR(declaration_change(c, s->app[0], "kinship", "x"), ERR_NOT_FOUND);
    CHECK_ERR(assignment_add(review_as(s, "office"), s->app[1], me), ERR_REFUSED);
    CHECK_OK(coverage_list(s->c, s->call, &coverage));
    CHECK_I64(coverage.v[0].assigned + coverage.v[1].assigned + coverage.v[2].assigned, 1);
    CHECK_I64(review_count(s, "sheet"), 2); /* the one in progress is kept */
    review_ready(s, "chair");
    CHECK_OK(review_figures(review_as(s, "chair"), s->call, &n, &v));
    for (size_t i = 0; i < n; i++)
        CHECK_I64(v[i].complete, v[i].application_id == s->app[0] ? 1 : 0);
    review_assign(s, 1, "reviewer_b"); /* somebody else takes over */
    struct reviewer r = listed(s, world_email(s->w, "reviewer"));
    CHECK_I64(r.state, REVIEWER_DECLINED);
    CHECK_TEXT(r.decline_reason, "体調を崩したため。");
    CHECK_OK(reviewer_return(review_as(s, "office"), r.id)); /* at the reviewer's wish */
    review_assign(s, 1, "reviewer");
    struct sheet *sheet = NULL;
    CHECK_OK(sheet_load_of(review_as(s, "reviewer"), s->app[1], me, &sheet));
    CHECK_TEXT(sheet_value(sheet, "vision.score"), "3"); /* as it was left */
    world_check(s->w);
}

REVIEWER_TEST(an_invitation_is_declined_by_its_link_without_an_account)
{
    int64_t id = 0;
    struct reviewer_facts x = facts("no@world.example", "仮名 否");
    CHECK_OK(reviewer_invite(review_as(s, "office"), s->call->id, &x, &id));
    const char *token = strrchr(world_mail_link(s->w, "no@world.example"), '/') + 1;
    struct link *link = NULL;
    struct ctx *c = world_ctx(s->w);
    {
        TX(tx, c);
        CHECK_ERR(account_decline(tx, token, ""), ERR_INVALID);
    }
    {
        TX(tx, c);
        CHECK_OK(account_decline(tx, token, "多忙のため。"));
        CHECK_OK(tx_commit(tx));
    }
    CHECK_ERR(link_load(c, token, &link), ERR_NOT_FOUND);
    struct reviewer r = listed(s, "no@world.example");
    CHECK_I64(r.state, REVIEWER_DECLINED);
    CHECK_TEXT(r.decline_reason, "多忙のため。");
    CHECK_ERR(reviewer_resend(review_as(s, "office"), id), ERR_REFUSED);
    CHECK_OK(reviewer_return(s->c, id));
    CHECK_OK(reviewer_resend(s->c, id));
    CHECK_I64(listed(s, "no@world.example").state, REVIEWER_INVITED);
    world_check(s->w);
}

REVIEWER_TEST(a_reviewer_writes_the_own_affiliations_and_hints_follow)
{
    struct declaration_list list;
    struct ctx *c = review_as(s, "reviewer");
    CHECK_OK(declaration_list_mine(c, s->call, &list));
    for (size_t i = 0; i < list.n; i++)
        CHECK(list.v[i].hint == NULL);
    struct reviewer_facts x = { "",     "",           "別の研究所", "2010～2016　試験大学　大学院",
                                "電池", DATE_UNKNOWN, DATE_UNKNOWN, 9 };
    CHECK_OK(reviewer_change_own(c, s->call, &x));
    struct reviewer r;
    CHECK_OK(reviewer_find_own(c, s->call, &r));
    CHECK_TEXT(r.facts.expertise, "電池");
    CHECK_I64(r.facts.load_max, 0); /* that is the office's to say */
    CHECK_OK(declaration_list_mine(c, s->call, &list));
    for (size_t i = 0; i < list.n; i++)
        CHECK((list.v[i].application_id != s->app[2]) ==
              (list.v[i].hint && strstr(list.v[i].hint, "以前の所属")));
    CHECK_ERR(reviewer_change_own(review_as(s, "committee"), s->call, &x), ERR_NOT_FOUND);
    world_check(s->w);
}

REVIEWER_TEST(who_has_left_the_review_confirms_once_that_the_papers_are_destroyed)
{
    struct destruction d;
    review_ready(s, "reviewer");
    struct ctx *c = review_as(s, "reviewer");
    CHECK_ERR(destruction_confirm(c, s->call, "なし"), ERR_NOT_FOUND); /* the review goes on */
    CHECK_OK(reviewer_decline(c, s->call, "多忙のため。"));
    CHECK_ERR(destruction_confirm(c, s->call, " "), ERR_INVALID);
    CHECK_OK(destruction_confirm(c, s->call, "印刷物2件"));
    int64_t before = review_count(s, "ledger");
    CHECK_OK(destruction_confirm(c, s->call, "もう一度"));
    CHECK_I64(review_count(s, "ledger"), before);
    CHECK_OK(destruction_find(c, s->call, c->viewer->person, &d));
    CHECK_TEXT(d.held, "印刷物2件");
    CHECK_I64(listed(s, world_email(s->w, "reviewer")).destroyed_at, d.confirmed_at);
    CHECK_ERR(destruction_confirm(review_as(s, "committee"), s->call, "なし"), ERR_NOT_FOUND);
    world_check(s->w);
}

REVIEWER_TEST(a_note_on_a_sub_item_is_saved_and_not_wanted)
{
    struct save_result r;
    review_ready(s, "reviewer");
    review_assign(s, 0, "reviewer");
    struct ctx *c = review_as(s, "reviewer");
    CHECK_OK(score_save(c, s->app[0], "base.people.note", "支援スタッフが少ない。", 0, &r));
    CHECK_ERR(score_save(c, s->app[0], "base.people.mark", "5", 0, &r),
              ERR_INVALID); /* the scale asks for notes only */
    review_complete(s, 0, "reviewer", "4");
    struct sheet *sheet = NULL;
    CHECK_OK(sheet_load_of(c, s->app[0], c->viewer->person, &sheet));
    CHECK(sheet->complete);
    CHECK_TEXT(sheet_value(sheet, "base.people.note"), "支援スタッフが少ない。");
    world_check(s->w);
}
