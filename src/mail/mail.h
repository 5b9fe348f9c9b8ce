/* mail.h: mails are rows, written in the transaction of the act they tell of, sent later by a job. */
#ifndef MAIL_MAIL_H
#define MAIL_MAIL_H

#include "base/ctx.h"

struct tx;

struct mail {
    const char *key;   /* idempotent: a second mail with the same key is not written */
    int64_t person_id; /* 0: somebody without an account yet */
    const char *to_email, *to_name;
    const char *kind;           /* "receipt", "invitation", … */
    const char *subject, *body; /* plain text, in the reader's language; nothing its reader may not see */
};
struct err *mail_add(struct tx *tx, const struct mail *m) MUST_CHECK;

#endif
