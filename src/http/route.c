/* route.c: from method and path to the route that serves it.
**
** Routes are few (some hundred), so the table is a sorted array, by number of segments, a literal before a
** parameter: the first that matches is the most special one, because routes_collect() refuses patterns that overlap
** without one being more special than the other at every place. */
#include "http/border.h"
#include "http/text.h"

#include "base/id.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#define SEGMENTS_MAX 12

struct segment {
    const char *s;
    size_t n;
};
struct path {
    int n;
    struct segment seg[SEGMENTS_MAX];
};
struct entry {
    const struct route *route;
    struct path path;
};

/* Weak: a program without any route has no such section. */
extern const struct route *const __start_kyoten_routes[] __attribute__((weak));
extern const struct route *const __stop_kyoten_routes[] __attribute__((weak));

static struct {
    size_t n;
    struct entry *v;
} table;

static bool is_param(struct segment s)
{
    return s.s[0] == ':';
}

/* "/a/b" → a, b; "/" → nothing. False: not a path of ours (empty segments, too many). */
static bool path_split(const char *s, struct path *ret)
{
    *ret = (struct path){ 0 };
    if (*s != '/')
        return false;
    if (!s[1])
        return true;
    while (*s == '/') {
        size_t n = strcspn(++s, "/");
        if (n == 0 || ret->n == SEGMENTS_MAX)
            return false;
        ret->seg[ret->n++] = (struct segment){ s, n };
        s += n;
    }
    return true;
}

static int segment_order(struct segment x, struct segment y)
{
    if (is_param(x) != is_param(y))
        return is_param(x) ? 1 : -1;
    if (is_param(x))
        return 0;
    int d = memcmp(x.s, y.s, x.n < y.n ? x.n : y.n);
    return d ? d : (x.n > y.n) - (x.n < y.n);
}

static int entry_order(const void *a, const void *b)
{
    const struct entry *x = a;
    const struct entry *y = b;
    if (x->path.n != y->path.n)
        return x->path.n < y->path.n ? -1 : 1;
    for (int i = 0; i < x->path.n; i++) {
        int d = segment_order(x->path.seg[i], y->path.seg[i]);
        if (d)
            return d;
    }
    return (x->route->method > y->route->method) - (x->route->method < y->route->method);
}

/* Some path could match both, and neither is the more special one. */
static bool entries_clash(const struct entry *x, const struct entry *y)
{
    if (x->path.n != y->path.n || x->route->method != y->route->method)
        return false;
    bool x_special = false;
    bool y_special = false;
    for (int i = 0; i < x->path.n; i++) {
        bool px = is_param(x->path.seg[i]);
        bool py = is_param(y->path.seg[i]);
        if (!px && !py && segment_order(x->path.seg[i], y->path.seg[i]) != 0)
            return false;
        x_special |= !px && py;
        y_special |= px && !py;
    }
    return x_special == y_special;
}

struct err *routes_check(struct arena *a, const struct route *const *from, size_t n)
{
    struct entry *v = arena_array(a, struct entry, n);
    for (size_t i = 0; i < n; i++) {
        v[i].route = from[i];
        if (!path_split(from[i]->pattern, &v[i].path))
            return fault(a, "%s: the pattern %s is no path", from[i]->at, from[i]->pattern);
    }
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < i; k++)
            if (entries_clash(&v[i], &v[k]))
                return fault(a, "%s: the route %s could match the same path as %s (%s)", v[i].route->at,
                             v[i].route->pattern, v[k].route->pattern, v[k].route->at);
    return NULL;
}

struct err *routes_collect(struct arena *a)
{
    static struct arena *own; /* the table outlives whoever asked for it first: a test, a server */
    if (own)
        return NULL;
    size_t n = (size_t)(__stop_kyoten_routes - __start_kyoten_routes);
    TRY(routes_check(a, __start_kyoten_routes, n));
    own = arena_make(0);
    struct entry *v = arena_array(own, struct entry, n);
    for (size_t i = 0; i < n; i++) {
        v[i].route = __start_kyoten_routes[i];
        (void)path_split(v[i].route->pattern, &v[i].path);
    }
    if (n)
        qsort(v, n, sizeof *v, entry_order);
    table.v = v;
    table.n = n;
    return NULL;
}

size_t routes_count(void)
{
    return table.n;
}

const struct route *routes_at(size_t i)
{
    assert(i < table.n);
    return table.v[i].route;
}

/* Every segment decoded once; false: a segment that no page of ours can have. */
static bool path_decode(struct arena *a, const char *raw, struct path *ret)
{
    if (!path_split(raw, ret))
        return false;
    for (int i = 0; i < ret->n; i++) {
        struct segment *s = &ret->seg[i];
        if (!percent_decode(a, s->s, s->n, false, &s->s, &s->n) || !text_is_valid(s->s, s->n))
            return false;
        if (memchr(s->s, '/', s->n) || text_has_control(s->s) || strcmp(s->s, ".") == 0 ||
            strcmp(s->s, "..") == 0)
            return false;
    }
    return true;
}

static bool entry_matches(const struct entry *e, const struct path *p)
{
    if (e->path.n != p->n)
        return false;
    for (int i = 0; i < p->n; i++) {
        struct segment s = e->path.seg[i];
        if (!is_param(s) && (s.n != p->seg[i].n || memcmp(s.s, p->seg[i].s, s.n) != 0))
            return false;
    }
    return true;
}

static void params_fill(struct arena *a, const struct entry *e, const struct path *p, struct pairs *ret)
{
    *ret = (struct pairs){ .v = arena_array(a, struct pair, (size_t)p->n) };
    for (int i = 0; i < p->n; i++) {
        struct segment s = e->path.seg[i];
        if (is_param(s))
            ret->v[ret->n++] = (struct pair){ arena_strndup(a, s.s + 1, s.n - 1), p->seg[i].s };
    }
}

const struct route *route_find(struct arena *a, enum method m, const char *path, struct pairs *ret_params)
{
    struct path p;
    if (!path_decode(a, path, &p))
        return NULL;
    for (size_t i = 0; i < table.n; i++) {
        const struct entry *e = &table.v[i];
        if (e->route->method != m || !entry_matches(e, &p))
            continue;
        params_fill(a, e, &p, ret_params);
        return e->route;
    }
    return NULL;
}

const char *route_allow(struct arena *a, const char *path)
{
    struct pairs unused;
    bool get = route_find(a, GET, path, &unused) != NULL;
    bool post = route_find(a, POST, path, &unused) != NULL;
    return get && post ? "GET, HEAD, POST" : get ? "GET, HEAD" : post ? "POST" : NULL;
}

const char *param(const struct request *rq, const char *name)
{
    const char *value = pairs_get(&rq->params, name);
    assert(value && "the route's pattern has no such parameter");
    return value;
}

int64_t param_id(const struct request *rq, const char *name)
{
    int64_t id = 0;
    return id_parse(param(rq, name), &id) ? id : 0;
}
