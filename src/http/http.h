/* http.h: requests and answers as the features see them. Nothing here knows which library carries them.
**
** Life of a request: the border (http_mhd.c, or loopback.c in tests) reads head and body within the limits, stamps
** the arrival, finds the route, and calls http_serve() (serve.c), which decodes the form, loads the viewer, checks
** origin, CSRF token and the route's act, runs the handler with a connection, maps errors to statuses and pages,
** logs one line. GET runs where it arrived on SQLite; what must wait runs on the executor (db.h). */
#ifndef HTTP_HTTP_H
#define HTTP_HTTP_H

#include "base/ctx.h"
#include "base/err.h"
#include "base/pairs.h"
#include "base/vec.h"
#include "html/html.h"

#include <stdbool.h>

enum method { GET, POST };

/* ── what came in ── */
/* The first value of that name, or NULL. */
const char *pairs_get(const struct pairs *p, const char *name);
/* The same, or "". */
const char *pairs_text(const struct pairs *p, const char *name);

/* A file of a multipart form, streamed to a spool file while it was hashed and counted. */
struct upload {
    const char *field, *file_name; /* the name as sent, without any path */
    const char *spool_path;        /* removed after the request unless the handler moved it away */
    int64_t size;
    uint8_t hash[32];              /* BLAKE2b-256 of the content */
};

struct request {
    struct ctx *ctx;
    enum method method;        /* HEAD is GET: whoever carries the answer leaves the body out */
    const char *path;          /* raw, as it came, without the query */
    const struct route *route; /* NULL: no such page, see refusal */
    struct pairs params;       /* ":application" of the pattern → decoded segment */
    struct pairs query, form;
    size_t upload_count;
    struct upload *uploads;
    const char *host, *origin, *fetch_site, *cookie_header, *authorization, *user_agent, *etag_seen;
    const char *peer;          /* address of the client (behind the trusted proxy: what it says) */
    const char *session_token; /* set by the viewer hook; NULL: none */
    const char *csrf_token;    /* what forms of this page must carry */
    const char *content_type;  /* of the body; NULL: none was given */
    struct bytes body;         /* ROUTE_API: the body as it came */
    bool forwarded;            /* some proxy says that it came through it */
    bool secure;               /* came over https (seen by us or by the trusted proxy): cookies say Secure */
    bool wants_json;           /* path under /api/ */
    bool enhanced;             /* sent by our script (header X-Requested-With: kyoten): answer in brief */
    void *prepared;            /* what the route's prepare function left for the handler */
    const char *who;           /* set by the viewer hook: the account's id as it may stand in the log; NULL: nobody */
    struct refusal {
        int status;            /* 0: none; else what the border found wrong before any rule of ours was asked */
        struct err *e;         /* what the person is told beyond the status; may be NULL */
        const char *allow, *location;
    } refusal;
    const struct err *fault;   /* for the log: why the answer is a 500 or 503 */
    int64_t statements;        /* for the log: run for this request */
};

const char *param(const struct request *rq, const char *name); /* asserts that the pattern has it */
/* The id in a path, 0 when it is no id (no record has the id 0, so the load says not found). */
int64_t param_id(const struct request *rq, const char *name);

/* ── what goes out ── */
struct header {
    const char *name, *value;
};
struct shared_answer;
struct response {
    int status;                /* 0: none yet; 200 when the handler sets none */
    const char *content_type;  /* "text/html; charset=utf-8" unless set */
    struct bytes body;         /* in the request's arena, or shared (below) */
    int file_fd;               /* ≥ 0: the body is this file from its start, closed afterwards; −1 unless set */
    int64_t file_size;
    VEC(struct header) headers;
    const char *location;
    struct shared_answer *shared; /* where it is one that is kept for everybody; else NULL */
};

/* An answer that is the same for everybody: made once, with all its headers, and sent many times. Whoever keeps it
** lends it (a route's kept function) and takes care that it lives as long as the arenas of the requests that it was
** lent to. */
struct shared_answer {
    struct response rs;
    _Atomic(void *) carried; /* what the carrier made of it, kept with it */
    _Atomic(void (*)(void *)) carried_end;
};
/* Gives rs what every answer to somebody unknown carries; a is that of the shared answer. */
void shared_finish(struct arena *a, struct response *rs, bool secure);
/* Nobody will be lent it any more, and nobody has it. */
void shared_end(struct shared_answer *s);

