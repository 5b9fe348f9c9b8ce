/* Tests of the border on a real socket: what is refused, what is limited, who waits for whom. */
#include "wire.h"

#include "../store/store.h"
#include "base/buf.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <unistd.h>

static _Atomic int reached;

static struct err *say(struct response *rs, const char *text)
{
    rs->content_type = "text/plain";
    rs->status = 200;
    rs->body = (struct bytes){ (const uint8_t *)text, strlen(text) };
    return NULL;
}

ROUTE_FLAGS(GET, "/test/hello", test_hello, 0, ROUTE_OPEN)
{
    atomic_fetch_add(&reached, 1);
    struct ctx *c = rq->ctx;
    return say(rs, arena_printf(c->arena, "now=%lld peer=%s secure=%d q=%s", (long long)c->now, rq->peer,
                                rq->secure, pairs_text(&rq->query, "q")));
}

ROUTE_FLAGS(POST, "/test/hello", test_hello_post, 0, ROUTE_OPEN)
{
    atomic_fetch_add(&reached, 1);
    return say(rs, arena_printf(rq->ctx->arena, "title=%s", pairs_text(&rq->form, "title")));
}

ROUTE_FLAGS(POST, "/test/file", test_file, 0, ROUTE_OPEN | ROUTE_UPLOAD)
{
    return say(rs, arena_printf(rq->ctx->arena, "size=%lld",
                                (long long)(rq->upload_count ? rq->uploads->size : -1)));
}

ROUTE_FLAGS(POST, "/test/small", test_small, 0, ROUTE_OPEN | ROUTE_SMALL)
{
    atomic_fetch_add(&reached, 1);
    return say(rs, arena_printf(rq->ctx->arena, "title=%zu", strlen(pairs_text(&rq->form, "title"))));
}

#define SMUGGLED "GET /test/hello HTTP/1.1\r\nHost: t\r\nConnection: close\r\n\r\n"

struct malformed {
    const char *what, *bytes;
    size_t n;
};
#define MALFORMED(what_, bytes_)                                                                             \
    {                                                                                                        \
        what_, bytes_, sizeof bytes_ - 1                                                                     \
    }

static const struct malformed malformed[] = {
    MALFORMED("two lengths", POST_HEAD "Content-Length: 56\r\nContent-Length: 56\r\n\r\n" FORM),
    MALFORMED("two different lengths", POST_HEAD "Content-Length: 0\r\nContent-Length: 56\r\n\r\n" SMUGGLED),
    MALFORMED("two hosts", "GET /test/hello HTTP/1.1\r\nHost: t\r\nHost: u\r\n\r\n"),
    MALFORMED("no host", "GET /test/hello HTTP/1.1\r\nAccept: x\r\n\r\n"),
    MALFORMED("length and coding",
              POST_HEAD "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" SMUGGLED),
    MALFORMED("a list of codings", POST_HEAD "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n"),
    MALFORMED("another coding", POST_HEAD "Transfer-Encoding: xchunked\r\n\r\n" SMUGGLED),
    MALFORMED("a coding with a tab before it", POST_HEAD "Transfer-Encoding:\x0b"
                                                         "chunked\r\n\r\n0\r\n\r\n"),
    MALFORMED("+5", POST_HEAD "Content-Length: +56\r\n\r\n" FORM),
    MALFORMED("5, 5", POST_HEAD "Content-Length: 56, 56\r\n\r\n" FORM),
    MALFORMED("a length in hex", POST_HEAD "Content-Length: 0x38\r\n\r\n" FORM),
    MALFORMED("a negative length", POST_HEAD "Content-Length: -1\r\n\r\n" FORM),
    MALFORMED("a space before the colon", POST_HEAD "Content-Length : 56\r\n\r\n" SMUGGLED),
    MALFORMED("a folded line", "GET /test/hello HTTP/1.1\r\nHost: t\r\nX: a\r\n b\r\n\r\n"),
    MALFORMED("a folded line of a length", POST_HEAD "X: a\r\n Content-Length: 56\r\n\r\n" SMUGGLED),
    MALFORMED("NUL in a name", "GET /test/hello HTTP/1.1\r\nHost: t\r\nX\0Y: a\r\n\r\n"),
    MALFORMED("NUL in a value", "GET /test/hello HTTP/1.1\r\nX: a\0b\r\nHost: t\r\n\r\n"),
    MALFORMED("NUL behind a length", POST_HEAD "Content-Length: 5\0"
                                               "6\r\nX: y\r\n\r\n" FORM),
    MALFORMED("a bare LF", "GET /test/hello HTTP/1.1\r\nHost: t\nX: y\r\n\r\n"),
    MALFORMED("bare LF everywhere", "GET /test/hello HTTP/1.1\nHost: t\nX: y\n\n"),
    MALFORMED("a name that is no token", "GET /test/hello HTTP/1.1\r\nHost: t\r\nX(Y): a\r\n\r\n"),
    MALFORMED("a line without a colon", "GET /test/hello HTTP/1.1\r\nHost: t\r\nnonsense\r\n\r\n"),
    MALFORMED("a space in the target", "GET /test/hello x HTTP/1.1\r\nHost: t\r\n\r\n"),
    MALFORMED("bytes in the target that are no ASCII",
              "GET /test/hello?\xff HTTP/1.1\r\nHost: t\r\nConnection: close\r\n\r\n"),
    MALFORMED("a target that is no path",
              "GET http://t/test/hello HTTP/1.1\r\nHost: t\r\nConnection: close\r\n\r\n"),
    MALFORMED("another version", "GET /test/hello HTTP/1.2\r\nHost: t\r\n\r\n"),
    MALFORMED("a host with a path", "GET /test/hello HTTP/1.1\r\nHost: t/x\r\n\r\n"),
};

