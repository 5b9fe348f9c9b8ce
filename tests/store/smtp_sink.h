/* smtp_sink.h: a small mail server on loopback, for tests: one thread, told beforehand what to say. */
#ifndef TESTS_SMTP_SINK_H
#define TESTS_SMTP_SINK_H

#include "base/arena.h"

enum sink_mood {
    SINK_TAKES,     /* 250 */
    SINK_LATER,     /* 451 to RCPT */
    SINK_REFUSES,   /* 550 to RCPT */
    SINK_BREAKS,    /* closes in the middle of DATA */
    SINK_REFUSES_DATA /* 554 after the whole message */
};
struct sink;
/* Listens on a free port until the arena ends. moods: one for each connection, in order; the last one stays. */
struct sink *sink_start(struct arena *a, const enum sink_mood *moods, int n);
const char *sink_url(const struct sink *s);
/* After the connection is over: the last message that was taken ("" : none), its RCPT TO, and how many were taken. */
const char *sink_message(struct arena *a, struct sink *s);
const char *sink_rcpt(struct arena *a, struct sink *s);
int sink_taken(struct sink *s);

#endif
