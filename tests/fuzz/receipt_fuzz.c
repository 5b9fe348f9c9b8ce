/* receipt_fuzz.c: no text makes the checker of receipts crash, and none but a signed one passes for the site's. */
#include "ledger/receipt.h"

#include <assert.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    static const uint8_t nobody[LEDGER_PUBLIC_BYTES];
    ARENA(a);
    struct receipt r;
    struct err *e = receipt_check(a, (const char *)data, n, nobody, &r);
    assert(e && e->kind == ERR_INVALID && e->msg);
    e = receipt_check(a, (const char *)data, n, NULL, &r);
    assert(!e || (e->kind == ERR_INVALID && e->msg));
    return 0;
}
