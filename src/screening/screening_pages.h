/* screening_pages.h: what the pages of the formal check share. */
#ifndef SCREENING_SCREENING_PAGES_H
#define SCREENING_SCREENING_PAGES_H

#include "http/http.h"
#include "screening/views.h"

/* Everything the page of one application shows; NOT_FOUND, FORBIDDEN. */
struct err *screening_page_load(struct ctx *c, int64_t application_id, struct screening_page *ret) MUST_CHECK;
struct err *screening_page_show(struct request *rq, struct response *rs, int status, const struct err *errors,
                                const struct screening_page *x) MUST_CHECK;
/* Its returns, newest first, with what differs between the submission returned and the one that answers. */
struct err *screening_rounds_load(struct ctx *c, const struct application *app, const struct definition *def,
                                  size_t *ret_n, const struct screening_round **ret) MUST_CHECK;

#endif
