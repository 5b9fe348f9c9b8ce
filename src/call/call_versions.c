/* call_versions.c: what stood published from when on: number 0 as first published, then each amendment. */
#include "call/call_versions.h"

#include "base/id.h"
#include "db/db.h"
#include "ledger/ledger.h"
#include "call.msg.h"

#include <string.h>

AUDITED(
    call_version,
    "id, call_id, number, state, kind, definition_id, undo_id, opens_at, closes_at, deadline_inclusive,"
    " planned_from, planned_to, planned_words_ja, planned_words_en, reason_ja, reason_en, drafts, submitted,"
    " begun_by, begun_at, published_by, published_at");

LEDGER_ACT(MSG_CALL_AMENDED);

#define VERSION_COLUMNS                                                                                      \
    "SELECT v.id, v.number, v.kind, v.definition_id, v.opens_at, v.closes_at, v.deadline_inclusive,"         \
    " v.planned_from, v.planned_to, v.planned_words_ja, v.planned_words_en, v.reason_ja, v.reason_en,"       \
    " v.drafts, v.submitted, v.published_at, v.begun_at, p.name, b.name FROM call_version v"                 \
    " LEFT JOIN person p ON p.id = v.published_by LEFT JOIN person b ON b.id = v.begun_by"

STMT(call_version_of_call, READ, "i",
     VERSION_COLUMNS " WHERE v.call_id = $1 AND v.state = 'published' ORDER BY v.number");
STMT(call_version_in_work, READ, "i", VERSION_COLUMNS " WHERE v.call_id = $1 AND v.state = 'preparing'");
STMT(call_version_numbers, READ, "i",
     "SELECT count(*) FROM call_version WHERE call_id = $1 AND state = 'published'");
STMT(call_version_insert, WRITE,
     "iiit"
     "iii"
     "itttt"
     "ttii"
     "ii",
     "INSERT INTO call_version (id, call_id, number, state, kind, definition_id, opens_at, closes_at,"
     " deadline_inclusive, planned_from, planned_to, planned_words_ja, planned_words_en, reason_ja, "
     "reason_en, drafts,"
     " submitted, begun_by, begun_at, published_by, published_at) VALUES ($1, $2, $3, 'published', $4, $5, "
     "$6, $7, $8,"
     " $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $17, $18)");

static date day_of(const struct row *r, int col)
{
    date d = DATE_UNKNOWN;
    if (!row_is_null(r, col) && !date_from_iso(row_text(r, col), &d))
        d = DATE_UNKNOWN;
    return d;
}

static struct err *version_of_row(struct ctx *c, const struct call *call, const struct row *r,
                                  struct call_version *ret)
{
    *ret = (struct call_version){ .id = row_i64(r, 0),
                                  .number = row_i64_or_unknown(r, 1),
                                  .kind = row_text(r, 2),
                                  .definition_id = row_i64(r, 3),
                                  .reason_ja = row_text(r, 11),
                                  .reason_en = row_text(r, 12),
                                  .drafts = row_i64_or_unknown(r, 13),
                                  .submitted = row_i64_or_unknown(r, 14),
                                  .published_at = row_i64_or_unknown(r, 15),
                                  .begun_at = row_i64(r, 16),
                                  .published_by = row_text(r, 17),
                                  .begun_by = row_text(r, 18) };
    ret->dates = (struct call_dates){ .opens_at = row_i64(r, 4),
                                      .closes_at = row_i64(r, 5),
                                      .deadline_inclusive = row_bool(r, 6),
                                      .planned_from = day_of(r, 7),
                                      .planned_to = day_of(r, 8),
                                      .planned_words_ja = row_text_or_null(r, 9),
                                      .planned_words_en = row_text_or_null(r, 10),
                                      .term_years = call->term_years };
    return definition_load(c, ret->definition_id, &ret->definition);
}

struct err *call_versions_list(struct ctx *c, const struct call *call, struct call_versions *ret)
{
    struct rows rows;
    TRY(db_rows(c, call_version_of_call, &rows, I64(call->id)));
    struct call_versions all = { rows.n, arena_array(c->arena, struct call_version, rows.n + 1) };
    for (size_t i = 0; i < rows.n; i++)
        TRY(version_of_row(c, call, &rows.v[i], &all.v[i]));
    *ret = all;
    return NULL;
}

struct err *call_version_find_preparing(struct ctx *c, const struct call *call, bool *ret_found,
                                        struct call_version *ret)
{
    struct row row;
    TRY(db_find(c, call_version_in_work, &row, ret_found, I64(call->id)));
    return *ret_found ? version_of_row(c, call, &row, ret) : NULL;
}

static struct value day_value(struct arena *a, date d)
{
    return TXT(date_is_known(d) ? date_iso(a, d) : NULL);
}

struct err *call_version_count(struct ctx *c, int64_t call_id, int64_t *ret)
{
    return db_i64(c, call_version_numbers, ret, I64(call_id));
}

struct err *call_version_add(struct tx *tx, int64_t call_id, const char *kind, const struct call_reason *why,
                             const struct application_touched *whom, int64_t *ret_id)
{
    struct ctx *c = tx_ctx(tx);
    struct call *call = NULL;
    int64_t number = 0;
    int64_t id = id_random();
    TRY(call_load(c, call_id, &call));
    TRY(call_version_count(c, call_id, &number));
    TRY(db_run(tx, call_version_insert, NULL, I64(id), I64(call_id), I64(number), TXT(kind),
               I64(call->definition_id), I64(call->opens_at), I64(call->closes_at),
               BOOL01(call->deadline_inclusive), day_value(c->arena, call->planned_from),
               day_value(c->arena, call->planned_to), TXT(call->planned_words_ja),
               TXT(call->planned_words_en), TXT(why ? why->ja : NULL), TXT(why ? why->en : NULL),
               whom ? I64(whom->drafts) : NUL(), whom ? I64(whom->submitted) : NUL(),
               c->actor.person ? I64(c->actor.person) : NUL(), I64(c->now)));
    TRY(ledger_add(tx, MSG_CALL_AMENDED,
                   FACTS(fact_text("round", call->round), fact_i64("number", number), fact_text("kind", kind),
                         fact_i64("closes_at", call->closes_at), fact_id("definition", call->definition_id)),
                   TOUCH(call_version, id), ABOUT(call, call_id)));
    *ret_id = id;
    return NULL;
}
