/* Tests of histories and of taking back: who changed what when, with differences; who may read it; the button in the
** notice and in the history; and that every act of the program stands in docs/undo.md. */
#include "record_scene.h"

#include "base/id.h"
#include "ledger/kept.h"
#include "ledger/setting.h"
#include "ledger/undo.h"
#include "ledger/verify.h"
#include "person/institution.h"

#include <stdio.h>
#include <stdlib.h>

extern const struct ledger_act *const __start_kyoten_acts[];
extern const struct ledger_act *const __stop_kyoten_acts[];

TEST_STMT(history_release, READ, "", "SELECT max(id) FROM release");
TEST_STMT(history_hub, READ, "", "SELECT max(id) FROM designation");
TEST_STMT(history_tamper, WRITE, "", "UPDATE ledger_row SET json = replace(json, '試験', '別物')");
TEST_STMT(history_free, WRITE, "", "DROP TRIGGER ledger_row_stays");

static const char *path_of(struct world *w, const char *kind, int64_t id)
{
    return arena_printf(w->arena, "/office/history/%s/%s", kind, id_text(w->arena, id));
}

static const struct reply *get(struct world *w, const char *who, const char *kind, int64_t id)
{
    return loopback_get(world_as(w, who), path_of(w, kind, id));
}

/* The office corrects the name of 試験大学 through its form; the browser, on the page after it. */
static struct loopback *correct(struct world *w, const char *name)
{
    struct loopback *lb = world_as(w, "office");
    struct institution *x = NULL;
    const char *path = arena_printf(w->arena, "/office/institutions/%s", id_text(w->arena, w->institution));
    CHECK_OK(institution_load(world_ctx(w), w->institution, &x));
    (void)loopback_get(lb, path);
    CHECK_I64(loopback_post(lb, path, "name", name, "kana", "シケンダイガク", "prefecture", "04", "corporation",
                            id_text(w->arena, x->corporation_id))->status, 303);
    return lb;
}

static const char *name_now(struct world *w)
{
    struct institution *x = NULL;
    CHECK_OK(institution_load(world_ctx(w), w->institution, &x));
    return x->name;
}

/* The address of the first form that takes something back. */
static const char *undo_in(struct arena *a, const char *page)
{
    const char *at = strstr(page, "action=\"/office/undo/");
    return at ? arena_strndup(a, at + 8, strcspn(at + 8, "\"")) : NULL;
}

static void correction_on(struct arena *a, enum db_kind kind)
{
    struct world *w = world_make(a, kind);
    if (!w)
        SKIP(STORE_NO_POSTGRES);
    (void)correct(w, "試験科学大学");
    const struct reply *got = get(w, "office", "institution", w->institution);
    CHECK_I64(got->status, 200);
    CHECK_HAS(got->body, "事務 九太");
    CHECK_HAS(got->body, "（事務局として）");
    CHECK_HAS(got->body, "試験<ins><span class=\"hidden\">（追加ここから）</span>科学<span class=\"hidden\">（追加ここまで）"
                         "</span></ins>大学");
    int64_t statements = got->statements;
    struct loopback *lb = correct(w, "試験先端大学");
    got = loopback_get(lb, "/office/institutions");
    const char *undo = undo_in(a, got->body); /* in the notice, right after the act */
    CHECK(undo != NULL);
    CHECK_I64(loopback_post(lb, undo, "back", path_of(w, "institution", w->institution))->status, 303);
    CHECK_TEXT(name_now(w), "試験科学大学");
    got = loopback_get(lb, path_of(w, "institution", w->institution));
    CHECK_HAS(got->body, "<del>");
    CHECK_I64(get(w, "office", "institution", w->institution)->statements, statements);
    CHECK_I64(loopback_post(lb, undo, "back", "/office")->status, 409); /* somebody changed it since */
    CHECK_TEXT(name_now(w), "試験科学大学");
    world_check(w);
}

