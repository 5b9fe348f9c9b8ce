/* cmd_rank.c: kyoten rank: an order from a table of scores, with its uncertainty. */
#include "algo.msg.h"
#include "algo/mixed.h"
#include "base/buf.h"
#include "base/decimal.h"
#include "main/command.h"
#include "main/monotonic.h"
#include "main/score_table.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define DECIMALS 6
#define DECIMALS_BY 1000000

struct rank_wish {
    const char *scores, *method, *out, *report;
    int64_t places;
    bool lower_is_better;
};

struct ranking {
    struct rank_row *row;
    struct fraction *exact; /* values of mean, median, trimmed; else NULL */
    struct mixed *mixed;    /* severity; else NULL */
    double line;
};

/* The value in the direction of the table. */
static const char *value_text(struct arena *a, const struct score_table *t, const struct rank_wish *w,
                              const struct ranking *k, size_t x)
{
    double sign = w->lower_is_better ? -1 : 1;
    if (!k->exact)
        return arena_printf(a, "%.*f", DECIMALS, sign * k->row[x].value + 0.0);
    int64_t by = DECIMALS_BY;
    for (int i = 0; i < t->scale; i++)
        by /= 10;
    int64_t units = fraction_round(k->exact[x], by);
    return decimal_text(a, (struct decimal){ w->lower_is_better ? -units : units, DECIMALS });
}

static const char *number_text(struct arena *a, double v)
{
    return isfinite(v) ? arena_printf(a, "%.*f", DECIMALS, v) : "";
}

struct place {
    double expected;
    size_t application;
};

static int by_rank(const void *x, const void *y)
{
    const struct place *p = x, *q = y;
    if (p->expected != q->expected)
        return p->expected < q->expected ? -1 : 1;
    return (p->application > q->application) - (p->application < q->application);
}

static struct bytes table_of(struct arena *a, const struct score_table *t, const struct rank_wish *w,
                             const struct ranking *k)
{
    static const char *const GROUP[] = { "select", "close", "below" };
    size_t n = t->application.n;
    struct place *order = arena_array(a, struct place, n);
    struct buf b = buf_make(a, 4096);
    for (size_t x = 0; x < n; x++)
        order[x] = (struct place){ k->row[x].expected, x };
    qsort(order, n, sizeof *order, by_rank);
    buf_puts(&b,
             "application\tvalue\tsd\trank\trank_low\trank_high\tp_top\tgroup\trank_low95\trank_high95\n");
    for (size_t i = 0; i < n; i++) {
        size_t x = order[i].application;
        const struct rank_row *r = &k->row[x];
        buf_printf(&b, "%s\t%s\t%s\t", t->application.name[x], value_text(a, t, w, k, x),
                   number_text(a, r->sd));
        buf_printf(&b, k->exact ? "%.0f" : "%.6f", r->expected);
        buf_printf(&b, "\t%d\t%d\t%s\t%s\t%d\t%d\n", r->low, r->high, number_text(a, r->top),
                   w->places > 0 ? GROUP[r->group] : "", r->low95, r->high95);
    }
    return (struct bytes){ (const uint8_t *)b.s, b.n };
}

static json_t *real_or_null(double v)
{
    return isfinite(v) ? json_real(v) : json_null();
}

static struct bytes report_of(struct arena *a, const struct score_table *t, const struct rank_wish *w,
                              const struct ranking *k, double seconds)
{
    json_t *r = json_pack("{s:s, s:I}", "method", w->method, "reviews", (json_int_t)t->tsv.rows);
    (void)json_object_set_new(r, "connected", json_boolean(scores_connected(&t->scores)));
    (void)json_object_set_new(r, "line", real_or_null(k->line));
    if (k->mixed) {
        const struct mixed *m = k->mixed;
        json_t *variance = json_pack("{s:f, s:f, s:f}", "application", m->sd_application, "reviewer",
                                     m->sd_reviewer, "residual", m->sd_residual);
        if (t->scores.panels > 1)
            (void)json_object_set_new(variance, "panel", json_real(m->sd_panel));
        (void)json_object_set_new(r, "variance", variance);
        (void)json_object_set_new(r, "loglik", json_real(m->log_likelihood));
        (void)json_object_set_new(r, "criterion", json_real(m->criterion));
        (void)json_object_set_new(r, "severity_p", json_real(m->severity_p));
        (void)json_object_set_new(r, "adjusted", json_boolean(m->adjusted));
    }
    (void)json_object_set_new(r, "seconds", json_real(seconds));
    return command_json_bytes(a, r);
}

