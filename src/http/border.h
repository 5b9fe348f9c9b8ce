/* border.h: what a carrier of requests (http_mhd.c, loopback.c) does before and after http_serve().
**
** http_begin() reads the head; body_begin(), body_feed(), body_end() take the body as it comes; whatever they find
** wrong ends in rq->refusal, which http_serve() answers. http_log_line() makes the line of a finished request. */
#ifndef HTTP_BORDER_H
#define HTTP_BORDER_H

#include "http/http.h"

/* Reads method and target ("/a/b?c=d"), finds the route, decodes the query, chooses the language. The fields of rq
** that come from headers are set before. Everything kept lives in rq->ctx->arena. */
void http_begin(struct request *rq, const struct http_limits *limits, const char *method, const char *target);

/* A body on its way in. length: what the head declared, −1 when unknown. Needs http_begin(). spool_dir may be NULL. */
struct body;
struct body *body_begin(struct request *rq, const struct http_limits *limits, const char *spool_dir, int64_t length);
void body_feed(struct body *b, const void *p, size_t n);
/* All has come: fills rq->form, rq->uploads, rq->body, or rq->refusal. */
void body_end(struct body *b);
/* True: the route takes files, and whoever sends them should be known before they are stored. */
bool body_wants_admission(const struct body *b);
/* They will be refused: what is typed is kept, for the page that says so, the files are not. */
void body_drop_files(struct body *b);
/* The client goes on sending although all of it will be thrown away: close the connection. */
bool body_is_hopeless(const struct body *b);

/* A name for a request, unlike any other in this process. */
const char *http_request_id(struct arena *a);
/* The access line of a finished request (logfmt): never answers, tokens, addresses or names. */
const char *http_log_line(const struct request *rq, const struct response *rs, int64_t us);

/* The rule of routes_collect() on any list of routes: a FAULT that names two which could match the same path. */
struct err *routes_check(struct arena *a, const struct route *const *from, size_t n) MUST_CHECK;

/* ── the guard of ambiguous requests ── */
struct guard {
    int hosts, lengths, codings;
    bool bad;
};
/* One header as the library gives it; the lengths may be larger than strlen() when a NUL is inside. */
void guard_header(struct guard *g, const char *name, size_t name_n, const char *value, size_t value_n);
/* False: the request can be read in two ways and must be answered with 400 and the end of the connection. */
bool guard_allows(const struct guard *g, const char *version);

#endif
