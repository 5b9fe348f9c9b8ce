/* review_scene.c: see review_scene.h. */
#include "review_scene.h"

#include "store/application_scene.h"
#include "store/screening_scene.h"

TEST_STMT(scene_declarations, READ, "", "SELECT count(*) FROM declaration");
TEST_STMT(scene_assignments, READ, "", "SELECT count(*) FROM assignment WHERE ended_at IS NULL");
TEST_STMT(scene_versions, READ, "", "SELECT count(*) FROM sheet_version");
TEST_STMT(scene_entries, READ, "", "SELECT count(*) FROM ledger_entry");
TEST_STMT(scene_sheets, READ, "", "SELECT count(*) FROM sheet");
TEST_STMT(scene_mails, READ, "", "SELECT count(*) FROM mail");

static struct err *add_call(struct review_scene *s, struct tx *tx, const struct definition *def)
{
    struct ctx *c = tx_ctx(tx);
    int64_t id = 0;
    TRY(call_add(tx, def, "6", NULL, false, &id));
    TRY(call_load(c, id, &s->call));
    TRY(call_add_confirmations(tx, s->call, "*"));
    return call_mark_published(tx, id);
}

static struct err *add_reviewers(struct review_scene *s, struct tx *tx)
{
    int64_t duty = 0;
    TRY(duty_grant(tx, world_person(s->w, "applicant_b"), &(struct grant){ .duty = DUTY_REVIEWER }, &duty));
    return duty_grant(tx, world_person(s->w, "plain"),
                      &(struct grant){ .duty = DUTY_REVIEWER, .call_id = 4711 }, &duty);
}

static void send_applications(struct review_scene *s, const struct definition *def)
{
    static const char *const TITLES[] = { "寒冷地拠点", "海洋拠点", "半導体拠点" };
    struct people p = { .call = s->call->id, .def = def };
    for (int i = 0; i < REVIEW_APPLICATIONS; i++) {
        struct submission sub;
        p.c = world_acting(s->w, "applicant");
        p.institution = i < 2 ? s->w->institution : s->w->other_institution;
        s->app[i] = people_begin(&p, TITLES[i]);
        people_fill(&p, s->app[i]);
        CHECK_OK(application_submit(p.c, s->app[i], &sub));
    }
}

struct review_scene *review_scene_make(struct arena *a, enum db_kind kind)
{
    return review_scene_make_with(a, kind, false);
}

struct review_scene *review_scene_make_with(struct arena *a, enum db_kind kind, bool meeting_required)
{
    const struct definition_change changes[] = { { "rules.formal_check", "true" },
                                                 { "rules.meeting_required", meeting_required ? "true" : "false" } };
    struct review_scene *s = arena_new(a, struct review_scene);
    const struct definition *def = NULL;
    s->w = world_make(a, kind);
    if (!s->w)
        return NULL;
    CHECK_OK(programme_load(a, test_source_path(a, "programmes/j-innovation-hub"), NULL, &def));
    CHECK_OK(definition_edit(a, def, changes, 2, &def));
    world_set_now(s->w, STORE_NOW - 60 * DAY_US);
    s->c = world_ctx(s->w);
    {
        TX(tx, s->c);
        CHECK_OK(add_call(s, tx, def));
        CHECK_OK(tx_commit(tx));
    }
    world_set_now(
        s->w, STORE_NOW); /* the deadline itself is in time, and the duties of the world hold from then on */
    {
        TX(tx, s->c);
        CHECK_OK(add_reviewers(s, tx));
        CHECK_OK(tx_commit(tx));
    }
    send_applications(s, def);
    world_set_now(s->w, STORE_NOW + 3600 * SECOND_US);
    CHECK_OK(call_load(s->c, s->call->id, &s->call));
    for (int i = 0; i < REVIEW_APPLICATIONS; i++)
        screening_pass(review_as(s, "office"), s->app[i], def);
    return s;
}

struct ctx *review_as(struct review_scene *s, const char *who)
{
    return world_acting(s->w, who);
}

void review_ready(struct review_scene *s, const char *who)
{
    struct ctx *c = review_as(s, who);
    struct declaration_list list;
    CHECK_OK(pledge_sign(c, s->call));
    CHECK_OK(declaration_list_mine(c, s->call, &list));
    for (size_t i = 0; i < list.n; i++)
        if (!list.v[i].category)
            CHECK_OK(declaration_declare(c, list.v[i].application_id, DECLARATION_NONE, "関わりがない。"));
}

void review_assign(struct review_scene *s, int app, const char *who)
{
    int64_t person = world_person(s->w, who);
    CHECK_OK(assignment_add(review_as(s, "office"), s->app[app], person));
}

void review_fill(struct review_scene *s, int app, const char *level)
{
    struct save_result r;
    struct sheet_items items = sheet_items(s->c->arena, s->call->definition);
    for (size_t i = 0; i < items.n; i++)
        if (items.v[i].required)
            CHECK_OK(score_save(s->c, s->app[app], items.v[i].key,
                                items.v[i].kind == SHEET_SCORE
                                    ? level
                                    : "計画は具体的で、実績の裏付けも十分にあると認められる。",
                                0, &r));
}

void review_complete(struct review_scene *s, int app, const char *who, const char *level)
{
    (void)review_as(s, who);
    review_fill(s, app, level);
    CHECK_OK(sheet_complete(s->c, s->app[app]));
}

int64_t review_count(struct review_scene *s, const char *table)
{
    static const struct {
        const char *table;
        const struct stmt *count;
    } TABLES[] = { { "declaration", &scene_declarations },
                   { "assignment", &scene_assignments },
                   { "sheet_version", &scene_versions },
                   { "ledger", &scene_entries },
                   { "sheet", &scene_sheets },
                   { "mail", &scene_mails } };
    int64_t n = -1;
    for (size_t i = 0; i < sizeof TABLES / sizeof TABLES[0]; i++)
        if (strcmp(TABLES[i].table, table) == 0)
            CHECK_OK(db_i64_(s->c, TABLES[i].count, &n, VALUES_()));
    return n;
}
