/* receipt.h: a signed statement that a person keeps, and that can be checked years later without this server. */
#ifndef LEDGER_RECEIPT_H
#define LEDGER_RECEIPT_H

#include "ledger/key.h"
#include "ledger/ledger.h"

/* The receipt of one entry as canonical JSON and a newline: {"entry", "facts", "key", "kind", "proof", "signature",
** "version"}. kind: "submission", …; facts: what the person is told (number, title, instants, hashes of files). The
** signature covers all but the proof and is the same each time; the proof (path to a signed seal) is there once the
** entry is sealed, else null. NOT_FOUND for an unknown entry. */
struct err *receipt_make(struct ctx *c, const char *kind, const struct fact *facts, int64_t entry,
                         const char **ret_json) MUST_CHECK;

/* What a checked receipt proves. */
struct receipt {
    const char *kind, *act;
    instant at, recorded_at;
    const char *entry_json, *facts_json;  /* canonical */
    uint8_t public[LEDGER_PUBLIC_BYTES];
    char key_id[LEDGER_KEY_ID_LETTERS + 1];
    bool sealed;
    int64_t seal, seq;                    /* when sealed */
    instant sealed_at;
};
/* Checks the text of a receipt with no server at hand. public: the site's key, or NULL to use the receipt's own (which
** proves only that the receipt is whole). INVALID with the reason when anything is not as it was signed. */
struct err *receipt_check(struct arena *a, const char *text, size_t n, const uint8_t *public,
                          struct receipt *ret) MUST_CHECK;

#endif
