/* Tests of the boundary through the loopback: the order of checks, statuses, headers, forms. Its routes are its own. */
#include "test.h"

#include "base/buf.h"
#include "http.msg.h"
#include "http/assets.h"
#include "http/loopback.h"

#include <stdlib.h>
#include <unistd.h>

#define NOON 1722222000000000LL
#define TOKEN "tttttttttttttttttttttttttttttttttttttttttttt"

static int handled, retries;

static struct err *form_page(struct request *rq, struct response *rs, const char *action)
{
    struct html_writer w = html_writer_make(rq->ctx->arena, LANG_JA);
    html_lit(&w, "<form method=\"post\" action=\"");
    html_put_text(&w, action);
    html_lit(&w, "\"><input type=\"hidden\" name=\"csrf\" value=\"");
    html_put_text(&w, rq->csrf_token);
    html_lit(&w, "\"></form>");
    return show(rs, html_done(&w));
}

ROUTE(GET, "/test/form", test_form, 0)
{
    add_header(rs, rq->ctx->arena, "ETag", "\"v1\"");
    return form_page(rq, rs, "/test/form");
}

ROUTE(POST, "/test/form", test_form_send, 0)
{
    handled++;
    struct arena *a = rq->ctx->arena;
    const char *kind = pairs_text(&rq->form, "kind");
    if (strcmp(kind, "invalid") == 0)
        return invalid(a, "title", MSG_HTTP_BAD_TEXT);
    if (strcmp(kind, "refused") == 0)
        return refused(a, MSG_HTTP_BAD_TEXT);
    if (strcmp(kind, "conflict") == 0)
        return conflict(a, MSG_HTTP_BAD_TEXT);
    if (strcmp(kind, "forbidden") == 0)
        return forbidden(a, MSG_HTTP_BAD_TEXT);
    if (strcmp(kind, "none") == 0)
        return not_found(a);
    if (strcmp(kind, "retry") == 0 && --retries > 0)
        return err_retry(a, "again");
    return see_other(rs, url_make(a, "/test/done/%s", pairs_text(&rq->form, "title")));
}

ROUTE_FLAGS(GET, "/test/open", test_open, 0, ROUTE_OPEN)
{
    return form_page(rq, rs, "/test/open");
}

ROUTE_FLAGS(POST, "/test/open", test_open_send, 0, ROUTE_OPEN)
{
    handled++;
    return see_other(rs, url_make(rq->ctx->arena, "/"));
}

static struct err *upload_prepare(struct request *rq, struct response *rs)
{
    (void)rs;
    rq->prepared = arena_printf(rq->ctx->arena, "%zu", rq->upload_count);
    return NULL;
}

ROUTE_PREPARED(POST, "/test/upload", test_upload, upload_prepare, 0, ROUTE_UPLOAD | ROUTE_OPEN)
{
    CHECK_TEXT(rq->prepared, "1");
    const struct upload *u = rq->uploads;
    return send_json(rs, (struct bytes){ (const uint8_t *)u->file_name, strlen(u->file_name) });
}

ROUTE_FLAGS(POST, "/api/test", test_api, 0, ROUTE_API)
{
    return send_json(rs, rq->body);
}

static struct err *load_viewer(struct request *rq)
{
    if (cookie_get(rq->ctx->arena, rq->cookie_header, "session"))
        rq->csrf_token = TOKEN;
    rq->who = "7k3m9q2xd";
    return NULL;
}

static struct err *gate(struct request *rq, struct response *rs)
{
    if (!rq->csrf_token && !(rq->route->flags & (ROUTE_OPEN | ROUTE_API)))
        return see_other(rs, url_make(rq->ctx->arena, "/sign-in"));
    return NULL;
}

static const struct http_hooks hooks = { .load_viewer = load_viewer, .gate = gate };

static struct loopback *start(struct arena *a)
{
    handled = 0;
    return loopback_make(a, &(struct loopback_config){ .hooks = &hooks, .now = NOON });
}

static const struct reply *get_as(struct loopback *lb, const char *path, const char *cookie)
{
    return loopback_send(lb, "GET", path, (const char *const[]){ "Cookie", cookie, NULL },
                         (struct bytes){ 0 });
}

static const struct reply *post_as(struct loopback *lb, const char *form, const char *header,
                                   const char *value)
{
    const char *const headers[] = {
        "Cookie", "session=1", "Content-Type", "application/x-www-form-urlencoded", header, value, NULL
    };
    return loopback_send(lb, "POST", "/test/form", headers,
                         (struct bytes){ (const uint8_t *)form, strlen(form) });
}

TEST(kinds_of_errors_become_statuses)
{
    struct loopback *lb = start(a);
    static const struct {
        const char *kind;
        int status;
    } cases[] = { { "invalid", 422 },   { "refused", 409 }, { "conflict", 409 },
                  { "forbidden", 403 }, { "none", 404 },    { "", 303 } };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *form = arena_printf(a, "kind=%s&csrf=" TOKEN, cases[i].kind);
        CHECK_I64(post_as(lb, form, "Origin", "http://kyoten.test")->status, cases[i].status);
    }
    CHECK_TEXT(post_as(lb, "title=a%2Fb&csrf=" TOKEN, "Origin", "http://kyoten.test")->location,
               "/test/done/a%2Fb");
}

