/* db_sqlite_backup.c: a copy of the store while it is in use: one moment of it, checked, on disk, under its name only
** when it is whole. PostgreSQL has pg_dump and its archive for that. */
#include "db/db_impl.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void closed(sqlite3 **db)
{
    (void)sqlite3_close_v2(*db);
}

static int copy_all(sqlite3 *from, sqlite3 *to)
{
    sqlite3_backup *b = sqlite3_backup_init(to, "main", from, "main");
    if (!b)
        return sqlite3_errcode(to);
    (void)sqlite3_backup_step(b, -1); /* in one go: a copy in steps begins anew whenever somebody writes */
    return sqlite3_backup_finish(b);
}

static int first_column(void *arg, int n, char **value, char **name)
{
    (void)n, (void)name;
    (void)snprintf(arg, 64, "%s", value[0] ? value[0] : "");
    return 0;
}

/* The copy as one plain file without a log beside it. */
static struct err *copy_and_check(struct arena *a, sqlite3 *from, const char *path)
{
    sqlite3 *to __attribute__((cleanup(closed))) = NULL;
    char answer[64] = "";
    int rc = sqlite3_open_v2(path, &to, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, NULL);
    if (rc == SQLITE_OK)
        rc = sqlite3_exec(to, "PRAGMA synchronous = FULL", NULL, NULL, NULL);
    if (rc == SQLITE_OK)
        rc = copy_all(from, to);
    if (rc == SQLITE_OK)
        rc = sqlite3_exec(to, "PRAGMA journal_mode = DELETE", NULL, NULL, NULL);
    if (rc == SQLITE_OK)
        rc = sqlite3_exec(to, "PRAGMA integrity_check(1)", first_column, answer, NULL);
    if (rc != SQLITE_OK)
        return fault(a, "%s: %s", path, to ? sqlite3_errmsg(to) : sqlite3_errstr(rc));
    return strcmp(answer, "ok") == 0 ? NULL : fault(a, "%s: the copy is damaged: %s", path, answer);
}

/* The new name itself must survive a power cut. */
static struct err *name_it(struct arena *a, const char *part, const char *path)
{
    const char *slash = strrchr(path, '/');
    const char *folder = slash == path ? "/" : slash ? arena_strndup(a, path, (size_t)(slash - path)) : ".";
    if (link(part, path) != 0 || unlink(part) != 0)
        return fault(a, "%s: %m", path);
    int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    int rc = fd < 0 ? -1 : fsync(fd);
    if (fd >= 0)
        (void)close(fd);
    return rc == 0 ? NULL : fault(a, "%s: %m", folder);
}

struct err *db_backup(struct arena *a, struct db *db, const char *path)
{
    const char *part = arena_printf(a, "%s.part", path);
    if (db->store->kind != DB_SQLITE)
        return fault(a, "a store on PostgreSQL is backed up by pg_dump, not into a file of ours");
    if (access(path, F_OK) == 0)
        return fault(a, "%s exists already; a backup overwrites nothing", path);
    (void)unlink(part); /* of a backup that was cut short */
    int fd = open(part, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, S_IRUSR | S_IWUSR);
    if (fd < 0 || close(fd) != 0)
        return fault(a, "%s: %m", part);
    struct conn *conn = conn_read_begin(db);
    struct err *e = conn->broken[0] ? fault(a, "%s", conn->broken)
                                    : copy_and_check(a, sqlite_handle(conn), part);
    conn_read_end(conn);
    if (!e)
        e = name_it(a, part, path);
    if (e)
        (void)unlink(part);
    return e;
}
