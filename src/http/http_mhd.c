/* http_mhd.c: requests over libmicrohttpd. Only this file and http_mhd_answer.c know the library.
**
** A few event threads read heads and bodies, guard against ambiguous requests and send answers; they never wait: a
** request that must is suspended, and resumed when its answer is final. Per request the library calls on_target()
** (request line read), on_request() (head read; each piece of the body; all read; resumed) and on_completed(). */
#include "http/server.h"

#include "http/access_log.h"
#include "http/arrival.h"
#include "http/border.h"
#include "http/dispatch.h"
#include "http/flight.h"
#include "http/http_mhd_answer.h"
#include "http/metrics.h"
#include "http/listen.h"

#include <microhttpd.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#define HEADERS_MAX 100
#define LIBRARY_BYTES                                                                                        \
    (16 << 10) /* of a connection's memory, beside the head: its own tables and the answer's head */

struct http_server {
    const struct http_server_config *cfg;
    struct MHD_Daemon *daemon;
    int port, listen_fd; /* the socket is the library's to close */
    struct flight *flight;
    struct access_log *log; /* NULL: quiet */
};

enum phase { HEAD, ADMISSION, ADMITTED, BODY, RUNNING, DONE, ANSWERED };

/* One request and its answer. */
struct exchange {
    struct http_server *server;
    struct MHD_Connection *connection;
    enum phase phase;
    bool close; /* the connection ends with this answer */
    struct arena *arena;
    struct ctx ctx;
    struct request rq;
    struct response rs;
    struct body *body;
    struct dispatch dispatch;
    instant stamped;  /* by the proxy; 0: not */
    int64_t whole_us; /* when it had arrived whole, on the monotonic clock */
    size_t target_n;
    char target[];
};

/* ── the answer ── */

/* The access line. */
static void say_done(struct exchange *x)
{
    const char *line =
        http_log_line(&x->rq, &x->rs, x->whole_us ? clock_us(CLOCK_MONOTONIC) - x->whole_us : 0);
    access_log_put(x->server->log, line, strlen(line), x->rq.fault != NULL);
}

static enum MHD_Result answer(struct exchange *x)
{
    struct response *rs = &x->rs;
    bool last = x->close || flight_is_stopping(x->server->flight);
    bool shared = rs->shared && !last;
    struct MHD_Response *r = shared ? http_mhd_shared(rs->shared) : http_mhd_answer(rs);
    if (!r) {
        if (rs->file_fd >= 0)
            (void)close(rs->file_fd);
        return MHD_NO;
    }
    if (last)
        (void)MHD_add_response_header(r, "Connection", "close");
    x->phase = ANSWERED;
    enum MHD_Result ok = MHD_queue_response(x->connection, (unsigned)rs->status, r);
    if (!shared)
        MHD_destroy_response(r);
    metrics_count(&x->rq, rs, x->whole_us ? clock_us(CLOCK_MONOTONIC) - x->whole_us : 0);
    if (x->server->log)
        say_done(x);
    return ok;
}

/* Without any page of ours, and the end of the connection. */
static enum MHD_Result refuse(struct exchange *x, int status)
{
    x->close = true;
    x->ctx.now = clock_us(CLOCK_REALTIME);
    http_fail(x->server->cfg->hooks, &x->rq, &x->rs, status, x->rq.refusal.e);
    return answer(x);
}

/* ── the head ── */

struct head {
    struct guard guard;
    struct exchange *x;
    size_t bytes, count;
    const char *line_end; /* of the line before, in the library's buffer */
    const char *length, *forwarded_for, *forwarded_proto, *arrived;
    bool expects;
};

/* The library cuts a head into lines where it lies, each ended by the NULs it puts over CR and LF. So the bytes from
** the end of one line's text to the next line's name tell what it does not: one NUL is a bare LF, other bytes than
** blanks were behind a NUL that the client sent. */
static bool line_ended_well(const struct head *h, const char *next)
{
    ptrdiff_t n = next - h->line_end;
    if (n < 0 || n > (ptrdiff_t)h->x->server->cfg->limits.head_bytes)
        return true; /* not in one buffer: nothing to be seen */
    const char *p = h->line_end;
    while (p < next && (*p == ' ' || *p == '\t'))
        p++;
    return next - p == 2 && !p[0] && !p[1];
}

