/* wire.c: see wire.h. */
#include "wire.h"

#include "base/buf.h"

#include <arpa/inet.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

#define PATIENCE_S 20

struct wire *wire_start(struct arena *a, const struct http_server_config *cfg)
{
    static const struct http_hooks none = { 0 };
    struct wire *w = arena_new(a, struct wire);
    w->a = a;
    w->cfg = *cfg;
    w->cfg.host = "127.0.0.1";
    w->cfg.quiet = true;
    if (!w->cfg.hooks)
        w->cfg.hooks = &none;
    if (!w->cfg.limits.body_bytes)
        w->cfg.limits = HTTP_LIMITS_DEFAULT;
    CHECK_OK(routes_collect(a));
    CHECK_OK(http_server_start(a, &w->cfg, &w->server));
    w->port = http_server_port(w->server);
    return w;
}

void wire_stop(struct wire *w)
{
    CHECK_OK(http_server_stop(w->a, &w->server, PATIENCE_S));
}

int wire_open(const struct wire *w)
{
    struct sockaddr_in to = { .sin_family = AF_INET, .sin_port = htons((uint16_t)w->port) };
    const struct timeval patience = { .tv_sec = PATIENCE_S };
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    (void)setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    (void)setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
    if (connect(fd, (struct sockaddr *)&to, sizeof to) == 0)
        return fd;
    (void)close(fd);
    return -1;
}

void wire_send(int fd, const char *bytes, size_t n)
{
    while (n > 0) {
        ssize_t sent = send(fd, bytes, n, MSG_NOSIGNAL);
        if (sent <= 0)
            return; /* the other side has closed: the answer tells */
        bytes += sent;
        n -= (size_t)sent;
    }
}

const char *wire_read_all(struct arena *a, int fd)
{
    struct buf b = buf_make(a, 4096);
    char part[4096];
    ssize_t n = 0;
    while ((n = recv(fd, part, sizeof part, 0)) > 0)
        buf_put(&b, part, (size_t)n);
    if (n < 0)
        buf_lit(&b, "(open)");
    return b.s;
}

const char *wire_read_one(struct arena *a, int fd)
{
    struct buf b = buf_make(a, 4096);
    char c = 0;
    while (!strstr(b.s, "\r\n\r\n") && recv(fd, &c, 1, 0) == 1)
        buf_putc(&b, c);
    const char *length = strcasestr(b.s, "\r\nContent-Length: ");
    long left = length ? strtol(length + 18, NULL, 10) : 0;
    while (left-- > 0 && recv(fd, &c, 1, 0) == 1)
        buf_putc(&b, c);
    return b.s;
}

const char *wire_ask(const struct wire *w, const char *bytes)
{
    int fd = wire_open(w);
    CHECK(fd >= 0);
    wire_send(fd, bytes, strlen(bytes));
    const char *text = wire_read_all(w->a, fd);
    (void)close(fd);
    return text;
}

int wire_status(const char *answer)
{
    return strncmp(answer, "HTTP/1.", 7) == 0 ? (int)strtol(answer + 9, NULL, 10) : 0;
}

int wire_last_status(const char *text)
{
    int status = 0;
    for (const char *p = strstr(text, "HTTP/1."); p; p = strstr(p + 1, "HTTP/1."))
        if (p[8] == ' ' && p[9] >= '1' && p[9] <= '5')
            status = wire_status(p);
    return status;
}