TEST(a_correction_is_shown_with_its_difference_and_taken_back_on_sqlite)
{
    correction_on(a, DB_SQLITE);
}

TEST(a_correction_is_shown_with_its_difference_and_taken_back_on_postgres)
{
    correction_on(a, DB_POSTGRES);
}

TEST(only_who_may_do_the_opposite_presses_the_button)
{
    static const char *const OTHERS[] = { "applicant", "reviewer", "committee", "chair", "auditor", "bureau", "plain" };
    struct world *w = world_make(a, DB_SQLITE);
    struct loopback *lb = correct(w, "試験科学大学");
    const char *undo = undo_in(a, loopback_get(lb, "/office/institutions")->body);
    for (size_t i = 0; i < sizeof OTHERS / sizeof OTHERS[0]; i++) {
        struct loopback *other = world_as(w, OTHERS[i]);
        (void)loopback_get(other, "/account");
        CHECK_I64(loopback_post(other, undo, "back", "/")->status, 404);
    }
    CHECK_TEXT(name_now(w), "試験科学大学");
    (void)loopback_get(lb, "/office");
    CHECK_I64(loopback_post(lb, "/office/undo/1", "back", "/")->status, 404);
    CHECK_I64(loopback_post(lb, "/office/undo/x", "back", "/")->status, 404);
    world_check(w);
}

/* The act is done by the use case; then its entry is taken back. */
static void take_back(struct world *w, const char *who)
{
    int64_t entry = w->ctx.last_entry;
    CHECK_OK(ledger_take_back(world_acting(w, who), entry));
}

TEST(duties_assignments_and_held_mails_are_taken_back)
{
    struct record_scene *x = record_scene_make(a, DB_SQLITE);
    struct review_scene *s = x->s;
    struct world *w = s->w;
    struct duty_lines lines;
    record_scene_next(x);
    CHECK_OK(assignment_add(world_acting(w, "office"), s->app[1], world_person(w, "reviewer_b")));
    take_back(w, "office");
    CHECK_OK(assignment_add(world_acting(w, "office"), s->app[1], world_person(w, "reviewer_b")));
    CHECK_OK(assignment_end(world_acting(w, "office"), s->app[1], world_person(w, "reviewer_b")));
    take_back(w, "office");
    const struct reply *got = get(w, "office", "review", s->app[1]);
    CHECK_I64(got->status, 200);
    CHECK_HAS(got->body, "審査 六助");
    CHECK_OK(duty_list(world_ctx(w), DUTY_CONTRACTOR, 0, &lines));
    {
        TX(tx, world_acting(w, "office"));
        CHECK_OK(duty_end(tx, lines.v[0].id));
        CHECK_OK(tx_commit(tx));
    }
    take_back(w, "office");
    CHECK_OK(duty_list(world_ctx(w), DUTY_CONTRACTOR, 0, &lines));
    CHECK_I64((int64_t)lines.n, 1);
    got = get(w, "office", "person", world_person(w, "contractor"));
    CHECK_HAS(got->body, "受託者");
    world_check(w);
}

TEST(who_presides_takes_a_decision_back_to_what_it_was)
{
    struct record_scene *x = record_scene_make(a, DB_SQLITE);
    struct review_scene *s = x->s;
    struct world *w = s->w;
    struct decision *d = NULL;
    record_scene_next(x);
    CHECK_OK(decide(s, 0, OUTCOME_SELECT, "一番の評点のため。"));
    int64_t first = w->ctx.last_entry;
    CHECK_OK(decision_record(world_acting(w, "chair"), s->app[0],
                             &(struct decision_typed){ OUTCOME_DECLINE, "見直した。", "", "" }, 1));
    int64_t entry = w->ctx.last_entry;
    CHECK_ERR(ledger_take_back(world_acting(w, "chair"), first), ERR_CONFLICT);
    CHECK_ERR(ledger_take_back(world_acting(w, "office"), entry), ERR_NOT_FOUND); /* not the office's to decide */
    const char *path = arena_printf(a, "/committee/applications/%s/history", id_text(a, s->app[0]));
    struct loopback *chair = world_as(w, "chair");
    const char *html = loopback_get(chair, path)->body;
    CHECK_HAS(html, "座長 八重");
    const char *at = strstr(html, "action=\"/committee/undo/");
    CHECK(at != NULL);
    const char *undo = arena_strndup(a, at + 8, strcspn(at + 8, "\""));
    CHECK_I64(loopback_post(chair, undo, "back", path)->status, 303);
    CHECK_OK(decision_find(world_ctx(w), s->app[0], &d));
    CHECK(d->outcome == OUTCOME_SELECT);
    CHECK_TEXT(d->reason, "一番の評点のため。");
    CHECK_I64(d->revision, 3);
    world_check(w);
}

