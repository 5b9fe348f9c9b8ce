/* decision_scene.c: see decision_scene.h. */
#include "decision_scene.h"

#include "person/person.h"

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

TEST_STMT(count_designations, READ, "", "SELECT count(*) FROM designation");
TEST_STMT(count_letters, READ, "", "SELECT count(*) FROM letter");
TEST_STMT(count_mails, READ, "", "SELECT count(*) FROM mail WHERE kind = 'result'");
TEST_STMT(count_decided, READ, "", "SELECT count(*) FROM ledger_entry WHERE act = 'decision.recorded'");
TEST_STMT(count_performed, READ, "", "SELECT count(*) FROM ledger_entry WHERE act = 'release.performed'");
TEST_STMT(count_voided, READ, "", "SELECT count(*) FROM ledger_entry WHERE act = 'release.voided'");
TEST_STMT(count_approved, READ, "", "SELECT count(*) FROM ledger_entry WHERE act = 'release.approved'");

int64_t rows_of(struct review_scene *s, const char *table)
{
    static const struct { const char *table; const struct stmt *count;
    } TABLES[] = { { "designation", &count_designations },
                   { "letter", &count_letters },
                   { "mail", &count_mails },
                   { "decided", &count_decided },
                   { "performed", &count_performed },
                   { "approved", &count_approved },
                   { "voided", &count_voided } };
    int64_t n = -1;
    for (size_t i = 0; i < sizeof TABLES / sizeof TABLES[0]; i++)
        if (strcmp(TABLES[i].table, table) == 0)
            CHECK_OK(db_i64_(world_aside(s->w), TABLES[i].count, &n, VALUES_()));
    return n;
}

static int remove_one(const char *path, const struct stat *st, int kind, struct FTW *walk)
{
    (void)st;
    (void)kind;
    (void)walk;
    return remove(path);
}

static void remove_folder(void *path)
{
    (void)nftw(path, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

static void give_folder(struct review_scene *s, struct arena *a)
{
    char *folder = arena_strdup(a, "/tmp/kyoten-decision-XXXXXX");
    CHECK(mkdtemp(folder) != NULL);
    s->w->site.data_dir = folder;
    arena_defer(a, remove_folder, folder);
}

static void grant_more(struct review_scene *s)
{
    int64_t duty = 0;
    struct ctx *c = world_ctx(s->w);
    TX(tx, c);
    CHECK_OK(duty_grant(tx, world_person(s->w, "committee"), &(struct grant){ .duty = DUTY_CHAIR }, &duty));
    CHECK_OK(duty_grant(tx, world_person(s->w, "institution_office"),
                        &(struct grant){ .duty = DUTY_OFFICE_LEAD }, &duty));
    CHECK_OK(tx_commit(tx));
}

void decision_test_run(struct arena *a, enum db_kind kind, void (*run)(struct review_scene *s))
{
    static const char *const LEVELS[] = { "5", "3", "4" };
    struct review_scene *s = review_scene_make(a, kind);
    if (!s)
        SKIP(STORE_NO_POSTGRES);
    give_folder(s, a);
    grant_more(s);
    review_ready(s, "reviewer");
    review_ready(s, "reviewer_b");
    review_ready(s, "chair");
    review_ready(s, "committee");
    for (int i = 0; i < REVIEW_APPLICATIONS; i++) {
        review_assign(s, i, "reviewer");
        review_assign(s, i, "reviewer_b");
        review_complete(s, i, "reviewer", LEVELS[i]);
        review_complete(s, i, "reviewer_b", LEVELS[i]);
    }
    run(s);
    CHECK_LEDGER(world_ctx(s->w));
}

void in_conflict(struct review_scene *s, const char *who, int app)
{
    struct declaration_list all;
    CHECK_OK(declaration_list_all(world_ctx(s->w), s->call, &all));
    for (size_t i = 0; i < all.n; i++)
        if (all.v[i].application_id == s->app[app] && all.v[i].person_id == world_person(s->w, who))
            CHECK_OK(declaration_rule(world_acting(s->w, "office"), all.v[i].id, true, "共同研究がある。"));
}

struct err *decide(struct review_scene *s, int app, enum outcome outcome, const char *reason)
{
    struct decision_typed d = { outcome, reason, "", "" };
    return decision_record(world_acting(s->w, "chair"), s->app[app], &d, 0);
}

void decide_all(struct review_scene *s)
{
    CHECK_OK(decide(s, 0, OUTCOME_SELECT, ""));
    CHECK_OK(decide(s, 2, OUTCOME_SELECT, ""));
    CHECK_OK(decide(s, 1, OUTCOME_DECLINE, ""));
}

struct release *the_release(struct review_scene *s)
{
    struct release *r = NULL;
    CHECK_OK(release_find(world_aside(s->w), s->call->id, &r));
    CHECK(r != NULL);
    return r;
}

struct err *prepare(struct review_scene *s)
{
    struct release *r = NULL;
    struct release_typed t = { .announce_at = ANNOUNCE_AT, .document_prefix = "20241001産局", .counts = COUNTS_BY_TYPE,
                               .signed_by_ja = "経済産業省イノベーション・環境局長\n経済　太郎" };
    TRY(release_find(world_ctx(s->w), s->call->id, &r));
    return release_prepare(world_acting(s->w, "office"), s->call->id, &t, r ? r->revision : 0);
}

struct err *stamp(struct review_scene *s, const char *who, const char *number)
{
    const struct release *r = the_release(s);
    struct stamp_typed t = { number, *number ? date_of(2024, 7, 29) : DATE_UNKNOWN, "" };
    return release_stamp(world_acting(s->w, who), r->id, &t, r->revision);
}

struct err *approve(struct review_scene *s)
{
    TRY(stamp(s, "office_lead", ""));
    return stamp(s, "office_lead", "20240729産局決第12号");
}
