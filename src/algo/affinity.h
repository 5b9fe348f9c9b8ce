/* affinity.h: how near the documents of a reviewer are to an application: TF-IDF with logarithmic term
** weights (Salton and Buckley 1988), each document of length 1, the mean of the cosines over the reviewer's
** documents. */
#ifndef ALGO_AFFINITY_H
#define ALGO_AFFINITY_H

#include "base/err.h"

#include <stdint.h>

struct term_count {
    int32_t term;  /* from 0 */
    int32_t count; /* ≥ 1; a term stands at most once in a document */
};

struct term_document {
    bool of_reviewer; /* else it is (part of) an application */
    int32_t owner;    /* from 0, among reviewers or applications */
    const struct term_count *term;
    size_t terms;
};

/* reviewers × applications values from 0 to 1, reviewer after reviewer. Several documents of one application
** count as their mean. Who has no document, or none with a term that not all have, has 0 throughout. */
double *affinity(struct arena *a, const struct term_document *document, size_t n, int32_t terms,
                 int32_t reviewers, int32_t applications);

#endif
