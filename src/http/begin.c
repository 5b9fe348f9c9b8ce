/* begin.c: the head of a request: method, path, query, route. */
#include "i18n/i18n.h"
#include "http/border.h"
#include "http/text.h"

#include <string.h>
#include <strings.h>

static void refuse(struct request *rq, int status, struct err *e)
{
    rq->refusal = (struct refusal){ .status = status, .e = e };
}

/* "/calls/" → 308 to "/calls", where that is a page: one page has one address. */
static bool slash_at_the_end(struct request *rq, const char *query)
{
    struct arena *a = rq->ctx->arena;
    size_t n = strlen(rq->path);
    if (n < 2 || rq->path[n - 1] != '/')
        return false;
    struct pairs unused;
    const char *without = arena_strndup(a, rq->path, n - 1);
    if (!route_find(a, rq->method, without, &unused))
        return false;
    refuse(rq, 308, NULL);
    rq->refusal.location = arena_printf(a, "%s%s", without, query);
    return true;
}

static void find_page(struct request *rq, bool method_known, const char *query)
{
    struct arena *a = rq->ctx->arena;
    if (method_known)
        rq->route = route_find(a, rq->method, rq->path, &rq->params);
    if (rq->route || (method_known && slash_at_the_end(rq, query)))
        return;
    const char *allow = route_allow(a, rq->path);
    refuse(rq, allow ? 405 : 404, NULL);
    rq->refusal.allow = allow;
}

/* Japanese, unless this reader has chosen otherwise: what a browser was sold with says little about its reader. */
static enum lang language(const struct request *rq)
{
    const char *chosen = cookie_get(rq->ctx->arena, rq->cookie_header, "language");
    return chosen ? lang_parse(chosen) : LANG_JA;
}

/* A path, and only what may stand in a request line unencoded (RFC 3986): no blanks, nothing beyond ASCII. */
static bool target_is_clean(const char *s)
{
    if (*s != '/')
        return false;
    for (; *s; s++)
        if (*s <= 0x20 || *s >= 0x7f)
            return false;
    return true;
}

void http_begin(struct request *rq, const struct http_limits *limits, const char *method, const char *target)
{
    struct arena *a = rq->ctx->arena;
    bool get = strcmp(method, "GET") == 0 || strcmp(method, "HEAD") == 0;
    bool post = strcmp(method, "POST") == 0;
    size_t path_n = strcspn(target, "?");
    const char *query = target + path_n;
    rq->method = post ? POST : GET;
    rq->path = arena_strndup(a, target, path_n);
    rq->wants_json = strncmp(rq->path, "/api/", 5) == 0;
    rq->ctx->lang = language(rq);
    if (!target_is_clean(target)) {
        refuse(rq, 400, NULL);
        return;
    }
    find_page(rq, get || post, query);
    if (rq->refusal.status || !*query)
        return;
    struct bytes text = { (const uint8_t *)query + 1, strlen(query + 1) };
    struct err *e = form_decode(a, text, limits->fields, &rq->query);
    if (e)
        refuse(rq, 400, e);
}
