/* password.h: passwords as Argon2id hashes. Slow by design: never inside a transaction, never on an event thread. */
#ifndef PERSON_PASSWORD_H
#define PERSON_PASSWORD_H

#include "base/err.h"

#include <stdbool.h>

#define PASSWORD_MIN 12  /* characters; NIST SP 800-63B asks for 8, our office duties deserve more */
#define PASSWORD_MAX 200

/* NULL when it may be chosen: long enough, not one of the common ones, not the person's own address or name. No rules
** about kinds of characters (NIST SP 800-63B 5.1.1.2). Errors are about `field`. */
struct err *password_may_be_chosen(struct arena *a, const char *field, const char *password, const char *email,
                                   const char *name) MUST_CHECK;
/* What is hashed is the NFKC form (NIST SP 800-63B 5.1.1.2 asks for it): the same password comes decomposed from one
** keyboard, in full width from another. Nothing else is changed, no blank is cut.
** Argon2id, 19 MiB, 2 passes (OWASP); the text form that names its own parameters. */
const char *password_hash(struct arena *a, const char *password);
/* hash NULL: takes as long as a real one and is false, so that unknown and known addresses answer alike. */
bool password_matches(const char *hash, const char *password);

#endif
