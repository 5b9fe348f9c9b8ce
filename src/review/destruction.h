/* destruction.h: what a reviewer took is destroyed when the review is over for him. */
#ifndef REVIEW_DESTRUCTION_H
#define REVIEW_DESTRUCTION_H

#include "review/review.h"

struct destruction {
    const char *held;     /* in the reviewer's words */
    instant confirmed_at; /* INSTANT_UNKNOWN: not yet */
};
struct err *destruction_find(struct ctx *c, const struct call *call, int64_t person_id,
                             struct destruction *ret) MUST_CHECK;
/* Is it the viewer's to confirm: a reviewer of the call who has declined, or whose call is announced? */
struct err *destruction_is_due(struct ctx *c, const struct call *call, bool *ret) MUST_CHECK;
/* Once; again: nothing. INVALID about "held"; NOT_FOUND before it is due. */
struct err *destruction_confirm(struct ctx *c, const struct call *call, const char *held) MUST_CHECK;

#endif
