/* file.h: bytes of uploaded and made files, found by their hash. In the data folder on SQLite, in the store's chunks on
** PostgreSQL. Writing happens before the transaction that names them (prepare function of the route, job); a file that no
** row names is removed by a job after a day. */
#ifndef FILE_FILE_H
#define FILE_FILE_H

#include "base/ctx.h"
#include "http/http.h"

struct file_facts {
    uint8_t hash[32];   /* BLAKE2b-256 of the bytes */
    int64_t size;
    const char *media_type; /* by content (libmagic), not by name */
    const char *name;       /* as given, without path */
};
/* Takes a spooled upload over: sniffs its type, makes it durable. Runs off the writer. */
struct err *file_keep_upload(struct ctx *c, const struct upload *u, struct file_facts *ret) MUST_CHECK;
struct err *file_keep_bytes(struct ctx *c, struct bytes b, struct file_facts *ret) MUST_CHECK;
/* Answers with the file as a download (never inline). NOT_FOUND, or a FAULT when its hash no longer matches. */
struct err *file_send(struct ctx *c, struct response *rs, const uint8_t hash[32], int64_t size, const char *name,
                      const char *media_type) MUST_CHECK;
struct err *file_read(struct ctx *c, const uint8_t hash[32], struct bytes *ret) MUST_CHECK;

#endif
