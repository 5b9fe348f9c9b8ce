/* key.h: the site's key for the ledger: an Ed25519 pair in the data folder.
**
** keys/ledger.key holds the secret seed (mode 0600), keys/ledger.pub the public key for everybody who checks receipts,
** both as one line of hexadecimal. Several nodes over one PostgreSQL cluster are given the same two files. */
#ifndef LEDGER_KEY_H
#define LEDGER_KEY_H

#include "base/arena.h"
#include "base/err.h"

#define LEDGER_SEED_BYTES 32
#define LEDGER_PUBLIC_BYTES 32
#define LEDGER_SECRET_BYTES 64
#define LEDGER_MAC_BYTES 32
#define LEDGER_SIGNATURE_BYTES 64
#define LEDGER_KEY_ID_LETTERS 16

struct ledger_key {
    uint8_t public[LEDGER_PUBLIC_BYTES];
    uint8_t secret[LEDGER_SECRET_BYTES];
    uint8_t mac[LEDGER_MAC_BYTES];       /* derived from the seed: authenticates entries before they are sealed */
    char id[LEDGER_KEY_ID_LETTERS + 1];  /* first 16 hexadecimal digits of BLAKE2b-256 of the public key */
};

/* The key of a seed (tests use a fixed one). */
void ledger_key_of_seed(const uint8_t seed[LEDGER_SEED_BYTES], struct ledger_key *ret);
/* The id of a public key, NUL-terminated. */
void ledger_key_id(const uint8_t public[LEDGER_PUBLIC_BYTES], char ret[LEDGER_KEY_ID_LETTERS + 1]);

/* Makes the pair in data_dir/keys (made if absent). A FAULT when a key is there already: it is never replaced. */
struct err *ledger_key_make(struct arena *a, const char *data_dir) MUST_CHECK;
/* Loads it, for the life of the arena. A FAULT that names the file when it is absent, damaged, does not match its
** public half, or may be read by others than its owner. */
struct err *ledger_key_load(struct arena *a, const char *data_dir, const struct ledger_key **ret) MUST_CHECK;
/* Reads a public key from a file such as keys/ledger.pub. */
struct err *ledger_public_load(struct arena *a, const char *path, uint8_t ret[LEDGER_PUBLIC_BYTES]) MUST_CHECK;

#endif
