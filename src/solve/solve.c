/* solve.c: a programme goes to kyoten-solve, an answer comes back. */
#include "solve/solve.h"

#include "base/buf.h"
#include "base/subprocess.h"

#include <string.h>

/* Beyond the solver's own limit: reading, presolve, writing. */
#define GRACE_SECONDS 20

static struct bytes pack(struct arena *a, const struct lp *p)
{
    size_t columns = (size_t)p->columns, rows = (size_t)p->rows, entries = (size_t)p->start[columns];
    struct solve_head h = { .magic = SOLVE_MAGIC,
                            .rows = p->rows,
                            .columns = p->columns,
                            .entries = (int64_t)entries,
                            .seconds = p->seconds,
                            .whole = p->whole != NULL };
    struct buf b = buf_make(a, sizeof h + entries * 12 + columns * 30 + rows * 16 + 64);
    buf_put(&b, &h, sizeof h);
    buf_put(&b, p->start, (columns + 1) * sizeof *p->start);
    buf_put(&b, p->row, entries * sizeof *p->row);
    buf_put(&b, p->value, entries * sizeof *p->value);
    buf_put(&b, p->low, columns * sizeof *p->low);
    buf_put(&b, p->high, columns * sizeof *p->high);
    buf_put(&b, p->cost, columns * sizeof *p->cost);
    buf_put(&b, p->row_low, rows * sizeof *p->row_low);
    buf_put(&b, p->row_high, rows * sizeof *p->row_high);
    if (p->whole)
        buf_put(&b, p->whole, columns * sizeof *p->whole);
    return (struct bytes){ (const uint8_t *)b.s, b.n };
}

static double *doubles(struct arena *a, const uint8_t *p, size_t n)
{
    double *v = arena_array(a, double, n + 1);
    memcpy(v, p, n * sizeof *v);
    return v;
}

static struct err *unpack(struct arena *a, const struct lp *p, struct bytes out, struct lp_answer *ret)
{
    size_t columns = (size_t)p->columns, rows = (size_t)p->rows;
    struct solve_tail t;
    if (out.n != sizeof t + (columns + rows) * sizeof(double))
        return fault(a, "kyoten-solve wrote %zu bytes", out.n);
    memcpy(&t, out.p, sizeof t);
    if (t.magic != SOLVE_MAGIC || t.status < LP_OPTIMAL || t.status > LP_UNKNOWN)
        return fault(a, "kyoten-solve wrote something that is no answer");
    *ret =
        (struct lp_answer){ .status = (enum lp_status)t.status, .objective = t.objective, .bound = t.bound };
    if (ret->status == LP_OPTIMAL || ret->status == LP_FEASIBLE)
        ret->x = doubles(a, out.p + sizeof t, columns);
    if (ret->status == LP_OPTIMAL && !p->whole)
        ret->price = doubles(a, out.p + sizeof t + columns * sizeof(double), rows);
    return NULL;
}

struct err *solve_programme(struct arena *a, void *self, const struct lp *p, struct lp_answer *ret)
{
    struct arena *work __attribute__((cleanup(arena_done))) = arena_make(SIZE_MAX / 2);
    struct subprocess s = { .name = "kyoten-solve",
                            .path = self,
                            .input = pack(work, p),
                            .output_max =
                                sizeof(struct solve_tail) + (size_t)(p->rows + p->columns) * sizeof(double),
                            .timeout_ms = (int)((p->seconds + GRACE_SECONDS) * 1000) };
    struct bytes out;
    struct err *e = subprocess_run(work, &s, &out);
    if (e)
        return fault(a, "%s", e->why ? e->why : "kyoten-solve failed");
    return unpack(a, p, out, ret);
}
