/* meeting.h: the committee sits: in a room, online, or in writing (持ち回り審議).
**
** What happens is kept as events with their minute; the minutes (議事録) are made of them. Whoever is in conflict with an
** item of the agenda finds no trace of it: every list here is scoped in SQL by the viewer, with numbers that run on;
** and while such an item is open the room shows a page that names nothing. Decisions are the chair's to record, or the
** deputy's (委員長代理) where the chair is in conflict or absent, and only on the item that is open, with a quorum. */
#ifndef MEETING_MEETING_H
#define MEETING_MEETING_H

#include "base/ctx.h"
#include "call/call.h"
#include "decision/decision.h"

#include <stdbool.h>

struct tx;

enum meeting_kind { MEETING_ROOM, MEETING_WRITTEN };
enum meeting_state { MEETING_PLANNED, MEETING_CONVENED, MEETING_OPEN, MEETING_CLOSED, MEETING_CANCELLED };
enum item_state { ITEM_WAITING, ITEM_OPEN, ITEM_DONE };
enum meeting_part { PART_MEMBER, PART_DEPUTY, PART_CHAIR };
enum way { WAY_UNKNOWN, WAY_PRESENT, WAY_ONLINE, WAY_ABSENT };
enum answer_kind { ANSWER_NONE, ANSWER_AGREE, ANSWER_OBJECT, ANSWER_MEET };
enum event_kind {
    EVENT_OPENED,
    EVENT_CLOSED,
    EVENT_PRESENT,  /* arrived in the room */
    EVENT_ONLINE,
    EVENT_ABSENT,
    EVENT_LEFT,     /* went away; comes back by EVENT_PRESENT or EVENT_ONLINE */
    EVENT_EXCUSED,  /* left for an item because of a conflict */
    EVENT_RETURNED, /* and came back */
    EVENT_ITEM_OPENED,
    EVENT_ITEM_CLOSED
};
/* Their words in the store and in forms; the parsers give the first of the enum for an unknown word. */
const char *meeting_state_word(enum meeting_state x);
enum meeting_state meeting_state_parse(const char *word);
const char *way_word(enum way x);
enum way way_parse(const char *word);
const char *answer_word(enum answer_kind x);
enum answer_kind answer_parse(const char *word);
const char *event_word(enum event_kind x);
enum event_kind event_parse(const char *word);

struct meeting {
    int64_t id, call_id, number, revision;
    enum meeting_kind kind;
    enum meeting_state state;
    const char *title, *place, *url; /* url, place "": none */
    instant starts_at, ends_at;      /* in writing: from when, and when answers are due */
    instant convened_at, opened_at, closed_at;
};
struct meeting_list {
    size_t n;
    struct meeting *v;
};
struct member {
    int64_t id, person_id, place;
    const char *name;
    enum meeting_part part;
    enum way way;
    bool inside, declared; /* declared: pledge and all declarations are there */
};
struct proposal {
    enum outcome outcome;
    const char *reason, *comment, *conditions;
};
struct item {
    int64_t id, application_id; /* application_id 0: other business */
    int number;                 /* 1, 2, … as this viewer sees them */
    enum item_state state;
    const char *title, *body;
    const char *receipt_no, *institution, *type_key; /* "" for other business */
    bool withdrawn;
    struct proposal proposal;
};
struct item_file {
    int64_t id, item_id, size;
    const char *name, *media_type;
    struct bytes hash;
};
struct conflict_pair {
    int64_t item_id, person_id;
};
struct event {
    int64_t item_id, person_id; /* 0: none */
    enum event_kind kind;
    instant at;
    const char *name;
};
struct noted {
    int64_t item_id, revision, eligible, present;
    struct proposal decision;
    const char *presider;
    int64_t person_id;
    instant at;
};
struct member_answer {
    int64_t item_id, person_id, revision;
    enum answer_kind kind;
    const char *comment;
    instant at;
};
struct minutes_text {
    int64_t item_id, revision; /* item_id 0: part says which */
    const char *part, *value;
};
struct minutes_seen {
    int64_t person_id;
    const char *name;
    struct bytes hash;
    instant at;
};
#define SEVERAL(type) \
    struct {          \
        size_t n;     \
        type *v;      \
    }
