/* access_log_test.c: lines of the access log are gathered and never lost while the process can write. */
#include "test.h"

#include "http/access_log.h"

#include <poll.h>
#include <stdio.h>
#include <unistd.h>

struct reader {
    int fd[2];
    char text[256 << 10];
    size_t n;
};

static struct access_log *log_into(struct arena *a, struct reader *r)
{
    struct access_log *log = NULL;
    CHECK(pipe(r->fd) == 0);
    CHECK_OK(access_log_start(a, r->fd[1], &log));
    return log;
}

static void put(struct access_log *log, const char *line, bool urgent)
{
    access_log_put(log, line, strlen(line), urgent);
}

/* Reads until n bytes have come in all. */
static const char *wait_for(struct reader *r, size_t n)
{
    struct pollfd p = { r->fd[0], POLLIN, 0 };
    while (r->n < n) {
        ssize_t got = poll(&p, 1, 20000) == 1 ? read(r->fd[0], r->text + r->n, sizeof r->text - 1 - r->n) : 0;
        CHECK(got > 0);
        if (got <= 0)
            break;
        r->n += (size_t)got;
    }
    r->text[r->n] = 0;
    return r->text;
}

static void wait_for_text(struct reader *r, const char *text)
{
    CHECK_TEXT(wait_for(r, strlen(text)), text);
}

static const char *end_of(struct reader *r)
{
    (void)close(r->fd[1]);
    for (ssize_t n; (n = read(r->fd[0], r->text + r->n, sizeof r->text - 1 - r->n)) > 0;)
        r->n += (size_t)n;
    r->text[r->n] = 0;
    (void)close(r->fd[0]);
    return r->text;
}

TEST(no_access_line_is_lost_when_the_server_stops)
{
    struct reader *r = arena_new(a, struct reader);
    struct access_log *log = log_into(a, r);
    char line[32];
    size_t want = 0;
    for (int i = 0; i < 2000; i++) {
        (void)snprintf(line, sizeof line, "line %d\n", i);
        want += strlen(line);
        put(log, line, false);
    }
    access_log_stop(&log);
    CHECK(log == NULL);
    const char *text = end_of(r);
    CHECK_I64(r->n, want);
    CHECK_HAS(text, "line 0\nline 1\n");
    CHECK_HAS(text, "line 1998\nline 1999\n");
    access_log_stop(&log); /* once is enough */
}

TEST(a_first_line_and_a_fault_are_written_at_once_and_the_rest_soon)
{
    struct reader *r = arena_new(a, struct reader);
    struct access_log *log = log_into(a, r);
    put(log, "first\n", false);
    wait_for_text(r, "first\n");
    put(log, "second\n", false);
    put(log, "fault\n", true);
    wait_for_text(r, "first\nsecond\nfault\n");
    put(log, "last\n", false);
    wait_for_text(r, "first\nsecond\nfault\nlast\n"); /* nothing follows it, and it comes */
    access_log_stop(&log);
    (void)end_of(r);
}

TEST(lines_of_a_burst_that_has_no_room_are_written_in_their_order)
{
    struct access_log *log = NULL;
    char line[1000];
    FILE *f = tmpfile();
    CHECK(f != NULL);
    CHECK_OK(access_log_start(a, fileno(f), &log));
    memset(line, 'x', sizeof line - 1);
    line[sizeof line - 1] = '\n';
    for (int i = 0; i < 150; i++) { /* more than it holds */
        line[0] = (char)('a' + i % 26);
        access_log_put(log, line, sizeof line, false);
    }
    access_log_flush(log);
    rewind(f);
    for (int i = 0; i < 150; i++)
        CHECK(fread(line, sizeof line, 1, f) == 1 && line[0] == (char)('a' + i % 26));
    access_log_stop(&log);
    CHECK(fclose(f) == 0);
}
