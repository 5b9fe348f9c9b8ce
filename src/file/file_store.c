/* file_store.c: bytes in the data folder (SQLite) or in chunks of the store (PostgreSQL), see file_store.h. */
#include "file/file_store.h"

#include "base/fd.h"
#include "base/rand.h"
#include "base/site.h"
#include "ledger/ledger.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

NOT_AUDITED(file_chunk, "bytes, found by their hash: the rows that name a file have it");

/* Kept again: the same bytes, and young again for the sweep. kept_at is the machine's time. */
STMT(file_chunk_insert, WRITE, "bibi",
     "INSERT INTO file_chunk (hash, number, bytes, kept_at) VALUES ($1, $2, $3, $4)"
     " ON CONFLICT (hash, number) DO UPDATE SET kept_at = excluded.kept_at");
STMT(file_chunk_older, READ, "i", "SELECT hash FROM file_chunk WHERE number = 0 AND kept_at < $1 ORDER BY hash");
STMT(file_chunk_remove, WRITE, "bi", "DELETE FROM file_chunk WHERE hash = $1 AND kept_at < $2");
STMT(file_chunk_one, READ, "bi", "SELECT bytes FROM file_chunk WHERE hash = $1 AND number = $2");

bool file_in_store(const struct ctx *c)
{
    return c->site->db && db_kind_of(c->site->db) == DB_POSTGRES;
}

static void hex_of(const uint8_t hash[32], char ret[65])
{
    (void)sodium_bin2hex(ret, 65, hash, 32);
}

const char *file_path(struct ctx *c, const uint8_t hash[32])
{
    char hex[65];
    hex_of(hash, hex);
    return arena_printf(c->arena, "%s/files/%.2s/%s", c->site->data_dir, hex, hex + 2);
}

/* Reads up to n bytes; fewer only at the end. */
static struct err *read_full(struct ctx *c, int fd, uint8_t *p, size_t n, size_t *ret_n)
{
    size_t got = 0;
    while (got < n) {
        ssize_t r = read(fd, p + got, n - got);
        if (r < 0 && errno == EINTR)
            continue;
        if (r < 0)
            return fault(c->arena, "cannot read a file: %s", strerrordesc_np(errno));
        if (r == 0)
            break;
        got += (size_t)r;
    }
    *ret_n = got;
    return NULL;
}

/* ── the data folder ── */

static struct err *sync_folder(struct ctx *c, const char *path)
{
    FD(fd) = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0 || fsync(fd) != 0)
        return fault(c->arena, "cannot make the folder %s durable: %s", path, strerrordesc_np(errno));
    return NULL;
}

static struct err *make_folder(struct ctx *c, const char *path, const char *parent)
{
    if (mkdir(path, 0700) == 0)
        return sync_folder(c, parent);
    if (errno != EEXIST)
        return fault(c->arena, "cannot make the folder %s: %s", path, strerrordesc_np(errno));
    return NULL;
}

static struct err *copy_to(struct ctx *c, int fd, const char *path)
{
    static const size_t PART = 65536;
    uint8_t *part = arena_alloc(c->arena, PART);
    size_t n = 0;
    FD(out) = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (out < 0)
        return fault(c->arena, "cannot write %s: %s", path, strerrordesc_np(errno));
    do {
        TRY(read_full(c, fd, part, PART, &n));
        for (size_t done = 0; done < n;) {
            ssize_t w = write(out, part + done, n - done);
            if (w < 0 && errno != EINTR)
                return fault(c->arena, "cannot write %s: %s", path, strerrordesc_np(errno));
            done += w > 0 ? (size_t)w : 0;
        }
    } while (n == PART);
    if (fsync(out) != 0)
        return fault(c->arena, "cannot make %s durable: %s", path, strerrordesc_np(errno));
    return NULL;
}

/* The spool may lie on another disk: then a copy is made beside the place and renamed there. */
static struct err *move_in(struct ctx *c, int fd, const char *from, const char *to)
{
    if (fsync(fd) != 0)
        return fault(c->arena, "cannot make %s durable: %s", from, strerrordesc_np(errno));
    if (rename(from, to) == 0)
        return NULL;
    if (errno != EXDEV)
        return fault(c->arena, "cannot move %s to %s: %s", from, to, strerrordesc_np(errno));
    const char *beside = arena_printf(c->arena, "%s.%s", to, rand_token(c->arena, 9));
    struct err *e = copy_to(c, fd, beside);
    if (!e && rename(beside, to) != 0)
        e = fault(c->arena, "cannot move %s to %s: %s", beside, to, strerrordesc_np(errno));
    if (e)
        (void)unlink(beside);
    return e;
}

static struct err *put_in_folder(struct ctx *c, int fd, const char *path, const uint8_t hash[32])
{
    const char *to = file_path(c, hash);
    const char *files = arena_printf(c->arena, "%s/files", c->site->data_dir);
    const char *folder = arena_strndup(c->arena, to, (size_t)(strrchr(to, '/') - to));
    TRY(make_folder(c, files, c->site->data_dir));
    TRY(make_folder(c, folder, files));
    TRY(move_in(c, fd, path, to)); /* over an older copy: the same bytes, and young again for the sweep */
    return sync_folder(c, folder);
}

