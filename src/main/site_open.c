/* site_open.c: see site_open.h. */
#include "main/site_open.h"

#include "db/db.h"
#include "ledger/key.h"
#include "ledger/setting.h"
#include "office/clock.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static void close_store(void *ptr)
{
    struct db *db = ptr;
    db_close(&db);
}

struct err *folder_make(struct arena *a, const char *path, const char **ret)
{
    char full[PATH_MAX];
    if (mkdir(path, 0750) != 0 && errno != EEXIST)
        return fault(a, "%s: %s", path, strerror(errno)); // NOLINT(concurrency-mt-unsafe)
    if (!realpath(path, full))
        return fault(a, "%s: %s", path, strerror(errno)); // NOLINT(concurrency-mt-unsafe)
    *ret = arena_strdup(a, full);
    return NULL;
}

/* "sqlite:kyoten.db" is relative to the data folder. */
static const char *store_url(struct arena *a, const char *data_dir, const char *store)
{
    static const char SQLITE[] = "sqlite:";
    if (strncmp(store, SQLITE, sizeof SQLITE - 1) != 0 || store[sizeof SQLITE - 1] == '/')
        return store;
    return arena_printf(a, "sqlite:%s/%s", data_dir, store + sizeof SQLITE - 1);
}

struct err *site_load_clock(struct ctx *c, struct site *site)
{
    int64_t offset = 0;
    TRY(clock_offset_load(c, &site->rehearsal, &offset));
    site_move_clock(site, offset);
    return NULL;
}

struct err *site_open(struct arena *a, const char *data_dir, int flags, struct config *ret_config,
                      struct site **ret)
{
    struct site *site = arena_new(a, struct site);
    struct db_config db = { 0 };
    int applied = 0;
    TRY(folder_make(a, data_dir, &site->data_dir));
    TRY(config_load(a, site->data_dir, ret_config));
    db = (struct db_config){ .url = store_url(a, site->data_dir, ret_config->store),
                             .workers = (int)ret_config->workers };
    TRY(db_open(a, &db, &site->db));
    arena_defer(a, close_store, site->db);
    if (flags & SITE_MIGRATE)
        TRY(db_migrate(a, site->db, &applied));
    TRY(db_check_statements(a, site->db));
    TRY(ledger_key_load(a, site->data_dir, &site->ledger_key));
    site->public_url = ret_config->public_url;
    site->smtp_url = ret_config->smtp_url;
    site->mail_from = ret_config->mail_from;
    site->clock_offset = arena_new(a, _Atomic int64_t);
    site->secure_cookies = strncmp(site->public_url, "https://", 8) == 0;
    struct conn *conn = conn_read_begin(site->db);
    struct ctx c = { .arena = a, .db = conn, .site = site };
    struct err *e = site_load_clock(&c, site);
    conn_read_end(conn);
    TRY(e);
    *ret = site;
    return NULL;
}
