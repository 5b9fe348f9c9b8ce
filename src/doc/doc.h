/* doc.h: documents on paper (letters, receipts, reports) described as data, and made into PDF.
**
** A feature builds a struct doc in its arena and calls doc_render. The typesetting (cairo, pango, qpdf) lives in a
** program of its own, kyoten-print, so that the server starts in milliseconds, stays small, and a document that
** goes wrong takes nothing else with it. The same struct doc always gives the same bytes. */
#ifndef DOC_DOC_H
#define DOC_DOC_H

#include "base/arena.h"
#include "base/err.h"
#include "base/msg.h"

#include <stdbool.h>

enum doc_kind {
    DOC_LETTER,  /* 公文: 12 pt Mincho on a grid of 38 characters */
    DOC_RECEIPT, /* Gothic, key-value lists and tables, a page number on every page */
    DOC_REPORT   /* as a receipt, with an outline of its headings */
};
#define DOC_KIND_COUNT 3

enum doc_block_kind {
    DOC_HEADING,     /* text; level 1 (title of the document) to 3 */
    DOC_PARAGRAPH,   /* text; in a letter it begins one character in */
    DOC_NOTE,        /* text, small */
    DOC_PAIRS,       /* texts: key, value, key, value … */
    DOC_TABLE,       /* columns; texts: the cells row by row */
    DOC_ITEM,        /* more: its title, may be ""; text; level 1 to 4; numbered １ (1) ア (ア) / 1. (a) i. – */
    DOC_QR,          /* text: what the code says (at most DOC_QR_BYTES); more: the caption beside it, also its Alt */
    DOC_SPACE,       /* level: height in lines */
    DOC_PAGE_BREAK,
    DOC_NUMBER_DATE, /* texts: number (may be ""), date; right, both stretched to the same width */
    DOC_ADDRESSEE,   /* texts: lines; left, one character in */
    DOC_SENDER,      /* texts: lines (title, name, 公印省略); right */
    DOC_SUBJECT,     /* text, centred */
    DOC_CENTRED,     /* text, centred: 記 */
    DOC_RIGHT        /* text, right: 以上 */
};
#define DOC_BLOCK_KIND_COUNT 15

enum doc_align { DOC_LEFT, DOC_RIGHT_ALIGNED, DOC_CENTRE };

struct doc_column {
    const char *title;    /* "" in all columns: the table has no header row */
    int weight;           /* share of the width, 1 to 1000 */
    enum doc_align align; /* numbers: DOC_RIGHT_ALIGNED */
    bool mono;            /* every half-width character equally wide: hashes, numbers */
};

struct doc_block {
    enum doc_block_kind kind;
    int level;
    const char *text, *more;
    const char **texts;
    size_t text_count, text_cap;
    struct doc_column *columns;
    size_t column_count;
};

struct doc {
    enum doc_kind kind;
    enum lang lang;
    const char *title;  /* shown by the viewer in its window */
    instant created;    /* printed nowhere, written as the date of the file */
    const char *footer; /* at the foot of every page; may be NULL */
    const char *mark;   /* of a rehearsal: a band and a large pale text on every page; NULL for the real thing */
    struct arena *arena;
    struct doc_block *blocks;
    size_t block_count, block_cap;
};

/* Limits, kept by doc_from_json and thereby by the printer. */
#define DOC_BLOCKS 20000
#define DOC_TEXTS 200000      /* in one block */
#define DOC_COLUMNS 16
#define DOC_TEXT_BYTES 400000 /* one text */
#define DOC_QR_BYTES 500
#define DOC_JSON_BYTES (16 * 1024 * 1024)
#define DOC_PDF_BYTES (64 * 1024 * 1024)

/* A document without blocks. Everything handed to it and to the builders is copied into the arena, made printable:
** what is not UTF-8, control characters and those that turn the direction of writing become U+FFFD, CR LF one LF. */
struct doc *doc_make(struct arena *a, enum doc_kind kind, enum lang lang, const char *title, instant created);
bool doc_text_is_printable(const char *s);
void doc_set_footer(struct doc *d, const char *footer);
/* mark may be NULL: then nothing is marked. */
void doc_set_mark(struct doc *d, const char *mark);

void doc_heading(struct doc *d, int level, const char *text);
void doc_paragraph(struct doc *d, const char *text);
void doc_note(struct doc *d, const char *text);
/* Adds a line to the key-value list at the end of the document, beginning one if there is none. */
void doc_pair(struct doc *d, const char *key, const char *value);
/* Begins a table of count (1…DOC_COLUMNS) columns. */
void doc_table(struct doc *d, const struct doc_column *columns, size_t count);
/* Adds a row (as many cells as there are columns) to the table at the end of the document. */
void doc_row(struct doc *d, const char *const *cells);
void doc_item(struct doc *d, int level, const char *title, const char *text);
void doc_qr(struct doc *d, const char *content, const char *caption);
void doc_space(struct doc *d, int lines);
void doc_page_break(struct doc *d);
void doc_number_date(struct doc *d, const char *number, const char *date_text);
void doc_addressee(struct doc *d, const char *const *lines, size_t count);
void doc_sender(struct doc *d, const char *const *lines, size_t count);
void doc_subject(struct doc *d, const char *text);
void doc_centred(struct doc *d, const char *text);
void doc_right(struct doc *d, const char *text);
/* Adds a copy of a whole block, whatever its kind. */
void doc_add(struct doc *d, const struct doc_block *b);

/* The format of the pipe to kyoten-print. Two documents that are equal give equal texts. */
struct err *doc_to_json(struct arena *a, const struct doc *d, struct bytes *ret) MUST_CHECK;
/* Reads it back. A FAULT with the place for anything that doc_to_json would not have written: the text comes from a
** program, not from a person. */
struct err *doc_from_json(struct arena *a, struct bytes json, struct doc **ret) MUST_CHECK;

struct doc_printer {
    const char *path; /* the program; NULL: kyoten-print beside the running program */
    int timeout_ms;   /* 0: 20 s */
};

/* Makes the PDF, whose bytes live as long as the arena but do not count against its cap. Blocks the caller for the
** time it takes (50 ms a page of a letter), so never in an event thread and never in a transaction. FAULT with what
** the printer said when it fails, is killed, takes longer than its time or writes more than DOC_PDF_BYTES. */
struct err *doc_render(struct arena *a, const struct doc *d, struct bytes *ret_pdf) MUST_CHECK;
struct err *doc_render_with(struct arena *a, const struct doc_printer *printer, const struct doc *d,
                            struct bytes *ret_pdf) MUST_CHECK;

#endif
