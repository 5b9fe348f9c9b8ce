/* kyoten verify and verify-receipt on a whole installation: what they print, and how they end. */
#include "ledger_check.h"
#include "store.h"

#include "ledger/receipt.h"
#include "ledger/seal.h"
#include "ledger/setting.h"
#include "main/command.h"
#include "main/config.h"

#include <sqlite3.h>
#include <stdlib.h>
#include <unistd.h>

struct place {
    struct arena *a;
    const char *dir;
    const char *out, *err; /* of the command that ran last */
};

static void release(void *p)
{
    free(p);
}

static const char *file_of(const struct place *p, const char *name)
{
    return arena_printf(p->a, "%s/%s", p->dir, name);
}

static void forget(void *arg)
{
    static const char *const FILES[] = { "kyoten.db", "kyoten.db-wal", "kyoten.db-shm", "site.conf", "receipt.json",
                                         "other.pub", "keys/ledger.key", "keys/ledger.pub", "keys/ledger.anchor" };
    const struct place *p = arg;
    ARENA(a);
    for (size_t i = 0; i < sizeof FILES / sizeof *FILES; i++)
        (void)unlink(arena_printf(a, "%s/%s", p->dir, FILES[i]));
    (void)rmdir(arena_printf(a, "%s/keys", p->dir));
    (void)rmdir(p->dir);
}

static void write_file(const struct place *p, const char *name, const char *text)
{
    FILE *f = fopen(file_of(p, name), "we");
    CHECK(f && fputs(text, f) >= 0 && fclose(f) == 0);
}

/* Two acts, sealed, in a store that is closed again; the receipt of the second lies in receipt.json. */
static void fill(struct place *p)
{
    ARENA(a);
    struct db *db = NULL;
    struct site site = { .clock_fixed_at = STORE_NOW, .data_dir = p->dir };
    int64_t sealed = 0;
    struct ledger_lines lines = { 0 };
    const char *json = "";
    CHECK_OK(ledger_key_make(a, p->dir));
    CHECK_OK(ledger_key_load(a, p->dir, &site.ledger_key));
    CHECK_OK(config_write(a, p->dir, "sqlite:kyoten.db", ""));
    CHECK_OK(db_open(a, &(struct db_config){ .url = arena_printf(a, "sqlite:%s/kyoten.db", p->dir) }, &db));
    CHECK_OK(db_migrate(a, db, NULL));
    struct ctx c = { .arena = a, .db = conn_write_begin(db), .now = STORE_NOW, .site = &site };
    for (const char *const *v = (const char *const[]){ "1", "2", NULL }; *v; v++) {
        TX(tx, &c);
        CHECK_OK(setting_put(tx, "title", *v));
        CHECK_OK(tx_commit(tx));
    }
    CHECK_OK(ledger_seal_step(&c, &sealed));
    CHECK_OK(ledger_anchor_write(&c));
    CHECK_OK(ledger_recent(&c, 0, 1, &lines));
    CHECK_OK(receipt_make(&c, "submission", FACTS(fact_text("number", "R6-0001")), lines.v[0].entry, &json));
    write_file(p, "receipt.json", json);
    conn_write_end(c.db);
    db_close(&db);
}

static struct place *place_make(struct arena *a)
{
    struct place *p = arena_new(a, struct place);
    char *dir = arena_strdup(a, "/tmp/kyoten-verify-XXXXXX");
    CHECK(mkdtemp(dir) != NULL);
    *p = (struct place){ .a = a, .dir = dir };
    arena_defer(a, forget, p);
    fill(p);
    return p;
}

static int run(struct place *p, const char *w1, const char *w2, const char *w3, const char *w4)
{
    char *argv[] = { arena_strdup(p->a, "kyoten"), arena_strdup(p->a, w1), NULL, NULL, NULL, NULL };
    int argc = 2;
    for (const char *const *w = (const char *const[]){ w2, w3, w4, NULL }; *w; w++)
        argv[argc++] = arena_strdup(p->a, *w);
    char *text[2] = { NULL, NULL };
    size_t n[2];
    FILE *out = open_memstream(&text[0], &n[0]);
    FILE *err = open_memstream(&text[1], &n[1]);
    (void)setenv("LC_ALL", "en_GB.UTF-8", 1); // NOLINT(concurrency-mt-unsafe): one thread
    int status = command_run(argc, argv, out, err);
    (void)fclose(out);
    (void)fclose(err);
    arena_defer(p->a, release, text[0]);
    arena_defer(p->a, release, text[1]);
    p->out = text[0];
    p->err = text[1];
    return status;
}

