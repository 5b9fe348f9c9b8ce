/* Whatever is done behind the program's back is found and named. The store is opened a second time with the bare
** library, as an intruder would. */
#include "ledger_check.h"
#include "store.h"

#include "base/buf.h"
#include "ledger/canon.h"
#include "ledger/seal.h"
#include "ledger/setting.h"
#include "ledger/signature.h"

#include <libpq-fe.h>
#include <sodium.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

struct scene {
    struct arena *a;
    struct ctx *c;
    enum db_kind kind;
    const char *url;
};

/* ── the intruder ── */

static char *sqlite_do(const char *path, const char *sql)
{
    sqlite3 *db = NULL;
    char *message = NULL;
    char *copy = NULL;
    if (sqlite3_open(path, &db) != SQLITE_OK || sqlite3_exec(db, sql, NULL, NULL, &message) != SQLITE_OK)
        copy = strdup(message ? message : "cannot open");
    sqlite3_free(message);
    (void)sqlite3_close(db);
    return copy;
}

static char *postgres_do(const char *url, const char *sql)
{
    PGconn *pg = PQconnectdb(url);
    PGresult *r = PQexec(pg, sql);
    ExecStatusType status = PQresultStatus(r);
    char *copy = status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK ? NULL : strdup(PQerrorMessage(pg));
    PQclear(r);
    PQfinish(pg);
    return copy;
}

/* NULL, or why the store refused; the caller frees. */
static char *try_sql(const struct scene *s, const char *sql)
{
    return s->kind == DB_SQLITE ? sqlite_do(s->url + strlen("sqlite:"), sql) : postgres_do(s->url, sql);
}

static void do_sql(const struct scene *s, const char *sql)
{
    char *why = try_sql(s, sql);
    CHECK_TEXT(why, NULL);
    free(why);
}

/* Takes the triggers away, as whoever owns the store can. */
static void disarm(const struct scene *s)
{
    if (s->kind == DB_POSTGRES)
        do_sql(s, "SET client_min_messages = warning; DROP FUNCTION ledger_refuse() CASCADE");
    else
        do_sql(s, "DROP TRIGGER ledger_entry_stays; DROP TRIGGER ledger_entry_keeps; DROP TRIGGER ledger_touch_stays;"
                  "DROP TRIGGER ledger_touch_keeps; DROP TRIGGER ledger_link_stays; DROP TRIGGER ledger_link_keeps;"
                  "DROP TRIGGER ledger_seal_stays; DROP TRIGGER ledger_seal_keeps");
}

/* ── the scene: nine acts on three settings, sealed in three seals of three ── */

static void act(struct scene *s, const char *key, const char *value)
{
    TX(tx, s->c);
    CHECK_OK(setting_put(tx, key, value));
    CHECK_OK(tx_commit(tx));
}

static void nine_acts(struct scene *s)
{
    for (int i = 1; i <= 3; i++) {
        int64_t sealed = 0;
        for (const char *const *key = (const char *const[]){ "a", "b", "c", NULL }; *key; key++)
            act(s, *key, arena_printf(s->a, "%d", i));
        CHECK_OK(ledger_seal_step(s->c, &sealed));
        CHECK_I64(sealed, 3);
    }
    CHECK_TEXT(ledger_findings(s->c), "");
}

static void scene_run(struct arena *a, enum db_kind kind, void (*run)(struct scene *s))
{
    struct scene s = { .a = a, .kind = kind, .url = store_test_url(a, kind) };
    struct db *db = NULL;
    if (!s.url)
        SKIP(STORE_NO_POSTGRES);
    CHECK_OK(db_open(a, &(struct db_config){ .url = s.url }, &db));
    struct ctx c = { .arena = a, .db = conn_write_begin(db), .now = STORE_NOW, .site = ledger_test_site() };
    s.c = &c;
    nine_acts(&s);
    run(&s);
    conn_write_end(c.db);
    db_close(&db);
}

