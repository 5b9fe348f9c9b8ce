/* application_filling.h: what the sources of the edit page share: a section being filled from the answers. */
#ifndef APPLICATION_APPLICATION_FILLING_H
#define APPLICATION_APPLICATION_FILLING_H

#include "application/application_views.h"

struct filling {
    struct request *rq;
    struct arena *a;
    enum lang lang;
    const struct application_page *page;
    const struct field_save *saves; /* what has just been sent */
    size_t save_count;
    bool *stale;
};

/* Revision and text of one control, and what became of it if it was just sent. */
void filling_state(struct filling *x, struct edit_field *e, const char *name);
const struct option *filling_options(struct filling *x, const struct form_choice *v, size_t n);
/* The rows of a table with its sums: as many free rows as are filled or asked for, the others hidden. */
void filling_table(struct filling *x, const struct form_field *f, struct edit_field *e);

#endif
