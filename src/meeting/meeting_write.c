/* meeting_write.c: the rows of meetings, written. Each function is one statement; use cases bind them together. */
#include "meeting/meeting_store.h"

#include "base/id.h"

#include <string.h>

AUDITED(deputy, "id, call_id, person_id, place, named_at");

STMT(meeting_insert, WRITE, "iiit" "ttti" "iii",
     "INSERT INTO meeting (id, call_id, number, kind, state, title, place, url, starts_at, ends_at, revision,"
     " created_by, created_at) VALUES ($1, $2, $3, $4, 'planned', $5, $6, $7, $8, $9, 1, $10, $11)");
STMT(meeting_update, WRITE, "iitt" "tii",
     "UPDATE meeting SET title = $3, place = $4, url = $5, starts_at = $6, ends_at = $7, revision = revision + 1"
     " WHERE id = $1 AND revision = $2 AND state IN ('planned', 'convened')");
STMT(meeting_set_state, WRITE, "itti",
     "UPDATE meeting SET state = $3, revision = revision + 1,"
     " convened_at = CASE WHEN $3 = 'convened' THEN CAST($4 AS BIGINT) ELSE convened_at END,"
     " opened_at = CASE WHEN $3 = 'open' THEN CAST($4 AS BIGINT) ELSE opened_at END,"
     " closed_at = CASE WHEN $3 = 'closed' THEN CAST($4 AS BIGINT) ELSE closed_at END"
     " WHERE id = $1 AND state = $2");
STMT(item_insert, WRITE, "iiii" "tt",
     "INSERT INTO meeting_item (id, meeting_id, place, application_id, state, title, body, outcome, reason, comment,"
     " conditions) VALUES ($1, $2, $3, $4, 'waiting', $5, $6, '', '', '', '')");
STMT(item_set_state, WRITE, "itt", "UPDATE meeting_item SET state = $3 WHERE id = $1 AND state = $2");
STMT(item_place, WRITE, "ii", "UPDATE meeting_item SET place = $2 WHERE id = $1");
STMT(item_proposal, WRITE, "itttt",
     "UPDATE meeting_item SET outcome = $2, reason = $3, comment = $4, conditions = $5 WHERE id = $1");
STMT(item_gone, WRITE, "i", "DELETE FROM meeting_item WHERE id = $1");
STMT(event_insert, WRITE, "iiit" "iii",
     "INSERT INTO meeting_event (id, meeting_id, at, kind, item_id, person_id, made_by)"
     " VALUES ($1, $2, $3, $4, $5, $6, $7)");
STMT(member_state, WRITE, "iti", "UPDATE meeting_member SET way = $2, inside = $3 WHERE id = $1");
STMT(member_insert, WRITE, "iiiti",
     "INSERT INTO meeting_member (id, meeting_id, person_id, part, place, way, inside)"
     " VALUES ($1, $2, $3, $4, $5, '', 0)");
STMT(member_part, WRITE, "iti", "UPDATE meeting_member SET part = $2, place = $3 WHERE id = $1");
STMT(member_gone, WRITE, "i", "DELETE FROM meeting_member WHERE id = $1");
/* Everybody of the committee now, with the row in this meeting; and rows whose person is no longer of it (part ''). */
STMT(members_wanted, READ, "ii",
     "SELECT w.person_id, w.chair, COALESCE(e.place, 0), m.id, m.part, m.place FROM (SELECT d.person_id,"
     " CAST(MAX(CASE d.duty WHEN 'chair' THEN 1 ELSE 0 END) AS BIGINT) AS chair FROM duty d"
     " WHERE d.duty IN ('chair', 'committee') AND d.ended_at IS NULL AND COALESCE(d.call_id, 0) IN (0, $2)"
     " GROUP BY d.person_id) w LEFT JOIN deputy e ON e.call_id = $2 AND e.person_id = w.person_id"
     " LEFT JOIN meeting_member m ON m.meeting_id = $1 AND m.person_id = w.person_id ORDER BY w.person_id");
STMT(members_too_many, READ, "ii",
     "SELECT m.id FROM meeting_member m WHERE m.meeting_id = $1 AND NOT EXISTS (SELECT 1 FROM duty d WHERE"
     " d.person_id = m.person_id AND d.duty IN ('chair', 'committee') AND d.ended_at IS NULL"
     " AND COALESCE(d.call_id, 0) IN (0, $2)) ORDER BY m.id");

static const char *const ITEM_WORDS[] = { "waiting", "open", "done" };

