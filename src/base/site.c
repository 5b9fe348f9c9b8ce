/* site.c: see site.h. */
#include "base/site.h"

#include <time.h>

instant site_now(const struct site *site)
{
    if (site->clock_fixed_at > 0)
        return site->clock_fixed_at;
    struct timespec ts;
    (void)clock_gettime(CLOCK_REALTIME, &ts);
    instant now = (int64_t)ts.tv_sec * 1000000 + ts.tv_nsec / 1000;
    return site->rehearsal ? now + atomic_load(&site->clock_offset_us) : now;
}