TEST(a_form_from_elsewhere_does_not_reach_the_handler)
{
    struct loopback *lb = start(a);
    const char *form = "csrf=" TOKEN;
    CHECK_I64(post_as(lb, form, "Origin", "http://evil.test")->status, 403);
    CHECK_I64(post_as(lb, form, "Origin", "null")->status, 403);
    CHECK_I64(post_as(lb, form, "Origin", "http://kyoten.test.evil.test")->status, 403);
    CHECK_I64(post_as(lb, form, "Sec-Fetch-Site", "cross-site")->status, 403);
    CHECK_I64(post_as(lb, form, "Sec-Fetch-Site", "same-site")->status, 403);
    CHECK_I64(post_as(lb, form, NULL, NULL)->status, 403);
    CHECK_I64(post_as(lb, "csrf=x", "Origin", "http://kyoten.test")->status, 403);
    CHECK_I64(post_as(lb, "", "Origin", "http://kyoten.test")->status, 403);
    CHECK_I64(handled, 0);
    CHECK_I64(post_as(lb, form, "Sec-Fetch-Site", "same-origin")->status, 303);
    CHECK_I64(post_as(lb, form, "Sec-Fetch-Site", "none")->status, 303);
    CHECK_I64(post_as(lb, form, "Origin", "http://kyoten.test")->status, 303);
    CHECK_I64(handled, 3);
}

TEST(an_open_form_carries_the_token_of_its_cookie)
{
    struct loopback *lb = start(a);
    CHECK_I64(loopback_post(lb, "/test/open", "csrf", "guess")->status, 403);
    CHECK_I64(loopback_get(lb, "/test/open")->status, 200);
    CHECK(loopback_cookie(lb, "form") != NULL);
    CHECK_TEXT(loopback_input(lb, "csrf"), loopback_cookie(lb, "form"));
    CHECK_I64(loopback_post(lb, "/test/open", "a", "b")->status, 303);
    CHECK_I64(loopback_post(lb, "/test/open", "csrf", "guess")->status, 403);
    loopback_forget_cookies(lb);
    CHECK_I64(loopback_post(lb, "/test/open", "a", "b")->status, 403);
    CHECK_I64(handled, 1);
}

TEST(the_gate_sends_to_the_sign_in_before_the_token_is_asked_for)
{
    struct loopback *lb = start(a);
    CHECK_TEXT(loopback_get(lb, "/test/form")->location, "/sign-in");
    CHECK_TEXT(loopback_post(lb, "/test/form", "a", "b")->location, "/sign-in");
    CHECK_I64(handled, 0);
}

TEST(every_answer_carries_the_headers_that_protect_it)
{
    struct loopback *lb = start(a);
    static const char *const paths[] = { "/test/form", "/test/none", "/test/form/", "/%ff" };
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
        const struct response *rs = get_as(lb, paths[i], "session=1")->response;
        CHECK_HAS(header_of(rs, "Content-Security-Policy"), "default-src 'none'; script-src 'self'");
        CHECK_TEXT(header_of(rs, "X-Content-Type-Options"), "nosniff");
        CHECK_TEXT(header_of(rs, "Referrer-Policy"), "same-origin");
        CHECK_TEXT(header_of(rs, "Cache-Control"), "private, no-cache");
        CHECK_TEXT(header_of(rs, "Cross-Origin-Opener-Policy"), "same-origin");
        CHECK(header_of(rs, "Permissions-Policy") != NULL);
    }
}

TEST(what_is_not_there_is_told_by_status)
{
    struct loopback *lb = start(a);
    const struct bytes none = { 0 };
    CHECK_I64(loopback_get(lb, "/test/none")->status, 404);
    CHECK_I64(loopback_send(lb, "PUT", "/test/form", NULL, none)->status, 405);
    CHECK_TEXT(header_of(loopback_send(lb, "PUT", "/test/form", NULL, none)->response, "Allow"),
               "GET, HEAD, POST");
    CHECK_I64(loopback_get(lb, "/test/upload")->status, 405);
    CHECK_I64(loopback_send(lb, "PUT", "/test/none", NULL, none)->status, 404);
    CHECK_I64(loopback_get(lb, "/test/form/?q=1")->status, 308);
    CHECK_TEXT(loopback_get(lb, "/test/form/?q=1")->location, "/test/form?q=1");
    CHECK_I64(loopback_get(lb, "//test/form/")->status, 404);
    CHECK_I64(loopback_get(lb, "http://kyoten.test/test/form")->status, 400);
    CHECK_I64(loopback_get(lb, "/test/form?a=%ff")->status, 400);
    CHECK_I64(get_as(lb, "/test/form?a=%E6%8B%A0", "session=1")->status, 200);
}

