/* clock.c: see clock.h. Two settings: "rehearsal" and "clock.offset". */
#include "office/clock.h"

#include "base/site.h"
#include "db/db.h"
#include "i18n/i18n.h"
#include "job/job.h"
#include "ledger/ledger.h"
#include "ledger/setting.h"
#include "office.msg.h"

#include <stdlib.h>
#include <string.h>

/* The machine's clock at the moment of the request. */
static instant machine_clock(const struct ctx *c)
{
    return c->now - site_clock_offset(c->site);
}

struct err *clock_offset_load(struct ctx *c, bool *ret_rehearsal, int64_t *ret_offset_us)
{
    const char *rehearsal = NULL;
    const char *offset = NULL;
    TRY(setting_find(c, "rehearsal", &rehearsal));
    TRY(setting_find(c, "clock.offset", &offset));
    *ret_rehearsal = rehearsal && strcmp(rehearsal, "yes") == 0;
    *ret_offset_us = *ret_rehearsal && offset ? strtoll(offset, NULL, 10) : 0;
    return NULL;
}

struct err *clock_begin_rehearsal(struct tx *tx)
{
    return setting_put(tx, "rehearsal", "yes");
}

struct err *clock_set(struct tx *tx, instant to)
{
    struct arena *a = tx_ctx(tx)->arena;
    return setting_put(tx, "clock.offset", arena_printf(a, "%lld", (long long)(to - machine_clock(tx_ctx(tx)))));
}

struct err *clock_push(struct ctx *c, instant to)
{
    if (!c->site->rehearsal)
        return not_found(c->arena);
    if (to <= c->now)
        return invalid(c->arena, "to", MSG_CLOCK_BACK, arg_instant(c->now));
    int64_t offset = to - machine_clock(c);
    TX(tx, c);
    TRY(clock_set(tx, to));
    TRY(tx_commit(tx));
    site_move_clock(c->site, offset);
    return NULL;
}

/* What another node pushed, or what was not durable after all. */
static struct err *follow(struct ctx *c, void *arg)
{
    bool rehearsal = false;
    int64_t offset = 0;
    (void)arg;
    TRY(clock_offset_load(c, &rehearsal, &offset));
    site_move_clock(c->site, offset);
    return NULL;
}

EVERY(clock_follow, 1)
{
    return c->site->rehearsal ? job_do(c, READ, follow, NULL) : NULL;
}
