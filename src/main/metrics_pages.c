/* metrics_pages.c: GET /metrics, for Prometheus: figures of this process and of the queues of the store. No person, no
** address, no path and no text of a record is among them.
**
** Read from the machine itself (a loopback address, and no proxy in between), or with the bearer token of a person who
** may see the work of the machine. To everybody else the page does not exist. */
#include "base/buf.h"
#include "base/site.h"
#include "db/db.h"
#include "http/http.h"
#include "http/metrics.h"
#include "person/person.h"
#include "person/policy.h"

#include <string.h>

STMT(metrics_jobs, READ, "", "SELECT state, count(*) FROM job WHERE state IN ('waiting', 'running', 'failed')"
     " GROUP BY state ORDER BY state");
STMT(metrics_job_due, READ, "i", "SELECT min(run_at) FROM job WHERE state = 'waiting' AND run_at <= $1");
STMT(metrics_mails, READ, "", "SELECT state, count(*) FROM mail_delivery WHERE state IN ('waiting', 'failed', 'held')"
     " GROUP BY state ORDER BY state");
STMT(metrics_unsealed, READ, "", "SELECT count(*) FROM ledger_open");

static bool is_this_machine(const char *peer)
{
    return peer && (strncmp(peer, "127.", 4) == 0 || strcmp(peer, "::1") == 0 || strncmp(peer, "::ffff:127.", 11) == 0);
}

static bool may_read(const struct request *rq)
{
    const struct viewer *v = rq->ctx->viewer;
    return (!rq->forwarded && is_this_machine(rq->peer)) || (v && policy_act_possible(ACT_OFFICE_JOBS, v->duties));
}

/* Every state has its line, also where nothing is in it: a figure that comes and goes is no figure. */
static struct err *put_states(struct ctx *c, struct buf *b, const char *name, const struct rows *rows,
                              const char *const *states)
{
    for (; *states; states++) {
        int64_t n = 0;
        for (size_t i = 0; i < rows->n; i++)
            if (strcmp(row_text(&rows->v[i], 0), *states) == 0)
                n = row_i64(&rows->v[i], 1);
        metrics_put_value(b, name, arena_printf(c->arena, "state=\"%s\"", *states), n);
    }
    return NULL;
}

static struct err *put_work(struct ctx *c, struct buf *b)
{
    static const char *const JOBS[] = { "waiting", "running", "failed", NULL };
    static const char *const MAILS[] = { "waiting", "held", "failed", NULL };
    struct rows rows;
    struct row due;
    int64_t unsealed = 0;
    TRY(db_rows(c, metrics_jobs, &rows));
    metrics_put_head(b, "kyoten_jobs", "gauge", "Jobs of all nodes, by state.");
    TRY(put_states(c, b, "kyoten_jobs", &rows, JOBS));
    TRY(db_row(c, metrics_job_due, &due, I64(c->now)));
    metrics_put_head(b, "kyoten_job_late_seconds", "gauge", "For how long the oldest job that is due has waited.");
    metrics_put_value(b, "kyoten_job_late_seconds", NULL,
                      row_is_null(&due, 0) ? 0 : (c->now - row_i64(&due, 0)) / 1000000);
    TRY(db_rows(c, metrics_mails, &rows));
    metrics_put_head(b, "kyoten_mails", "gauge", "Mails that have not been sent, by state.");
    TRY(put_states(c, b, "kyoten_mails", &rows, MAILS));
    TRY(db_i64(c, metrics_unsealed, &unsealed));
    metrics_put_head(b, "kyoten_ledger_unsealed", "gauge", "Entries of the ledger that wait for their seal.");
    metrics_put_value(b, "kyoten_ledger_unsealed", NULL, unsealed);
    return NULL;
}

static void put_executor(const struct site *site, struct buf *b)
{
    struct db_figures f;
    db_figures(site->db, &f);
    metrics_put_head(b, "kyoten_queue_length", "gauge", "Work that waits in this process.");
    metrics_put_value(b, "kyoten_queue_length", "queue=\"pool\"", f.pool_waiting);
    metrics_put_value(b, "kyoten_queue_length", "queue=\"writer\"", f.writes_waiting);
    metrics_put_head(b, "kyoten_writer_batches_total", "counter", "Batches of the writer (SQLite), by outcome.");
    metrics_put_value(b, "kyoten_writer_batches_total", "outcome=\"durable\"", f.batches);
    metrics_put_value(b, "kyoten_writer_batches_total", "outcome=\"lost\"", f.batches_lost);
    metrics_put_head(b, "kyoten_writer_work_total", "counter", "Pieces of work in those batches.");
    metrics_put_value(b, "kyoten_writer_work_total", NULL, f.members);
}

ROUTE_FLAGS(GET, "/metrics", metrics_page, ACT_PUBLIC, ROUTE_API)
{
    struct ctx *c = rq->ctx;
    struct buf b = buf_make(c->arena, 16384);
    if (!may_read(rq))
        return not_found(c->arena);
    metrics_put(&b);
    put_executor(c->site, &b);
    TRY(put_work(c, &b));
    rs->status = 200;
    rs->content_type = "text/plain; version=0.0.4; charset=utf-8";
    rs->body = (struct bytes){ (const uint8_t *)b.s, b.n };
    add_header(rs, c->arena, "Cache-Control", "no-store");
    return NULL;
}
