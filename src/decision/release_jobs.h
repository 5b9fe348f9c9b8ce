/* release_jobs.h: what an approved release sets going. */
#ifndef DECISION_RELEASE_JOBS_H
#define DECISION_RELEASE_JOBS_H

#include "decision/decision.h"
#include "ledger/ledger.h"

/* The letters at once, the notice and the release at their minutes; all do nothing once the release has another revision
** than this one. */
struct err *release_jobs_add(struct tx *tx, const struct release *r, int64_t revision) MUST_CHECK;
/* What somebody else did to the release meanwhile, in words: CONFLICT. */
struct err *release_moved_on(struct arena *a, const struct release *r) MUST_CHECK;
/* An approval ends (recalled, or void because a decision changed): prepared again, letters gone, one entry. about: what
** the entry names besides; may be NULL. */
struct err *release_take_back(struct tx *tx, const struct release *r, const struct ledger_act *act,
                              const struct touch *about) MUST_CHECK;

#endif
