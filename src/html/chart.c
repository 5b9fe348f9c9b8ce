/* chart.c: see chart.h. Names and numbers stand as text beside the drawings, so they grow with the reader's type. */
#include "html/chart.h"

#include "html.msg.h"
#include "html/mark.h"
#include "html/page.h"
#include "i18n/i18n.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>

/* A drawing of w × h units with title and description for those who do not see it. */
static void svg_begin(struct html_writer *w, int width, int height, const char *title, const char *desc)
{
    html_lit(w, "<svg class=\"chart\" role=\"img\" focusable=\"false\"");
    mark_attr(w, "viewBox", arena_printf(w->out.arena, "0 0 %d %d", width, height));
    mark_attr_i64(w, "width", width);
    mark_attr_i64(w, "height", height);
    mark_attr(w, "aria-label", desc ? arena_printf(w->out.arena, "%s: %s", title, desc) : title);
    html_lit(w, "><title>");
    html_text(w, title);
    html_lit(w, "</title>");
    if (desc) {
        html_lit(w, "<desc>");
        html_text(w, desc);
        html_lit(w, "</desc>");
    }
}

static void svg_end(struct html_writer *w)
{
    html_lit(w, "</svg>");
}

/* name="12.5": by hand, because a list has thousands of them and printf() works on a fraction for a microsecond. */
static void put_tenths(struct html_writer *w, const char *name, double v)
{
    int64_t tenths = llround(fabs(v) * 10);
    buf_puts(&w->out, name);
    buf_puts(&w->out, v < 0 && tenths ? "=\"-" : "=\"");
    buf_put_i64(&w->out, tenths / 10);
    buf_putc(&w->out, '.');
    buf_putc(&w->out, (char)('0' + tenths % 10));
    buf_putc(&w->out, '"');
}

static void svg_rect(struct html_writer *w, const char *class, double x, double y, double width,
                     double height)
{
    html_lit(w, "<rect");
    mark_attr(w, "class", class);
    put_tenths(w, " x", x);
    put_tenths(w, " y", y);
    put_tenths(w, " width", width);
    put_tenths(w, " height", height);
    html_lit(w, "/>");
}

static void svg_line(struct html_writer *w, const char *class, double x1, double y1, double x2, double y2)
{
    html_lit(w, "<line");
    mark_attr(w, "class", class);
    put_tenths(w, " x1", x1);
    put_tenths(w, " y1", y1);
    put_tenths(w, " x2", x2);
    put_tenths(w, " y2", y2);
    html_lit(w, "/>");
}

static void svg_number(struct html_writer *w, const char *class, double x, double y, int64_t n)
{
    buf_printf(&w->out, "<text class=\"%s\" x=\"%.1f\" y=\"%.1f\" text-anchor=\"middle\">%lld</text>", class,
               x, y, (long long)n);
}

static void put_span(struct html_writer *w, const char *class, const char *text)
{
    html_lit(w, "<span");
    mark_attr(w, "class", class);
    html_lit(w, ">");
    html_text(w, text);
    html_lit(w, "</span>");
}

/* 3.75 of 3,750 thousandths; halves go away from zero. */
static const char *thousandths(struct arena *a, int64_t v)
{
    int64_t hundredths = (llabs(v) + 5) / 10;
    return arena_printf(a, "%s%lld.%02lld", v < 0 ? "−" : "", (long long)(hundredths / 100),
                        (long long)(hundredths % 100));
}

static void figure_begin(struct html_writer *w, const char *title, const char *class)
{
    html_lit(w, "<figure class=\"chart-figure\"><figcaption>");
    html_text(w, title);
    html_lit(w, "</figcaption><ul role=\"list\"");
    mark_attr(w, "class", class);
    html_lit(w, ">");
}

static struct html figure_done(struct html_writer *w)
{
    html_lit(w, "</ul></figure>\n");
    return html_done(w);
}

/* ── distributions ── */

static int64_t highest_of(const struct distribution *d, size_t n)
{
    int64_t highest = 1;
    for (size_t k = 0; k < n; k++)
        for (int i = 0; i <= d[k].scale_to - d[k].scale_from; i++)
            highest = d[k].counts[i] > highest ? d[k].counts[i] : highest;
    return highest;
}

/* How often each step was given, in words. */
static const char *distribution_text(struct html_writer *w, const struct distribution *d)
{
    struct buf desc = buf_make(w->out.arena, 64);
    for (int i = 0; i <= d->scale_to - d->scale_from; i++) {
        if (i)
            buf_puts(&desc, w->lang == LANG_JA ? "、" : ", ");
        msg_put(&desc, w->lang, &MSG_HTML_CHART_STEP,
                (const struct arg[]){ arg_i64(d->scale_from + i), arg_i64(d->counts[i]), ARG_END });
    }
    return desc.s;
}

