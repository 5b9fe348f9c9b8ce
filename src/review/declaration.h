/* declaration.h: what the files of this folder share: what was typed, who takes part and when. */
#ifndef REVIEW_DECLARATION_H
#define REVIEW_DECLARATION_H

#include "review/review.h"

/* What a person typed, as it is kept, without blanks of any width at its ends. */
const char *review_stripped(struct arena *a, const char *typed);
/* The call has closed: from here on there is something to declare on and to read. */
bool review_is_on(const struct call *call, instant now);
/* Closed and not announced: while it lasts, applications are read and scored. */
bool review_is_running(const struct call *call, instant now);
/* Is the viewer reviewer, committee member or chair of that call? */
bool review_takes_part(const struct ctx *c, int64_t call_id);

#endif
