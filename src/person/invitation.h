/* invitation.h: invitations to duties that were not accepted yet, as the office sees them. */
#ifndef PERSON_INVITATION_H
#define PERSON_INVITATION_H

#include "person/account.h"

struct invitation {
    int64_t id;
    const char *email, *by; /* by: who invited; "" : the program */
    struct grant grant;
    instant sent_at, expires_at;
    bool is_over;           /* its time has passed; it can be sent again */
};
struct invitation_list {
    size_t n;
    struct invitation *v;
};
/* Those that were neither accepted nor withdrawn, the newest first, at most 500. Invitations to an application are its
** people's business and not among them. */
struct err *invitation_list(struct ctx *c, struct invitation_list *ret) MUST_CHECK;
/* NOT_FOUND when it was accepted, withdrawn, or never was. */
struct err *invitation_load(struct ctx *c, int64_t id, struct invitation **ret) MUST_CHECK;
/* The old link ends and a new one is sent. CONFLICT when it was accepted meanwhile. */
struct err *invitation_resend(struct ctx *c, const struct invitation *i) MUST_CHECK;
struct err *invitation_withdraw(struct ctx *c, const struct invitation *i) MUST_CHECK;

#endif
