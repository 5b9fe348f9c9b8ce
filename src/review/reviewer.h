/* reviewer.h: those who were asked to review for a call: what the office knows of them, and declining.
**
** A row begins with the invitation, before there is an account; it is tied to one by the address. Whoever
** holds the duty without a row (granted otherwise) is listed all the same. */
#ifndef REVIEW_REVIEWER_H
#define REVIEW_REVIEWER_H

#include "base/date.h"
#include "base/pairs.h"
#include "person/invitation.h"
#include "review/progress.h"

#define REVIEWER_TEXT_MAX 1000
#define REVIEWER_LOAD_MAX 1000
#define REVIEWERS_IMPORTED_MAX 500

enum reviewer_state {
    REVIEWER_ENDED,   /* neither invited nor in office: the invitation was withdrawn, or the duty ended */
    REVIEWER_EXPIRED, /* the invitation was not used in time: it can be sent again */
    REVIEWER_INVITED,
    REVIEWER_ACCEPTED, /* in office, the pledge is not signed */
    REVIEWER_PLEDGED,  /* signed, not declared on everything */
    REVIEWER_READY,    /* declared on all there is */
    REVIEWER_DECLINED
};
#define REVIEWER_STATE_COUNT 7

/* What the office keeps about a reviewer. Texts are never NULL; past: one affiliation a line. */
struct reviewer_facts {
    const char *email, *name, *affiliation, *past, *expertise;
    date term_from, term_to; /* of the appointment (委嘱期間); DATE_UNKNOWN: not set */
    int64_t load_max;        /* applications at most; 0: as the call says */
};
struct reviewer {
    int64_t id;                 /* 0: holds the duty without a row */
    int64_t call_id, person_id; /* person_id 0: no account yet */
    struct reviewer_facts facts;
    const char *account_name; /* "": no account yet */
    instant declined_at;      /* INSTANT_UNKNOWN: not declined */
    const char *decline_reason;
    instant destroyed_at;  /* says that nothing of the papers is left; INSTANT_UNKNOWN: not yet */
    int64_t invitation_id; /* of the open one; 0: none */
    const struct reviewer_progress *progress; /* NULL: not in office */
    enum reviewer_state state;
};
struct reviewers {
    size_t n;
    struct reviewer *v;
    int64_t count[REVIEWER_STATE_COUNT];
};
/* All that were asked or hold the duty for the call, by name. */
struct err *reviewers_list(struct ctx *c, const struct call *call, struct reviewers *ret) MUST_CHECK;
/* One with a row; NOT_FOUND. */
struct err *reviewer_load(struct ctx *c, int64_t id, struct reviewer *ret) MUST_CHECK;
/* The viewer's own row for the call; .id 0 where there is none. */
struct err *reviewer_find_own(struct ctx *c, const struct call *call, struct reviewer *ret) MUST_CHECK;
const struct msg *reviewer_state_word(enum reviewer_state s);

/* ── reading what was typed ── */
/* "email", "name", "affiliation", "past", "expertise", "term_from", "term_to", "load_max". INVALID for each
** mistake, all chained. with_email: false for the reviewer himself and for a row that is there. */
struct err *reviewer_read(struct arena *a, const struct pairs *form, bool with_email,
                          struct reviewer_facts *ret) MUST_CHECK;
struct reviewer_table {
    size_t n;
    struct reviewer_facts *v;
    const char **at; /* "審査委員.csv:3" */
};
/* The columns of reviewer_csv_header(); INVALID with the place of every fault ("審査委員.csv:3:1"), at most 20; an
** address twice in the file is a fault of its second line. */
struct err *reviewers_read_csv(struct arena *a, enum lang lang, struct bytes text,
                               struct reviewer_table *ret) MUST_CHECK;
const char *const *reviewer_csv_header(enum lang lang); /* ends in NULL */

/* ── use cases ── */
/* Invites and keeps what is known. INVALID about "email" when that address was asked for this call already. */
struct err *reviewer_invite(struct ctx *c, int64_t call_id, const struct reviewer_facts *facts,
                            int64_t *ret_id) MUST_CHECK;
/* All or none: INVALID with the place of every line that cannot be. dry: nothing is written at all. */
struct err *reviewers_invite_all(struct ctx *c, int64_t call_id, const struct reviewer_table *t,
                                 bool dry) MUST_CHECK;
/* The old link ends, a new one is sent; REFUSED for who is in office or has declined. */
struct err *reviewer_resend(struct ctx *c, int64_t id) MUST_CHECK;
/* The office's facts; the address stays. No change: nothing. */
struct err *reviewer_change(struct ctx *c, int64_t id, const struct reviewer_facts *facts) MUST_CHECK;
/* A row for somebody who holds the duty without one. */
struct err *reviewer_record(struct ctx *c, int64_t call_id, int64_t person_id, int64_t *ret_id) MUST_CHECK;
/* The reviewer's own affiliations and expertise, nothing else of *facts. */
struct err *reviewer_change_own(struct ctx *c, const struct call *call,
                                const struct reviewer_facts *facts) MUST_CHECK;

/* Declines, also long after having accepted: everything closes at once. Completed sheets stand; one in
** progress is kept and counts nowhere, and its assignment ends. INVALID about "reason". The office is told
** by mail. */
struct err *reviewer_decline(struct ctx *c, const struct call *call, const char *reason) MUST_CHECK;
/* The same noted by the office for somebody who told it otherwise. */
struct err *reviewer_decline_for(struct ctx *c, int64_t id, const char *reason) MUST_CHECK;
/* The office takes it back at the reviewer's wish; what was written is there again once it is assigned again. */
struct err *reviewer_return(struct ctx *c, int64_t id) MUST_CHECK;

#endif
