/* committee_rows.c: see committee_rows.h. */
#include "decision/committee_rows.h"

#include "base/vec.h"
#include "decision.msg.h"
#include "html/chart.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define MICRO INT64_C(1000000)

const struct msg *outcome_msg(enum outcome o)
{
    return o == OUTCOME_SELECT ? &MSG_OUTCOME_SELECT : o == OUTCOME_DECLINE ? &MSG_OUTCOME_DECLINE : &MSG_OUTCOME_NONE;
}

enum tone outcome_tone(enum outcome o)
{
    return o == OUTCOME_SELECT ? TONE_GREEN : o == OUTCOME_DECLINE ? TONE_GRAY : TONE_YELLOW;
}

/* ── figures ── */

/* 3.75 of 3,750,000 millionths, halves up. */
static const char *two_places(struct arena *a, int64_t micro)
{
    int64_t hundredths = (micro + 5000) / 10000;
    return arena_printf(a, "%lld.%02lld", (long long)(hundredths / 100), (long long)(hundredths % 100));
}

/* What a total counts when every criterion has the score 1, in millionths: totals divided by it lie on the scale. */
static int64_t weight_micro(const struct definition *def)
{
    struct decimal sum;
    int64_t *values = (int64_t[64]){ 0 };
    for (size_t i = 0; i < def->criteria.n && i < 64; i++)
        values[i] = 1;
    if (def->criteria.n > 64 || !scheme_total(def, values, &sum) || !decimal_round(sum, 6, &sum))
        return 0;
    return sum.units;
}

static struct spread spread_of(const struct sheet_figures *f, const char *name, int64_t weight)
{
    struct spread s = { .name = name };
    if (!f || f->mean_micro == NOT_SCORED || f->total_count == 0 || weight <= 0)
        return s;
    double mean = (double)f->mean_micro;
    double squares = 0;
    for (size_t i = 0; i < f->total_count; i++)
        squares += ((double)f->totals_micro[i] - mean) * ((double)f->totals_micro[i] - mean);
    s.n = (int64_t)f->total_count;
    s.mean_1000 = llround(mean * 1000 / (double)weight);
    s.sd_1000 = llround(sqrt(squares / (double)f->total_count) * 1000 / (double)weight);
    return s;
}

static void scale_of(const struct definition *def, int *ret_from, int *ret_to)
{
    *ret_from = (int)def->scale.levels.v[def->scale.levels.n - 1].value;
    *ret_to = (int)def->scale.levels.v[0].value;
}

/* The counts of one criterion by value, on a scale of at most ten steps. */
static struct distribution distribution_of(struct arena *a, const struct definition *def, const struct item_figures *f,
                                           const char *name)
{
    struct distribution d = { .name = name };
    scale_of(def, &d.scale_from, &d.scale_to);
    if (d.scale_to - d.scale_from > 9)
        d.scale_to = d.scale_from + 9;
    int64_t *counts = arena_array(a, int64_t, (size_t)(d.scale_to - d.scale_from) + 1);
    for (size_t i = 0; f && i < def->scale.levels.n && i < 16; i++) {
        int64_t value = def->scale.levels.v[i].value;
        if (value >= d.scale_from && value <= d.scale_to)
            counts[value - d.scale_from] += f->counts[i];
    }
    d.counts = counts;
    return d;
}

static void counts_in_words(struct arena *a, const struct definition *def, const struct item_figures *f,
                            const char **ret_mean, const char **ret_counts)
{
    struct buf b = buf_make(a, 32);
    int64_t sum = 0;
    for (size_t i = 0; f && i < def->scale.levels.n && i < 16; i++) {
        sum += f->counts[i] * def->scale.levels.v[i].value;
        if (f->counts[i])
            buf_printf(&b, "%s%lld:%d", b.n ? " " : "", (long long)def->scale.levels.v[i].value, f->counts[i]);
    }
    *ret_mean = f && f->n ? two_places(a, (sum * MICRO + f->n / 2) / f->n) : "";
    *ret_counts = b.s;
}

static const char *criterion_name(struct arena *a, enum lang lang, const struct criterion *c)
{
    return arena_printf(a, "%s%s", c->mark, c->name.in[lang]);
}

static void put_criteria(struct arena *a, enum lang lang, const struct definition *def, int64_t highest,
                         struct committee_row *row)
{
    size_t n = def->criteria.n;
    const struct sheet_figures *f = row->item->figures;
    struct html *charts = arena_array(a, struct html, n + 1);
    const char **means = arena_array(a, const char *, n + 1);
    const char **counts = arena_array(a, const char *, n + 1);
    for (size_t i = 0; i < n; i++) {
        const struct item_figures *item = f && i < f->item_count ? &f->items[i] : NULL;
        const struct distribution d = distribution_of(a, def, item, criterion_name(a, lang, &def->criteria.v[i]));
        charts[i] = chart_distribution_strip(a, lang, &d, highest);
        counts_in_words(a, def, item, &means[i], &counts[i]);
    }
    row->distributions = charts;
    row->means = means;
    row->counts = counts;
}

