/* ledger_check.c: see ledger_check.h. */
#include "ledger_check.h"

#include "store.h"

#include "base/buf.h"
#include "ledger/seal.h"

const struct ledger_key *ledger_test_key(void)
{
    static struct ledger_key key;
    static const uint8_t seed[LEDGER_SEED_BYTES] = "a seed for tests, known to all.";
    if (!key.id[0])
        ledger_key_of_seed(seed, &key);
    return &key;
}

const struct site *ledger_test_site(void)
{
    static struct site site;
    site.ledger_key = ledger_test_key();
    site.clock_fixed_at = STORE_NOW;
    return &site;
}

static void put_finding(void *arg, const struct ledger_finding *f)
{
    struct buf *b = arg;
    buf_printf(b, "%s %s %lld @%lld\n", f->kind, f->table ? f->table : "-", (long long)f->id, (long long)f->seq);
}

const char *ledger_findings(struct ctx *c)
{
    struct buf b = buf_make(c->arena, 256);
    struct ledger_report report = { .found = put_finding, .arg = &b };
    test_check_err(ledger_verify(c, &report), -1, "ledger_verify", ERR_HERE);
    return b.s;
}

void ledger_check(struct ctx *c, const char *at)
{
    int64_t sealed = LEDGER_SEAL_MAX;
    test_check_text(ledger_findings(c), "", "what kyoten verify finds", at);
    while (sealed == LEDGER_SEAL_MAX) {
        struct err *e = ledger_seal_step(c, &sealed);
        test_check_err(e, -1, "ledger_seal_step", at);
        if (e)
            return;
    }
    test_check_text(ledger_findings(c), "", "what kyoten verify finds once all is sealed", at);
}
