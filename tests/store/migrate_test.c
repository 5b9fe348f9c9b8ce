/* migrate_test.c: the language of migrations, and that each is applied once or refused in a clear sentence. */
#include "store.h"

#include "db/db_fault.h"
#include "db/db_impl.h"
#include "db/migrations.h"

#include <pthread.h>

static const char one[] =
    "CREATE TABLE one (\n    id ID PRIMARY KEY,\n    open BOOL01 NOT NULL,\n    day DATE\n);\n";
static const char two[] = "-- two; a comment with a BOOL01 in it\n"
                          "ALTER TABLE one ADD COLUMN note TEXT NOT NULL DEFAULT 'an ID; or BYTES';\n"
                          "CREATE INDEX one_day ON one (day);\n";
static const struct migration list[] = { { 1, "0001_one", "aaaa", one }, { 3, "0003_two", "bbbb", two } };
static const struct migration changed[] = { { 1, "0001_one", "aaab", one }, { 3, "0003_two", "bbbb", two } };
static const struct migration other[] = { { 1, "0001_one", "aaaa", one }, { 2, "0002_other", "cccc", two } };
static const struct migration bad[] = { { 1, "0001_one", "aaaa", one },
                                        { 4, "0004_bad", "dddd",
                                          "CREATE TABLE half (id ID PRIMARY KEY); NONSENSE;" } };

TEST_STMT(one_add, WRITE, "iit", "INSERT INTO one (id, open, day) VALUES ($1, $2, $3)");
TEST_STMT(half_count, READ, "", "SELECT count(*) FROM half");

BARE_STORE_TEST(a_migration_is_applied_once)
{
    int applied = -1;
    CHECK_OK(db_migrate_list(c->arena, db, list, 1, &applied));
    CHECK_I64(applied, 1);
    CHECK_OK(db_migrate_list(c->arena, db, list, 2, &applied));
    CHECK_I64(applied, 1);
    CHECK_OK(db_migrate_list(c->arena, db, list, 2, &applied));
    CHECK_I64(applied, 0);
}

static void refused_with(struct arena *a, struct db *db, const struct migration *given, size_t n,
                         const char *part)
{
    struct err *e = db_migrate_list(a, db, given, n, NULL);
    CHECK_ERR(e, ERR_FAULT);
    CHECK_HAS(e ? e->why : NULL, part);
}

BARE_STORE_TEST(a_changed_migration_a_newer_store_and_another_line_are_refused)
{
    CHECK_OK(db_migrate_list(c->arena, db, list, 2, NULL));
    refused_with(c->arena, db, changed, 2, "0001_one was changed");
    refused_with(c->arena, db, list, 1, "newer than this program: it has the migration 0003_two");
    refused_with(c->arena, db, other, 2, "0003_two where the program has 0002_other");
}

BARE_STORE_TEST(a_migration_that_fails_leaves_nothing_behind)
{
    int64_t n = 0;
    refused_with(c->arena, db, bad, 2, "0004_bad");
    CHECK_ERR(db_i64(c, half_count, &n), ERR_FAULT); /* no such table */
    CHECK_OK(db_migrate_list(c->arena, db, list, 2, NULL));
}

static struct err *add_one(struct ctx *c, int64_t id, int64_t open, const char *day)
{
    TX(tx, c);
    TRY(db_run(tx, one_add, NULL, I64(id), I64(open), TXT(day)));
    return tx_commit(tx);
}

BARE_STORE_TEST(type_words_check_what_they_promise)
{
    CHECK_OK(db_migrate_list(c->arena, db, list, 2, NULL));
    CHECK_OK(add_one(c, 1, 1, "2024-07-29"));
    CHECK_OK(add_one(c, 2, 0, NULL));
    CHECK_ERR(add_one(c, 3, 2, NULL), ERR_FAULT);
    CHECK_ERR(add_one(c, 4, 1, "2024-7-29"), ERR_FAULT);
    CHECK_ERR(add_one(c, 5, 1, "令和6年7月29日"), ERR_FAULT);
}

