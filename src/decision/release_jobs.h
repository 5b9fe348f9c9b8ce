/* release_jobs.h: what an approved release sets going. */
#ifndef DECISION_RELEASE_JOBS_H
#define DECISION_RELEASE_JOBS_H

#include "decision/decision.h"
#include "ledger/ledger.h"

/* The letters at once, the notice and the release at their minutes; all do nothing once the release has
** another revision than this one. */
struct err *release_jobs_add(struct tx *tx, const struct release *r, int64_t revision) MUST_CHECK;
/* The release is tried once more, now: what it waited for is there. cause: tells one such job from another. */
struct err *release_job_again(struct tx *tx, const struct release *r, int64_t cause) MUST_CHECK;
/* At the minute of the notice: every applicant is told by mail where its own result stands, in confidence;
** the selected are asked what will be public. By the program; again is nothing. REFUSED before the minute,
** without letters, or when decisions changed. */
struct err *release_notify(struct ctx *c, int64_t release_id) MUST_CHECK;
/* Whoever was asked and has not answered is reminded. By the program. */
struct err *release_remind(struct ctx *c, int64_t release_id) MUST_CHECK;
/* What somebody else did to the release meanwhile, in words: CONFLICT. */
struct err *release_moved_on(struct arena *a, const struct release *r) MUST_CHECK;
/* An approval ends (recalled, or void because a decision changed): prepared again, letters gone, one entry.
** about: what the entry names besides; may be NULL. */
struct err *release_take_back(struct tx *tx, const struct release *r, const struct ledger_act *act,
                              const struct touch *about) MUST_CHECK;

#endif
