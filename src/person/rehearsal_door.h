/* rehearsal_door.h: in a rehearsal, one way in per duty, without a password: fictional people only. */
#ifndef PERSON_REHEARSAL_DOOR_H
#define PERSON_REHEARSAL_DOOR_H

#include "base/ctx.h"

struct persona;
struct tx;

/* Makes a link for this person and shows it on the sign-in page under `order` ("10-office"). Refused (FAULT) on a site
** that is not a rehearsal. */
struct err *rehearsal_add_persona(struct tx *tx, const char *order, const char *duty_ja, const char *duty_en,
                                  int64_t person_id, const char **ret_token) MUST_CHECK;
/* None on a site that is not a rehearsal. */
struct err *rehearsal_personas(struct ctx *c, size_t *ret_n, const struct persona **ret) MUST_CHECK;

#endif
