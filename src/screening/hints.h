/* hints.h: what the machine can say beside the items of the checklist. It decides nothing. */
#ifndef SCREENING_HINTS_H
#define SCREENING_HINTS_H

#include "screening/screening.h"

struct screening_hint {
    enum { SAYS_NOTHING, SAYS_GOOD, SAYS_DOUBT } says;
    const char *text; /* in the reader's language; several lines; NULL where it says nothing */
};
/* One for each item of def->formal_check. Reads the files' bytes: only on a slow route. */
struct err *screening_hints(struct ctx *c, const struct application *app, const struct call *call,
                            const struct definition *def, const struct submission *sub,
                            struct screening_hint **ret) MUST_CHECK;

#endif
