/* screening.h: the formal check (形式審査): is what was sent fit to be reviewed?
**
** After the deadline an officer takes an application, says of each item of the checklist (the programme's
** formal_check) whether it holds, and then accepts it, returns chosen parts to its people for completion (補正, with a
** date of their own; application/completion.h), or proposes to refuse it, which a second person confirms. Only accepted
** ones go on to review, where the call has a formal check (rules.formal_check); refused ones stay in the office's list
** and with their people. Every step can be seen in the ledger; acceptance and refusal can be taken back while nobody
** who judges may have opened the papers. */
#ifndef SCREENING_SCREENING_H
#define SCREENING_SCREENING_H

#include "application/application.h"
#include "application/completion.h"
#include "base/ctx.h"
#include "call/call.h"

#include <stdbool.h>

#define SCREENING_REASON_MAX 1000

enum screening_state {
    SCREENING_WAITING,   /* nobody has taken it */
    SCREENING_OPEN,      /* somebody is at it */
    SCREENING_RETURNED,  /* its people complete it */
    SCREENING_COMPLETED, /* they have sent it again, or the office ended the completion */
    SCREENING_OVERDUE,   /* the date of the completion has passed */
    SCREENING_PROPOSED,  /* refusal proposed, to be confirmed by a second person */
    SCREENING_ACCEPTED,
    SCREENING_REFUSED,
    SCREENING_WITHDRAWN  /* taken back by its people */
};
#define SCREENING_STATE_COUNT 9

struct screening {
    int64_t id;                /* 0: nobody has taken it yet */
    int64_t application_id, submission_id;
    const char *stored;        /* as in the table; "" : no row */
    enum screening_state state;
    int64_t taken_by, decided_by, confirmed_by; /* persons; 0: nobody */
    const char *taken_name, *decided_name, *confirmed_name; /* "" */
    instant taken_at, decided_at, confirmed_at;
    const char *reason;        /* of the refusal, or of taking a decision back; "" */
};
struct screening_mark {
    const char *item_key;
    bool good;
    const char *reason;        /* wanted where it is not good */
    int64_t submission_id;     /* the submission that was looked at */
    const char *by;
    instant at;
};
struct screening_marks {
    size_t n;
    struct screening_mark *v;
};

/* ── rules ── */
/* What the stored state means now, for the application as it is. */
enum screening_state screening_state_of(const struct application *app, const char *stored, int64_t submission_id,
                                        instant now);
const struct msg *screening_word(enum screening_state s);
/* Is it still in the hands of the office: can it be marked, returned, accepted, refused? */
bool screening_is_open(enum screening_state s);
/* The mark of the item, if it still says something of this submission: what was good stays good; what was not must be
** looked at again after a completion. NULL: to be marked. */
const struct screening_mark *screening_mark_of(const struct screening_marks *marks, const char *item_key,
                                               int64_t submission_id);
/* REFUSED unless every item of the checklist is marked good. */
struct err *screening_may_accept(struct arena *a, const struct definition *def, const struct screening_marks *marks,
                                 int64_t submission_id) MUST_CHECK;
/* Whoever confirms a refusal is another person than the one who proposed it, and one of the two leads the office. */
struct err *screening_may_confirm(struct arena *a, int64_t proposed_by, bool proposer_leads, int64_t confirms,
                                  bool confirmer_leads) MUST_CHECK;
/* The file is whole, as far as its first and last bytes tell; true for a type that is not known here. */
bool screening_file_is_whole(const char *media_type, struct bytes b);
/* Opened only with a password. */
bool screening_file_is_locked(const char *media_type, struct bytes b);

/* ── reading ── */
/* Of one application; never absent: state WAITING where nobody has taken it. */
struct err *screening_load(struct ctx *c, const struct application *app, struct screening *ret) MUST_CHECK;
struct err *screening_marks_load(struct ctx *c, int64_t screening_id, struct screening_marks *ret) MUST_CHECK;
struct screening_line {
    struct application app; /* id, type, title, institution, number, state, submissions, dates */
    struct screening screening;
    instant arrived_at;     /* of its last submission */
    int64_t returns;        /* how often parts went back */
};
struct screening_list {
    size_t n;
    struct screening_line *v;
    int64_t count[SCREENING_STATE_COUNT];
    bool by_id; /* see screening_list_find */
};
/* All that were ever sent in the call, by the time of arrival of the last submission. One statement. */
struct err *screening_list(struct ctx *c, const struct call *call, struct screening_list *ret) MUST_CHECK;
/* The state of one application of the list; the list is put in the order of ids by the first search. WAITING for one
** that is not in it. */
enum screening_state screening_list_find(struct screening_list *list, int64_t application_id);
/* The same numbers without the list, of what is sent and not in review: neither accepted nor withdrawn. */
struct err *screening_count(struct ctx *c, const struct call *call, int64_t ret[SCREENING_STATE_COUNT]) MUST_CHECK;
/* Somebody tried to send after the deadline, and nothing was in time. */
struct late_line {
    int64_t application_id;
    const char *title, *institution, *type_key;
    instant first_at, last_at;
    int64_t times;
};
struct late_list {
    size_t n;
    struct late_line *v;
};
struct err *screening_list_late(struct ctx *c, const struct call *call, struct late_list *ret) MUST_CHECK;
/* How many texts arrived after the deadline for an application and are kept beside it. */
struct err *screening_late_saves(struct ctx *c, int64_t application_id, int64_t *ret) MUST_CHECK;

/* Has anybody who judges had the papers within reach: a reviewer by assignment, a committee member by declaration?
** application_id 0: any application of the call. */
struct err *screening_review_began(struct ctx *c, int64_t call_id, int64_t application_id, bool *ret) MUST_CHECK;

/* ── acts of the office, one transaction each; they ask ACT_OFFICE_SCREEN ── */
/* The viewer is at it from now on. REFUSED naming who is, unless `over`: then it is taken over. */
struct err *screening_take(struct ctx *c, int64_t application_id, bool over) MUST_CHECK;
struct err *screening_release(struct ctx *c, int64_t application_id) MUST_CHECK;
/* All items at once; an item with neither is left as it was. INVALID about "reason.KEY" where a reason is missing.
** accept: in the same transaction it is accepted; if that is refused, nothing is saved. */
struct screening_marking {
    const char *item_key;
    bool marked, good;
    const char *reason;
};
struct err *screening_save_marks(struct ctx *c, int64_t application_id, const struct screening_marking *v, size_t n,
                                 bool accept) MUST_CHECK;
/* Chosen fields go back to its people, with a message and a date; see completion_check. */
struct err *screening_return(struct ctx *c, int64_t application_id, const text_list *fields, const char *message,
                             instant due_at) MUST_CHECK;
struct err *screening_move_due(struct ctx *c, int64_t application_id, instant due_at) MUST_CHECK;
/* Its people wait no longer: the fields are locked again. */
struct err *screening_end_return(struct ctx *c, int64_t application_id) MUST_CHECK;
struct err *screening_accept(struct ctx *c, int64_t application_id) MUST_CHECK;
struct err *screening_propose_refusal(struct ctx *c, int64_t application_id, const char *reason) MUST_CHECK;
struct err *screening_confirm_refusal(struct ctx *c, int64_t application_id) MUST_CHECK;
/* The second person does not agree: the check goes on. */
struct err *screening_decline_refusal(struct ctx *c, int64_t application_id) MUST_CHECK;
/* Acceptance or refusal is taken back, with a reason. REFUSED once the papers may have been opened. */
struct err *screening_undo(struct ctx *c, int64_t application_id, const char *reason) MUST_CHECK;

#endif
