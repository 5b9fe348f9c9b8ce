/* call_briefings.c: the briefings of a call: rows and use cases. */
#include "call/call_papers.h"

#include "base/id.h"
#include "base/text.h"
#include "db/db.h"
#include "ledger/ledger.h"
#include "call.msg.h"

#include <string.h>

#define PLACE_MAX 200
#define URL_MAX 400
#define BRIEFINGS_MAX 20

AUDITED(call_briefing,
        "id, call_id, starts_at, ends_at, place_ja, place_en, url, changes, added_by, added_at,"
        " removed_at");

LEDGER_ACT(MSG_CALL_BRIEFING_SAVED);
LEDGER_ACT(MSG_CALL_BRIEFING_REMOVED);

STMT(call_briefing_list, READ, "i",
     "SELECT b.id, b.changes, b.starts_at, b.ends_at, b.place_ja, b.place_en, b.url FROM call_briefing b"
     " WHERE b.call_id = $1 AND b.removed_at IS NULL ORDER BY b.starts_at, b.id");
STMT(call_briefing_insert, WRITE,
     "iiiitt"
     "tii",
     "INSERT INTO call_briefing (id, call_id, starts_at, ends_at, place_ja, place_en, url, changes, "
     "added_by, added_at)"
     " VALUES ($1, $2, $3, $4, $5, $6, $7, 0, $8, $9)");
STMT(call_briefing_change, WRITE,
     "iiiitt"
     "t",
     "UPDATE call_briefing SET starts_at = $3, ends_at = $4, place_ja = $5, place_en = $6, url = $7,"
     " changes = changes + 1 WHERE id = $1 AND call_id = $2 AND removed_at IS NULL");
STMT(call_briefing_mark_removed, WRITE, "iii",
     "UPDATE call_briefing SET removed_at = $3 WHERE id = $1 AND call_id = $2 AND removed_at IS NULL");

struct err *call_briefings_list(struct ctx *c, int64_t call_id, struct briefings *ret)
{
    struct rows rows;
    TRY(db_rows(c, call_briefing_list, &rows, I64(call_id)));
    struct briefings all = { rows.n, arena_array(c->arena, struct briefing, rows.n + 1) };
    for (size_t i = 0; i < rows.n; i++) {
        const struct row *r = &rows.v[i];
        all.v[i] = (struct briefing){ .id = row_i64(r, 0),
                                      .changes = row_i64(r, 1),
                                      .starts_at = row_i64(r, 2),
                                      .ends_at = row_i64(r, 3),
                                      .place_ja = row_text(r, 4),
                                      .place_en = row_text(r, 5),
                                      .url = row_text_or_null(r, 6) };
    }
    *ret = all;
    return NULL;
}

static struct err *place_check(struct arena *a, const char *field, const char *place)
{
    if (!*place)
        return invalid(a, field, MSG_CALL_BRIEFING_PLACE_MISSING);
    return text_count(place) > PLACE_MAX ? invalid(a, field, MSG_CALL_TEXT_LONG, arg_i64(PLACE_MAX)) : NULL;
}

/* An address that a browser opens safely, or none. */
static bool url_is_good(const char *url)
{
    if (strncmp(url, "https://", 8) != 0 || !url[8] || strlen(url) > URL_MAX)
        return false;
    for (const char *p = url; *p; p++)
        if ((unsigned char)*p <= ' ' || (unsigned char)*p >= 0x7f || strchr("\"<>\\^`{|}", *p))
            return false;
    return true;
}

static struct err *check(struct arena *a, const struct briefing *b)
{
    struct err *e = NULL;
    if (b->ends_at <= b->starts_at)
        e = invalid(a, "ends", MSG_CALL_BRIEFING_ORDER);
    e = err_join(e, place_check(a, "place_ja", b->place_ja));
    e = err_join(e, place_check(a, "place_en", b->place_en));
    if (b->url && !url_is_good(b->url))
        e = err_join(e, invalid(a, "url", MSG_CALL_BRIEFING_URL_WRONG));
    return e;
}

static struct err *open_call(struct ctx *c, int64_t call_id)
{
    struct call *call = NULL;
    TRY(allow(c, ACT_OFFICE_CALL, ACT_OFFICE_CALL, (struct standing){ REL_ANY, STATE_ANY }));
    TRY(call_load(c, call_id, &call));
    enum call_phase phase = call_phase(call, c->now);
    return phase == CALL_CANCELLED || phase == CALL_ANNOUNCED ? refused(c->arena, MSG_CALL_AMEND_OVER) : NULL;
}

struct err *call_briefing_save(struct ctx *c, int64_t call_id, const struct briefing *b)
{
    struct briefings all;
    int64_t id = b->id ? b->id : id_random();
    TX(tx, c);
    TRY(open_call(c, call_id));
    TRY(check(c->arena, b));
    TRY(call_briefings_list(c, call_id, &all));
    if (!b->id && all.n >= BRIEFINGS_MAX)
        return refused(c->arena, MSG_CALL_BRIEFING_MANY, arg_i64(BRIEFINGS_MAX));
    if (b->id)
        TRY(db_must(tx, call_briefing_change, I64(id), I64(call_id), I64(b->starts_at), I64(b->ends_at),
                    TXT(b->place_ja), TXT(b->place_en), TXT(b->url)));
    else
        TRY(db_run(tx, call_briefing_insert, NULL, I64(id), I64(call_id), I64(b->starts_at), I64(b->ends_at),
                   TXT(b->place_ja), TXT(b->place_en), TXT(b->url), I64(c->actor.person), I64(c->now)));
    TRY(ledger_add(tx, MSG_CALL_BRIEFING_SAVED, FACTS(fact_i64("starts_at", b->starts_at)),
                   TOUCH(call_briefing, id), ABOUT(call, call_id)));
    return tx_commit(tx);
}

struct err *call_briefing_remove(struct ctx *c, int64_t call_id, int64_t id)
{
    TX(tx, c);
    TRY(open_call(c, call_id));
    TRY(db_must(tx, call_briefing_mark_removed, I64(id), I64(call_id), I64(c->now)));
    TRY(ledger_add(tx, MSG_CALL_BRIEFING_REMOVED, NO_FACTS, TOUCH(call_briefing, id), ABOUT(call, call_id)));
    return tx_commit(tx);
}
