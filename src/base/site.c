/* site.c: see site.h. */
#include "base/site.h"

#include <stdatomic.h>
#include <stddef.h>
#include <time.h>

int64_t site_clock_offset(const struct site *site)
{
    return site && site->rehearsal && site->clock_offset ? atomic_load(site->clock_offset) : 0;
}

void site_move_clock(const struct site *site, int64_t offset_us)
{
    if (site->clock_offset)
        atomic_store(site->clock_offset, offset_us);
}

instant site_now(const struct site *site)
{
    if (site->clock_fixed_at > 0)
        return site->clock_fixed_at;
    struct timespec ts;
    (void)clock_gettime(CLOCK_REALTIME, &ts);
    return (int64_t)ts.tv_sec * 1000000 + ts.tv_nsec / 1000 + site_clock_offset(site);
}
