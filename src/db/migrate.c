/* migrate.c: brings the schema of a store to that of the program: sql/NNNN_name.sql in order, each once.
**
** Every step reads what is recorded, and applies and records the next file, in one transaction: two programs that
** start at the same time cannot apply a file twice, and a file that fails leaves nothing behind. */
#include "db/db_impl.h"
#include "db/migrations.h"

#include <string.h>

STMT(schema_migration_list, READ, "", "SELECT number, name, checksum FROM schema_migration ORDER BY number");
STMT(schema_migration_add, WRITE, "itt",
     "INSERT INTO schema_migration (number, name, checksum) VALUES ($1, $2, $3)");
/* SQLite migrates with foreign keys switched off (a table may have to be built anew), so they are counted after. */
STMT2(schema_broken_keys, READ, "", "SELECT count(*) FROM pragma_foreign_key_check",
      "SELECT CAST(0 AS BIGINT)");

static const char schema_migration_table[] =
    "CREATE TABLE IF NOT EXISTS schema_migration (number ID PRIMARY KEY,"
    " name TEXT NOT NULL, checksum TEXT NOT NULL);";
static const char lock_sql[] = "SELECT pg_advisory_lock(7165016310012)";
static const char unlock_sql[] = "SELECT pg_advisory_unlock(7165016310012)";

static struct err *exec_expanded(struct ctx *c, const char *name, const char *text)
{
    const char *sql = NULL;
    TRY(migration_expand(c->arena, c->db->store->kind, name, text, &sql));
    struct err *e = c->db->store->exec(c->db, c->arena, sql);
    return e ? fault(c->arena, "migration %s: %s", name, e->why ? e->why : "a key exists already") : NULL;
}

/* The recorded ones must be the first of the list, unchanged; the next of it is the one to apply, NULL: none. */
static struct err *compare(struct arena *a, const struct rows *done, const struct migration *list, size_t n,
                           const struct migration **ret_next)
{
    for (size_t i = 0; i < done->n; i++) {
        const struct row *r = &done->v[i];
        if (i >= n)
            return fault(
                a, "the store is newer than this program: it has the migration %s, the program ends at %s",
                row_text(r, 1), n ? list[n - 1].name : "none");
        if (row_i64(r, 0) != list[i].number)
            return fault(
                a, "the store has the migration %s where the program has %s: another line of development",
                row_text(r, 1), list[i].name);
        if (strcmp(row_text(r, 2), list[i].checksum) != 0)
            return fault(
                a,
                "the migration %s was changed after this store had applied it; put the old text back and"
                " write a new migration",
                list[i].name);
    }
    *ret_next = done->n < n ? &list[done->n] : NULL;
    return NULL;
}

static struct err *step(struct ctx *c, const struct migration *list, size_t n, bool *ret_applied)
{
    struct rows done;
    const struct migration *next = NULL;
    int64_t broken = 0;
    *ret_applied = false;
    TX(tx, c);
    TRY(exec_expanded(c, "schema_migration", schema_migration_table));
    TRY(db_rows(c, schema_migration_list, &done));
    TRY(compare(c->arena, &done, list, n, &next));
    if (next) {
        TRY(exec_expanded(c, next->name, next->text));
        TRY(db_must(tx, schema_migration_add, I64(next->number), TXT(next->name), TXT(next->checksum)));
        TRY(db_i64(c, schema_broken_keys, &broken));
        if (broken)
            return fault(c->arena, "migration %s leaves %lld broken foreign keys", next->name,
                         (long long)broken);
    }
    TRY(tx_commit(tx));
    *ret_applied = next != NULL;
    return NULL;
}

static struct err *migrate_on(struct ctx *c, const struct migration *list, size_t n, int *ret_applied)
{
    bool applied = true;
    if (c->db->broken[0])
        return fault(c->arena, "%s", c->db->broken);
    bool is_sqlite = c->db->store->kind == DB_SQLITE;
    TRY(c->db->store->exec(c->db, c->arena, is_sqlite ? "PRAGMA foreign_keys = 0" : lock_sql));
    struct err *e = NULL;
    for (int count = 0; !e && applied; count += applied, *ret_applied = count)
        e = step(c, list, n, &applied);
    struct err *unlocked =
        c->db->store->exec(c->db, c->arena, is_sqlite ? "PRAGMA foreign_keys = 1" : unlock_sql);
    return e ? e : unlocked;
}

struct err *db_migrate_list(struct arena *a, struct db *db, const struct migration *list, size_t n,
                            int *ret_applied)
{
    struct ctx c = { .arena = a, .db = conn_write_begin(db) };
    int applied = 0;
    struct err *e = migrate_on(&c, list, n, &applied);
    conn_write_end(c.db);
    if (!e && ret_applied)
        *ret_applied = applied;
    return e;
}

struct err *db_migrate(struct arena *a, struct db *db, int *ret_applied)
{
    return db_migrate_list(a, db, migrations, migration_count, ret_applied);
}
