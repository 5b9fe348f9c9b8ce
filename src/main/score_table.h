/* score_table.h: tables of scores for `kyoten rank`: application, reviewer, score, and perhaps panel. */
#ifndef MAIN_SCORE_TABLE_H
#define MAIN_SCORE_TABLE_H

#include "algo/stability.h"
#include "main/tsv.h"

struct score_table {
    struct tsv tsv;
    struct names application, reviewer, panel;
    int scale;                 /* decimals of the finest score */
    struct exact_score *exact; /* in units of 10^-scale; the sign turned when lower is better */
    struct scores scores;      /* the same as numbers */
};

/* Refused with file and line: a score that is no decimal number of at most 10^6 in size and 6 decimals; one
** reviewer twice on one application; an application in two panels. */
struct err *score_table_read(struct arena *a, const char *path, bool lower_is_better,
                             struct score_table *ret) MUST_CHECK;

#endif
