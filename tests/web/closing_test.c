/* Tests of small things that betray or confuse: drafts and the minute of the announcement in the ledger and the
** outbox, the language of names, what a step says after its end. */
#include "record_scene.h"

#include "base/id.h"
#include "registry/register.h"

TEST_STMT(closing_hub, READ, "i", "SELECT public_id FROM designation WHERE application_id = $1");

static const char *page(struct record_scene *x, const char *who, const char *path)
{
    const struct reply *got = loopback_get(world_as(x->s->w, who), path);
    CHECK_I64(got->status, 200);
    return got->body;
}

TEST(the_ledger_counts_acts_on_drafts_and_says_no_more_until_they_are_submitted)
{
    static const char *const READERS[] = { "office", "office_lead", "auditor" };
    struct record_scene *x = record_scene_make(a, DB_SQLITE);
    struct world *w = x->s->w;
    struct save_result r;
    const char *draft = id_text(a, x->app[RECORD_DRAFT].id);
    struct ctx *c = world_acting(w, "applicant");
    for (int i = 0; i < 3; i++)
        CHECK_OK(application_save(c, x->app[RECORD_DRAFT].id, "aim", arena_printf(a, "%d", i), i, &r));
    for (size_t i = 0; i < 3; i++) {
        const char *html = page(x, READERS[i], "/office/ledger");
        CHECK_HAS(html, "提出前の申請についての操作 3件");
        CHECK_HAS_NOT(html, draft);
    }
    CHECK_OK(application_invite(world_acting(w, "applicant"), x->app[RECORD_DRAFT].id, "kyodo@example.ac.jp",
                                "editor"));
    const char *html = page(x, "office", "/office/ledger");
    CHECK_HAS(html, "提出前の申請についての操作 5件"); /* the mail and the invitation */
    html = page(x, "office", "/office/mail");
    CHECK_HAS_NOT(html, "kyodo@example.ac.jp");
    const char *mail = arena_printf(a, "/office/mail/%s", record_id(x, "mail"));
    CHECK_I64(loopback_get(world_as(w, "office"), mail)->status, 404);
    w->site.rehearsal = true; /* whose tray is everybody's letter box */
    CHECK_HAS(page(x, "office", "/office/mail"), "kyodo@example.ac.jp");
    world_check(w);
}

TEST(jobs_say_when_the_announcement_will_be_and_are_for_the_office_alone)
{
    struct record_scene *x = record_scene_make(a, DB_SQLITE);
    record_scene_next(x);
    record_scene_next(x);
    CHECK_HAS(page(x, "office", "/office/jobs"), "release.perform");
    CHECK_I64(loopback_get(world_as(x->s->w, "auditor"), "/office/jobs")->status, 404);
    CHECK_HAS_NOT(page(x, "auditor", "/office/ledger"), "announce_at");
    CHECK_HAS_NOT(page(x, "auditor", "/office"), "10月1日");
}

TEST(a_new_hub_says_its_prefecture_and_the_definition_of_its_call)
{
    struct record_scene *x = record_scene_make(a, DB_SQLITE);
    {
        TX(tx, world_ctx(x->s->w));
        CHECK_OK(register_import(tx, test_source_path(a, "programmes/j-innovation-hub")));
        CHECK_OK(tx_commit(tx));
    }
    while (x->stage != STAGE_ANNOUNCED)
        record_scene_next(x);
    struct row row;
    CHECK_OK(db_row(world_ctx(x->s->w), closing_hub, &row, I64(x->s->app[0])));
    const char *path = arena_printf(a, "/hubs/%s", row_text(&row, 0));
    const char *html = page(x, "nobody", path);
    CHECK_HAS(html, "宮城県");
    CHECK_HAS_NOT(html, "確認できる資料がありません");
    CHECK_HAS_NOT(html, "lang=\"ja\">試験大学");
    struct loopback *lb = world_as(x->s->w, "nobody");
    loopback_set_language(lb, "en");
    html = loopback_get(lb, path)->body;
    CHECK_HAS(html, "<h1 lang=\"ja\">");
    CHECK_HAS(html, "<span lang=\"ja\">試験大学</span>");
    CHECK_HAS(loopback_get(lb, "/hubs")->body, "<span lang=\"ja\">");
}

TEST(after_the_announcement_no_step_of_the_review_is_the_present_one)
{
    struct record_scene *x = record_scene_make(a, DB_SQLITE);
    record_scene_next(x);
    CHECK_HAS(page(x, "reviewer", "/review"), "data-state=\"now\"");
    while (x->stage != STAGE_ANNOUNCED)
        record_scene_next(x);
    CHECK_HAS_NOT(page(x, "reviewer", "/review"), "data-state=\"now\"");
}

TEST(an_autosave_that_changes_nothing_says_on_which_day_the_text_was_saved)
{
    struct record_scene *x = record_scene_make(a, DB_SQLITE);
    struct world *w = x->s->w;
    struct save_result r;
    const char *base = arena_printf(a, "/applications/%s", id_text(a, x->app[RECORD_DRAFT].id));
    CHECK_OK(application_save(world_acting(w, "applicant"), x->app[RECORD_DRAFT].id, "aim", "目的", 0, &r));
    instant then = w->ctx.now;
    world_set_now(w, then + 1);
    struct loopback *lb = world_as(w, "applicant");
    (void)loopback_get(lb, arena_printf(a, "%s/edit/vision", base));
    const struct reply *got =
        loopback_post(lb, arena_printf(a, "%s/save", base), "field", "aim", "value", "目的", "base", "1");
    CHECK_I64(got->status, 200);
    CHECK_HAS_NOT(got->body, "月");
}
