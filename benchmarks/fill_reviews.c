/* fill_reviews.c: a closed call with its applications reviewed: three complete sheets each; and one who is signed in. */
#include "bench.h"

#include "application/application.h"
#include "base/date.h"
#include "base/id.h"
#include "db/db.h"
#include "http/http.h"
#include "main/installation.h"
#include "office/clock.h"
#include "person/account.h"
#include "person/session.h"

#include <string.h>

#define REVIEWERS 3
#define FILL(name_, mode_, types_, sql_)                                                                     \
    static const struct stmt name_ = { "bench_" #name_, mode_, types_, sql_, NULL, "benchmarks" }

FILL(newest_call, READ, "", "SELECT id FROM call ORDER BY created_at DESC LIMIT 1");
FILL(sent_applications, READ, "i", "SELECT id FROM application WHERE call_id = $1 AND state = 'submitted' ORDER BY id");
FILL(person_named, READ, "t", "SELECT id FROM person WHERE name = $1");
FILL(pledge_insert, WRITE, "iiibi",
     "INSERT INTO pledge (id, call_id, person_id, text_hash, pledged_at) VALUES ($1, $2, $3, $4, $5)");
FILL(application_admit, WRITE, "ii", "UPDATE application SET admitted_at = $2 WHERE id = $1");
FILL(declaration_insert, WRITE, "iiiii",
     "INSERT INTO declaration (id, call_id, application_id, person_id, category, reason, declared_at, conflicted)"
     " VALUES ($1, $2, $3, $4, 'none', '', $5, 0)");
FILL(assignment_insert, WRITE, "iiii",
     "INSERT INTO assignment (id, application_id, person_id, assigned_by, assigned_at) VALUES ($1, $2, $3, $3, $4)");
FILL(sheet_insert, WRITE, "iiii",
     "INSERT INTO sheet (id, application_id, person_id, state, versions, created_at, completed_at)"
     " VALUES ($1, $2, $3, 'complete', 1, $4, $4)");
FILL(entry_insert, WRITE, "iitti",
     "INSERT INTO sheet_entry (id, sheet_id, item_key, value, revision, saved_at) VALUES ($1, $2, $3, $4, 1, $5)");

struct of_review {
    const struct call *call;
    int64_t reviewers[REVIEWERS], member;
};

static struct err *add_reviewers(struct ctx *c, struct of_review *x)
{
    TX(tx, c);
    for (int i = 0; i < REVIEWERS; i++) {
        struct person_facts facts = { .email = arena_printf(c->arena, "reviewer-%d@enshu.example", i),
                                      .name = arena_printf(c->arena, "仮名 %d", i),
                                      .name_kana = "カメイ",
                                      .department = "架空大学",
                                      .lang = LANG_JA };
        TRY(person_add(tx, &facts, &x->reviewers[i]));
    }
    return tx_commit(tx);
}

static struct err *add_sheet(struct tx *tx, const struct of_review *x, int64_t application, int reviewer, int number)
{
    struct ctx *c = tx_ctx(tx);
    const struct definition *def = x->call->definition;
    int64_t sheet = id_random();
    TRY(db_run(tx, assignment_insert, NULL, I64(id_random()), I64(application), I64(x->reviewers[reviewer]), I64(c->now)));
    TRY(db_run(tx, sheet_insert, NULL, I64(sheet), I64(application), I64(x->reviewers[reviewer]), I64(c->now)));
    for (size_t i = 0; i < def->criteria.n; i++) {
        size_t level = ((size_t)number * 7 + (size_t)reviewer * 3 + i) % def->scale.levels.n;
        TRY(db_run(tx, entry_insert, NULL, I64(id_random()), I64(sheet),
                   TXT(arena_printf(c->arena, "%s.score", def->criteria.v[i].key)),
                   TXT(arena_printf(c->arena, "%lld", (long long)def->scale.levels.v[level].value)), I64(c->now)));
        TRY(db_run(tx, entry_insert, NULL, I64(id_random()), I64(sheet),
                   TXT(arena_printf(c->arena, "%s.comment", def->criteria.v[i].key)), TXT("演習：妥当な計画です。"),
                   I64(c->now)));
    }
    return NULL;
}

static struct err *review_all(struct ctx *c, const struct of_review *x)
{
    static const uint8_t HASH[32] = { 1 };
    struct rows apps;
    TX(tx, c);
    TRY(db_rows(c, sent_applications, &apps, I64(x->call->id)));
    TRY(db_run(tx, pledge_insert, NULL, I64(id_random()), I64(x->call->id), I64(x->member),
               BYTES(((struct bytes){ HASH, sizeof HASH })), I64(c->now)));
    for (size_t i = 0; i < apps.n; i++) {
        int64_t id = row_i64(&apps.v[i], 0);
        TRY(db_run(tx, application_admit, NULL, I64(id), I64(c->now)));
        TRY(db_run(tx, declaration_insert, NULL, I64(id_random()), I64(x->call->id), I64(id), I64(x->member),
                   I64(c->now)));
        for (int r = 0; r < REVIEWERS; r++)
            TRY(add_sheet(tx, x, id, r, (int)i));
    }
    TRY(clock_set(tx, x->call->closes_at + DAY_US));
    return tx_commit(tx);
}

static struct err *sign_in(struct ctx *c, int64_t person, const char **ret_cookie)
{
    struct request rq = { .ctx = c, .user_agent = "bench", .peer = "127.0.0.1" };
    const char *token = NULL;
    TX(tx, c);
    TRY(session_start(tx, &rq, person, true, &token));
    TRY(tx_commit(tx));
    *ret_cookie = arena_printf(c->arena, "session=%s", token);
    return NULL;
}

static struct err *fill(struct ctx *c, int applications, const char **ret_chair, const char **ret_office)
{
    int64_t call_id = 0;
    int64_t office = 0;
    struct call *call = NULL;
    struct of_review x = { 0 };
    TRY(fill_applications(c, applications));
    TRY(db_i64(c, newest_call, &call_id));
    TRY(call_load(c, call_id, &call));
    x.call = call;
    TRY(db_i64(c, person_named, &x.member, TXT("仮名 五月")));
    TRY(db_i64(c, person_named, &office, TXT("演習 花子")));
    TRY(add_reviewers(c, &x));
    TRY(sign_in(c, x.member, ret_chair));
    TRY(sign_in(c, office, ret_office));
    return review_all(c, &x);
}

void fill_reviews(struct bench *b, const char *data, int applications, const char **ret_chair, const char **ret_office)
{
    ARENA(whole);
    struct installation *here = arena_new(whole, struct installation);
    const char *chair = NULL;
    const char *office = NULL;
    bench_must(installation_open(whole, data, here), data);
    struct arena *work = arena_make((size_t)256 << 20);
    struct ctx c = {
        .arena = work, .db = conn_write_begin(here->site.db), .site = &here->site, .now = site_now(&here->site)
    };
    bench_must(fill(&c, applications, &chair, &office), "reviews");
    *ret_chair = arena_strdup(b->arena, chair);
    *ret_office = arena_strdup(b->arena, office);
    bench_must(fill_seal(&c), "seal");
    conn_write_end(c.db);
    (void)arena_free(work);
}
