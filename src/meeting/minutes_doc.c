/* minutes_doc.c: the minutes as a document, in the form of Japanese official minutes (議事録). Always in Japanese. */
#include "meeting/meeting_store.h"

#include "base/buf.h"
#include "base/date.h"
#include "base/site.h"
#include "doc/doc.h"
#include "i18n/i18n.h"
#include "meeting/meeting_words.h"
#include "meeting.msg.h"

#include <assert.h>
#include <sodium.h>
#include <string.h>

#define SAY(m, ...) MSG_TEXT(d->arena, LANG_JA, m __VA_OPT__(, ) __VA_ARGS__)

static const char *clock_of(struct arena *a, instant at)
{
    struct clock_parts t = clock_of_instant(at);
    return MSG_TEXT(a, LANG_JA, MSG_MINUTES_CLOCK, arg_text(arena_printf(a, "%d", t.hour)),
                    arg_text(arena_printf(a, "%02d", t.minute)));
}

static const char *day_of(struct arena *a, instant at)
{
    return text_date(a, LANG_JA, date_of_instant(at));
}

static void pair(struct doc *d, const struct msg *key, const char *value)
{
    if (value && *value)
        doc_pair(d, msg_text(d->arena, LANG_JA, key, &ARG_END), value);
}

/* ── the head ── */

static void put_when(struct doc *d, const struct meeting *m)
{
    struct arena *a = d->arena;
    if (m->kind == MEETING_WRITTEN) {
        pair(d, &MSG_MINUTES_WAY, SAY(MSG_MINUTES_WAY_WRITTEN));
        pair(d, &MSG_MINUTES_FROM, arena_printf(a, "%s%s", day_of(a, m->opened_at), clock_of(a, m->opened_at)));
        pair(d, &MSG_MINUTES_DUE, arena_printf(a, "%s%s", day_of(a, m->ends_at), clock_of(a, m->ends_at)));
        return;
    }
    pair(d, &MSG_MINUTES_WHEN, m->closed_at == INSTANT_UNKNOWN
                                   ? SAY(MSG_MINUTES_WHEN_OPEN, arg_text(day_of(a, m->opened_at)),
                                         arg_text(clock_of(a, m->opened_at)))
                                   : SAY(MSG_MINUTES_WHEN_TEXT, arg_text(day_of(a, m->opened_at)),
                                         arg_text(clock_of(a, m->opened_at)), arg_text(clock_of(a, m->closed_at))));
    pair(d, &MSG_MINUTES_PLACE, *m->place ? m->place : SAY(MSG_MINUTES_ONLINE));
}

static void put_members(struct doc *d, const struct session_view *s)
{
    const struct doc_column columns[] = { { SAY(MSG_MINUTES_PART), 18, DOC_LEFT, false },
                                          { SAY(MSG_MINUTES_NAME), 30, DOC_LEFT, false },
                                          { SAY(MSG_MINUTES_ATTENDANCE), 22, DOC_LEFT, false } };
    bool written = s->meeting.kind == MEETING_WRITTEN;
    int there = 0;
    doc_heading(d, 2, SAY(MSG_MINUTES_MEMBERS));
    doc_table(d, columns, written ? 2 : 3);
    for (size_t i = 0; i < s->members.n; i++) {
        const struct member *m = &s->members.v[i];
        const char *part = msg_text(d->arena, LANG_JA, part_msg(m->part), &ARG_END);
        const char *way = msg_text(d->arena, LANG_JA, way_msg(m->way), &ARG_END);
        there += m->way == WAY_PRESENT || m->way == WAY_ONLINE;
        doc_row(d, (const char *const[]){ part, m->name, way });
    }
    if (!written)
        doc_paragraph(d, SAY(MSG_MINUTES_QUORUM_WHOLE, arg_i64((int64_t)s->members.n), arg_i64(there)));
    pair(d, &MSG_MINUTES_OFFICE, s->call->definition->office.name.in[LANG_JA]);
}

static const char *title_of(struct arena *a, const struct item *x)
{
    return *x->receipt_no ? arena_printf(a, "%s　%s（%s）", x->receipt_no, x->title, x->institution) : x->title;
}

static void put_agenda(struct doc *d, const struct session_view *s)
{
    doc_heading(d, 2, SAY(MSG_MINUTES_AGENDA));
    for (size_t i = 0; i < s->items.n; i++)
        doc_paragraph(d, SAY(MSG_MINUTES_ITEM, arg_i64(s->items.v[i].number),
                             arg_text(title_of(d->arena, &s->items.v[i]))));
}

