/* route_fuzz.c: whatever the target, parameters are whole, valid segments, and a redirect stays on this site. */
#include "http/border.h"

#include <assert.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

ROUTE(GET, "/a/:x/b", fuzz_route, 0)
{
    (void)rq;
    (void)rs;
    return NULL;
}

ROUTE(GET, "/:y", fuzz_other, 0)
{
    (void)rq;
    (void)rs;
    return NULL;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    ARENA(a);
    const struct http_limits limits = HTTP_LIMITS_DEFAULT;
    struct err *e = routes_collect(a);
    struct ctx c = { .arena = a };
    struct request rq = { .ctx = &c };
    assert(!e);
    http_begin(&rq, &limits, "GET", arena_strndup(a, (const char *)data, n));
    assert(rq.route || rq.refusal.status);
    for (size_t i = 0; i < rq.params.n; i++) {
        const char *v = rq.params.v[i].value;
        assert(*v && text_is_valid(v, strlen(v)) && !strpbrk(v, "/\r\n") && strcmp(v, "..") != 0);
    }
    const char *to = rq.refusal.location;
    assert(!to || (to[0] == '/' && to[1] != '/' && !strpbrk(to, "\r\n")));
    return 0;
}
