/* The pages of the review as the office sees them, and what all of them hold. */
#include "review_scene.h"

#include "base/id.h"

static const char *path_of(struct review_scene *s, int app, const char *tail)
{
    return arena_printf(s->w->arena, "/review/applications/%s%s", id_text(s->w->arena, s->app[app]), tail);
}

static const char *cell(struct review_scene *s, int app, const char *who)
{
    return arena_printf(s->w->arena, "%s-%s", id_text(s->w->arena, s->app[app]),
                        id_text(s->w->arena, world_person(s->w, who)));
}

/* ── the office ── */

TEST(the_matrix_saves_all_or_nothing_and_leaves_alone_what_somebody_else_did)
{
    struct review_scene *s = review_scene_make(a, DB_SQLITE);
    review_ready(s, "reviewer");
    struct loopback *one = world_as(s->w, "office"), *two = world_as(s->w, "office_lead");
    CHECK_HAS(loopback_get(one, "/office/review/assignments")->body, "未申出");
    (void)loopback_get(two, "/office/review/assignments");
    const struct reply *got = loopback_post(one, "/office/review/assignments", "seen", "", "cell",
                                            cell(s, 0, "reviewer"), "cell", cell(s, 0, "reviewer_b"));
    CHECK_I64(got->status, 422);
    CHECK_HAS(got->body, "審査 六助：利害関係の申出がまだありません");
    CHECK_I64(review_count(s, "assignment"), 0);
    CHECK_I64(
        loopback_post(one, "/office/review/assignments", "seen", "", "cell", cell(s, 0, "reviewer"))->status,
        303);
    CHECK_I64(
        loopback_post(two, "/office/review/assignments", "seen", "", "cell", cell(s, 1, "reviewer"))->status,
        303);
    CHECK_I64(review_count(s, "assignment"), 2);
    int64_t before = review_count(s, "ledger");
    CHECK_I64(
        loopback_post(two, "/office/review/assignments", "seen", "", "cell", cell(s, 1, "reviewer"))->status,
        303);
    CHECK_I64(review_count(s, "ledger"), before);
    (void)loopback_get(one, "/office/review/assignments");
    CHECK_I64(loopback_post(one, "/office/review/assignments", "seen", loopback_input(one, "seen"), "cell",
                            cell(s, 1, "reviewer"))
                  ->status,
              303);
    CHECK_I64(review_count(s, "assignment"), 1);
    static const char *const HOSTILE[] = { "x", "-", "'; DROP TABLE assignment; --", "zzzzzzzz0", "🐙-🐙" };
    for (size_t i = 0; i < sizeof HOSTILE / sizeof HOSTILE[0]; i++) {
        CHECK_I64(loopback_post(one, "/office/review/assignments", "seen", "", "cell", HOSTILE[i])->status,
                  422);
        CHECK_I64(loopback_post(one, "/office/review/assignments", "seen", HOSTILE[i])->status, 422);
    }
    CHECK_I64(
        loopback_post(one, "/office/review/assignments", "seen", "", "cell", "zzzzzzzz0-zzzzzzzz0")->status,
        404);
    CHECK_I64(review_count(s, "assignment"), 1);
    CHECK_I64(loopback_get(world_as(s->w, "reviewer"), "/office/review/assignments")->status, 404);
    CHECK_I64(loopback_get(world_as(s->w, "applicant"), "/office/review")->status, 404);
    world_check(s->w);
}