#define TAMPER_TEST(name_)                      \
    static void name_(struct scene *s);         \
    TEST(name_##_on_sqlite)                     \
    {                                           \
        scene_run(a, DB_SQLITE, name_);         \
    }                                           \
    TEST(name_##_on_postgres)                   \
    {                                           \
        scene_run(a, DB_POSTGRES, name_);       \
    }                                           \
    static void name_(struct scene *s)

/* The first finding begins like this. */
static void check_first(struct scene *s, const char *want, const char *at)
{
    const char *got = ledger_findings(s->c);
    test_check_text(arena_strndup(s->a, got, strlen(got) < strlen(want) ? strlen(got) : strlen(want)), want,
                    "the first finding", at);
}
#define CHECK_FIRST(s, want) check_first((s), (want), ERR_HERE)

/* What the whole of findings looks like when one thing is wrong. */
#define CHECK_ONLY(s, ...) CHECK_TEXT(ledger_findings((s)->c), arena_printf((s)->a, __VA_ARGS__))

TEST_STMT(test_setting_key, READ, "t", "SELECT id FROM setting WHERE key = $1");
TEST_STMT(test_entry_at, READ, "i", "SELECT entry_id FROM ledger_link WHERE seq = $1");

static long long setting_id(struct scene *s, const char *key)
{
    int64_t id = 0;
    CHECK_OK(db_i64(s->c, test_setting_key, &id, TXT(key)));
    return id;
}

static long long entry_at(struct scene *s, int64_t seq)
{
    int64_t id = 0;
    CHECK_OK(db_i64(s->c, test_entry_at, &id, I64(seq)));
    return id;
}

/* ── rows ── */

TAMPER_TEST(a_row_changed_behind_its_back_is_named)
{
    do_sql(s, "UPDATE setting SET value = '4' WHERE key = 'b'");
    CHECK_ONLY(s, "row_changed setting %lld @0\n", setting_id(s, "b"));
}

TAMPER_TEST(a_row_put_back_to_an_older_value_is_named)
{
    do_sql(s, "UPDATE setting SET value = '2' WHERE key = 'c'");
    CHECK_ONLY(s, "row_changed setting %lld @0\n", setting_id(s, "c"));
}

TAMPER_TEST(a_row_removed_behind_its_back_is_named)
{
    long long id = setting_id(s, "b");
    do_sql(s, "DELETE FROM setting WHERE key = 'b'");
    CHECK_ONLY(s, "row_removed setting %lld @0\n", id);
}

TAMPER_TEST(a_row_slipped_in_is_named)
{
    do_sql(s, "INSERT INTO setting (id, key, value) VALUES (77, 'x', 'y')");
    CHECK_ONLY(s, "row_slipped_in setting 77 @0\n");
}

TAMPER_TEST(a_row_under_another_id_is_named_twice)
{
    long long id = setting_id(s, "a");
    do_sql(s, "UPDATE setting SET id = 77 WHERE key = 'a'");
    CHECK_ONLY(s, "row_slipped_in setting 77 @0\nrow_removed setting %lld @0\n", id);
}

/* ── entries ── */

TAMPER_TEST(the_store_itself_refuses_to_change_the_ledger)
{
    static const char *const TABLES[] = { "ledger_entry", "ledger_touch", "ledger_link", "ledger_seal" };
    for (size_t i = 0; i < sizeof TABLES / sizeof *TABLES; i++) {
        char *why = try_sql(s, arena_printf(s->a, "DELETE FROM %s", TABLES[i]));
        CHECK_HAS(why, "only added to");
        free(why);
        const char *column = i == 0 ? "person_id" : i == 1 ? "row_id" : i == 2 ? "seq" : "number";
        why = try_sql(s, arena_printf(s->a, "UPDATE %s SET %s = %s + 100", TABLES[i], column, column));
        CHECK_HAS(why, "only added to");
        free(why);
    }
    CHECK_TEXT(ledger_findings(s->c), "");
}

TAMPER_TEST(an_entry_changed_in_any_column_is_named)
{
    static const char *const CHANGES[] = { "at = at + 1", "recorded_at = recorded_at - 1", "person_id = 5",
                                           "duty = 'chair'", "act = 'call.opened'", "subject_table = 'call'",
                                           "subject_id = subject_id + 1", "detail = '{}'", "request = 'x'" };
    disarm(s);
    long long id = entry_at(s, 5);
    for (size_t i = 0; i < sizeof CHANGES / sizeof *CHANGES; i++) {
        do_sql(s, "CREATE TABLE kept AS SELECT * FROM ledger_entry");
        do_sql(s, arena_printf(s->a, "UPDATE ledger_entry SET %s WHERE id = %lld", CHANGES[i], id));
        CHECK_ONLY(s, "entry_changed - %lld @5\n", id);
        do_sql(s, "DELETE FROM ledger_entry");
        do_sql(s, "INSERT INTO ledger_entry SELECT * FROM kept");
        do_sql(s, "DROP TABLE kept");
    }
    CHECK_TEXT(ledger_findings(s->c), "");
    do_sql(s, arena_printf(s->a, "UPDATE ledger_entry SET mac = (SELECT mac FROM ledger_entry WHERE id = %lld) "
                                 "WHERE id = %lld", entry_at(s, 4), id));
    CHECK_ONLY(s, "entry_forged - %lld @5\n", id);
}

TAMPER_TEST(the_hash_of_a_touch_changed_together_with_its_row_is_named)
{
    disarm(s);
    long long id = setting_id(s, "b");
    do_sql(s, "UPDATE setting SET value = '2' WHERE key = 'b'");
    do_sql(s, arena_printf(s->a, "UPDATE ledger_touch SET hash = (SELECT hash FROM ledger_touch WHERE row_id = %lld AND "
                                 "version = 2) WHERE row_id = %lld AND version = 3", id, id));
    CHECK_ONLY(s, "entry_changed - %lld @8\n", entry_at(s, 8));
}

TAMPER_TEST(an_entry_removed_is_named)
{
    disarm(s);
    long long id = entry_at(s, 5);
    do_sql(s, arena_printf(s->a, "DELETE FROM ledger_entry WHERE id = %lld", id));
    CHECK_ONLY(s, "entry_removed - %lld @5\ntouch_alone setting %lld @0\n", id, setting_id(s, "b"));
    do_sql(s, arena_printf(s->a, "DELETE FROM ledger_touch WHERE entry_id = %lld", id));
    CHECK_ONLY(s, "entry_removed - %lld @5\n", id);
    do_sql(s, "DELETE FROM ledger_link WHERE seq = 5");
    CHECK_FIRST(s, "place_missing - 0 @5\nseal_other - 2 @6\n");
}

TAMPER_TEST(two_entries_that_change_places_are_named)
{
    disarm(s);
    long long x = entry_at(s, 4);
    long long y = entry_at(s, 5);
    do_sql(s, arena_printf(s->a, "UPDATE ledger_entry SET id = -1 WHERE id = %lld", x));
    do_sql(s, arena_printf(s->a, "UPDATE ledger_entry SET id = %lld WHERE id = %lld", x, y));
    do_sql(s, arena_printf(s->a, "UPDATE ledger_entry SET id = %lld WHERE id = -1", y));
    CHECK_ONLY(s, "entry_changed - %lld @4\nentry_changed - %lld @5\n", x, y);
}

TAMPER_TEST(two_links_that_change_places_are_named)
{
    disarm(s);
    do_sql(s, "UPDATE ledger_link SET seq = -1 WHERE seq = 4");
    do_sql(s, "UPDATE ledger_link SET seq = 4 WHERE seq = 5");
    do_sql(s, "UPDATE ledger_link SET seq = 5 WHERE seq = -1");
    CHECK_FIRST(s, arena_printf(s->a, "chain_broken - %lld @4\n", entry_at(s, 4)));
}

TAMPER_TEST(an_entry_slipped_in_is_named_and_never_sealed)
{
    int64_t sealed = 0;
    long long id = entry_at(s, 5);
    do_sql(s, arena_printf(s->a, "INSERT INTO ledger_entry (id, at, recorded_at, person_id, duty, act, subject_table,"
                                 " subject_id, detail, request, mac) SELECT id + 1, at, recorded_at, person_id, duty, act,"
                                 " subject_table, subject_id, detail, request, mac FROM ledger_entry WHERE id = %lld", id));
    CHECK_ONLY(s, "entry_slipped_in - %lld @0\n", id + 1);
    do_sql(s, arena_printf(s->a, "INSERT INTO ledger_open (entry_id, refused) VALUES (%lld, 0)", id + 1));
    CHECK_ONLY(s, "entry_slipped_in - %lld @0\n", id + 1);
    act(s, "a", "9");
    CHECK_OK(ledger_seal_step(s->c, &sealed));
    CHECK_ONLY(s, "entry_slipped_in - %lld @0\n", id + 1);
    CHECK_OK(ledger_seal_step(s->c, &sealed));
    CHECK_I64(sealed, 0);
}

TAMPER_TEST(an_entry_changed_before_its_seal_is_never_sealed)
{
    int64_t sealed = 0;
    disarm(s);
    act(s, "a", "9");
    do_sql(s, "UPDATE ledger_entry SET person_id = 66 WHERE id = (SELECT max(entry_id) FROM ledger_open)");
    CHECK_FIRST(s, "entry_slipped_in - ");
    CHECK_OK(ledger_seal_step(s->c, &sealed));
    CHECK_FIRST(s, "entry_slipped_in - ");
}

TAMPER_TEST(a_sealed_entry_queued_again_does_not_stop_the_sealing)
{
    int64_t sealed = 0;
    do_sql(s, arena_printf(s->a, "INSERT INTO ledger_open (entry_id, refused) VALUES (%lld, 0)", entry_at(s, 2)));
    do_sql(s, "INSERT INTO ledger_open (entry_id, refused) VALUES (123, 0)");
    act(s, "a", "9");
    CHECK_OK(ledger_seal_step(s->c, &sealed));
    CHECK_I64(sealed, 3);
    CHECK_ONLY(s, "entry_removed - 123 @0\n");
}

/* ── seals ── */

TAMPER_TEST(a_tail_cut_from_the_ledger_is_named)
{
    disarm(s);
    do_sql(s, "DELETE FROM ledger_touch WHERE entry_id IN (SELECT entry_id FROM ledger_link WHERE seq > 6)");
    do_sql(s, "DELETE FROM ledger_entry WHERE id IN (SELECT entry_id FROM ledger_link WHERE seq > 6)");
    CHECK_FIRST(s, arena_printf(s->a, "entry_removed - %lld @7\n", entry_at(s, 7)));
    do_sql(s, "DELETE FROM ledger_link WHERE seq > 6");
    CHECK_FIRST(s, "seal_alone - 3 @0\nrow_changed setting");
    do_sql(s, "DELETE FROM ledger_seal WHERE number > 2");
    CHECK_FIRST(s, "row_changed setting");
}

static const char *folder_for_keys(struct arena *a)
{
    char *path = arena_strdup(a, "/tmp/kyoten-anchor-XXXXXX");
    CHECK(mkdtemp(path) != NULL);
    CHECK(mkdir(arena_printf(a, "%s/keys", path), 0700) == 0);
    return path;
}

TAMPER_TEST(a_tail_cut_with_all_that_belongs_to_it_is_known_by_the_anchor)
{
    struct site site = { .ledger_key = ledger_test_key(), .clock_fixed_at = STORE_NOW,
                         .data_dir = folder_for_keys(s->a) };
    s->c->site = &site;
    CHECK_OK(ledger_anchor_write(s->c));
    CHECK_TEXT(ledger_findings(s->c), "");
    disarm(s);
    do_sql(s, "DELETE FROM ledger_touch WHERE entry_id IN (SELECT entry_id FROM ledger_link WHERE seq > 6)");
    do_sql(s, "DELETE FROM ledger_entry WHERE id IN (SELECT entry_id FROM ledger_link WHERE seq > 6)");
    do_sql(s, "DELETE FROM ledger_link WHERE seq > 6");
    do_sql(s, "DELETE FROM ledger_seal WHERE number > 2");
    do_sql(s, "UPDATE setting SET value = '2'");
    CHECK_ONLY(s, "tail_cut - 3 @0\n");
    CHECK_OK(ledger_anchor_write(s->c)); /* the anchor never goes backwards */
    CHECK_ONLY(s, "tail_cut - 3 @0\n");
    CHECK(unlink(arena_printf(s->a, "%s/keys/ledger.anchor", site.data_dir)) == 0);
    CHECK(rmdir(arena_printf(s->a, "%s/keys", site.data_dir)) == 0 && rmdir(site.data_dir) == 0);
}

TAMPER_TEST(a_seal_changed_in_any_column_is_named)
{
    static const char *const CHANGES[] = { "at = at + 1", "first_seq = 5", "root = prev", "chain = prev",
                                           "prev = root", "key_id = '0'",
                                           "signature = (SELECT signature FROM ledger_seal WHERE number = 1)" };
    disarm(s);
    for (size_t i = 0; i < sizeof CHANGES / sizeof *CHANGES; i++) {
        do_sql(s, "CREATE TABLE kept AS SELECT * FROM ledger_seal");
        do_sql(s, arena_printf(s->a, "UPDATE ledger_seal SET %s WHERE number = 2", CHANGES[i]));
        CHECK_FIRST(s, "seal_forged - 2 @6\n");
        do_sql(s, "DELETE FROM ledger_seal");
        do_sql(s, "INSERT INTO ledger_seal SELECT * FROM kept");
        do_sql(s, "DROP TABLE kept");
    }
    CHECK_TEXT(ledger_findings(s->c), "");
    do_sql(s, "UPDATE ledger_seal SET number = 7 WHERE number = 3");
    CHECK_FIRST(s, "seal_missing - 3 @9\nseal_forged - 7 @9\n");
}

TAMPER_TEST(a_seal_removed_is_named)
{
    disarm(s);
    do_sql(s, "DELETE FROM ledger_seal WHERE number = 2");
    CHECK_FIRST(s, "seal_missing - 2 @9\nseal_other - 3 @9\n");
    do_sql(s, "DELETE FROM ledger_seal WHERE number = 3");
    CHECK_ONLY(s, "seal_cut - 0 @4\n");
}

/* ── the whole tail laid anew, with another key ── */

TEST_STMT(test_link_list, READ, "", "SELECT seq, leaf FROM ledger_link WHERE seq > 6 ORDER BY seq");
TEST_STMT(test_chain_at, READ, "", "SELECT chain FROM ledger_link WHERE seq = 6");
TEST_STMT(test_seal_two, READ, "",
     "SELECT number, first_seq, last_seq, root, chain, prev, at, key_id FROM ledger_seal WHERE number = 2");

static const char *hex(struct arena *a, const void *p, size_t n)
{
    struct buf b = buf_make(a, 2 * n + 8);
    canon_put_hex(&b, p, n);
    b.s[b.n - 1] = 0;
    return b.s + 1;
}

static const char *literal(struct scene *s, const void *p, size_t n)
{
    return arena_printf(s->a, s->kind == DB_SQLITE ? "x'%s'" : "'\\x%s'", hex(s->a, p, n));
}

static struct hash hash_at(const struct row *r, int col)
{
    struct hash h;
    memcpy(h.b, row_bytes(r, col).p, sizeof h.b);
    return h;
}

/* Chains and seals the places 7 to 9 again, with this key under that name. */
static void lay_anew(struct scene *s, const struct ledger_key *key, const char *key_id)
{
    struct rows links;
    struct row r;
    CHECK_OK(db_row(s->c, test_chain_at, &r));
    struct hash chain = hash_at(&r, 0);
    struct merkle tree = { .n = 0 };
    CHECK_OK(db_rows(s->c, test_link_list, &links));
    for (size_t i = 0; i < links.n; i++) {
        struct hash leaf = hash_at(&links.v[i], 1);
        merkle_add(&tree, &leaf);
        chain = canon_chain(&chain, &leaf);
        do_sql(s, arena_printf(s->a, "UPDATE ledger_link SET chain = %s WHERE seq = %lld",
                               literal(s, chain.b, sizeof chain.b), (long long)row_i64(&links.v[i], 0)));
    }
    CHECK_OK(db_row(s->c, test_seal_two, &r));
    struct seal two = { row_i64(&r, 0), row_i64(&r, 1), row_i64(&r, 2), hash_at(&r, 3), hash_at(&r, 4), hash_at(&r, 5),
                        row_i64(&r, 6), row_text(&r, 7) };
    struct seal three = { 3, 7, 9, merkle_root(&tree), chain, canon_seal_hash(canon_seal(s->a, &two)), STORE_NOW, key_id };
    uint8_t signature[LEDGER_SIGNATURE_BYTES];
    signature_make(key, SIGNED_SEAL, canon_seal(s->a, &three), signature);
    do_sql(s, arena_printf(s->a, "UPDATE ledger_seal SET root = %s, chain = %s, prev = %s, at = %lld, key_id = '%s', "
                                 "signature = %s WHERE number = 3", literal(s, three.root.b, 32),
                           literal(s, three.chain.b, 32), literal(s, three.prev.b, 32), (long long)three.at, key_id,
                           literal(s, signature, sizeof signature)));
}

TAMPER_TEST(a_tail_laid_anew_and_signed_with_another_key_is_named)
{
    static const uint8_t seed[LEDGER_SEED_BYTES] = "the intruder's own";
    struct ledger_key own;
    ledger_key_of_seed(seed, &own);
    disarm(s);
    lay_anew(s, ledger_test_key(), ledger_test_key()->id);
    CHECK_TEXT(ledger_findings(s->c), ""); /* the tool of this test does what the program does */
    do_sql(s, "UPDATE ledger_link SET seq = -1 WHERE seq = 8");
    do_sql(s, "UPDATE ledger_link SET seq = 8 WHERE seq = 9");
    do_sql(s, "UPDATE ledger_link SET seq = 9 WHERE seq = -1");
    lay_anew(s, &own, own.id);
    CHECK_ONLY(s, "seal_forged - 3 @9\n");
    lay_anew(s, &own, ledger_test_key()->id);
    CHECK_ONLY(s, "seal_forged - 3 @9\n");
}
