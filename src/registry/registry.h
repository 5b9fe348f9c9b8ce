/* registry.h: the rules of the register: which name and which status a designation has on a day, and what may be said.
**
** Nothing is claimed that no source says. A day, a term or a continuation that is not known stays unknown; a press
** error or a cut excerpt is a note and never a name. Pure: no clock, no store. */
#ifndef REGISTRY_REGISTRY_H
#define REGISTRY_REGISTRY_H

#include "base/arena.h"
#include "base/date.h"
#include "base/err.h"
#include "base/msg.h"
#include "person/bureau.h"
#include "programme/programme.h"

#include <stdbool.h>

struct borne_name {
    const char *institution, *name;
    const char *reading; /* of the hub's name, hiragana; NULL: not known for sure */
    const char *institution_en, *name_en; /* as its people confirmed them; NULL: not known */
    date from, to;       /* first and last day; DATE_UNKNOWN: not known (to: also still borne) */
    date seen_on;        /* a day on which a source shows it in use; DATE_UNKNOWN: `from` says it */
    const char *source;
};
struct designation_term {
    date valid_from, valid_to; /* valid_from DATE_UNKNOWN: begins in the fiscal year of announcement */
    bool continuation;         /* any but the first */
    const char *source;
};
enum designation_event_kind { EVENT_WITHDRAWN, EVENT_REVOKED, EVENT_SUSPENDED, EVENT_ENDED };
struct designation_event {
    enum designation_event_kind kind;
    date from, to; /* to: only of a suspension; DATE_UNKNOWN: until further notice */
    const char *reason, *source;
};
struct designation {
    int64_t row;                /* in the store; 0: not from there */
    const char *id;             /* "r1-01", "p2-01": never changes, never re-used */
    const char *type, *round;   /* "international_development"; "1" … "6", "platform-1" */
    const char *institution_id; /* "tohoku-u" */
    const char *reading;        /* of institution and hub, hiragana as far as known: for order and search */
    date announced_on;          /* DATE_UNKNOWN */
    date announced_by;          /* announced_on unknown: on or before this day; DATE_UNKNOWN */
    int64_t announced_fy;       /* 0: unknown */
    date adopted_on;            /* of a subsidy; not a day of designation */
    const char *prefecture;     /* JIS code "01" … "47"; NULL: not known */
    const char *notes;          /* "" */
    const char *summary_ja, *summary_en; /* in the words of its people; NULL: none */
    bool rehearsal;             /* of an exercise: stands apart, is never counted with the others */
    LIST(struct borne_name) names;         /* oldest first */
    LIST(struct designation_term) terms;   /* oldest first; none: the term is not known */
    LIST(struct designation_event) events; /* oldest first */
};
struct institution_fact {
    const char *id, *name, *reading, *kind, *prefecture; /* kind as applicant_kinds; prefecture "01" … "47" */
    const char *corporation; /* the body that runs it, where that has another name; NULL: the same name */
};
struct register_facts {
    LIST(struct designation) designations;
    LIST(struct institution_fact) institutions;
    LIST(struct bureau) bureaus;
};

/* ── names ── */
/* The name on that day: the latest whose first day (or first sighting) is not after it; before all sightings the
** oldest. *ret_sure says whether a source shows it for that day or only around it. NULL when it has no name at all. */
const struct borne_name *name_on(const struct designation *d, date day, bool *ret_sure);
/* The newest. */
const struct borne_name *name_today(const struct designation *d);

/* ── status ── */
enum designation_status_kind {
    STATUS_IN_FORCE,
    STATUS_LAST_YEAR, /* in force, in the last fiscal year of its first term */
    STATUS_CONTINUED, /* in a term that continues the first */
    STATUS_TERM_OVER_UNCONFIRMED,
    STATUS_ENDED,
    STATUS_WITHDRAWN,
    STATUS_REVOKED,
    STATUS_SUSPENDED,
    STATUS_UNKNOWN
};
struct designation_status {
    enum designation_status_kind kind;
    date since_or_until;     /* the day in the sentence; may be DATE_UNKNOWN */
    const struct msg *label; /* 有効 */
    const struct msg *sentence;
    struct arg args[2]; /* of the sentence; ends in ARG_NONE */
    const char *source; /* of the term or event it rests on; NULL: none */
};
struct designation_status designation_status(const struct designation *d, date day);
/* "in_force" … "unknown": the word of the public JSON. */
const char *designation_status_word(enum designation_status_kind kind);
/* Does it hold the designation on that day for certain (in force, last year, continued)? */
bool designation_holds(const struct designation *d, date day);
/* The same as an answer: no (before its announcement; ended, withdrawn, revoked, suspended), yes, or that no source
** says. */
enum designation_answer { ANSWER_NO, ANSWER_YES, ANSWER_UNKNOWN };
enum designation_answer designation_answer(const struct designation *d, date day);
/* The end of the latest term that a source or the rule gives; DATE_UNKNOWN. */
date designation_valid_to(const struct designation *d);
/* The first day of the first term; DATE_UNKNOWN. */
date designation_valid_from(const struct designation *d);

/* ── files ── */
/* Reads DIR/{register,names,terms,institutions,bureaus}.csv. Mistakes: INVALID with "file:line:column" in .field. */
struct err *register_read(struct arena *a, const char *dir, struct register_facts *ret) MUST_CHECK;

#endif