TEST(an_ambiguous_request_is_answered_with_400_and_the_connection_ends)
{
    struct wire *w = wire_start(a, &(struct http_server_config){ 0 });
    for (size_t i = 0; i < sizeof malformed / sizeof *malformed; i++) {
        const struct malformed *m = &malformed[i];
        int before = atomic_load(&reached);
        int fd = wire_open(w);
        wire_send(fd, m->bytes, m->n);
        const char *got = wire_read_all(a, fd);
        (void)close(fd);
        CHECK_TEXT(arena_printf(a, "%s: %d, then %d, %d run%s", m->what, wire_status(got),
                                wire_last_status(got), atomic_load(&reached) - before,
                                strstr(got, "(open)") ? ", open" : ""),
                   arena_printf(a, "%s: 400, then 400, 0 run", m->what));
    }
    wire_stop(w);
}

TEST(well_formed_requests_are_served_on_one_connection)
{
    struct wire *w = wire_start(a, &(struct http_server_config){ 0 });
    int fd = wire_open(w);
    static const char get[] = "GET /test/hello?q=%E6%8B%A0+1%2B HTTP/1.1\r\nHost: t\r\n\r\n";
    static const char post[] = POST_HEAD "Content-Length: 56\r\n\r\n" FORM;
    static const char chunked[] =
        POST_HEAD "Transfer-Encoding: chunked\r\n\r\n7\r\ntitle=a\r\n31\r\n&csrf=" TOKEN_43 "\r\n0\r\n\r\n";
    CHECK_I64(strlen(FORM), 56);
    wire_send(fd, get, sizeof get - 1);
    CHECK_HAS(wire_read_one(a, fd), "q=拠 1+");
    wire_send(fd, post, sizeof post - 1);
    CHECK_HAS(wire_read_one(a, fd), "title=a");
    wire_send(fd, chunked, sizeof chunked - 1);
    CHECK_HAS(wire_read_one(a, fd), "title=a");
    wire_send(fd, get, sizeof get - 1); /* two at once */
    wire_send(fd, get, sizeof get - 1);
    CHECK_I64(wire_status(wire_read_one(a, fd)), 200);
    CHECK_I64(wire_status(wire_read_one(a, fd)), 200);
    (void)close(fd);
    wire_stop(w);
}

TEST(a_head_may_come_in_any_pieces_and_with_blanks)
{
    struct wire *w = wire_start(a, &(struct http_server_config){ 0 });
    char *cookie = arena_alloc(a, 12001);
    memset(cookie, 'c', 12000);
    const char *head =
        arena_printf(a,
                     "GET /test/hello HTTP/1.1\r\nHost: t\r\nX-Empty:\r\nX-Blank: a \t \r\nX:b\r\n"
                     "Cookie: a=%s\r\nAccept: x\r\n\r\n",
                     cookie);
    static const size_t pieces[] = { 1, 7, 1000, 20000 };
    int fd = wire_open(w);
    for (size_t k = 0; k < sizeof pieces / sizeof *pieces; k++) {
        for (size_t at = 0; at < strlen(head); at += pieces[k])
            wire_send(fd, head + at, strlen(head) - at < pieces[k] ? strlen(head) - at : pieces[k]);
        CHECK_I64(wire_status(wire_read_one(a, fd)), 200);
    }
    (void)close(fd);
    wire_stop(w);
}