TEST(the_office_rules_reopens_and_reminds_by_its_pages)
{
    struct review_scene *s = review_scene_make(a, DB_SQLITE);
    CHECK_OK(declaration_declare(review_as(s, "reviewer"), s->app[0], "other", "以前に<b>助言</b>した。"));
    review_ready(s, "reviewer");
    struct loopback *lb = world_as(s->w, "office");
    const struct reply *got = loopback_get(lb, "/office/review/declarations");
    CHECK_HAS(got->body, "以前に&lt;b&gt;助言&lt;/b&gt;した。");
    struct declaration_list all;
    CHECK_OK(declaration_list_all(review_as(s, "office"), s->call, &all));
    const char *rule = arena_printf(a, "/office/review/declarations/%s", id_text(a, all.v[0].id));
    CHECK_I64(loopback_post(lb, rule, "conflicted", "0", "reason", "")->status, 422);
    CHECK_I64(loopback_post(lb, rule, "conflicted", "2", "reason", "x")->status, 422);
    CHECK_I64(loopback_post(lb, rule, "conflicted", "0", "reason", "講演のみである。")->status, 303);
    CHECK_I64(
        loopback_post(lb, "/office/review/declarations/zzzzzzzz0", "conflicted", "0", "reason", "x")->status,
        404);
    review_assign(s, 0, "reviewer");
    review_complete(s, 0, "reviewer", "3");
    struct sheet *own = NULL;
    CHECK_OK(sheet_load_of(s->c, s->app[0], world_person(s->w, "reviewer"), &own));
    const char *sheet = arena_printf(a, "/office/review/sheets/%s", id_text(a, own->id));
    CHECK_HAS(loopback_get(lb, "/office/review")->body, sheet);
    CHECK_HAS(loopback_get(lb, sheet)->body, "12 / 20");
    CHECK_I64(loopback_post(lb, arena_printf(a, "%s/reopen", sheet), "reason", " ")->status, 422);
    CHECK_I64(loopback_post(lb, arena_printf(a, "%s/reopen", sheet), "reason", "③の意見を確認")->status, 303);
    CHECK_I64(loopback_post(lb, arena_printf(a, "%s/reopen", sheet), "reason", "③の意見を確認")->status, 409);
    int64_t mails = review_count(s, "mail");
    (void)loopback_get(lb, "/office/review");
    CHECK_HAS(loopback_get(lb, "/office/review")->body, "8月19日"); /* 21 days after the deadline */
    got = loopback_get(lb, "/office/review/remind");
    CHECK_HAS(got->body, "利害関係の申出（残り");
    CHECK_HAS_NOT(got->body, "寒冷地拠点");
    CHECK_I64(loopback_post(lb, "/office/review/remind")->status, 303);
    CHECK_I64(loopback_get(lb, "/office/review/period")->status, 200);
    got = loopback_post(lb, "/office/review/period", "from-year", "2024", "from-month", "7", "from-day", "30",
                        "from-hour", "9", "from-minute", "0", "due-year", "2024", "due-month", "7", "due-day", "29",
                        "due-hour", "9", "due-minute", "0");
    CHECK_I64(got->status, 422);
    got = loopback_post(lb, "/office/review/period", "from-year", "2024", "from-month", "7", "from-day", "30",
                        "from-hour", "9", "from-minute", "0", "due-year", "令和6", "due-month", "8", "due-day", "9",
                        "due-hour", "17", "due-minute", "0");
    CHECK_I64(got->status, 303);
    got = loopback_post(lb, "/office/review/period", "from-year", "2024", "from-month", "7", "from-day", "30",
                        "from-hour", "9", "from-minute", "0", "due-year", "令和6", "due-month", "8", "due-day", "11",
                        "due-hour", "17", "due-minute", "0");
    CHECK_I64(got->status, 200);
    CHECK_HAS(got->body, "土曜日または日曜日です");
    CHECK_HAS(got->body, "山の日");
    CHECK_TEXT(loopback_input(lb, "due-day"), "11");
    CHECK_HAS(got->body, "name=\"sure\" value=\"2024-08-11\"");
    CHECK_HAS(loopback_get(lb, "/office/review")->body, "8月9日");
    got = loopback_post(lb, "/office/review/period", "from-year", "2024", "from-month", "7", "from-day", "30",
                        "from-hour", "9", "from-minute", "0", "due-year", "令和6", "due-month", "8", "due-day", "11",
                        "due-hour", "17", "due-minute", "0", "sure", "2024-08-11");
    CHECK_I64(got->status, 303);
    CHECK_HAS(loopback_get(lb, "/office/review")->body, "8月11日");
    CHECK_I64(review_count(s, "mail"), mails + 3);
    CHECK_I64(loopback_get(world_as(s->w, "reviewer"), sheet)->status, 404);
    CHECK_HAS(loopback_get(lb, "/office")->body, "委員が足りない申請");
    world_check(s->w);
}

