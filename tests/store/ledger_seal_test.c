/* A ledger that was cut, whose seals were changed, or whose tail was laid anew, is found. */
#include "ledger_scene.h"

#include "base/buf.h"
#include "ledger/canon.h"
#include "ledger/seal.h"
#include "ledger/signature.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

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

static void put_seal(struct scene *s, const struct ledger_key *key, const struct seal *seal)
{
    uint8_t signature[LEDGER_SIGNATURE_BYTES];
    signature_make(key, SIGNED_SEAL, canon_seal(s->a, seal), signature);
    do_sql(s, arena_printf(s->a, "UPDATE ledger_seal SET first_seq = %lld, root = %s, chain = %s, prev = %s, at = %lld,"
                                 " key_id = '%s', signature = %s WHERE number = %lld", (long long)seal->first_seq,
                           literal(s, seal->root.b, 32), literal(s, seal->chain.b, 32), literal(s, seal->prev.b, 32),
                           (long long)seal->at, seal->key_id, literal(s, signature, sizeof signature),
                           (long long)seal->number));
}

/* Chains and seals the places 7 to 9 again, with this key under that name; returns the seal. */
static struct seal lay_anew(struct scene *s, const struct ledger_key *key, const char *key_id)
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
    struct hash prev = canon_seal_hash(canon_seal(s->a, &two));
    struct seal three = { 3, 7, 9, merkle_root(&tree), chain, prev, STORE_NOW, key_id };
    put_seal(s, key, &three);
    return three;
}

TAMPER_TEST(a_tail_laid_anew_and_signed_with_another_key_is_named)
{
    static const uint8_t seed[LEDGER_SEED_BYTES] = "the intruder's own";
    struct ledger_key own;
    ledger_key_of_seed(seed, &own);
    disarm(s);
    (void)lay_anew(s, ledger_test_key(), ledger_test_key()->id);
    CHECK_TEXT(ledger_findings(s->c), ""); /* the tool of this test does what the program does */
    do_sql(s, "UPDATE ledger_link SET seq = -1 WHERE seq = 8");
    do_sql(s, "UPDATE ledger_link SET seq = 8 WHERE seq = 9");
    do_sql(s, "UPDATE ledger_link SET seq = 9 WHERE seq = -1");
    (void)lay_anew(s, &own, own.id);
    CHECK_ONLY(s, "seal_forged - 3 @9\n");
    (void)lay_anew(s, &own, ledger_test_key()->id);
    CHECK_ONLY(s, "seal_forged - 3 @9\n");
}

TAMPER_TEST(a_seal_of_another_history_is_named_though_the_key_is_right)
{
    disarm(s);
    struct seal right = lay_anew(s, ledger_test_key(), ledger_test_key()->id);
    CHECK_TEXT(ledger_findings(s->c), "");
    struct seal other = right;
    other.prev.b[0] ^= 1;
    put_seal(s, ledger_test_key(), &other);
    CHECK_ONLY(s, "seal_order - 3 @9\n");
    for (int i = 0; i < 3; i++) {
        other = right;
        other.first_seq += i == 0;
        other.root.b[5] ^= i == 1;
        other.chain.b[5] ^= i == 2;
        put_seal(s, ledger_test_key(), &other);
        CHECK_ONLY(s, "seal_other - 3 @9\n");
    }
}
