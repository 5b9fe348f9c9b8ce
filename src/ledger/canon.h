/* canon.h: the one way in which entries, rows and seals become bytes before they are hashed or signed. Pure.
**
** Texts are canonical JSON as jansson writes it with JSON_SORT_KEYS | JSON_COMPACT: keys in order, no spaces, integers
** only and within ±2^53 (identifiers, which may be larger, are texts), so that a receipt can be checked with any
** language's JSON library. */
#ifndef LEDGER_CANON_H
#define LEDGER_CANON_H

#include "base/buf.h"
#include "ledger/ledger.h"
#include "ledger/merkle.h"

/* Largest integer that every JSON reader keeps exactly. */
#define CANON_INT_MAX INT64_C(9007199254740991)
/* Bytes of an entry's facts at most. */
#define CANON_FACTS_MAX 65536

void canon_put_text(struct buf *b, const char *s);
void canon_put_hex(struct buf *b, const void *p, size_t n); /* lower case, in quotes */
void canon_put_id(struct buf *b, int64_t id);               /* decimal, in quotes */
/* n bytes from exactly 2n lower-case hexadecimal digits. */
bool canon_read_hex(const char *s, void *ret, size_t n);

/* The facts as one JSON object. FAULT: a name that is no name or comes twice, a number too large, a text that is not
** UTF-8, more than CANON_FACTS_MAX bytes. */
struct err *canon_facts(struct arena *a, const struct fact *facts, const char **ret) MUST_CHECK;

/* An entry as JSON, in parts because its touches come row by row: begin, any number of touches, end. */
struct entry {
    int64_t id;
    instant at, recorded_at;
    int64_t person;
    const char *duty, *act, *subject_table;
    int64_t subject_id;
    const char *detail, *request; /* detail is a JSON object already */
};
void canon_entry_begin(struct buf *b, const struct entry *e);
/* hash.p == NULL: the row is gone. */
void canon_entry_touch(struct buf *b, const char *table, int64_t row, int64_t version, struct bytes hash);
void canon_entry_end(struct buf *b);

/* BLAKE2b-256 over the table's name and, for every column that is not NULL, its name, kind, length and bytes.
** columns: "id, call_id, …", as many as r has cells from the first on. */
struct hash canon_row_hash(const char *table, const char *columns, const struct row *r);

/* The next hash of the chain: BLAKE2b-256(before ‖ leaf). Before the first entry: all zero. */
struct hash canon_chain(const struct hash *before, const struct hash *leaf);

struct seal {
    int64_t number, first_seq, last_seq;
    struct hash root, chain, prev; /* prev: canon_seal_hash of the seal before; all zero for the first */
    instant at;
    const char *key_id;
};
/* The seal as JSON, without its signature; its hash. */
const char *canon_seal(struct arena *a, const struct seal *s);
struct hash canon_seal_hash(const char *seal_json);

#endif
