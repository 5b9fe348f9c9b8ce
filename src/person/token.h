/* token.h: ways in for programs: a bearer token stands for a person in the public interface under /api/; and how the
** store knows any token again, of a session and of a link in a mail too. */
#ifndef PERSON_TOKEN_H
#define PERSON_TOKEN_H

#include "base/ctx.h"
#include "db/db.h"

#define TOKEN_DAYS_MOST 366

/* Makes a token and gives it, once: the store keeps only its hash. scope: "read" or "write" (session.h); days: from now
** on by the machine's clock. An act of the person. */
struct err *token_create(struct tx *tx, int64_t person_id, const char *scope, int64_t days,
                         const char **ret) MUST_CHECK;
/* Ends all tokens of the person; an act where there was one. */
struct err *tokens_end(struct tx *tx, int64_t person_id) MUST_CHECK;
/* What the store keeps of a token: its BLAKE2b-256. */
struct bytes token_hash(struct arena *a, const char *token);

#endif