struct err *meeting_put(struct tx *tx, const struct meeting *m, bool is_new)
{
    struct ctx *c = tx_ctx(tx);
    if (is_new)
        return db_run(tx, meeting_insert, NULL, I64(m->id), I64(m->call_id), I64(m->number),
                      TXT(m->kind == MEETING_WRITTEN ? "written" : "meeting"), TXT(m->title), TXT(m->place),
                      TXT(m->url), I64(m->starts_at), I64(m->ends_at), I64(c->actor.person), I64(c->now));
    return db_must(tx, meeting_update, I64(m->id), I64(m->revision), TXT(m->title), TXT(m->place), TXT(m->url),
                   I64(m->starts_at), I64(m->ends_at));
}

struct err *meeting_mark(struct tx *tx, const struct meeting *m, enum meeting_state to)
{
    return db_must(tx, meeting_set_state, I64(m->id), TXT(meeting_state_word(m->state)), TXT(meeting_state_word(to)),
                   I64(tx_ctx(tx)->now));
}

struct err *item_put(struct tx *tx, int64_t meeting_id, int place, const struct item *x)
{
    return db_run(tx, item_insert, NULL, I64(x->id), I64(meeting_id), I64(place),
                  x->application_id ? I64(x->application_id) : NUL(), TXT(x->title), TXT(x->body));
}

struct err *item_mark(struct tx *tx, int64_t item_id, enum item_state from, enum item_state to)
{
    return db_must(tx, item_set_state, I64(item_id), TXT(ITEM_WORDS[from]), TXT(ITEM_WORDS[to]));
}

struct err *item_set_place(struct tx *tx, int64_t item_id, int place)
{
    return db_must(tx, item_place, I64(item_id), I64(place));
}

struct err *item_set_proposal(struct tx *tx, int64_t item_id, const struct proposal *p)
{
    return db_must(tx, item_proposal, I64(item_id), TXT(outcome_word(p->outcome)), TXT(p->reason), TXT(p->comment),
                   TXT(p->conditions));
}

struct err *item_delete(struct tx *tx, int64_t item_id)
{
    return db_must(tx, item_gone, I64(item_id));
}

struct err *event_add(struct tx *tx, int64_t meeting_id, enum event_kind kind, int64_t item_id, int64_t person_id,
                      int64_t *ret_id)
{
    struct ctx *c = tx_ctx(tx);
    int64_t id = id_ordered();
    TRY(db_run(tx, event_insert, NULL, I64(id), I64(meeting_id), I64(c->now), TXT(event_word(kind)),
               item_id ? I64(item_id) : NUL(), person_id ? I64(person_id) : NUL(), I64(c->actor.person)));
    if (ret_id)
        *ret_id = id;
    return NULL;
}

struct err *member_set(struct tx *tx, int64_t member_id, enum way way, bool inside)
{
    return db_must(tx, member_state, I64(member_id), TXT(way_word(way)), BOOL01(inside));
}

/* ── touches made one by one ── */

struct touches touches_make(struct arena *a)
{
    struct touches t = { .cap = 16, .arena = a };
    t.v = arena_array(a, struct touch, t.cap);
    return t;
}

void touches_put(struct touches *t, struct touch x)
{
    if (t->n + 1 == t->cap) {
        struct touch *more = arena_array(t->arena, struct touch, t->cap * 2);
        memcpy(more, t->v, t->n * sizeof *more);
        t->v = more;
        t->cap *= 2;
    }
    t->v[t->n++] = x;
    t->v[t->n] = (struct touch){ .table = NULL };
}

/* ── who belongs to it ── */

static struct err *member_sync(struct tx *tx, const struct meeting *m, const struct row *r, struct touches *touches)
{
    int64_t place = row_i64(r, 2);
    const char *part = row_i64(r, 1) == 1 ? "chair" : place ? "deputy" : "member";
    bool is_new = row_is_null(r, 3);
    int64_t id = is_new ? id_random() : row_i64(r, 3);
    if (!is_new && strcmp(row_text(r, 4), part) == 0 && row_i64(r, 5) == place)
        return NULL;
    if (is_new)
        TRY(db_run(tx, member_insert, NULL, I64(id), I64(m->id), I64(row_i64(r, 0)), TXT(part), I64(place)));
    else
        TRY(db_must(tx, member_part, I64(id), TXT(part), I64(place)));
    touches_put(touches, TOUCH(meeting_member, id));
    return NULL;
}

struct err *members_sync(struct tx *tx, const struct meeting *m, struct touches *touches)
{
    struct rows rows;
    TRY(db_rows(tx_ctx(tx), members_wanted, &rows, I64(m->id), I64(m->call_id)));
    for (size_t i = 0; i < rows.n; i++)
        TRY(member_sync(tx, m, &rows.v[i], touches));
    TRY(db_rows(tx_ctx(tx), members_too_many, &rows, I64(m->id), I64(m->call_id)));
    for (size_t i = 0; i < rows.n; i++) {
        TRY(db_must(tx, member_gone, I64(row_i64(&rows.v[i], 0))));
        touches_put(touches, TOUCH(meeting_member, row_i64(&rows.v[i], 0)));
    }
    return NULL;
}
