/* meeting_plan.c: the office plans a meeting: day and place, convening, cancelling, deputies of the chair. */
#include "meeting/meeting_mail.h"
#include "meeting/meeting_store.h"

#include "base/id.h"
#include "base/text.h"
#include "html/html.h"
#include "ledger/ledger.h"
#include "meeting.msg.h"
#include "person/account.h"
#include "person/person.h"
#include "review/declaration.h"

#include <string.h>

LEDGER_ACT(MSG_MEETING_CREATED);
LEDGER_ACT(MSG_MEETING_CHANGED);
LEDGER_ACT(MSG_MEETING_CONVENED);
LEDGER_ACT(MSG_MEETING_WRITTEN_OPENED);
LEDGER_ACT(MSG_MEETING_CANCELLED);
LEDGER_ACT(MSG_DEPUTY_NAMED);
LEDGER_ACT(MSG_DEPUTY_REMOVED);

#define TITLE_MAX 100
#define PLACE_MAX 200
#define LONGEST (24 * 3600 * SECOND_US) /* of a meeting in a room */

STMT(meeting_next_number, READ, "i", "SELECT COALESCE(MAX(number), 0) + 1 FROM meeting WHERE call_id = $1");
STMT(item_count, READ, "i", "SELECT count(*) FROM meeting_item WHERE meeting_id = $1");
STMT(items_unproposed, READ, "i",
     "SELECT count(*) FROM meeting_item WHERE meeting_id = $1 AND (application_id IS NULL OR outcome = '')");

struct err *office_may_meet(struct ctx *c)
{
    return allow(c, ACT_OFFICE_MEETING, ACT_OFFICE_MEETING, (struct standing){ .relations = REL_ANY });
}

/* ── what was typed ── */

static struct err *text_check(struct arena *a, const char *field, const char *text, size_t most)
{
    size_t n = text_count(text);
    return n > most ? invalid(a, field, MSG_MEETING_TOO_LONG, arg_i64((int64_t)most), arg_i64((int64_t)n)) : NULL;
}

static struct err *typed_check(struct arena *a, const struct meeting *m)
{
    struct err *e = NULL;
    if (!*m->title)
        e = invalid(a, "title", MSG_MEETING_TITLE_MISSING);
    e = err_join(e, text_check(a, "title", m->title, TITLE_MAX));
    e = err_join(e, text_check(a, "place", m->place, PLACE_MAX));
    if (*m->url && !url_external(a, m->url).s)
        e = err_join(e, invalid(a, "url", MSG_MEETING_URL_BAD));
    if (m->kind == MEETING_ROOM && !*m->place && !*m->url)
        e = err_join(e, invalid(a, "place", MSG_MEETING_PLACE_MISSING));
    if (m->ends_at <= m->starts_at)
        e = err_join(e, invalid(a, "ends", MSG_MEETING_ENDS_FIRST));
    else if (m->kind == MEETING_ROOM && m->ends_at - m->starts_at > LONGEST)
        e = err_join(e, invalid(a, "ends", MSG_MEETING_TOO_LONG_DAY));
    return e;
}

static void take_typed(struct arena *a, const struct meeting_typed *t, struct meeting *m)
{
    m->title = review_stripped(a, t->title);
    m->place = review_stripped(a, t->place);
    m->url = review_stripped(a, t->url);
    m->starts_at = t->starts_at;
    m->ends_at = t->ends_at;
}

