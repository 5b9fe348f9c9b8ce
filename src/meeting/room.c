/* room.c: what happens in the room, as the office records it: who is there, who leaves for which item, when. */
#include "meeting/meeting_mail.h"
#include "meeting/meeting_store.h"

#include "base/id.h"
#include "ledger/ledger.h"
#include "meeting.msg.h"

#include <string.h>

LEDGER_ACT(MSG_ROOM_OPENED);
LEDGER_ACT(MSG_ROOM_ATTENDED);
LEDGER_ACT(MSG_ROOM_ITEM_OPENED);
LEDGER_ACT(MSG_ROOM_ITEM_CLOSED);
LEDGER_ACT(MSG_ROOM_CLOSED);

extern const struct ledger_act ledger_act_MSG_ROOM_OPENED, ledger_act_MSG_ROOM_ITEM_OPENED,
    ledger_act_MSG_ROOM_ITEM_CLOSED;

static struct err *put_event(struct tx *tx, const struct session_view *s, enum event_kind kind, int64_t item,
                             int64_t person, struct touches *touches)
{
    int64_t id = 0;
    TRY(event_add(tx, s->meeting.id, kind, item, person, &id));
    touches_put(touches, TOUCH(meeting_event, id));
    return NULL;
}

/* The member goes or comes: row and event. item: because of it, 0: for no reason of ours. */
static struct err *put_member(struct tx *tx, const struct session_view *s, const struct member *m, enum way way,
                              bool inside, enum event_kind kind, int64_t item, struct touches *touches)
{
    TRY(member_set(tx, m->id, way, inside));
    touches_put(touches, TOUCH(meeting_member, m->id));
    return put_event(tx, s, kind, item, m->person_id, touches);
}

static const char *field_of(struct arena *a, const char *name, int64_t person)
{
    return arena_printf(a, "%s.%s", name, id_text(a, person));
}

static struct err *no_quorum(struct arena *a, struct quorum q)
{
    return refused(a, MSG_ROOM_NO_QUORUM, arg_i64(q.eligible), arg_i64(q.present));
}

/* ── opening ── */

static enum way way_of(const struct attending *v, size_t n, int64_t person)
{
    for (size_t i = 0; i < n; i++)
        if (v[i].person_id == person)
            return v[i].way;
    return WAY_UNKNOWN;
}

static struct err *attendance_check(struct arena *a, const struct session_view *s, const struct attending *v, size_t n)
{
    struct err *e = NULL;
    for (size_t i = 0; i < s->members.n; i++) {
        const struct member *m = &s->members.v[i];
        enum way way = way_of(v, n, m->person_id);
        if (way == WAY_UNKNOWN)
            e = err_join(e, invalid(a, field_of(a, "way", m->person_id), MSG_ROOM_WAY_MISSING, arg_text(m->name)));
        else if (way != WAY_ABSENT && !m->declared)
            e = err_join(e, invalid(a, field_of(a, "way", m->person_id), MSG_ROOM_UNDECLARED, arg_text(m->name)));
    }
    return e;
}

static const enum event_kind EVENT_OF_WAY[] = { EVENT_ABSENT, EVENT_PRESENT, EVENT_ONLINE, EVENT_ABSENT };

struct err *room_open(struct ctx *c, int64_t id, const struct attending *v, size_t n)
{
    struct meeting m;
    struct session_view s;
    struct touches touches = touches_make(c->arena);
    int there = 0;
    TX(tx, c);
    TRY(office_may_meet(c));
    TRY(meeting_load(c, id, &m));
    if (m.state != MEETING_CONVENED)
        return conflict(c->arena, MSG_ROOM_NOT_CONVENED);
    TRY(members_sync(tx, &m, &touches));
    TRY(session_load(c, &m, 0, &s));
    TRY(attendance_check(c->arena, &s, v, n));
    touches_put(&touches, TOUCH(meeting, m.id));
    TRY(meeting_mark(tx, &m, MEETING_OPEN));
    TRY(put_event(tx, &s, EVENT_OPENED, 0, 0, &touches));
    for (size_t i = 0; i < s.members.n; i++) {
        enum way way = way_of(v, n, s.members.v[i].person_id);
        TRY(put_member(tx, &s, &s.members.v[i], way, way != WAY_ABSENT, EVENT_OF_WAY[way], 0, &touches));
        there += way != WAY_ABSENT;
    }
    struct quorum q = quorum_count((int)s.members.n, there, s.call->definition->rules.quorum_percent);
    if (!q.met)
        return no_quorum(c->arena, q);
    TRY(ledger_put(tx, &ledger_act_MSG_ROOM_OPENED, FACTS(fact_i64("members", q.eligible), fact_i64("there", there)),
                   touches.v, NULL));
    return tx_commit(tx);
}

/* The office, and a meeting that sits now. */
static struct err *sitting(struct ctx *c, int64_t id, struct session_view *ret)
{
    struct meeting m;
    TRY(office_may_meet(c));
    TRY(meeting_load(c, id, &m));
    if (m.state != MEETING_OPEN || m.kind != MEETING_ROOM)
        return conflict(c->arena, MSG_ROOM_NOT_OPEN);
    return session_load(c, &m, 0, ret);
}

