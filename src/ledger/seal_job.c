/* seal_job.c: once a second, what waits is chained and sealed, and the anchor follows what is durable. */
#include "base/site.h"
#include "job/job.h"
#include "ledger/seal.h"

static struct err *seal_some(struct ctx *c, void *arg)
{
    return ledger_seal_step(c, arg);
}

static struct err *write_anchor(struct ctx *c, void *arg)
{
    (void)arg;
    return ledger_anchor_write(c);
}

/* In memory of its own: after a rush many steps follow each other, and one arena has a limit. */
static struct err *seal_step(struct ctx *c, int64_t *ret_sealed)
{
    ARENA(own);
    struct ctx step = *c;
    step.arena = own;
    struct err *e = job_do(&step, WRITE, seal_some, ret_sealed);
    return e ? fault(c->arena, "%s", e->why ? e->why : "the ledger was not sealed") : NULL;
}

struct err *ledger_seal_all(struct ctx *c)
{
    int64_t sealed = LEDGER_SEAL_MAX;
    int64_t all = 0;
    for (; sealed == LEDGER_SEAL_MAX; all += sealed)
        TRY(seal_step(c, &sealed));
    if (all == 0 || !c->site->data_dir)
        return NULL;
    return job_do(c, READ, write_anchor, NULL);
}

EVERY(ledger_seal, 1)
{
    return ledger_seal_all(c);
}
