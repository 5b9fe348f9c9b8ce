/* fiction_applications.h: the applications a rehearsal begins with. */
#ifndef REHEARSAL_FICTION_APPLICATIONS_H
#define REHEARSAL_FICTION_APPLICATIONS_H

#include "base/ctx.h"

/* For that call, in the weeks before `now`; moves c->now and leaves c acting as the last applicant. */
struct err *fiction_applications(struct ctx *c, int64_t call_id, instant now) MUST_CHECK;

#endif
