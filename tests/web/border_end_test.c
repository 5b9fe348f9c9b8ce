/* Tests of the border on a real socket with a store behind it: it waits for the store, and ends gracefully. */
#include "wire.h"

#include "../store/store.h"

#include <pthread.h>
#include <semaphore.h>
#include <stdatomic.h>
#include <unistd.h>

static sem_t entered, go_on;

ROUTE_FLAGS(GET, "/test/slow", test_slow, 0, ROUTE_SLOW)
{
    (void)rq;
    (void)sem_post(&entered);
    (void)sem_wait(&go_on);
    rs->content_type = "text/plain";
    rs->status = 200;
    rs->body = (struct bytes){ (const uint8_t *)"finished", 8 };
    return NULL;
}

TEST(a_form_waits_for_the_store_and_its_answer_comes_back)
{
    struct wire *w = wire_start(a, &(struct http_server_config){ .db = store_test_db(a, DB_SQLITE) });
    int fds[50];
    for (int i = 0; i < 50; i++) {
        fds[i] = wire_open(w);
        wire_send(fds[i], POST_HEAD "Content-Length: 56\r\n\r\n" FORM,
                  sizeof(POST_HEAD "Content-Length: 56\r\n\r\n" FORM) - 1);
    }
    for (int i = 0; i < 50; i++) {
        CHECK_HAS(wire_read_one(a, fds[i]), "title=a");
        (void)close(fds[i]);
    }
    CHECK_HAS(wire_ask(w, "GET /test/hello HTTP/1.1\r\nHost: t\r\nConnection: close\r\n\r\n"), "now=");
    wire_stop(w);
}

TEST(a_store_that_has_ended_is_told_as_503)
{
    struct db *db = store_test_db(a, DB_SQLITE);
    struct wire *w = wire_start(a, &(struct http_server_config){ .db = db });
    db_stop(db);
    const char *got = wire_ask(w, POST_HEAD "Connection: close\r\nContent-Length: 56\r\n\r\n" FORM);
    CHECK_I64(wire_status(got), 503);
    CHECK_HAS(got, "Retry-After: ");
    wire_stop(w);
}

static void *stop_in_thread(void *arg)
{
    wire_stop(arg);
    return NULL;
}

TEST(a_graceful_stop_lets_the_request_in_flight_finish)
{
    struct wire *w = wire_start(a, &(struct http_server_config){ .db = store_test_db(a, DB_SQLITE) });
    (void)sem_init(&entered, 0, 0);
    (void)sem_init(&go_on, 0, 0);
    int idle = wire_open(w); /* connected, says nothing: must not hold the stop */
    int fd = wire_open(w);
    static const char ask[] = "GET /test/slow HTTP/1.1\r\nHost: t\r\n\r\n";
    wire_send(fd, ask, sizeof ask - 1);
    (void)sem_wait(&entered);
    CHECK_I64(wire_status(wire_ask(w, "GET /test/hello HTTP/1.1\r\nHost: t\r\nConnection: close\r\n\r\n")),
              200);
    pthread_t stopper;
    CHECK_I64(pthread_create(&stopper, NULL, stop_in_thread, w), 0);
    for (int probe = 0; probe >= 0;) { /* until nobody listens any more */
        probe = wire_open(w);
        if (probe >= 0)
            (void)close(probe);
    }
    (void)sem_post(&go_on);
    const char *got = wire_read_all(a, fd);
    (void)pthread_join(stopper, NULL);
    CHECK_HAS(got, "finished");
    CHECK_HAS(got, "Connection: close");
    CHECK_HAS_NOT(got, "(open)");
    (void)close(fd);
    (void)close(idle);
}

struct visitor {
    const struct wire *w;
    _Atomic bool over;
};

static void *visit_again_and_again(void *arg)
{
    struct visitor *v = arg;
    while (!atomic_load(&v->over)) {
        int fd = wire_open(v->w);
        if (fd >= 0)
            (void)close(fd);
    }
    return NULL;
}

TEST(clients_that_come_while_the_server_stops_do_no_harm)
{
    for (int i = 0; i < 40; i++) {
        struct wire *w = wire_start(a, &(struct http_server_config){ 0 });
        struct visitor v = { .w = w };
        pthread_t thread;
        CHECK_I64(pthread_create(&thread, NULL, visit_again_and_again, &v), 0);
        const char *got = wire_ask(w, "GET /test/hello HTTP/1.1\r\nHost: t\r\nConnection: close\r\n\r\n");
        CHECK_I64(wire_status(got), 200);
        wire_stop(w);
        CHECK_I64(wire_open(w), -1);
        atomic_store(&v.over, true);
        (void)pthread_join(thread, NULL);
    }
}

TEST(a_client_that_never_sends_its_body_does_not_hold_the_stop)
{
    struct wire *w = wire_start(a, &(struct http_server_config){ .db = store_test_db(a, DB_SQLITE) });
    int fd = wire_open(w);
    static const char half[] = POST_HEAD "Expect: 100-continue\r\nContent-Length: 56\r\n\r\n";
    wire_send(fd, half, sizeof half - 1);
    CHECK_HAS(wire_read_one(a, fd), "100 Continue"); /* the head has been read */
    CHECK_OK(http_server_stop(a, &w->server, 0));
    CHECK_TEXT(wire_read_all(a, fd), "");
    (void)close(fd);
}
