/* definition_store.h: what the files of call/ need of the versions in the store (the rest is in call.h). */
#ifndef CALL_DEFINITION_STORE_H
#define CALL_DEFINITION_STORE_H

#include "base/ctx.h"
#include "programme/programme.h"

#define DEFINITION_HASH_BYTES 32

/* The definition with that id and hash: from memory when this process has parsed it, else read, checked against its
** hash (FAULT when it was changed behind our back) and kept. Valid to the end of c->arena. */
struct err *definition_of_hash(struct ctx *c, int64_t id, struct bytes hash, const struct definition **ret) MUST_CHECK;
/* 32 bytes of 64 hexadecimal digits (definition_hash, the digest of an item). */
struct bytes definition_hash_bytes(struct arena *a, const char *hex);

#endif
