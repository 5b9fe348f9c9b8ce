/* id.h: identifiers of records.
**
** A record that has an address of its own gets a random number of 45 bits, written as nine letters of Crockford's
** base 32 in URLs: never guessed, never re-used. Rows of long histories (ledger, saves) get ordered numbers, so
** that an index grows at its end. */
#ifndef BASE_ID_H
#define BASE_ID_H

#include "base/arena.h"

#include <stdbool.h>

int64_t id_random(void);
/* Microseconds since 2020 in the upper 51 bits, 12 bits of this process below; strictly growing in one process. */
int64_t id_ordered(void);
/* "7k3m9q2xd" of a random id, and back; false when the text is no such id. */
const char *id_text(struct arena *a, int64_t id);
bool id_parse(const char *text, int64_t *ret);

#endif
