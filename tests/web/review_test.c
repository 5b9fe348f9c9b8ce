/* The pages of the review, as reviewers, office and all the others. */
#include "review_scene.h"
#include "store/screening_scene.h"

#include "base/id.h"
#include "base/buf.h"
#include "file/file.h"

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>

static int remove_entry(const char *path, const struct stat *st, int type, struct FTW *at)
{
    (void)st, (void)type, (void)at;
    return remove(path);
}

static const char *path_of(struct review_scene *s, int app, const char *tail)
{
    return arena_printf(s->w->arena, "/review/applications/%s%s", id_text(s->w->arena, s->app[app]), tail);
}

static const char *cell(struct review_scene *s, int app, const char *who)
{
    return arena_printf(s->w->arena, "%s-%s", id_text(s->w->arena, s->app[app]),
                        id_text(s->w->arena, world_person(s->w, who)));
}

static const char *field(struct review_scene *s, const char *what, int app)
{
    return arena_printf(s->w->arena, "%s.%s", what, id_text(s->w->arena, s->app[app]));
}

#define COMMENT "計画は具体的で、実績の裏付けも十分にあると認められる。"

/* The whole sheet as a form without the script sends it. */
static const struct reply *send_sheet(struct review_scene *s, struct loopback *lb, int app, const char *level,
                                      const char *comment, const char *then)
{
    return loopback_post(lb, path_of(s, app, ""), "base-vision.score", "0", "vision.score", level,
                         "base-base.score", "0", "base.score", level, "base-process.score", "0",
                         "process.score", level, "base-outcome.score", "0", "outcome.score", level,
                         "base-vision.committee", "0", "vision.committee", comment, "base-base.committee",
                         "0", "base.committee", comment, "base-process.committee", "0", "process.committee",
                         comment, "base-outcome.committee", "0", "outcome.committee", comment, "then", then);
}

TEST(a_reviewer_goes_from_pledge_to_completed_sheet_without_a_script)
{
    struct review_scene *s = review_scene_make(a, DB_SQLITE);
    struct loopback *lb = world_as(s->w, "reviewer"), *office = world_as(s->w, "office");
    CHECK_HAS(loopback_get(lb, "/review")->body, "/review/pledge");
    CHECK_TEXT(loopback_get(lb, "/review/declarations")->location, "/review/pledge");
    CHECK_I64(loopback_get(lb, "/review/pledge")->status, 200);
    CHECK_I64(loopback_post(lb, "/review/pledge", "agree", "")->status, 422);
    CHECK_TEXT(loopback_post(lb, "/review/pledge", "agree", "1")->location, "/review/declarations");

    const struct reply *got = loopback_get(lb, "/review/declarations");
    CHECK_HAS(got->body, "寒冷地拠点");
    CHECK_HAS(got->body, "申請 一子");
    got = loopback_post(lb, "/review/declarations", field(s, "category", 0), "none.unrelated",
                        field(s, "category", 1), "kinship", field(s, "reason", 1), "", field(s, "reason", 2), "書きかけ");
    CHECK_I64(got->status, 422);
    CHECK_HAS(got->body, "書きかけ");
    CHECK_I64(review_count(s, "declaration"), 1);
    CHECK_HAS(loopback_get(lb, "/review")->body, "残りは2件");
    got = loopback_post(lb, "/review/declarations", field(s, "category", 1), "none.acquainted",
                        field(s, "category", 2), "none", field(s, "reason", 2), "学会で一度会った。");
    CHECK_I64(got->status, 303);
    got = loopback_get(lb, "/review/declarations");
    CHECK_HAS(got->body, "面識はあるが、審査の公正に影響する関係ではない。");
    CHECK_HAS(got->body, "学会で一度会った。");

    CHECK_I64(loopback_get(lb, path_of(s, 0, ""))->status, 404);
    CHECK_I64(loopback_get(office, "/office/review/assignments")->status, 200);
    got = loopback_post(office, "/office/review/assignments", "seen", "", "cell", cell(s, 0, "reviewer"));
    CHECK_I64(got->status, 303);
    CHECK_HAS(loopback_get(lb, "/review")->body, path_of(s, 0, ""));
    got = loopback_get(lb, path_of(s, 0, ""));
    CHECK_I64(got->status, 200);
    CHECK_HAS(got->body, "全国の模範となる水準");
    CHECK_HAS(got->body, "本文");

    got = send_sheet(s, lb, 0, "4", "短い", "check");
    CHECK_I64(got->status, 422);
    CHECK_HAS(got->body, "20文字以上");
    got =
        loopback_post(lb, path_of(s, 0, ""), "base-vision.committee", "0", "vision.committee", "古い窓の文");
    CHECK_I64(got->status, 422);
    CHECK_HAS(got->body, "短い");
    CHECK_HAS(got->body, "古い窓の文");
    (void)loopback_get(lb, path_of(s, 0, ""));
    got = loopback_post(lb, path_of(s, 0, ""), "base-vision.committee", "1", "vision.committee", COMMENT,
                        "base-base.committee", "1", "base.committee", COMMENT, "base-process.committee", "1",
                        "process.committee", COMMENT, "base-outcome.committee", "1", "outcome.committee",
                        COMMENT, "then", "check");
    CHECK_I64(got->status, 303);
    got = loopback_get(lb, got->location);
    CHECK_HAS(got->body, "16 / 20");
    CHECK_I64(loopback_post(lb, path_of(s, 0, "/complete"))->status, 303);
    CHECK_I64(review_count(s, "sheet_version"), 0);
    got = loopback_post(lb, path_of(s, 0, "/complete"), "confirm", "1");
    CHECK_TEXT(got->location, path_of(s, 0, ""));
    CHECK_I64(review_count(s, "sheet_version"), 1);
    got = loopback_get(lb, path_of(s, 0, ""));
    CHECK_HAS(got->body, "評点票を提出しました");
    CHECK_HAS_NOT(got->body, "<textarea");
    CHECK_I64(send_sheet(s, lb, 0, "1", COMMENT, "")->status, 403);
    CHECK_HAS(loopback_get(lb, path_of(s, 0, "/sheet"))->body, "16 / 20");
    world_check(s->w);
}

