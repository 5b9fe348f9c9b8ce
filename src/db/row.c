/* row.c: reading the cells of a row. */
#include "db/db_impl.h"

#include <assert.h>

static const struct cell *cell_at(const struct row *r, int col)
{
    assert(col >= 0 && col < r->n);
    return &r->cell[col];
}

int64_t row_i64(const struct row *r, int col)
{
    const struct cell *c = cell_at(r, col);
    assert(c->kind == VALUE_I64);
    return c->i64;
}

int64_t row_i64_or_unknown(const struct row *r, int col)
{
    return row_is_null(r, col) ? INT64_MIN : row_i64(r, col);
}

bool row_bool(const struct row *r, int col)
{
    return row_i64(r, col) != 0;
}

const char *row_text(const struct row *r, int col)
{
    const char *s = row_text_or_null(r, col);
    return s ? s : "";
}

const char *row_text_or_null(const struct row *r, int col)
{
    const struct cell *c = cell_at(r, col);
    if (c->kind == VALUE_NULL)
        return NULL;
    assert(c->kind == VALUE_TEXT);
    return (const char *)c->bytes.p;
}

struct bytes row_bytes(const struct row *r, int col)
{
    const struct cell *c = cell_at(r, col);
    if (c->kind == VALUE_NULL)
        return (struct bytes){ NULL, 0 };
    assert(c->kind == VALUE_BYTES);
    return c->bytes;
}

bool row_is_null(const struct row *r, int col)
{
    return cell_at(r, col)->kind == VALUE_NULL;
}

struct row row_copy(struct arena *a, const struct row *r)
{
    struct row copy = { r->n, arena_array(a, struct cell, (size_t)r->n) };
    for (int i = 0; i < r->n; i++) {
        copy.cell[i] = r->cell[i];
        if (r->cell[i].kind == VALUE_TEXT || r->cell[i].kind == VALUE_BYTES)
            copy.cell[i].bytes = arena_bytes(a, r->cell[i].bytes.p, r->cell[i].bytes.n);
    }
    return copy;
}
