/* Pages of the office about applications: what was sent, and of drafts only the number; and /healthz. */
#include "review_scene.h"

#include "application/application.h"
#include "base/id.h"

#define DRAFT_TITLE "だれにも見えない下書き"

/* One more, being written; the clock goes back to the deadline for that moment. */
static int64_t add_draft(struct review_scene *s)
{
    int64_t id = 0;
    instant now = s->c->now;
    world_set_now(s->w, s->call->closes_at); /* the last instant that is in time */
    struct ctx *c = world_acting(s->w, "applicant");
    CHECK_OK(application_begin(c, s->call->id, "regional_contribution", DRAFT_TITLE, s->w->institution, &id));
    world_set_now(s->w, now);
    return id;
}

TEST(the_office_reads_what_was_sent_and_learns_only_the_number_of_drafts)
{
    struct review_scene *s = review_scene_make(a, DB_SQLITE);
    int64_t draft = add_draft(s);
    struct loopback *office = world_as(s->w, "office");
    const struct reply *got = loopback_get(office, "/office/applications");
    CHECK_I64(got->status, 200);
    CHECK_HAS(got->body, "寒冷地拠点");
    CHECK_HAS(got->body, "半導体拠点");
    CHECK_HAS_NOT(got->body, DRAFT_TITLE);
    CHECK_HAS(got->body, "作成中（未提出）");
    int64_t statements = got->statements;
    CHECK(statements <= 12);
    got = loopback_get(office, arena_printf(a, "/office/applications/%s", id_text(a, s->app[0])));
    CHECK_I64(got->status, 200);
    CHECK_HAS(got->body, "届いた時刻");
    const char *hidden = loopback_get(office, arena_printf(a, "/office/applications/%s", id_text(a, draft)))->body;
    const char *unknown =
        loopback_get(office, arena_printf(a, "/office/applications/%s", id_text(a, id_random())))->body;
    CHECK_I64(strlen(hidden), strlen(unknown));
    CHECK_HAS_NOT(hidden, DRAFT_TITLE);
}

TEST(applications_are_for_the_office_and_after_the_announcement_for_the_auditor)
{
    struct review_scene *s = review_scene_make(a, DB_SQLITE);
    const char *path = arena_printf(a, "/office/applications/%s", id_text(a, s->app[0]));
    const char *const others[] = { "applicant", "reviewer", "committee", "chair", "bureau", "auditor", "hub_contact" };
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++)
        CHECK_I64(loopback_get(world_as(s->w, others[i]), path)->status, 404);
    CHECK_I64(loopback_get(world_as(s->w, "nobody"), path)->status, 303);
    const struct reply *got = loopback_get(world_as(s->w, "auditor"), "/office/applications");
    CHECK_I64(got->status, 200);
    CHECK_HAS_NOT(got->body, "寒冷地拠点");
}

TEST(the_site_says_that_it_is_well)
{
    struct world *w = world_make(a, DB_SQLITE);
    const struct reply *got = loopback_get(world_as(w, "nobody"), "/healthz");
    CHECK_I64(got->status, 200);
    CHECK_TEXT(got->body, "ok\n");
}