/* No answer yet. */
struct response response_make(void);
/* Endings of a handler. */
struct err *show(struct response *rs, struct html h) MUST_CHECK;                  /* 200, a page */
struct err *show_status(struct response *rs, int status, struct html h) MUST_CHECK;
struct err *see_other(struct response *rs, struct url u) MUST_CHECK;              /* 303 */
struct err *send_json(struct response *rs, struct bytes json) MUST_CHECK;
/* A download: always as attachment, nosniff; the name is encoded per RFC 6266/8187. */
struct err *send_download(struct response *rs, struct arena *a, const char *file_name, const char *type,
                          struct bytes body) MUST_CHECK;
/* The same from an open file of that size, which is closed after sending. */
struct err *send_file(struct response *rs, struct arena *a, const char *file_name, const char *type, int fd,
                      int64_t size) MUST_CHECK;
/* Replaces a header of that name, except Set-Cookie and Vary, which may be there many times. */
void add_header(struct response *rs, struct arena *a, const char *name, const char *value);
const char *header_of(const struct response *rs, const char *name); /* NULL: not set */
/* HttpOnly, SameSite=Lax, Path=/; secure adds Secure (and then the name should begin with __Host-). max_age_s: 0 ends
** with the browser, negative removes the cookie. */
void set_cookie(struct response *rs, struct arena *a, const char *name, const char *value, int max_age_s, bool secure);

/* ── routes ── */
typedef struct err *handler(struct request *rq, struct response *rs);

enum route_flag {
    ROUTE_PLAIN = 0,
    ROUTE_UPLOAD = 1,  /* multipart with files is accepted, up to the site's file limit */
    ROUTE_SLOW = 2,    /* GET that must not run on an event thread: it starts a child process or reads a large file */
    ROUTE_API = 4,     /* JSON, bearer token, no CSRF */
    ROUTE_OPEN = 8,    /* POST allowed without a session (sign-in, registration): CSRF by origin and a form cookie,
                          which the GET that shows the form, ROUTE_OPEN too, sets */
    ROUTE_STATIC = 16, /* GET that depends on its path alone: no viewer, no gate, no connection */
    ROUTE_SMALL = 32   /* POST of a few hundred bytes: a body above ROUTE_SMALL_BYTES is refused with 413, unread when
                          the head declares it. A submit must have arrived whole to be in time (docs: the instant of
                          arrival), so nothing large may be on its way */
};

#define ROUTE_SMALL_BYTES ((size_t)64 << 10)

/* Answers from memory, without a viewer, a gate or a connection, on an event thread: *rs, or false, and the request
** goes its ordinary way. It is called once, before anything is read from the store. */
typedef bool kept_handler(struct request *rq, struct response *rs);

struct route {
    enum method method;
    const char *pattern; /* "/applications/:application/submit" */
    handler *handle;
    handler *prepare;    /* runs before, off the writer and outside any transaction (hashing, files); may be NULL */
    kept_handler *kept;  /* may be NULL */
    int act;             /* enum act (person/policy.h): what one must be allowed to do somewhere */
    int flags;
    const char *name, *at;
};

/* ROUTE(POST, "/applications/:application/submit", application_submit_page, ACT_APPLICATION_SUBMIT) { … } */
#define ROUTE(m, p, f, a) ROUTE_(m, p, f, NULL, NULL, a, ROUTE_PLAIN)
#define ROUTE_FLAGS(m, p, f, a, flags) ROUTE_(m, p, f, NULL, NULL, a, flags)
#define ROUTE_PREPARED(m, p, f, prep, a, flags) ROUTE_(m, p, f, prep, NULL, a, flags)
#define ROUTE_KEPT(p, f, kept, a) ROUTE_(GET, p, f, NULL, kept, a, ROUTE_PLAIN)
#define ROUTE_(m, p, f, prep, kept, a, fl)                                                              \
    static struct err *f(struct request *rq, struct response *rs);                                        \
    static const struct route route_##f = { m, p, f, prep, kept, a, fl, #f, ERR_HERE };                   \
    static const struct route *const route_##f##_ __attribute__((used, section("kyoten_routes"))) = &route_##f; \
    static struct err *f(struct request *rq, struct response *rs)

