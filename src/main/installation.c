/* installation.c: see installation.h. */
#include "main/installation.h"

#include "ledger/key.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define SQLITE "sqlite:"

const char *installation_store(struct arena *a, const char *data_dir, const char *store)
{
    size_t n = strlen(SQLITE);
    if (strncmp(store, SQLITE, n) != 0 || store[n] == '/' || store[n] == ':')
        return store;
    return arena_printf(a, SQLITE "%s/%s", data_dir, store + n);
}

static void close_store(void *arg)
{
    struct db *db = arg;
    db_close(&db);
}

struct err *installation_open(struct arena *a, const char *data_dir, struct installation *ret)
{
    char path[PATH_MAX];
    if (!realpath(data_dir, path))
        return fault(a, "%s: %s", data_dir, strerror(errno)); // NOLINT(concurrency-mt-unsafe)
    const char *folder = arena_strdup(a, path);
    TRY(config_load(a, folder, &ret->config));
    TRY(ledger_key_load(a, folder, &ret->site.ledger_key));
    const char *url = installation_store(a, folder, ret->config.store);
    if (strncmp(url, SQLITE, strlen(SQLITE)) == 0 && access(url + strlen(SQLITE), R_OK) != 0)
        return fault(a, "%s: %s", url + strlen(SQLITE), strerror(errno)); // NOLINT(concurrency-mt-unsafe)
    struct db *db = NULL;
    TRY(db_open(a, &(struct db_config){ .url = url, .readers = 1, .workers = 1 }, &db));
    arena_defer(a, close_store, db);
    TRY(db_check_statements(a, db));
    ret->site.data_dir = folder;
    ret->site.db = db;
    return NULL;
}
