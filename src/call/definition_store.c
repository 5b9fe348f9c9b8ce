/* definition_store.c: the versions of a definition in the store, and those that this process has parsed.
**
** A definition never changes, so it is kept under the hash of its canonical text: a hit can never be stale, nor belong
** to another store. A reader holds it to the end of its arena; what nobody holds may make room for another. */
#include "call/definition_store.h"

#include "base/id.h"
#include "call/call.h"
#include "db/db.h"
#include "ledger/canon.h"
#include "ledger/ledger.h"
#include "call.msg.h"

#include <pthread.h>
#include <sodium.h>
#include <string.h>

#define KEPT_MOST 16
#define DEFINITION_CAP ((size_t)16 << 20)

AUDITED(definition, "id, programme, version, json, hash, created_by, created_at, note");
LEDGER_ACT(MSG_CALL_DEFINITION_ADDED);

STMT(definition_hash_by_id, READ, "i", "SELECT hash FROM definition WHERE id = $1");
STMT(definition_json_by_id, READ, "i", "SELECT json FROM definition WHERE id = $1");
STMT(definition_by_hash, READ, "tb", "SELECT id FROM definition WHERE programme = $1 AND hash = $2");
STMT(definition_newest_id, READ, "",
     "SELECT d.id, d.hash, d.version FROM definition d ORDER BY d.created_at DESC, d.version DESC LIMIT 1");
STMT(definition_version_last, READ, "t",
     "SELECT CAST(COALESCE(MAX(version), 0) AS BIGINT) FROM definition WHERE programme = $1");
STMT(definition_insert, WRITE,
     "itit"
     "biit",
     "INSERT INTO definition (id, programme, version, json, hash, created_by, created_at, note)"
     " VALUES ($1, $2, $3, $4, $5, $6, $7, $8)");

/* ── what is kept ── */
struct kept {
    uint8_t hash[DEFINITION_HASH_BYTES];
    const struct definition *def; /* NULL: free */
    struct arena *arena;
    int holders;
    uint64_t used; /* larger: later */
};
static struct kept kept[KEPT_MOST];
static uint64_t uses;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static void let_go(void *ptr)
{
    struct kept *k = ptr;
    (void)pthread_mutex_lock(&lock);
    k->holders--;
    (void)pthread_mutex_unlock(&lock);
}

static const struct definition *hold(struct ctx *c, struct kept *k)
{
    k->holders++;
    k->used = ++uses;
    arena_defer(c->arena, let_go, k);
    return k->def;
}

static struct kept *kept_find(const uint8_t *hash)
{
    for (size_t i = 0; i < KEPT_MOST; i++)
        if (kept[i].def && memcmp(kept[i].hash, hash, DEFINITION_HASH_BYTES) == 0)
            return &kept[i];
    return NULL;
}

/* A free place, else the longest unused one that nobody holds; NULL: all are held. */
static struct kept *kept_room(void)
{
    struct kept *room = NULL;
    for (size_t i = 0; i < KEPT_MOST; i++) {
        if (!kept[i].def)
            return &kept[i];
        if (kept[i].holders == 0 && (!room || kept[i].used < room->used))
            room = &kept[i];
    }
    return room;
}

/* Takes over own with the definition in it: true. False: another thread was faster (*def is then its copy), or there is
** no room. */
static bool keep(struct ctx *c, const uint8_t *hash, struct arena *own, const struct definition **def)
{
    (void)pthread_mutex_lock(&lock);
    struct kept *k = kept_find(hash);
    struct kept *room = k ? NULL : kept_room();
    if (room) {
        room->arena = arena_free(room->arena);
        room->arena = own;
        room->def = *def;
        memcpy(room->hash, hash, DEFINITION_HASH_BYTES);
    }
    if (k || room)
        *def = hold(c, k ? k : room);
    (void)pthread_mutex_unlock(&lock);
    return room;
}

static void free_arena(void *ptr)
{
    (void)arena_free(ptr);
}

