/* link.h: what only account.c needs of links. */
#ifndef PERSON_LINK_H
#define PERSON_LINK_H

#include "person/account.h"

/* A link works once; CONFLICT for the second of two that come at the same time. Rehearsal links stay. */
struct err *link_use(struct tx *tx, const struct link *link) MUST_CHECK;

/* Ends one that was not used: withdrawn, or another was sent instead. CONFLICT when it was used or ended before. */
struct err *link_end(struct tx *tx, int64_t id) MUST_CHECK;
/* The grant of a link as it is stored; *ret_has is false where the link grants nothing. */
struct grant grant_from_text(struct arena *a, const char *text, bool *ret_has);
/* Writes the link, the mail and the entry of an invitation. */
struct err *invite(struct tx *tx, const char *email, const struct grant *g) MUST_CHECK;
/* A name for the link that does not open it. */
const char *link_fingerprint(struct arena *a, const char *token);

#endif
