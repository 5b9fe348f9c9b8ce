/* heartbeat.c: the signs of life in the store: written by every node, read for outages. See outage.h. */
#include "office/outage.h"

#include "base/date.h"
#include "base/id.h"
#include "base/site.h"
#include "db/db.h"
#include "http/metrics.h"
#include "job/job.h"
#include "ledger/ledger.h"

#include <stdatomic.h>

#define MINUTE_US (60 * SECOND_US)
#define KEPT_US (90 * DAY_US)
#define BEATS_MAX 200000

NOT_AUDITED(heartbeat, "the server's own log of its being alive; what follows from it is an act with its evidence");

/* A minute of a run is one row, brought up to date. */
STMT(heartbeat_put, WRITE, "itiiiiii",
     "INSERT INTO heartbeat (minute_at, node, from_at, to_at, offset_us, requests, failed, stopped)"
     " VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (minute_at, node) DO UPDATE SET"
     " to_at = excluded.to_at, offset_us = excluded.offset_us, requests = heartbeat.requests + excluded.requests,"
     " failed = heartbeat.failed + excluded.failed, stopped = excluded.stopped");
STMT(heartbeat_forget, WRITE, "i", "DELETE FROM heartbeat WHERE minute_at < $1");
STMT(heartbeat_between, READ, "iii",
     "SELECT node, from_at, to_at, offset_us, requests, failed, stopped FROM heartbeat"
     " WHERE minute_at >= $1 AND minute_at <= $2 ORDER BY from_at, node LIMIT $3");
STMT(heartbeat_before, READ, "i", "SELECT max(minute_at) FROM heartbeat WHERE minute_at < $1");
STMT(heartbeat_after, READ, "i", "SELECT min(minute_at) FROM heartbeat WHERE minute_at > $1");

struct err *heartbeat_write(struct ctx *c, const char *node, const struct heartbeat *total,
                            const struct heartbeat *told)
{
    instant minute = c->now - c->now % MINUTE_US;
    TX(tx, c);
    TRY(db_run(tx, heartbeat_put, NULL, I64(minute), TXT(node), I64(c->now), I64(c->now),
               I64(site_clock_offset(c->site)), I64(total->requests - told->requests),
               I64(total->failed - told->failed), BOOL01(total->stopped)));
    TRY(db_run(tx, heartbeat_forget, NULL, I64(minute - KEPT_US)));
    return tx_commit(tx);
}

struct err *outages_list(struct ctx *c, instant from_at, instant to_at, struct outages *ret)
{
    struct row before;
    struct row after;
    struct rows rows;
    TRY(db_row(c, heartbeat_before, &before, I64(from_at)));
    TRY(db_row(c, heartbeat_after, &after, I64(to_at)));
    instant first = row_is_null(&before, 0) ? from_at : row_i64(&before, 0);
    instant last = row_is_null(&after, 0) ? to_at : row_i64(&after, 0);
    TRY(db_rows(c, heartbeat_between, &rows, I64(first), I64(last), I64(BEATS_MAX)));
    struct beat *v = arena_array(c->arena, struct beat, rows.n + 1);
    for (size_t i = 0; i < rows.n; i++) {
        const struct row *r = &rows.v[i];
        v[i] = (struct beat){ row_text(r, 0), row_i64(r, 1), row_i64(r, 2), row_i64(r, 3),
                              row_i64(r, 4),  row_i64(r, 5), row_bool(r, 6) };
    }
    outages_of_beats(c->arena, v, rows.n, ret);
    size_t n = 0;
    for (size_t i = 0; i < ret->n; i++)
        if (ret->v[i].to_at > from_at && ret->v[i].from_at < to_at)
            ret->v[n++] = ret->v[i];
    ret->n = n;
    return NULL;
}

/* ── of this process ── */

static _Atomic int64_t this_run; /* 0: none yet */
static struct heartbeat told;    /* only the thread of what recurs, and the end, touch it */

static struct err *beat(struct ctx *c, void *arg)
{
    const struct heartbeat *total = arg;
    int64_t id = atomic_load(&this_run);
    if (!id)
        atomic_store(&this_run, id = id_random());
    TRY(heartbeat_write(c, id_text(c->arena, id), total, &told));
    told = *total;
    return NULL;
}

EVERY(heartbeat_each_10_seconds, 10)
{
    struct heartbeat total = { 0 };
    metrics_answered(&total.requests, &total.failed);
    return job_do(c, WRITE, beat, &total);
}

struct err *heartbeat_stop(struct arena *a, const struct site *site)
{
    struct ctx c = { .arena = a, .now = site_now(site), .site = site };
    struct heartbeat total = { .stopped = true };
    metrics_answered(&total.requests, &total.failed);
    return atomic_load(&this_run) ? job_do(&c, WRITE, beat, &total) : NULL;
}
