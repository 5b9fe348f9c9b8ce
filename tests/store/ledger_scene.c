/* ledger_scene.c: see ledger_scene.h. */
#include "ledger_scene.h"

#include "ledger/seal.h"
#include "ledger/setting.h"

#include <libpq-fe.h>
#include <sqlite3.h>
#include <stdlib.h>

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

char *try_sql(const struct scene *s, const char *sql)
{
    return s->kind == DB_SQLITE ? sqlite_do(s->url + strlen("sqlite:"), sql) : postgres_do(s->url, sql);
}

void do_sql(const struct scene *s, const char *sql)
{
    char *why = try_sql(s, sql);
    CHECK_TEXT(why, NULL);
    free(why);
}

void disarm(const struct scene *s)
{
    if (s->kind == DB_POSTGRES)
        do_sql(s, "SET client_min_messages = warning; DROP FUNCTION ledger_refuse() CASCADE");
    else
        do_sql(s, "DROP TRIGGER ledger_entry_stays; DROP TRIGGER ledger_entry_keeps; DROP TRIGGER ledger_touch_stays;"
                  "DROP TRIGGER ledger_touch_keeps; DROP TRIGGER ledger_link_stays; DROP TRIGGER ledger_link_keeps;"
                  "DROP TRIGGER ledger_seal_stays; DROP TRIGGER ledger_seal_keeps");
}

/* ── the scene: nine acts on three settings, sealed in three seals of three ── */

void act(struct scene *s, const char *key, const char *value)
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

void scene_run(struct arena *a, enum db_kind kind, void (*run)(struct scene *s))
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

void check_first(struct scene *s, const char *want, const char *at)
{
    const char *got = ledger_findings(s->c);
    test_check_text(arena_strndup(s->a, got, strlen(got) < strlen(want) ? strlen(got) : strlen(want)), want,
                    "the first finding", at);
}
TEST_STMT(test_setting_key, READ, "t", "SELECT id FROM setting WHERE key = $1");
TEST_STMT(test_entry_at, READ, "i", "SELECT entry_id FROM ledger_link WHERE seq = $1");

long long setting_id(struct scene *s, const char *key)
{
    int64_t id = 0;
    CHECK_OK(db_i64(s->c, test_setting_key, &id, TXT(key)));
    return id;
}

long long entry_at(struct scene *s, int64_t seq)
{
    int64_t id = 0;
    CHECK_OK(db_i64(s->c, test_entry_at, &id, I64(seq)));
    return id;
}
