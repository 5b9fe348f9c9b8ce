/* release_page.h: the overview of a release, which several routes of this folder answer with. */
#ifndef DECISION_RELEASE_PAGE_H
#define DECISION_RELEASE_PAGE_H

#include "decision/decision.h"
#include "http/http.h"

/* The call whose decisions the office is busy with; NOT_FOUND. */
struct err *release_page_call(struct ctx *c, struct call **ret) MUST_CHECK;
/* Number of the revision that the form had seen. */
int64_t release_page_seen(const struct request *rq);
/* The page; error: NULL, or why what was asked was not done: INVALID beside the fields (422), others above (409). */
struct err *release_page_show(struct request *rq, struct response *rs, const struct err *error) MUST_CHECK;

#endif
