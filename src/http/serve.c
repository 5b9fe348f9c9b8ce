/* serve.c: runs one request to its answer. The only place that turns kinds of errors into statuses. */
#include "http/http.h"

#include "base/rand.h"
#include "i18n/i18n.h"
#include "http.msg.h"

#include <assert.h>
#include <stdatomic.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#define FORM_TOKEN_BYTES 32
#define FORM_TOKEN_LETTERS 43

static const char CSP[] = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
                          "font-src 'self'; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; "
                          "base-uri 'none'";

/* ── words and headers ── */

void http_error_words(int status, const struct msg **ret_title, const struct msg **ret_advice)
{
    static const struct {
        int status;
        const struct msg *title, *advice;
    } words[] = {
        { 400, &MSG_HTTP_TITLE_400, &MSG_HTTP_ADVICE_400 },
        { 403, &MSG_HTTP_TITLE_403, &MSG_HTTP_ADVICE_403 },
        { 404, &MSG_HTTP_TITLE_404, &MSG_HTTP_ADVICE_404 },
        { 405, &MSG_HTTP_TITLE_405, &MSG_HTTP_ADVICE_405 },
        { 409, &MSG_HTTP_TITLE_409, &MSG_HTTP_ADVICE_409 },
        { 413, &MSG_HTTP_TITLE_413, &MSG_HTTP_ADVICE_413 },
        { 415, &MSG_HTTP_TITLE_415, &MSG_HTTP_ADVICE_415 },
        { 422, &MSG_HTTP_TITLE_422, &MSG_HTTP_ADVICE_422 },
        { 431, &MSG_HTTP_TITLE_431, &MSG_HTTP_ADVICE_431 },
        { 503, &MSG_HTTP_TITLE_503, &MSG_HTTP_ADVICE_503 },
        { 500, &MSG_HTTP_TITLE_500, &MSG_HTTP_ADVICE_500 }, /* last: every other status */
    };
    size_t i = 0;
    while (words[i].status != status && words[i].status != 500)
        i++;
    *ret_title = words[i].title;
    *ret_advice = words[i].advice;
}

static void header_unless_set(struct response *rs, struct arena *a, const char *name, const char *value)
{
    if (!header_of(rs, name))
        add_header(rs, a, name, value);
}

/* If-None-Match (RFC 9110 §13.1.2): one of the tags, compared weakly, or "*". */
static bool etag_is_known(const char *seen, const char *etag)
{
    const char *opaque = strncmp(etag, "W/", 2) == 0 ? etag + 2 : etag;
    size_t n = strlen(opaque);
    if (!seen)
        return false;
    if (strcmp(seen, "*") == 0)
        return true;
    for (const char *p = strstr(seen, opaque); n && p; p = strstr(p + 1, opaque))
        if (strchr(", \t", p[n]))
            return true;
    return false;
}

/* The reader has it already. */
static void spare_body(const struct request *rq, struct response *rs)
{
    if (rq->method != GET || rs->status != 200 || rs->file_fd >= 0 || !rq->etag_seen)
        return;
    const char *etag = header_of(rs, "ETag");
    if (!etag || !etag_is_known(rq->etag_seen, etag))
        return;
    rs->status = 304;
    rs->body = (struct bytes){ 0 };
    rs->shared = NULL;
}

/* What every answer carries. */
static void put_headers(struct response *rs, struct arena *a, bool signed_in, bool secure)
{
    header_unless_set(rs, a, "Cache-Control", signed_in ? "no-store" : "private, no-cache");
    header_unless_set(rs, a, "Content-Security-Policy", CSP);
    header_unless_set(rs, a, "X-Content-Type-Options", "nosniff");
    header_unless_set(rs, a, "Referrer-Policy", "same-origin");
    header_unless_set(rs, a, "Permissions-Policy",
                      "camera=(), geolocation=(), microphone=(), payment=(), usb=()");
    header_unless_set(rs, a, "Cross-Origin-Opener-Policy", "same-origin");
    if (secure)
        header_unless_set(rs, a, "Strict-Transport-Security", "max-age=31536000");
}

