/* http_mhd.c: requests over libmicrohttpd. The only file that knows the library.
**
** A few event threads read heads and bodies, guard against ambiguous requests and send answers; they never wait: a
** request that must is suspended, and resumed when its answer is final. Per request the library calls on_target()
** (request line read), on_request() (head read; each piece of the body; all read; resumed) and on_completed(). */
#include "http/server.h"

#include "base/id.h"
#include "http/border.h"
#include "http/dispatch.h"
#include "http/listen.h"

#include <microhttpd.h>
#include <pthread.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>
#include <unistd.h>

#define ARENAS_KEPT 32
#define HEADERS_MAX 100
#define LIBRARY_BYTES (16 << 10) /* of a connection's memory, beside the head: its own tables and the answer's head */

struct http_server {
    const struct http_server_config *cfg;
    struct MHD_Daemon *daemon;
    int port;
    pthread_mutex_t lock; /* of all below */
    pthread_cond_t idle;
    int in_flight;
    bool stopping, closed;
    int arena_count;
    struct arena *arenas[ARENAS_KEPT];
};

enum phase { HEAD, BODY, RUNNING, DONE, ANSWERED };

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
    int64_t whole_us; /* when it had arrived whole, on the monotonic clock */
    size_t target_n;
    char target[];
};

static int64_t clock_us(clockid_t clock)
{
    struct timespec t;
    (void)clock_gettime(clock, &t);
    return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

/* ── requests in flight, and their memory ── */

/* False: the server ends, nothing may begin any more. */
static bool exchange_begin(struct exchange *x)
{
    struct http_server *s = x->server;
    (void)pthread_mutex_lock(&s->lock);
    bool open = !s->closed;
    if (open) {
        s->in_flight++;
        x->close = s->stopping;
        x->arena = s->arena_count ? s->arenas[--s->arena_count] : NULL;
    }
    (void)pthread_mutex_unlock(&s->lock);
    if (open && !x->arena)
        x->arena = arena_make(0);
    return open;
}

static void exchange_end(struct exchange *x)
{
    struct http_server *s = x->server;
    if (x->arena) {
        arena_reset(x->arena);
        (void)pthread_mutex_lock(&s->lock);
        if (s->arena_count < ARENAS_KEPT) {
            s->arenas[s->arena_count++] = x->arena;
            x->arena = NULL;
        }
        if (--s->in_flight == 0)
            (void)pthread_cond_broadcast(&s->idle);
        (void)pthread_mutex_unlock(&s->lock);
    }
    (void)arena_free(x->arena);
    free(x); /* made in on_target(), for the library to hold */
}

static bool is_stopping(struct http_server *s)
{
    (void)pthread_mutex_lock(&s->lock);
    bool stopping = s->stopping;
    (void)pthread_mutex_unlock(&s->lock);
    return stopping;
}

/* ── the answer ── */

static struct MHD_Response *library_response(struct response *rs)
{
    if (rs->file_fd >= 0)
        return MHD_create_response_from_fd64((uint64_t)rs->file_size, rs->file_fd);
    /* The library only reads it; the type of its parameter is a slip of its interface. */
    union {
        const uint8_t *ours;
        void *theirs;
    } p = { rs->body.p };
    return MHD_create_response_from_buffer(rs->body.n, p.theirs, MHD_RESPMEM_PERSISTENT);
}

static enum MHD_Result answer(struct exchange *x)
{
    struct response *rs = &x->rs;
    struct MHD_Response *r = library_response(rs);
    if (!r) {
        if (rs->file_fd >= 0)
            (void)close(rs->file_fd);
        return MHD_NO;
    }
    if (rs->status != 304 && rs->content_type && (rs->body.n || rs->file_fd >= 0))
        (void)MHD_add_response_header(r, "Content-Type", rs->content_type);
    for (size_t i = 0; i < rs->headers.n; i++)
        (void)MHD_add_response_header(r, rs->headers.v[i].name, rs->headers.v[i].value);
    if (x->close || is_stopping(x->server))
        (void)MHD_add_response_header(r, "Connection", "close");
    x->phase = ANSWERED;
    enum MHD_Result ok = MHD_queue_response(x->connection, (unsigned)rs->status, r);
    MHD_destroy_response(r);
    if (!x->server->cfg->quiet)
        http_log(&x->rq, rs, x->whole_us ? clock_us(CLOCK_MONOTONIC) - x->whole_us : 0);
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

/* The library cuts a head into lines where it lies, each ended by the NULs it puts over CR and LF. So the bytes from the
** end of one line's text to the next line's name tell what it does not: one NUL is a bare LF, other bytes than blanks
** were behind a NUL that the client sent. */
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
        x->ctx.now = strtoll(h->arrived, NULL, 10);
}

static enum MHD_Result head(struct exchange *x, const char *method, const char *version)
{
    const struct http_server_config *cfg = x->server->cfg;
    struct head h = { .x = x, .bytes = x->target_n, .line_end = version + strlen(version) };
    x->ctx = (struct ctx){ .arena = x->arena, .site = cfg->site, .request_id = id_text(x->arena, id_random()) };
    x->rq = (struct request){ .ctx = &x->ctx, .path = "/", .peer = "" };
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
    return x->rq.refusal.status && length != 0 && large ? refuse(x, x->rq.refusal.status) : MHD_YES;
}

/* ── all has arrived ── */

/* On the clock of this server. A proxy's stamp says how long ago it was. */
static instant arrival(const struct http_server_config *cfg, instant stamped)
{
    if (stamped && !cfg->now)
        return stamped;
    instant real = clock_us(CLOCK_REALTIME);
    instant now = cfg->now ? cfg->now(cfg->now_arg) : real;
    return stamped && stamped < real ? now - (real - stamped) : now;
}

static void on_finished(struct dispatch *d)
{
    struct exchange *x = (struct exchange *)((char *)d - offsetof(struct exchange, dispatch));
    x->phase = DONE;
    MHD_resume_connection(x->connection);
}

static enum MHD_Result whole(struct exchange *x)
{
    const struct http_server_config *cfg = x->server->cfg;
    x->ctx.now = arrival(cfg, x->ctx.now);
    x->whole_us = clock_us(CLOCK_MONOTONIC);
    body_end(x->body);
    x->dispatch = (struct dispatch){ .db = cfg->db, .hooks = cfg->hooks, .rq = &x->rq, .rs = &x->rs,
                                     .finished = on_finished };
    if (dispatch_is_inline(&x->dispatch)) {
        dispatch_inline(&x->dispatch);
        return answer(x);
    }
    x->phase = RUNNING;
    MHD_suspend_connection(x->connection);
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
    memcpy(x->target, target, n);
    return x;
}

static enum MHD_Result on_request(void *cls, struct MHD_Connection *connection, const char *url, const char *method,
                                  const char *version, const char *data, size_t *data_n, void **state)
{
    (void)cls;
    (void)connection;
    (void)url;
    struct exchange *x = *state;
    switch (x->phase) {
    case HEAD:
        return exchange_begin(x) ? head(x, method, version) : MHD_NO;
    case BODY:
        if (*data_n == 0)
            return whole(x);
        body_feed(x->body, data, *data_n);
        *data_n = 0;
        return body_is_hopeless(x->body) ? MHD_NO : MHD_YES;
    case DONE:
        return answer(x);
    case RUNNING:
    case ANSWERED:
        break;
    }
    *data_n = 0;
    return MHD_YES;
}

static void on_completed(void *cls, struct MHD_Connection *connection, void **state, enum MHD_RequestTerminationCode why)
{
    (void)cls;
    (void)connection;
    (void)why;
    if (*state)
        exchange_end(*state);
    *state = NULL;
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
        MHD_OPTION_LISTEN_SOCKET, fd, MHD_OPTION_THREAD_POOL_SIZE, threads,
        MHD_OPTION_CONNECTION_LIMIT, (unsigned)l->connections, MHD_OPTION_PER_IP_CONNECTION_LIMIT,
        (unsigned)l->connections_per_ip, MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)l->timeout_s,
        MHD_OPTION_CONNECTION_MEMORY_LIMIT, l->head_bytes + LIBRARY_BYTES, MHD_OPTION_URI_LOG_CALLBACK, on_target, s,
        MHD_OPTION_UNESCAPE_CALLBACK, on_unescape, NULL, MHD_OPTION_NOTIFY_COMPLETED, on_completed, NULL,
        MHD_OPTION_END);
}

