/* response.c: the endings of a handler, headers of an answer. */
#include "http/http.h"

#include "base/buf.h"

#include <assert.h>
#include <string.h>
#include <strings.h>

struct response response_make(void)
{
    return (struct response){ .content_type = "text/html; charset=utf-8", .file_fd = -1 };
}

struct err *show_status(struct response *rs, int status, struct html h)
{
    rs->status = status;
    rs->body = (struct bytes){ (const uint8_t *)h.s, h.n };
    return NULL;
}

struct err *show(struct response *rs, struct html h)
{
    return show_status(rs, 200, h);
}

struct err *see_other(struct response *rs, struct url u)
{
    rs->status = 303;
    rs->location = u.s;
    rs->body = (struct bytes){ 0 };
    return NULL;
}

struct err *send_json(struct response *rs, struct bytes json)
{
    rs->status = rs->status ? rs->status : 200;
    rs->content_type = "application/json";
    rs->body = json;
    return NULL;
}

/* attachment; filename="plain"; filename*=UTF-8''exact (RFC 6266 §4.3, RFC 8187 §3.2). */
static const char *disposition(struct arena *a, const char *file_name)
{
    static const char plain_extra[] = "!#$&+-.^_`|~";
    struct buf plain = buf_make(a, 64);
    struct buf exact = buf_make(a, 128);
    for (const unsigned char *p = (const unsigned char *)file_name; *p; p++) {
        bool word = (*p >= '0' && *p <= '9') || (*p >= 'a' && *p <= 'z') || (*p >= 'A' && *p <= 'Z');
        bool as_it_is = word || strchr(plain_extra, *p) != NULL;
        if (as_it_is)
            buf_putc(&exact, (char)*p);
        else
            buf_printf(&exact, "%%%02X", *p);
        if ((*p & 0xc0) != 0x80) /* one _ for a whole character that ASCII has not */
            buf_putc(&plain, (char)(as_it_is || *p == ' ' || *p == '(' || *p == ')' ? *p : '_'));
    }
    return arena_printf(a, "attachment; filename=\"%s\"; filename*=UTF-8''%s", plain.s, exact.s);
}

struct err *send_download(struct response *rs, struct arena *a, const char *file_name, const char *type,
                          struct bytes body)
{
    rs->status = 200;
    rs->content_type = type;
    rs->body = body;
    add_header(rs, a, "Content-Disposition", disposition(a, file_name));
    return NULL;
}

struct err *send_file(struct response *rs, struct arena *a, const char *file_name, const char *type, int fd,
                      int64_t size)
{
    assert(fd >= 0 && size >= 0);
    TRY(send_download(rs, a, file_name, type, (struct bytes){ 0 }));
    rs->file_fd = fd;
    rs->file_size = size;
    return NULL;
}

const char *header_of(const struct response *rs, const char *name)
{
    for (size_t i = 0; i < rs->headers.n; i++)
        if (strcasecmp(rs->headers.v[i].name, name) == 0)
            return rs->headers.v[i].value;
    return NULL;
}

void add_header(struct response *rs, struct arena *a, const char *name, const char *value)
{
    assert(!strpbrk(name, "\r\n: ") && !strpbrk(value, "\r\n"));
    struct header h = { arena_strdup(a, name), arena_strdup(a, value) };
    bool many = strcasecmp(name, "Set-Cookie") == 0 || strcasecmp(name, "Vary") == 0;
    for (size_t i = 0; i < rs->headers.n && !many; i++)
        if (strcasecmp(rs->headers.v[i].name, name) == 0) {
            rs->headers.v[i] = h;
            return;
        }
    *vec_push(a, &rs->headers) = h;
}

void set_cookie(struct response *rs, struct arena *a, const char *name, const char *value, int max_age_s,
                bool secure)
{
    assert(!strpbrk(value, " \",;\\\r\n"));
    const char *age = max_age_s > 0   ? arena_printf(a, "; Max-Age=%d", max_age_s)
                      : max_age_s < 0 ? "; Max-Age=0"
                                      : "";
    add_header(rs, a, "Set-Cookie",
               arena_printf(a, "%s=%s; Path=/; HttpOnly; SameSite=Lax%s%s", name, value, age,
                            secure ? "; Secure" : ""));
}