struct err *room_attend(struct ctx *c, int64_t id, int64_t person_id, enum way way)
{
    struct session_view s;
    struct touches touches = touches_make(c->arena);
    extern const struct ledger_act ledger_act_MSG_ROOM_ATTENDED;
    TX(tx, c);
    TRY(sitting(c, id, &s));
    const struct member *m = session_member(&s, person_id);
    const struct item *open = session_open_item(&s);
    if (!m)
        return not_found(c->arena);
    if (way == WAY_UNKNOWN)
        return refused(c->arena, MSG_ROOM_WAY_MISSING, arg_text(m->name));
    if (m->way == way && m->inside == (way != WAY_ABSENT))
        return NULL;
    if (way == WAY_ABSENT && !m->inside) /* goes home while excused, or never came */
        return NULL;
    if (way != WAY_ABSENT && !m->declared)
        return refused(c->arena, MSG_ROOM_UNDECLARED, arg_text(m->name));
    if (way != WAY_ABSENT && open && session_conflicted(&s, open->id, person_id))
        return refused(c->arena, MSG_ROOM_CONFLICTED, arg_text(m->name));
    enum way kept = way == WAY_ABSENT ? m->way : way;
    enum event_kind kind = way == WAY_ABSENT ? EVENT_LEFT : EVENT_OF_WAY[way];
    TRY(put_member(tx, &s, m, kept, way != WAY_ABSENT, kind, 0, &touches));
    touches_put(&touches, ABOUT(meeting, id));
    TRY(ledger_put(tx, &ledger_act_MSG_ROOM_ATTENDED, FACTS(fact_text("way", way_word(way))), touches.v, NULL));
    return tx_commit(tx);
}

/* ── items ── */

static bool among(const int64_t *v, size_t n, int64_t id)
{
    for (size_t i = 0; i < n; i++)
        if (v[i] == id)
            return true;
    return false;
}

/* Everybody in conflict with it leaves, as the office has seen. */
static struct err *excuse(struct tx *tx, const struct session_view *s, int64_t item_id, const int64_t *left, size_t n,
                          struct touches *touches)
{
    struct arena *a = tx_ctx(tx)->arena;
    struct err *e = NULL;
    for (size_t i = 0; i < s->members.n; i++) {
        const struct member *m = &s->members.v[i];
        if (!m->inside || !session_conflicted(s, item_id, m->person_id))
            continue;
        if (!among(left, n, m->person_id))
            e = err_join(e, invalid(a, field_of(a, "left", m->person_id), MSG_ROOM_MUST_LEAVE, arg_text(m->name)));
        else
            TRY(put_member(tx, s, m, m->way, false, EVENT_EXCUSED, item_id, touches));
    }
    return e;
}

struct err *room_open_item(struct ctx *c, int64_t item_id, const int64_t *left, size_t n)
{
    struct session_view s;
    struct touches touches = touches_make(c->arena);
    int64_t id = 0;
    TX(tx, c);
    TRY(office_may_meet(c));
    TRY(meeting_of_item(c, item_id, &id));
    TRY(sitting(c, id, &s));
    const struct item *x = session_item(&s, item_id);
    if (session_open_item(&s))
        return refused(c->arena, MSG_ROOM_OTHER_OPEN);
    touches_put(&touches, TOUCH(meeting_item, item_id));
    TRY(item_mark(tx, item_id, x->state, ITEM_OPEN));
    TRY(excuse(tx, &s, item_id, left, n, &touches));
    TRY(put_event(tx, &s, EVENT_ITEM_OPENED, item_id, 0, &touches));
    TRY(ledger_put(tx, &ledger_act_MSG_ROOM_ITEM_OPENED, FACTS(fact_i64("number", x->number)), touches.v, NULL));
    return tx_commit(tx);
}

/* Left for this item (the last time it was opened), and still outside. */
static bool is_excused(const struct session_view *s, int64_t item_id, const struct member *m)
{
    const struct event *last = NULL;
    for (size_t i = 0; i < s->events.n; i++)
        if (s->events.v[i].person_id == m->person_id)
            last = &s->events.v[i];
    return !m->inside && last && last->kind == EVENT_EXCUSED && last->item_id == item_id;
}

struct err *room_close_item(struct ctx *c, int64_t item_id, const int64_t *back, size_t n)
{
    struct session_view s;
    struct touches touches = touches_make(c->arena);
    int64_t id = 0;
    TX(tx, c);
    TRY(office_may_meet(c));
    TRY(meeting_of_item(c, item_id, &id));
    TRY(sitting(c, id, &s));
    touches_put(&touches, TOUCH(meeting_item, item_id));
    TRY(item_mark(tx, item_id, ITEM_OPEN, ITEM_DONE));
    TRY(put_event(tx, &s, EVENT_ITEM_CLOSED, item_id, 0, &touches));
    for (size_t i = 0; i < s.members.n; i++) {
        const struct member *m = &s.members.v[i];
        if (is_excused(&s, item_id, m) && among(back, n, m->person_id))
            TRY(put_member(tx, &s, m, m->way, true, EVENT_RETURNED, item_id, &touches));
    }
    TRY(ledger_put(tx, &ledger_act_MSG_ROOM_ITEM_CLOSED, NO_FACTS, touches.v, NULL));
    return tx_commit(tx);
}

struct err *room_close(struct ctx *c, int64_t id)
{
    struct session_view s;
    int64_t event = 0;
    TX(tx, c);
    TRY(office_may_meet(c));
    struct meeting m;
    TRY(meeting_load(c, id, &m));
    if (m.state != MEETING_OPEN)
        return conflict(c->arena, MSG_ROOM_NOT_OPEN);
    TRY(session_load(c, &m, 0, &s));
    if (m.kind == MEETING_ROOM && session_open_item(&s))
        return refused(c->arena, MSG_ROOM_ITEM_STILL_OPEN);
    TRY(meeting_mark(tx, &m, MEETING_CLOSED));
    TRY(event_add(tx, id, EVENT_CLOSED, 0, 0, &event));
    TRY(ledger_add(tx, MSG_ROOM_CLOSED, FACTS(fact_i64("number", m.number)), TOUCH(meeting, id),
                   TOUCH(meeting_event, event)));
    return tx_commit(tx);
}
