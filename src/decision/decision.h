/* decision.h: what the committee decided, and the release that makes it public at a set minute.
**
** A decision is pending until its call's release is performed: only the committee and the office know of it. The office
** prepares the release (minute, document numbers, signatory), its lead approves it, a job performs it. Whatever changes
** a decision after the approval makes the approval void. */
#ifndef DECISION_DECISION_H
#define DECISION_DECISION_H

#include "base/ctx.h"
#include "base/date.h"
#include "call/call.h"

#include <stdbool.h>

struct tx;

enum outcome { OUTCOME_NONE, OUTCOME_SELECT, OUTCOME_DECLINE };
/* "select", "decline"; "" for none. */
const char *outcome_word(enum outcome o);
/* OUTCOME_NONE for any other word. */
enum outcome outcome_parse(const char *word);

struct decision {
    int64_t id, application_id;
    enum outcome outcome;
    const char *reason;     /* "": none; inside only */
    const char *comment;    /* fit for publication; "": none */
    const char *conditions; /* "": none */
    int64_t revision;
    int64_t decided_by;
    const char *decided_by_name;
    instant decided_at;
};
struct decision_list {
    size_t n;
    struct decision *v;
};

struct release {
    int64_t id, call_id;
    const char *state;      /* prepared, returned, approved, released */
    instant announce_at;
    const char *document_prefix, *signed_by_ja; /* signed_by_ja: lines */
    struct bytes decisions_hash;
    int64_t revision;
    int64_t prepared_by, approved_by; /* approved_by 0: not; else who took the last step */
    const char *prepared_by_name, *approved_by_name; /* approved_by_name "": not */
    instant prepared_at, approved_at, released_at;
    int64_t draft;          /* what is to be stamped from the first step on; 1, 2, … */
    int64_t definition_id;  /* of the call when it was prepared: its letters, its steps */
    int64_t first_number;   /* of the first letter: 第1号 */
    enum counts_rule counts;
    instant notice_at;      /* each applicant is told its own result; INSTANT_UNKNOWN: only with the announcement */
    instant confirm_by;     /* the selected confirm by then; INSTANT_UNKNOWN: nothing is asked */
    instant noticed_at;     /* INSTANT_UNKNOWN: not told yet */
    const char *press_ja, *press_en; /* as announced; NULL: not yet */
};
bool release_is(const struct release *r, const char *state); /* false for NULL */

/* ── rules: pure ── */
#define NOT_SCORED INT64_MIN
struct ranked {
    int64_t application_id;
    const char *type_key;
    int64_t mean_micro; /* NOT_SCORED */
    enum outcome outcome;
    bool departs;       /* out */
    int64_t against;    /* out: the application that shows it, the farthest in scores; 0: none */
};
/* Which decisions depart from the order of scores, within each type: one declined although one with a lower mean is
** selected, and one selected although one with a higher mean is declined. Equal means never depart. One selected
** without a score departs by itself (against 0) and makes no other depart; one declined without a score never does. */
void decision_mark_departures(struct ranked *v, size_t n);

/* What still stands between the decisions and their release. */
struct release_needs {
    size_t applications, selected, declined, undecided;
    size_t reasons_missing; /* decisions that depart, without a reason */
};
/* reasons: in the order of v; NULL or "" is none. */
struct release_needs release_needs_count(const struct ranked *v, const char *const *reasons, size_t n);
/* NULL when the decisions of a call in this phase may be prepared for release; else REFUSED with what is missing. */
struct err *release_may_prepare(struct arena *a, const struct call *call, enum call_phase phase,
                                const struct release_needs *needs) MUST_CHECK;
/* The minute lies in the future and after the deadline; INVALID about "announce". */
struct err *release_minute_check(struct arena *a, const struct call *call, instant announce_at, instant now) MUST_CHECK;
/* Not by who prepared it (REFUSED); the minutes still lie ahead; the decisions are those that were prepared, and the
** letters and steps too (definition_id: of the call now). */
struct err *release_may_approve(struct arena *a, const struct release *r, int64_t person, struct bytes decisions_hash,
                                int64_t definition_id, instant now) MUST_CHECK;
/* The instants of notice and confirmation among themselves and with the announcement; INVALID about "notice",
** "confirm". */
struct err *release_notice_check(struct arena *a, instant notice_at, instant confirm_by, instant announce_at,
                                 instant now) MUST_CHECK;
/* "none", "total", "by_type" */
const char *counts_word(enum counts_rule r);
/* Were these the decisions (their hash) when it was prepared? */
bool release_is_of(const struct release *r, struct bytes hash);
/* At announce_at or later, approved, and the decisions are those that were approved. */
struct err *release_may_perform(struct arena *a, const struct release *r, struct bytes decisions_hash,
                                instant now) MUST_CHECK;