static void finish(struct request *rq, struct response *rs)
{
    struct arena *a = rq->ctx->arena;
    if (!rs->status)
        rs->status = 200;
    spare_body(rq, rs);
    if (rs->location)
        add_header(rs, a, "Location", rs->location);
    put_headers(rs, a, rq->ctx->viewer != NULL, rq->secure);
}

/* ── answers kept for everybody ── */

void shared_finish(struct arena *a, struct response *rs, bool secure)
{
    rs->status = 200;
    put_headers(rs, a, false, secure);
}

void shared_end(struct shared_answer *s)
{
    void *carried = atomic_load(&s->carried);
    if (carried)
        atomic_load(&s->carried_end)(carried);
}

bool http_kept(struct request *rq, struct response *rs)
{
    *rs = response_make();
    if (!rq->route || !rq->route->kept || rq->refusal.status || !rq->route->kept(rq, rs))
        return false;
    spare_body(rq, rs);
    return true;
}

/* ── errors as answers ── */

/* Without a layout (tests, or before the site is there): the bare words. */
static void plain_error(struct request *rq, struct response *rs, int status, const struct err *e)
{
    const struct msg *title = NULL;
    const struct msg *advice = NULL;
    http_error_words(status, &title, &advice);
    enum lang lang = rq->ctx->lang;
    const char *text = arena_printf(rq->ctx->arena, "%s\n%s\n%s\n", title->text[lang],
                                    err_text(rq->ctx->arena, lang, e), advice->text[lang]);
    rs->content_type = "text/plain; charset=utf-8";
    rs->body = (struct bytes){ (const uint8_t *)text, strlen(text) };
}

static void error_answer(const struct http_hooks *hooks, struct request *rq, struct response *rs, int status,
                         const struct err *e)
{
    if (rs->file_fd >= 0)
        (void)close(rs->file_fd);
    *rs = response_make();
    rs->status = status;
    rs->location = rq->refusal.status == status ? rq->refusal.location : NULL;
    if (rs->location)
        return;
    if (e && !err_is_for_the_person(e))
        rq->fault = e;
    (hooks->error_page ? hooks->error_page : plain_error)(rq, rs, status, e);
    rs->status = status;
    if (status == 503)
        add_header(rs, rq->ctx->arena, "Retry-After", "5");
    if (status == 405 && rq->refusal.allow)
        add_header(rs, rq->ctx->arena, "Allow", rq->refusal.allow);
}

void http_fail(const struct http_hooks *hooks, struct request *rq, struct response *rs, int status,
               const struct err *e)
{
    error_answer(hooks, rq, rs, status, e);
    finish(rq, rs);
}

static int status_of(const struct err *e)
{
    switch (e->kind) {
    case ERR_INVALID:
        return 422;
    case ERR_REFUSED:
    case ERR_CONFLICT:
        return 409;
    case ERR_NOT_FOUND:
        return 404;
    case ERR_FORBIDDEN:
        return 403;
    case ERR_RETRY:
        return 503;
    case ERR_FAULT:
        break;
    }
    return e->passes ? 503 : 500;
}

/* ── may this come in at all ── */

/* "https://host:port" is where this very request went. */
static bool origin_is_ours(const struct request *rq)
{
    const char *host = NULL;
    if (strncmp(rq->origin, "https://", 8) == 0)
        host = rq->origin + 8;
    else if (!rq->secure && strncmp(rq->origin, "http://", 7) == 0)
        host = rq->origin + 7;
    return host && rq->host && strcasecmp(host, rq->host) == 0;
}

/* A form that another site sends in our person's name says so in one of two headers that scripts cannot set. */
static struct err *origin_check(const struct request *rq)
{
    bool ours = false;
    if (rq->fetch_site)
        ours = strcmp(rq->fetch_site, "same-origin") == 0 || strcmp(rq->fetch_site, "none") == 0;
    else if (rq->origin)
        ours = origin_is_ours(rq);
    return ours ? NULL : forbidden(rq->ctx->arena, MSG_HTTP_ORIGIN_REFUSED);
}

