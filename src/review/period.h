/* period.h: from when to when a call is reviewed, and by when its reviewers are reminded without anybody's
** doing.
**
** The office sets the days; until it does, the review runs from the deadline of the call for the days that
** the call's rules name, to 17:00 of the last. The end closes nothing: a sheet completed later counts, and
** shows as late. */
#ifndef REVIEW_PERIOD_H
#define REVIEW_PERIOD_H

#include "review/review.h"

struct review_period {
    instant from_at, due_at;
    bool set;              /* by the office; false: follows from the rules */
};
/* What follows from deadline and rules. */
struct review_period review_period_by_rules(const struct call *call);
struct err *review_period_find(struct ctx *c, const struct call *call, struct review_period *ret) MUST_CHECK;
/* INVALID about "due" or "from": they are out of order, or the review would begin before the call has
** closed. The same again: nothing. */
struct err *review_period_set(struct ctx *c, int64_t call_id, instant from_at, instant due_at) MUST_CHECK;

/* The automatic reminder that is on at that instant: a week before the end, a day before, after it (for a week). */
enum remind_step { REMIND_NONE, REMIND_WEEK, REMIND_DAY, REMIND_OVERDUE };
enum remind_step review_remind_step(const struct review_period *p, instant now);
/* What the program itself does every minute: reminds of the call under review whoever is late, once in each
** step. */
struct err *review_remind_due(struct ctx *c, size_t *ret_n) MUST_CHECK;
/* Is one wanted at all? Reading only. */
struct err *review_remind_wanted(struct ctx *c, bool *ret) MUST_CHECK;

/* The mail that a late reviewer would get now, in the own language. It names no application. */
struct reviewer_progress;
struct review_mail {
    const char *to_email, *to_name, *subject, *body;
    enum lang lang;
};
struct err *review_reminder_of(struct ctx *c, const struct call *call, const struct reviewer_progress *r,
                               struct review_mail *ret) MUST_CHECK;

#endif