static struct err *parse(struct ctx *c, int64_t id, const uint8_t *hash, const struct definition **ret)
{
    struct row row;
    TRY(db_row(c, definition_json_by_id, &row, I64(id)));
    const char *json = row_text(&row, 0);
    size_t n = strlen(json);
    uint8_t is[DEFINITION_HASH_BYTES];
    (void)crypto_generichash(is, sizeof is, (const uint8_t *)json, n, NULL, 0);
    if (memcmp(is, hash, sizeof is) != 0)
        return fault(c->arena, "definition %s: its text is not the one of its hash", id_text(c->arena, id));
    struct arena *own = arena_make(DEFINITION_CAP);
    const struct definition *def = NULL;
    struct err *e = definition_from_json(own, json, n, &def);
    if (e) {
        e = fault(c->arena, "definition %s cannot be read: %s", id_text(c->arena, id),
                  e->field ? e->field : "");
        (void)arena_free(own);
        return e;
    }
    if (!keep(c, hash, own, &def))
        arena_defer(c->arena, free_arena, own);
    *ret = def;
    return NULL;
}

struct err *definition_of_hash(struct ctx *c, int64_t id, struct bytes hash, const struct definition **ret)
{
    if (hash.n != DEFINITION_HASH_BYTES)
        return fault(c->arena, "definition %s has no hash", id_text(c->arena, id));
    (void)pthread_mutex_lock(&lock);
    struct kept *k = kept_find(hash.p);
    const struct definition *def = k ? hold(c, k) : NULL;
    (void)pthread_mutex_unlock(&lock);
    if (!def)
        return parse(c, id, hash.p, ret);
    *ret = def;
    return NULL;
}

struct err *definition_load(struct ctx *c, int64_t id, const struct definition **ret)
{
    struct row row;
    TRY(db_row(c, definition_hash_by_id, &row, I64(id)));
    return definition_of_hash(c, id, row_bytes(&row, 0), ret);
}

struct err *definition_find_newest(struct ctx *c, const struct definition **ret, int64_t *ret_id)
{
    struct row row;
    bool found = false;
    TRY(db_find(c, definition_newest_id, &row, &found));
    const struct definition *def = NULL;
    if (found)
        TRY(definition_of_hash(c, row_i64(&row, 0), row_bytes(&row, 1), &def));
    *ret = def;
    *ret_id = found ? row_i64(&row, 0) : 0;
    return NULL;
}

struct bytes definition_hash_bytes(struct arena *a, const char *hex)
{
    uint8_t *bytes = arena_alloc(a, DEFINITION_HASH_BYTES);
    bool good = canon_read_hex(hex, bytes, DEFINITION_HASH_BYTES);
    return good ? (struct bytes){ bytes, DEFINITION_HASH_BYTES } : (struct bytes){ 0 };
}

struct err *definition_add(struct tx *tx, const struct definition *def, const char *note, int64_t *ret_id)
{
    struct ctx *c = tx_ctx(tx);
    struct bytes hash = definition_hash_bytes(c->arena, definition_hash(c->arena, def));
    struct row row;
    bool found = false;
    TRY(db_find(c, definition_by_hash, &row, &found, TXT(def->programme), BYTES(hash)));
    if (found) {
        *ret_id = row_i64(&row, 0);
        return NULL;
    }
    int64_t id = id_random();
    int64_t last = 0;
    TRY(db_i64(c, definition_version_last, &last, TXT(def->programme)));
    TRY(db_run(tx, definition_insert, NULL, I64(id), TXT(def->programme), I64(last + 1),
               TXT(definition_to_json(c->arena, def)), BYTES(hash),
               c->actor.person ? I64(c->actor.person) : NUL(), I64(c->now), TXT(note)));
    TRY(ledger_add(
        tx, MSG_CALL_DEFINITION_ADDED,
        FACTS(fact_text("programme", def->programme), fact_i64("version", last + 1), fact_hash("hash", hash)),
        TOUCH(definition, id)));
    *ret_id = id;
    return NULL;
}
