/* scores.h: reviews as numbers: who gave what to which application. */
#ifndef ALGO_SCORES_H
#define ALGO_SCORES_H

#include "base/err.h"

#include <stdint.h>

struct score {
    int32_t application, reviewer, panel; /* from 0 */
    double value;                         /* larger is better */
};

struct scores {
    const struct score *score;
    size_t n;
    int32_t applications, reviewers, panels; /* panels: 1 when none are told apart */
};

#endif
