/* signature.h: Ed25519 over canonical texts, each kind under a prefix of its own so that none passes for another. */
#ifndef LEDGER_SIGNATURE_H
#define LEDGER_SIGNATURE_H

#include "ledger/key.h"

enum signed_kind { SIGNED_SEAL, SIGNED_RECEIPT };

/* Signs "kyoten seal 1\n" or "kyoten receipt 1\n" followed by the text. */
void signature_make(const struct ledger_key *key, enum signed_kind kind, const char *text,
                    uint8_t ret[LEDGER_SIGNATURE_BYTES]);
bool signature_holds(const uint8_t public[LEDGER_PUBLIC_BYTES], enum signed_kind kind, const char *text,
                     const uint8_t signature[LEDGER_SIGNATURE_BYTES]);

#endif
