/* call_store.c: the rows of calls. */
#include "call/call.h"

#include "db/db.h"
#include "ledger/ledger.h"
#include "person/person.h"
#include "call/definition_store.h"

#include <string.h>

AUDITED(call,
        "id, programme, round, definition_id, state, opens_at, closes_at, deadline_inclusive, planned_from,"
        " planned_to, planned_words_ja, planned_words_en, term_years, rehearsal, created_by, created_at,"
        " published_by, published_at, announced_on, announced_at, copied_from, undo_id, seen_id, seen_by, "
        "seen_at,"
        " questions_from, questions_to, cancelled_by, cancelled_at, cancelled_why_ja, cancelled_why_en");

#define CALL_COLUMNS                                                                                         \
    "SELECT c.id, c.programme, c.round, c.definition_id, c.state, c.opens_at, c.closes_at, "                 \
    "c.deadline_inclusive,"                                                                                  \
    " c.planned_from, c.planned_to, c.planned_words_ja, c.planned_words_en, c.term_years, c.rehearsal,"      \
    " c.published_at, c.announced_on, c.announced_at, c.published_by, c.created_at, d.hash,"                 \
    " c.copied_from, c.undo_id, c.seen_id, c.questions_from, c.questions_to, c.cancelled_at,"                \
    " c.cancelled_why_ja, c.cancelled_why_en"                                                                \
    " FROM call c JOIN definition d ON d.id = c.definition_id"
/* $1 is 1 for the office. What was published and cancelled stays to be seen. */
#define IN_SIGHT " (c.published_at IS NOT NULL OR CAST($1 AS BIGINT) = 1)"
#define NEWEST_FIRST " ORDER BY c.opens_at DESC, c.created_at DESC, c.id"

STMT(call_by_id, READ, "i", CALL_COLUMNS " WHERE c.id = $1");
STMT(call_by_round, READ, "it", CALL_COLUMNS " WHERE" IN_SIGHT " AND c.round = $2" NEWEST_FIRST " LIMIT 1");
STMT(call_in_sight, READ, "i", CALL_COLUMNS " WHERE" IN_SIGHT NEWEST_FIRST);
STMT(call_current, READ, "i",
     CALL_COLUMNS
     " WHERE c.state = 'published' ORDER BY"
     " CASE WHEN c.announced_at <= $1 THEN 2 WHEN c.opens_at > $1 THEN 1 ELSE 0 END,"
     " CASE WHEN c.opens_at > $1 THEN c.opens_at ELSE -c.opens_at END, c.created_at DESC, c.id LIMIT 1");

STMT(call_newest_draft, READ, "",
     CALL_COLUMNS " WHERE c.state = 'draft' ORDER BY c.created_at DESC, c.id LIMIT 1");

static date day_of(const struct row *r, int col)
{
    date d = DATE_UNKNOWN;
    if (!row_is_null(r, col) && !date_from_iso(row_text(r, col), &d))
        d = DATE_UNKNOWN;
    return d;
}

static int64_t id_or_none(const struct row *r, int col)
{
    return row_is_null(r, col) ? 0 : row_i64(r, col);
}

static struct err *call_from_row(struct ctx *c, const struct row *r, struct call **ret)
{
    struct call *call = arena_new(c->arena, struct call);
    *call = (struct call){
        .id = row_i64(r, 0),
        .programme = row_text(r, 1),
        .round = row_text(r, 2),
        .definition_id = row_i64(r, 3),
        .state = row_text(r, 4),
        .opens_at = row_i64(r, 5),
        .closes_at = row_i64(r, 6),
        .deadline_inclusive = row_bool(r, 7),
        .planned_from = day_of(r, 8),
        .planned_to = day_of(r, 9),
        .planned_words_ja = row_text_or_null(r, 10),
        .planned_words_en = row_text_or_null(r, 11),
        .term_years = (int)row_i64(r, 12),
        .rehearsal = row_bool(r, 13),
        .published_at = row_i64_or_unknown(r, 14),
        .announced_on = day_of(r, 15),
        .announced_at = row_i64_or_unknown(r, 16),
        .published_by = id_or_none(r, 17),
        .created_at = row_i64(r, 18),
        .copied_from = id_or_none(r, 20),
        .undo_id = id_or_none(r, 21),
        .seen_id = id_or_none(r, 22),
        .questions_from = row_i64_or_unknown(r, 23),
        .questions_to = row_i64_or_unknown(r, 24),
        .cancelled_at = row_i64_or_unknown(r, 25),
        .cancelled_why_ja = row_text_or_null(r, 26),
        .cancelled_why_en = row_text_or_null(r, 27),
    };
    TRY(definition_of_hash(c, call->definition_id, row_bytes(r, 19), &call->definition));
    *ret = call;
    return NULL;
}

static struct value sees_drafts(const struct ctx *c)
{
    return BOOL01(c->viewer && (c->viewer->duties & DUTIES_OFFICE));
}

struct err *call_load(struct ctx *c, int64_t id, struct call **ret)
{
    struct row row;
    TRY(db_row(c, call_by_id, &row, I64(id)));
    return call_from_row(c, &row, ret);
}

struct err *call_load_round(struct ctx *c, const char *round, struct call **ret)
{
    struct row row;
    TRY(db_row(c, call_by_round, &row, sees_drafts(c), TXT(round)));
    return call_from_row(c, &row, ret);
}

struct err *call_load_published(struct ctx *c, const char *round, struct call **ret)
{
    TRY(call_load_round(c, round, ret));
    return strcmp((*ret)->state, "draft") == 0 ? not_found(c->arena) : NULL;
}

struct err *call_list(struct ctx *c, struct call_list *ret)
{
    struct rows rows;
    TRY(db_rows(c, call_in_sight, &rows, sees_drafts(c)));
    struct call_list list = { rows.n, arena_array(c->arena, struct call *, rows.n + 1) };
    for (size_t i = 0; i < rows.n; i++)
        TRY(call_from_row(c, &rows.v[i], &list.v[i]));
    *ret = list;
    return NULL;
}

struct err *call_find_current(struct ctx *c, struct call **ret)
{
    struct row row;
    bool found = false;
    struct call *call = NULL;
    TRY(db_find(c, call_current, &row, &found, I64(c->now)));
    if (found)
        TRY(call_from_row(c, &row, &call));
    *ret = call;
    return NULL;
}

struct err *call_find_draft(struct ctx *c, struct call **ret)
{
    struct row row;
    bool found = false;
    struct call *call = NULL;
    TRY(db_find(c, call_newest_draft, &row, &found));
    if (found)
        TRY(call_from_row(c, &row, &call));
    *ret = call;
    return NULL;
}
