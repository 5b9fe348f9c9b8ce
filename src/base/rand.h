/* rand.h: random bytes from the system (libsodium). */
#ifndef BASE_RAND_H
#define BASE_RAND_H

#include "base/arena.h"

void rand_bytes(void *p, size_t n);
/* n random bytes as base64url without padding: links, tokens. */
const char *rand_token(struct arena *a, size_t n);

#endif
