/* matrix_header.h: the columns of a table of the assignment. */
#ifndef REVIEW_MATRIX_HEADER_H
#define REVIEW_MATRIX_HEADER_H

#include "base/msg.h"

enum { MATRIX_RECEIPT, MATRIX_TITLE, MATRIX_EMAIL, MATRIX_NAME, MATRIX_ASSIGNED, MATRIX_COLUMNS };
const char *const *matrix_csv_header(enum lang lang); /* ends in NULL */

#endif
