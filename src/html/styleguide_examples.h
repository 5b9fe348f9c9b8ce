/* styleguide_examples.h: what styleguide.html takes from styleguide.c. */
#ifndef HTML_STYLEGUIDE_EXAMPLES_H
#define HTML_STYLEGUIDE_EXAMPLES_H

#include "base/err.h"
#include "html/chart.h"
#include "html/part.h"

struct example_row {
    const char *no, *who, *hub, *type;
    enum tone tone;
    const char *state, *mean;
    struct spread s;
    int n;
};

struct err *styleguide_errors(struct arena *a) MUST_CHECK;
struct url styleguide_page_url(void *arena, int page);

#endif
