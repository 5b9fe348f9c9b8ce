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

EVERY(ledger_seal, 1)
{
    int64_t sealed = LEDGER_SEAL_MAX;
    int64_t all = 0;
    for (; sealed == LEDGER_SEAL_MAX; all += sealed)
        TRY(job_do(c, WRITE, seal_some, &sealed));
    if (all == 0 || !c->site->data_dir)
        return NULL;
    return job_do(c, READ, write_anchor, NULL);
}
