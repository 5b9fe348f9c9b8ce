/* The ledger when nobody tampers: entries, versions, seals, history; two sealers; an end at the worst moment. */
#include "ledger_check.h"
#include "store.h"

#include "base/id.h"
#include "ledger.msg.h"
#include "ledger/ledger.h"
#include "ledger/seal.h"
#include "ledger/setting.h"

#include <pthread.h>

TEST_STMT(test_setting_id, READ, "t", "SELECT id FROM setting WHERE key = $1");
TEST_STMT(test_setting_remove, WRITE, "i", "DELETE FROM setting WHERE id = $1");
TEST_STMT(test_setting_again, WRITE, "i", "INSERT INTO setting (id, key, value) VALUES ($1, 'title', 'x')");
TEST_STMT(test_links, READ, "", "SELECT count(*) FROM ledger_link");
TEST_STMT(test_seals, READ, "", "SELECT count(*) FROM ledger_seal");
TEST_STMT(test_entries, READ, "", "SELECT count(*) FROM ledger_entry");

LEDGER_ACT(MSG_LEDGER_VERIFIED); /* any sentence will do for an act of this test's own */

static void put(struct ctx *c, const char *key, const char *value)
{
    TX(tx, c);
    CHECK_OK(setting_put(tx, key, value));
    CHECK_OK(tx_commit(tx));
}

static int64_t id_of(struct ctx *c, const char *key)
{
    int64_t id = 0;
    CHECK_OK(db_i64(c, test_setting_id, &id, TXT(key)));
    return id;
}

static int64_t count(struct ctx *c, const struct stmt *s)
{
    int64_t n = -1;
    CHECK_OK(db_i64(c, *s, &n));
    return n;
}

STORE_TEST(acts_are_recorded_sealed_and_verified)
{
    int64_t sealed = -1;
    CHECK_LEDGER(c);
    put(c, "title", "拠点");
    put(c, "title", "拠点2");
    put(c, "other", "");
    CHECK_LEDGER(c);
    TX(tx, c);
    CHECK_OK(db_must(tx, test_setting_remove, I64(id_of(c, "other"))));
    CHECK_OK(ledger_add(tx, MSG_LEDGER_VERIFIED, NO_FACTS, TOUCH(setting, id_of(c, "title"))));
    CHECK_OK(tx_commit(tx));
    CHECK_HAS(ledger_findings(c), "row_removed setting");
    CHECK_OK(ledger_seal_step(c, &sealed));
    CHECK_I64(sealed, 1);
    CHECK_OK(ledger_seal_step(c, &sealed));
    CHECK_I64(sealed, 0);
}

STORE_TEST(a_removal_that_is_told_is_as_it_should_be)
{
    put(c, "title", "拠点");
    int64_t id = id_of(c, "title");
    TX(tx, c);
    CHECK_OK(db_must(tx, test_setting_remove, I64(id)));
    CHECK_OK(ledger_add(tx, MSG_LEDGER_VERIFIED, NO_FACTS, TOUCH(setting, id)));
    CHECK_OK(tx_commit(tx));
    CHECK_LEDGER(c);
    TX(behind, c);
    CHECK_OK(db_must(behind, test_setting_again, I64(id)));
    CHECK_OK(tx_commit(behind));
    CHECK_TEXT(ledger_findings(c), arena_printf(c->arena, "row_back setting %lld @0\n", (long long)id));
}

STORE_TEST(an_act_that_is_rolled_back_leaves_no_entry)
{
    {
        TX(tx, c);
        CHECK_OK(setting_put(tx, "title", "x"));
    }
    CHECK_I64(count(c, &test_entries), 0);
    CHECK_LEDGER(c);
}

STORE_TEST(a_touch_of_a_row_that_never_was_is_a_fault)
{
    TX(tx, c);
    CHECK_ERR(ledger_add(tx, MSG_LEDGER_VERIFIED, NO_FACTS, TOUCH(setting, 4711)), ERR_FAULT);
}

STORE_TEST(without_a_key_nothing_is_written)
{
    c->site = NULL;
    TX(tx, c);
    CHECK_ERR(setting_put(tx, "title", "x"), ERR_FAULT);
}

STORE_TEST(the_history_of_a_record_tells_who_did_what_as_whom)
{
    struct ledger_lines lines;
    int64_t entry = 0;
    c->actor = (struct actor){ .person = 12, .duty = "office" };
    c->request_id = "r1";
    put(c, "title", "one");
    put(c, "else", "one");
    c->actor = (struct actor){ .person = 13, .duty = "office_lead" };
    put(c, "title", "two");
    int64_t id = id_of(c, "title");
    {
        TX(tx, c);
        CHECK_OK(ledger_add_id(tx, MSG_LEDGER_VERIFIED, NO_FACTS, &entry, ABOUT(setting, id)));
        CHECK_OK(tx_commit(tx));
    }
    CHECK_OK(ledger_history(c, setting, id, 10, &lines));
    CHECK_I64(lines.n, 3);
    CHECK_I64(lines.v[0].person, 12);
    CHECK_TEXT(lines.v[0].duty, "office");
    CHECK_TEXT(lines.v[0].act, "setting.changed");
    CHECK(lines.v[0].msg == &MSG_SETTING_CHANGED);
    CHECK_TEXT(lines.v[0].detail, "{\"key\":\"title\",\"value\":\"one\"}");
    CHECK_I64(lines.v[0].at, STORE_NOW);
    CHECK(lines.v[0].changed && !lines.v[0].sealed);
    CHECK_I64(lines.v[1].person, 13);
    CHECK_I64(lines.v[2].entry, entry);
    CHECK(!lines.v[2].changed);
    CHECK_LEDGER(c);
    CHECK_OK(ledger_history(c, setting, id, 1, &lines));
    CHECK_I64(lines.n, 1);
    CHECK(lines.v[0].entry == entry && lines.v[0].sealed);
    CHECK_OK(ledger_recent(c, 0, 2, &lines));
    CHECK_I64(lines.n, 2);
    CHECK_I64(lines.v[0].entry, entry);
    CHECK_OK(ledger_recent(c, lines.v[1].entry, 10, &lines));
    CHECK_I64(lines.n, 2);
    CHECK(ledger_act_msg("no.such_act") == NULL);
}

