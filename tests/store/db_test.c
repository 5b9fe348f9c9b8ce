/* db_test.c: reading, writing and refusing, the same on both stores. */
#include "store.h"

#include "db/db_fault.h"
#include "store.msg.h"

#include <stdio.h>

static const char TABLES[] = "CREATE TABLE thing (id BIGINT PRIMARY KEY, name TEXT UNIQUE, body BLOB,"
                             " parent BIGINT REFERENCES thing (id), CHECK (id > 0))";
TEST_STMT(thing_add, WRITE, "ittb",
          "INSERT INTO thing (id, body, name, parent)"
          " VALUES ($1, $4, $2, CASE WHEN $3 = 'none' THEN NULL ELSE CAST($3 AS BIGINT) END)");
TEST_STMT(thing_name, READ, "i", "SELECT name, body, parent FROM thing WHERE id = $1");
TEST_STMT(thing_ids, READ, "", "SELECT id FROM thing ORDER BY id");
TEST_STMT(thing_count, READ, "", "SELECT count(*) FROM thing");
TEST_STMT(thing_rename, WRITE, "tit", "UPDATE thing SET name = $3 WHERE id = $2 AND name = $1");
TEST_STMT(thing_touch, WRITE, "i", "UPDATE thing SET name = name || '+' WHERE id >= $1");
TEST_STMT(thing_take, WRITE, "i",
          "UPDATE thing SET body = NULL WHERE id = $1 AND body IS NOT NULL RETURNING id, name");
TEST_STMT(order_of_values, READ, "itb", "SELECT $3, $1, $2, $1 + 1");
TEST_STMT(limits, READ, "ii", "SELECT CAST($2 AS BIGINT), CAST($1 AS BIGINT), $1 < $2");
TEST_STMT(nobody, READ, "t", "SELECT id FROM thing WHERE name = $1");

static void make_tables(struct ctx *c, struct db *db)
{
    const char *sql = db_kind_of(db) == DB_SQLITE
                          ? TABLES
                          : "CREATE TABLE thing (id BIGINT PRIMARY KEY, name TEXT UNIQUE,"
                            " body BYTEA, parent BIGINT REFERENCES thing (id), CHECK (id > 0))";
    CHECK_OK(db_fault_exec(c->db, c->arena, sql));
}

static struct err *add(struct ctx *c, int64_t id, const char *name)
{
    TX(tx, c);
    TRY(db_run(tx, thing_add, NULL, I64(id), TXT(name), TXT("none"), NUL()));
    return tx_commit(tx);
}

static int64_t count(struct ctx *c)
{
    int64_t n = -1;
    CHECK_OK(db_i64(c, thing_count, &n));
    return n;
}

STORE_TEST(parameters_are_bound_by_their_numbers_in_whatever_order_they_stand)
{
    struct row r;
    CHECK_OK(db_row(c, order_of_values, &r, I64(7), TXT("七"),
                    BYTES(((struct bytes){ (const uint8_t *)"\1\0\2", 3 }))));
    CHECK_I64(r.n, 4);
    CHECK_I64(row_bytes(&r, 0).n, 3);
    CHECK(memcmp(row_bytes(&r, 0).p, "\1\0\2", 3) == 0);
    CHECK_I64(row_i64(&r, 1), 7);
    CHECK_TEXT(row_text(&r, 2), "七");
    CHECK_I64(row_i64(&r, 3), 8);
}

STORE_TEST(whole_numbers_keep_all_their_64_bits)
{
    struct row r;
    CHECK_OK(db_row(c, limits, &r, I64(INT64_MIN), I64(INT64_MAX)));
    CHECK_I64(row_i64(&r, 0), INT64_MAX);
    CHECK_I64(row_i64(&r, 1), INT64_MIN);
    CHECK(row_bool(&r, 2));
}

STORE_TEST(null_empty_and_zero_are_three_things)
{
    struct row r;
    make_tables(c, db);
    CHECK_OK(add(c, 1, NULL));
    CHECK_OK(db_row(c, thing_name, &r, I64(1)));
    CHECK(row_is_null(&r, 0) && row_is_null(&r, 1) && row_is_null(&r, 2));
    CHECK_TEXT(row_text(&r, 0), "");
    CHECK_TEXT(row_text_or_null(&r, 0), NULL);
    CHECK(row_bytes(&r, 1).p == NULL);
    CHECK_I64(row_i64_or_unknown(&r, 2), INT64_MIN);
    TX(tx, c);
    CHECK_OK(
        db_must(tx, thing_add, I64(2), TXT(""), TXT("1"), BYTES(((struct bytes){ (const uint8_t *)"", 0 }))));
    CHECK_OK(db_row(c, thing_name, &r, I64(2)));
    CHECK_TEXT(row_text_or_null(&r, 0), "");
    CHECK(!row_is_null(&r, 1));
    CHECK_I64(row_bytes(&r, 1).n, 0);
    CHECK_I64(row_i64(&r, 2), 1);
}

