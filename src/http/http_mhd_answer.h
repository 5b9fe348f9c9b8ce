/* http_mhd_answer.h: our answers in the form of libmicrohttpd. Internal to http_mhd.c. */
#ifndef HTTP_HTTP_MHD_ANSWER_H
#define HTTP_HTTP_MHD_ANSWER_H

#include "http/http.h"

struct MHD_Response;

/* With its headers; the body is not copied. NULL: the library has no memory; a file of the answer is still open. */
struct MHD_Response *http_mhd_answer(struct response *rs);
/* The form of a shared answer, made by the first that sends it and kept until shared_end(). */
struct MHD_Response *http_mhd_shared(struct shared_answer *s);

#endif
