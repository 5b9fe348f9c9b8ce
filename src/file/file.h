/* file.h: bytes of uploaded and made files, found by their hash. In the data folder on SQLite, in the
** store's chunks on PostgreSQL. Writing happens before the transaction that names them (prepare function of
** the route, job); in the data folder a file that no row names is removed by a job after a day. */
#ifndef FILE_FILE_H
#define FILE_FILE_H

#include "base/ctx.h"
#include "db/db.h"
#include "http/http.h"

struct file_facts {
    uint8_t hash[32]; /* BLAKE2b-256 of the bytes */
    int64_t size;
    const char *media_type; /* by content (libmagic), not by name */
    const char *name;       /* as given, without path */
};
/* Takes a spooled upload over: sniffs its type, makes it durable. Runs off the writer. */
struct err *file_keep_upload(struct ctx *c, const struct upload *u, struct file_facts *ret) MUST_CHECK;
struct err *file_keep_bytes(struct ctx *c, struct bytes b, struct file_facts *ret) MUST_CHECK;
/* Answers with the file as a download (never inline). NOT_FOUND, or a FAULT when its hash no longer matches. */
struct err *file_send(struct ctx *c, struct response *rs, const uint8_t hash[32], int64_t size,
                      const char *name, const char *media_type) MUST_CHECK;
struct err *file_read(struct ctx *c, const uint8_t hash[32], struct bytes *ret) MUST_CHECK;
/* The same with a limit of one's own, for an arena that has the room. A FAULT when the file is larger. */
struct err *file_read_up_to(struct ctx *c, const uint8_t hash[32], int64_t most,
                            struct bytes *ret) MUST_CHECK;

/* "pdf", "docx", "xlsx", "png", "jpeg": the word of the form for a media type; "" for any other. */
const char *file_type_word(const char *media_type);

/* A name to show and to download by: one line, no path, not longer than file systems take. */
const char *file_clean_name(struct arena *a, const char *given);

/* Which rows name files: at file scope beside the store of the feature. all: hash and size of every file
** named (READ, no parameters); names: how many rows name the file of the hash $1. kyoten verify reads the
** bytes of all; a file that no statement names is removed after a day. */
struct file_names {
    const char *table;
    const struct stmt *all, *names;
};
#define FILES_NAMED_BY(t, all_, names_)                                                                      \
    static const struct file_names file_names_##t = { #t, &(all_), &(names_) };                              \
    static const struct file_names *const file_names_##t##_ __attribute__((used, section("kyoten_files"))) = \
        &file_names_##t
/* Removes what no row names and is older than a day, now; for the job and tests. */
struct err *file_sweep(struct ctx *c, instant machine_now, int *ret_removed) MUST_CHECK;

#endif
