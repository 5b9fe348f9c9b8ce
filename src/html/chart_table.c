/* chart_table.c: the numbers of the charts as tables; see chart.h. */
#include "html.msg.h"
#include "html/chart.h"
#include "html/part.h"
#include "html/table.h"
#include "i18n/i18n.h"

static void begin(struct html_writer *w, const char *title, const struct column *columns)
{
    disclosure_box(w, tr(w, MSG_HTML_CHART_NUMBERS, arg_text(title)), false);
    table_box(w, &(struct table){ .caption = title, .columns = columns, .dense = true });
}

static struct html done(struct html_writer *w)
{
    table_box_end(w, NULL);
    disclosure_box_end(w, NULL, false);
    return html_done(w);
}

static void put_name(struct html_writer *w, const char *name)
{
    html_lit(w, "<tr><th scope=\"row\">");
    html_text(w, name);
    html_lit(w, "</th>");
}

static void put_number(struct html_writer *w, const char *text)
{
    html_lit(w, "<td data-align=\"right\">");
    html_text(w, text);
    html_lit(w, "</td>");
}

struct html chart_table_bars(struct arena *a, enum lang lang, const char *title, const char *unit,
                             const struct bar *rows, size_t n)
{
    struct html_writer out = html_writer_make(a, lang), *w = &out;
    begin(w, title,
          (const struct column[]){ { .label = tr(w, MSG_HTML_CHART_ITEM) },
                                   { .label = unit ? unit : tr(w, MSG_HTML_CHART_N), .align = "right" },
                                   { 0 } });
    for (size_t i = 0; i < n; i++) {
        put_name(w, rows[i].name);
        put_number(w, text_i64(a, rows[i].value));
    }
    return done(w);
}

struct html chart_table_distributions(struct arena *a, enum lang lang, const char *title,
                                      const struct distribution *d, size_t n)
{
    struct html_writer out = html_writer_make(a, lang), *w = &out;
    struct column columns[12] = { { .label = tr(w, MSG_HTML_CHART_ITEM) } };
    int steps = n ? d[0].scale_to - d[0].scale_from + 1 : 0;
    for (int i = 0; i < steps; i++)
        columns[1 + i] =
            (struct column){ .label = arena_printf(a, "%d", d[0].scale_from + i), .align = "right" };
    begin(w, title, columns);
    for (size_t k = 0; k < n; k++) {
        put_name(w, d[k].name);
        for (int i = 0; i < steps; i++)
            put_number(w, text_i64(a, d[k].counts[i]));
    }
    return done(w);
}

static const char *decimal_text(struct arena *a, int64_t thousandths)
{
    return arena_printf(a, "%lld.%03lld", (long long)(thousandths / 1000), (long long)(thousandths % 1000));
}

struct html chart_table_spread(struct arena *a, enum lang lang, const char *title, const struct spread *rows,
                               size_t n)
{
    struct html_writer out = html_writer_make(a, lang), *w = &out;
    begin(w, title,
          (const struct column[]){ { .label = tr(w, MSG_HTML_CHART_ITEM) },
                                   { .label = tr(w, MSG_HTML_CHART_MEAN), .align = "right" },
                                   { .label = tr(w, MSG_HTML_CHART_SD), .align = "right" },
                                   { .label = tr(w, MSG_HTML_CHART_N), .align = "right" },
                                   { 0 } });
    for (size_t i = 0; i < n; i++) {
        put_name(w, rows[i].name);
        put_number(w, rows[i].n ? decimal_text(a, rows[i].mean_1000) : "");
        put_number(w, rows[i].n ? decimal_text(a, rows[i].sd_1000) : "");
        put_number(w, text_i64(a, rows[i].n));
    }
    return done(w);
}
