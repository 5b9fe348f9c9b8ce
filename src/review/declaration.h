/* declaration.h: what the files of this folder share: what was typed, who takes part and when. */
#ifndef REVIEW_DECLARATION_H
#define REVIEW_DECLARATION_H

#include "review/review.h"

/* What a person typed, as it is kept, without blanks of any width at its ends. */
const char *review_stripped(struct arena *a, const char *typed);
/* The call has closed: from here on there is something to declare on and to read. */
bool review_is_on(const struct call *call, instant now);
/* Closed and not announced: while it lasts, applications are read and scored. */
bool review_is_running(const struct call *call, instant now);
/* Is the viewer reviewer, committee member or chair of that call? */
bool review_takes_part(const struct ctx *c, int64_t call_id);

struct reviewer;
/* The viewer's own row as reviewer of the call, made where there is none. NOT_FOUND for who does not hold
** the duty. */
struct err *reviewer_own_row(struct tx *tx, const struct call *call, struct reviewer *ret) MUST_CHECK;
/* The viewer was a reviewer of the call, has declined, and has no other part in it. */
struct err *review_has_left(struct ctx *c, int64_t call_id, bool *ret) MUST_CHECK;
/* Is a conflict in force by declaring this? One that was stays one until the office rules. */
bool declaration_binds(const char *category, bool was_conflicted);
/* INVALID about "category" or "reason" (several: with the application's id behind). The reason is stripped. */
struct err *declaring_check(struct ctx *c, const struct definition *def, const struct declaring *d,
                            bool several) MUST_CHECK;
/* The application, when the viewer may declare on it in that relation; NOT_FOUND. */
struct err *declaring_open(struct ctx *c, int64_t application_id, unsigned relation, struct application **ret_app,
                           struct call **ret_call) MUST_CHECK;
/* Keeps declaration and ruling as they stand, before they change. */
struct err *declaration_keep_past(struct tx *tx, int64_t declaration_id, int64_t *ret_id) MUST_CHECK;
/* Ends the assignment, if there is one, within the transaction; what was written stays. why: for the ledger. */
struct err *assignment_stop(struct tx *tx, int64_t application_id, int64_t person_id, const char *why) MUST_CHECK;

#endif
