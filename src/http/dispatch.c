/* dispatch.c: see dispatch.h. */
#include "http/dispatch.h"

#include <stddef.h>

#define ATTEMPTS_MAX 8

bool dispatch_is_inline(const struct dispatch *d)
{
    const struct route *r = d->rq->route;
    if (!d->db || (r && r->flags & ROUTE_STATIC))
        return true;
    bool reads = d->rq->method == GET || !r;
    return reads && db_kind_of(d->db) == DB_SQLITE && !(r && r->flags & ROUTE_SLOW);
}

/* One attempt with that connection. */
static struct err *serve(struct dispatch *d, struct conn *conn)
{
    int64_t before = conn ? conn_statements(conn) : 0;
    d->rq->ctx->db = conn;
    struct err *e = http_serve(d->hooks, d->rq, d->rs);
    d->rq->statements += conn ? conn_statements(conn) - before : 0;
    d->rq->ctx->db = NULL;
    return e;
}

static struct err *prepare(struct dispatch *d, struct conn *conn)
{
    int64_t before = conn ? conn_statements(conn) : 0;
    d->rq->ctx->db = conn;
    struct err *e = http_prepare(d->hooks, d->rq, d->rs, &d->answered);
    d->rq->statements += conn ? conn_statements(conn) - before : 0;
    d->rq->ctx->db = NULL;
    return e;
}

static bool wants_prepare(const struct dispatch *d)
{
    return d->rq->route && d->rq->route->prepare && !d->rq->refusal.status;
}

void dispatch_inline(struct dispatch *d)
{
    bool is_static = d->rq->route && d->rq->route->flags & ROUTE_STATIC;
    struct conn *conn = d->db && !is_static ? conn_read_begin(d->db) : NULL;
    struct err *e = wants_prepare(d) ? prepare(d, conn) : NULL;
    if (!e && !d->answered)
        e = serve(d, conn);
    if (conn)
        conn_read_end(conn);
    if (e)
        http_fail(d->hooks, d->rq, d->rs, 503, e);
}

/* ── on the executor ── */

static struct dispatch *dispatch_of(struct work *w)
{
    return (struct dispatch *)((char *)w - offsetof(struct dispatch, work));
}

static void submit(struct dispatch *d, enum stmt_mode mode, struct err *(*run)(struct work *, struct conn *));

static struct err *run_serve(struct work *w, struct conn *conn)
{
    return serve(dispatch_of(w), conn);
}

static struct err *run_prepare(struct work *w, struct conn *conn)
{
    return prepare(dispatch_of(w), conn);
}

/* The outcome is final: durable, read, or failed as a whole. */
static void work_done(struct work *w, struct err *e)
{
    struct dispatch *d = dispatch_of(w);
    bool prepared = w->run == run_prepare && !d->answered;
    if (e && e->kind == ERR_RETRY && ++d->attempts < ATTEMPTS_MAX) {
        submit(d, w->mode, w->run);
        return;
    }
    if (!e && prepared) {
        submit(d, WRITE, run_serve);
        return;
    }
    if (e)
        http_fail(d->hooks, d->rq, d->rs, 503, e);
    d->finished(d);
}

static void submit(struct dispatch *d, enum stmt_mode mode, struct err *(*run)(struct work *, struct conn *))
{
    d->work = (struct work){ .run = run, .done = work_done, .arena = d->rq->ctx->arena, .mode = mode };
    db_submit(d->db, &d->work);
}

static struct err *run_admission(struct work *w, struct conn *conn)
{
    struct dispatch *d = dispatch_of(w);
    d->rq->ctx->db = conn;
    d->admitted = http_admits(d->hooks, d->rq);
    d->rq->ctx->db = NULL;
    return NULL;
}

static void admission_done(struct work *w, struct err *e)
{
    struct dispatch *d = dispatch_of(w);
    d->admitted = d->admitted && !e;
    d->finished(d);
}

void dispatch_admission(struct dispatch *d)
{
    d->work = (struct work){
        .run = run_admission, .done = admission_done, .arena = d->rq->ctx->arena, .mode = READ
    };
    db_submit(d->db, &d->work);
}

void dispatch_submit(struct dispatch *d)
{
    bool reads = d->rq->method == GET || !d->rq->route || d->rq->refusal.status;
    if (wants_prepare(d))
        submit(d, READ, run_prepare);
    else
        submit(d, reads ? READ : WRITE, run_serve);
}