static enum MHD_Result on_header(void *cls, enum MHD_ValueKind kind, const char *name, size_t name_n,
                                 const char *value, size_t value_n)
{
    (void)kind;
    struct head *h = cls;
    struct request *rq = &h->x->rq;
    const struct {
        const char *name, **to;
    } wanted[] = {
        { "Host", &rq->host },
        { "Origin", &rq->origin },
        { "Sec-Fetch-Site", &rq->fetch_site },
        { "Cookie", &rq->cookie_header },
        { "Authorization", &rq->authorization },
        { "User-Agent", &rq->user_agent },
        { "If-None-Match", &rq->etag_seen },
        { "Content-Type", &rq->content_type },
        { "Content-Length", &h->length },
        { "X-Forwarded-For", &h->forwarded_for },
        { "X-Forwarded-Proto", &h->forwarded_proto },
        { "X-Request-Arrived", &h->arrived },
    };
    h->bytes += name_n + value_n + 4;
    h->count++;
    h->guard.bad |= !line_ended_well(h, name);
    h->line_end = value ? value + value_n : name + name_n;
    if (!value)
        value = "";
    guard_header(&h->guard, name, name_n, value, value_n);
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++)
        if (strcasecmp(name, wanted[i].name) == 0)
            *wanted[i].to = arena_strndup(h->x->arena, value, value_n);
    if (strcasecmp(name, "X-Requested-With") == 0)
        rq->enhanced = strcmp(value, "kyoten") == 0;
    h->expects |= strcasecmp(name, "Expect") == 0;
    return MHD_YES;
}

