/* csv.h: reads comma-separated data (RFC 4180) whose columns are known, and says row and column of every
 * fault. */
#ifndef PROGRAMME_CSV_H
#define PROGRAMME_CSV_H

#include "programme/tree.h"

#define CSV_ROWS_MAX 100000

struct csv {
    size_t rows, columns;
    const char **cell; /* [row * columns + column]; without the header; never NULL */
    const char **at;   /* per row: "register.csv:3" (the line it begins on) */
    const char *const *header;
};

/* The first line must be exactly these names (header ends in NULL), every row must have as many cells. A byte
** order mark is skipped; lines end in LF or CR LF; cells in quotes may hold commas, quotes written twice and line
** ends. False after a mistake, which is added with "file:line:column" (column counted in cells). */
bool csv_read(struct arena *a, const char *name, const char *text, size_t n, const char *const *header,
              struct mistakes *m, struct csv *ret);
/* The place of a cell, for mistakes found later: "register.csv:3:5". */
const char *csv_place(struct arena *a, const struct csv *csv, size_t row, size_t column);

#endif
