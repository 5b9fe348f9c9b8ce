/* loopback.c: see loopback.h. Linked into the tests only. */
#include "http/loopback.h"

#include "base/buf.h"
#include "db/db.h"
#include "http/border.h"
#include "http/nesting.h"
#include "test.h"

#include <assert.h>
#include <strings.h>
#include <unistd.h>

#define HOST "kyoten.test"
#define BOUNDARY "----kyoten-loopback-7d1c"
#define ATTEMPTS_MAX 8

struct cookie {
    const char *name, *value;
};
struct loopback {
    struct arena *a;
    struct loopback_config cfg;
    struct http_limits limits;
    const char *authorization, *last_page, *peer;
    bool forwarded;
    VEC(struct cookie) cookies;
};

struct loopback *loopback_make(struct arena *a, const struct loopback_config *cfg)
{
    struct loopback *lb = arena_new(a, struct loopback);
    lb->a = a;
    lb->cfg = *cfg;
    lb->limits = HTTP_LIMITS_DEFAULT;
    CHECK_OK(routes_collect(a));
    return lb;
}

void loopback_set_now(struct loopback *lb, instant now)
{
    lb->cfg.now = now;
}

void loopback_set_authorization(struct loopback *lb, const char *value)
{
    lb->authorization = value;
}

void loopback_set_peer(struct loopback *lb, const char *address, bool forwarded)
{
    lb->peer = address;
    lb->forwarded = forwarded;
}

/* ── cookies ── */

const char *loopback_cookie(const struct loopback *lb, const char *name)
{
    for (size_t i = 0; i < lb->cookies.n; i++)
        if (strcmp(lb->cookies.v[i].name, name) == 0)
            return lb->cookies.v[i].value;
    return NULL;
}

void loopback_forget_cookies(struct loopback *lb)
{
    lb->cookies.n = 0;
}

static void cookie_drop(struct loopback *lb, const char *name)
{
    for (size_t i = 0; i < lb->cookies.n; i++)
        if (strcmp(lb->cookies.v[i].name, name) == 0) {
            lb->cookies.v[i] = lb->cookies.v[--lb->cookies.n];
            return;
        }
}

static void cookies_keep(struct loopback *lb, const struct response *rs)
{
    for (size_t i = 0; i < rs->headers.n; i++) {
        if (strcasecmp(rs->headers.v[i].name, "Set-Cookie") != 0)
            continue;
        const char *text = rs->headers.v[i].value;
        size_t name_n = strcspn(text, "=");
        const char *name = arena_strndup(lb->a, text, name_n);
        const char *value = arena_strndup(lb->a, text + name_n + 1, strcspn(text + name_n + 1, ";"));
        cookie_drop(lb, name);
        if (!strstr(text, "Max-Age=0"))
            *vec_push(lb->a, &lb->cookies) = (struct cookie){ name, value };
    }
}

void loopback_set_cookie(struct loopback *lb, const char *name, const char *value)
{
    cookie_drop(lb, name);
    *vec_push(lb->a, &lb->cookies) = (struct cookie){ arena_strdup(lb->a, name), arena_strdup(lb->a, value) };
}

void loopback_set_language(struct loopback *lb, const char *tag)
{
    loopback_set_cookie(lb, "language", tag);
}

static const char *cookie_header(struct loopback *lb, struct arena *a)
{
    struct buf b = buf_make(a, 256);
    for (size_t i = 0; i < lb->cookies.n; i++)
        buf_printf(&b, "%s%s=%s", i ? "; " : "", lb->cookies.v[i].name, lb->cookies.v[i].value);
    return b.n ? b.s : NULL;
}

/* ── one request ── */

static const char *header_value(const char *const *headers, const char *name)
{
    for (; headers && *headers; headers += 2)
        if (strcasecmp(headers[0], name) == 0)
            return headers[1];
    return NULL;
}

static void request_fill(struct loopback *lb, struct request *rq, const char *const *h)
{
    const char *host = header_value(h, "Host");
    const char *cookies = header_value(h, "Cookie");
    rq->host = host ? host : HOST;
    rq->origin = header_value(h, "Origin");
    rq->fetch_site = header_value(h, "Sec-Fetch-Site");
    rq->cookie_header = cookies ? cookies : cookie_header(lb, rq->ctx->arena);
    rq->authorization =
        header_value(h, "Authorization") ? header_value(h, "Authorization") : lb->authorization;
    rq->user_agent = header_value(h, "User-Agent");
    rq->etag_seen = header_value(h, "If-None-Match");
    rq->content_type = header_value(h, "Content-Type");
    rq->enhanced = header_value(h, "X-Requested-With") != NULL;
    rq->peer = lb->peer ? lb->peer : "127.0.0.1";
    rq->forwarded = lb->forwarded;
    rq->secure = lb->cfg.secure;
}