STORE_TEST(what_is_not_committed_is_not_there)
{
    make_tables(c, db);
    {
        TX(tx, c);
        CHECK_OK(db_run(tx, thing_add, NULL, I64(1), TXT("a"), TXT("none"), NUL()));
        CHECK_I64(count(c), 1);
    }
    CHECK_I64(count(c), 0);
    CHECK_OK(add(c, 2, "b"));
    CHECK_I64(count(c), 1);
}

STORE_TEST(each_outcome_has_its_kind_of_error)
{
    struct row r;
    int64_t changed = -1;
    bool found = true;
    make_tables(c, db);
    CHECK_OK(add(c, 1, "a"));
    CHECK_OK(add(c, 2, "b"));
    CHECK_ERR(db_row(c, nobody, &r, TXT("z")), ERR_NOT_FOUND);
    CHECK_OK(db_find(c, nobody, &r, &found, TXT("z")));
    CHECK(!found);
    CHECK_ERR(db_row(c, thing_ids, &r), ERR_FAULT); /* two rows where one was wanted */
    TX(tx, c);
    struct err *e = db_must(tx, thing_rename, TXT("not a"), I64(1), TXT("c"));
    CHECK_ERR(e, ERR_CONFLICT);
    CHECK(e && e->msg == &MSG_DB_CONFLICT);
    CHECK_ERR(db_put(tx, thing_take, &r, I64(1)), ERR_CONFLICT);
    CHECK_OK(db_run(tx, thing_rename, &changed, TXT("not a"), I64(1), TXT("c")));
    CHECK_I64(changed, 0);
    CHECK_OK(db_must(tx, thing_rename, TXT("a"), I64(1), TXT("c"))); /* none of these ended the transaction */
    CHECK_OK(db_run(tx, thing_touch, &changed, I64(1)));
    CHECK_I64(changed, 2);
    CHECK_ERR(db_must(tx, thing_touch, I64(1)), ERR_FAULT); /* it changed two */
}

STORE_TEST(a_key_that_exists_is_a_conflict_and_other_broken_constraints_are_faults)
{
    make_tables(c, db);
    CHECK_OK(add(c, 1, "a"));
    CHECK_ERR(add(c, 1, "b"), ERR_CONFLICT);
    CHECK_ERR(add(c, 2, "a"), ERR_CONFLICT);
    CHECK_ERR(add(c, -1, "minus"), ERR_FAULT);
    TX(tx, c);
    CHECK_ERR(db_run(tx, thing_add, NULL, I64(3), TXT("orphan"), TXT("99"), NUL()), ERR_FAULT);
}

STORE_TEST(an_error_of_the_database_ends_the_transaction_with_everything_in_it)
{
    make_tables(c, db);
    CHECK_OK(add(c, 1, "a"));
    {
        struct row r;
        TX(tx, c);
        CHECK_OK(db_run(tx, thing_add, NULL, I64(2), TXT("b"), TXT("none"), NUL()));
        CHECK_ERR(db_run(tx, thing_add, NULL, I64(1), TXT("c"), TXT("none"), NUL()), ERR_CONFLICT);
        CHECK_ERR(db_run(tx, thing_add, NULL, I64(3), TXT("d"), TXT("none"), NUL()), ERR_CONFLICT);
        CHECK_ERR(db_row(c, thing_name, &r, I64(1)), ERR_CONFLICT);
        CHECK_ERR(tx_commit(tx), ERR_CONFLICT);
    }
    CHECK_I64(count(c), 1);
    CHECK_OK(add(c, 5, "e"));
}

STORE_TEST(put_gives_the_row_it_wrote)
{
    struct row r;
    make_tables(c, db);
    TX(tx, c);
    CHECK_OK(db_must(tx, thing_add, I64(4), TXT("four"), TXT("none"),
                     BYTES(((struct bytes){ (const uint8_t *)"x", 1 }))));
    CHECK_OK(db_put(tx, thing_take, &r, I64(4)));
    CHECK_I64(row_i64(&r, 0), 4);
    CHECK_TEXT(row_text(&r, 1), "four");
}