static const char *peer_address(struct exchange *x)
{
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(x->connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
    return info ? address_text(x->arena, info->client_addr) : "";
}

/* The proxy's word, where it is ours to trust. */
static void hear_proxy(struct exchange *x, const struct head *h)
{
    const char *proxy = x->server->cfg->trusted_proxy;
    x->rq.peer = peer_address(x);
    x->rq.forwarded = h->forwarded_for != NULL;
    if (!proxy || strcmp(x->rq.peer, proxy) != 0)
        return;
    if (h->forwarded_for) {
        const char *comma = strrchr(h->forwarded_for, ',');
        const char *last = comma ? comma + 1 : h->forwarded_for;
        x->rq.peer = last + strspn(last, " \t");
    }
    x->rq.secure = h->forwarded_proto && strcmp(h->forwarded_proto, "https") == 0;
    size_t n = h->arrived ? strlen(h->arrived) : 0;
    if (n > 0 && n <= 18 && strspn(h->arrived, "0123456789") == n)
        x->stamped = strtoll(h->arrived, NULL, 10);
}

/* The connection waits for the executor, and goes on. The library must not be stopped in between. */
static bool suspend(struct exchange *x, enum phase phase)
{
    if (!flight_hold(x->server->flight))
        return false;
    x->phase = phase;
    MHD_suspend_connection(x->connection);
    return true;
}

static void resume(struct exchange *x, enum phase phase)
{
    struct flight *f = x->server->flight;
    x->phase = phase;
    MHD_resume_connection(x->connection); /* from here on x belongs to the event thread */
    flight_release(f);
}

static void on_admission(struct dispatch *d)
{
    struct exchange *x = (struct exchange *)((char *)d - offsetof(struct exchange, dispatch));
    if (!d->admitted)
        body_drop_files(x->body);
    resume(x, ADMITTED);
}

/* Nobody's files are stored before we know whose they are. The body waits in the socket meanwhile. */
static enum MHD_Result ask_admission(struct exchange *x)
{
    const struct http_server_config *cfg = x->server->cfg;
    x->dispatch = (struct dispatch){
        .db = cfg->db, .hooks = cfg->hooks, .rq = &x->rq, .rs = &x->rs, .finished = on_admission
    };
    x->ctx.now = arrival(cfg, x->stamped);
    if (!suspend(x, ADMISSION))
        return MHD_NO;
    dispatch_admission(&x->dispatch);
    return MHD_YES;
}

static enum MHD_Result head(struct exchange *x, const char *method, const char *version)
{
    const struct http_server_config *cfg = x->server->cfg;
    struct head h = { .x = x, .bytes = x->target_n, .line_end = version + strlen(version) };
    x->ctx =
        (struct ctx){ .arena = x->arena, .site = cfg->site, .request_id = http_request_id(x->arena) };
    x->rq = (struct request){ .ctx = &x->ctx, .path = "/", .peer = "" };
    x->rs = response_make();
    (void)MHD_get_connection_values_n(x->connection, MHD_HEADER_KIND, on_header, &h);
    if (!guard_allows(&h.guard, version))
        return refuse(x, 400);
    if (h.bytes > cfg->limits.head_bytes || h.count > HEADERS_MAX)
        return refuse(x, 431);
    hear_proxy(x, &h);
    http_begin(&x->rq, &cfg->limits, method, x->target);
    if (x->rq.refusal.status == 400)
        return refuse(x, 400);
    int64_t length = h.length ? strtoll(h.length, NULL, 10) : h.guard.codings ? -1 : 0;
    x->body = body_begin(&x->rq, &cfg->limits, cfg->spool_dir, length);
    x->phase = BODY;
    /* What will be refused and is not small is not read: the answer comes at once, then the connection ends. */
    bool large = h.expects || length > (int64_t)cfg->limits.body_bytes;
    if (x->rq.refusal.status && length != 0 && large)
        return refuse(x, x->rq.refusal.status);
    if (x->server->cfg->db && body_wants_admission(x->body))
        return ask_admission(x);
    return MHD_YES;
}

/* ── all has arrived ── */

static void on_finished(struct dispatch *d)
{
    struct exchange *x = (struct exchange *)((char *)d - offsetof(struct exchange, dispatch));
    resume(x, DONE);
}

static enum MHD_Result whole(struct exchange *x)
{
    const struct http_server_config *cfg = x->server->cfg;
    x->ctx.now = arrival(cfg, x->stamped);
    x->whole_us = clock_us(CLOCK_MONOTONIC);
    body_end(x->body);
    x->dispatch = (struct dispatch){
        .db = cfg->db, .hooks = cfg->hooks, .rq = &x->rq, .rs = &x->rs, .finished = on_finished
    };
    if (http_kept(&x->rq, &x->rs))
        return answer(x);
    if (dispatch_is_inline(&x->dispatch)) {
        dispatch_inline(&x->dispatch);
        return answer(x);
    }
    if (!suspend(x, RUNNING))
        return MHD_NO;
    dispatch_submit(&x->dispatch);
    return MHD_YES;
}

/* ── what the library calls ── */

static void *on_target(void *cls, const char *target, struct MHD_Connection *connection)
{
    size_t n = strlen(target);
    struct exchange *x = calloc(1, sizeof *x + n + 1);
    if (!x)
        abort();
    x->server = cls;
    x->connection = connection;
    x->target_n = n;
    memcpy(x->target, target, n + 1);
    return x;
}

static enum MHD_Result on_request(void *cls, struct MHD_Connection *connection, const char *url,
                                  const char *method, const char *version, const char *data, size_t *data_n,
                                  void **state)
{
    (void)cls;
    (void)connection;
    (void)url;
    struct exchange *x = *state;
    switch (x->phase) {
    case HEAD:
        x->arena = flight_begin(x->server->flight);
        return x->arena ? head(x, method, version) : MHD_NO;
    case ADMITTED:
        x->phase = BODY;
        if (*data_n == 0)
            return MHD_YES; /* the library may say "head" once more; if it meant "all read", it says so again */
        body_feed(x->body, data, *data_n);
        *data_n = 0;
        return MHD_YES;
    case BODY:
        if (*data_n == 0)
            return whole(x);
        body_feed(x->body, data, *data_n);
        *data_n = 0;
        return body_is_hopeless(x->body) ? MHD_NO : MHD_YES;
    case DONE:
        return answer(x);
    case ADMISSION:
    case RUNNING:
    case ANSWERED:
        break;
    }
    *data_n = 0;
    return MHD_YES;
}

static void on_completed(void *cls, struct MHD_Connection *connection, void **state,
                         enum MHD_RequestTerminationCode why)
{
    (void)cls;
    (void)connection;
    (void)why;
    struct exchange *x = *state;
    *state = NULL;
    if (!x)
        return;
    if (x->phase == DONE && x->rs.file_fd >= 0)
        (void)close(x->rs.file_fd); /* the client went away while its answer was made */
    if (x->arena)
        flight_end(x->server->flight, x->arena);
    free(x); /* made in on_target(), for the library to hold */
}

/* The path stays as it came: we decode it ourselves, once. */
static size_t on_unescape(void *cls, struct MHD_Connection *connection, char *s)
{
    (void)cls;
    (void)connection;
    return strlen(s);
}

/* ── start and stop ── */

static struct MHD_Daemon *daemon_start(struct http_server *s, int fd)
{
    const struct http_limits *l = &s->cfg->limits;
    const unsigned threads = s->cfg->threads > 0 ? (unsigned)s->cfg->threads : 4;
    return MHD_start_daemon(
        MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_ITC, 0, NULL, NULL, on_request, s,
        MHD_OPTION_LISTEN_SOCKET, fd, MHD_OPTION_THREAD_POOL_SIZE, threads, MHD_OPTION_CONNECTION_LIMIT,
        (unsigned)l->connections, MHD_OPTION_PER_IP_CONNECTION_LIMIT, (unsigned)l->connections_per_ip,
        MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)l->timeout_s, MHD_OPTION_CONNECTION_MEMORY_LIMIT,
        l->head_bytes + LIBRARY_BYTES, MHD_OPTION_URI_LOG_CALLBACK, on_target, s,
        MHD_OPTION_UNESCAPE_CALLBACK, on_unescape, NULL, MHD_OPTION_NOTIFY_COMPLETED, on_completed, NULL,
        MHD_OPTION_END);
}