TEST(an_old_or_careful_client_is_served)
{
    struct wire *w = wire_start(a, &(struct http_server_config){ 0 });
    CHECK_I64(wire_status(wire_ask(w, "GET /test/hello HTTP/1.0\r\n\r\n")), 200);
    const char *got = wire_ask(w, "HEAD /test/hello HTTP/1.1\r\nHost: t\r\nConnection: close\r\n\r\n");
    CHECK_I64(wire_status(got), 200);
    CHECK_HAS_NOT(got, "now=");
    CHECK_HAS(got, "Content-Security-Policy: default-src 'none'");
    got =
        wire_ask(w, POST_HEAD "Expect: 100-continue\r\nConnection: close\r\nContent-Length: 56\r\n\r\n" FORM);
    CHECK_HAS(got, "title=a");
    CHECK_I64(wire_status(wire_ask(w, "BREW /test/hello HTTP/1.1\r\nHost: t\r\nConnection: close\r\n\r\n")),
              405);
    CHECK_I64(wire_status(wire_ask(w, "GET /test/%00hello HTTP/1.1\r\nHost: t\r\nConnection: close\r\n\r\n")),
              404);
    wire_stop(w);
}

TEST(too_large_a_head_or_body_is_refused_by_its_status)
{
    struct wire *w = wire_start(a, &(struct http_server_config){ 0 });
    char *big = arena_alloc(a, 20001);
    memset(big, 'a', 20000);
    CHECK_I64(wire_status(
                  wire_ask(w, arena_printf(a, "GET /test/hello HTTP/1.1\r\nHost: t\r\nX: %s\r\n\r\n", big))),
              431);
    CHECK_I64(wire_status(wire_ask(w, arena_printf(a, "GET /test/%s HTTP/1.1\r\nHost: t\r\n\r\n", big))),
              431);
    const char *got = wire_ask(w, POST_HEAD "Expect: 100-continue\r\nContent-Length: 2000000\r\n\r\n");
    CHECK_I64(wire_status(got), 413);
    CHECK_HAS_NOT(got, "(open)");
    CHECK_HAS_NOT(got, "100 Continue");
    struct buf b = buf_make(a, 3 << 20);
    buf_lit(&b, POST_HEAD "Connection: close\r\nTransfer-Encoding: chunked\r\n\r\n");
    for (int i = 0; i < 100; i++)
        buf_printf(&b, "4e20\r\n%s\r\n", big);
    buf_lit(&b, "0\r\n\r\n");
    CHECK_I64(wire_status(wire_ask(w, b.s)), 413);
    wire_stop(w);
}

#define SMALL_HEAD                                                                                           \
    "POST /test/small HTTP/1.1\r\nHost: t\r\nSec-Fetch-Site: same-origin\r\nCookie: form=" TOKEN_43 "\r\n"   \
    "Content-Type: application/x-www-form-urlencoded\r\nConnection: close\r\n"

/* A form of n bytes. */
static const char *form_of(struct arena *a, size_t n)
{
    static const char head[] = "csrf=" TOKEN_43 "&title=";
    char *text = arena_alloc(a, n + 1);
    memset(text, 'a', n);
    memcpy(text, head, sizeof head - 1);
    text[n] = 0;
    return text;
}