static void put_distribution(struct html_writer *w, const struct distribution *d, int64_t highest)
{
    enum { WIDTH = 180, TOP = 18, HEIGHT = 56, FOOT = 20 };
    int steps = d->scale_to - d->scale_from + 1;
    assert(steps >= 1 && steps <= 10);
    svg_begin(w, WIDTH, TOP + HEIGHT + FOOT, d->name, distribution_text(w, d));
    double pitch = (double)WIDTH / steps, bar = pitch * 0.7;
    for (int i = 0; i < steps; i++) {
        double height = (double)d->counts[i] * HEIGHT / (double)highest, left = pitch * i + (pitch - bar) / 2;
        if (d->counts[i] > 0) {
            svg_rect(w, "bar", left, TOP + HEIGHT - height, bar, height);
            svg_number(w, "value", left + bar / 2, TOP + HEIGHT - height - 4, d->counts[i]);
        }
        svg_number(w, "soft", left + bar / 2, TOP + HEIGHT + 16, d->scale_from + i);
    }
    svg_line(w, "axis", 0, TOP + HEIGHT + 0.5, WIDTH, TOP + HEIGHT + 0.5);
    svg_end(w);
}

struct html chart_distribution(struct arena *a, enum lang lang, const struct distribution *d)
{
    struct html_writer w = html_writer_make(a, lang);
    put_distribution(&w, d, highest_of(d, 1));
    return html_done(&w);
}

struct html chart_distribution_strip(struct arena *a, enum lang lang, const struct distribution *d, int64_t highest)
{
    enum { WIDTH = 60, HEIGHT = 28 };
    struct html_writer w = html_writer_make(a, lang);
    int steps = d->scale_to - d->scale_from + 1;
    assert(steps >= 1 && steps <= 10 && highest >= 1);
    svg_begin(&w, WIDTH, HEIGHT, d->name, distribution_text(&w, d));
    double pitch = (double)WIDTH / steps;
    for (int i = 0; i < steps; i++) {
        double height = (double)d->counts[i] * (HEIGHT - 3) / (double)highest;
        if (d->counts[i] > 0)
            svg_rect(&w, "bar", pitch * i + pitch * 0.12, HEIGHT - 1 - height, pitch * 0.76, height);
    }
    svg_line(&w, "axis", 0, HEIGHT - 0.5, WIDTH, HEIGHT - 0.5);
    svg_end(&w);
    return html_done(&w);
}

/* Mean of a distribution in thousandths; the number of answers in *ret_n. */
static int64_t mean_of(const struct distribution *d, int64_t *ret_n)
{
    int64_t sum = 0, n = 0;
    for (int i = 0; i <= d->scale_to - d->scale_from; i++) {
        sum += d->counts[i] * (d->scale_from + i);
        n += d->counts[i];
    }
    *ret_n = n;
    return n ? (sum * 2000 + n) / (2 * n) : 0;
}

struct html chart_distributions(struct arena *a, enum lang lang, const char *title,
                                const struct distribution *d, size_t n)
{
    struct html_writer out = html_writer_make(a, lang), *w = &out;
    int64_t highest = highest_of(d, n);
    figure_begin(w, title, "multiples");
    for (size_t i = 0; i < n; i++) {
        int64_t count, mean = mean_of(&d[i], &count);
        html_lit(w, "<li>");
        put_span(w, "name", d[i].name);
        put_distribution(w, &d[i], highest);
        put_span(w, "sum",
                 count ? tr(w, MSG_HTML_CHART_MEAN_N, arg_text(thousandths(a, mean)), arg_i64(count))
                       : tr(w, MSG_HTML_CHART_NONE));
        html_lit(w, "</li>");
    }
    return figure_done(w);
}

/* ── mean and spread ── */

static const char *spread_text(struct html_writer *w, struct spread s)
{
    struct arena *a = w->out.arena;
    if (s.n == 0)
        return tr(w, MSG_HTML_CHART_NONE);
    return arena_printf(a, "%s ± %s", thousandths(a, s.mean_1000), thousandths(a, s.sd_1000));
}

