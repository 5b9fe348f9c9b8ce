/* signature.c: see signature.h. */
#include "ledger/signature.h"

#include "base/buf.h"

#include <sodium.h>

static struct buf with_prefix(struct arena *a, enum signed_kind kind, const char *text)
{
    struct buf b = buf_make(a, strlen(text) + 32);
    buf_puts(&b, kind == SIGNED_SEAL ? "kyoten seal 1\n" : "kyoten receipt 1\n");
    buf_puts(&b, text);
    return b;
}

void signature_make(const struct ledger_key *key, enum signed_kind kind, const char *text,
                    uint8_t ret[LEDGER_SIGNATURE_BYTES])
{
    ARENA(a);
    struct buf b = with_prefix(a, kind, text);
    crypto_sign_detached(ret, NULL, (const uint8_t *)b.s, b.n, key->secret);
}

bool signature_holds(const uint8_t public[LEDGER_PUBLIC_BYTES], enum signed_kind kind, const char *text,
                     const uint8_t signature[LEDGER_SIGNATURE_BYTES])
{
    ARENA(a);
    struct buf b = with_prefix(a, kind, text);
    return crypto_sign_verify_detached(signature, (const uint8_t *)b.s, b.n, public) == 0;
}
