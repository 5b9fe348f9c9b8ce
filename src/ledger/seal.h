/* seal.h: gives entries their place in the chain and signs it. Runs as a job once a second, and whenever more waits. */
#ifndef LEDGER_SEAL_H
#define LEDGER_SEAL_H

#include "base/ctx.h"

/* How many entries one step takes: a few milliseconds of the writer's time. */
#define LEDGER_SEAL_MAX 256

/* Chains at most LEDGER_SEAL_MAX waiting entries and seals them, in one transaction of its own on c (which may write).
** *ret_sealed: how many; when it is LEDGER_SEAL_MAX, call again at once. Two at a time make one chain: the later one
** finds nothing left, or is asked to RETRY (PostgreSQL). An entry whose MAC is wrong is never sealed: it stays without
** a link, and verify names it. */
struct err *ledger_seal_step(struct ctx *c, int64_t *ret_sealed) MUST_CHECK;

/* Steps until nothing waits, then the anchor: what the job does. It needs memory for one step, however many wait. */
struct err *ledger_seal_all(struct ctx *c) MUST_CHECK;

/* Writes the number and hash of the last durable seal into data_dir/keys/ledger.anchor (replaced atomically), outside
** any transaction: verify compares, so that a cut tail of the whole ledger is found. Reads only. */
struct err *ledger_anchor_write(struct ctx *c) MUST_CHECK;

#endif