/* All routes of the program, sorted; refuses two that could match the same path. */
struct err *routes_collect(struct arena *a) MUST_CHECK;
size_t routes_count(void);
const struct route *routes_at(size_t i);
/* Finds by method and raw path; fills params (percent-decoded, valid UTF-8, no control characters, no "/");
** NULL: none. Where several patterns match, a literal segment beats a parameter. */
const struct route *route_find(struct arena *a, enum method m, const char *path, struct pairs *ret_params);
/* The methods of a path for the header Allow ("GET, HEAD", "POST", …); NULL: no such path. */
const char *route_allow(struct arena *a, const char *path);

/* ── what the layers above give to the boundary ── */
struct http_hooks {
    /* Who asks: from cookie or bearer token. Sets c->viewer, rq->csrf_token, rq->who. Runs with a connection, and
    ** again for every attempt. */
    struct err *(*load_viewer)(struct request *rq);
    /* May anybody like this viewer use this route at all? A refusal is NOT_FOUND, or 303 to sign-in. */
    struct err *(*gate)(struct request *rq, struct response *rs);
    /* The page (or JSON) of an error, in the site's layout: status and words are given by http_error_words(). Never
    ** fails; c->db may be NULL and must not be used (a 503 has no connection). */
    void (*error_page)(struct request *rq, struct response *rs, int status, const struct err *e);
};

/* Heading and advice for a status, in words for a person (catalogue "http"). */
void http_error_words(int status, const struct msg **ret_title, const struct msg **ret_advice);

/* Limits of the border; every one of them is told to the person who met it. */
struct http_limits {
    size_t head_bytes;      /* 16 KiB */
    size_t body_bytes;      /* 1 MiB: forms without their files */
    size_t file_bytes;      /* all files of one request together */
    size_t fields;          /* 2,000 */
    size_t files;           /* 20 in one request */
    int connections, connections_per_ip;
    int timeout_s;          /* of an idle or slow connection */
};
#define HTTP_LIMITS_DEFAULT                                                                          \
    ((struct http_limits){ .head_bytes = 16 << 10, .body_bytes = 1 << 20, .file_bytes = 200 << 20,   \
                           .fields = 2000, .files = 20, .connections = 4000, .connections_per_ip = 0, \
                           .timeout_s = 30 })

/* The boundary itself: runs one request to its answer with the connection in rq->ctx. Used by http_mhd.c and
** loopback.c. In order: viewer; what the border refused; origin; gate; CSRF token; handler. Starts from nothing, so
** that it may be called again. Returns ERR_RETRY only (to run it again); everything else ends in *rs. */
struct err *http_serve(const struct http_hooks *hooks, struct request *rq, struct response *rs) MUST_CHECK;
/* The answer of the route's kept function, if it has one. False: http_serve() must be asked. */
bool http_kept(struct request *rq, struct response *rs);
/* The same up to the handler, then the route's prepare function instead of it; with a reading connection. True: the
** answer is already in *rs (a refusal), and http_serve must not be called. */
struct err *http_prepare(const struct http_hooks *hooks, struct request *rq, struct response *rs,
                         bool *ret_answered) MUST_CHECK;
/* Would the viewer get past origin and gate? Asked with a reading connection before the files of an upload are taken;
** decides nothing: http_serve() asks again. */
bool http_admits(const struct http_hooks *hooks, struct request *rq) MUST_CHECK;
/* Gives a page without a session a CSRF token of its own, held in a cookie. Pages of ROUTE_OPEN get it by themselves;
** the error page of an ended session asks for it, because it shows a form. */
void http_form_token(struct request *rq, struct response *rs);
/* Puts the answer for a status that no handler decided (503: the store does not answer; 400: the head cannot be read)
** into *rs (which response_make() or a handler made), without a connection. */
void http_fail(const struct http_hooks *hooks, struct request *rq, struct response *rs, int status,
               const struct err *e);

/* Decoders of outside bytes (each is fuzzed). Errors: INVALID with a message. */
struct err *form_decode(struct arena *a, struct bytes body, size_t max_fields, struct pairs *ret) MUST_CHECK;
bool text_is_valid(const char *s, size_t n); /* UTF-8 (no surrogates, no overlong), no NUL, no C0 but \t \n \r */
/* The first cookie of that name whose value is one (RFC 6265 cookie-octets); NULL: none. header may be NULL. */
const char *cookie_get(struct arena *a, const char *header, const char *name);
/* True when both are there and equal; the time does not depend on where they differ. */
bool token_equal(const char *a, const char *b);

#endif
