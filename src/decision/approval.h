/* approval.h: 決裁: a release is approved step by step, in the order that the call's definition sets.
**
** Each step is stamped by somebody with its duty, who neither prepared the release nor stamped another step
** of it; or, for a step that is taken in another system, its number and day are written down, by anybody of
** that duty but who prepared it. The last stamp approves the release (release_jobs.h). Whoever may take a
** step may return the release instead. A new preparation, a decision changed, an approval recalled: the next
** draft begins at the first step. */
#ifndef DECISION_APPROVAL_H
#define DECISION_APPROVAL_H

#include "decision/board.h"

struct doc;

struct approval {
    int64_t id, draft, position; /* position: of the step, from 1 */
    const char *title_ja, *title_en;
    bool returned;
    const char *outside_number;  /* NULL: stamped here */
    date outside_on;
    const char *note;            /* of a return: its reason; else a remark or "" */
    int64_t person;
    const char *name;
    instant made_at;
};
struct approval_list {
    size_t n;
    struct approval *v;          /* of all drafts, as they were made */
};
/* The stamp of that step of the draft, or NULL. */
const struct approval *approval_of(const struct approval_list *list, int64_t draft, int64_t position);
/* The step whose turn it is, from 1; 0: all are taken. */
int64_t approval_next(const struct approval_list *list, int64_t draft, const struct definition *def);

/* ── rules: pure ── */
/* May this person with these duties take or return the next step? FORBIDDEN without its duty; REFUSED when
** the person stamped another step of the draft, or nothing is left to stamp. What release_may_approve says
** comes first. */
struct err *approval_may(struct arena *a, const struct release *r, const struct approval_list *list,
                         const struct definition *def, int64_t person, unsigned duties) MUST_CHECK;
#define OUTSIDE_NUMBER_MAX 60
#define APPROVAL_NOTE_MAX 400
/* What is typed for a step. */
struct stamp_typed {
    const char *outside_number; /* of a step outside; "" else */
    date outside_on;            /* the same; DATE_UNKNOWN else */
    const char *note;           /* may be "" */
};
/* INVALID about "number", "on", "note". */
struct err *stamp_check(struct arena *a, const struct approval_step *step, const struct stamp_typed *t,
                        date today) MUST_CHECK;

/* ── store ── */
struct err *approval_list(struct ctx *c, int64_t release_id, struct approval_list *ret) MUST_CHECK;
/* Is it approved, or was a step of it taken: is there anything to become void? r may be NULL. */
struct err *approval_is_begun(struct ctx *c, const struct release *r, bool *ret) MUST_CHECK;
struct err *approval_add(struct tx *tx, const struct release *r, const struct approval *x, int64_t *ret_id) MUST_CHECK;

/* ── use cases ── */
/* Takes the next step; the last one approves: jobs make the letters at once, give notice and perform the release at
** their minutes. seen: the revision the person had seen; CONFLICT says who was faster. */
struct err *release_stamp(struct ctx *c, int64_t release_id, const struct stamp_typed *t, int64_t seen) MUST_CHECK;
/* Back to who prepared it (who is told by mail), with a reason; INVALID about "why" without one. */
struct err *release_return(struct ctx *c, int64_t release_id, const char *reason, int64_t seen) MUST_CHECK;

/* 決裁書: what is asked, the stamps, the list with reasons, the letters as they will be. b: of the office. INVALID as
** decision_letter where a text has an empty place. */
struct err *approval_document(struct ctx *c, const struct call *call, const struct release *r, const struct board *b,
                              const struct approval_list *list, struct doc **ret) MUST_CHECK;

#endif
