/* site.h: this server's settings, and the clock everybody shares. Made once at start, read-only afterwards. */
#ifndef BASE_SITE_H
#define BASE_SITE_H

#include "base/msg.h"

#include <stdbool.h>

struct db;
struct ledger_key;

struct site {
    const char *data_dir;   /* absolute path of the data folder */
    const char *public_url; /* "https://hub.example.go.jp", no slash at its end: links in mails begin with it */
    bool secure_cookies;    /* public_url is https: cookies are Secure and named __Host-… */
    bool rehearsal;         /* 演習: marked on every page and print, mails stay in a tray, the clock can be pushed */
    struct db *db;
    const struct ledger_key *ledger_key; /* signs seals and receipts; NULL in tests that do not need it */
    const char *smtp_url, *mail_from;    /* smtp_url NULL or "": mails wait */
    _Atomic int64_t *clock_offset; /* rehearsals: µs added to the machine's clock; NULL: none */
    instant clock_fixed_at;        /* > 0: the clock stands still at this instant (tests) */
};

/* The site's present instant: the machine's clock, pushed in a rehearsal. Only the border and jobs may ask; features
** use c->now. */
instant site_now(const struct site *site);
/* How far a rehearsal's clock is from the machine's, in µs; 0 on any other site. */
int64_t site_clock_offset(const struct site *site);
/* Moves this process's clock; the store has the value for all (office/clock.h). */
void site_move_clock(const struct site *site, int64_t offset_us);

#endif
