/* assign_limit.h: an assignment drawn by lot, so that nobody can count on a pair (Jecmen and others 2020).
**
** First the best expected total among all lotteries in which no pair has more than a given chance: a flow
** again, in thousandths. Then one assignment is drawn with exactly these chances, by walking cycles of
** undecided pairs: each draw keeps cover and loads. The same seed draws the same assignment. */
#ifndef ALGO_ASSIGN_LIMIT_H
#define ALGO_ASSIGN_LIMIT_H

#include "algo/assign.h"

#define LIMIT_WHOLE 1000 /* chances are counted in thousandths */

struct assign_lottery {
    bool feasible;
    bool verified;                            /* the expected total is proved to be the largest */
    int32_t *chance;                          /* of each pair, in thousandths */
    int64_t total;                            /* expected, times LIMIT_WHOLE */
    bool *short_application, *short_reviewer; /* as in struct assign_answer, when not feasible */
    int64_t missing;                          /* thousandths of a review */
};

/* limit: the largest chance of one pair, 1 … LIMIT_WHOLE thousandths. */
void assign_lottery(struct arena *a, const struct assign_problem *p, int32_t limit,
                    struct assign_lottery *ret);
/* Draws one assignment with the chances of the lottery; chosen: of each pair. */
void assign_draw(const struct assign_problem *p, const int32_t *chance, uint64_t seed, bool *chosen);

#endif
