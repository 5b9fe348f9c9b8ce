/* file_care.c: kyoten verify reads every file that a row names; what no row names is removed after a day. */
#include "file/file.h"

#include "base/date.h"
#include "base/site.h"
#include "file/file_store.h"
#include "job/job.h"
#include "ledger/verify.h"
#include "file.msg.h"

#include <dirent.h>
#include <fcntl.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Weak: a program without features names no files. */
extern const struct file_names *const __start_kyoten_files[] __attribute__((weak));
extern const struct file_names *const __stop_kyoten_files[] __attribute__((weak));

/* ── verify ── */

struct verifying {
    struct ledger_report *report;
    const char *table;
};

static struct err *verify_one(struct ctx *c, const struct row *r, void *arg)
{
    struct verifying *v = arg;
    uint8_t is[32];
    char hex[65] = "";
    int64_t size = 0;
    struct bytes hash = row_bytes(r, 0);
    struct err *e = NULL;
    if (hash.n == 32) {
        (void)sodium_bin2hex(hex, sizeof hex, hash.p, 32);
        e = file_store_hash(c, hash.p, is, &size);
        if (e && e->kind != ERR_NOT_FOUND)
            return e;
    }
    bool gone = hash.n != 32 || e;
    if (!gone && memcmp(is, hash.p, 32) == 0 && size == row_i64(r, 1))
        return NULL;
    ledger_found(v->report, &(struct ledger_finding){ .kind = gone ? "file_missing" : "file_changed",
                                                      .msg = gone ? &MSG_FILE_MISSING : &MSG_FILE_CHANGED,
                                                      .args = { arg_text(hex) },
                                                      .table = v->table });
    return NULL;
}

static struct err *file_verify(struct ctx *c, struct ledger_report *report)
{
    for (const struct file_names *const *p = __start_kyoten_files; p < __stop_kyoten_files; p++) {
        struct verifying v = { report, (*p)->table };
        TRY(db_each_(c, (*p)->all, verify_one, &v, VALUES_()));
    }
    return NULL;
}
VERIFY_HOOK(files, file_verify);

/* ── the sweep ── */

struct asking {
    struct bytes hash;
    int64_t named;
};

static struct err *ask_named(struct ctx *c, void *arg)
{
    struct asking *q = arg;
    q->named = 0;
    for (const struct file_names *const *p = __start_kyoten_files; p < __stop_kyoten_files; p++) {
        int64_t n = 0;
        TRY(db_i64_(c, (*p)->names, &n, VALUES_(BYTES(q->hash))));
        q->named += n;
    }
    return NULL;
}

static bool is_old(const struct stat *st, instant now)
{
    return (int64_t)st->st_mtim.tv_sec * 1000000 < now - DAY_US;
}

/* An upload of the same bytes may rename its file here at any moment. So the old one is moved aside first; if it turns
** out to be young, it was such an upload, and goes back. */
static void remove_old(struct ctx *c, const char *path, instant now, int *removed)
{
    struct stat st;
    const char *aside = arena_printf(c->arena, "%s.old", path);
    if (rename(path, aside) != 0)
        return;
    if (stat(aside, &st) == 0 && !is_old(&st, now)) {
        (void)rename(aside, path);
        return;
    }
    (void)unlink(aside);
    ++*removed;
}

static struct err *sweep_one(struct ctx *c, const char *folder, const char *prefix, const char *name,
                             instant now, int *removed)
{
    struct stat st;
    uint8_t hash[32];
    size_t n = 0;
    const char *path = arena_printf(c->arena, "%s/%s", folder, name);
    const char *hex = arena_printf(c->arena, "%s%s", prefix, name);
    if (name[0] == '.' || stat(path, &st) != 0 || !is_old(&st, now))
        return NULL;
    bool is_hash =
        strlen(hex) == 64 && sodium_hex2bin(hash, sizeof hash, hex, 64, NULL, &n, NULL) == 0 && n == 32;
    if (!is_hash) { /* left behind by a copy that did not come to its end */
        *removed += unlink(path) == 0;
        return NULL;
    }
    struct asking q = { .hash = { hash, sizeof hash } };
    TRY(c->db ? ask_named(c, &q) : job_do(c, READ, ask_named, &q));
    if (q.named == 0)
        remove_old(c, path, now, removed);
    return NULL;
}

static void close_folder(void *d)
{
    (void)closedir(d);
}

static struct err *sweep_folder(struct ctx *c, const char *prefix, instant now, int *removed)
{
    ARENA(own);
    struct ctx lent = *c;
    const char *folder = arena_printf(c->arena, "%s/files/%s", c->site->data_dir, prefix);
    DIR *d = opendir(folder);
    if (!d)
        return NULL;
    lent.arena = own;
    arena_defer(own, close_folder, d);
    for (struct dirent *one; (one = readdir(d));) { // NOLINT(concurrency-mt-unsafe): our own stream
        struct err *e = sweep_one(&lent, folder, prefix, one->d_name, now, removed);
        if (e)
            return fault(c->arena, "the sweep of files: %s", e->why ? e->why : "refused");
    }
    return NULL;
}

/* ── the sweep of the store ── */

struct removing {
    struct bytes hash;
    instant before;
    int64_t chunks;
    size_t n;
    struct bytes *v;
};

static struct err *find_old(struct ctx *c, void *arg)
{
    struct removing *x = arg;
    return file_store_older(c, x->before, &x->n, &x->v);
}

/* Asked and removed in one transaction: whoever names it meanwhile has kept it anew, or stands in this one's way. */
static struct err *remove_unnamed(struct ctx *c, void *arg)
{
    struct removing *x = arg;
    struct asking q = { .hash = x->hash };
    x->chunks = 0;
    TX(tx, c);
    TRY(ask_named(c, &q));
    if (q.named == 0)
        TRY(file_store_remove(tx, x->hash, x->before, &x->chunks));
    return tx_commit(tx);
}

static struct err *sweep_store(struct ctx *c, instant machine_now, int *removed)
{
    struct removing x = { .before = machine_now - DAY_US };
    TRY(job_do(c, READ, find_old, &x));
    for (size_t i = 0; i < x.n; i++) {
        ARENA(own);
        struct ctx lent = *c;
        lent.arena = own;
        x.hash = x.v[i];
        struct err *e = job_do(&lent, WRITE, remove_unnamed, &x);
        if (e)
            return fault(c->arena, "the sweep of files: %s", e->why ? e->why : "refused");
        *removed += x.chunks > 0;
    }
    return NULL;
}

struct err *file_sweep(struct ctx *c, instant machine_now, int *ret_removed)
{
    *ret_removed = 0;
    if (file_in_store(c))
        return sweep_store(c, machine_now, ret_removed);
    if (!c->site->data_dir)
        return NULL;
    for (int i = 0; i < 256; i++)
        TRY(sweep_folder(c, arena_printf(c->arena, "%02x", (unsigned)i), machine_now, ret_removed));
    return NULL;
}

EVERY(file_sweep_hourly, 3600)
{
    int removed = 0;
    return file_sweep(c, site_now(c->site) - site_clock_offset(c->site), &removed);
}