/* ── one item ── */

/* What is told of an item: who left for it and came back, when it began and ended. */
static void put_events(struct doc *d, const struct session_view *s, const struct item *x)
{
    static const struct { enum event_kind kind; const struct msg *msg; } TOLD[] = {
        { EVENT_EXCUSED, &MSG_MINUTES_EXCUSED },
        { EVENT_ITEM_OPENED, &MSG_MINUTES_ITEM_OPENED },
        { EVENT_ITEM_CLOSED, &MSG_MINUTES_ITEM_CLOSED },
        { EVENT_RETURNED, &MSG_MINUTES_RETURNED },
    };
    for (size_t i = 0; i < s->events.n; i++) {
        const struct event *e = &s->events.v[i];
        for (size_t k = 0; k < sizeof TOLD / sizeof TOLD[0] && e->item_id == x->id; k++)
            if (TOLD[k].kind == e->kind && s->meeting.kind == MEETING_ROOM)
                doc_pair(d, clock_of(d->arena, e->at),
                         msg_text(d->arena, LANG_JA, TOLD[k].msg, (const struct arg[]){ arg_text(e->name), ARG_END }));
    }
}

static void put_answers(struct doc *d, const struct session_view *s, const struct item *x)
{
    const struct doc_column columns[] = { { SAY(MSG_MINUTES_NAME), 25, DOC_LEFT, false },
                                          { SAY(MSG_MINUTES_ANSWER), 20, DOC_LEFT, false },
                                          { SAY(MSG_MINUTES_OPINION), 45, DOC_LEFT, false } };
    doc_table(d, columns, 3);
    for (size_t i = 0; i < s->members.n; i++) {
        const struct member *m = &s->members.v[i];
        const struct member_answer *w = session_answer(s, x->id, m->person_id);
        if (session_conflicted(s, x->id, m->person_id))
            continue;
        const char *said = msg_text(d->arena, LANG_JA, answer_msg(w ? w->kind : ANSWER_NONE), &ARG_END);
        doc_row(d, (const char *const[]){ m->name, said, w ? w->comment : "" });
    }
}

static void put_decision(struct doc *d, const struct session_view *s, const struct item *x)
{
    const struct noted *n = session_decision(s, x->id);
    if (!n) {
        if (x->application_id)
            pair(d, &MSG_MINUTES_DECISION, SAY(MSG_MINUTES_UNDECIDED));
        return;
    }
    bool written = s->meeting.kind == MEETING_WRITTEN;
    doc_pair(d, SAY(MSG_MINUTES_QUORUM),
             written ? SAY(MSG_MINUTES_QUORUM_WRITTEN, arg_i64(n->eligible), arg_i64(n->present))
                     : SAY(MSG_MINUTES_QUORUM_ITEM, arg_i64(n->eligible), arg_i64(n->present)));
    pair(d, &MSG_MINUTES_DECISION, msg_text(d->arena, LANG_JA, outcome_word_msg(n->decision.outcome), &ARG_END));
    pair(d, &MSG_MINUTES_REASON, n->decision.reason);
    pair(d, &MSG_MINUTES_COMMENT, n->decision.comment);
    pair(d, &MSG_MINUTES_CONDITIONS, n->decision.conditions);
    pair(d, &MSG_MINUTES_PRESIDER, n->presider);
}

static void put_item(struct doc *d, const struct session_view *s, const struct item *x)
{
    const char *said = session_text(s, "item", x->id);
    doc_heading(d, 3, SAY(MSG_MINUTES_ITEM, arg_i64(x->number), arg_text(title_of(d->arena, x))));
    put_events(d, s, x);
    if (!x->application_id && *x->body)
        doc_paragraph(d, x->body);
    if (*said)
        doc_paragraph(d, said);
    if (s->meeting.kind == MEETING_WRITTEN && x->application_id)
        put_answers(d, s, x);
    put_decision(d, s, x);
}

