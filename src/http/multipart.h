/* multipart.h: multipart/form-data (RFC 7578), fed in pieces of any size as they arrive.
**
** Texts end in pairs; files go to spool files while they are counted and hashed, so that an upload of any size costs
** no memory. Internal to http/. */
#ifndef HTTP_MULTIPART_H
#define HTTP_MULTIPART_H

#include "http/http.h"

struct multipart;
/* boundary: 1 to 70 characters. spool_dir: where files go; NULL: files are refused. Spool files that were not moved
** away are removed when the arena is reset. */
struct multipart *multipart_make(struct arena *a, const char *boundary, const struct http_limits *limits,
                                 const char *spool_dir);
/* An error is final: nothing more is to be fed. */
struct err *multipart_feed(struct multipart *m, const void *p, size_t n) MUST_CHECK;
/* INVALID when the closing boundary has not been seen. */
struct err *multipart_end(struct multipart *m, struct pairs *ret_form, struct upload **ret_uploads,
                          size_t *ret_upload_count) MUST_CHECK;
/* From now on files are read and counted, but neither written nor handed on; texts are kept. */
void multipart_drop_files(struct multipart *m);
/* The error was about a limit on size. */
bool multipart_is_too_large(const struct multipart *m);

#endif
