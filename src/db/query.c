/* query.c: the calls that features use: rows, one row, a number, row by row; and writing. */
#include "db/db_impl.h"

#include "base/vec.h"

#include <assert.h>

/* ── reading ── */

struct rows_wanted {
    struct arena *arena;
    VEC(struct row) rows;
};

static struct err *keep_row(struct sink *sink, const struct row *r)
{
    struct rows_wanted *w = sink->to;
    *vec_push(w->arena, &w->rows) = row_copy(w->arena, r);
    return NULL;
}

static struct err *read_rows(struct ctx *c, const struct stmt *s, const struct value *v,
                             struct rows_wanted *w)
{
    assert(s->mode == READ);
    w->arena = c->arena;
    struct sink sink = { .row = keep_row, .to = w };
    return conn_run(c->db, c->arena, s, v, &sink, NULL);
}

struct err *db_rows_(struct ctx *c, const struct stmt *s, struct rows *ret, const struct value *v)
{
    struct rows_wanted w = { 0 };
    TRY(read_rows(c, s, v, &w));
    *ret = (struct rows){ w.rows.n, w.rows.v };
    return NULL;
}

struct err *db_find_(struct ctx *c, const struct stmt *s, struct row *ret, bool *ret_found,
                     const struct value *v)
{
    struct rows_wanted w = { 0 };
    TRY(read_rows(c, s, v, &w));
    if (w.rows.n > 1)
        return err_fault(c->arena, s->at, "%s gave %zu rows where at most one can be", s->name, w.rows.n);
    if (w.rows.n)
        *ret = w.rows.v[0];
    *ret_found = w.rows.n == 1;
    return NULL;
}

struct err *db_row_(struct ctx *c, const struct stmt *s, struct row *ret, const struct value *v)
{
    bool found = false;
    TRY(db_find_(c, s, ret, &found, v));
    return found ? NULL : not_found(c->arena);
}

struct err *db_i64_(struct ctx *c, const struct stmt *s, int64_t *ret, const struct value *v)
{
    struct row r;
    TRY(db_row_(c, s, &r, v));
    *ret = row_i64(&r, 0);
    return NULL;
}

struct each {
    struct ctx *ctx;
    struct err *(*fn)(struct ctx *c, const struct row *r, void *arg);
};

static struct err *each_row(struct sink *sink, const struct row *r)
{
    struct each *each = sink->to;
    return each->fn(each->ctx, r, sink->arg);
}

struct err *db_each_(struct ctx *c, const struct stmt *s,
                     struct err *(*fn)(struct ctx *, const struct row *, void *), void *arg,
                     const struct value *v)
{
    assert(s->mode == READ);
    struct each each = { c, fn };
    struct sink sink = { .row = each_row, .to = &each, .arg = arg, .stream = true };
    return conn_run(c->db, c->arena, s, v, &sink, NULL);
}

/* ── writing ── */

static struct err *write_with(struct tx *tx, const struct stmt *s, const struct value *v, struct sink *sink,
                              int64_t *ret_changed)
{
    struct conn *conn = tx->ctx->db;
    assert(s->mode == WRITE);
    assert(conn->tx == tx); /* not after tx_commit */
    if (conn->use == CONN_READ)
        return err_fault(tx->ctx->arena, s->at, "%s writes, but this work may only read", s->name);
    return conn_run(conn, tx->ctx->arena, s, v, sink, ret_changed);
}

static struct err *ignore_row(struct sink *sink, const struct row *r)
{
    (void)sink, (void)r;
    return NULL;
}

struct err *db_run_(struct tx *tx, const struct stmt *s, int64_t *ret_changed, const struct value *v)
{
    struct sink sink = { .row = ignore_row };
    int64_t changed = 0;
    TRY(write_with(tx, s, v, &sink, &changed));
    if (ret_changed)
        *ret_changed = changed;
    return NULL;
}

struct err *db_must_(struct tx *tx, const struct stmt *s, const struct value *v)
{
    int64_t changed = 0;
    TRY(db_run_(tx, s, &changed, v));
    if (changed > 1)
        return err_fault(tx->ctx->arena, s->at, "%s changed %lld rows where one was meant", s->name,
                         (long long)changed);
    return changed == 1 ? NULL : db_conflict(tx->ctx->arena);
}

struct err *db_put_(struct tx *tx, const struct stmt *s, struct row *ret, const struct value *v)
{
    struct rows_wanted w = { .arena = tx->ctx->arena };
    struct sink sink = { .row = keep_row, .to = &w };
    TRY(write_with(tx, s, v, &sink, NULL));
    if (w.rows.n > 1)
        return err_fault(tx->ctx->arena, s->at, "%s gave %zu rows where one was meant", s->name, w.rows.n);
    if (w.rows.n == 0)
        return db_conflict(tx->ctx->arena);
    *ret = w.rows.v[0];
    return NULL;
}
