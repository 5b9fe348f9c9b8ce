/* call_extend.h: after an outage near the deadline the office extends it for all at once, with the evidence posted. */
#ifndef CALL_CALL_EXTEND_H
#define CALL_CALL_EXTEND_H

#include "call/call.h"
#include "office/outage.h"

/* Outages count that fall into the last day before the deadline. */
#define EXTEND_EVIDENCE_US DAY_US
#define EXTEND_MOST_US (7 * DAY_US)

/* Pure: how much of the time before the deadline the outages took, each until the deadline. */
int64_t call_time_lost(const struct call *call, const struct outages *evidence);
/* Pure: the deadline (or now, if it is past) and as much as the outages lasted, at the next full half hour. */
instant call_extension_proposed(const struct call *call, const struct outages *evidence, instant now);
/* Pure: REFUSED unless it is open, or closed with an outage before its end and no review begun; INVALID about "closes"
** when that is not later, not by as much as was lost, past, or more than a week away. */
struct err *call_may_extend(struct arena *a, const struct call *call, const struct outages *evidence,
                            bool review_begun, instant closes_at, instant now) MUST_CHECK;

/* What the office looks at before. */
struct call_extension {
    struct call *call;
    struct outages evidence; /* of the last day before the deadline */
    bool review_begun;       /* somebody has declared, or parts were returned */
};
struct err *call_extension_load(struct ctx *c, int64_t call_id, struct call_extension *ret) MUST_CHECK;
/* The evidence in words, a line for each outage. */
const char *call_evidence_text(struct arena *a, enum lang lang, const struct outages *evidence);
/* One transaction: the new deadline, a public version with reason and evidence, a mail to everybody with a draft or
** submission, and one to whoever tried too late. INVALID as call_reason_check says; CONFLICT when somebody was
** faster. */
struct err *call_extend(struct ctx *c, int64_t call_id, instant closes_at, const struct call_reason *why) MUST_CHECK;

#endif
