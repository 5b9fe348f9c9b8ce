/* release_jobs.h: what an approved release sets going. */
#ifndef DECISION_RELEASE_JOBS_H
#define DECISION_RELEASE_JOBS_H

#include "decision/decision.h"
#include "ledger/ledger.h"

/* The letters at once, the release at its minute; both do nothing once the release has another revision. */
struct err *release_jobs_add(struct tx *tx, int64_t release_id, int64_t revision, instant announce_at) MUST_CHECK;
/* An approval ends (recalled, or void because a decision changed): prepared again, letters gone, one entry. about: what
** the entry names besides; may be NULL. */
struct err *release_take_back(struct tx *tx, const struct release *r, const struct ledger_act *act,
                              const struct touch *about) MUST_CHECK;

#endif
