/* body.c: the body of a request as it arrives: by its content type into form, uploads or plain bytes. */
#include "http/border.h"
#include "http/multipart.h"
#include "http/text.h"

#include "base/buf.h"
#include "http.msg.h"

#include <assert.h>
#include <string.h>
#include <strings.h>

/* A client that was refused may finish what it is sending, so that it reads the answer; but not for ever. */
#define PATIENCE_BYTES (8 << 20)

struct body {
    struct request *rq;
    struct http_limits limits; /* those of the border, or the route's narrower ones */
    struct multipart *multipart;
    struct buf plain; /* urlencoded or JSON */
    bool is_form;
    size_t thrown_away;
};

static void refuse(struct body *b, int status, struct err *e)
{
    b->rq->refusal = (struct refusal){ .status = status, .e = e };
}

static void too_large(struct body *b, const struct msg *m, size_t limit)
{
    refuse(b, 413,
           err_make(b->rq->ctx->arena, ERR_INVALID, NULL, m,
                    (const struct arg[]){ arg_i64((int64_t)limit), ARG_END }));
}

/* What came says charset=…: only UTF-8, which is the default too. */
static bool charset_is_ours(struct arena *a, const char *type)
{
    const char *charset = header_parameter(a, type, "charset");
    return !charset || strcasecmp(charset, "utf-8") == 0;
}

static bool begin_multipart(struct body *b, const char *spool_dir)
{
    struct arena *a = b->rq->ctx->arena;
    const char *boundary = header_parameter(a, b->rq->content_type, "boundary");
    size_t n = boundary ? strlen(boundary) : 0;
    if (n == 0 || n > 70 || text_has_control(boundary))
        return false;
    bool files = b->rq->route->flags & ROUTE_UPLOAD;
    b->multipart = multipart_make(a, boundary, &b->limits, files ? spool_dir : NULL);
    return true;
}

/* Chooses the reader by the content type; false: there is none for it on this route. */
static bool begin_by_type(struct body *b, const char *spool_dir)
{
    const char *type = b->rq->content_type;
    assert(b->rq->route); /* a request without one is refused before */
    if (b->rq->route->flags & ROUTE_API)
        return media_type_is(type, "application/json") && charset_is_ours(b->rq->ctx->arena, type);
    b->is_form = media_type_is(type, "application/x-www-form-urlencoded");
    if (b->is_form)
        return charset_is_ours(b->rq->ctx->arena, type);
    return media_type_is(type, "multipart/form-data") && begin_multipart(b, spool_dir);
}

struct body *body_begin(struct request *rq, const struct http_limits *limits, const char *spool_dir,
                        int64_t length)
{
    struct body *b = arena_new(rq->ctx->arena, struct body);
    b->rq = rq;
    b->limits = *limits;
    if (rq->route && rq->route->flags & ROUTE_SMALL && b->limits.body_bytes > ROUTE_SMALL_BYTES)
        b->limits.body_bytes = ROUTE_SMALL_BYTES;
    b->plain = buf_make(rq->ctx->arena, 16);
    if (rq->refusal.status || rq->method == GET || (length == 0 && !rq->content_type))
        return b;
    if (!rq->content_type || !begin_by_type(b, spool_dir)) {
        refuse(b, 415,
               invalid(rq->ctx->arena, NULL, MSG_HTTP_UNSUPPORTED_TYPE,
                       arg_text(rq->content_type && text_is_valid(rq->content_type, strlen(rq->content_type))
                                    ? rq->content_type
                                    : "")));
        return b;
    }
    bool files = b->multipart && rq->route->flags & ROUTE_UPLOAD;
    if (files && length > (int64_t)(b->limits.file_bytes + b->limits.body_bytes))
        too_large(b, &MSG_HTTP_FILE_TOO_LARGE, b->limits.file_bytes);
    else if (!files && length > (int64_t)b->limits.body_bytes)
        too_large(b, &MSG_HTTP_FORM_TOO_LARGE, b->limits.body_bytes);
    if (length > 0 && !rq->refusal.status && !b->multipart)
        b->plain = buf_make(rq->ctx->arena, (size_t)length + 1);
    return b;
}

void body_feed(struct body *b, const void *p, size_t n)
{
    if (b->rq->refusal.status || b->rq->method == GET) {
        b->thrown_away += n;
        return;
    }
    if (b->multipart) {
        struct err *e = multipart_feed(b->multipart, p, n);
        if (e)
            refuse(b, e->kind == ERR_FAULT ? 500 : multipart_is_too_large(b->multipart) ? 413 : 400, e);
        return;
    }
    if (b->plain.n + n > b->limits.body_bytes) {
        too_large(b, &MSG_HTTP_FORM_TOO_LARGE, b->limits.body_bytes);
        return;
    }
    buf_put(&b->plain, p, n);
}

void body_end(struct body *b)
{
    struct request *rq = b->rq;
    struct err *e = NULL;
    if (rq->refusal.status || rq->method == GET)
        return;
    if (b->multipart)
        e = multipart_end(b->multipart, &rq->form, &rq->uploads, &rq->upload_count);
    else if (b->is_form)
        e = form_decode(rq->ctx->arena, (struct bytes){ (const uint8_t *)b->plain.s, b->plain.n },
                        b->limits.fields, &rq->form);
    else
        rq->body = (struct bytes){ (const uint8_t *)b->plain.s, b->plain.n };
    if (e)
        refuse(b, 400, e);
}

bool body_wants_admission(const struct body *b)
{
    return b->multipart && b->rq->route->flags & ROUTE_UPLOAD && !b->rq->refusal.status;
}

void body_drop_files(struct body *b)
{
    multipart_drop_files(b->multipart);
}

bool body_is_hopeless(const struct body *b)
{
    return b->thrown_away > PATIENCE_BYTES;
}
