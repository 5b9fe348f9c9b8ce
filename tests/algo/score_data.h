/* score_data.h: reviews from the shared data. */
#ifndef ALGO_SCORE_DATA_H
#define ALGO_SCORE_DATA_H

#include "algo/scores.h"

/* Columns of a shared table as scores: application, reviewer, value (times sign), panel (-1: none); only
** rows whose column `only` (-1: all) has that text. False when the file is absent. */
struct score_columns {
    const char *file;
    size_t columns;
    int application, reviewer, value, panel;
    double sign;
    int only;
    const char *text;
};
bool score_data(struct arena *a, const struct score_columns *c, struct scores *ret);

#endif
