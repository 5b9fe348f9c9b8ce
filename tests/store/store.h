/* store.h: tests that run on both stores.
**
**     STORE_TEST(a_sentence_that_is_true)
**     {
**         struct row r;
**         TX(tx, c);
**         CHECK_OK(db_run(tx, something, NULL, I64(1)));
**         CHECK_OK(tx_commit(tx));
**     }
**
** becomes two tests, one per store. Each gets an empty, migrated store of its own, a copy of a template made once,
** and in its hands: struct ctx *c, whose .db may read and write (outside the executor); struct db *db, the store.
** PostgreSQL comes from the server that KYOTEN_TEST_PG names (a conninfo; tools/pg.sh test DIR prints one); without it
** that half is skipped. Statements over tables of the test's own are TEST_STMT: they are not the program's. */
#ifndef TESTS_STORE_H
#define TESTS_STORE_H

#include "test.h"

#include "base/ctx.h"
#include "db/db.h"

#define STORE_UNUSED_ __attribute__((unused))
#define STORE_TEST(name_)                                                                       \
    static void name_(struct ctx *c, struct db *db);                                            \
    TEST(name_##_on_sqlite)                                                                     \
    {                                                                                           \
        store_test_run(a, DB_SQLITE, name_);                                                    \
    }                                                                                           \
    TEST(name_##_on_postgres)                                                                   \
    {                                                                                           \
        store_test_run(a, DB_POSTGRES, name_);                                                  \
    }                                                                                           \
    static void name_(struct ctx *c STORE_UNUSED_, struct db *db STORE_UNUSED_)

/* The same with a store that no migration has touched yet. */
#define BARE_STORE_TEST(name_)                                                                  \
    static void name_(struct ctx *c, struct db *db);                                            \
    TEST(name_##_on_sqlite)                                                                     \
    {                                                                                           \
        store_test_run_bare(a, DB_SQLITE, name_);                                               \
    }                                                                                           \
    TEST(name_##_on_postgres)                                                                   \
    {                                                                                           \
        store_test_run_bare(a, DB_POSTGRES, name_);                                             \
    }                                                                                           \
    static void name_(struct ctx *c STORE_UNUSED_, struct db *db STORE_UNUSED_)

#define TEST_STMT(n, m, types_, sql_) static const struct stmt n = { #n, m, types_, sql_, NULL, ERR_HERE }

void store_test_run(struct arena *a, enum db_kind kind, void (*run)(struct ctx *c, struct db *db));
void store_test_run_bare(struct arena *a, enum db_kind kind, void (*run)(struct ctx *c, struct db *db));

/* For page tests and others that want the store itself: a new, migrated one, closed and removed when the arena ends;
** NULL when there is no such server: say SKIP(STORE_NO_POSTGRES). Not to be closed by the caller. */
struct db *store_test_db(struct arena *a, enum db_kind kind);
/* The same without opening it: what db_open takes. */
const char *store_test_url(struct arena *a, enum db_kind kind);
const char *store_test_url_bare(struct arena *a, enum db_kind kind);
#define STORE_NO_POSTGRES "no PostgreSQL: KYOTEN_TEST_PG names no server"

/* The instant at which tests happen: 2024-07-29 12:00:00 in Japan. */
#define STORE_NOW ((instant)1722222000000000)

#endif
