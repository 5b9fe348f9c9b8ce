/* migrate_test.c: the language of migrations, and that each is applied once or refused in a clear sentence. */
#include "store.h"

#include "db/db_fault.h"
#include "db/db_impl.h"
#include "db/migrations.h"

static const char ONE[] =
    "CREATE TABLE one (\n    id ID PRIMARY KEY,\n    open BOOL01 NOT NULL,\n    day DATE\n);\n";
static const char TWO[] = "-- two; a comment with a BOOL01 in it\n"
                          "ALTER TABLE one ADD COLUMN note TEXT NOT NULL DEFAULT 'an ID; or BYTES';\n"
                          "CREATE INDEX one_day ON one (day);\n";
static const struct migration LIST[] = { { 1, "0001_one", "aaaa", ONE }, { 3, "0003_two", "bbbb", TWO } };
static const struct migration CHANGED[] = { { 1, "0001_one", "aaab", ONE }, { 3, "0003_two", "bbbb", TWO } };
static const struct migration OTHER[] = { { 1, "0001_one", "aaaa", ONE }, { 2, "0002_other", "cccc", TWO } };
static const struct migration BAD[] = { { 1, "0001_one", "aaaa", ONE },
                                        { 4, "0004_bad", "dddd",
                                          "CREATE TABLE half (id ID PRIMARY KEY); NONSENSE;" } };

TEST_STMT(one_add, WRITE, "iit", "INSERT INTO one (id, open, day) VALUES ($1, $2, $3)");
TEST_STMT(half_count, READ, "", "SELECT count(*) FROM half");

BARE_STORE_TEST(a_migration_is_applied_once)
{
    int applied = -1;
    CHECK_OK(db_migrate_list(c->arena, db, LIST, 1, &applied));
    CHECK_I64(applied, 1);
    CHECK_OK(db_migrate_list(c->arena, db, LIST, 2, &applied));
    CHECK_I64(applied, 1);
    CHECK_OK(db_migrate_list(c->arena, db, LIST, 2, &applied));
    CHECK_I64(applied, 0);
}

static void refused_with(struct arena *a, struct db *db, const struct migration *list, size_t n,
                         const char *part)
{
    struct err *e = db_migrate_list(a, db, list, n, NULL);
    CHECK_ERR(e, ERR_FAULT);
    CHECK_HAS(e ? e->why : NULL, part);
}

BARE_STORE_TEST(a_changed_migration_a_newer_store_and_another_line_are_refused)
{
    CHECK_OK(db_migrate_list(c->arena, db, LIST, 2, NULL));
    refused_with(c->arena, db, CHANGED, 2, "0001_one was changed");
    refused_with(c->arena, db, LIST, 1, "newer than this program: it has the migration 0003_two");
    refused_with(c->arena, db, OTHER, 2, "0003_two where the program has 0002_other");
}

BARE_STORE_TEST(a_migration_that_fails_leaves_nothing_behind)
{
    int64_t n = 0;
    refused_with(c->arena, db, BAD, 2, "0004_bad");
    CHECK_ERR(db_i64(c, half_count, &n), ERR_FAULT); /* no such table */
    CHECK_OK(db_migrate_list(c->arena, db, LIST, 2, NULL));
}

static struct err *add_one(struct ctx *c, int64_t id, int64_t open, const char *day)
{
    TX(tx, c);
    TRY(db_run(tx, one_add, NULL, I64(id), I64(open), TXT(day)));
    return tx_commit(tx);
}

BARE_STORE_TEST(type_words_check_what_they_promise)
{
    CHECK_OK(db_migrate_list(c->arena, db, LIST, 2, NULL));
    CHECK_OK(add_one(c, 1, 1, "2024-07-29"));
    CHECK_OK(add_one(c, 2, 0, NULL));
    CHECK_ERR(add_one(c, 3, 2, NULL), ERR_FAULT);
    CHECK_ERR(add_one(c, 4, 1, "2024-7-29"), ERR_FAULT);
    CHECK_ERR(add_one(c, 5, 1, "令和6年7月29日"), ERR_FAULT);
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