static struct err *rank_exact(struct arena *a, const struct score_table *t, const struct rank_wish *w,
                              enum aggregate_method method, struct ranking *k)
{
    k->exact = arena_array(a, struct fraction, t->application.n);
    stability(t->exact, t->tsv.rows, t->scores.applications, t->scores.reviewers, method, (int32_t)w->places,
              k->row, k->exact);
    double unit = pow(10, -t->scale), last = INFINITY;
    for (size_t x = 0; x < t->application.n; x++) {
        k->row[x].value *= unit;
        k->row[x].sd *= unit;
        if (k->row[x].expected <= (double)w->places)
            last = fmin(last, k->row[x].value);
    }
    k->line = w->lower_is_better ? -last : last;
    return NULL;
}

static struct err *rank_severity(struct arena *a, const struct score_table *t, const struct rank_wish *w,
                                 struct ranking *k)
{
    struct ranks r;
    k->mixed = arena_new(a, struct mixed);
    if (!mixed_fit(a, &t->scores, k->mixed))
        return refused(a, MSG_ALGO_TOO_LITTLE);
    ranks_make(a, t->application.n, &r);
    ranks_add_expected(&r, 1, k->mixed->value, k->mixed->covariance);
    ranks_add_chances(&r, 1, k->mixed->value, k->mixed->covariance);
    ranks_done(&r, (int32_t)w->places, k->row, &k->line);
    return NULL;
}

static struct err *rank_by(struct arena *a, const struct score_table *t, const struct rank_wish *w,
                           struct ranking *k)
{
    static const char *const EXACT[] = { "mean", "median", "trimmed" };
    for (size_t i = 0; i < sizeof EXACT / sizeof *EXACT; i++)
        if (strcmp(w->method, EXACT[i]) == 0)
            return rank_exact(a, t, w, (enum aggregate_method)i, k);
    if (strcmp(w->method, "severity") == 0)
        return rank_severity(a, t, w, k);
    if (!rank_bayes(&t->scores, (int32_t)w->places, k->row, &k->line))
        return refused(a, MSG_ALGO_TOO_LITTLE);
    return NULL;
}

static int rank(struct command_call *c, const struct rank_wish *w)
{
    struct arena *a = c->arena;
    struct score_table t;
    struct err *e = score_table_read(a, w->scores, w->lower_is_better, &t);
    if (e)
        return command_fail(c, e);
    if (w->places > (int64_t)t.application.n)
        return command_fail(
            c, refused(a, MSG_ALGO_PLACES, arg_i64(w->places), arg_i64((int64_t)t.application.n)));
    struct ranking k = { .row = arena_array(a, struct rank_row, t.application.n), .line = NAN };
    double began = monotonic_seconds();
    e = rank_by(a, &t, w, &k);
    double seconds = monotonic_seconds() - began;
    if (!e)
        e = file_replace(a, w->out, table_of(a, &t, w, &k));
    if (!e && w->report)
        e = file_replace(a, w->report, report_of(a, &t, w, &k, seconds));
    return e ? command_fail(c, e) : COMMAND_DONE;
}

static bool known_method(const char *method)
{
    static const char *const KNOWN[] = { "mean", "median", "trimmed", "severity", "bayes" };
    for (size_t i = 0; i < sizeof KNOWN / sizeof *KNOWN; i++)
        if (strcmp(method, KNOWN[i]) == 0)
            return true;
    return false;
}

COMMAND(rank, "rank",
        "--scores S.tsv [--method mean|median|trimmed|severity|bayes] [--places K] [--lower-is-better] --out "
        "X.tsv "
        "[--report R.json]",
        "orders applications by their scores, and says how sure each rank is")
{
    struct rank_wish w = { .method = "mean" };
    const struct option_spec options[] = { option_text("scores", &w.scores),
                                           option_text("method", &w.method),
                                           option_text("out", &w.out),
                                           option_text("report", &w.report),
                                           option_i64("places", &w.places, 1, 1000000),
                                           option_flag("lower-is-better", &w.lower_is_better),
                                           OPTIONS_END };
    if (!command_options(c, options, 0, 0))
        return COMMAND_USAGE;
    if (!w.scores || !w.out)
        return command_usage(c, MSG_ALGO_RANK_NEEDS);
    if (!known_method(w.method))
        return command_usage(c, MSG_ALGO_METHOD, arg_text(w.method));
    return rank(c, &w);
}
