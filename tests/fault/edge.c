/* edge.c: the deadline to the microsecond, as the trusted proxy stamps it. */
#include "fault.h"

#include "base/date.h"

#include <string.h>
#include <time.h>

static instant real_now(void)
{
    struct timespec t;
    (void)clock_gettime(CLOCK_REALTIME, &t);
    return (instant)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

static void stamp(struct play *p, struct applicant *who, instant at)
{
    robot_header(who->robot, arena_printf(p->a, "X-Request-Arrived: %lld", (long long)at));
}

/* Sends with that stamp, whatever comes of it; the status. */
static struct err *send_at(struct play *p, struct applicant *who, instant at, int *ret)
{
    struct robot_page *page = NULL;
    struct robot_form *f = NULL;
    robot_header(who->robot, NULL);
    stamp(p, who, at - SECOND_US);
    TRY(play_open(p, who->robot, arena_printf(p->a, "%s/review", who->path), &page));
    TRY(play_form(p, who->robot, page, "/applications/*/submit", &f));
    stamp(p, who, at);
    TRY(robot_press(who->robot, f, NULL, NULL, &page));
    robot_header(who->robot, NULL);
    *ret = page->status;
    return NULL;
}

static struct err *edge(struct stage *s, int64_t *ret_in, int64_t *ret_out, instant *ret_arrived,
                        instant *ret_closes)
{
    struct play *p = NULL;
    int status = 0;
    instant at = 0;
    int64_t number = 0;
    TRY(stage_play(s, 3, 7, &p));
    for (size_t i = 0; i < 3; i++)
        TRY(play_write(p, i));
    TRY(play_push_clock(p, p->closes_at)); /* from now on the clock shows the deadline and later */
    instant probe = real_now() - 20 * SECOND_US;
    TRY(send_at(p, &p->applicants[0], probe, &status));
    TRY(receipt_number(p, &p->applicants[0], &number, &at));
    instant deadline = p->closes_at - (at - probe); /* on the proxy's clock */
    TRY(send_at(p, &p->applicants[1], deadline, &status));
    TRY(receipt_number(p, &p->applicants[1], ret_in, ret_arrived));
    TRY(send_at(p, &p->applicants[2], deadline + 1, &status));
    TRY(receipt_number(p, &p->applicants[2], ret_out, &at));
    *ret_closes = p->closes_at;
    bool refused = status == 409;
    (void)arena_free(p->a);
    return refused ? NULL : fault(s->a, "one microsecond late is answered with status %d", status);
}

void fault_edge(struct stage *s)
{
    int64_t in = 0, out = 0;
    instant arrived = 0, closes = 0;
    if (!works(stage_open(s, "edge", NULL, "proxy = 127.0.0.1\n"), "a site behind a proxy is served"))
        return;
    struct err *e = edge(s, &in, &out, &arrived, &closes);
    (void)tap(!e, "the last moment is played to its end", e ? e->why : NULL);
    (void)tap(in == 1 && arrived == closes, "what arrived whole at the deadline, to the microsecond, is in",
              NULL);
    (void)tap(!e && out == 0, "one microsecond later is out", NULL);
    e = child_stop(s->a, &s->server);
    (void)tap(!e && !stage_verify(s), "after the last moment the ledger holds", e ? e->why : NULL);
}
