/* listen.c: see listen.h. */
#include "http/listen.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netdb.h>
#include <stdbool.h>
#include <string.h>
#include <unistd.h>

struct err *listen_on(struct arena *a, const char *host, int port, int *ret_fd, int *ret_port)
{
    struct addrinfo *found = NULL;
    const struct addrinfo want = { .ai_flags = AI_NUMERICHOST | AI_NUMERICSERV, .ai_socktype = SOCK_STREAM };
    if (getaddrinfo(host, arena_printf(a, "%d", port), &want, &found) != 0)
        return fault(a, "%s is no numeric address", host);
    const int on = 1;
    struct sockaddr_storage bound = { 0 };
    socklen_t n = sizeof bound;
    int fd = socket(found->ai_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    bool ok = fd >= 0 && setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on) == 0 &&
              bind(fd, found->ai_addr, found->ai_addrlen) == 0 && listen(fd, 1024) == 0 &&
              getsockname(fd, (struct sockaddr *)&bound, &n) == 0;
    int why = errno;
    freeaddrinfo(found);
    if (!ok) {
        if (fd >= 0)
            (void)close(fd);
        return fault(a, "cannot listen on %s port %d: %s", host, port, strerrordesc_np(why));
    }
    // NOLINTNEXTLINE(clang-analyzer-core.CallAndMessage): getsockname() filled it
    *ret_port = ntohs(bound.ss_family == AF_INET6 ? ((struct sockaddr_in6 *)&bound)->sin6_port
                                                  : ((struct sockaddr_in *)&bound)->sin_port);
    *ret_fd = fd;
    return NULL;
}

void listen_end(int fd)
{
    int inert = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (inert < 0 || dup3(inert, fd, O_CLOEXEC) < 0)
        (void)shutdown(fd, SHUT_RDWR);
    if (inert >= 0)
        (void)close(inert);
}

const char *address_text(struct arena *a, const struct sockaddr *address)
{
    char text[INET6_ADDRSTRLEN] = "";
    if (!address)
        return "";
    socklen_t n = address->sa_family == AF_INET6 ? sizeof(struct sockaddr_in6) : sizeof(struct sockaddr_in);
    (void)getnameinfo(address, n, text, sizeof text, NULL, 0, NI_NUMERICHOST);
    return arena_strdup(a, text);
}
