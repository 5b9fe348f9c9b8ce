/* listen.h: the listening socket, addresses as text. Internal to http/. */
#ifndef HTTP_LISTEN_H
#define HTTP_LISTEN_H

#include "base/err.h"

#include <sys/socket.h>

/* host is a numeric address (either family); port 0: any free one, told in *ret_port. The socket does not block. */
struct err *listen_on(struct arena *a, const char *host, int port, int *ret_fd, int *ret_port) MUST_CHECK;
/* Nobody can connect any more; the descriptor stays open, and nothing comes through it. Whoever waits for it with epoll
** waits for nothing from then on. */
void listen_end(int fd);
/* "192.0.2.1"; NULL gives "". */
const char *address_text(struct arena *a, const struct sockaddr *address);

#endif
