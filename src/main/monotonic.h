/* monotonic.h: seconds of a clock that only goes forward, for what a command says about its own speed. */
#ifndef MAIN_MONOTONIC_H
#define MAIN_MONOTONIC_H

#include <time.h>

static inline double monotonic_seconds(void)
{
    struct timespec t;
    (void)clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

#endif