TEST(a_field_is_saved_by_the_script_and_a_stale_one_shows_what_stands)
{
    struct review_scene *s = review_scene_make(a, DB_SQLITE);
    review_ready(s, "reviewer");
    review_assign(s, 0, "reviewer");
    struct loopback *lb = world_as(s->w, "reviewer");
    (void)loopback_get(lb, path_of(s, 0, ""));
    const char *save = path_of(s, 0, "/save");
    const struct reply *got =
        loopback_post(lb, save, "field", "vision.committee", "value", "第一の窓\"<b>", "base", "0");
    CHECK_TEXT(got->body, "{\"at\":\"13:00:00\",\"revision\":1,\"state\":\"saved\"}");
    got = loopback_post(lb, save, "field", "vision.committee", "value", "第二の窓", "base", "0");
    CHECK_HAS(got->body, "\"state\":\"conflict\"");
    CHECK_HAS(got->body, "第一の窓\\\"<b>");
    got = loopback_post(lb, save, "field", "vision.score", "value", "7", "base", "0");
    CHECK_HAS(got->body, "\"state\":\"refused\"");
    got = loopback_post(lb, save, "field", "vision.score", "value", "5", "base", "-1");
    CHECK_HAS(got->body, "\"state\":\"conflict\"");
    got = loopback_post(lb, save, "field", "no\"such", "value", "5", "base", "0");
    CHECK_HAS(got->body, "\"state\":\"refused\"");
    got = loopback_get(lb, path_of(s, 0, ""));
    CHECK_HAS(got->body, "第一の窓&quot;&lt;b&gt;");
    CHECK_HAS(got->body, "13:00:00");
    CHECK_HAS_NOT(got->body, "<b>");
    world_check(s->w);
}

/* ── nobody else ── */

static const char *without(struct arena *a, const char *body, const char *id)
{
    struct buf b = buf_make(a, strlen(body) + 1);
    for (const char *p = body; *p;) {
        if (strncmp(p, id, strlen(id)) == 0) {
            buf_puts(&b, "ID");
            p += strlen(id);
        } else {
            buf_putc(&b, *p++);
        }
    }
    return b.s;
}

/* The page of the application and of one that never was are the same to the byte, but for the request's own path. */
static void check_hidden(struct review_scene *s, struct loopback *lb, int app, const char *who)
{
    static const char *const TAILS[] = {
        "", "/sheet", "/files/0000000000000000000000000000000000000000000000000000000000000000"
    };
    struct arena *a = s->w->arena;
    const char *none = "zzzzzzzz0", *id = id_text(a, s->app[app]);
    for (size_t i = 0; i < sizeof TAILS / sizeof TAILS[0]; i++) {
        const struct reply *real = loopback_get(lb, path_of(s, app, TAILS[i]));
        const struct reply *never =
            loopback_get(lb, arena_printf(a, "/review/applications/%s%s", none, TAILS[i]));
        CHECK_TEXT(arena_printf(a, "%s %d", who, real->status), arena_printf(a, "%s %d", who, never->status));
        CHECK(real->status == 404 || real->status == 303);
        CHECK_TEXT(without(a, real->body, id), without(a, never->body, none));
        CHECK_TEXT(without(a, real->location, id), without(a, never->location, none));
    }
    static const char *const POSTS[] = { "", "/save", "/complete" };
    for (size_t i = 0; i < sizeof POSTS / sizeof POSTS[0]; i++) {
        const struct reply *real =
            loopback_post(lb, path_of(s, app, POSTS[i]), "field", "vision.score", "value", "5", "base", "0",
                          "vision.score", "5", "base-vision.score", "0", "confirm", "1");
        const struct reply *never =
            loopback_post(lb, arena_printf(a, "/review/applications/%s%s", none, POSTS[i]), "field",
                          "vision.score", "value", "5", "base", "0", "confirm", "1");
        CHECK_I64(real->status, never->status);
        CHECK(real->status == 404 || real->status == 403);
        CHECK_I64(strlen(real->location), 0);
    }
    CHECK_I64(review_count(s, "sheet"), 0);
}

