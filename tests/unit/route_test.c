/* Tests of routes: which pattern serves a path, and which paths nothing serves. */
#include "test.h"

#include "http/border.h"

static struct err *nothing(struct request *rq, struct response *rs)
{
    (void)rq;
    return see_other(rs, (struct url){ "/" });
}

ROUTE(GET, "/test/route/:id", test_route_show, 0)
{
    return nothing(rq, rs);
}
ROUTE(POST, "/test/route/:id", test_route_save, 0)
{
    return nothing(rq, rs);
}
ROUTE(GET, "/test/route/new", test_route_new, 0)
{
    return nothing(rq, rs);
}
ROUTE(GET, "/test/route/:id/part/:part", test_route_part, 0)
{
    return nothing(rq, rs);
}

static const char *found(struct arena *a, enum method m, const char *path)
{
    struct pairs params = { 0 };
    const struct route *r = route_find(a, m, path, &params);
    return r ? r->name : "nothing";
}

TEST(a_path_is_served_by_the_most_special_pattern)
{
    CHECK_OK(routes_collect(a));
    CHECK_TEXT(found(a, GET, "/test/route/new"), "test_route_new");
    CHECK_TEXT(found(a, GET, "/test/route/new2"), "test_route_show");
    CHECK_TEXT(found(a, POST, "/test/route/new"), "test_route_save");
    CHECK_TEXT(found(a, GET, "/test/route/new/part/2"), "test_route_part");
    CHECK_TEXT(found(a, GET, "/test/route"), "nothing");
    CHECK_TEXT(found(a, GET, "/test/route/a/part"), "nothing");
    CHECK_TEXT(route_allow(a, "/test/route/x"), "GET, HEAD, POST");
    CHECK_TEXT(route_allow(a, "/test/route/x/part/y"), "GET, HEAD");
    CHECK(route_allow(a, "/test/none") == NULL);
    CHECK(routes_count() >= 4);
}

TEST(segments_of_a_path_are_decoded_once)
{
    CHECK_OK(routes_collect(a));
    struct pairs p = { 0 };
    CHECK(route_find(a, GET, "/test/route/%E6%8B%A0%E7%82%B9/part/a%2541", &p) != NULL);
    CHECK_I64(p.n, 2);
    CHECK_TEXT(pairs_get(&p, "id"), "拠点");
    CHECK_TEXT(pairs_get(&p, "part"), "a%41");
    CHECK(route_find(a, GET, "/test/route/a+b/part/c", &p) != NULL);
    CHECK_TEXT(pairs_get(&p, "id"), "a+b");
}

TEST(paths_that_could_mean_two_things_are_no_paths)
{
    CHECK_OK(routes_collect(a));
    static const char *const bad[] = {
        "/test/route/a%2Fb",  "/test/route/a%00b",    "/test/route/%ff",
        "/test/route/%",      "/test/route/%4",       "/test/route/%zz",
        "/test/route/",       "/test//route/x",       "//test/route/x",
        "/test/route/.",      "/test/route/..",       "/test/route/%2e%2e",
        "/test/route/%2E",    "/test/route/a%0d%0ab", "/test/route/%ed%a0%80",
        "/test/route/%c0%af", "test/route/x",         "",
        "/test/route/x/",     "/test/route/%7f",      "/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a"
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        CHECK_TEXT(arena_printf(a, "%s: %s", bad[i], found(a, GET, bad[i])),
                   arena_printf(a, "%s: nothing", bad[i]));
}

static struct err *check_two(struct arena *a, enum method m1, const char *p1, enum method m2, const char *p2)
{
    const struct route r1 = { m1, p1, nothing, NULL, NULL, 0, 0, "one", "here:1" };
    const struct route r2 = { m2, p2, nothing, NULL, NULL, 0, 0, "two", "here:2" };
    return routes_check(a, (const struct route *const[]){ &r1, &r2 }, 2);
}

TEST(two_patterns_for_one_path_are_refused_unless_one_is_more_special)
{
    CHECK_ERR(check_two(a, GET, "/a/:x", GET, "/a/:y"), ERR_FAULT);
    CHECK_ERR(check_two(a, GET, "/a/b", GET, "/a/b"), ERR_FAULT);
    CHECK_ERR(check_two(a, GET, "/a/:x/c", GET, "/:y/b/c"), ERR_FAULT);
    CHECK_ERR(check_two(a, GET, "a", GET, "/b"), ERR_FAULT);
    CHECK_OK(check_two(a, GET, "/a/:x", POST, "/a/:y"));
    CHECK_OK(check_two(a, GET, "/a/:x", GET, "/a/new"));
    CHECK_OK(check_two(a, GET, "/a/:x/c", GET, "/:y/b/d"));
    CHECK_OK(check_two(a, GET, "/a/:x/c", GET, "/a/:x"));
    CHECK_OK(check_two(a, GET, "/:x/:y", GET, "/a/:y"));
}
