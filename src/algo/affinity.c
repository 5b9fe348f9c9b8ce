/* affinity.c: see affinity.h. The mean of cosines is the product of two mean vectors, so each term is
** visited once for each reviewer and application that have it. */
#include "algo/affinity.h"

#include <math.h>
#include <stdlib.h>

struct weight {
    int32_t term, owner;
    double value;
};

/* How rare each term is: log(N / documents that have it). */
static double *rarity(struct arena *a, const struct term_document *d, size_t n, int32_t terms)
{
    double *idf = arena_array(a, double, (size_t)terms + 1);
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < d[i].terms; k++)
            idf[d[i].term[k].term]++;
    for (int32_t t = 0; t < terms; t++)
        idf[t] = idf[t] > 0 ? log((double)n / idf[t]) : 0;
    return idf;
}

static int by_term_and_owner(const void *x, const void *y)
{
    const struct weight *p = x, *q = y;
    if (p->term != q->term)
        return p->term < q->term ? -1 : 1;
    return (p->owner > q->owner) - (p->owner < q->owner);
}

struct side {
    struct weight *w;
    size_t n;
};

/* The mean vectors of one side: sorted by term, one weight an owner and term. */
static struct side mean_vectors(struct arena *a, const struct term_document *d, size_t n, const double *idf,
                                bool of_reviewer, int32_t owners)
{
    struct side s = { 0 };
    double *documents = arena_array(a, double, (size_t)owners + 1);
    size_t most = 0;
    for (size_t i = 0; i < n; i++)
        if (d[i].of_reviewer == of_reviewer) {
            documents[d[i].owner]++;
            most += d[i].terms;
        }
    s.w = arena_array(a, struct weight, most + 1);
    for (size_t i = 0; i < n; i++) {
        if (d[i].of_reviewer != of_reviewer)
            continue;
        double square = 0;
        size_t first = s.n;
        for (size_t k = 0; k < d[i].terms; k++) {
            double v = (1 + log(d[i].term[k].count)) * idf[d[i].term[k].term];
            s.w[s.n++] = (struct weight){ d[i].term[k].term, d[i].owner, v };
            square += v * v;
        }
        for (size_t k = first; k < s.n; k++)
            s.w[k].value *= square > 0 ? 1 / (sqrt(square) * documents[d[i].owner]) : 0;
    }
    qsort(s.w, s.n, sizeof *s.w, by_term_and_owner);
    return s;
}

double *affinity(struct arena *a, const struct term_document *document, size_t n, int32_t terms,
                 int32_t reviewers, int32_t applications)
{
    struct arena *work __attribute__((cleanup(arena_done))) = arena_make(SIZE_MAX / 2);
    double *value = arena_array(a, double, (size_t)reviewers *(size_t)applications + 1);
    const double *idf = rarity(work, document, n, terms);
    struct side r = mean_vectors(work, document, n, idf, true, reviewers);
    struct side p = mean_vectors(work, document, n, idf, false, applications);
    size_t first = 0;
    for (size_t i = 0; i < r.n; i++) {
        while (first < p.n && p.w[first].term < r.w[i].term)
            first++;
        for (size_t k = first; k < p.n && p.w[k].term == r.w[i].term; k++)
            value[(size_t)r.w[i].owner * (size_t)applications + (size_t)p.w[k].owner] +=
                r.w[i].value * p.w[k].value;
    }
    return value;
}