/* ── the store ── */

/* All chunks in one transaction: a file is there as a whole or not at all. */
static struct err *put_in_store(struct ctx *c, int fd, const uint8_t hash[32])
{
    struct ctx own = *c;
    struct conn *conn = conn_write_begin(c->site->db);
    own.arena = arena_make((size_t)4 * FILE_CHUNK_BYTES);
    own.db = conn;
    uint8_t *part = arena_alloc(own.arena, FILE_CHUNK_BYTES);
    size_t n = 0;
    struct err *e = NULL;
    {
        TX(tx, &own);
        for (int64_t i = 0; !e && (i == 0 || n == FILE_CHUNK_BYTES); i++) {
            e = read_full(c, fd, part, FILE_CHUNK_BYTES, &n);
            if (!e)
                e = db_run(tx, file_chunk_insert, NULL, BYTES((struct bytes){ hash, 32 }), I64(i),
                           BYTES((struct bytes){ part, n }), I64(c->now - site_clock_offset(c->site)));
        }
        if (!e)
            e = tx_commit(tx);
    }
    if (e)
        e = fault(c->arena, "a file is not kept in the store: %s", e->why ? e->why : "refused");
    conn_write_end(conn);
    (void)arena_free(own.arena);
    return e;
}

struct err *file_store_put(struct ctx *c, int fd, const char *path, const uint8_t hash[32])
{
    return file_in_store(c) ? put_in_store(c, fd, hash) : put_in_folder(c, fd, path, hash);
}

struct err *file_store_older(struct ctx *c, instant before, size_t *ret_n, struct bytes **ret)
{
    struct rows rows;
    TRY(db_rows(c, file_chunk_older, &rows, I64(before)));
    struct bytes *v = arena_array(c->arena, struct bytes, rows.n + 1);
    for (size_t i = 0; i < rows.n; i++)
        v[i] = row_bytes(&rows.v[i], 0);
    *ret_n = rows.n;
    *ret = v;
    return NULL;
}

struct err *file_store_remove(struct tx *tx, struct bytes hash, instant before, int64_t *ret_chunks)
{
    return db_run(tx, file_chunk_remove, ret_chunks, BYTES(hash), I64(before));
}

/* ── reading ── */

static struct err *each_of_folder(struct ctx *c, const uint8_t hash[32],
                                  struct err *(*fn)(struct ctx *, struct bytes, void *), void *arg)
{
    size_t n = 0;
    const char *path = file_path(c, hash);
    FD(fd) = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0 && errno == ENOENT)
        return not_found(c->arena);
    if (fd < 0)
        return fault(c->arena, "cannot open %s: %s", path, strerrordesc_np(errno));
    ARENA(own);
    uint8_t *part = arena_alloc(own, FILE_CHUNK_BYTES);
    do {
        TRY(read_full(c, fd, part, FILE_CHUNK_BYTES, &n));
        TRY(fn(c, (struct bytes){ part, n }, arg));
    } while (n == FILE_CHUNK_BYTES);
    return NULL;
}

static struct err *each_of_store(struct ctx *c, const uint8_t hash[32],
                                 struct err *(*fn)(struct ctx *, struct bytes, void *), void *arg)
{
    bool more = true;
    for (int64_t i = 0; more; i++) {
        ARENA(own);
        struct ctx lent = *c;
        struct row row;
        lent.arena = own;
        struct err *e =
            db_find(&lent, file_chunk_one, &row, &more, BYTES((struct bytes){ hash, 32 }), I64(i));
        if (e)
            return fault(c->arena, "cannot read a file from the store: %s", e->why ? e->why : "refused");
        if (!more && i == 0)
            return not_found(c->arena);
        if (more)
            TRY(fn(c, row_bytes(&row, 0), arg));
    }
    return NULL;
}

struct err *file_store_each(struct ctx *c, const uint8_t hash[32],
                            struct err *(*fn)(struct ctx *c, struct bytes part, void *arg), void *arg)
{
    return file_in_store(c) ? each_of_store(c, hash, fn, arg) : each_of_folder(c, hash, fn, arg);
}

struct hashing {
    crypto_generichash_state state;
    int64_t size;
};

static struct err *hash_part(struct ctx *c, struct bytes part, void *arg)
{
    struct hashing *h = arg;
    (void)c;
    (void)crypto_generichash_update(&h->state, part.p, part.n);
    h->size += (int64_t)part.n;
    return NULL;
}

struct err *file_store_hash(struct ctx *c, const uint8_t hash[32], uint8_t ret[32], int64_t *ret_size)
{
    struct hashing h = { .size = 0 };
    (void)crypto_generichash_init(&h.state, NULL, 0, 32);
    TRY(file_store_each(c, hash, hash_part, &h));
    (void)crypto_generichash_final(&h.state, ret, 32);
    *ret_size = h.size;
    return NULL;
}