struct err *http_server_start(struct arena *a, const struct http_server_config *cfg, struct http_server **ret)
{
    int fd = -1;
    struct http_server *s = arena_new(a, struct http_server);
    s->cfg = cfg;
    TRY(listen_on(a, cfg->host, cfg->port, &fd, &s->port));
    s->listen_fd = fd;
    s->flight = flight_make(a);
    struct err *e = cfg->quiet ? NULL : access_log_start(a, STDERR_FILENO, &s->log);
    s->daemon = e ? NULL : daemon_start(s, fd);
    if (!s->daemon) {
        (void)close(fd);
        access_log_stop(&s->log);
        return e ? e : fault(a, "libmicrohttpd does not start");
    }
    *ret = s;
    return NULL;
}

int http_server_port(const struct http_server *s)
{
    return s->port;
}

struct err *http_server_stop(struct arena *a, struct http_server **server, int wait_s)
{
    struct http_server *s = *server;
    *server = NULL;
    flight_stop(s->flight);
    /* Not MHD_quiesce_daemon(): it takes the socket from the threads beside them, and aborts if one was first. */
    listen_end(s->listen_fd);
    int left = flight_wait(s->flight, wait_s);
    if (left > 0 && s->log)
        access_log_flush(s->log);
    if (left > 0)
        return fault(a, "%d requests are still running after %d s", left, wait_s);
    MHD_stop_daemon(s->daemon); /* on_completed() comes once more for whatever never got as far as a head */
    flight_done(s->flight);
    access_log_stop(&s->log);
    return NULL;
}
