/* smtp_sink.c: see smtp_sink.h. */
#include "smtp_sink.h"

#include <arpa/inet.h>
#include <poll.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define MOODS_MOST 16
#define MESSAGE_MOST 65536

struct sink {
    int fd, stop[2], n, at, taken;
    enum sink_mood moods[MOODS_MOST];
    pthread_t thread;
    pthread_mutex_t lock;
    char url[64], rcpt[256], message[MESSAGE_MOST];
};

static void say(int fd, const char *line)
{
    if (write(fd, line, strlen(line)) < 0)
        return; /* the client has gone: the next read says so */
}

static bool ends(const char *s, size_t n, const char *with)
{
    size_t k = strlen(with);
    return n >= k && memcmp(s + n - k, with, k) == 0;
}

/* Reads up to the end mark; false: the client has gone. */
static bool hear(int fd, char *to, size_t room, const char *mark)
{
    size_t n = 0;
    while (n + 1 < room && read(fd, to + n, 1) == 1) {
        to[++n] = 0;
        if (ends(to, n, mark))
            return true;
    }
    return false;
}

/* DATA: what was sent, and the answer. False: the connection is broken. */
static bool take_data(struct sink *s, int fd, enum sink_mood mood)
{
    char text[MESSAGE_MOST];
    say(fd, "354 go on\r\n");
    if (mood == SINK_BREAKS) {
        char few[8];
        return read(fd, few, sizeof few) < 0;
    }
    if (!hear(fd, text, sizeof text, "\r\n.\r\n"))
        return false;
    if (mood == SINK_REFUSES_DATA) {
        say(fd, "554 no\r\n");
        return true;
    }
    (void)pthread_mutex_lock(&s->lock);
    (void)snprintf(s->message, sizeof s->message, "%.*s", (int)(strlen(text) - 3), text);
    s->taken++;
    (void)pthread_mutex_unlock(&s->lock);
    say(fd, "250 taken\r\n");
    return true;
}

static void talk(struct sink *s, int fd, enum sink_mood mood)
{
    char line[1024];
    say(fd, "220 sink\r\n");
    while (hear(fd, line, sizeof line, "\r\n")) {
        if (strncmp(line, "RCPT", 4) == 0) {
            (void)snprintf(s->rcpt, sizeof s->rcpt, "%.*s", (int)strcspn(line, "\r\n"), line);
            say(fd, mood == SINK_LATER     ? "451 later\r\n"
                    : mood == SINK_REFUSES ? "550 no such box\r\n"
                                           : "250 ok\r\n");
        } else if (strncmp(line, "DATA", 4) == 0) {
            if (!take_data(s, fd, mood))
                return;
        } else if (strncmp(line, "QUIT", 4) == 0) {
            say(fd, "221 bye\r\n");
            return;
        } else {
            say(fd, "250 ok\r\n");
        }
    }
}

static void *run(void *arg)
{
    struct sink *s = arg;
    struct pollfd wait[2] = { { .fd = s->fd, .events = POLLIN }, { .fd = s->stop[0], .events = POLLIN } };
    while (poll(wait, 2, -1) > 0 && !wait[1].revents) {
        int fd = accept(s->fd, NULL, NULL);
        if (fd < 0)
            continue;
        talk(s, fd, s->moods[s->at]);
        s->at += s->at + 1 < s->n;
        (void)close(fd);
    }
    return NULL;
}

static void stop(void *arg)
{
    struct sink *s = arg;
    say(s->stop[1], "x");
    (void)pthread_join(s->thread, NULL);
    (void)close(s->fd);
    (void)close(s->stop[0]);
    (void)close(s->stop[1]);
}

struct sink *sink_start(struct arena *a, const enum sink_mood *moods, int n)
{
    struct sink *s = arena_new(a, struct sink);
    struct sockaddr_in here = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    socklen_t size = sizeof here;
    s->n = n;
    memcpy(s->moods, moods, (size_t)n * sizeof *moods);
    (void)pthread_mutex_init(&s->lock, NULL);
    s->fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (s->fd < 0 || bind(s->fd, (struct sockaddr *)&here, size) != 0 || listen(s->fd, 8) != 0 ||
        getsockname(s->fd, (struct sockaddr *)&here, &size) != 0 || pipe(s->stop) != 0 ||
        pthread_create(&s->thread, NULL, run, s) != 0)
        abort();
    (void)snprintf(s->url, sizeof s->url, "smtp://127.0.0.1:%d", ntohs(here.sin_port));
    arena_defer(a, stop, s);
    return s;
}

const char *sink_url(const struct sink *s)
{
    return s->url;
}

const char *sink_message(struct arena *a, struct sink *s)
{
    (void)pthread_mutex_lock(&s->lock);
    const char *text = arena_strdup(a, s->message);
    (void)pthread_mutex_unlock(&s->lock);
    return text;
}

const char *sink_rcpt(struct arena *a, struct sink *s)
{
    return arena_strdup(a, s->rcpt);
}

int sink_taken(struct sink *s)
{
    (void)pthread_mutex_lock(&s->lock);
    int n = s->taken;
    (void)pthread_mutex_unlock(&s->lock);
    return n;
}