struct err *meeting_create(struct ctx *c, int64_t call_id, const struct meeting_typed *t, int64_t *ret_id)
{
    struct call *call = NULL;
    struct meeting m = { .id = id_random(), .call_id = call_id, .kind = t->kind };
    struct touches touches = touches_make(c->arena);
    TX(tx, c);
    TRY(office_may_meet(c));
    TRY(call_load(c, call_id, &call));
    if (call_phase(call, c->now) != CALL_CLOSED)
        return refused(c->arena, MSG_MEETING_CALL_NOT_CLOSED);
    take_typed(c->arena, t, &m);
    TRY(typed_check(c->arena, &m));
    TRY(db_i64(c, meeting_next_number, &m.number, I64(call_id)));
    TRY(meeting_put(tx, &m, true));
    touches_put(&touches, TOUCH(meeting, m.id));
    TRY(members_sync(tx, &m, &touches));
    extern const struct ledger_act ledger_act_MSG_MEETING_CREATED;
    TRY(ledger_put(tx, &ledger_act_MSG_MEETING_CREATED,
                   FACTS(fact_i64("number", m.number), fact_i64("starts_at", m.starts_at)), touches.v, NULL));
    *ret_id = m.id;
    return tx_commit(tx);
}

struct err *meeting_change(struct ctx *c, int64_t id, int64_t seen, const struct meeting_typed *t)
{
    struct meeting m;
    TX(tx, c);
    TRY(office_may_meet(c));
    TRY(meeting_load(c, id, &m));
    if (m.state != MEETING_PLANNED && m.state != MEETING_CONVENED)
        return refused(c->arena, MSG_MEETING_STARTED);
    take_typed(c->arena, t, &m);
    TRY(typed_check(c->arena, &m));
    m.revision = seen;
    TRY(meeting_put(tx, &m, false));
    m.revision = seen + 1;
    if (m.state == MEETING_CONVENED)
        TRY(meeting_tell(tx, &m, MEETING_TELL_CHANGED));
    TRY(ledger_add(tx, MSG_MEETING_CHANGED, FACTS(fact_i64("starts_at", m.starts_at)), TOUCH(meeting, m.id)));
    return tx_commit(tx);
}

/* ── convening ── */

static struct err *agenda_is_ready(struct ctx *c, const struct meeting *m)
{
    int64_t n = 0;
    TRY(db_i64(c, item_count, &n, I64(m->id)));
    if (n == 0)
        return refused(c->arena, MSG_MEETING_NO_ITEMS);
    if (m->kind == MEETING_ROOM)
        return NULL;
    TRY(db_i64(c, items_unproposed, &n, I64(m->id)));
    if (n > 0)
        return refused(c->arena, MSG_MEETING_UNPROPOSED, arg_i64(n));
    return m->ends_at <= c->now ? refused(c->arena, MSG_MEETING_DUE_PAST) : NULL;
}

struct err *meeting_convene(struct ctx *c, int64_t id)
{
    struct meeting m;
    struct touches touches = touches_make(c->arena);
    extern const struct ledger_act ledger_act_MSG_MEETING_CONVENED, ledger_act_MSG_MEETING_WRITTEN_OPENED;
    TX(tx, c);
    TRY(office_may_meet(c));
    TRY(meeting_load(c, id, &m));
    if (m.state != MEETING_PLANNED)
        return conflict(c->arena, MSG_MEETING_NOT_PLANNED);
    TRY(agenda_is_ready(c, &m));
    bool written = m.kind == MEETING_WRITTEN;
    touches_put(&touches, TOUCH(meeting, m.id));
    TRY(meeting_mark(tx, &m, written ? MEETING_OPEN : MEETING_CONVENED));
    m.revision++;
    TRY(members_sync(tx, &m, &touches));
    if (written) {
        int64_t event = 0;
        TRY(event_add(tx, m.id, EVENT_OPENED, 0, 0, &event));
        touches_put(&touches, TOUCH(meeting_event, event));
    }
    TRY(meeting_tell(tx, &m, written ? MEETING_TELL_WRITTEN : MEETING_TELL_CONVENED));
    TRY(ledger_put(tx, written ? &ledger_act_MSG_MEETING_WRITTEN_OPENED : &ledger_act_MSG_MEETING_CONVENED,
                   FACTS(fact_i64("number", m.number)), touches.v, NULL));
    return tx_commit(tx);
}

