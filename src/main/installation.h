/* installation.h: opens one installation, DATA with its settings, key and store, for a command. */
#ifndef MAIN_INSTALLATION_H
#define MAIN_INSTALLATION_H

#include "base/site.h"
#include "db/db.h"
#include "main/config.h"

struct installation {
    struct config config;
    struct site site; /* data_dir, db and ledger_key are set; the rest is the caller's */
};

/* The store's address as db_open wants it: a relative SQLite file lies in the data folder. */
const char *installation_store(struct arena *a, const char *data_dir, const char *store);
/* Reads site.conf and the ledger's key, opens the store, which must be there and have the schema of this program.
** Closed when the arena ends. INVALID or FAULT in one sentence with the place. */
struct err *installation_open(struct arena *a, const char *data_dir, struct installation *ret) MUST_CHECK;

#endif