TEST(a_page_that_the_browser_has_is_not_sent_again)
{
    struct loopback *lb = start(a);
    const char *const same[] = { "Cookie", "session=1", "If-None-Match", "\"v0\", W/\"v1\"", NULL };
    const char *const other[] = { "Cookie", "session=1", "If-None-Match", "\"v0\"", NULL };
    const struct reply *got = loopback_send(lb, "GET", "/test/form", same, (struct bytes){ 0 });
    CHECK_I64(got->status, 304);
    CHECK_I64(got->body_n, 0);
    CHECK_I64(loopback_send(lb, "GET", "/test/form", other, (struct bytes){ 0 })->status, 200);
}

TEST(a_request_that_the_store_wants_again_runs_again)
{
    struct loopback *lb = start(a);
    retries = 4;
    CHECK_I64(post_as(lb, "kind=retry&csrf=" TOKEN, "Sec-Fetch-Site", "none")->status, 303);
    CHECK_I64(handled, 4);
}

static const struct reply *send_type(struct loopback *lb, const char *path, const char *type,
                                     struct bytes body)
{
    const char *const h[] = { "Cookie",       "session=1", "Origin", "http://kyoten.test",
                              "Content-Type", type,        NULL };
    return loopback_send(lb, "POST", path, h, body);
}

TEST(only_the_content_types_of_a_route_are_taken)
{
    struct loopback *lb = start(a);
    const struct bytes form = { (const uint8_t *)"csrf=" TOKEN, strlen("csrf=" TOKEN) };
    CHECK_I64(send_type(lb, "/test/form", "application/x-www-form-urlencoded; charset=UTF-8", form)->status,
              303);
    CHECK_I64(send_type(lb, "/test/form", "application/x-www-form-urlencoded; charset=sjis", form)->status,
              415);
    CHECK_I64(send_type(lb, "/test/form", "text/plain", form)->status, 415);
    CHECK_I64(send_type(lb, "/test/form", "multipart/form-data", form)->status, 415);
    CHECK_I64(send_type(lb, "/test/form", "multipart/form-data; boundary=x", form)->status, 400);
    CHECK_I64(send_type(lb, "/api/test", "application/x-www-form-urlencoded", form)->status, 415);
    const struct reply *got =
        send_type(lb, "/api/test", "application/json", (struct bytes){ (const uint8_t *)"{}", 2 });
    CHECK_TEXT(got->body, "{}");
    CHECK_I64(loopback_send(lb, "POST", "/test/form", NULL, form)->status, 415);
    struct bytes large = { arena_alloc(a, (1 << 20) + 1), (1 << 20) + 1 };
    CHECK_I64(send_type(lb, "/test/form", "application/x-www-form-urlencoded", large)->status, 413);
}

TEST(a_file_reaches_the_handler_by_its_name_and_leaves_no_trace)
{
    (void)a;
    char dir[] = "/tmp/kyoten-spool-XXXXXX";
    CHECK(mkdtemp(dir) != NULL);
    ARENA(b);
    struct loopback *lb =
        loopback_make(b, &(struct loopback_config){ .hooks = &hooks, .now = NOON, .spool_dir = dir });
    const struct bytes content = { (const uint8_t *)"%PDF-1.7", 8 };
    CHECK_I64(loopback_upload(lb, "/test/upload", "f", "計画.pdf", content)->status, 403);
    (void)loopback_get(lb, "/test/open");
    const struct reply *got = loopback_upload(lb, "/test/upload", "f", "計画.pdf", content, "title", "拠点");
    CHECK_I64(got->status, 200);
    CHECK_TEXT(got->body, "計画.pdf");
    CHECK_I64(loopback_upload(lb, "/test/open", "f", "計画.pdf", content)->status, 400);
    (void)arena_free(b);
    b = arena_make(0);
    CHECK(rmdir(dir) == 0);
}

TEST(the_access_line_names_the_route_and_no_more)
{
    struct loopback *lb = start(a);
    const struct reply *got = get_as(lb, "/test/form?name=secret", "session=secret");
    CHECK_HAS(got->log,
              "at=2024-07-29T03:00:00.000000Z lvl=info req=loopback who=7k3m9q2xd method=GET route=test_form "
              "status=200");
    CHECK_HAS_NOT(got->log, "secret");
}

TEST(a_download_says_its_name_in_ascii_and_exactly)
{
    struct response rs = response_make();
    CHECK_OK(send_download(&rs, a, "計画 (1).pdf", "application/pdf", (struct bytes){ 0 }));
    CHECK_TEXT(header_of(&rs, "Content-Disposition"),
               "attachment; filename=\"__ (1).pdf\"; filename*=UTF-8''%E8%A8%88%E7%94%BB%20%281%29.pdf");
}

TEST(an_asset_is_kept_by_browsers_for_ever_at_the_address_of_its_content)
{
    if (asset_count == 0)
        SKIP("no asset is compiled in");
    struct loopback *lb = start(a);
    const struct reply *got = loopback_get(lb, asset_url(a, assets[0].name).s);
    CHECK_I64(got->status, 200);
    CHECK_I64(got->body_n, assets[0].n);
    CHECK_HAS(header_of(got->response, "Cache-Control"), "immutable");
    CHECK_I64(loopback_get(lb, "/assets/0/none.css")->status, 404);
}