static void tamper(const struct place *p, const char *sql)
{
    sqlite3 *db = NULL;
    CHECK(sqlite3_open(file_of(p, "kyoten.db"), &db) == SQLITE_OK);
    CHECK(sqlite3_exec(db, sql, NULL, NULL, NULL) == SQLITE_OK);
    (void)sqlite3_close(db);
}

TEST(verify_says_that_all_is_well_or_what_is_not)
{
    struct place *p = place_make(a);
    CHECK_I64(run(p, "verify", "--data", p->dir, NULL), COMMAND_DONE);
    CHECK_TEXT(p->out, "Checked 2 ledger entries, 1 seals and 1 rows of data: all is as recorded.\n");
    CHECK_TEXT(p->err, "");
    tamper(p, "UPDATE setting SET value = '3'; INSERT INTO setting (id, key, value) VALUES (7, 'x', 'y')");
    CHECK_I64(run(p, "verify", "--data", p->dir, NULL), COMMAND_NO);
    CHECK_HAS(p->out, "Row 7 of setting was added, and no entry says so.\n");
    CHECK_HAS(p->out, "was changed after the ledger recorded it");
    CHECK_HAS(p->err, "2 things are wrong");
    CHECK_I64(run(p, "verify", "--data", p->dir, "--json"), COMMAND_NO);
    CHECK_HAS(p->out, "\"kind\":\"row_slipped_in\"");
    CHECK_HAS(p->out, "\"verified\":false");
}

TEST(verify_that_cannot_look_says_why)
{
    struct place *p = place_make(a);
    CHECK_I64(run(p, "verify", NULL, NULL, NULL), COMMAND_USAGE);
    CHECK_I64(run(p, "verify", "--data", "/nowhere", NULL), COMMAND_NO);
    CHECK_HAS(p->err, "/nowhere");
    CHECK(unlink(file_of(p, "kyoten.db")) == 0);
    CHECK_I64(run(p, "verify", "--data", p->dir, NULL), COMMAND_NO);
    CHECK_HAS(p->err, "kyoten.db");
    CHECK(access(file_of(p, "kyoten.db"), F_OK) != 0);
    CHECK(unlink(file_of(p, "keys/ledger.key")) == 0);
    CHECK_I64(run(p, "verify", "--data", p->dir, NULL), COMMAND_NO);
    CHECK_HAS(p->err, "keys/ledger.key");
}

TEST(verify_receipt_works_with_the_key_without_it_and_refuses_what_was_changed)
{
    struct place *p = place_make(a);
    const char *receipt = file_of(p, "receipt.json");
    const char *key = arena_printf(a, "--key=%s", file_of(p, "keys/ledger.pub"));
    CHECK_I64(run(p, "verify-receipt", receipt, key, NULL), COMMAND_DONE);
    CHECK_HAS(p->out, "The receipt is genuine");
    CHECK_HAS(p->out, "entry number 2 of the ledger, under seal 1");
    CHECK_HAS_NOT(p->out, "own key");
    CHECK_I64(run(p, "verify-receipt", receipt, NULL, NULL), COMMAND_DONE);
    CHECK_HAS(p->out, "own key");
    CHECK_I64(run(p, "verify-receipt", receipt, "--json", NULL), COMMAND_DONE);
    CHECK_HAS(p->out, "R6-0001");
    write_file(p, "other.pub", "00000000000000000000000000000000000000000000000000000000000000ff\n");
    const char *other = arena_printf(a, "--key=%s", file_of(p, "other.pub"));
    CHECK_I64(run(p, "verify-receipt", receipt, other, NULL), COMMAND_NO);
    CHECK_HAS(p->err, "another key");
    write_file(p, "receipt.json", "{\"kind\":\"x\"}");
    CHECK_I64(run(p, "verify-receipt", receipt, key, NULL), COMMAND_NO);
    CHECK_HAS(p->err, "receipt.json: ");
    CHECK_I64(run(p, "verify-receipt", "/nowhere", NULL, NULL), COMMAND_NO);
    CHECK_HAS(p->err, "/nowhere: ");
}
