/* loopback.h: requests without a socket, for tests of pages: through the same http_begin(), body reader and
** http_serve() as on the wire, with cookies kept like a browser's.
**
**     struct loopback *lb = loopback_make(a, &(struct loopback_config){ .db = db, .hooks = &hooks, .now = NOON });
**     loopback_get(lb, "/sign-in");
**     const struct reply *got = loopback_post(lb, "/sign-in", "email", "a@example.jp", "password", "…");
**     CHECK_I64(got->status, 303);
**     got = loopback_get(lb, got->location);
**
** Every HTML answer goes through the nesting checker, every fault is told: both fail the running test. */
#ifndef HTTP_LOOPBACK_H
#define HTTP_LOOPBACK_H

#include "http/http.h"

struct db;
struct loopback;

struct loopback_config {
    struct db *db;                  /* NULL: handlers get no connection */
    const struct http_hooks *hooks;
    const struct site *site;
    const char *spool_dir;          /* NULL: uploads are refused */
    instant now;
    bool secure;
};

struct reply {
    int status;
    const char *location;           /* "" when there is none */
    const char *type;
    const char *body;               /* NUL-terminated; of a file: its content */
    size_t body_n;
    const char *log;                /* its access line */
    int64_t statements;             /* run for it, prepare and handler together */
    const struct response *response; /* for headers */
};

/* Collects the routes if nobody has. Everything lives until the arena a ends. */
struct loopback *loopback_make(struct arena *a, const struct loopback_config *cfg);
void loopback_set_now(struct loopback *lb, instant now);
void loopback_set_language(struct loopback *lb, const char *tag); /* as the language switch does */
/* "Bearer …" of every later request; NULL: none. */
void loopback_set_authorization(struct loopback *lb, const char *value);
/* Where later requests come from (127.0.0.1), and whether a proxy says so. */
void loopback_set_peer(struct loopback *lb, const char *address, bool forwarded);
const char *loopback_cookie(const struct loopback *lb, const char *name); /* NULL: not held */
void loopback_set_cookie(struct loopback *lb, const char *name, const char *value); /* as an answer would */
void loopback_forget_cookies(struct loopback *lb);

/* Follows nothing. The answer lives as long as the loopback. */
const struct reply *loopback_get(struct loopback *lb, const char *path);

/* Sends names and values in pairs as a form of our own page: with Origin, and with the CSRF token that the last page
** shown had in the form of that action (else in any of its forms), unless "csrf" is among the pairs. */
#define loopback_post(lb, path, ...) \
    loopback_post_((lb), (path), (const char *const[]){ __VA_ARGS__ __VA_OPT__(, ) NULL })
const struct reply *loopback_post_(struct loopback *lb, const char *path, const char *const *pairs);

/* The same as multipart/form-data with one file. */
#define loopback_upload(lb, path, field, file_name, content, ...) \
    loopback_upload_((lb), (path), (field), (file_name), (content), \
                     (const char *const[]){ __VA_ARGS__ __VA_OPT__(, ) NULL })
const struct reply *loopback_upload_(struct loopback *lb, const char *path, const char *field, const char *file_name,
                                      struct bytes content, const char *const *pairs);

/* Anything: method, body and headers as they are (names and values in pairs, ended by NULL); no Origin, no token. */
const struct reply *loopback_send(struct loopback *lb, const char *method, const char *target,
                                   const char *const *headers, struct bytes body);

/* The value of the first input of that name in the last page, decoded; NULL: none. */
const char *loopback_input(struct loopback *lb, const char *name);

#endif
