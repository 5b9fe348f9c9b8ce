/* fill_applications.c: the applications of fill.c. */
#include "bench.h"

struct ctx;
struct err;
struct err *fill_applications(struct ctx *c);

struct err *fill_applications(struct ctx *c)
{
    (void)c;
    return NULL;
}
