/* upload.c: what the server's memory grows by while a file of 200 MB comes in. */
#include "bench.h"

#include "rehearsal/child.h"

#include <errno.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define FILE_BYTES ((size_t)200 * 1000 * 1000)
#define PIECE ((size_t)1 << 20)
#define BOUNDARY "kyotenbench"
#define PATIENCE_MS 60000

static int connect_to(int port)
{
    struct sockaddr_in to = { .sin_family = AF_INET, .sin_port = htons((uint16_t)port),
                              .sin_addr = { htonl(INADDR_LOOPBACK) } };
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (fd < 0 || connect(fd, (struct sockaddr *)&to, sizeof to) != 0)
        bench_die("connect", strerrordesc_np(errno));
    return fd;
}

static void send_bytes(int fd, const char *p, size_t n)
{
    while (n > 0) {
        ssize_t sent = send(fd, p, n, MSG_NOSIGNAL);
        if (sent <= 0)
            bench_die("upload", "the server does not take it");
        p += sent;
        n -= (size_t)sent;
    }
}

static int status_of(int fd)
{
    char head[512] = "";
    struct pollfd p = { fd, POLLIN, 0 };
    ssize_t n = poll(&p, 1, PATIENCE_MS) == 1 ? recv(fd, head, sizeof head - 1, 0) : 0;
    return n > 12 ? (int)strtol(head + 9, NULL, 10) : 0;
}

/* Sends the file, and watches the server meanwhile; returns the most that it holds. */
static double send_file_of(struct bench *b, const struct draft *d, const struct child_server *site, size_t bytes)
{
    struct arena *a = b->arena;
    char *piece = arena_alloc(a, PIECE);
    double most = 0;
    memcpy(piece, "%PDF-1.7\n", 9);
    memset(piece + 9, 'x', PIECE - 9);
    const char *before = arena_printf(a,
                                      "--" BOUNDARY "\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\n%s\r\n"
                                      "--" BOUNDARY "\r\nContent-Disposition: form-data; name=\"file\"; "
                                      "filename=\"200.pdf\"\r\nContent-Type: application/pdf\r\n\r\n",
                                      d->csrf);
    const char *after = "\r\n--" BOUNDARY "--\r\n";
    const char *head = arena_printf(a,
                                    "POST /applications/%s/upload/outcome/evidence HTTP/1.1\r\nHost: localhost\r\n"
                                    "Sec-Fetch-Site: same-origin\r\nCookie: %s\r\nConnection: close\r\n"
                                    "Content-Type: multipart/form-data; boundary=" BOUNDARY "\r\n"
                                    "Content-Length: %zu\r\n\r\n",
                                    d->id, d->cookie, strlen(before) + bytes + strlen(after));
    int fd = connect_to(atoi(strrchr(site->url, ':') + 1));
    send_bytes(fd, head, strlen(head));
    send_bytes(fd, before, strlen(before));
    for (size_t sent = 0; sent < bytes; sent += PIECE) {
        send_bytes(fd, piece, bytes - sent < PIECE ? bytes - sent : PIECE);
        double now = proc_resident_mb(site->pid);
        most = now > most ? now : most;
    }
    send_bytes(fd, after, strlen(after));
    int status = status_of(fd);
    (void)close(fd);
    if (status != 303 && status != 422)
        bench_die("upload", arena_printf(a, "status %d", status));
    return most;
}

void bench_upload(struct bench *b)
{
    struct arena *a = b->arena;
    struct child_server site;
    const char *data = bench_init(b, "upload");
    struct draft *d = fill_drafts(b, data, 1, 1);
    const char *log = arena_printf(a, "%s/upload.log", b->folder);
    bench_serve(b, data, log, NULL, &site);
    (void)send_file_of(b, d, &site, 1000000); /* what is loaded once is there: the kinds of files, statements, pages */
    double before = proc_resident_mb(site.pid);
    double most = send_file_of(b, d, &site, FILE_BYTES);
    double peak = proc_resident_mb(site.pid);
    double grown = (peak > most ? peak : most) - before;
    figure_add(b, &(struct figure){ "memory that a 200 MB upload adds", arena_printf(a, "%.1f MB", grown), "4 MB",
                                    grown / 4, AIM_AT_MOST, 1 });
    bench_stop(b, &site);
}
