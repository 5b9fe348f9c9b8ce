/* totp.h: one-time codes of an authenticator app (RFC 6238: SHA-1, 30 seconds, six digits). */
#ifndef PERSON_TOTP_H
#define PERSON_TOTP_H

#include "base/err.h"

#include <stdbool.h>

#define TOTP_SECRET_BYTES 20

struct bytes totp_secret_new(struct arena *a);
/* What the app reads: otpauth://totp/… ; and the same secret in groups of four letters for typing. */
const char *totp_uri(struct arena *a, struct bytes secret, const char *site, const char *email);
const char *totp_secret_text(struct arena *a, struct bytes secret);
/* The secret as a hidden form field carries it while it is being set up, and back; .p NULL: not one of ours. */
const char *totp_secret_key(struct arena *a, struct bytes secret);
struct bytes totp_secret_of_key(struct arena *a, const char *key);
/* The time step (≥ 0) at which the code is right, one step of 30 s before and after allowed; −1: wrong. The caller
** refuses a step that was used before. Full-width digits and spaces are read as meant. */
int64_t totp_step(struct arena *a, struct bytes secret, const char *code, instant now);
/* The code of this instant, for rehearsals' robots and tests. */
const char *totp_code(struct arena *a, struct bytes secret, instant now);

#endif
