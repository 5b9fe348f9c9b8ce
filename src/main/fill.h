/* fill.h: what stands in a new site: the programme, its register, a draft of the next call; in a rehearsal a filled,
** fictional round. */
#ifndef MAIN_FILL_H
#define MAIN_FILL_H

#include "base/err.h"
#include "base/site.h"

struct fill {
    const char *programme_dir;
    bool rehearsal;
    instant now; /* of a rehearsal's clock; 0: half an hour before the noon of the next working day */
};
struct err *fill_site(struct arena *a, struct site *site, const struct fill *f) MUST_CHECK;

#endif
