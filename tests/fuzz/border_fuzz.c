/* border_fuzz.c: raw bytes to the server on a socket: it answers or hangs up, and goes on serving. */
#include "http/server.h"

#include <arpa/inet.h>
#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

ROUTE_FLAGS(POST, "/a/:x", fuzz_form, 0, ROUTE_OPEN)
{
    return see_other(rs, url_make(rq->ctx->arena, "/a/%s", pairs_text(&rq->form, "a")));
}

static struct arena *kept;
static struct http_server *server;

static void stop(void)
{
    if (http_server_stop(kept, &server, 20))
        abort();
    kept = arena_free(kept);
}

static void start(void)
{
    static const struct http_hooks hooks = { 0 };
    static struct http_server_config cfg = {
        .host = "127.0.0.1", .hooks = &hooks, .quiet = true, .threads = 1
    };
    cfg.limits = HTTP_LIMITS_DEFAULT;
    kept = arena_make(0);
    if (routes_collect(kept) || http_server_start(kept, &cfg, &server))
        abort();
    (void)atexit(stop);
}

static int open_and_send(const void *p, size_t n)
{
    struct sockaddr_in to = { .sin_family = AF_INET, .sin_port = htons((uint16_t)http_server_port(server)) };
    const struct timeval patience = { .tv_sec = 20 };
    const struct linger at_once = { .l_onoff = 1 }; /* or the ports run out */
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    (void)setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    (void)setsockopt(fd, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
    assert(connect(fd, (struct sockaddr *)&to, sizeof to) == 0);
    (void)send(fd, p, n, MSG_NOSIGNAL);
    return fd;
}

/* The second connection's answer shows that the one event thread has got past the first one's bytes. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    static const char good[] = "GET /a/x HTTP/1.1\r\nHost: t\r\nConnection: close\r\n\r\n";
    char answer[4096];
    if (!server)
        start();
    int strange = open_and_send(data, n);
    int plain = open_and_send(good, sizeof good - 1);
    ssize_t got = recv(plain, answer, sizeof answer, MSG_WAITALL);
    assert(got > 12 && memcmp(answer, "HTTP/1.1 405", 12) == 0);
    got = recv(strange, answer, sizeof answer, MSG_DONTWAIT);
    assert(got <= 8 || memcmp(answer, "HTTP/1.", 7) == 0);
    (void)close(plain);
    (void)close(strange);
    return 0;
}