/* ── who reads what ── */

TEST(a_history_shows_nobody_what_the_record_does_not)
{
    static const char *const OTHERS[] = { "applicant", "editor", "institution_office", "reviewer", "conflicted",
                                          "committee", "chair", "bureau", "contractor", "hub_contact", "plain" };
    static const char *const KINDS[] = { "application", "decision", "review" };
    struct record_scene *x = record_scene_make(a, DB_SQLITE);
    struct world *w = x->s->w;
    for (; x->stage != STAGE_ANNOUNCED; record_scene_next(x)) {
        for (size_t i = 0; i < sizeof OTHERS / sizeof OTHERS[0]; i++)
            for (size_t k = 0; k < 3; k++)
                CHECK_I64(get(w, OTHERS[i], KINDS[k], x->app[RECORD_SENT].id)->status, 404);
        for (size_t k = 0; k < 3; k++) { /* the auditor after the announcement, the office never of a draft */
            CHECK_I64(get(w, "auditor", KINDS[k], x->app[RECORD_SENT].id)->status, 404);
            CHECK_I64(get(w, "office", KINDS[k], x->app[RECORD_DRAFT].id)->status, 404);
        }
        CHECK_I64(get(w, "auditor", "institution", w->institution)->status, 404);
        CHECK_I64(get(w, "office", "person", world_person(w, "applicant"))->status, 404);
    }
    CHECK_I64(get(w, "auditor", "application", x->app[RECORD_SENT].id)->status, 200);
    CHECK_I64(get(w, "auditor", "decision", x->app[RECORD_SENT].id)->status, 200);
    CHECK_I64(get(w, "auditor", "review", x->app[RECORD_SENT].id)->status, 404); /* names of reviewers */
    CHECK_I64(get(w, "auditor", "settings", 1)->status, 404);
}

TEST(who_begins_a_draft_of_a_new_institution_is_not_for_the_office)
{
    struct record_scene *x = record_scene_make(a, DB_SQLITE);
    struct world *w = x->s->w;
    struct application *app = NULL;
    int64_t id = 0;
    struct institution_typed typed = { "新設創造大学", "private", "27" };
    struct ctx *c = world_acting(w, "applicant_b"); /* who is a reviewer too */
    c->actor.duty = "applicant";
    CHECK_OK(application_begin_typed(c, x->s->call->id, "regional_contribution", "新しい拠点", 0, &typed, &id));
    CHECK_OK(application_load(c, id, &app));
    const char *html = get(w, "office", "institution", app->institution_id)->body;
    CHECK_HAS(html, "大阪府");
    CHECK_HAS_NOT(html, "申請 二郎");
    CHECK_HAS_NOT(loopback_get(world_as(w, "office"), "/office/ledger")->body, "申請 二郎");
    world_check(w);
}