TEST(a_request_that_must_be_small_is_refused_above_64_kib_unread_and_taken_at_64_kib)
{
    struct wire *w = wire_start(a, &(struct http_server_config){ 0 });
    const size_t most = ROUTE_SMALL_BYTES;
    atomic_store(&reached, 0);
    const char *exact = arena_printf(a, SMALL_HEAD "Content-Length: %zu\r\n\r\n%s", most, form_of(a, most));
    const char *got = wire_ask(w, exact);
    CHECK_I64(wire_status(got), 200);
    CHECK_HAS(got, "title=65481"); /* all of it: 65,536 less "csrf=…&title=" */
    CHECK_I64(atomic_load(&reached), 1);
    /* One byte more is refused by what the head says: whoever asks first sends nothing, and what comes is not kept. */
    got = wire_ask(w, arena_printf(a, SMALL_HEAD "Expect: 100-continue\r\nContent-Length: %zu\r\n\r\n", most + 1));
    CHECK_I64(wire_status(got), 413);
    CHECK_HAS_NOT(got, "100 Continue");
    CHECK_HAS_NOT(got, "(open)");
    got = wire_ask(w, arena_printf(a, SMALL_HEAD "Content-Length: %zu\r\n\r\n%s", most + 1, form_of(a, most + 1)));
    CHECK_I64(wire_status(got), 413);
    /* In chunks nobody says how much will come: it is refused when it is too much. */
    struct buf b = buf_make(a, 1 << 17);
    buf_printf(&b, SMALL_HEAD "Transfer-Encoding: chunked\r\n\r\n%zx\r\n%s\r\n0\r\n\r\n", most + 1,
               form_of(a, most + 1));
    CHECK_I64(wire_status(wire_ask(w, b.s)), 413);
    CHECK_I64(atomic_load(&reached), 1);
    /* The same length is nothing to another route. */
    got = wire_ask(w, arena_printf(a, POST_HEAD "Connection: close\r\nContent-Length: %zu\r\n\r\n%s", most + 1,
                                   form_of(a, most + 1)));
    CHECK_I64(wire_status(got), 200);
    wire_stop(w);
}

TEST(a_file_streams_in_and_its_size_is_known)
{
    char *dir = arena_strdup(a, "/tmp/kyoten-wire-XXXXXX");
    CHECK(mkdtemp(dir) != NULL);
    struct wire *w = wire_start(a, &(struct http_server_config){ .spool_dir = dir });
    static const char head[] =
        "--b\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\n" TOKEN_43 "\r\n--b\r\n"
        "Content-Disposition: form-data; name=\"f\"; filename=\"a\"\r\n\r\n";
    static const char tail[] = "\r\n--b--\r\n";
    const size_t n = 5 << 20;
    char *content = arena_alloc(a, n);
    const char *start =
        arena_printf(a,
                     "POST /test/file HTTP/1.1\r\nHost: t\r\nOrigin: http://t\r\nCookie: form=" TOKEN_43
                     "\r\nConnection: close\r\nContent-Type: multipart/form-data; boundary=b\r\n"
                     "Content-Length: %zu\r\n\r\n%s",
                     sizeof head - 1 + n + sizeof tail - 1, head);
    int fd = wire_open(w);
    wire_send(fd, start, strlen(start));
    wire_send(fd, content, n);
    wire_send(fd, tail, sizeof tail - 1);
    CHECK_HAS(wire_read_all(a, fd), "size=5242880");
    (void)close(fd);
    fd = wire_open(w); /* one that goes away in the middle */
    wire_send(fd, start, strlen(start));
    wire_send(fd, content, 100000);
    (void)close(fd);
    wire_stop(w);
    CHECK(rmdir(dir) == 0); /* nothing is left */
}

static _Atomic int asked;

static struct err *gate_shut(struct request *rq, struct response *rs)
{
    atomic_fetch_add(&asked, 1);
    return rq->upload_count ? fault(rq->ctx->arena, "files were taken")
                            : see_other(rs, (struct url){ "/sign-in" });
}

static struct err *gate_open(struct request *rq, struct response *rs)
{
    (void)rq;
    (void)rs;
    atomic_fetch_add(&asked, 1);
    return NULL;
}

TEST(files_are_taken_only_from_whom_the_gate_lets_in)
{
    static const struct http_hooks shut = { .gate = gate_shut };
    static const struct http_hooks open = { .gate = gate_open };
    char *dir = arena_strdup(a, "/tmp/kyoten-wire-XXXXXX");
    CHECK(mkdtemp(dir) != NULL);
    const size_t n = 1 << 20;
    char *content = arena_alloc(a, n + 1);
    memset(content, 'x', n);
    const char *parts = "--b\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\n" TOKEN_43 "\r\n--b\r\n"
                        "Content-Disposition: form-data; name=\"f\"; filename=\"a\"\r\n\r\n";
    const char *head = "POST /test/file HTTP/1.1\r\nHost: t\r\nOrigin: http://t\r\nCookie: form=" TOKEN_43
                       "\r\nConnection: close\r\nContent-Type: multipart/form-data; boundary=b\r\n";
    const char *whole = arena_printf(a, "%sContent-Length: %zu\r\n\r\n%s%s\r\n--b--\r\n", head,
                                     strlen(parts) + n + 9, parts, content);
    const char *chunked =
        arena_printf(a, "%sTransfer-Encoding: chunked\r\n\r\n%zx\r\n%s%s\r\n--b--\r\n\r\n0\r\n\r\n", head,
                     strlen(parts) + n + 9, parts, content);
    const char *empty = arena_printf(a, "%sTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", head);
    for (int i = 0; i < 2; i++) {
        struct wire *w = wire_start(a, &(struct http_server_config){ .db = store_test_db(a, DB_SQLITE),
                                                                     .spool_dir = dir,
                                                                     .hooks = i ? &open : &shut });
        atomic_store(&asked, 0);
        CHECK_HAS(wire_ask(w, whole), i ? "size=1048576" : "Location: /sign-in");
        CHECK_HAS(wire_ask(w, chunked), i ? "size=1048576" : "Location: /sign-in");
        CHECK_I64(atomic_load(&asked), 4); /* before the body and after it */
        CHECK_I64(wire_status(wire_ask(w, empty)), 400);
        wire_stop(w);
    }
    CHECK(rmdir(dir) == 0);
}