TEST(the_number_of_statements_does_not_grow_with_the_review)
{
    static const char *const PAGES[] = { "/office/review", "/office/review/declarations",
                                         "/office/review/assignments" };
    struct review_scene *s = review_scene_make(a, DB_SQLITE);
    struct loopback *office = world_as(s->w, "office"), *lb = world_as(s->w, "reviewer");
    int64_t before[3];
    review_ready(s, "reviewer");
    review_assign(s, 0, "reviewer");
    int64_t home = loopback_get(lb, "/review")->statements,
            bench = loopback_get(lb, path_of(s, 0, ""))->statements;
    for (int i = 0; i < 3; i++)
        before[i] = loopback_get(office, PAGES[i])->statements;
    review_assign(s, 1, "reviewer");
    review_assign(s, 2, "reviewer");
    (void)review_as(s, "reviewer");
    review_fill(s, 0, "3");
    review_ready(s, "reviewer_b");
    for (int i = 0; i < 3; i++) {
        review_assign(s, i, "reviewer_b");
        review_complete(s, i, "reviewer_b", "3");
        CHECK_I64(loopback_get(office, PAGES[i])->statements, before[i]);
    }
    CHECK_I64(loopback_get(lb, "/review")->statements, home);
    CHECK_I64(loopback_get(lb, path_of(s, 0, ""))->statements, bench);
}

TEST(the_pages_of_the_review_speak_english)
{
    struct review_scene *s = review_scene_make(a, DB_SQLITE);
    review_ready(s, "reviewer");
    review_assign(s, 0, "reviewer");
    struct loopback *lb = world_as(s->w, "reviewer");
    loopback_set_language(lb, "en");
    CHECK_HAS(loopback_get(lb, "/review")->body, "Applications assigned to you");
    CHECK_HAS(loopback_get(lb, path_of(s, 0, ""))->body, "A model for the whole country");
    CHECK_HAS(loopback_get(lb, "/review/declarations")->body, "No conflict of interest");
}

TEST(a_proposal_is_shown_with_its_reasons_and_saved_only_when_accepted)
{
    struct review_scene *s = review_scene_make(a, DB_SQLITE);
    struct loopback *office = world_as(s->w, "office"), *reviewer = world_as(s->w, "reviewer");
    review_ready(s, "reviewer");
    struct ctx *c = review_as(s, "reviewer_b");
    CHECK_OK(pledge_sign(c, s->call));
    CHECK_OK(declaration_declare(c, s->app[0], "kinship", "義兄が代表者である"));
    review_ready(s, "reviewer_b");
    const char *banned = arena_printf(a, "%s-%s", id_text(a, s->app[0]), id_text(a, world_person(s->w, "reviewer_b")));
    const char *good = arena_printf(a, "%s-%s", id_text(a, s->app[1]), id_text(a, world_person(s->w, "reviewer_b")));
    CHECK_I64(loopback_get(reviewer, "/office/review/proposal")->status, 404);
    const struct reply *got = loopback_get(office, "/office/review/proposal");
    CHECK_I64(got->status, 200);
    CHECK_HAS(got->body, good);
    CHECK_HAS_NOT(got->body, banned);
    CHECK_HAS(got->body, "利害関係1人");
    CHECK_HAS(got->body, "担当できる委員は2人だけです");
    CHECK_I64(review_count(s, "assignment"), 0); /* nothing is saved by looking */
    got = loopback_post(office, "/office/review/assignments", "seen", "", "cell", good);
    CHECK_I64(got->status, 303);
    CHECK_I64(review_count(s, "assignment"), 1);
    CHECK_HAS_NOT(loopback_get(office, "/office/review/proposal")->body, good);
    world_check(s->w);
}

