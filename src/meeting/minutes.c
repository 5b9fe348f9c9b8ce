/* minutes.c: the wording of the minutes, and their confirmation by whoever presided. */
#include "meeting/meeting_mail.h"
#include "meeting/meeting_store.h"

#include "base/id.h"
#include "base/text.h"
#include "ledger/ledger.h"
#include "meeting.msg.h"
#include "person/person.h"
#include "person.msg.h"
#include "review/declaration.h"

#include <string.h>

LEDGER_ACT(MSG_MINUTES_WRITTEN);
LEDGER_ACT(MSG_MINUTES_CONFIRMED);

STMT(minutes_text_insert, WRITE, "iititii",
     "INSERT INTO minutes_text (id, meeting_id, part, item_id, value, revision, saved_by, saved_at)"
     " VALUES ($1, $2, $3, $4, $5, 1, $6, $7)");
STMT(minutes_text_change, WRITE, "itiitii",
     "UPDATE minutes_text SET value = $5, revision = revision + 1, saved_by = $6, saved_at = $7 WHERE meeting_id = $1"
     " AND part = $2 AND COALESCE(item_id, 0) = $3 AND revision = $4");
STMT(minutes_text_id, READ, "it", "SELECT id FROM minutes_text WHERE meeting_id = $1 AND part = $2");
STMT(minutes_confirmation_insert, WRITE, "iiibi",
     "INSERT INTO minutes_confirmation (id, meeting_id, person_id, document_hash, confirmed_at)"
     " VALUES ($1, $2, $3, $4, $5) ON CONFLICT (meeting_id, person_id) DO NOTHING");
STMT(minutes_confirmations, READ, "i", "SELECT id FROM minutes_confirmation WHERE meeting_id = $1 ORDER BY id");
STMT(minutes_confirmation_delete, WRITE, "i", "DELETE FROM minutes_confirmation WHERE id = $1");

/* ── who confirms ── */

/* Who presided over the item, as the rule has it: the chair, else a deputy, who took part and is not in conflict. */
static const struct member *presider_of(const struct session_view *s, int64_t item_id)
{
    const struct member *best = NULL;
    for (size_t i = 0; i < s->members.n; i++) {
        const struct member *m = &s->members.v[i];
        bool there = s->meeting.kind == MEETING_WRITTEN || m->way == WAY_PRESENT || m->way == WAY_ONLINE;
        if (!there || m->part == PART_MEMBER || session_conflicted(s, item_id, m->person_id))
            continue;
        if (!best || m->part > best->part || (m->part == best->part && m->place < best->place))
            best = m;
    }
    return best;
}

static const struct member *presider_noted(const struct session_view *s, const struct item *x)
{
    const struct noted *d = session_decision(s, x->id);
    const struct member *m = d ? session_member(s, d->person_id) : NULL;
    return m ? m : presider_of(s, x->id);
}

size_t minutes_presiders(const struct session_view *s, const struct member **ret, size_t most)
{
    size_t n = 0;
    for (size_t i = 0; i <= s->items.n; i++) {
        const struct member *m = i < s->items.n ? presider_noted(s, &s->items.v[i]) : n ? NULL : presider_of(s, 0);
        bool known = !m;
        for (size_t k = 0; k < n; k++)
            known |= ret[k] == m;
        if (!known && n < most)
            ret[n++] = m;
    }
    return n;
}

static bool has_confirmed(const struct session_view *s, int64_t person_id)
{
    for (size_t i = 0; i < s->confirmations.n; i++)
        if (s->confirmations.v[i].person_id == person_id)
            return true;
    return false;
}

bool minutes_are_fixed(const struct session_view *s)
{
    const struct member *who[16];
    size_t n = minutes_presiders(s, who, 16);
    for (size_t i = 0; i < n; i++)
        if (!has_confirmed(s, who[i]->person_id))
            return false;
    return n > 0;
}

/* ── the wording ── */

static struct err *void_confirmations(struct tx *tx, int64_t meeting_id, struct touches *touches)
{
    struct rows rows;
    TRY(db_rows(tx_ctx(tx), minutes_confirmations, &rows, I64(meeting_id)));
    for (size_t i = 0; i < rows.n; i++) {
        TRY(db_must(tx, minutes_confirmation_delete, I64(row_i64(&rows.v[i], 0))));
        touches_put(touches, TOUCH(minutes_confirmation, row_i64(&rows.v[i], 0)));
    }
    return NULL;
}

static const struct minutes_text *text_of(const struct session_view *s, const char *part)
{
    for (size_t i = 0; i < s->texts.n; i++)
        if (strcmp(s->texts.v[i].part, part) == 0)
            return &s->texts.v[i];
    return NULL;
}