static struct err *serve_reading(struct loopback *lb, struct request *rq, struct response *rs, bool *ret_done)
{
    struct ctx *c = rq->ctx;
    c->db = lb->cfg.db ? conn_read_begin(lb->cfg.db) : NULL;
    struct err *e =
        *ret_done ? http_serve(lb->cfg.hooks, rq, rs) : http_prepare(lb->cfg.hooks, rq, rs, ret_done);
    rq->statements += c->db ? conn_statements(c->db) : 0;
    if (c->db)
        conn_read_end(c->db);
    c->db = NULL;
    return e;
}

static struct err *serve_writing(struct loopback *lb, struct request *rq, struct response *rs)
{
    struct ctx *c = rq->ctx;
    c->db = lb->cfg.db ? conn_write_begin(lb->cfg.db) : NULL;
    struct err *e = http_serve(lb->cfg.hooks, rq, rs);
    rq->statements += c->db ? conn_statements(c->db) : 0;
    if (c->db)
        conn_write_end(c->db);
    c->db = NULL;
    return e;
}

static struct err *serve_once(struct loopback *lb, struct request *rq, struct response *rs)
{
    bool done = true;
    rq->statements = 0;
    if (http_kept(rq, rs))
        return NULL;
    if (rq->method == GET || !rq->route)
        return serve_reading(lb, rq, rs, &done);
    if (rq->route->prepare && !rq->refusal.status) {
        done = false;
        TRY(serve_reading(lb, rq, rs, &done));
        if (done)
            return NULL;
    }
    return serve_writing(lb, rq, rs);
}

static void body_take(struct reply *got, struct arena *a, const struct response *rs)
{
    if (rs->file_fd < 0) {
        got->body = rs->body.n ? arena_strndup(a, (const char *)rs->body.p, rs->body.n) : "";
        got->body_n = rs->body.n;
        return;
    }
    char *text = arena_alloc(a, (size_t)rs->file_size + 1);
    ssize_t n = pread(rs->file_fd, text, (size_t)rs->file_size, 0);
    CHECK_I64(n, rs->file_size);
    (void)close(rs->file_fd);
    got->body = text;
    got->body_n = (size_t)(n > 0 ? n : 0);
}

static void page_check(struct loopback *lb, struct request *rq, const struct reply *got)
{
    if (rq->fault)
        test_check_text(arena_printf(lb->a, "%s: %s", rq->fault->at ? rq->fault->at : "", rq->fault->why),
                        NULL, arena_printf(lb->a, "the fault of %s", rq->path),
                        rq->route ? rq->route->at : "loopback");
    if (strncmp(got->type, "text/html", 9) != 0 || !got->body_n)
        return;
    const char *problem = html_nesting_problem(rq->ctx->arena, got->body);
    if (problem)
        test_check_text(problem, NULL, arena_printf(lb->a, "the nesting of %s", rq->path),
                        rq->route ? rq->route->at : "loopback");
    lb->last_page = got->body;
}

static void release(void *a)
{
    (void)arena_free(a);
}

const struct reply *loopback_send(struct loopback *lb, const char *method, const char *target,
                                  const char *const *headers, struct bytes body)
{
    struct arena *a = arena_make(0);
    arena_defer(lb->a, release, a);
    struct ctx *c = arena_new(a, struct ctx);
    struct request *rq = arena_new(a, struct request);
    struct response *rs = arena_new(a, struct response);
    *c = (struct ctx){ .arena = a, .now = lb->cfg.now, .site = lb->cfg.site, .request_id = "loopback" };
    rq->ctx = c;
    request_fill(lb, rq, headers);
    http_begin(rq, &lb->limits, method, target);
    struct body *b = body_begin(rq, &lb->limits, lb->cfg.spool_dir, (int64_t)body.n);
    body_feed(b, body.p, body.n);
    body_end(b);
    struct err *e = err_retry(a, "first");
    for (int i = 0; e && i < ATTEMPTS_MAX; i++)
        e = serve_once(lb, rq, rs);
    if (e)
        http_fail(lb->cfg.hooks, rq, rs, 503, e);
    cookies_keep(lb, rs);
    struct reply *got = arena_new(a, struct reply);
    *got = (struct reply){ .status = rs->status,
                           .location = rs->location ? rs->location : "",
                           .type = rs->content_type,
                           .log = http_log_line(rq, rs, 0),
                           .statements = rq->statements,
                           .response = rs };
    body_take(got, a, rs);
    page_check(lb, rq, got);
    return got;
}

const struct reply *loopback_get(struct loopback *lb, const char *path)
{
    return loopback_send(lb, "GET", path, NULL, (struct bytes){ 0 });
}

/* ── forms ── */

static bool tag_says(const char *tag, const char *end, const char *attribute)
{
    const char *at = memmem(tag, (size_t)(end - tag), attribute, strlen(attribute));
    return at != NULL;
}

