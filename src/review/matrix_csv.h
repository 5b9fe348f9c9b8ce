/* matrix_csv.h: the assignment as a table: who reads what, one pair a line. */
#ifndef REVIEW_MATRIX_CSV_H
#define REVIEW_MATRIX_CSV_H

#include "review/progress.h"

#define MATRIX_CSV_MAX 100000

/* Every pair that may be: 1 where it is assigned, 0 where not. */
struct bytes matrix_csv_write(struct arena *a, enum lang lang, const struct reviewer_list *reviewers,
                              const struct coverage_list *applications, const struct pair_list *pairs);
/* What a table wants changed, against what is; pairs it does not name stay as they are. */
struct matrix_change {
    const char *at;                    /* "割当て.csv:3" */
    const struct coverage *application;
    const struct reviewer_progress *reviewer;
    struct assignment_change change;
};
struct matrix_changes {
    size_t n;
    struct matrix_change *v;
};
/* INVALID with the place of every fault, at most 20: an unknown number or address, another value than 1 or
** 0, a pair twice. */
struct err *matrix_csv_read(struct arena *a, enum lang lang, struct bytes text, const struct reviewer_list *reviewers,
                            const struct coverage_list *applications, const struct pair_list *pairs,
                            struct matrix_changes *ret) MUST_CHECK;

#endif
