/* propose.h: a simple proposal who reads what: the rule, by numbers alone.
**
** What is given stays. Applications with the fewest reviewers to choose from come first, each gets the
** reviewer with the least to do; where a limit stands in the way, others are moved as long as that helps; at
** the end loads are evened out. Only allowed pairs are ever taken, so a conflict is never broken. The same
** input gives the same proposal. */
#ifndef REVIEW_PROPOSE_H
#define REVIEW_PROPOSE_H

#include "base/arena.h"

#include <stdbool.h>

struct propose_input {
    size_t applications, reviewers;
    int64_t wanted;           /* reviewers of each application */
    const bool *may;          /* [application * reviewers + reviewer] */
    const bool *given;        /* assigned now */
    const int64_t *load_max;  /* of each reviewer; 0: no limit */
};
enum propose_why {
    PROPOSE_NOT,
    PROPOSE_ONLY,             /* no more reviewers could read it than are wanted */
    PROPOSE_LEAST,            /* had the least to do */
    PROPOSE_MOVED             /* so that another application is covered, or loads are even */
};
struct proposal {
    enum propose_why *why;    /* as .may; PROPOSE_NOT: not proposed */
    int64_t *load;            /* of each reviewer, with what is given and proposed */
    int64_t *candidates;      /* of each application: who could read it, given ones included */
    int64_t *missing;         /* of each application: how many reviewers could not be found */
    size_t proposed;
};
void propose(struct arena *a, const struct propose_input *in, struct proposal *ret);

#endif
