/* committee.h: how the viewer stands to an application as a member of the committee: the door of its pages and acts. */
#ifndef DECISION_COMMITTEE_H
#define DECISION_COMMITTEE_H

#include "application/application.h"
#include "call/call.h"
#include "decision/decision.h"

/* The states of a call for the policy, its decisions and its release (NULL: none) counted in. */
unsigned decision_states(const struct call *call, const struct release *r, bool decided, instant now);
/* Loads both and asks allow(act, ACT_COMMITTEE_SEE). NOT_FOUND, as for an application that never was, when it is not
** submitted, the viewer is in conflict with it, not of the committee of its call, or has not yet signed the pledge and
** declared on all its submitted applications. */
struct err *committee_open(struct ctx *c, int64_t application_id, enum act act, struct application **ret_app,
                           struct call **ret_call) MUST_CHECK;
/* The same for the list of a call. */
struct err *committee_may_see(struct ctx *c, const struct call *call) MUST_CHECK;

/* The call of the viewer's duty, else the one everybody is busy with; NULL: none. */
struct err *committee_call(struct ctx *c, struct call **ret) MUST_CHECK;

#endif
