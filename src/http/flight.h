/* flight.h: the requests in flight: counted, so that a stop can wait for them, and each given an arena of a kept few.
** Internal to http/. */
#ifndef HTTP_FLIGHT_H
#define HTTP_FLIGHT_H

#include "base/arena.h"

#include <stdbool.h>

struct flight;
struct flight *flight_make(struct arena *a);
/* One more; its arena, or NULL: nothing may begin any more. */
struct arena *flight_begin(struct flight *f);
/* It is over; the arena is reset and kept. */
void flight_end(struct flight *f, struct arena *of_it);
/* From now on connections are to end with their answer. */
void flight_stop(struct flight *f);
bool flight_is_stopping(struct flight *f);
/* A request leaves the event thread for the executor; false: it may not any more. And is back. */
bool flight_hold(struct flight *f);
void flight_release(struct flight *f);
/* Waits until nothing is in flight, at most wait_s seconds; then lets nothing begin or be held. Returns how many are
** still held; others, whose bodies never came, may be cut off. */
int flight_wait(struct flight *f, int wait_s);
/* Nothing is in flight: gives the memory back. */
void flight_done(struct flight *f);

#endif
