/* print.h: what the files of kyoten-print share. The server never includes this.
**
** A document is laid out twice with the same code: once to count the pages, once to draw. Lengths are points
** (1/72 inch), y grows downwards. Every piece of text stands in a tag of the structure tree; what is furniture of
** the page (rules, page numbers, repeated header rows) stands in ARTIFACT, which print_finish.c makes into real
** artifacts, since cairo 1.16 knows none. */
#ifndef DOC_PRINT_H
#define DOC_PRINT_H

#include "doc/doc.h"

#include <cairo.h>
#include <pango/pangocairo.h>

#define PAGE_WIDTH 595.276 /* A4 */
#define PAGE_HEIGHT 841.89
#define ARTIFACT "NonStruct"

struct style {
    const char *family;
    double size, leading;
    bool bold;
    double grey; /* 0 black … 1 white */
    enum doc_align align;
    double indent; /* of the first line of each paragraph */
};

struct row;

struct print {
    struct arena *a;
    const struct doc *doc;
    cairo_surface_t *surface;
    cairo_t *cr;
    PangoContext *pango;
    bool drawing; /* false: only counting pages */
    int page, pages;
    int more_pages; /* that follow and are not ours: counted in the number of pages */
    double left, right, top, bottom, y;
    struct style body, mono, small;
    const struct row *repeat; /* the header row of the table being set, or NULL */
    int item_numbers[5];      /* the last number at each level of a list */
};

/* print_page.c */
void page_begin(struct print *p);
void page_end(struct print *p);
void page_turn(struct print *p);
/* Turns the page when less than height is left (and something stands on this one). */
void page_need(struct print *p, double height);
/* Tags nest; name is one of PDF's structure types or ARTIFACT. */
void tag_open(const struct print *p, const char *name);
void tag_close(const struct print *p, const char *name);
void rule(const struct print *p, double x, double y, double width, double thickness, double grey);
void box(const struct print *p, double x, double y, double width, double height, double grey);

/* print_text.c */
struct err *text_begin(struct print *p);
void text_end(struct print *p);
/* A layout that ends with the arena; width < 0: as wide as it wants. */
PangoLayout *text_layout(const struct print *p, const struct style *s, const char *text, double width);
double text_width(PangoLayout *layout);
int text_lines(PangoLayout *layout);
/* Paints lines from…to-1 with their first line's top at y. */
void text_paint(const struct print *p, PangoLayout *layout, const struct style *s, double x, double y, double width,
                int from, int to);
/* Sets a text at p->y over as many pages as it takes, each part in a tag of that name. */
void text_flow(struct print *p, const char *tag, const struct style *s, const char *text, double x, double width);
/* One line stretched to width by space between its characters, readable and searchable as one piece. */
void text_stretched(const struct print *p, const struct style *s, const char *text, double x, double y, double width);

/* print_row.c: texts side by side that break over pages together */
struct cell {
    PangoLayout *layout;
    const char *tag;
    struct style style;
    double x, width;
};

struct row {
    const char *tag;
    struct cell *cells;
    size_t n;
    double leading, pad; /* pad: above and below */
    double fill;         /* grey behind it; 1: none */
    double line_below;   /* thickness; 0: none */
};

int row_lines(const struct row *r);
double row_height(const struct row *r);
/* Sets a row at p->y, over pages if need be. */
void row_flow(struct print *p, const struct row *r);
/* Paints the whole row as furniture: a repeated header. */
void row_repeat(struct print *p, const struct row *r);

/* print_block.c, print_letter.c, print_subject.c, print_table.c, print_qr.c */
struct err *print_blocks(struct print *p);
void print_letter_part(struct print *p, const struct doc_block *b);
void print_subject(struct print *p, const struct doc_block *b);
/* A run of items from index i; returns the index behind it. */
size_t print_items(struct print *p, size_t i);
void print_pairs(struct print *p, const struct doc_block *b);
void print_table(struct print *p, const struct doc_block *b);
struct err *print_qr(struct print *p, const struct doc_block *b);

/* print_main.c: a whole document; more_pages follow it. */
struct err *print_document(struct arena *a, const struct doc *d, int more_pages, struct bytes *ret) MUST_CHECK;
/* print_pages.c: a PDF from outside; what it gives is its pages alone (doc_bind.h), or what the trouble is. */
struct pdf_pages;
void pages_alone(struct arena *a, struct bytes pdf, struct pdf_pages *ret);
/* qpdf says nothing by itself: what our error output says is ours. */
struct _qpdf_data;
void print_quiet(struct _qpdf_data *q);
/* print_bind.c: what stands on standard input in mode "bind" (doc_bind.c), bound. */
struct err *print_bound(struct arena *a, struct bytes in, struct bytes *ret) MUST_CHECK;

/* print_finish.c: the rest of a tagged PDF (language, window title, XMP, Scope, Alt, artifacts); the same bytes for
** the same input. */
struct err *print_finish(struct arena *a, const struct doc *d, struct bytes pdf, struct bytes *ret);
/* The date of the file: 2024-09-20T09:00:00+09:00. */
const char *print_date(struct arena *a, const struct doc *d);

#endif
