/* check_test.c: what the check of statements at the start refuses. */
#include "store.h"

#include "db/db_impl.h"

TEST_STMT(good_read, READ, "it", "SELECT number FROM schema_migration WHERE number = $1 AND name = $2");
TEST_STMT(good_write, WRITE, "i", "DELETE FROM schema_migration WHERE number = $1 RETURNING name");
TEST_STMT(read_that_writes, READ, "i", "DELETE FROM schema_migration WHERE number = $1");
TEST_STMT(too_few_types, READ, "i", "SELECT number FROM schema_migration WHERE number = $1 AND name = $2");
TEST_STMT(no_such_column, READ, "", "SELECT colour FROM schema_migration");
TEST_STMT(two_statements, READ, "", "SELECT number FROM schema_migration; SELECT 1");
TEST_STMT(a_numeric, READ, "", "SELECT SUM(number) FROM schema_migration");
TEST_STMT(write_that_reads, WRITE, "", "SELECT number FROM schema_migration");
TEST_STMT(a_gap, READ, "iii", "SELECT number FROM schema_migration WHERE number = $1 OR number = $3");

static void is_refused(struct ctx *c, const struct stmt *s)
{
    struct err *e = c->db->store->check(c->db, c->arena, s);
    CHECK_ERR(e, ERR_FAULT);
    CHECK_HAS(e ? e->why : NULL, s->name);
    CHECK_TEXT(e ? e->at : NULL, s->at);
}

STORE_TEST(the_check_of_statements_refuses_what_would_fail_later)
{
    CHECK_OK(c->db->store->check(c->db, c->arena, &good_read));
    CHECK_OK(c->db->store->check(c->db, c->arena, &good_write));
    is_refused(c, &read_that_writes);
    is_refused(c, &too_few_types);
    is_refused(c, &no_such_column);
    is_refused(c, &two_statements);
    if (db_kind_of(db) == DB_POSTGRES) {
        is_refused(c, &a_numeric);
    } else {
        is_refused(c, &write_that_reads);
        is_refused(c, &a_gap);
    }
}

STORE_TEST(every_statement_of_the_program_passes_the_check)
{
    CHECK_OK(db_check_statements(c->arena, db));
}
