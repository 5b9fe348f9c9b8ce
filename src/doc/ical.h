/* ical.h: writes calendars (RFC 5545): deadlines and meetings for people's own calendars. */
#ifndef DOC_ICAL_H
#define DOC_ICAL_H

#include "base/buf.h"
#include "base/msg.h"

#include <stdbool.h>

struct ical_event {
    const char *uid;         /* the same for the same event for ever: "call-7k3m9q2xd-closes@host" */
    const char *summary;
    const char *description; /* may be NULL, as the following */
    const char *location, *url;
    instant start, end;      /* end after start; equal for a moment such as a deadline */
    bool whole_days;         /* the days in Japan of start to end (inclusive) instead of the times */
    int64_t sequence;        /* grows with every change */
    bool cancelled;
};

/* Begins a calendar of that name in Japan's time. */
struct buf ical_begin(struct arena *a, const char *name);
/* stamp: when the calendar is written. */
void ical_event(struct buf *b, const struct ical_event *e, instant stamp);
void ical_end(struct buf *b);

#endif