static void everybody_else_finds_nothing(struct arena *a, enum db_kind kind)
{
    struct review_scene *s = review_scene_make(a, kind);
    if (!s)
        SKIP(STORE_NO_POSTGRES);
    static const char *const OTHERS[] = { "office",      "office_lead", "applicant", "institution_office",
                                          "committee",   "chair",       "auditor",   "plain",
                                          "hub_contact", "nobody" };
    review_ready(s, "reviewer"); /* declared, not assigned */
    check_hidden(s, world_as(s->w, "reviewer"), 0, "not assigned");
    struct loopback *b = world_as(s->w, "reviewer_b");
    check_hidden(s, b, 0, "undeclared");
    CHECK_OK(declaration_declare(review_as(s, "reviewer_b"), s->app[0], "kinship", "義兄"));
    review_ready(s, "reviewer_b");
    check_hidden(s, b, 0, "conflicted");
    for (size_t i = 0; i < sizeof OTHERS / sizeof OTHERS[0]; i++)
        check_hidden(s, strcmp(OTHERS[i], "nobody") == 0 ? s->w->loopback : world_as(s->w, OTHERS[i]), 0,
                     OTHERS[i]);
    world_check(s->w);
}

TEST(everybody_else_finds_nothing_of_an_application_under_review_on_sqlite)
{
    everybody_else_finds_nothing(a, DB_SQLITE);
}

TEST(everybody_else_finds_nothing_of_an_application_under_review_on_postgres)
{
    everybody_else_finds_nothing(a, DB_POSTGRES);
}

TEST(of_a_conflict_nothing_remains_but_the_own_declaration)
{
    struct review_scene *s = review_scene_make(a, DB_SQLITE);
    CHECK_OK(declaration_declare(review_as(s, "reviewer"), s->app[0], "other", "以前に助言した。"));
    review_ready(s, "reviewer");
    review_ready(s, "reviewer_b");
    review_assign(s, 1, "reviewer");
    review_assign(s, 0, "reviewer_b");
    review_complete(s, 0, "reviewer_b", "5");
    struct loopback *lb = world_as(s->w, "reviewer");
    const struct reply *got = loopback_get(lb, "/review");
    CHECK_HAS_NOT(got->body, "寒冷地拠点");
    CHECK_HAS(got->body, "海洋拠点");
    got = loopback_get(lb, "/review/declarations");
    CHECK_HAS(got->body, "寒冷地拠点");
    CHECK_HAS(got->body, "事務局が判断中");
    CHECK_HAS_NOT(got->body, id_text(a, s->app[0]));
    CHECK_I64(loopback_get(lb, path_of(s, 0, ""))->status, 404);
    CHECK_I64(loopback_get(lb, path_of(s, 1, ""))->status, 200);
    world_check(s->w);
}

TEST(no_page_shows_another_sheet_before_the_own_one_is_complete)
{
    struct review_scene *s = review_scene_make(a, DB_SQLITE);
    review_ready(s, "reviewer");
    review_ready(s, "reviewer_b");
    review_assign(s, 0, "reviewer");
    review_assign(s, 0, "reviewer_b");
    struct save_result r;
    CHECK_OK(score_save(review_as(s, "reviewer_b"), s->app[0], "overall.committee", "秘密の所見", 0, &r));
    review_complete(s, 0, "reviewer_b", "5");
    struct loopback *lb = world_as(s->w, "reviewer");
    static const char *const TAILS[] = { "", "/sheet" };
    for (int i = 0; i < 2; i++) {
        const struct reply *got = loopback_get(lb, path_of(s, 0, TAILS[i]));
        CHECK_I64(got->status, 200);
        CHECK_HAS_NOT(got->body, "秘密の所見");
        CHECK_HAS_NOT(got->body, "委員A");
    }
    CHECK_HAS_NOT(loopback_get(lb, "/review")->body, "秘密の所見");
    CHECK_HAS_NOT(
        loopback_post(lb, path_of(s, 0, "/save"), "field", "vision.score", "value", "2", "base", "0")->body,
        "秘密の所見");
    review_complete(s, 0, "reviewer", "2");
    const struct reply *got = loopback_get(lb, path_of(s, 0, ""));
    CHECK_HAS(got->body, "秘密の所見");
    CHECK_HAS(got->body, "委員A");
    CHECK_HAS_NOT(got->body, "審査 六助");
    CHECK_HAS_NOT(loopback_get(lb, path_of(s, 0, "/sheet"))->body, "秘密の所見");
    world_check(s->w);
}

