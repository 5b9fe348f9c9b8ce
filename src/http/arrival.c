/* arrival.c: when a request arrived, on the clock of this server. */
#include "http/arrival.h"

int64_t clock_us(clockid_t clock)
{
    struct timespec t;
    (void)clock_gettime(clock, &t);
    return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

instant arrival(const struct http_server_config *cfg, instant stamped)
{
    instant real = clock_us(CLOCK_REALTIME);
    if (cfg->clock_offset)
        return (stamped && stamped < real ? stamped : real) + cfg->clock_offset(cfg->now_arg);
    if (stamped && !cfg->now)
        return stamped;
    instant now = cfg->now ? cfg->now(cfg->now_arg) : real;
    return stamped && stamped < real ? now - (real - stamped) : now;
}
