/* clock.h: a rehearsal's clock, which the office pushes. Kept in the store, so that all nodes move together.
 */
#ifndef OFFICE_CLOCK_H
#define OFFICE_CLOCK_H

#include "base/ctx.h"

#include <stdbool.h>

struct tx;

/* Is this store a rehearsal, and how far is its clock from the machine's (microseconds)? */
struct err *clock_offset_load(struct ctx *c, bool *ret_rehearsal, int64_t *ret_offset_us) MUST_CHECK;
/* Marks an empty store as a rehearsal for ever. */
struct err *clock_begin_rehearsal(struct tx *tx) MUST_CHECK;
/* From now on the site's clock shows `to`; it may only go forward, because acts have been recorded. */
struct err *clock_push(struct ctx *c, instant to) MUST_CHECK;
/* The same while the store is being filled: any instant. */
struct err *clock_set(struct tx *tx, instant to) MUST_CHECK;

#endif