static const char *form_cookie_name(const struct request *rq)
{
    return rq->secure ? "__Host-form" : "form";
}

void http_form_token(struct request *rq, struct response *rs)
{
    if (rq->csrf_token)
        return;
    const char *held = cookie_get(rq->ctx->arena, rq->cookie_header, form_cookie_name(rq));
    if (held && strlen(held) == FORM_TOKEN_LETTERS) {
        rq->csrf_token = held;
        return;
    }
    rq->csrf_token = rand_token(rq->ctx->arena, FORM_TOKEN_BYTES);
    set_cookie(rs, rq->ctx->arena, form_cookie_name(rq), rq->csrf_token, 0, rq->secure);
}

/* The token that an open form must carry: only one that the cookie already had. */
static void open_form(struct request *rq, struct response *rs)
{
    if (!rq->route || !(rq->route->flags & ROUTE_OPEN))
        return;
    if (rq->method == GET || cookie_get(rq->ctx->arena, rq->cookie_header, form_cookie_name(rq)))
        http_form_token(rq, rs);
}

static struct err *csrf_check(const struct request *rq)
{
    if (token_equal(pairs_get(&rq->form, "csrf"), rq->csrf_token))
        return NULL;
    return forbidden(rq->ctx->arena, MSG_HTTP_CSRF_REFUSED);
}

/* ── one request ── */

/* Viewer, refusals of the border, origin, gate. rs->status is set when there is nothing more to do. */
static struct err *admit(const struct http_hooks *hooks, struct request *rq, struct response *rs)
{
    bool api = rq->route && rq->route->flags & ROUTE_API;
    rq->ctx->viewer = NULL;
    rq->ctx->actor = (struct actor){ 0 };
    rq->session_token = rq->csrf_token = rq->who = NULL;
    rq->fault = NULL;
    if (rq->route && rq->route->flags & ROUTE_STATIC && !rq->refusal.status)
        return NULL;
    if (api)
        rq->cookie_header = NULL; /* without CSRF check, a cookie proves nothing */
    if (hooks->load_viewer)
        TRY(hooks->load_viewer(rq));
    if (rq->refusal.status) {
        error_answer(hooks, rq, rs, rq->refusal.status, rq->refusal.e);
        return NULL;
    }
    if (rq->method == POST && !api)
        TRY(origin_check(rq));
    open_form(rq, rs);
    return hooks->gate ? hooks->gate(rq, rs) : NULL;
}

/* Everything before the handler. */
static struct err *enter(const struct http_hooks *hooks, struct request *rq, struct response *rs)
{
    TRY(admit(hooks, rq, rs));
    bool guarded = rq->method == POST && !rs->status && !(rq->route->flags & ROUTE_API);
    return guarded ? csrf_check(rq) : NULL;
}

bool http_admits(const struct http_hooks *hooks, struct request *rq)
{
    struct response rs = response_make();
    return !admit(hooks, rq, &rs) && !rs.status;
}

/* The answer of e, unless it must be run again. */
static struct err *settle(const struct http_hooks *hooks, struct request *rq, struct response *rs,
                          struct err *e)
{
    if (e && e->kind == ERR_RETRY)
        return e;
    if (e)
        error_answer(hooks, rq, rs, status_of(e), e);
    finish(rq, rs);
    return NULL;
}

struct err *http_serve(const struct http_hooks *hooks, struct request *rq, struct response *rs)
{
    *rs = response_make();
    struct err *e = enter(hooks, rq, rs);
    if (!e && !rs->status)
        e = rq->route->handle(rq, rs);
    return settle(hooks, rq, rs, e);
}

struct err *http_prepare(const struct http_hooks *hooks, struct request *rq, struct response *rs,
                         bool *ret_answered)
{
    *rs = response_make();
    struct err *e = enter(hooks, rq, rs);
    if (!e && !rs->status) {
        e = rq->route->prepare(rq, rs);
        if (!e && !rs->status) {
            *ret_answered = false;
            return NULL;
        }
    }
    TRY(settle(hooks, rq, rs, e));
    *ret_answered = true;
    return NULL;
}
