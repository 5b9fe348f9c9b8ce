/* spool.h: a file on its way in: written, counted and hashed as it arrives. Internal to http/. */
#ifndef HTTP_SPOOL_H
#define HTTP_SPOOL_H

#include "http/http.h"

#include <sodium.h>

struct spool {
    struct arena *arena;
    const char *path;
    int fd;
    int64_t size;
    crypto_generichash_state hash;
};
/* Makes a new file (0600) in dir; it is removed with the arena unless it was moved away before. */
struct err *spool_begin(struct arena *a, const char *dir, struct spool **ret) MUST_CHECK;
struct err *spool_put(struct spool *s, const void *p, size_t n) MUST_CHECK;
/* Closes it; path, size and hash are then those of the upload. */
struct err *spool_end(struct spool *s, struct upload *ret) MUST_CHECK;

#endif
