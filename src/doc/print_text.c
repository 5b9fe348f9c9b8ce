/* print_text.c: fonts, lines and paragraphs (Pango). */
#include "doc/print.h"
#include "base/buf.h"

#include <fontconfig/fontconfig.h>
#include <math.h>
#include <pango/pangofc-fontmap.h>
#include <string.h>

/* Only these folders: the same document looks the same on every machine, and every font in them can be embedded. */
static const char font_config[] =
    "<?xml version=\"1.0\"?><fontconfig>"
    "<dir>/usr/share/fonts/truetype/bizud-mincho</dir><dir>/usr/share/fonts/truetype/bizud-gothic</dir>"
    "<dir>/usr/share/fonts/opentype/noto</dir><cachedir>/var/cache/fontconfig</cachedir></fontconfig>";

static struct err *check_fonts(struct print *p, PangoFontMap *map)
{
    static const char *const needed[][2] = { { "BIZ UDMincho", "fonts-morisawa-bizud-mincho" },
                                             { "BIZ UDGothic", "fonts-morisawa-bizud-gothic" },
                                             { "Noto Serif CJK JP", "fonts-noto-cjk" } };
    for (size_t i = 0; i < sizeof needed / sizeof needed[0]; i++)
        if (!pango_font_map_get_family(map, needed[i][0]))
            return fault(p->a, "the font %s is missing: install the package %s", needed[i][0], needed[i][1]);
    return NULL;
}

