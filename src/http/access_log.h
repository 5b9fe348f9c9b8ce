/* access_log.h: the access lines of a server, written together. Internal to http/.
**
** A line that comes after a pause goes out at once; lines that come thick are gathered, for a tenth of a second at
** most, because one write for each would be a good part of what a page costs. A line about a fault takes everything
** before it out with it, and so does the end of the server: only a process that is killed can lose lines, those of its
** last tenth of a second. What must never be lost is in the ledger. */
#ifndef HTTP_ACCESS_LOG_H
#define HTTP_ACCESS_LOG_H

#include "base/arena.h"
#include "base/err.h"

#include <stdbool.h>

struct access_log;
/* Lines go to fd, which stays the caller's. FAULT: there is no thread for it. */
struct err *access_log_start(struct arena *a, int fd, struct access_log **ret) MUST_CHECK;
/* One whole line of n bytes, at most a few thousand. Called by any thread. */
void access_log_put(struct access_log *log, const char *line, size_t n, bool urgent);
/* Everything that was put is written when it returns. */
void access_log_flush(struct access_log *log);
/* The same, and the end. Sets *of to NULL; NULL is fine. */
void access_log_stop(struct access_log **of);

#endif
