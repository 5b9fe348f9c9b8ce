/* release_store.c: the rows of releases. */
#include "decision/decision_store.h"

#include "base/id.h"
#include "ledger/ledger.h"

#include <string.h>

AUDITED(release, "id, call_id, state, announce_at, document_prefix, signed_by_ja, decisions_hash, revision,"
                 " prepared_by, prepared_at, approved_by, approved_at, released_at, draft, definition_id,"
                 " first_number, counts, notice_at, confirm_by, noticed_at, press_ja, press_en");

#define RELEASE                                                                                                \
    "SELECT r.id, r.call_id, r.state, r.announce_at, r.document_prefix, r.signed_by_ja, r.decisions_hash, r.revision," \
    " r.prepared_by, r.approved_by, q.name, s.name, r.prepared_at, r.approved_at, r.released_at, r.draft,"     \
    " r.definition_id, r.first_number, r.counts, r.notice_at, r.confirm_by, r.noticed_at, r.press_ja, r.press_en" \
    " FROM release r LEFT JOIN person q ON q.id = r.prepared_by LEFT JOIN person s ON s.id = r.approved_by"
STMT(release_by_id, READ, "i", RELEASE " WHERE r.id = $1");
STMT(release_of_call, READ, "i", RELEASE " WHERE r.call_id = $1");
STMT(release_insert, WRITE, "iiitt" "biii" "itii",
     "INSERT INTO release (id, call_id, state, announce_at, document_prefix, signed_by_ja, decisions_hash,"
     " revision, prepared_by, prepared_at, draft, definition_id, first_number, counts, notice_at, confirm_by)"
     " VALUES ($1, $2, 'prepared', $3, $4, $5, $6, 1, $7, $8, 1, $9, $10, $11, $12, $13)"
     " ON CONFLICT (call_id) DO NOTHING");
STMT(release_update, WRITE, "iiitt" "biii" "itii",
     "UPDATE release SET announce_at = $3, document_prefix = $4, signed_by_ja = $5, decisions_hash = $6,"
     " revision = revision + 1, prepared_by = $7, prepared_at = $8, draft = draft + 1, definition_id = $9,"
     " first_number = $10, counts = $11, notice_at = $12, confirm_by = $13, state = 'prepared'"
     " WHERE id = $1 AND revision = $2 AND state IN ('prepared', 'returned')");
STMT(release_set_stamped, WRITE, "ii",
     "UPDATE release SET revision = revision + 1 WHERE id = $1 AND revision = $2 AND state = 'prepared'");
STMT(release_set_returned, WRITE, "ii",
     "UPDATE release SET revision = revision + 1, state = 'returned' WHERE id = $1 AND revision = $2"
     " AND state = 'prepared'");
STMT(release_set_approved, WRITE, "iiii",
     "UPDATE release SET state = 'approved', revision = revision + 1, approved_by = $3, approved_at = $4"
     " WHERE id = $1 AND revision = $2 AND state = 'prepared'");
STMT(release_set_recalled, WRITE, "ii",
     "UPDATE release SET state = 'prepared', revision = revision + 1, draft = draft + 1, approved_by = NULL,"
     " approved_at = NULL, noticed_at = NULL WHERE id = $1 AND revision = $2 AND state IN ('prepared', 'approved')");
STMT(release_set_noticed, WRITE, "iii",
     "UPDATE release SET noticed_at = $3 WHERE id = $1 AND revision = $2 AND state = 'approved'"
     " AND noticed_at IS NULL");
STMT(release_set_released, WRITE, "iiitt",
     "UPDATE release SET state = 'released', released_at = $3, press_ja = $4, press_en = $5"
     " WHERE id = $1 AND revision = $2 AND state = 'approved'");

static enum counts_rule counts_parse(const char *word)
{
    enum counts_rule r = COUNTS_NONE;
    while (r < COUNTS_BY_TYPE && strcmp(counts_word(r), word) != 0)
        r++;
    return r;
}