struct err *text_begin(struct print *p)
{
    FcConfig *config = FcConfigCreate();
    if (!config || !FcConfigParseAndLoadFromMemory(config, (const FcChar8 *)font_config, FcFalse) ||
        !FcConfigBuildFonts(config))
        return fault(p->a, "the fonts cannot be read");
    PangoFontMap *map = pango_cairo_font_map_new_for_font_type(CAIRO_FONT_TYPE_FT);
    if (!map)
        return fault(p->a, "the fonts cannot be used");
    pango_fc_font_map_set_config(PANGO_FC_FONT_MAP(map), config);
    FcConfigDestroy(config);
    TRY(check_fonts(p, map));
    p->pango = pango_font_map_create_context(map);
    g_object_unref(map);
    pango_context_set_language(p->pango, pango_language_from_string(p->doc->lang == LANG_JA ? "ja" : "en"));
    pango_context_set_base_dir(p->pango, PANGO_DIRECTION_LTR);
    pango_context_set_round_glyph_positions(p->pango, FALSE);
    cairo_font_options_t *o = cairo_font_options_create();
    cairo_font_options_set_hint_style(o, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(o, CAIRO_HINT_METRICS_OFF);
    pango_cairo_context_set_font_options(p->pango, o);
    pango_cairo_context_set_resolution(p->pango, 72);
    cairo_font_options_destroy(o);
    return NULL;
}

void text_end(struct print *p)
{
    if (p->pango)
        g_object_unref(p->pango);
    p->pango = NULL;
}

/* Pango takes quadratic time over a word of many lines; a word that long may be broken at every 200th letter. */
static const char *soften(struct arena *a, const char *text)
{
    const int most = 200;
    size_t n = strlen(text);
    if (n <= 1000)
        return text;
    struct buf b = buf_make(a, n + n / 50 + 16);
    int run = 0;
    for (const char *at = text; *at;) {
        size_t len = (size_t)g_utf8_skip[(unsigned char)*at];
        gunichar c = g_utf8_get_char(at);
        run = g_unichar_isspace(c) || (c >= 0x2e80 && c < 0xff00) ? 0 : run + 1;
        if (run > most) {
            buf_lit(&b, "\xe2\x80\x8b"); /* zero width space */
            run = 1;
        }
        buf_put(&b, at, len);
        at += len;
    }
    return b.s;
}

PangoLayout *text_layout(const struct print *p, const struct style *s, const char *text, double width)
{
    PangoLayout *layout = pango_layout_new(p->pango);
    PangoFontDescription *font = pango_font_description_new();
    pango_font_description_set_family_static(font, s->family);
    pango_font_description_set_absolute_size(font, s->size * PANGO_SCALE);
    pango_font_description_set_weight(font, s->bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
    pango_layout_set_font_description(layout, font);
    pango_font_description_free(font);
    pango_layout_set_auto_dir(layout, FALSE);
    pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
    PangoAttrList *no_hyphens = pango_attr_list_new();
    pango_attr_list_insert(no_hyphens, pango_attr_insert_hyphens_new(FALSE));
    pango_layout_set_attributes(layout, no_hyphens);
    pango_attr_list_unref(no_hyphens);
    pango_layout_set_indent(layout, (int)(s->indent * PANGO_SCALE));
    /* half a point of tolerance, so that a line of exactly so many characters is not broken by rounding */
    pango_layout_set_width(layout, width < 0 ? -1 : (int)((width + 0.5) * PANGO_SCALE));
    pango_layout_set_text(layout, soften(p->a, text), -1);
    arena_defer(p->a, g_object_unref, layout);
    return layout;
}

double text_width(PangoLayout *layout)
{
    int w = 0;
    pango_layout_get_size(layout, &w, NULL);
    return (double)w / PANGO_SCALE;
}

int text_lines(PangoLayout *layout)
{
    return pango_layout_get_line_count(layout);
}

/* Where in a line of that height the letters stand: the same for every font, so that lines never jump. */
static double baseline(const struct style *s)
{
    return (s->leading + s->size * 0.76) / 2;
}

void text_paint(const struct print *p, PangoLayout *layout, const struct style *s, double x, double y, double width,
                int from, int to)
{
    if (!p->drawing || from >= to)
        return;
    cairo_set_source_rgb(p->cr, s->grey, s->grey, s->grey);
    const GSList *at = g_slist_nth(pango_layout_get_lines_readonly(layout), (guint)from);
    for (int i = from; i < to && at; i++, at = at->next) {
        PangoLayoutLine *line = at->data;
        PangoRectangle r;
        pango_layout_line_get_extents(line, NULL, &r);
        double w = (double)r.width / PANGO_SCALE;
        double at_x = s->align == DOC_RIGHT_ALIGNED ? x + width - w
                      : s->align == DOC_CENTRE      ? x + (width - w) / 2
                                                    : x + (pango_layout_line_is_paragraph_start(line) ? s->indent : 0);
        cairo_move_to(p->cr, at_x, y + (i - from) * s->leading + baseline(s));
        pango_cairo_show_layout_line(p->cr, line);
    }
}

/* How many of the lines left go onto this page: never one alone at the foot or at the head, where avoidable. */
static int lines_here(const struct print *p, const struct style *s, int left, bool at_start)
{
    int fit = (int)floor((p->bottom - p->y) / s->leading + 0.001);
    if (fit >= left)
        return left;
    if (fit < 2 && at_start && p->y > p->top)
        return 0;
    if (left - fit == 1 && fit > 2)
        return fit - 1;
    return fit > 0 || p->y > p->top ? fit : 1;
}

void text_flow(struct print *p, const char *tag, const struct style *s, const char *text, double x, double width)
{
    PangoLayout *layout = text_layout(p, s, text, width);
    int total = text_lines(layout);
    for (int done = 0; done < total;) {
        int n = lines_here(p, s, total - done, done == 0);
        if (n > 0) {
            tag_open(p, tag);
            text_paint(p, layout, s, x, p->y, width, done, done + n);
            tag_close(p, tag);
            p->y += n * s->leading;
            done += n;
        }
        if (done < total)
            page_turn(p);
    }
}

/* One run as one cluster of many glyphs: cairo then writes what it says beside it (ActualText). */
static double stretched_run(const struct print *p, const char *text, const PangoGlyphItem *run, double x, double y,
                            double gap)
{
    const PangoGlyphString *from = run->glyphs;
    cairo_glyph_t *glyphs = arena_array(p->a, cairo_glyph_t, (size_t)from->num_glyphs);
    for (int i = 0; i < from->num_glyphs; i++) {
        glyphs[i] = (cairo_glyph_t){ from->glyphs[i].glyph, x, y };
        x += (double)from->glyphs[i].geometry.width / PANGO_SCALE + gap;
    }
    const PangoItem *item = run->item;
    cairo_text_cluster_t whole = { item->length, from->num_glyphs };
    cairo_set_scaled_font(p->cr, pango_cairo_font_get_scaled_font(PANGO_CAIRO_FONT(item->analysis.font)));
    cairo_show_text_glyphs(p->cr, text + item->offset, item->length, glyphs, from->num_glyphs, &whole, 1, 0);
    return x;
}

void text_stretched(const struct print *p, const struct style *s, const char *text, double x, double y, double width)
{
    PangoLayout *layout = text_layout(p, s, text, -1);
    PangoLayoutLine *line = pango_layout_get_line_readonly(layout, 0);
    int count = 0;
    bool all_known = true;
    for (const GSList *r = line->runs; r; r = r->next) {
        const PangoGlyphItem *run = r->data;
        count += run->glyphs->num_glyphs;
        for (int i = 0; i < run->glyphs->num_glyphs; i++)
            all_known = all_known && !(run->glyphs->glyphs[i].glyph & PANGO_GLYPH_UNKNOWN_FLAG);
    }
    double gap = count > 1 ? (width - text_width(layout)) / (count - 1) : 0;
    if (gap < 0.01 || !all_known) {
        text_paint(p, layout, s, x, y, width, 0, 1);
        return;
    }
    if (!p->drawing)
        return;
    cairo_set_source_rgb(p->cr, s->grey, s->grey, s->grey);
    for (const GSList *r = line->runs; r; r = r->next)
        x = stretched_run(p, pango_layout_get_text(layout), r->data, x, y + baseline(s), gap);
}