STORE_TEST(setting_a_setting_to_what_it_is_is_no_act)
{
    const char *value = "x";
    CHECK_OK(setting_find(c, "title", &value));
    CHECK(value == NULL);
    put(c, "title", "one");
    put(c, "title", "one");
    CHECK_OK(setting_find(c, "title", &value));
    CHECK_TEXT(value, "one");
    CHECK_I64(count(c, &test_entries), 1);
}

STORE_TEST(what_an_ended_program_left_unsealed_the_next_step_seals)
{
    int64_t sealed = 0;
    put(c, "a", "1");
    put(c, "b", "1");
    conn_write_end(c->db); /* entries are durable, no step has run: all that an end at this moment can leave */
    c->db = conn_write_begin(db);
    CHECK_OK(ledger_seal_step(c, &sealed));
    CHECK_I64(sealed, 2);
    CHECK_I64(count(c, &test_seals), 1);
    CHECK_LEDGER(c);
}

STORE_TEST(more_than_one_batch_is_sealed_step_by_step)
{
    int64_t sealed = 0;
    {
        TX(tx, c);
        for (int i = 0; i < LEDGER_SEAL_MAX + 3; i++)
            CHECK_OK(setting_put(tx, "title", arena_printf(c->arena, "%d", i)));
        CHECK_OK(tx_commit(tx));
    }
    CHECK_OK(ledger_seal_step(c, &sealed));
    CHECK_I64(sealed, LEDGER_SEAL_MAX);
    CHECK_OK(ledger_seal_step(c, &sealed));
    CHECK_I64(sealed, 3);
    CHECK_I64(count(c, &test_links), LEDGER_SEAL_MAX + 3);
    CHECK_LEDGER(c);
}

/* ── two at a time (PostgreSQL; SQLite has one writer) ── */

#define SEALERS 2
#define ROUNDS 40

struct sealer {
    struct db *db;
    bool writes;
    int64_t done;
    const char *why; /* of an error other than RETRY and CONFLICT */
    char text[200];
};

static struct err *one_round(struct ctx *c, struct sealer *s, int round)
{
    int64_t sealed = 0;
    if (!s->writes) {
        TRY(ledger_seal_step(c, &sealed));
        s->done += sealed;
        return NULL;
    }
    TX(tx, c);
    TRY(setting_put(tx, arena_printf(c->arena, "key%d", round), "v"));
    TRY(tx_commit(tx));
    s->done++;
    return NULL;
}

static void *work(void *arg)
{
    struct sealer *s = arg;
    for (int round = 0; round < ROUNDS && !s->why;) {
        ARENA(a);
        struct ctx c = { .arena = a, .db = conn_write_begin(s->db), .now = STORE_NOW, .site = ledger_test_site() };
        struct err *e = one_round(&c, s, round);
        if (!e)
            round++;
        else if (e->kind != ERR_RETRY)
            s->why = strncpy(s->text, e->why ? e->why : "refused", sizeof s->text - 1);
        conn_write_end(c.db);
    }
    return NULL;
}

/* The job's memory is that of a process that must go on: after a rush it holds what one step needs, and no more. */
STORE_TEST(sealing_all_that_waits_needs_the_memory_of_one_step)
{
    struct arena *small = arena_make(16 << 10);
    struct ctx job = *c;
    {
        TX(tx, c);
        for (int i = 0; i < 3 * LEDGER_SEAL_MAX + 1; i++)
            CHECK_OK(setting_put(tx, "title", arena_printf(c->arena, "%d", i)));
        CHECK_OK(tx_commit(tx));
    }
    job.arena = small;
    CHECK_OK(ledger_seal_all(&job));
    CHECK_I64(count(c, &test_seals), 4);
    CHECK_LEDGER(c);
    (void)arena_free(small);
}

TEST(two_sealers_at_once_make_one_chain)
{
    struct db *db = store_test_db(a, DB_POSTGRES);
    if (!db)
        SKIP(STORE_NO_POSTGRES);
    (void)ledger_test_site();
    struct sealer s[SEALERS + 1] = { { .db = db }, { .db = db }, { .db = db, .writes = true } };
    pthread_t t[SEALERS + 1];
    for (int i = 0; i <= SEALERS; i++)
        CHECK(pthread_create(&t[i], NULL, work, &s[i]) == 0);
    for (int i = 0; i <= SEALERS; i++) {
        (void)pthread_join(t[i], NULL);
        CHECK_TEXT(s[i].why, NULL);
    }
    struct ctx c = { .arena = a, .db = conn_write_begin(db), .now = STORE_NOW, .site = ledger_test_site() };
    CHECK_LEDGER(&c);
    CHECK_I64(count(&c, &test_links), ROUNDS);
    conn_write_end(c.db);
}