STORE_TEST(a_connection_for_reading_cannot_write)
{
    make_tables(c, db);
    CHECK_OK(add(c, 1, "a"));
    struct ctx reader = { .arena = c->arena, .db = conn_read_begin(db), .now = c->now };
    {
        TX(tx, &reader);
        CHECK_I64(count(&reader), 1);
        CHECK_ERR(db_run(tx, thing_add, NULL, I64(2), TXT("b"), TXT("none"), NUL()), ERR_FAULT);
    }
    /* and below our own check the store refuses too */
    CHECK_ERR(db_fault_exec(reader.db, c->arena, "DELETE FROM thing"), ERR_FAULT);
    conn_read_end(reader.db);
    CHECK_I64(count(c), 1);
}

STORE_TEST(a_reader_sees_one_moment_until_it_is_given_back)
{
    make_tables(c, db);
    CHECK_OK(add(c, 1, "a"));
    struct ctx reader = { .arena = c->arena, .db = conn_read_begin(db), .now = c->now };
    CHECK_I64(count(&reader), 1);
    CHECK_OK(add(c, 2, "b"));
    CHECK_I64(count(&reader), 1);
    conn_read_end(reader.db);
    reader.db = conn_read_begin(db);
    CHECK_I64(count(&reader), 2);
    conn_read_end(reader.db);
}

STORE_TEST(statements_are_counted_from_the_lending)
{
    make_tables(c, db);
    struct ctx reader = { .arena = c->arena, .db = conn_read_begin(db), .now = c->now };
    CHECK_I64(conn_statements(reader.db), 0);
    (void)count(&reader);
    (void)count(&reader);
    CHECK_I64(conn_statements(reader.db), 2);
    conn_read_end(reader.db);
    reader.db = conn_read_begin(db);
    CHECK_I64(conn_statements(reader.db), 0);
    conn_read_end(reader.db);
}

struct walk {
    int64_t rows, sum, stop_at;
};

static struct err *walk_row(struct ctx *c, const struct row *r, void *arg)
{
    struct walk *w = arg;
    struct row inner;
    w->rows++;
    w->sum += row_i64(r, 0);
    TRY(db_row(c, thing_name, &inner, I64(row_i64(r, 0)))); /* other statements may run meanwhile */
    return w->rows == w->stop_at ? not_found(c->arena) : NULL;
}

STORE_TEST(each_visits_every_row_and_stops_where_it_is_told)
{
    make_tables(c, db);
    {
        TX(tx, c);
        for (int i = 1; i <= 1200; i++)
            CHECK_OK(db_run(tx, thing_add, NULL, I64(i), NUL(), TXT("none"), NUL()));
        CHECK_OK(tx_commit(tx));
    }
    struct walk all = { 0 };
    CHECK_OK(db_each(c, thing_ids, walk_row, &all));
    CHECK_I64(all.rows, 1200);
    CHECK_I64(all.sum, 1200 * 1201 / 2);
    struct walk some = { .stop_at = 700 };
    CHECK_ERR(db_each(c, thing_ids, walk_row, &some), ERR_NOT_FOUND);
    CHECK_I64(some.rows, 700);
    CHECK_I64(count(c), 1200);
}

TEST_STMT(wrong_word, READ, "", "SELEKT 1");

STORE_TEST(a_statement_that_cannot_be_prepared_is_a_fault_with_its_place)
{
    struct row r;
    struct err *e = db_row(c, wrong_word, &r);
    CHECK_ERR(e, ERR_FAULT);
    CHECK_HAS(e ? e->why : NULL, "wrong_word");
    CHECK_HAS(e ? e->at : NULL, "db_test.c:");
}

TEST(a_url_that_names_no_store_is_refused)
{
    struct db *db = NULL;
    CHECK_ERR(db_open(a, &(struct db_config){ .url = "mysql" }, &db), ERR_FAULT);
    CHECK_ERR(db_open(a, &(struct db_config){ .url = "sqlite:/nowhere/at/all/x.db" }, &db), ERR_FAULT);
    CHECK_ERR(db_open(a, &(struct db_config){ .url = "host=/nowhere dbname=x" }, &db), ERR_FAULT);
    CHECK(db == NULL);
}
