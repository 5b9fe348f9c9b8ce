/* cmd_assign.c: kyoten assign: who reviews what, from a table of affinities. */
#include "algo.msg.h"
#include "algo/assign_limit.h"
#include "base/buf.h"
#include "base/decimal.h"
#include "main/assign_table.h"
#include "main/command.h"
#include "main/monotonic.h"
#include "solve/solve.h"

#include <string.h>

#define MOST INT64_C(1000000)
#define NAMED_MOST 12

struct assign_wish {
    const char *affinity, *forbid, *objective, *out, *report, *limit_text;
    int32_t limit; /* thousandths; 0: no lottery */
    int64_t seed;
    int64_t cover, min_load, max_load, seconds;
};

static const char *status_word(enum assign_status s)
{
    switch (s) {
    case ASSIGN_OPTIMAL:
        return "optimal";
    case ASSIGN_FEASIBLE:
        return "feasible";
    case ASSIGN_INFEASIBLE:
        break;
    }
    return "infeasible";
}

/* "A, B, C, …": the first NAMED_MOST of those marked, and how many there are. */
static const char *list_marked(struct arena *a, const struct names *s, const bool *mark, int64_t *ret_n)
{
    struct buf b = buf_make(a, 256);
    int64_t n = 0;
    for (size_t i = 0; i < s->n; i++) {
        if (!mark[i])
            continue;
        if (n < NAMED_MOST)
            buf_printf(&b, "%s%s", n > 0 ? ", " : "", s->name[i]);
        n++;
    }
    if (n > NAMED_MOST)
        buf_puts(&b, ", …");
    *ret_n = n;
    return b.s;
}

static json_t *json_marked(const struct names *s, const bool *mark)
{
    json_t *list = json_array();
    for (size_t i = 0; i < s->n; i++)
        if (mark[i])
            (void)json_array_append_new(list, json_string(s->name[i]));
    return list;
}

static void report_on(struct arena *a, const struct assign_table *t, const struct assign_answer *x,
                      double seconds, json_t *r)
{
    double total = 0, lowest = 0;
    (void)json_object_set_new(r, "status", json_string(status_word(x->status)));
    if (x->status == ASSIGN_INFEASIBLE) {
        (void)json_object_set_new(r, "applications", json_marked(&t->application, x->short_application));
        (void)json_object_set_new(r, "reviewers", json_marked(&t->reviewer, x->short_reviewer));
        (void)json_object_set_new(r, "missing", json_integer(x->missing));
    } else {
        assign_table_sums(a, t, x->chosen, &total, &lowest);
        (void)json_object_set_new(r, "total", json_real(total));
        (void)json_object_set_new(r, "lowest", json_real(lowest));
        if (x->lowest_bound != INT64_MAX)
            (void)json_object_set_new(r, "lowest_bound", json_real((double)x->lowest_bound / t->scale));
    }
    if (x->status != ASSIGN_INFEASIBLE && !json_object_get(r, "seed")) { /* one draw is bounded by nothing */
        (void)json_object_set_new(r, "bound",
                                  json_real(x->bound == x->total ? total : (double)x->bound / t->scale));
        (void)json_object_set_new(r, "gap", json_real((double)(x->bound - x->total) / t->scale));
    }
    if (x->levels > 0)
        (void)json_object_set_new(r, "levels", json_integer(x->levels));
    (void)json_object_set_new(r, "certificate", json_string(x->verified ? "verified" : "bound"));
    (void)json_object_set_new(r, "seconds", json_real(seconds));
}

static struct err *impossible(struct arena *a, const struct assign_table *t, const struct assign_answer *x)
{
    int64_t n, m;
    const char *applications = list_marked(a, &t->application, x->short_application, &n);
    const char *reviewers = list_marked(a, &t->reviewer, x->short_reviewer, &m);
    if (x->least_load)
        return refused(a, MSG_ALGO_NOTHING_FOR, arg_text(reviewers), arg_i64(m), arg_i64(x->missing));
    if (m == 0)
        return refused(a, MSG_ALGO_NOBODY_FOR, arg_text(applications), arg_i64(x->missing));
    return refused(a, MSG_ALGO_TOO_FEW, arg_text(applications), arg_text(reviewers), arg_i64(x->missing));
}

/* Draws by lot; the answer looks like any other, and the report says by what chances and which seed. */
static void draw_lots(struct arena *a, const struct assign_table *t, const struct assign_wish *w,
                      struct assign_answer *x, json_t *report)
{
    struct assign_lottery l;
    assign_lottery(a, &t->problem, w->limit, &l);
    *x = (struct assign_answer){ .status = ASSIGN_INFEASIBLE,
                                 .verified = l.verified,
                                 .lowest_bound = INT64_MAX,
                                 .short_application = l.short_application,
                                 .short_reviewer = l.short_reviewer,
                                 .missing = (l.missing + LIMIT_WHOLE - 1) / LIMIT_WHOLE };
    if (!l.feasible)
        return;
    x->status = ASSIGN_OPTIMAL;
    x->chosen = arena_array(a, bool, t->problem.pairs + 1);
    assign_draw(&t->problem, l.chance, (uint64_t)w->seed, x->chosen);
    assign_measure(&t->problem, x->chosen, &x->total, &x->lowest);
    x->bound = l.total / LIMIT_WHOLE;
    (void)json_object_set_new(report, "limit_probability", json_real((double)w->limit / LIMIT_WHOLE));
    (void)json_object_set_new(report, "seed", json_integer(w->seed));
    (void)json_object_set_new(report, "expected_total", json_real((double)l.total / LIMIT_WHOLE / t->scale));
}