static const char *line_of_table(struct review_scene *s, int app, const char *who, const char *value)
{
    struct coverage_list list;
    CHECK_OK(coverage_list(world_ctx(s->w), s->call, &list));
    for (size_t i = 0; i < list.n; i++)
        if (list.v[i].application_id == s->app[app])
            return arena_printf(s->w->arena, "%s,x,%s,y,%s\n", list.v[i].receipt_no, world_email(s->w, who), value);
    return "";
}

static const struct reply *send_table(struct loopback *lb, const char *text)
{
    (void)loopback_get(lb, "/office/review/assignments/import"); /* a page with a token */
    return loopback_upload(lb, "/office/review/assignments/import", "csv", "a.csv",
                           ((struct bytes){ (const uint8_t *)text, strlen(text) }));
}

TEST(the_assignment_goes_out_as_a_table_and_comes_back_whole_or_not_at_all)
{
    struct review_scene *s = review_scene_make(a, DB_SQLITE);
    struct loopback *office = world_as(s->w, "office");
    review_ready(s, "reviewer");
    struct ctx *c = review_as(s, "reviewer_b");
    CHECK_OK(pledge_sign(c, s->call));
    CHECK_OK(declaration_declare(c, s->app[0], "kinship", "義兄が代表者である"));
    review_ready(s, "reviewer_b");
    review_assign(s, 0, "reviewer");
    const struct reply *got = loopback_get(office, "/office/review/assignments.csv");
    CHECK_HAS(got->body, "reviewer@world.example");
    const char *same = got->body;
    CHECK_HAS(send_table(office, same)->body, "変わる割当てはありません");
    const char *head = "受付番号,申請,メールアドレス,氏名,割当て\n";
    const char *bad = arena_printf(a, "%s%s%s%sZZZ,x,nobody@world.example,y,2\n", head,
                                   line_of_table(s, 1, "reviewer", "1"),
                                   line_of_table(s, 0, "reviewer_b", "1"), line_of_table(s, 1, "reviewer", "1"));
    got = send_table(office, bad);
    CHECK_I64(got->status, 422);
    CHECK_HAS(got->body, "割当て.csv:5:1");
    CHECK_HAS(got->body, "割当て.csv:5:3");
    CHECK_HAS(got->body, "割当て.csv:5:5");
    CHECK_HAS(got->body, "割当て.csv:4");
    bad = arena_printf(a, "%s%s%s", head, line_of_table(s, 1, "reviewer", "1"), line_of_table(s, 0, "reviewer_b", "1"));
    got = send_table(office, bad); /* well formed, but in conflict: by its line */
    CHECK_I64(got->status, 422);
    CHECK_HAS(got->body, "割当て.csv:3");
    CHECK_HAS(got->body, "利害関係があります");
    CHECK_I64(loopback_post(office, "/office/review/assignments/import", "csv", bad, "confirm", "1")->status, 422);
    CHECK_I64(review_count(s, "assignment"), 1);
    const char *good = arena_printf(a, "%s%s%s", head, line_of_table(s, 1, "reviewer_b", "１"),
                                    line_of_table(s, 0, "reviewer", "0"));
    got = send_table(office, good);
    CHECK_I64(got->status, 200);
    CHECK_HAS(got->body, "変わる割当ては2件です");
    CHECK_I64(review_count(s, "assignment"), 1);
    CHECK_I64(loopback_post(office, "/office/review/assignments/import", "csv", good, "confirm", "1")->status, 303);
    CHECK_HAS(loopback_get(office, "/office/review/assignments?show=short")->body, "海洋拠点");
    world_check(s->w);
}
