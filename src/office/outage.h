/* outage.h: when the site did not serve, from the server's own log: the signs of life that every node writes.
**
** A row of "heartbeat" is one minute of one run of a node: from when to when in it the node was seen alive, how many
** requests it answered, how many of them in vain (status 5xx), and whether it stopped as it was told to. An outage is a
** time in which no node gave a sign of life, or in which most answers failed. */
#ifndef OFFICE_OUTAGE_H
#define OFFICE_OUTAGE_H

#include "base/ctx.h"

#include <stdbool.h>

struct site;

struct beat {
    const char *node;         /* one run of one process */
    instant from_at, to_at;   /* the site's clock */
    int64_t offset_us;        /* how far a rehearsal's clock was pushed */
    int64_t requests, failed; /* answered in it; of these with 5xx */
    bool stopped;             /* the run ended here, as it was told to */
};

enum outage_kind { OUTAGE_CRASH, OUTAGE_PLANNED, OUTAGE_ERRORS };
struct outage {
    enum outage_kind kind;
    instant from_at, to_at;   /* the last and the first sign of life around it */
    int64_t failed;           /* answers that failed in it */
};
struct outages {
    size_t n;
    struct outage *v; /* the earliest first */
};
/* Without a sign of life for longer than this it is an outage. */
#define OUTAGE_GAP_US INT64_C(45000000)

/* The rule; pure. Beats by from_at. A pushed clock of a run that goes on is no outage. */
void outages_of_beats(struct arena *a, const struct beat *v, size_t n, struct outages *ret);
/* Those that touch the time from..to. */
struct err *outages_list(struct ctx *c, instant from_at, instant to_at, struct outages *ret) MUST_CHECK;
const struct msg *outage_word(enum outage_kind kind);

/* Writes one sign of life now; stopped: the last of this run. What it is told of the answers so far are totals. */
struct heartbeat {
    int64_t requests, failed;
    bool stopped;
};
struct err *heartbeat_write(struct ctx *c, const char *node, const struct heartbeat *total,
                            const struct heartbeat *told) MUST_CHECK;
/* The server stops as it was told to. */
struct err *heartbeat_stop(struct arena *a, const struct site *site) MUST_CHECK;

#endif
