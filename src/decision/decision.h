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
    const char *state;      /* prepared, approved, released */
    instant announce_at;
    const char *document_prefix, *signed_by_ja; /* signed_by_ja: lines */
    struct bytes decisions_hash;
    int64_t revision;
    int64_t prepared_by, approved_by; /* approved_by 0: not */
    const char *prepared_by_name, *approved_by_name; /* approved_by_name "": not */
    instant prepared_at, approved_at, released_at;
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
** selected, and one selected although one with a higher mean is declined. Equal means never depart. One selected without
** a score departs by itself (against 0) and makes no other depart; one declined without a score never does. */
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
/* Not by who prepared it (REFUSED); the minute still lies ahead; the decisions are those that were prepared. */
struct err *release_may_approve(struct arena *a, const struct release *r, int64_t person, struct bytes decisions_hash,
                                instant now) MUST_CHECK;
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

/* ── letters: from facts to a document ── */
struct letter_facts {
    const struct definition *definition;
    enum outcome outcome;
    const char *document_number;
    const char *round;                      /* 第6回公募 */
    const char *receipt_no, *hub, *institution, *type_key;
    const char *conditions, *comment;       /* "": left out, with the item or paragraph that has the hole */
    const char *signed_by_ja;               /* lines */
    date announced_on;
    int term_years;
    instant created;                        /* the date of the file: the minute of the announcement */
    bool rehearsal;
};
struct doc;
/* "20241001産局第3号": the prefix as the office typed it, and a running number from 1. */
const char *letter_number(struct arena *a, const char *prefix, size_t number);
/* INVALID with the name of the hole in .field when one stays empty; FAULT when the definition has no such letter. */
struct err *decision_letter(struct arena *a, const struct letter_facts *f, struct doc **ret) MUST_CHECK;

#endif