static struct err *answer(struct arena *a, const struct assign_table *t, const struct assign_wish *w,
                          struct assign_answer *x, json_t *report)
{
    struct assign_solver with = { solve_programme, NULL, monotonic_seconds, (double)w->seconds };
    if (w->limit > 0)
        draw_lots(a, t, w, x, report);
    else if (strcmp(w->objective, "total") == 0)
        assign_total(a, &t->problem, x);
    else if (strcmp(w->objective, "fair") == 0)
        return assign_fair(a, &t->problem, &with, x);
    else
        return assign_leximin(a, &t->problem, &with, x);
    return NULL;
}

static int assign(struct command_call *c, const struct assign_wish *w)
{
    struct assign_table t;
    struct err *e = assign_table_read(c->arena, w->affinity, w->forbid, (int32_t)w->cover,
                                      (int32_t)w->min_load, (int32_t)w->max_load, &t);
    if (e)
        return command_fail(c, e);
    double began = monotonic_seconds();
    struct assign_answer x;
    json_t *report = json_object();
    e = answer(c->arena, &t, w, &x, report);
    double seconds = monotonic_seconds() - began;
    if (e) {
        json_decref(report);
        return command_fail(c, e);
    }
    report_on(c->arena, &t, &x, seconds, report);
    struct bytes text = command_json_bytes(c->arena, report);
    if (x.status != ASSIGN_INFEASIBLE)
        e = file_replace(c->arena, w->out, assign_table_write(c->arena, &t, x.chosen));
    if (!e && w->report)
        e = file_replace(c->arena, w->report, text);
    if (!e && x.status == ASSIGN_INFEASIBLE)
        e = impossible(c->arena, &t, &x);
    return e ? command_fail(c, e) : COMMAND_DONE;
}

/* "0.5": a chance in whole thousandths above 0, at most 1. */
static bool read_limit(const char *text, int32_t *ret)
{
    struct decimal d, thousandths;
    if (!decimal_parse(text, &d) || d.scale > 3 || !decimal_mul(d, decimal_of(LIMIT_WHOLE), &thousandths) ||
        !decimal_round(thousandths, 0, &thousandths) || thousandths.units < 1 ||
        thousandths.units > LIMIT_WHOLE)
        return false;
    *ret = (int32_t)thousandths.units;
    return true;
}

COMMAND(assign, "assign",
        "--affinity A.tsv --cover N --max-load N [--min-load N] [--forbid F.tsv] [--objective "
        "total|fair|leximin] "
        "[--seconds N] [--limit-probability Q --seed S] "
        "--out X.tsv [--report R.json]",
        "assigns reviewers to applications: the best total of affinities, exact, with a certificate")
{
    struct assign_wish w = { .objective = "total", .cover = -1, .max_load = -1, .seconds = 60, .seed = -1 };
    const struct option_spec options[] = { option_text("affinity", &w.affinity),
                                           option_text("forbid", &w.forbid),
                                           option_text("objective", &w.objective),
                                           option_text("out", &w.out),
                                           option_text("report", &w.report),
                                           option_i64("cover", &w.cover, 1, MOST),
                                           option_i64("min-load", &w.min_load, 0, MOST),
                                           option_i64("max-load", &w.max_load, 1, MOST),
                                           option_i64("seconds", &w.seconds, 1, 86400),
                                           option_text("limit-probability", &w.limit_text),
                                           option_i64("seed", &w.seed, 0, INT64_MAX),
                                           OPTIONS_END };
    if (!command_options(c, options, 0, 0))
        return COMMAND_USAGE;
    if (!w.affinity || !w.out || w.cover < 0 || w.max_load < 0)
        return command_usage(c, MSG_ALGO_ASSIGN_NEEDS);
    if (w.min_load > w.max_load)
        return command_usage(c, MSG_ALGO_LOADS, arg_i64(w.min_load), arg_i64(w.max_load));
    if (strcmp(w.objective, "total") != 0 && strcmp(w.objective, "fair") != 0 &&
        strcmp(w.objective, "leximin") != 0)
        return command_usage(c, MSG_ALGO_OBJECTIVE, arg_text(w.objective));
    if (w.limit_text &&
        (!read_limit(w.limit_text, &w.limit) || w.seed < 0 || strcmp(w.objective, "total") != 0))
        return command_usage(c, MSG_ALGO_LIMIT);
    return assign(c, &w);
}