/* One application's decision as the hash sees it. */
struct decided {
    int64_t application_id;
    const struct decision *decision; /* NULL: none */
};
/* BLAKE2b-256 over the decisions of all submitted applications, whatever their order in v: any change of any of them,
** one more, one fewer (a withdrawal) gives another. */
struct bytes decisions_hash(struct arena *a, const struct decided *v, size_t n);

/* What a person typed, without blanks and empty lines around it; NULL is "". */
const char *decision_trimmed(struct arena *a, const char *text);

/* ── use cases, one transaction and one entry in the ledger each ── */
struct err *decision_find(struct ctx *c, int64_t application_id, struct decision **ret) MUST_CHECK; /* NULL: none */
#define DECISION_TEXT_MAX 2000 /* characters of each text */
/* What the chair decides. Blanks around texts are taken away. */
struct decision_typed {
    enum outcome outcome;
    const char *reason, *comment, *conditions;
};
/* By whoever presides (the chair; the deputy where the chair is in conflict or absent), for an application without own
** conflict (else NOT_FOUND), before the announcement; where the call's rules want a meeting, while the application is
** the open item of one and there is a quorum (else REFUSED). seen:
** the revision the person had seen (0: none); where somebody was faster, CONFLICT says who and when; the same again
** by the same person is nothing. INVALID about "outcome", "reason" (wanted where the decision departs from the order of
** scores: names the other application), "comment", "conditions". An approved release becomes void: it must be prepared
** and approved again. */
struct err *decision_record(struct ctx *c, int64_t application_id, const struct decision_typed *t,
                            int64_t seen) MUST_CHECK;
/* The same inside a transaction of the caller, who has asked for the right and loaded what stands now (present, NULL:
** nothing); floor: where it is made (meeting/meeting.h), NULL: nowhere. */
struct application;
struct floor;
struct err *decision_record_in(struct tx *tx, const struct application *app, const struct call *call,
                               const struct decision_typed *t, const struct decision *present,
                               const struct floor *floor) MUST_CHECK;

struct err *release_load(struct ctx *c, int64_t id, struct release **ret) MUST_CHECK;
struct err *release_find(struct ctx *c, int64_t call_id, struct release **ret) MUST_CHECK; /* NULL: none */
#define DOCUMENT_PREFIX_MAX 40
#define SIGNATORY_MAX 200
#define FIRST_NUMBER_MAX 99999
struct release_typed {
    instant announce_at;
    const char *document_prefix, *signed_by_ja;
    int64_t first_number;  /* 0: 1 */
    enum counts_rule counts;
    instant notice_at, confirm_by; /* INSTANT_UNKNOWN, or both 0: none */
};
/* Prepares, or prepares anew what is not approved: every stamp has to be taken again. seen: the revision the person had
** seen (0: none). REFUSED while something is missing (release_may_prepare) or it is approved (recall it first); INVALID
** about "announce", "prefix", "first", "signatory", "notice", "confirm". */
struct err *release_prepare(struct ctx *c, int64_t call_id, const struct release_typed *t, int64_t seen) MUST_CHECK;
/* By the office lead, before the minute: back to prepared; the letters and stamps are gone. Applicants who were told
** already are told again once it is approved anew. */
struct err *release_recall(struct ctx *c, int64_t release_id, int64_t seen) MUST_CHECK;
/* At the set minute, in one transaction: designations, names, terms, call announced, mails. By the program; once it is
** released, again is nothing. REFUSED before the minute, without approval or letters, or when decisions changed. */
struct err *release_perform(struct ctx *c, int64_t release_id) MUST_CHECK;
/* Makes the letters of an approved release, unless they are there. Renders and stores files: for jobs and tests,
** outside any transaction. revision: of the approval; a release that moved on since is left alone. */
struct err *release_make_letters(struct ctx *c, int64_t release_id, int64_t revision) MUST_CHECK;

/* ── letters: from facts to a document ── */
struct letter_facts {
    const struct definition *definition;
    enum outcome outcome;
    const char *document_number;
    const char *round;                      /* 第6回公募 */
    const char *receipt_no, *hub, *institution, *type_key;
    const char *conditions, *comment;       /* "": left out, with the item or paragraph that has the hole */
    const char *signed_by_ja;               /* lines */
    date announced_on, dated;               /* dated: the day of the letter itself */
    int term_years;
    instant created;                        /* the date of the file: the minute of the announcement */
    bool rehearsal;
};
struct doc;
/* "20241001産局第3号": the prefix as the office typed it, and a running number from 1. */
const char *letter_number(struct arena *a, const char *prefix, size_t number);
/* INVALID with the name of the place in .field when one stays empty: says which letter, of which application, which
** place; FAULT when the definition has no such letter. */
struct err *decision_letter(struct arena *a, const struct letter_facts *x, struct doc **ret) MUST_CHECK;

#endif