static struct err *part_of(struct ctx *c, const struct session_view *s, const char *part, int64_t item_id,
                           const char **ret)
{
    bool item = strcmp(part, "item") == 0;
    if (item ? !session_item(s, item_id) : strcmp(part, "opening") != 0 && strcmp(part, "closing") != 0)
        return not_found(c->arena);
    *ret = item ? id_text(c->arena, item_id) : part;
    return NULL;
}

static struct err *put_text(struct tx *tx, int64_t meeting_id, const char *key, int64_t item_id, const char *text,
                            const struct minutes_text *before, int64_t *ret_id)
{
    struct ctx *c = tx_ctx(tx);
    if (!before) {
        *ret_id = id_random();
        return db_run(tx, minutes_text_insert, NULL, I64(*ret_id), I64(meeting_id), TXT(key),
                      item_id ? I64(item_id) : NUL(), TXT(text), I64(c->actor.person), I64(c->now));
    }
    struct row row;
    TRY(db_row(c, minutes_text_id, &row, I64(meeting_id), TXT(key)));
    *ret_id = row_i64(&row, 0);
    return db_must(tx, minutes_text_change, I64(meeting_id), TXT(key), I64(item_id), I64(before->revision), TXT(text),
                   I64(c->actor.person), I64(c->now));
}

struct err *minutes_write(struct ctx *c, int64_t meeting_id, const char *part, int64_t item_id, const char *value,
                          int64_t seen)
{
    struct session_view s;
    struct touches touches = touches_make(c->arena);
    const char *key = NULL;
    const char *text = review_stripped(c->arena, value);
    size_t n = text_count(text);
    int64_t id = 0;
    extern const struct ledger_act ledger_act_MSG_MINUTES_WRITTEN;
    TX(tx, c);
    TRY(session_load_office(c, meeting_id, &s));
    TRY(part_of(c, &s, part, item_id, &key));
    const struct minutes_text *before = text_of(&s, key);
    if (strcmp(before ? before->value : "", text) == 0)
        return NULL;
    if (s.meeting.state != MEETING_OPEN && s.meeting.state != MEETING_CLOSED)
        return refused(c->arena, MSG_MINUTES_TOO_EARLY);
    if (s.meeting.state == MEETING_CLOSED && minutes_are_fixed(&s))
        return refused(c->arena, MSG_MINUTES_FIXED);
    if (n > MINUTES_TEXT_MAX)
        return invalid(c->arena, arena_printf(c->arena, "text.%s", key), MSG_MEETING_TOO_LONG,
                       arg_i64(MINUTES_TEXT_MAX), arg_i64((int64_t)n));
    if ((before ? before->revision : 0) != seen)
        return conflict(c->arena, MSG_MINUTES_CHANGED);
    TRY(put_text(tx, meeting_id, key, item_id, text, before, &id));
    touches_put(&touches, TOUCH(minutes_text, id));
    TRY(void_confirmations(tx, meeting_id, &touches));
    touches_put(&touches, ABOUT(meeting, meeting_id));
    TRY(ledger_put(tx, &ledger_act_MSG_MINUTES_WRITTEN, FACTS(fact_text("part", item_id ? "item" : part)), touches.v,
                   NULL));
    return tx_commit(tx);
}

/* ── confirming ── */

struct err *minutes_confirm(struct ctx *c, int64_t meeting_id, struct bytes hash)
{
    struct session_view s;
    struct bytes now;
    const struct member *who[16];
    int64_t me = viewer_person(c);
    int64_t id = id_random();
    bool mine = false;
    TX(tx, c);
    TRY(session_load_member(c, meeting_id, &s));
    TRY(allow(c, ACT_DELIBERATE, ACT_COMMITTEE_SEE, (struct standing){ REL_CALL, call_states(s.call, c->now) }));
    size_t n = minutes_presiders(&s, who, 16);
    for (size_t i = 0; i < n; i++)
        mine |= who[i]->person_id == me;
    if (!mine)
        return forbidden(c->arena, MSG_PERSON_FORBIDDEN);
    if (s.meeting.state != MEETING_CLOSED)
        return refused(c->arena, MSG_MINUTES_NOT_CLOSED);
    if (has_confirmed(&s, me))
        return NULL;
    (void)minutes_doc(c, &s, &now);
    if (hash.n != now.n || memcmp(hash.p, now.p, now.n) != 0)
        return conflict(c->arena, MSG_MINUTES_CHANGED);
    TRY(db_run(tx, minutes_confirmation_insert, NULL, I64(id), I64(meeting_id), I64(me), BYTES(now), I64(c->now)));
    TRY(ledger_add(tx, MSG_MINUTES_CONFIRMED, FACTS(fact_hash("document", now)), TOUCH(minutes_confirmation, id),
                   ABOUT(meeting, meeting_id)));
    return tx_commit(tx);
}