TEST(three_hundred_slow_clients_keep_nobody_waiting)
{
    struct wire *w = wire_start(a, &(struct http_server_config){ 0 });
    static const char beginning[] = "GET /test/hello HTTP/1.1\r\nHost: t\r\nX: ";
    int slow[300];
    for (int i = 0; i < 300; i++) {
        slow[i] = wire_open(w);
        CHECK(slow[i] >= 0);
        if (i % 2)
            wire_send(slow[i], beginning, sizeof beginning - 1);
        else
            wire_send(slow[i], POST_HEAD "Content-Length: 56\r\n\r\ntit",
                      sizeof(POST_HEAD "Content-Length: 56\r\n\r\ntit") - 1);
    }
    for (int i = 0; i < 20; i++)
        CHECK_I64(
            wire_status(wire_ask(w, "GET /test/hello HTTP/1.1\r\nHost: t\r\nConnection: close\r\n\r\n")),
            200);
    for (int i = 0; i < 300; i++)
        (void)close(slow[i]);
    wire_stop(w);
}

static instant pushed_clock(void *arg)
{
    (void)arg;
    return 1722222000000000;
}

static int64_t half_a_day(void *arg)
{
    (void)arg;
    return INT64_C(43200000000);
}

TEST(the_stamp_of_the_proxy_is_kept_to_the_microsecond_on_a_pushed_clock)
{
    struct wire *w = wire_start(a, &(struct http_server_config){ .trusted_proxy = "127.0.0.1",
                                                                 .clock_offset = half_a_day });
    for (int i = 0; i < 20; i++)
        CHECK_HAS(wire_ask(w, "GET /test/hello HTTP/1.1\r\nHost: t\r\nX-Request-Arrived: 1722222000000001\r\n"
                              "Connection: close\r\n\r\n"),
                  "now=1722265200000001 ");
    wire_stop(w);
}

TEST(only_the_trusted_proxy_is_believed)
{
    static const char ask[] = "GET /test/hello HTTP/1.1\r\nHost: t\r\nX-Request-Arrived: 1722222000000001\r\n"
                              "X-Forwarded-For: 198.51.100.9, 192.0.2.7\r\nX-Forwarded-Proto: https\r\n"
                              "Connection: close\r\n\r\n";
    struct wire *w = wire_start(a, &(struct http_server_config){ .trusted_proxy = "127.0.0.1" });
    CHECK_HAS(wire_ask(w, ask), "now=1722222000000001 peer=192.0.2.7 secure=1");
    wire_stop(w);
    w = wire_start(a, &(struct http_server_config){ .trusted_proxy = "192.0.2.1", .now = pushed_clock });
    CHECK_HAS(wire_ask(w, ask), "now=1722222000000000 peer=127.0.0.1 secure=0");
    wire_stop(w);
}

TEST(a_port_in_use_is_a_clear_fault)
{
    struct wire *w = wire_start(a, &(struct http_server_config){ 0 });
    struct http_server_config again = w->cfg;
    struct http_server *second = NULL;
    again.port = w->port;
    struct err *e = http_server_start(a, &again, &second);
    CHECK_ERR(e, ERR_FAULT);
    CHECK_HAS(e->why, "cannot listen on 127.0.0.1 port");
    again.host = "localhost";
    CHECK_ERR(http_server_start(a, &again, &second), ERR_FAULT);
    wire_stop(w);
}
