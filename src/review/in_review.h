/* in_review.h: which applications are reviewed, and by whom: said once, for every statement of this folder. */
#ifndef REVIEW_IN_REVIEW_H
#define REVIEW_IN_REVIEW_H

#include "application/application.h"

/* The application `a` takes part in the review. */
#define IN_REVIEW(a) APPLICATION_IN_REVIEW(a)
/* The person `who` has declined to review for the call `call`. */
#define HAS_DECLINED(who, call)                                                                              \
    "EXISTS (SELECT 1 FROM reviewer rv JOIN person rp ON rp.email_key = rv.email_key WHERE rv.call_id = " call \
    " AND rp.id = " who " AND rv.declined_at IS NOT NULL)"
/* The person `who` reviews for the call `call` at the instant `now`. */
#define REVIEWS_FOR(who, call, now)                                                                          \
    "(EXISTS (SELECT 1 FROM duty rd WHERE rd.person_id = " who " AND rd.duty = 'reviewer' AND rd.granted_at <= " now \
    " AND (rd.ended_at IS NULL OR rd.ended_at > " now ") AND (rd.call_id IS NULL OR rd.call_id = " call "))"  \
    " AND NOT " HAS_DECLINED(who, call) ")"

#endif
