/* people.h: the office's work with people: who holds which duty, invitations, ends of duties. */
#ifndef OFFICE_PEOPLE_H
#define OFFICE_PEOPLE_H

#include "base/pairs.h"
#include "call/call.h"
#include "person/account.h"
#include "person/invitation.h"

/* Who may be invited by the office at all; the applicant registers himself. */
#define DUTIES_INVITED ((1U << DUTY_COUNT) - 1 - DUTY_APPLICANT)
/* Duties for one call, and those that only the lead gives. */
#define DUTIES_OF_CALL (DUTY_REVIEWER | DUTY_COMMITTEE | DUTY_CHAIR)
#define DUTIES_OF_STAFF (DUTY_OFFICE | DUTY_OFFICE_LEAD | DUTY_AUDITOR)

/* Reads "email", "duty", "call", "institution", "region" into an address and a grant. Every mistake is told. */
struct err *invitation_read(struct ctx *c, const struct pairs *form, const char **ret_email,
                            struct grant *ret) MUST_CHECK;
/* FORBIDDEN for a duty that only the lead gives. */
struct err *people_invite(struct ctx *c, const char *email, const struct grant *g) MUST_CHECK;
struct err *people_resend(struct ctx *c, int64_t invitation) MUST_CHECK;
struct err *people_withdraw(struct ctx *c, int64_t invitation) MUST_CHECK;
/* REFUSED for the last lead: somebody must be able to approve. */
struct err *people_end_duty(struct ctx *c, int64_t duty) MUST_CHECK;
/* Gives somebody who is there already a duty again. */
struct err *people_grant(struct ctx *c, int64_t person, const struct grant *g) MUST_CHECK;
/* For somebody who has lost the authenticator; ends the person's sessions. */
struct err *people_clear_code(struct ctx *c, int64_t person) MUST_CHECK;

/* The holders whose name, reading, address or institution contains what was sought; duty DUTY_NONE: of any duty but
** the applicant's. */
struct err *people_search(struct ctx *c, const char *search, enum duty duty,
                          struct duty_lines *ret) MUST_CHECK;

#endif
