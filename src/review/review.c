/* review.c: the rules: what a reviewer may open, and the figures of completed sheets. */
#include "review/review.h"

#include "base/text.h"
#include "review/declaration.h"

#include <stdlib.h>
#include <string.h>

bool review_may_open(const struct reading *r)
{
    return r->submitted && r->pledged && r->declared_all && r->declared_here && !r->conflicted && r->assigned;
}

/* ── what was typed ── */

static bool is_blank(uint32_t c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == 0xA0 || c == 0x3000 ||
           (c >= 0x2000 && c <= 0x200B) || c == 0xFEFF;
}

const char *review_stripped(struct arena *a, const char *typed)
{
    const char *from = NULL, *end = NULL;
    for (const char *p = text_trim_display(a, typed); *p;) {
        const char *at = p;
        if (is_blank(text_next(&p)))
            continue;
        from = from ? from : at;
        end = p;
    }
    return from ? arena_strndup(a, from, (size_t)(end - from)) : "";
}

bool declaration_binds(const char *category, bool was_conflicted)
{
    return was_conflicted || strcmp(category, DECLARATION_NONE) != 0;
}

/* ── figures ── */

static bool to_micro(struct decimal d, int64_t *ret)
{
    struct decimal six;
    if (!decimal_round(d, 6, &six))
        return false;
    int64_t units = six.units;
    for (int scale = six.scale; scale < 6; scale++)
        if (__builtin_mul_overflow(units, 10, &units))
            return false;
    *ret = units;
    return true;
}

static int by_value(const void *x, const void *y)
{
    int64_t a = *(const int64_t *)x, b = *(const int64_t *)y;
    return (a > b) - (a < b);
}

struct err *figures_set(struct arena *a, const struct definition *def, const struct decimal *totals, size_t n,
                        struct sheet_figures *out)
{
    out->total_count = n;
    out->mean_micro = out->spread_micro = INT64_MIN;
    out->totals_micro = NULL;
    if (n == 0)
        return NULL;
    int64_t *v = arena_array(a, int64_t, n);
    struct decimal figure;
    for (size_t i = 0; i < n; i++)
        if (!to_micro(totals[i], &v[i]))
            return fault(a, "a total has no room in millionths");
    if (!scheme_figure(a, def, totals, n, &figure) || !to_micro(figure, &out->mean_micro))
        return fault(a, "the figure of an application has no room");
    qsort(v, n, sizeof *v, by_value);
    out->totals_micro = v;
    out->spread_micro = v[n - 1] - v[0];
    return NULL;
}

static int best_first(const void *x, const void *y)
{
    const struct sheet_figures *a = x, *b = y;
    if (a->mean_micro != b->mean_micro)
        return a->mean_micro > b->mean_micro ? -1 : 1;
    int by_title = strcmp(a->title, b->title);
    if (by_title)
        return by_title;
    return (a->application_id > b->application_id) - (a->application_id < b->application_id);
}

void figures_order(struct sheet_figures *v, size_t n)
{
    if (n)
        qsort(v, n, sizeof *v, best_first);
}
