/* file_store.h: where the bytes lie. Private to this folder. */
#ifndef FILE_FILE_STORE_H
#define FILE_FILE_STORE_H

#include "file/file.h"

#define FILE_CHUNK_BYTES (1 << 20)

/* Bytes lie in the store itself where several machines share it. */
bool file_in_store(const struct ctx *c);
/* DATA/files/ab/cdef… */
const char *file_path(struct ctx *c, const uint8_t hash[32]);

/* Makes the bytes of an open file durable under their hash; the file at `path` may be taken away. */
struct err *file_store_put(struct ctx *c, int fd, const char *path, const uint8_t hash[32]) MUST_CHECK;
/* Of files that lie in the store: the hashes of those kept before that instant (the machine's time); and the end of one
** that has not been kept again since (0 chunks: it has). */
struct err *file_store_older(struct ctx *c, instant before, size_t *ret_n, struct bytes **ret) MUST_CHECK;
struct err *file_store_remove(struct tx *tx, struct bytes hash, instant before, int64_t *ret_chunks) MUST_CHECK;
/* Calls fn with the bytes from the start to the end; NOT_FOUND when there are none. */
struct err *file_store_each(struct ctx *c, const uint8_t hash[32],
                            struct err *(*fn)(struct ctx *c, struct bytes part, void *arg), void *arg) MUST_CHECK;
/* The hash of what is there; NOT_FOUND. */
struct err *file_store_hash(struct ctx *c, const uint8_t hash[32], uint8_t ret[32], int64_t *ret_size) MUST_CHECK;

#endif
