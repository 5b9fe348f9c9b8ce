/* assign_table.h: tables of affinities as the problem of algo/assign.h, and its answer as a table. */
#ifndef MAIN_ASSIGN_TABLE_H
#define MAIN_ASSIGN_TABLE_H

#include "algo/assign.h"
#include "main/tsv.h"

struct assign_table {
    struct tsv affinity;
    struct names reviewer, application;
    double scale; /* a value of the problem is an affinity times this, rounded */
    size_t *row;  /* of each pair of the problem: its row in the table */
    struct assign_problem problem;
};

/* Reads affinities (reviewer, application, affinity) and, when forbid is not NULL, the pairs that are not to
** be (reviewer, application). Refused with file and line: a pair twice, a reviewer or application to forbid
** that no affinity names. */
struct err *assign_table_read(struct arena *a, const char *affinity, const char *forbid, int32_t cover,
                              int32_t min_load, int32_t max_load, struct assign_table *ret) MUST_CHECK;

/* The chosen pairs as a table: reviewer, application, affinity as it was typed; applications in the order of
** the table. */
struct bytes assign_table_write(struct arena *a, const struct assign_table *t, const bool *chosen);
/* The sum of the chosen affinities, and the smallest of one application. */
void assign_table_sums(struct arena *a, const struct assign_table *t, const bool *chosen, double *ret_total,
                       double *ret_lowest);

#endif