struct migrating {
    const char *url;
    struct err *e;
    int applied;
    struct arena *arena;
};

static void *migrate_thread(void *arg)
{
    struct migrating *m = arg;
    struct db *db = NULL;
    m->e = db_open(m->arena, &(struct db_config){ .url = m->url }, &db);
    if (!m->e)
        m->e = db_migrate_list(m->arena, db, list, 2, &m->applied);
    db_close(&db);
    return NULL;
}

static void migrate_at_the_same_time(struct arena *a, enum db_kind kind)
{
    struct migrating m[4] = { 0 };
    pthread_t thread[4];
    int applied = 0;
    const char *url = store_test_url_bare(a, kind);
    if (!url)
        SKIP(STORE_NO_POSTGRES);
    for (int i = 0; i < 4; i++) {
        m[i] = (struct migrating){ .url = url, .arena = arena_make(0) };
        CHECK_I64(pthread_create(&thread[i], NULL, migrate_thread, &m[i]), 0);
    }
    for (int i = 0; i < 4; i++) {
        (void)pthread_join(thread[i], NULL);
        CHECK_OK(m[i].e);
        applied += m[i].applied;
        m[i].arena = arena_free(m[i].arena);
    }
    CHECK_I64(applied, 2);
}

TEST(programs_that_start_at_the_same_time_apply_each_migration_once_on_sqlite)
{
    migrate_at_the_same_time(a, DB_SQLITE);
}

TEST(programs_that_start_at_the_same_time_apply_each_migration_once_on_postgres)
{
    migrate_at_the_same_time(a, DB_POSTGRES);
}

static void expands(struct arena *a, const char *text, const char *sqlite, const char *postgres)
{
    const char *got = NULL;
    CHECK_OK(migration_expand(a, DB_SQLITE, "x", text, &got));
    CHECK_TEXT(got, sqlite);
    CHECK_OK(migration_expand(a, DB_POSTGRES, "x", text, &got));
    CHECK_TEXT(got, postgres);
}

TEST(type_words_are_expanded_only_where_they_stand_alone_outside_quotes_and_comments)
{
    expands(a, "CREATE TABLE t (a ID PRIMARY KEY, b BYTES, c INSTANT);",
            "CREATE TABLE t (a INTEGER PRIMARY KEY, b BLOB, c INTEGER) STRICT;",
            "CREATE TABLE t (a BIGINT PRIMARY KEY, b BYTEA, c BIGINT);");
    expands(a, "CREATE TABLE t (paid_ID INT64, x_BYTES_y TEXT DEFAULT 'BYTES; ''ID''')",
            "CREATE TABLE t (paid_ID INTEGER, x_BYTES_y TEXT DEFAULT 'BYTES; ''ID''') STRICT",
            "CREATE TABLE t (paid_ID BIGINT, x_BYTES_y TEXT DEFAULT 'BYTES; ''ID''')");
    expands(a, "-- ID;\n/* BYTES; */ CREATE INDEX i ON t (a); SELECT \"ID\", id;",
            "-- ID;\n/* BYTES; */ CREATE INDEX i ON t (a); SELECT \"ID\", id;",
            "-- ID;\n/* BYTES; */ CREATE INDEX i ON t (a); SELECT \"ID\", id;");
    expands(a, "a BOOL01", "a INTEGER CHECK (a IN (0, 1))", "a BIGINT CHECK (a IN (0, 1))");
    expands(a,
            "SELECT 1;\n-- only sqlite\nSELECT 2;\n-- end only\n-- only postgres\nSELECT 3;\n-- end only\n",
            "SELECT 1;\n-- only sqlite\nSELECT 2;\n-- end only\n-- end only\n",
            "SELECT 1;\n-- end only\n-- only postgres\nSELECT 3;\n-- end only\n");
}

TEST(a_quote_that_never_ends_is_refused)
{
    const char *got = NULL;
    CHECK_ERR(migration_expand(a, DB_SQLITE, "0009_x", "SELECT 'abc", &got), ERR_FAULT);
}