struct err *http_server_start(struct arena *a, const struct http_server_config *cfg, struct http_server **ret)
{
    int fd = -1;
    struct http_server *s = arena_new(a, struct http_server);
    s->cfg = cfg;
    TRY(listen_on(a, cfg->host, cfg->port, &fd, &s->port));
    pthread_condattr_t monotonic;
    (void)pthread_condattr_init(&monotonic);
    (void)pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
    (void)pthread_cond_init(&s->idle, &monotonic);
    (void)pthread_condattr_destroy(&monotonic);
    (void)pthread_mutex_init(&s->lock, NULL);
    s->daemon = daemon_start(s, fd);
    if (!s->daemon) {
        (void)close(fd);
        return fault(a, "libmicrohttpd does not start");
    }
    *ret = s;
    return NULL;
}

int http_server_port(const struct http_server *s)
{
    return s->port;
}

/* Waits until nothing is in flight, then lets nothing begin. Returns how many are left. */
static int wait_for_idle(struct http_server *s, int wait_s)
{
    struct timespec until;
    (void)clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_sec += wait_s;
    (void)pthread_mutex_lock(&s->lock);
    int late = 0;
    while (s->in_flight > 0 && !late)
        late = pthread_cond_timedwait(&s->idle, &s->lock, &until);
    s->closed = true;
    int left = s->in_flight;
    (void)pthread_mutex_unlock(&s->lock);
    return left;
}

struct err *http_server_stop(struct arena *a, struct http_server **server, int wait_s)
{
    struct http_server *s = *server;
    *server = NULL;
    (void)pthread_mutex_lock(&s->lock);
    s->stopping = true;
    (void)pthread_mutex_unlock(&s->lock);
    int fd = MHD_quiesce_daemon(s->daemon);
    if (fd >= 0)
        (void)close(fd);
    int left = wait_for_idle(s, wait_s);
    if (left > 0)
        return fault(a, "%d requests had not finished after %d s", left, wait_s);
    MHD_stop_daemon(s->daemon); /* on_completed() comes once more for whatever never got as far as a head */
    while (s->arena_count > 0)
        (void)arena_free(s->arenas[--s->arena_count]);
    (void)pthread_cond_destroy(&s->idle);
    (void)pthread_mutex_destroy(&s->lock);
    return NULL;
}
