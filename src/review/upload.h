/* upload.h: a table that the office sends as a file, or pastes, and sends again as text once it has been read. */
#ifndef REVIEW_UPLOAD_H
#define REVIEW_UPLOAD_H

#include "http/http.h"

#define UPLOAD_TEXT_MAX ((size_t)1 << 20)

/* The prepare function of a ROUTE_UPLOAD route: reads the first file, off the writer. INVALID about "csv"
** when it is larger than UPLOAD_TEXT_MAX. */
struct err *upload_text_prepare(struct request *rq, struct response *rs) MUST_CHECK;
/* What was sent: the file "csv", else the field "csv"; ends in a NUL. */
struct bytes upload_text(const struct request *rq);

#endif