/* A meeting with all that belongs to it, as one viewer may know it. */
struct session_view {
    struct meeting meeting;
    struct call *call;
    SEVERAL(struct item) items;
    SEVERAL(struct member) members;
    SEVERAL(struct conflict_pair) conflicts; /* members against items of this view */
    SEVERAL(struct item_file) files;
    SEVERAL(struct event) events;
    SEVERAL(struct noted) decisions;
    SEVERAL(struct member_answer) answers;
    SEVERAL(struct minutes_text) texts;
    SEVERAL(struct minutes_seen) confirmations;
    bool waits; /* an item is open that this viewer has no part in */
};
/* The office's view, without scope; a member's: NOT_FOUND for a meeting that is only planned. Ten statements, whatever
** they hold. Rights are asked: ACT_OFFICE_MEETING, ACT_COMMITTEE_SEE. */
struct err *session_load_office(struct ctx *c, int64_t id, struct session_view *ret) MUST_CHECK;
struct err *session_load_member(struct ctx *c, int64_t id, struct session_view *ret) MUST_CHECK;
/* Of a call, the newest first; for members without those only planned. */
struct err *meeting_list(struct ctx *c, int64_t call_id, bool office, struct meeting_list *ret) MUST_CHECK;
const struct item *session_item(const struct session_view *s, int64_t item_id);     /* NULL: none in this view */
const struct item *session_open_item(const struct session_view *s);                /* NULL: none */
const struct member *session_member(const struct session_view *s, int64_t person_id); /* NULL */
bool session_conflicted(const struct session_view *s, int64_t item_id, int64_t person_id);
/* How many have to leave before this item is opened. */
int session_leavers(const struct session_view *s, int64_t item_id);
const struct noted *session_decision(const struct session_view *s, int64_t item_id);  /* the last; NULL */
const struct member_answer *session_answer(const struct session_view *s, int64_t item_id, int64_t person_id);
const char *session_text(const struct session_view *s, const char *part, int64_t item_id); /* "" */

/* ── rules: pure ── */
struct quorum {
    int eligible, present; /* members without conflict; of those, in the room or online */
    bool met;              /* present is at least percent % of eligible, and somebody is there */
};
struct quorum quorum_count(int eligible, int present, int64_t percent);
/* Of an item (0: of the meeting as such). */
struct quorum session_quorum(const struct session_view *s, int64_t item_id);

/* Who presides over an item: the chair; else the first deputy who can. */
struct presider {
    int64_t person_id;
    enum meeting_part part;
    int64_t place;
    bool can; /* without conflict, and inside where the meeting sits */
};
/* May this person preside, among these? Every chair who can; no chair: the deputy who can with the smallest place. */
bool presides(const struct presider *v, size_t n, int64_t person_id);

enum written_outcome {
    WRITTEN_OPEN,
    WRITTEN_CARRIED,
    WRITTEN_LACKS_ANSWERS,
    WRITTEN_NOT_AGREED,
    WRITTEN_WANTS_MEETING
};
struct written_count {
    int eligible, answered, agree, object, meet;
};
/* What the answers amount to: a meeting when enough want one; too few answers for a quorum; carried when more than
** written_agree_percent of the eligible agree; before the due time WRITTEN_OPEN unless all have answered. */
enum written_outcome written_result(const struct rule_settings *rules, const struct written_count *n, bool due);
struct written_count session_count(const struct session_view *s, int64_t item_id);

/* ── plan: by the office ── */
struct meeting_typed {
    enum meeting_kind kind;
    const char *title, *place, *url;
    instant starts_at, ends_at;
};
/* INVALID about "title", "place" (a meeting wants a place or an address), "url", "starts", "ends"; REFUSED before the
** call has closed. */
struct err *meeting_create(struct ctx *c, int64_t call_id, const struct meeting_typed *t, int64_t *ret_id) MUST_CHECK;
/* Before it is open; who was told already is told again. seen: the revision. */
struct err *meeting_change(struct ctx *c, int64_t id, int64_t seen, const struct meeting_typed *t) MUST_CHECK;
/* Tells all members by mail; wants at least one item. */
struct err *meeting_convene(struct ctx *c, int64_t id) MUST_CHECK;
struct err *meeting_cancel(struct ctx *c, int64_t id) MUST_CHECK;
/* Applications of the call to the end of the agenda, in the order given; those there already stay where they are.
** INVALID about "applications" when there is none. */
struct err *agenda_add(struct ctx *c, int64_t id, const int64_t *applications, size_t n) MUST_CHECK;
/* Other business. INVALID about "business". */
struct err *agenda_add_business(struct ctx *c, int64_t id, const char *title, const char *body) MUST_CHECK;
/* One place up (-1) or down (+1); away. REFUSED once the item was opened. */
struct err *agenda_move(struct ctx *c, int64_t item_id, int by) MUST_CHECK;
struct err *agenda_remove(struct ctx *c, int64_t item_id) MUST_CHECK;
/* What a written deliberation is asked: INVALID about "outcome", texts as in decision_record. */
struct err *agenda_propose(struct ctx *c, int64_t item_id, const struct proposal *typed) MUST_CHECK;
struct file_facts;
struct err *agenda_attach(struct ctx *c, int64_t item_id, const struct file_facts *f) MUST_CHECK;