struct err *meeting_cancel(struct ctx *c, int64_t id)
{
    struct meeting m;
    TX(tx, c);
    TRY(office_may_meet(c));
    TRY(meeting_load(c, id, &m));
    if (m.state != MEETING_PLANNED && m.state != MEETING_CONVENED)
        return refused(c->arena, MSG_MEETING_STARTED);
    bool told = m.state == MEETING_CONVENED;
    TRY(meeting_mark(tx, &m, MEETING_CANCELLED));
    m.revision++;
    if (told)
        TRY(meeting_tell(tx, &m, MEETING_TELL_CANCELLED));
    TRY(ledger_add(tx, MSG_MEETING_CANCELLED, FACTS(fact_i64("number", m.number)), TOUCH(meeting, m.id)));
    return tx_commit(tx);
}

/* ── deputies ── */

STMT(deputies_of_call, READ, "i",
     "SELECT e.id, e.person_id, e.place, p.name FROM deputy e JOIN person p ON p.id = e.person_id"
     " WHERE e.call_id = $1 ORDER BY e.place, e.id");
STMT(deputy_insert, WRITE, "iiiii",
     "INSERT INTO deputy (id, call_id, person_id, place, named_at) VALUES ($1, $2, $3, $4, $5)");
STMT(deputy_delete, WRITE, "i", "DELETE FROM deputy WHERE id = $1");
STMT(is_committee_member, READ, "ii",
     "SELECT count(*) FROM duty WHERE person_id = $1 AND duty = 'committee' AND ended_at IS NULL"
     " AND COALESCE(call_id, 0) IN (0, $2)");

struct err *deputy_list(struct ctx *c, int64_t call_id, struct deputy_list *ret)
{
    struct rows rows;
    TRY(db_rows(c, deputies_of_call, &rows, I64(call_id)));
    struct deputy *v = arena_array(c->arena, struct deputy, rows.n + 1);
    for (size_t i = 0; i < rows.n; i++)
        v[i] = (struct deputy){ row_i64(&rows.v[i], 0), row_i64(&rows.v[i], 1), row_i64(&rows.v[i], 2),
                                row_text(&rows.v[i], 3) };
    *ret = (struct deputy_list){ rows.n, v };
    return NULL;
}

struct err *deputy_add(struct ctx *c, int64_t call_id, int64_t person_id)
{
    struct deputy_list all;
    int64_t n = 0;
    int64_t id = id_random();
    TX(tx, c);
    TRY(office_may_meet(c));
    TRY(db_i64(c, is_committee_member, &n, I64(person_id), I64(call_id)));
    if (n == 0)
        return invalid(c->arena, "deputy", MSG_DEPUTY_NOT_MEMBER);
    TRY(deputy_list(c, call_id, &all));
    for (size_t i = 0; i < all.n; i++)
        if (all.v[i].person_id == person_id)
            return NULL;
    int64_t place = all.n ? all.v[all.n - 1].place + 1 : 1;
    TRY(db_run(tx, deputy_insert, NULL, I64(id), I64(call_id), I64(person_id), I64(place), I64(c->now)));
    TRY(ledger_add(tx, MSG_DEPUTY_NAMED, FACTS(fact_i64("place", place)), TOUCH(deputy, id), ABOUT(person, person_id)));
    return tx_commit(tx);
}

struct err *deputy_remove(struct ctx *c, int64_t call_id, int64_t person_id)
{
    struct deputy_list all;
    TX(tx, c);
    TRY(office_may_meet(c));
    TRY(deputy_list(c, call_id, &all));
    for (size_t i = 0; i < all.n; i++) {
        if (all.v[i].person_id != person_id)
            continue;
        TRY(db_must(tx, deputy_delete, I64(all.v[i].id)));
        TRY(ledger_add(tx, MSG_DEPUTY_REMOVED, NO_FACTS, TOUCH(deputy, all.v[i].id), ABOUT(person, person_id)));
        return tx_commit(tx);
    }
    return NULL;
}
