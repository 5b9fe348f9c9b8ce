/* csv.h: writes tables for spreadsheets: UTF-8 with BOM, CRLF, every cell quoted (RFC 4180).
**
** Spreadsheets run cells that begin like a formula; a text that does gets an apostrophe in front, so what a person
** typed is never run on another's machine. Numbers are written by csv_i64 and stay numbers. */
#ifndef DOC_CSV_H
#define DOC_CSV_H

#include "base/buf.h"

#include <stdbool.h>

struct csv {
    struct buf out;
    bool in_row;
};

struct csv csv_make(struct arena *a);
/* One cell of text; NULL is an empty one. Control characters other than line ends and tabs become U+FFFD. */
void csv_text(struct csv *c, const char *text);
void csv_i64(struct csv *c, int64_t n);
void csv_end_row(struct csv *c);
/* All that was written; lives in the arena. */
struct bytes csv_bytes(const struct csv *c);

#endif
