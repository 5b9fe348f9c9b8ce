/* screening_at.h: how every act of this folder begins, and how it changes the state. */
#ifndef SCREENING_SCREENING_AT_H
#define SCREENING_SCREENING_AT_H

#include "screening/screening.h"

struct tx;
struct screening_at {
    struct application *app;
    struct call *call;
    struct screening now;
};
/* Loads and asks for the right; NOT_FOUND for what was never sent. */
struct err *screening_at(struct ctx *c, int64_t application_id, enum act act, struct screening_at *ret) MUST_CHECK;
/* For an act: besides, the call has a formal check and the viewer is the one who is at it. */
struct err *screening_at_work(struct ctx *c, int64_t application_id, struct screening_at *ret) MUST_CHECK;
/* From the state that was loaded to this one, decided by the viewer now. CONFLICT when it is another by now. */
struct err *screening_state_write(struct tx *tx, const struct screening_at *at, const char *state,
                                  const char *reason) MUST_CHECK;
struct err *screening_reason_check(struct arena *a, const char *field, const char *reason) MUST_CHECK;

#endif
