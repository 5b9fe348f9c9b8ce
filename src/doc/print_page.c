/* print_page.c: pages, their furniture, and tags. */
#include "doc/print.h"

#include <math.h>
#include <string.h>

void tag_open(const struct print *p, const char *name)
{
    if (p->drawing)
        cairo_tag_begin(p->cr, name, NULL);
}

void tag_close(const struct print *p, const char *name)
{
    if (p->drawing)
        cairo_tag_end(p->cr, name);
}

void box(const struct print *p, double x, double y, double width, double height, double grey)
{
    if (!p->drawing)
        return;
    cairo_set_source_rgb(p->cr, grey, grey, grey);
    cairo_rectangle(p->cr, x, y, width, height);
    cairo_fill(p->cr);
}

void rule(const struct print *p, double x, double y, double width, double thickness, double grey)
{
    tag_open(p, ARTIFACT);
    box(p, x, y - thickness / 2, width, thickness, grey);
    tag_close(p, ARTIFACT);
}

/* The first word of the mark, large and pale across the page under everything else: a drawing, so that it does not
** get into the text that is searched, copied and read aloud. */
static void watermark(const struct print *p)
{
    struct style s = { .family = p->body.family, .size = 200, .leading = 200 };
    size_t word = strcspn(p->doc->mark, " :\n\t");
    const char *wide_space = strstr(p->doc->mark, "\xe3\x80\x80");
    if (wide_space && (size_t)(wide_space - p->doc->mark) < word)
        word = (size_t)(wide_space - p->doc->mark);
    PangoLayout *layout = text_layout(p, &s, arena_strndup(p->a, p->doc->mark, word < 60 ? word : 0), -1);
    double width = text_width(layout);
    double scale = fmin(1, 500 / fmax(width, 1));
    if (!p->drawing)
        return;
    tag_open(p, ARTIFACT);
    cairo_save(p->cr);
    cairo_translate(p->cr, PAGE_WIDTH / 2, PAGE_HEIGHT / 2);
    cairo_rotate(p->cr, -0.6);
    cairo_scale(p->cr, scale, scale);
    cairo_move_to(p->cr, -width / 2, 0.38 * s.size);
    cairo_set_source_rgb(p->cr, 0.94, 0.94, 0.94);
    pango_cairo_layout_line_path(p->cr, pango_layout_get_line_readonly(layout, 0));
    cairo_fill(p->cr);
    cairo_restore(p->cr);
    tag_close(p, ARTIFACT);
}

/* A band at the head of the page that says it is a rehearsal. Read aloud once, on the first page. */
static void band(const struct print *p)
{
    const double height = 22;
    const double y = 20;
    const char *tag = p->page == 1 ? "P" : ARTIFACT;
    struct style s = { .family = p->small.family, .size = 11, .leading = height, .bold = p->doc->kind != DOC_LETTER,
                       .grey = 1, .align = DOC_CENTRE };
    double width = p->right - p->left;
    tag_open(p, ARTIFACT);
    box(p, p->left, y, width, height, 0.25);
    tag_close(p, ARTIFACT);
    tag_open(p, tag);
    PangoLayout *layout = text_layout(p, &s, p->doc->mark, -1);
    text_paint(p, layout, &s, p->left, y, width, 0, 1);
    tag_close(p, tag);
}

void page_begin(struct print *p)
{
    p->page++;
    p->y = p->top;
    if (p->doc->mark && p->doc->mark[0]) {
        watermark(p);
        band(p);
    }
}

void page_end(struct print *p)
{
    const double y = PAGE_HEIGHT - 48;
    struct style s = p->small;
    double width = p->right - p->left;
    tag_open(p, ARTIFACT);
    if (p->doc->footer && p->doc->footer[0]) {
        PangoLayout *footer = text_layout(p, &s, p->doc->footer, width - 60);
        text_paint(p, footer, &s, p->left, y, width, 0, text_lines(footer) < 2 ? text_lines(footer) : 2);
    }
    /* A letter of one page bears no number, as is the custom. */
    if (p->doc->kind != DOC_LETTER || p->pages > 1) {
        if (p->doc->kind != DOC_LETTER)
            s.family = p->mono.family; /* its spaces are wide enough to be read as spaces */
        s.align = p->doc->footer && p->doc->footer[0] ? DOC_RIGHT_ALIGNED : DOC_CENTRE;
        PangoLayout *number = text_layout(p, &s, arena_printf(p->a, "%d / %d", p->page, p->pages + p->more_pages), -1);
        text_paint(p, number, &s, p->left, y, width, 0, 1);
    }
    tag_close(p, ARTIFACT);
    if (p->drawing)
        cairo_show_page(p->cr);
}

void page_turn(struct print *p)
{
    page_end(p);
    page_begin(p);
    if (p->repeat)
        row_repeat(p, p->repeat);
}

void page_need(struct print *p, double height)
{
    if (p->y + height > p->bottom && p->y > p->top)
        page_turn(p);
}
