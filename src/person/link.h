/* link.h: what only account.c needs of links. */
#ifndef PERSON_LINK_H
#define PERSON_LINK_H

#include "person/account.h"

/* A link works once; CONFLICT for the second of two that come at the same time. Rehearsal links stay. */
struct err *link_use(struct tx *tx, const struct link *link) MUST_CHECK;

/* A name for the link that does not open it. */
const char *link_fingerprint(struct arena *a, const char *token);

#endif