struct deputy {
    int64_t id, person_id, place;
    const char *name;
};
struct deputy_list {
    size_t n;
    struct deputy *v;
};
struct err *deputy_list(struct ctx *c, int64_t call_id, struct deputy_list *ret) MUST_CHECK;
/* A member of the committee of the call, to the end; INVALID about "deputy". */
struct err *deputy_add(struct ctx *c, int64_t call_id, int64_t person_id) MUST_CHECK;
struct err *deputy_remove(struct ctx *c, int64_t call_id, int64_t person_id) MUST_CHECK;

/* ── the room: by the office ── */
struct attending {
    int64_t person_id;
    enum way way;
};
/* Opens a convened meeting with who is there; REFUSED without a quorum of all members, INVALID ("way.ID") for somebody
** of whom nothing is said, or who has not declared. A written deliberation opens without attendance. */
struct err *room_open(struct ctx *c, int64_t id, const struct attending *v, size_t n) MUST_CHECK;
/* Somebody comes, goes over to online, or goes. The same again is nothing. */
struct err *room_attend(struct ctx *c, int64_t id, int64_t person_id, enum way way) MUST_CHECK;
/* Opens an item. left: whom the office saw leave. INVALID ("left.ID") while a member in conflict is still inside;
** REFUSED while another item is open. */
struct err *room_open_item(struct ctx *c, int64_t item_id, const int64_t *left, size_t n) MUST_CHECK;
/* Closes it; back: who returned at once. */
struct err *room_close_item(struct ctx *c, int64_t item_id, const int64_t *back, size_t n) MUST_CHECK;
struct err *room_close(struct ctx *c, int64_t id) MUST_CHECK;

/* ── the floor: where a decision is made ── */
struct floor {
    int64_t meeting_id, item_id;
    struct quorum quorum;
};
/* May the viewer decide on the application as who presides? (Conflict and declarations are the caller's question.) */
struct err *floor_presides(struct ctx *c, const struct call *call, int64_t application_id, bool *ret) MUST_CHECK;
/* Where a decision on it can be made now; NULL in *ret: without a meeting, where the call's rules allow that. REFUSED:
** it is on no agenda that is open, or there is no quorum. */
struct err *floor_find(struct ctx *c, const struct call *call, int64_t application_id, struct floor **ret) MUST_CHECK;
/* Keeps the decision as made on this floor; *ret_id is the row's. */
struct err *floor_note(struct tx *tx, const struct floor *f, const struct decision *d, int64_t *ret_id) MUST_CHECK;

/* ── in writing ── */
/* By a member without conflict, until the deliberation is closed. INVALID about "answer.ITEM", "comment.ITEM" (wanted
** with every answer but agreement). seen: the revision of one's earlier answer (0: none). */
struct err *written_answer(struct ctx *c, int64_t item_id, enum answer_kind kind, const char *comment,
                           int64_t seen) MUST_CHECK;
/* Who presides concludes: carried, the proposal becomes the decision. REFUSED says what is missing otherwise. */
struct err *written_conclude(struct ctx *c, int64_t item_id) MUST_CHECK;

/* ── the minutes ── */
#define MINUTES_TEXT_MAX 4000
/* The office writes what events cannot say. part "opening", "closing", "item" (with its id). */
struct err *minutes_write(struct ctx *c, int64_t meeting_id, const char *part, int64_t item_id, const char *value,
                          int64_t seen) MUST_CHECK;
/* By whoever presided over something in it; hash: of what this person read (CONFLICT when it is another by now). Once
** all who presided have confirmed, nothing of the minutes changes any more. */
struct err *minutes_confirm(struct ctx *c, int64_t meeting_id, struct bytes hash) MUST_CHECK;
/* Whose confirmation the minutes want. */
size_t minutes_presiders(const struct session_view *s, const struct member **ret, size_t most);
bool minutes_are_fixed(const struct session_view *s);
struct doc;
/* The document, and the hash of its text without the confirmations. */
struct doc *minutes_doc(struct ctx *c, const struct session_view *s, struct bytes *ret_hash);

#endif