static void put_strip(struct html_writer *w, int from, int to, struct spread s)
{
    enum { WIDTH = 200, HEIGHT = 28, SIDE = 8 };
    assert(to > from);
    double unit = (double)(WIDTH - 2 * SIDE) / (to - from), middle = HEIGHT / 2.0;
    svg_begin(w, WIDTH, HEIGHT, s.name, spread_text(w, s));
    svg_line(w, "axis", SIDE, middle, WIDTH - SIDE, middle);
    for (int i = from; i <= to; i++)
        svg_line(w, "axis", SIDE + unit * (i - from), middle - 5, SIDE + unit * (i - from), middle + 5);
    if (s.n > 0) {
        double mean = SIDE + unit * ((double)s.mean_1000 / 1000 - from), sd = unit * (double)s.sd_1000 / 1000;
        double low = mean - sd < SIDE ? SIDE : mean - sd,
               high = mean + sd > WIDTH - SIDE ? WIDTH - SIDE : mean + sd;
        if (s.sd_1000 > 0)
            svg_line(w, "spread", low, middle, high, middle);
        buf_printf(&w->out, "<path class=\"mean\" d=\"M%.1f %.1fl7 7-7 7-7-7z\"/>", mean, middle - 7);
    }
    svg_end(w);
}

struct html chart_spread_strip(struct arena *a, enum lang lang, int scale_from, int scale_to, struct spread s)
{
    struct html_writer w = html_writer_make(a, lang);
    put_strip(&w, scale_from, scale_to, s);
    return html_done(&w);
}

struct html chart_spread(struct arena *a, enum lang lang, const char *title, int scale_from, int scale_to,
                         const struct spread *rows, size_t n)
{
    struct html_writer out = html_writer_make(a, lang), *w = &out;
    figure_begin(w, title, "chart-rows");
    for (size_t i = 0; i < n; i++) {
        html_lit(w, "<li>");
        put_span(w, "name", rows[i].name);
        put_strip(w, scale_from, scale_to, rows[i]);
        put_span(w, "value number", spread_text(w, rows[i]));
        html_lit(w, "</li>");
    }
    return figure_done(w);
}

/* ── bars ── */

static const char *with_unit(struct arena *a, int64_t v, const char *unit)
{
    return arena_printf(a, "%s%s", text_i64(a, v), unit ? unit : "");
}

struct html chart_bars(struct arena *a, enum lang lang, const char *title, const char *unit,
                       const struct bar *rows, size_t n)
{
    struct html_writer out = html_writer_make(a, lang), *w = &out;
    int64_t highest = 1;
    for (size_t i = 0; i < n; i++)
        highest = rows[i].value > highest ? rows[i].value : highest;
    figure_begin(w, title, "chart-rows");
    for (size_t i = 0; i < n; i++) {
        html_lit(w, "<li>");
        put_span(w, "name", rows[i].name);
        /* Name and number are read as text: the bar says nothing more. */
        html_lit(w, "<svg class=\"chart chart-bar\" viewBox=\"0 0 1000 16\" preserveAspectRatio=\"none\" "
                    "aria-hidden=\"true\" focusable=\"false\">");
        svg_rect(w, "bar", 0, 0, (double)rows[i].value * 1000 / (double)highest, 16);
        svg_end(w);
        put_span(w, "value number", with_unit(a, rows[i].value, unit));
        html_lit(w, "</li>");
    }
    return figure_done(w);
}

struct html chart_sparkline(struct arena *a, enum lang lang, const char *title, const char *unit,
                            const struct bar *points, size_t n)
{
    enum { WIDTH = 240, HEIGHT = 56, SIDE = 6 };
    struct html_writer out = html_writer_make(a, lang), *w = &out;
    if (n == 0)
        return html_done(w);
    int64_t highest = 1;
    for (size_t i = 0; i < n; i++)
        highest = points[i].value > highest ? points[i].value : highest;
    const struct bar *last = &points[n - 1];
    svg_begin(w, WIDTH, HEIGHT, title, arena_printf(a, "%s %s", last->name, with_unit(a, last->value, unit)));
    struct buf path = buf_make(a, 32 * n);
    double x = SIDE, y = HEIGHT - SIDE;
    for (size_t i = 0; i < n; i++) {
        x = n == 1 ? SIDE : SIDE + (double)i * (WIDTH - 2 * SIDE) / (double)(n - 1);
        y = HEIGHT - SIDE - (double)points[i].value * (HEIGHT - 2 * SIDE) / (double)highest;
        buf_printf(&path, "%s%.1f %.1f", i ? "L" : "M", x, y);
    }
    buf_printf(&w->out, "<path class=\"area\" d=\"%sV%dH%dz\"/>", path.s, HEIGHT - SIDE, SIDE);
    svg_line(w, "axis", SIDE, HEIGHT - SIDE, WIDTH - SIDE, HEIGHT - SIDE);
    buf_printf(&w->out,
               "<path class=\"line\" d=\"%s\"/><circle class=\"mean\" cx=\"%.1f\" cy=\"%.1f\" r=\"4.5\"/>",
               path.s, x, y);
    svg_end(w);
    return html_done(w);
}