TEST(every_kind_of_record_has_a_history)
{
    struct record_scene *x = record_scene_make(a, DB_SQLITE);
    struct world *w = x->s->w;
    int64_t id = 0;
    while (x->stage != STAGE_ANNOUNCED)
        record_scene_next(x);
    const char *html = get(w, "office", "application", x->app[RECORD_SENT].id)->body;
    CHECK_HAS(html, "申請 一子");
    CHECK_HAS_NOT(html, "申請を始めました"); /* of the time when it was a draft: nothing */
    html = get(w, "office", "decision", x->s->app[0])->body;
    CHECK_HAS(html, "座長 八重");
    CHECK_HAS(html, "選抜");
    CHECK_OK(db_i64(world_ctx(w), history_release, &id));
    html = get(w, "office", "release", id)->body;
    CHECK_HAS(html, "承認済み");
    CHECK_HAS(html, "責任 十和");
    CHECK_OK(db_i64(world_ctx(w), history_hub, &id));
    CHECK_I64(get(w, "office", "hub", id)->status, 200);
    CHECK_I64(get(w, "office", "call", x->s->call->id)->status, 200);
    CHECK_HAS(get(w, "office", "call", x->s->call->id)->body, "公表済み");
    int64_t sheet = 0;
    CHECK(id_parse(record_id(x, "sheet"), &sheet));
    CHECK_I64(get(w, "office", "sheet", sheet)->status, 200);
    CHECK_I64(get(w, "office", "settings", 1)->status, 200);
    CHECK_I64(get(w, "office", "nothing", 1)->status, 404);
    world_check(w);
}

TEST(the_history_of_the_settings_shows_no_way_in)
{
    struct world *w = world_make(a, DB_SQLITE);
    {
        TX(tx, world_ctx(w));
        CHECK_OK(setting_put(tx, "persona:90", "lead secret-way-in"));
        CHECK_OK(setting_put(tx, "clock.offset", "1857944675"));
        CHECK_OK(tx_commit(tx));
    }
    const char *html = get(w, "office", "settings", 1)->body;
    CHECK_HAS(html, "1857944675");
    CHECK_HAS_NOT(html, "persona:90");
    CHECK_HAS_NOT(html, "secret-way-in");
    CHECK_HAS(html, "/office/ledger");
}

TEST(an_earlier_value_that_was_changed_is_found)
{
    struct world *w = world_make(a, DB_SQLITE);
    struct ledger_report report = { 0 };
    (void)correct(w, "試験科学大学");
    struct ctx *c = world_ctx(w);
    CHECK_OK(ledger_verify(c, &report));
    CHECK_I64(report.findings, 0);
    TX(tx, c);
    CHECK_OK(db_run(tx, history_free, NULL));
    CHECK_OK(db_run(tx, history_tamper, NULL));
    report = (struct ledger_report){ 0 };
    CHECK_OK(ledger_verify(c, &report));
    CHECK(report.findings > 0);
}

/* ── the table of acts ── */

static const char *file_text(struct arena *a, const char *path)
{
    FILE *f = fopen(path, "re");
    char *text = arena_alloc(a, 1 << 17);
    size_t n = f ? fread(text, 1, (1 << 17) - 1, f) : 0;
    text[n] = 0;
    CHECK(f && fclose(f) == 0);
    return text;
}

TEST(every_act_stands_in_the_table_of_what_can_be_undone)
{
    const char *doc = file_text(a, test_source_path(a, "docs/undo.md"));
    size_t n = 0;
    for (const struct ledger_act *const *p = __start_kyoten_acts; p < __stop_kyoten_acts; p++) {
        const char *key = (*p)->msg->key;
        if (strcmp(key, "ledger.verified") == 0) /* of a test */
            continue;
        const char *row = strstr(doc, arena_printf(a, "\n| `%s` |", key));
        CHECK_TEXT(row ? "" : arena_printf(a, "%s is not in docs/undo.md", key), "");
        if (!row)
            continue;
        const char *end = strchr(row + 1, '\n');
        bool button = strstr(arena_strndup(a, row, (size_t)(end - row)), "| button |") != NULL;
        if (button != (ledger_undo_of(key) != NULL))
            CHECK_TEXT(arena_printf(a, "%s: docs/undo.md and the program differ on its button", key), "");
        n++;
    }
    CHECK(n > 60);
}
