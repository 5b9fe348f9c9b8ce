/* tsv.h: tables of the commands on numbers: UTF-8, one header line (its names are free, its order counts),
** tabs between columns, one row a line. Whatever is wrong is said with file and line ("scores.tsv:7: …");
** nothing is guessed. */
#ifndef MAIN_TSV_H
#define MAIN_TSV_H

#include "base/err.h"

#include <stdint.h>

#define TSV_BYTES_MAX ((size_t)2 * 1024 * 1024 * 1024)

struct tsv {
    const char *path;
    size_t columns, rows;
    const char **cell; /* row × columns; each ends in NUL */
};

/* Reads the whole file. Refused: not readable, empty, no row below the header, a byte order mark, CR, not
** UTF-8, NUL, a row with more or fewer cells than the header, fewer than min or more than max columns. Cells
** may be empty. */
struct err *tsv_read(struct arena *a, const char *path, size_t min, size_t max, struct tsv *ret) MUST_CHECK;
/* The same of n bytes that are there already; they are cut in place, and text[n] must be writable. */
struct err *tsv_parse(struct arena *a, const char *path, char *text, size_t n, size_t min, size_t max,
                      struct tsv *ret) MUST_CHECK;

/* The cell as typed. Rows and columns from 0, the header not counted. */
const char *tsv_cell(const struct tsv *t, size_t row, size_t column);
/* The cell as an identifier: not empty. */
struct err *tsv_id(struct arena *a, const struct tsv *t, size_t row, size_t column,
                   const char **ret) MUST_CHECK;
/* The cell as a finite number of at most 1e9 in size: digits with an optional sign, point and exponent. */
struct err *tsv_number(struct arena *a, const struct tsv *t, size_t row, size_t column,
                       double *ret) MUST_CHECK;
/* "path:line" of a row. */
const char *tsv_place(struct arena *a, const struct tsv *t, size_t row);

/* Names get numbers from 0, in the order in which they are first seen. */
struct names {
    const char **name;
    size_t n;
    int32_t *slot; /* open addressing; -1: empty */
    size_t slots;
};
struct names names_make(struct arena *a);
int32_t names_add(struct arena *a, struct names *s, const char *name);
/* -1: never seen. */
int32_t names_find(const struct names *s, const char *name);

/* Writes bytes to path so that anybody sees the old content or the whole new one, also after a power cut. */
struct err *file_replace(struct arena *a, const char *path, struct bytes content) MUST_CHECK;

#endif
