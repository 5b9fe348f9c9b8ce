/* wire.h: a server on a free port of the loopback, and raw bytes to and from it. */
#ifndef TESTS_WEB_WIRE_H
#define TESTS_WEB_WIRE_H

#include "test.h"

#include "http/server.h"

struct wire {
    struct arena *a;
    struct http_server_config cfg;
    struct http_server *server;
    int port;
};

/* Starts; fields of *cfg that are not set get what a test wants. */
struct wire *wire_start(struct arena *a, const struct http_server_config *cfg);
/* Stops; a request in flight after 20 s is a failure of the test. */
void wire_stop(struct wire *w);

/* A connected socket, −1 when nobody listens. No answer within 20 s is an error of read. */
int wire_open(const struct wire *w);
void wire_send(int fd, const char *bytes, size_t n);
/* All until the other side closes; the text of what came (NUL-terminated). "(open)" at its end: it did not close. */
const char *wire_read_all(struct arena *a, int fd);
/* One answer with Content-Length, the connection stays. */
const char *wire_read_one(struct arena *a, int fd);
/* Opens, sends, reads all, closes. */
const char *wire_ask(const struct wire *w, const char *bytes);
int wire_status(const char *answer);
/* Of the last answer in the text. (The library sends the head of a refusal of its own twice.) */
int wire_last_status(const char *text);

/* A form of one of our own pages, sent to /test/hello (border_test.c), but for its length. */
#define TOKEN_43 "0123456789012345678901234567890123456789012"
#define POST_HEAD                                                                                            \
    "POST /test/hello HTTP/1.1\r\nHost: t\r\nSec-Fetch-Site: same-origin\r\nCookie: form=" TOKEN_43 "\r\n"   \
    "Content-Type: application/x-www-form-urlencoded\r\n"
#define FORM "title=a&csrf=" TOKEN_43 /* 56 bytes */

#endif
