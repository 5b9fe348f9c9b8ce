/* assign_table.c: see assign_table.h. */
#include "main/assign_table.h"

#include "algo.msg.h"
#include "base/buf.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Pairs by application, then in the order of the table: where each application begins, and the rows. */
static void sort_rows(struct arena *a, const int32_t *application, size_t rows, size_t applications,
                      size_t *ret_row)
{
    size_t *first = arena_array(a, size_t, applications + 1);
    for (size_t i = 0; i < rows; i++)
        first[application[i] + 1]++;
    for (size_t x = 0; x < applications; x++)
        first[x + 1] += first[x];
    for (size_t i = 0; i < rows; i++)
        ret_row[first[application[i]]++] = i;
}

/* rows are sorted by application: a reviewer seen twice within one is a pair given twice. */
static struct err *check_twice(struct arena *a, const struct tsv *t, const struct assign_pair *pair,
                               const size_t *row, size_t reviewers)
{
    size_t *seen_at = arena_array(a, size_t, reviewers + 1);
    int32_t *seen_for = arena_array(a, int32_t, reviewers + 1);
    memset(seen_for, 0xFF, (reviewers + 1) * sizeof *seen_for);
    for (size_t i = 0; i < t->rows; i++) {
        int32_t r = pair[i].reviewer;
        if (seen_for[r] == pair[i].application)
            return invalid(a, tsv_place(a, t, row[i]), MSG_ALGO_PAIR_TWICE, arg_text(tsv_cell(t, row[i], 0)),
                           arg_text(tsv_cell(t, row[i], 1)), arg_i64((int64_t)seen_at[r] + 2));
        seen_for[r] = pair[i].application;
        seen_at[r] = row[i];
    }
    return NULL;
}

static struct err *read_pairs(struct arena *a, struct assign_table *t)
{
    size_t rows = t->affinity.rows;
    int32_t *reviewer = arena_array(a, int32_t, rows), *application = arena_array(a, int32_t, rows);
    double *value = arena_array(a, double, rows), largest = 0;
    for (size_t i = 0; i < rows; i++) {
        const char *id;
        TRY(tsv_id(a, &t->affinity, i, 0, &id));
        reviewer[i] = names_add(a, &t->reviewer, id);
        TRY(tsv_id(a, &t->affinity, i, 1, &id));
        application[i] = names_add(a, &t->application, id);
        TRY(tsv_number(a, &t->affinity, i, 2, &value[i]));
        largest = fmax(largest, fabs(value[i]));
    }
    for (t->scale = 1e9; largest * t->scale > (double)ASSIGN_VALUE_MAX;)
        t->scale /= 10;
    t->row = arena_array(a, size_t, rows);
    sort_rows(a, application, rows, t->application.n, t->row);
    struct assign_pair *pair = arena_array(a, struct assign_pair, rows);
    for (size_t i = 0; i < rows; i++) {
        size_t at = t->row[i];
        pair[i] = (struct assign_pair){ reviewer[at], application[at], llround(value[at] * t->scale) };
    }
    TRY(check_twice(a, &t->affinity, pair, t->row, t->reviewer.n));
    t->problem = (struct assign_problem){ .pair = pair,
                                          .pairs = rows,
                                          .reviewers = (int32_t)t->reviewer.n,
                                          .applications = (int32_t)t->application.n };
    return NULL;
}

struct forbidden {
    int32_t application, reviewer;
};

static int by_place(const void *x, const void *y)
{
    const struct forbidden *p = x, *q = y;
    if (p->application != q->application)
        return p->application < q->application ? -1 : 1;
    return (p->reviewer > q->reviewer) - (p->reviewer < q->reviewer);
}

/* Takes the forbidden pairs out of the problem. */
static struct err *forbid_pairs(struct arena *a, const char *path, struct assign_table *t)
{
    struct tsv f;
    TRY(tsv_read(a, path, 2, 2, &f));
    struct forbidden *no = arena_array(a, struct forbidden, f.rows);
    for (size_t i = 0; i < f.rows; i++) {
        no[i].reviewer = names_find(&t->reviewer, tsv_cell(&f, i, 0));
        no[i].application = names_find(&t->application, tsv_cell(&f, i, 1));
        for (size_t k = 0; k < 2; k++)
            if ((k == 0 ? no[i].reviewer : no[i].application) < 0)
                return invalid(a, tsv_place(a, &f, i), MSG_ALGO_UNKNOWN_ID, arg_text(tsv_cell(&f, i, k)),
                               arg_text(t->affinity.path));
    }
    qsort(no, f.rows, sizeof *no, by_place);
    struct assign_pair *pair = arena_array(a, struct assign_pair, t->problem.pairs);
    size_t kept = 0;
    for (size_t i = 0; i < t->problem.pairs; i++) {
        const struct assign_pair *p = &t->problem.pair[i];
        if (bsearch(&(struct forbidden){ p->application, p->reviewer }, no, f.rows, sizeof *no, by_place))
            continue;
        t->row[kept] = t->row[i];
        pair[kept++] = *p;
    }
    t->problem.pair = pair;
    t->problem.pairs = kept;
    return NULL;
}

static int32_t *all_alike(struct arena *a, size_t n, int32_t value)
{
    int32_t *v = arena_array(a, int32_t, n + 1);
    for (size_t i = 0; i < n; i++)
        v[i] = value;
    return v;
}

struct err *assign_table_read(struct arena *a, const char *affinity, const char *forbid, int32_t cover,
                              int32_t min_load, int32_t max_load, struct assign_table *ret)
{
    struct assign_table t = { .reviewer = names_make(a), .application = names_make(a) };
    TRY(tsv_read(a, affinity, 3, 3, &t.affinity));
    TRY(read_pairs(a, &t));
    if (forbid)
        TRY(forbid_pairs(a, forbid, &t));
    t.problem.cover = all_alike(a, t.application.n, cover);
    t.problem.min_load = all_alike(a, t.reviewer.n, min_load);
    t.problem.max_load = all_alike(a, t.reviewer.n, max_load);
    *ret = t;
    return NULL;
}

struct bytes assign_table_write(struct arena *a, const struct assign_table *t, const bool *chosen)
{
    struct buf b = buf_make(a, 65536);
    buf_puts(&b, "reviewer\tapplication\taffinity\n");
    for (size_t i = 0; i < t->problem.pairs; i++) {
        if (!chosen[i])
            continue;
        for (size_t k = 0; k < 3; k++) {
            buf_puts(&b, tsv_cell(&t->affinity, t->row[i], k));
            buf_puts(&b, k < 2 ? "\t" : "\n");
        }
    }
    return (struct bytes){ (const uint8_t *)b.s, b.n };
}

void assign_table_sums(struct arena *a, const struct assign_table *t, const bool *chosen, double *ret_total,
                       double *ret_lowest)
{
    double *sum = arena_array(a, double, t->application.n + 1), total = 0, lowest = INFINITY;
    for (size_t i = 0; i < t->problem.pairs; i++)
        if (chosen[i]) {
            double v = strtod(tsv_cell(&t->affinity, t->row[i], 2), NULL);
            sum[t->problem.pair[i].application] += v;
            total += v;
        }
    for (size_t x = 0; x < t->application.n; x++)
        lowest = fmin(lowest, sum[x]);
    *ret_total = total;
    *ret_lowest = lowest;
}