static int64_t attach_and_send_again(struct review_scene *s)
{
    struct ctx *c = world_acting(s->w, "applicant");
    struct file_facts file;
    struct submission sub;
    const char *pdf = "%PDF-1.4\n% 根拠\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n";
    CHECK_OK(file_keep_bytes(c, (struct bytes){ (const uint8_t *)pdf, strlen(pdf) }, &file));
    file.name = "根拠資料.pdf";
    CHECK_OK(application_attach(c, s->app[0], "evidence", &file, 1));
    CHECK_OK(application_submit(c, s->app[0], &sub));
    return sub.number;
}

TEST(a_file_is_reached_only_through_the_right_to_its_application)
{
    struct review_scene *s = review_scene_make(a, DB_SQLITE);
    char folder[] = "/tmp/kyoten-review-XXXXXX";
    CHECK(mkdtemp(folder) != NULL);
    s->w->site.data_dir = folder;
    world_set_now(s->w, STORE_NOW);
    CHECK_I64(attach_and_send_again(s), 2);
    world_set_now(s->w, STORE_NOW + 3600 * SECOND_US);
    screening_pass(review_as(s, "office"), s->app[0], s->call->definition);
    review_ready(s, "reviewer");
    review_ready(s, "reviewer_b");
    review_assign(s, 0, "reviewer");
    review_assign(s, 1, "reviewer");
    review_assign(s, 1, "reviewer_b");
    struct loopback *lb = world_as(s->w, "reviewer");
    const struct reply *got = loopback_get(lb, path_of(s, 0, ""));
    const char *link = strstr(got->body, path_of(s, 0, "/files/"));
    CHECK(link != NULL);
    const char *path = link ? arena_strndup(a, link, strcspn(link, "\"")) : "";
    const char *hash = strrchr(path, '/');
    CHECK_HAS(got->body, "根拠資料.pdf");
    got = loopback_get(lb, path);
    CHECK_I64(got->status, 200);
    CHECK_HAS(got->body, "%PDF-1.4");
    CHECK_HAS(header_of(got->response, "Content-Disposition"), "attachment");
    CHECK_I64(loopback_get(world_as(s->w, "reviewer_b"), path)->status, 404);
    CHECK_I64(loopback_get(lb, path_of(s, 1, arena_printf(a, "/files%s", hash)))->status, 404);
    CHECK_I64(loopback_get(lb, path_of(s, 0, "/files/zz"))->status, 404);
    CHECK_I64(
        loopback_get(world_as(s->w, "reviewer_b"), path_of(s, 1, arena_printf(a, "/files%s", hash)))->status,
        404);
    world_check(s->w);
    CHECK_I64(nftw(folder, remove_entry, 8, FTW_DEPTH | FTW_PHYS), 0);
}

TEST(a_reviewer_declares_anew_on_a_page_and_sees_what_was_said_before)
{
    struct review_scene *s = review_scene_make(a, DB_SQLITE);
    review_ready(s, "reviewer");
    struct declaration_list list;
    CHECK_OK(declaration_list_mine(review_as(s, "reviewer"), s->call, &list));
    const char *id = id_text(a, list.v[0].id);
    struct loopback *lb = world_as(s->w, "reviewer");
    struct loopback *other = world_as(s->w, "reviewer_b");
    const char *path = arena_printf(a, "/review/declarations/anew?declaration=%s", id);
    CHECK_HAS(loopback_get(lb, "/review/declarations")->body, path);
    CHECK_HAS(loopback_get(lb, path)->body, list.v[0].title);
    review_ready(s, "reviewer_b");
    CHECK_I64(loopback_get(other, path)->status, 404);
    CHECK_I64(loopback_get(lb, "/review/declarations/anew?declaration=zzz")->status, 404);
    const char *to = "/review/declarations/anew";
    const struct reply *got = loopback_post(lb, to, "declaration", id, "category", "kinship", "reason", "");
    CHECK_I64(got->status, 422);
    got = loopback_post(lb, to, "declaration", id, "category", "kinship", "reason", "代表者は義兄である。");
    CHECK_I64(got->status, 303);
    got = loopback_get(lb, path);
    CHECK_HAS(got->body, "代表者は義兄である。");
    CHECK_HAS(got->body, "関わりがない。");
    CHECK_I64(loopback_post(other, to, "declaration", id, "category", "none.unrelated")->status, 404);
    world_check(s->w);
}
