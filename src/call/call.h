/* call.h: a call for applications (公募): its dates, the definition it is run by, and in which phase it is.
**
** A call opens and closes by itself: its phase is a function of its dates and of the present instant, never
** a stored flag that somebody must remember to set. */
#ifndef CALL_CALL_H
#define CALL_CALL_H

#include "base/ctx.h"
#include "person/policy.h"
#include "programme/programme.h"

#include <stdbool.h>

struct tx;

struct call {
    int64_t id;
    const char *programme, *round; /* "j-innovation-hub", "6" */
    int64_t definition_id;
    const char *state; /* draft, published, cancelled */
    instant opens_at, closes_at;
    bool deadline_inclusive;       /* is closes_at itself, to the microsecond, still in time? */
    date planned_from, planned_to; /* announcement, planned; DATE_UNKNOWN */
    const char *planned_words_ja, *planned_words_en;
    int term_years;
    bool rehearsal;
    instant published_at; /* INSTANT_UNKNOWN: not yet */
    date announced_on;    /* DATE_UNKNOWN: not yet */
    instant announced_at;
    int64_t published_by; /* a person; 0: not yet, or the program */
    instant created_at;
    int64_t copied_from;      /* the call it was begun from; 0: the programme's data */
    int64_t undo_id, seen_id; /* definitions: before the last change, when last previewed; 0: none */
    instant questions_from, questions_to; /* INSTANT_UNKNOWN: with the call */
    instant cancelled_at;
    const char *cancelled_why_ja,
        *cancelled_why_en;               /* NULL: not cancelled, or a draft that nobody had seen */
    const struct definition *definition; /* loaded with the call; shared, immutable */
};

enum call_phase { CALL_DRAFT, CALL_CANCELLED, CALL_UPCOMING, CALL_OPEN, CALL_CLOSED, CALL_ANNOUNCED };
enum call_phase call_phase(const struct call *call, instant now);
const struct msg *call_phase_word(enum call_phase phase);
/* The states of the call for the policy (STATE_CALL_OPEN …); decisions add theirs. */
unsigned call_states(const struct call *call, instant now);

/* NULL when a request that had arrived whole at `arrived` is in time; else REFUSED with the reason (not open yet,
** closed at). Default: closes_at itself is in, one microsecond later is out (DESIGN §3.5). */
struct err *call_accepts(struct arena *a, const struct call *call, instant arrived) MUST_CHECK;

/* "第6回公募" / "Sixth call" */
const char *call_title(struct arena *a, enum lang lang, const struct call *call);
/* The sentence that says what "in time" means, for the call page, the form and the receipt. */
const char *call_deadline_sentence(struct arena *a, enum lang lang, const struct call *call);

/* By its id, in whatever state: rights are the caller's question. NOT_FOUND. */
struct err *call_load(struct ctx *c, int64_t id, struct call **ret) MUST_CHECK;
/* By programme and round as in the URL /calls/:round; NOT_FOUND. Drafts only for the office. */
struct err *call_load_round(struct ctx *c, const char *round, struct call **ret) MUST_CHECK;
/* The same of what the public may see; NOT_FOUND for a draft, whoever asks. */
struct err *call_load_published(struct ctx *c, const char *round, struct call **ret) MUST_CHECK;
/* How often it has been published and amended. */
struct err *call_version_count(struct ctx *c, int64_t call_id, int64_t *ret) MUST_CHECK;
struct call_list {
    size_t n;
    struct call **v;
};
/* All that are published (newest first); with drafts too when the viewer is of the office. */
struct err *call_list(struct ctx *c, struct call_list *ret) MUST_CHECK;
/* The call that the office, reviewers and committee are busy with: the newest that has opened and is not announced;
** else the next to open; else the newest. NULL when there is none. */
struct err *call_find_current(struct ctx *c, struct call **ret) MUST_CHECK;

/* The newest call in preparation, for the office; NULL when there is none. */
struct err *call_find_draft(struct ctx *c, struct call **ret) MUST_CHECK;

/* A definition by id, parsed once per process and kept (definitions are immutable). */
struct err *definition_load(struct ctx *c, int64_t id, const struct definition **ret) MUST_CHECK;
/* Stores a definition as the next version of its programme (no new row when the hash is already there). */
struct err *definition_add(struct tx *tx, const struct definition *def, const char *note,
                           int64_t *ret_id) MUST_CHECK;

/* The newest version of all (what a new call begins with); NULL and 0 when there is none yet. */
struct err *definition_find_newest(struct ctx *c, const struct definition **ret, int64_t *ret_id) MUST_CHECK;

/* ── dates ── */
struct call_dates {
    instant opens_at, closes_at;
    bool deadline_inclusive;
    date planned_from, planned_to;
    const char *planned_words_ja, *planned_words_en;
    int term_years;
};
struct call_dates call_dates_of(const struct call *call);
/* The definition's own schedule. */
struct call_dates call_dates_of_schedule(const struct definition *def);
/* Are they in order among themselves? INVALID about opens, closes, planned_from, planned_to, term_years. */
struct err *call_dates_check(struct arena *a, const struct call_dates *d) MUST_CHECK;
/* May the call get these dates now? A draft: any in order. Once it is published nobody may be worse off: the
** deadline only moves later and never after it has passed, the opening only while it is ahead, the term not
** at all. */
struct err *call_may_change_dates(struct arena *a, const struct call *call, const struct call_dates *d,
                                  instant now) MUST_CHECK;
/* REFUSED unless it is a draft, its dates are in order, the opening is not past (in a rehearsal it may be) nor the
** deadline, and no item that is ours waits to be confirmed. */
struct err *call_may_publish(struct arena *a, const struct call *call, int64_t unconfirmed,
                             instant now) MUST_CHECK;

