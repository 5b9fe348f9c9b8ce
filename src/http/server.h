/* server.h: the server on a socket. Requests come in over libmicrohttpd (http_mhd.c) and run where dispatch.h says. */
#ifndef HTTP_SERVER_H
#define HTTP_SERVER_H

#include "http/http.h"

struct db;
struct http_server;

struct http_server_config {
    const char *host;              /* a numeric address, "127.0.0.1" */
    int port;                      /* 0: any free one */
    struct db *db;                 /* NULL: handlers get no connection */
    const struct http_hooks *hooks;
    const struct site *site;
    struct http_limits limits;     /* HTTP_LIMITS_DEFAULT */
    const char *spool_dir;         /* NULL: uploads are refused */
    /* The clock of this server; NULL: the machine's. Asked once per request, when it has arrived whole. */
    instant (*now)(void *arg);
    void *now_arg;
    /* How far the site's clock is from the machine's, in µs (a rehearsal pushes it); NULL: it is the machine's. Where
    ** it is given, `now` is not asked: a proxy's stamp must not move by the time between two looks at a clock. */
    int64_t (*clock_offset)(void *arg);
    /* Address of the proxy whose word counts: X-Request-Arrived (microseconds since 1970 at which it passed the whole
    ** request on), X-Forwarded-For (the last value), X-Forwarded-Proto. NULL: nobody's. */
    const char *trusted_proxy;
    int threads;                   /* event threads; 0: four */
    bool quiet;                    /* no access lines: tests */
};

/* Listens and serves. Needs routes_collect() before. FAULT: the address cannot be had. cfg and what it points to must
** live until the server is stopped. */
struct err *http_server_start(struct arena *a, const struct http_server_config *cfg,
                              struct http_server **ret) MUST_CHECK;
int http_server_port(const struct http_server *s);
/* Stops accepting, lets the requests in flight finish (answers then say Connection: close), ends. FAULT when some still
** run after wait_s seconds: the process may then only exit. Requests whose bodies have not come by then are cut off.
** Sets *s to NULL. Before db_stop(). */
struct err *http_server_stop(struct arena *a, struct http_server **s, int wait_s) MUST_CHECK;

#endif
