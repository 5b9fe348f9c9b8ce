/* print_row.c: texts side by side (table rows, key and value, number and item) that break over pages together. */
#include "doc/print.h"

#include <math.h>

int row_lines(const struct row *r)
{
    int most = 1;
    for (size_t i = 0; i < r->n; i++)
        if (text_lines(r->cells[i].layout) > most)
            most = text_lines(r->cells[i].layout);
    return most;
}

double row_height(const struct row *r)
{
    return row_lines(r) * r->leading + 2 * r->pad;
}

/* Lines from…to-1 of every cell at p->y. */
static void paint(struct print *p, const struct row *r, int from, int to, bool is_furniture)
{
    double height = (to - from) * r->leading + 2 * r->pad;
    double width = p->right - p->left;
    tag_open(p, ARTIFACT);
    if (r->fill < 1)
        box(p, p->left, p->y, width, height, r->fill);
    if (r->line_below > 0)
        box(p, p->left, p->y + height - r->line_below / 2, width, r->line_below, r->line_below > 0.6 ? 0.2 : 0.6);
    tag_close(p, ARTIFACT);
    if (!is_furniture)
        tag_open(p, r->tag);
    for (size_t i = 0; i < r->n; i++) {
        const struct cell *c = &r->cells[i];
        const char *tag = is_furniture ? ARTIFACT : c->tag;
        int lines = text_lines(c->layout);
        tag_open(p, tag);
        text_paint(p, c->layout, &c->style, c->x, p->y + r->pad, c->width, from < lines ? from : lines,
                   to < lines ? to : lines);
        tag_close(p, tag);
    }
    if (!is_furniture)
        tag_close(p, r->tag);
    p->y += height;
}

static int room(const struct print *p, const struct row *r)
{
    return (int)floor((p->bottom - p->y - 2 * r->pad) / r->leading + 0.001);
}

void row_flow(struct print *p, const struct row *r)
{
    int total = row_lines(r);
    double head = p->repeat ? row_height(p->repeat) : 0;
    int on_fresh_page = (int)floor((p->bottom - p->top - head - 2 * r->pad) / r->leading);
    /* a row that would fit on a page of its own is kept whole, unless it is long */
    if (total > room(p, r) && total <= on_fresh_page && (total <= 12 || room(p, r) < 4))
        page_turn(p);
    for (int done = 0; done < total;) {
        int n = room(p, r);
        if (n < 1 && p->y > p->top + head + 0.1) {
            page_turn(p);
            continue;
        }
        n = n < 1 ? 1 : n;
        n = n > total - done ? total - done : n;
        paint(p, r, done, done + n, false);
        done += n;
        if (done < total)
            page_turn(p);
    }
}

void row_repeat(struct print *p, const struct row *r)
{
    paint(p, r, 0, row_lines(r), true);
}