static int64_t highest_count(const struct board *b)
{
    int64_t highest = 1;
    for (size_t i = 0; i < b->n; i++)
        for (size_t k = 0; b->v[i].figures && k < b->v[i].figures->item_count; k++)
            for (size_t l = 0; l < 16; l++)
                if (b->v[i].figures->items[k].counts[l] > highest)
                    highest = b->v[i].figures->items[k].counts[l];
    return highest;
}

struct committee_rows committee_rows(struct arena *a, enum lang lang, const struct board *b)
{
    const struct definition *def = b->call->definition;
    struct committee_rows rows = { .board = b, .criteria = def->criteria.n, .criterion = def->criteria.v, .n = b->n,
                                   .v = arena_array(a, struct committee_row, b->n + 1) };
    int64_t weight = weight_micro(def);
    int64_t highest = highest_count(b);
    int from = 0;
    int to = 1;
    scale_of(def, &from, &to);
    for (size_t i = 0; i < b->n; i++) {
        struct committee_row *row = &rows.v[i];
        const struct board_item *x = &b->v[i];
        const struct sheet_figures *f = x->figures;
        const struct hub_type *type = definition_type(def, x->app->type_key);
        bool scored = x->rank.mean_micro != NOT_SCORED;
        enum outcome o = x->rank.outcome;
        *row = (struct committee_row){
            .item = x,
            .type = type ? type->name.in[lang] : x->app->type_key,
            .mean = scored ? two_places(a, f->mean_micro) : "",
            .spread = scored ? two_places(a, f->spread_micro) : "",
            .strip = chart_spread_strip(a, lang, from, to, spread_of(f, x->app->title, weight)),
            .sheets = arena_printf(a, "%d / %d", f ? f->complete : 0, f ? f->assigned : 0),
            .tone = outcome_tone(o),
            .outcome = outcome_msg(o)
        };
        put_criteria(a, lang, def, highest, row);
    }
    return rows;
}

/* ── order ── */

static const char *const WORDS[] = { "score", "receipt", "title", "type", "spread", "sheets", "decision" };

const char *committee_sort_word(enum committee_sort by)
{
    return WORDS[by];
}

enum committee_sort committee_sort_parse(const char *word)
{
    for (int i = 0; i < COMMITTEE_SORT_COUNT; i++)
        if (strcmp(word, WORDS[i]) == 0)
            return (enum committee_sort)i;
    return SORT_BY_SCORE;
}

static int compare(const struct committee_row *x, const struct committee_row *y, enum committee_sort by)
{
    const struct board_item *p = x->item;
    const struct board_item *q = y->item;
    int64_t a = 0;
    int64_t b = 0;
    switch (by) {
    case SORT_BY_RECEIPT: return strcmp(p->app->receipt_no, q->app->receipt_no);
    case SORT_BY_TITLE: return strcmp(p->app->title_kana ? p->app->title_kana : p->app->title,
                                      q->app->title_kana ? q->app->title_kana : q->app->title);
    case SORT_BY_TYPE: return strcmp(p->app->type_key, q->app->type_key);
    case SORT_BY_SPREAD: a = p->figures ? p->figures->spread_micro : NOT_SCORED;
        b = q->figures ? q->figures->spread_micro : NOT_SCORED;
        break;
    case SORT_BY_SHEETS: a = p->figures ? p->figures->complete : 0;
        b = q->figures ? q->figures->complete : 0;
        break;
    case SORT_BY_DECISION: a = p->rank.outcome;
        b = q->rank.outcome;
        break;
    case SORT_BY_SCORE: a = p->rank.mean_micro;
        b = q->rank.mean_micro;
        break;
    }
    return (a > b) - (a < b);
}

/* Merge sort: stable. */
static void merge(struct committee_row *v, struct committee_row *spare, size_t n, enum committee_sort by, int sign)
{
    if (n < 2)
        return;
    size_t half = n / 2;
    merge(v, spare, half, by, sign);
    merge(v + half, spare, n - half, by, sign);
    memcpy(spare, v, half * sizeof *v);
    size_t i = 0;
    size_t k = half;
    for (size_t at = 0; i < half; at++)
        v[at] = k < n && sign * compare(&v[k], &spare[i], by) < 0 ? v[k++] : spare[i++];
}

void committee_sort(struct committee_rows *rows, enum committee_sort by, bool up)
{
    ARENA(spare);
    merge(rows->v, arena_array(spare, struct committee_row, rows->n + 1), rows->n, by, up ? 1 : -1);
}
