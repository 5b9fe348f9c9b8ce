/* site.h: this server's settings, and the clock everybody shares. Made once at start, read-only afterwards.
 */
#ifndef BASE_SITE_H
#define BASE_SITE_H

#include "base/msg.h"

#include <stdbool.h>
#include <stdatomic.h>

struct db;
struct ledger_key;

struct site {
    const char *data_dir; /* absolute path of the data folder */
    const char *
        public_url; /* "https://hub.example.go.jp" without a slash at the end: links in mails, origin check */
    bool secure_cookies; /* public_url is https: cookies are Secure and named __Host-… */
    bool
        rehearsal; /* 演習: marked on every page and print, mails stay in the tray, the clock can be pushed */
    struct db *db;
    const struct ledger_key *ledger_key; /* signs seals and receipts; NULL in tests that do not need it */
    /* Rehearsals only: what is added to the machine's clock, in microseconds. Loaded from the store at start
    *and by a
    ** job every second, so that all nodes push together; set by the office's page. */
    _Atomic int64_t clock_offset_us;
    /* ≥ 0: the clock stands still at this instant (tests). */
    instant clock_fixed_at;
};

/* The site's present instant: the machine's clock, pushed in a rehearsal. Only the border and jobs may ask;
*features
** use c->now. */
instant site_now(const struct site *site);

#endif