/* ── items that are ours, and their confirmation ── */
struct call_item {
    struct definition_item item;
    bool confirmed; /* as it stands; always true of an item that has a source */
    const char *by; /* who confirmed it; "" : the program, or nobody */
    instant confirmed_at;
    const char *before_by; /* the same was confirmed so for the call it was copied from; NULL: not */
    instant before_at;
};
struct call_items {
    size_t n;
    struct call_item *v; /* all items of the definition, in its order */
    int64_t ours, unconfirmed;
    int64_t as_before; /* unconfirmed, but confirmed as they stand for the call it was copied from */
};
struct err *call_items_list(struct ctx *c, const struct call *call, struct call_items *ret) MUST_CHECK;
/* "criteria" of "criteria.base": what the office confirms together. */
const char *call_item_group(struct arena *a, const char *item_key);

/* ── use cases: each asks for the right, is one transaction and one entry in the ledger ── */
/* A draft call of the programme with the definition's own schedule (dates NULL) or the dates given. INVALID about
** "round" when there is such a call already. */
struct err *call_create(struct ctx *c, const struct definition *def, const char *round,
                        const struct call_dates *dates, bool rehearsal, int64_t *ret_id) MUST_CHECK;
/* A draft call begun from another call: the dates moved on by whole weeks to the next year in which they are ahead,
** the definition for the new round. INVALID about "round". */
struct err *call_copy(struct ctx *c, int64_t source_id, const char *round, int64_t *ret_id) MUST_CHECK;
/* "7" after "6", "platform-3" after "platform-2"; "" where there is no number to go on from. */
const char *call_round_next(struct arena *a, const char *round);
/* Pure: the dates of call_copy. */
struct call_dates call_dates_moved(const struct call_dates *from, instant now);
/* Why a published call becomes different, for the public, in both languages. */
struct call_reason {
    const char *ja, *en;
};
#define CALL_REASON_MAX 1000
/* INVALID about "reason_ja", "reason_en". */
struct err *call_reason_check(struct arena *a, const struct call_reason *why) MUST_CHECK;
/* why: of a published call, whose new dates are an amendment with a number and a mail; a draft needs none
** (NULL). */
struct err *call_change_dates(struct ctx *c, int64_t call_id, const struct call_dates *dates,
                              const struct call_reason *why) MUST_CHECK;
/* INVALID about "round": missing, ill-formed, taken. */
struct err *call_round_check(struct ctx *c, const char *programme, const char *round) MUST_CHECK;
/* The office says of one item that is ours: it stands as it is. Of one confirmed already, this does nothing. */
struct err *call_confirm_item(struct ctx *c, int64_t call_id, const char *item_key) MUST_CHECK;
/* The same as the person saw it: CONFLICT when the call is run by another version than `seen` by now (0: any).
** what: the
** key of an item, or "GROUP.*" for all of a group, or "*". NOT_FOUND when that names nothing of ours. */
struct err *call_confirm(struct ctx *c, int64_t call_id, int64_t seen, const char *what) MUST_CHECK;
/* What the office works on: the draft, or of a published call the amendment that is being prepared. */
struct call_work {
    struct call *call;             /* with the definition that is worked on */
    const struct definition *live; /* what is published (of a draft: the same) */
    int64_t live_id, undo_id;
    int64_t amendment; /* 0: a draft, or nothing is being prepared */
    bool editable;
};
struct err *call_work_load(struct ctx *c, int64_t call_id, struct call_work *ret) MUST_CHECK;
/* Asks for the right; REFUSED when there is nothing to change. */
struct err *call_work_to_change(struct ctx *c, int64_t call_id, struct call_work *ret) MUST_CHECK;
/* Inside a transaction: the work goes on with that definition. CONFLICT when somebody was faster. */
struct err *call_work_set(struct tx *tx, const struct call_work *w, int64_t definition_id) MUST_CHECK;
/* Changes texts, values and lists of the definition that is worked on: a new version. INVALID with the path
** as field; CONFLICT when what is changed is not as it was in the version `seen` (0: any); changes by others
** elsewhere stay. */
struct err *call_edit(struct ctx *c, int64_t call_id, int64_t seen, const struct definition_change *changes,
                      size_t n) MUST_CHECK;
struct call_edit {
    size_t n;
    const struct definition_change *changes;
    const struct definition_reshape *list; /* after them; NULL: none */
};
struct err *call_reshape(struct ctx *c, int64_t call_id, int64_t seen,
                         const struct call_edit *edit) MUST_CHECK;
/* The definition before the last change comes back (and the change again, when it is undone again). */
struct err *call_undo(struct ctx *c, int64_t call_id, int64_t seen) MUST_CHECK;
/* The office has looked at the preview of that version. */
struct err *call_mark_seen(struct ctx *c, int64_t call_id, int64_t seen) MUST_CHECK;
/* May what is published become this? Before the opening and while it is open: all but what would take
** something from those who have begun (a type or the kind of answer). After the close only words. REFUSED
** with the reason. */
struct err *call_may_amend(struct arena *a, const struct call *call, const struct definition *from,
                           const struct definition *to, instant now) MUST_CHECK;
/* Refused as call_may_publish says; CONFLICT that names who published it and when, if somebody was faster. */
struct err *call_publish(struct ctx *c, int64_t call_id) MUST_CHECK;

/* ── the same inside a transaction and without asking for the right, for the program itself (init, rehearsal) ── */
struct err *call_add(struct tx *tx, const struct definition *def, const char *round,
                     const struct call_dates *dates, bool rehearsal, int64_t *ret_id) MUST_CHECK;
struct err *call_add_confirmations(struct tx *tx, const struct call *call, const char *what) MUST_CHECK;
struct err *call_mark_published(struct tx *tx, int64_t call_id) MUST_CHECK;

#endif
