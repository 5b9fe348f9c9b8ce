/* score_table.c: see score_table.h. */
#include "main/score_table.h"

#include "algo.msg.h"
#include "base/decimal.h"

#include <math.h>
#include <stdlib.h>

#define DECIMALS_MAX 6
#define SIZE_MAX_ 1000000

static struct err *read_score(struct arena *a, const struct tsv *t, size_t row, struct decimal *ret)
{
    const char *text = tsv_cell(t, row, 2);
    struct decimal d, most = decimal_of(SIZE_MAX_), least = decimal_of(-SIZE_MAX_);
    if (!decimal_parse(text, &d) || d.scale > DECIMALS_MAX || decimal_cmp(d, most) > 0 ||
        decimal_cmp(d, least) < 0)
        return invalid(a, tsv_place(a, t, row), MSG_ALGO_SCORE, arg_text(text));
    *ret = d;
    return NULL;
}

struct seen {
    int32_t application, reviewer;
    size_t row;
};

static int by_pair(const void *x, const void *y)
{
    const struct seen *p = x, *q = y;
    if (p->application != q->application)
        return p->application < q->application ? -1 : 1;
    if (p->reviewer != q->reviewer)
        return p->reviewer < q->reviewer ? -1 : 1;
    return (p->row > q->row) - (p->row < q->row);
}

static struct err *check_twice(struct arena *a, const struct score_table *t)
{
    size_t n = t->tsv.rows;
    struct seen *s = arena_array(a, struct seen, n);
    for (size_t i = 0; i < n; i++)
        s[i] = (struct seen){ t->exact[i].application, t->exact[i].reviewer, i };
    qsort(s, n, sizeof *s, by_pair);
    for (size_t i = 1; i < n; i++)
        if (s[i].application == s[i - 1].application && s[i].reviewer == s[i - 1].reviewer)
            return invalid(a, tsv_place(a, &t->tsv, s[i].row), MSG_ALGO_SCORE_TWICE,
                           arg_text(tsv_cell(&t->tsv, s[i].row, 1)), arg_text(tsv_cell(&t->tsv, s[i].row, 0)),
                           arg_i64((int64_t)s[i - 1].row + 2));
    return NULL;
}

static struct err *check_panels(struct arena *a, const struct score_table *t, const struct score *s)
{
    int32_t *panel = arena_array(a, int32_t, t->application.n);
    for (size_t x = 0; x < t->application.n; x++)
        panel[x] = -1;
    for (size_t i = 0; i < t->tsv.rows; i++) {
        int32_t x = s[i].application;
        if (panel[x] >= 0 && panel[x] != s[i].panel)
            return invalid(a, tsv_place(a, &t->tsv, i), MSG_ALGO_TWO_PANELS,
                           arg_text(t->application.name[x]));
        panel[x] = s[i].panel;
    }
    return NULL;
}

struct err *score_table_read(struct arena *a, const char *path, bool lower_is_better, struct score_table *ret)
{
    struct score_table t = { .application = names_make(a),
                             .reviewer = names_make(a),
                             .panel = names_make(a) };
    TRY(tsv_read(a, path, 3, 4, &t.tsv));
    size_t n = t.tsv.rows;
    struct decimal *d = arena_array(a, struct decimal, n);
    struct score *s = arena_array(a, struct score, n);
    t.exact = arena_array(a, struct exact_score, n);
    for (size_t i = 0; i < n; i++) {
        const char *application, *reviewer, *panel = "";
        TRY(tsv_id(a, &t.tsv, i, 0, &application));
        TRY(tsv_id(a, &t.tsv, i, 1, &reviewer));
        TRY(read_score(a, &t.tsv, i, &d[i]));
        if (t.tsv.columns == 4)
            TRY(tsv_id(a, &t.tsv, i, 3, &panel));
        t.scale = d[i].scale > t.scale ? d[i].scale : t.scale;
        t.exact[i].application = s[i].application = names_add(a, &t.application, application);
        t.exact[i].reviewer = s[i].reviewer = names_add(a, &t.reviewer, reviewer);
        s[i].panel = names_add(a, &t.panel, panel);
    }
    for (size_t i = 0; i < n; i++) {
        int64_t units = d[i].units;
        for (int k = d[i].scale; k < t.scale; k++)
            units *= 10;
        t.exact[i].value = lower_is_better ? -units : units;
        s[i].value = (double)t.exact[i].value * pow(10, -t.scale);
    }
    TRY(check_twice(a, &t));
    TRY(check_panels(a, &t, s));
    t.scores = (struct scores){ .score = s,
                                .n = n,
                                .applications = (int32_t)t.application.n,
                                .reviewers = (int32_t)t.reviewer.n,
                                .panels = (int32_t)t.panel.n };
    *ret = t;
    return NULL;
}