/* Who came and went without an item being the reason. */
static void put_moves(struct doc *d, const struct session_view *s)
{
    bool begun = false;
    bool opened = false;
    for (size_t i = 0; i < s->events.n; i++) {
        const struct event *e = &s->events.v[i];
        const struct msg *m = e->kind == EVENT_PRESENT  ? &MSG_MINUTES_CAME
                              : e->kind == EVENT_ONLINE ? &MSG_MINUTES_CAME_ONLINE
                              : e->kind == EVENT_LEFT   ? &MSG_MINUTES_WENT
                                                        : NULL;
        opened |= e->at > s->meeting.opened_at;
        if (!m || e->item_id || !opened)
            continue;
        if (!begun)
            doc_heading(d, 2, SAY(MSG_MINUTES_MOVES));
        begun = true;
        doc_pair(d, clock_of(d->arena, e->at),
                 msg_text(d->arena, LANG_JA, m, (const struct arg[]){ arg_text(e->name), ARG_END }));
    }
}

/* ── the whole ── */

static void put_body(struct doc *d, const struct session_view *s)
{
    const struct meeting *m = &s->meeting;
    doc_heading(d, 1, SAY(MSG_MINUTES_TITLE, arg_text(call_title(d->arena, LANG_JA, s->call)), arg_text(m->title)));
    put_when(d, m);
    put_members(d, s);
    put_agenda(d, s);
    put_moves(d, s);
    doc_heading(d, 2, SAY(MSG_MINUTES_COURSE));
    if (*session_text(s, "opening", 0))
        doc_paragraph(d, session_text(s, "opening", 0));
    for (size_t i = 0; i < s->items.n; i++)
        if (s->items.v[i].state != ITEM_WAITING || m->kind == MEETING_WRITTEN)
            put_item(d, s, &s->items.v[i]);
    if (*session_text(s, "closing", 0) || m->closed_at != INSTANT_UNKNOWN)
        doc_heading(d, 2, SAY(MSG_MINUTES_CLOSE));
    if (*session_text(s, "closing", 0))
        doc_paragraph(d, session_text(s, "closing", 0));
    if (m->closed_at != INSTANT_UNKNOWN)
        doc_paragraph(d, SAY(*(m->kind == MEETING_WRITTEN ? &MSG_MINUTES_CLOSED_WRITTEN : &MSG_MINUTES_CLOSED_AT),
                             arg_text(day_of(d->arena, m->closed_at)), arg_text(clock_of(d->arena, m->closed_at))));
}

/* Only confirmations of those who presided in this view: nothing points at what is not in it. */
static void put_confirmations(struct doc *d, const struct session_view *s)
{
    const struct member *who[16];
    size_t n = minutes_presiders(s, who, 16);
    bool fixed = minutes_are_fixed(s);
    if (!fixed) {
        doc_note(d, SAY(MSG_MINUTES_DRAFT));
        return;
    }
    doc_heading(d, 2, SAY(MSG_MINUTES_CONFIRMATION));
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < s->confirmations.n; k++)
            if (s->confirmations.v[k].person_id == who[i]->person_id)
                doc_pair(d, msg_text(d->arena, LANG_JA, part_msg(who[i]->part), &ARG_END),
                         SAY(MSG_MINUTES_CONFIRMED_BY, arg_text(who[i]->name),
                             arg_text(day_of(d->arena, s->confirmations.v[k].at))));
}

struct doc *minutes_doc(struct ctx *c, const struct session_view *s, struct bytes *ret_hash)
{
    struct arena *a = c->arena;
    const struct meeting *m = &s->meeting;
    const char *title = MSG_TEXT(a, LANG_JA, MSG_MINUTES_TITLE, arg_text(call_title(a, LANG_JA, s->call)),
                                 arg_text(m->title));
    instant made = m->closed_at != INSTANT_UNKNOWN ? m->closed_at : m->opened_at != INSTANT_UNKNOWN ? m->opened_at : 0;
    struct doc *d = doc_make(a, DOC_REPORT, LANG_JA, title, made);
    uint8_t *hash = arena_alloc(a, 32);
    struct bytes json = { 0 };
    doc_set_footer(d, title);
    if (c->site->rehearsal || s->call->rehearsal)
        doc_set_mark(d, MSG_TEXT(a, LANG_JA, MSG_MINUTES_REHEARSAL));
    put_body(d, s);
    struct err *e = doc_to_json(a, d, &json);
    assert(!e); /* everything in it was made printable */
    (void)crypto_generichash(hash, 32, json.p, json.n, NULL, 0);
    *ret_hash = (struct bytes){ hash, 32 };
    put_confirmations(d, s);
    doc_right(d, MSG_TEXT(a, LANG_JA, MSG_MINUTES_END));
    return d;
}