static struct release *release_from_row(struct arena *a, const struct row *r)
{
    struct release *x = arena_new(a, struct release);
    *x = (struct release){ .id = row_i64(r, 0),
                           .call_id = row_i64(r, 1),
                           .state = row_text(r, 2),
                           .announce_at = row_i64(r, 3),
                           .document_prefix = row_text(r, 4),
                           .signed_by_ja = row_text(r, 5),
                           .decisions_hash = row_bytes(r, 6),
                           .revision = row_i64(r, 7),
                           .prepared_by = row_i64(r, 8),
                           .approved_by = row_is_null(r, 9) ? 0 : row_i64(r, 9),
                           .prepared_by_name = row_text(r, 10),
                           .approved_by_name = row_text(r, 11),
                           .prepared_at = row_i64(r, 12),
                           .approved_at = row_i64_or_unknown(r, 13),
                           .released_at = row_i64_or_unknown(r, 14),
                           .draft = row_i64(r, 15),
                           .definition_id = row_i64(r, 16),
                           .first_number = row_i64(r, 17),
                           .counts = counts_parse(row_text(r, 18)),
                           .notice_at = row_i64_or_unknown(r, 19),
                           .confirm_by = row_i64_or_unknown(r, 20),
                           .noticed_at = row_i64_or_unknown(r, 21),
                           .press_ja = row_text_or_null(r, 22),
                           .press_en = row_text_or_null(r, 23) };
    return x;
}

struct err *release_load(struct ctx *c, int64_t id, struct release **ret)
{
    struct row row;
    TRY(db_row(c, release_by_id, &row, I64(id)));
    *ret = release_from_row(c->arena, &row);
    return NULL;
}

struct err *release_find(struct ctx *c, int64_t call_id, struct release **ret)
{
    struct row row;
    bool found = false;
    TRY(db_find(c, release_of_call, &row, &found, I64(call_id)));
    *ret = found ? release_from_row(c->arena, &row) : NULL;
    return NULL;
}

static struct value instant_value(instant at)
{
    return at == INSTANT_UNKNOWN ? NUL() : I64(at);
}

struct err *release_put(struct tx *tx, const struct release *r, int64_t seen, int64_t *ret_id)
{
    int64_t id = seen ? r->id : id_random();
#define REST                                                                                                   \
    I64(r->announce_at), TXT(r->document_prefix), TXT(r->signed_by_ja), BYTES(r->decisions_hash),              \
        I64(r->prepared_by), I64(r->prepared_at), I64(r->definition_id), I64(r->first_number),                 \
        TXT(counts_word(r->counts)), instant_value(r->notice_at), instant_value(r->confirm_by)
    if (seen)
        TRY(db_must(tx, release_update, I64(id), I64(seen), REST));
    else
        TRY(db_must(tx, release_insert, I64(id), I64(r->call_id), REST));
#undef REST
    *ret_id = id;
    return NULL;
}

struct err *release_mark_stamped(struct tx *tx, const struct release *r)
{
    return db_must(tx, release_set_stamped, I64(r->id), I64(r->revision));
}

struct err *release_mark_returned(struct tx *tx, const struct release *r)
{
    return db_must(tx, release_set_returned, I64(r->id), I64(r->revision));
}

struct err *release_mark_approved(struct tx *tx, const struct release *r)
{
    const struct ctx *c = tx_ctx(tx);
    return db_must(tx, release_set_approved, I64(r->id), I64(r->revision), I64(c->actor.person), I64(c->now));
}

struct err *release_mark_recalled(struct tx *tx, const struct release *r)
{
    return db_must(tx, release_set_recalled, I64(r->id), I64(r->revision));
}

struct err *release_mark_noticed(struct tx *tx, const struct release *r)
{
    return db_must(tx, release_set_noticed, I64(r->id), I64(r->revision), I64(tx_ctx(tx)->now));
}

struct err *release_mark_released(struct tx *tx, const struct release *r, const char *press_ja, const char *press_en)
{
    return db_must(tx, release_set_released, I64(r->id), I64(r->revision), I64(tx_ctx(tx)->now), TXT(press_ja),
                   TXT(press_en));
}
