/* arrival.h: when a request arrived. Internal to http/. */
#ifndef HTTP_ARRIVAL_H
#define HTTP_ARRIVAL_H

#include "http/server.h"

#include <time.h>

/* What that clock shows, in microseconds. */
int64_t clock_us(clockid_t clock);
/* Now, or when the proxy says that it arrived (stamped, 0: it does not), on the clock of this server: where that one is
** pushed, a proxy's stamp says only how long ago it was. */
instant arrival(const struct http_server_config *cfg, instant stamped);

#endif
