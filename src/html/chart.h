/* chart.h: small charts as SVG, with the same numbers as a table.
**
** Every chart has a title and a description that says the numbers; no meaning lies in colour alone. The arena holds the
** result. chart_table() writes the numbers of a chart as a table inside a disclosure: put it below the chart. */
#ifndef HTML_CHART_H
#define HTML_CHART_H

#include "html/html.h"

#include <stdbool.h>

/* How often each step of a scale was given: counts[0] for scale_from, … */
struct distribution {
    const char *name;
    int scale_from, scale_to; /* at most 10 steps */
    const int64_t *counts;
};
struct html chart_distribution(struct arena *a, enum lang lang, const struct distribution *d);
/* Several, side by side, on one common height: one per criterion. */
struct html chart_distributions(struct arena *a, enum lang lang, const char *title, const struct distribution *d,
                                size_t n);

/* The bars alone, small, for a table cell: the numbers stand in its description and in a table elsewhere. highest: the
** count that fills the height, the same for all that stand together (at least 1). */
struct html chart_distribution_strip(struct arena *a, enum lang lang, const struct distribution *d, int64_t highest);

/* Mean and spread (standard deviation) on a scale, in thousandths: 3,750 is 3.75. .n 0: no scores yet. */
struct spread {
    const char *name;
    int64_t mean_1000, sd_1000, n;
};
struct html chart_spread(struct arena *a, enum lang lang, const char *title, int scale_from, int scale_to,
                         const struct spread *rows, size_t n);
/* The strip alone, for a table cell that has the numbers beside it. */
struct html chart_spread_strip(struct arena *a, enum lang lang, int scale_from, int scale_to, struct spread s);

struct bar {
    const char *name;
    int64_t value;
};
struct html chart_bars(struct arena *a, enum lang lang, const char *title, const char *unit, const struct bar *rows,
                       size_t n);
/* A line over the time of the round, with the last value beside it. */
struct html chart_sparkline(struct arena *a, enum lang lang, const char *title, const char *unit,
                            const struct bar *points, size_t n);

/* The numbers as a table in a closed disclosure. */
struct html chart_table_bars(struct arena *a, enum lang lang, const char *title, const char *unit,
                             const struct bar *rows, size_t n);
struct html chart_table_distributions(struct arena *a, enum lang lang, const char *title,
                                      const struct distribution *d, size_t n);
struct html chart_table_spread(struct arena *a, enum lang lang, const char *title, const struct spread *rows, size_t n);

#endif