/* The value="…" of the first <input name="NAME"> between from and to. */
static const char *input_between(struct arena *a, const char *from, const char *to, const char *name)
{
    const char *wanted = arena_printf(a, " name=\"%s\"", name);
    for (const char *tag = strstr(from, "<input"); tag && tag < to; tag = strstr(tag + 1, "<input")) {
        const char *end = tag + strcspn(tag, ">");
        if (!tag_says(tag, end, wanted))
            continue;
        const char *value = memmem(tag, (size_t)(end - tag), " value=\"", 8);
        return value ? arena_strndup(a, value + 8, strcspn(value + 8, "\"")) : "";
    }
    return NULL;
}

const char *loopback_input(struct loopback *lb, const char *name)
{
    const char *page = lb->last_page ? lb->last_page : "";
    const char *text = input_between(lb->a, page, page + strlen(page), name);
    if (!text || !strchr(text, '&'))
        return text;
    static const struct {
        const char *entity;
        char c;
    } known[] = { { "&amp;", '&' },  { "&lt;", '<' },  { "&gt;", '>' },
                  { "&quot;", '"' }, { "&#34;", '"' }, { "&#39;", '\'' } };
    struct buf b = buf_make(lb->a, strlen(text));
    while (*text) {
        size_t i = 0;
        while (i < sizeof known / sizeof *known &&
               strncmp(text, known[i].entity, strlen(known[i].entity)) != 0)
            i++;
        bool found = i < sizeof known / sizeof *known;
        buf_putc(&b, (char)(found ? known[i].c : *text));
        text += found ? strlen(known[i].entity) : 1;
    }
    return b.s;
}

static const char *csrf_for(struct loopback *lb, const char *path)
{
    const char *page = lb->last_page ? lb->last_page : "";
    const char *action = arena_printf(lb->a, " action=\"%s\"", path);
    for (const char *form = strstr(page, "<form"); form; form = strstr(form + 1, "<form")) {
        const char *end = strstr(form, "</form>");
        if (!end || !tag_says(form, form + strcspn(form, ">"), action))
            continue;
        const char *token = input_between(lb->a, form, end, "csrf");
        if (token)
            return token;
    }
    return loopback_input(lb, "csrf");
}

static void put_encoded(struct buf *b, const char *s)
{
    for (const unsigned char *p = (const unsigned char *)s; *p; p++) {
        bool word = (*p >= '0' && *p <= '9') || (*p >= 'a' && *p <= 'z') || (*p >= 'A' && *p <= 'Z');
        if (word)
            buf_putc(b, (char)*p);
        else
            buf_printf(b, "%%%02X", *p);
    }
}

static bool pairs_have(const char *const *pairs, const char *name)
{
    for (; *pairs; pairs += 2) {
        assert(pairs[1] && "names and values come in pairs");
        if (strcmp(pairs[0], name) == 0)
            return true;
    }
    return false;
}

const struct reply *loopback_post_(struct loopback *lb, const char *path, const char *const *pairs)
{
    struct buf b = buf_make(lb->a, 512);
    const char *token = pairs_have(pairs, "csrf") ? NULL : csrf_for(lb, path);
    for (; *pairs; pairs += 2) {
        put_encoded(&b, pairs[0]);
        buf_putc(&b, '=');
        put_encoded(&b, pairs[1]);
        buf_putc(&b, '&');
    }
    if (token) {
        buf_lit(&b, "csrf=");
        put_encoded(&b, token);
    }
    const char *origin = lb->cfg.secure ? "https://" HOST : "http://" HOST;
    const char *const headers[] = { "Origin", origin, "Content-Type", "application/x-www-form-urlencoded",
                                    NULL };
    return loopback_send(lb, "POST", path, headers, (struct bytes){ (const uint8_t *)b.s, b.n });
}

static void put_part(struct buf *b, const char *name, const char *value)
{
    buf_printf(b, "--" BOUNDARY "\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n", name, value);
}

const struct reply *loopback_upload_(struct loopback *lb, const char *path, const char *field,
                                     const char *file_name, struct bytes content, const char *const *pairs)
{
    struct buf b = buf_make(lb->a, content.n + 1024);
    const char *token = pairs_have(pairs, "csrf") ? NULL : csrf_for(lb, path);
    for (; *pairs; pairs += 2)
        put_part(&b, pairs[0], pairs[1]);
    if (token)
        put_part(&b, "csrf", token);
    buf_printf(&b,
               "--" BOUNDARY "\r\nContent-Disposition: form-data; name=\"%s\"; filename=\"%s\"\r\n"
               "Content-Type: application/octet-stream\r\n\r\n",
               field, file_name);
    buf_put(&b, content.p, content.n);
    buf_lit(&b, "\r\n--" BOUNDARY "--\r\n");
    const char *origin = lb->cfg.secure ? "https://" HOST : "http://" HOST;
    const char *type = "multipart/form-data; boundary=" BOUNDARY;
    const char *const headers[] = { "Origin", origin, "Content-Type", type, NULL };
    return loopback_send(lb, "POST", path, headers, (struct bytes){ (const uint8_t *)b.s, b.n });
}
