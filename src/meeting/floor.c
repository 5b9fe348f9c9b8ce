/* floor.c: where and by whom a decision is made: who presides over an application, and in which open meeting. */
#include "meeting/meeting_store.h"

#include "base/id.h"
#include "meeting.msg.h"
#include "person/person.h"

#include <string.h>

/* The open item of a sitting meeting that is about the application. */
STMT(floor_of_application, READ, "i",
     "SELECT m.id, i.id FROM meeting_item i JOIN meeting m ON m.id = i.meeting_id WHERE i.application_id = $1"
     " AND i.state = 'open' AND m.state = 'open' AND m.kind = 'meeting' ORDER BY m.id");
/* Chairs and deputies of the call $1, and whether they can, as far as the application $2 goes. */
STMT(presiders_of_call, READ, "ii",
     "SELECT d.person_id, 'chair', 0, CASE WHEN " IN_CONFLICT("$2", "d.person_id") " THEN 0 ELSE 1 END FROM duty d"
     " WHERE d.duty = 'chair' AND d.ended_at IS NULL AND COALESCE(d.call_id, 0) IN (0, $1) UNION ALL"
     " SELECT e.person_id, 'deputy', e.place, CASE WHEN " IN_CONFLICT("$2", "e.person_id") " THEN 0 ELSE 1 END"
     " FROM deputy e WHERE e.call_id = $1 AND EXISTS (SELECT 1 FROM duty d WHERE d.person_id = e.person_id"
     " AND d.duty = 'committee' AND d.ended_at IS NULL AND COALESCE(d.call_id, 0) IN (0, $1)) ORDER BY 1, 2");
STMT(noted_insert, WRITE, "iiit" "ttti" "iii",
     "INSERT INTO meeting_decision (id, item_id, revision, outcome, reason, comment, conditions, eligible, present,"
     " person_id, decided_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)");

static struct err *sitting_on(struct ctx *c, int64_t application_id, struct session_view *s, int64_t *ret_item)
{
    struct row row;
    struct meeting m;
    bool found = false;
    *ret_item = 0;
    TRY(db_find(c, floor_of_application, &row, &found, I64(application_id)));
    if (!found)
        return NULL;
    TRY(meeting_load(c, row_i64(&row, 0), &m));
    TRY(session_load(c, &m, 0, s));
    *ret_item = row_i64(&row, 1);
    return NULL;
}

static struct err *of_the_call(struct ctx *c, int64_t call_id, int64_t application_id, size_t *ret_n,
                               struct presider **ret)
{
    struct rows rows;
    TRY(db_rows(c, presiders_of_call, &rows, I64(call_id), I64(application_id)));
    struct presider *v = arena_array(c->arena, struct presider, rows.n + 1);
    for (size_t i = 0; i < rows.n; i++)
        v[i] = (struct presider){ .person_id = row_i64(&rows.v[i], 0),
                                  .part = strcmp(row_text(&rows.v[i], 1), "chair") == 0 ? PART_CHAIR : PART_DEPUTY,
                                  .place = row_i64(&rows.v[i], 2),
                                  .can = row_i64(&rows.v[i], 3) == 1 };
    *ret_n = rows.n;
    *ret = v;
    return NULL;
}

struct err *floor_presides(struct ctx *c, const struct call *call, int64_t application_id, bool *ret)
{
    struct session_view s;
    struct presider *v = NULL;
    size_t n = 0;
    int64_t item = 0;
    TRY(sitting_on(c, application_id, &s, &item));
    if (!item) {
        TRY(of_the_call(c, call->id, application_id, &n, &v));
        *ret = presides(v, n, viewer_person(c));
        return NULL;
    }
    v = arena_array(c->arena, struct presider, s.members.n + 1);
    for (size_t i = 0; i < s.members.n; i++) {
        const struct member *m = &s.members.v[i];
        v[i] = (struct presider){ m->person_id, m->part, m->place,
                                  m->inside && !session_conflicted(&s, item, m->person_id) };
    }
    *ret = presides(v, s.members.n, viewer_person(c));
    return NULL;
}

struct err *floor_find(struct ctx *c, const struct call *call, int64_t application_id, struct floor **ret)
{
    struct session_view s;
    int64_t item = 0;
    *ret = NULL;
    TRY(sitting_on(c, application_id, &s, &item));
    if (!item)
        return call->definition->rules.meeting_required ? refused(c->arena, MSG_FLOOR_WANTED) : NULL;
    struct floor *f = arena_new(c->arena, struct floor);
    *f = (struct floor){ s.meeting.id, item, session_quorum(&s, item) };
    if (!f->quorum.met)
        return refused(c->arena, MSG_ROOM_NO_QUORUM, arg_i64(f->quorum.eligible), arg_i64(f->quorum.present));
    *ret = f;
    return NULL;
}

struct err *floor_note(struct tx *tx, const struct floor *f, const struct decision *d, int64_t *ret_id)
{
    int64_t id = id_ordered();
    TRY(db_run(tx, noted_insert, NULL, I64(id), I64(f->item_id), I64(d->revision), TXT(outcome_word(d->outcome)),
               TXT(d->reason), TXT(d->comment), TXT(d->conditions), I64(f->quorum.eligible), I64(f->quorum.present),
               I64(d->decided_by), I64(d->decided_at)));
    *ret_id = id;
    return NULL;
}
