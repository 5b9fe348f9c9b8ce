/* file.c: taking files in, and giving them out; see file.h. */
#include "file/file.h"

#include "base/fd.h"
#include "base/rand.h"
#include "base/site.h"
#include "file/file_store.h"

#include <errno.h>
#include <fcntl.h>
#include <magic.h>
#include <sodium.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define LOOKED_AT ((size_t)1 << 20) /* of a file whose kind is asked for */
#define READ_MAX ((int64_t)8 << 20) /* file_read: into the arena of a request */

static const struct {
    const char *media_type, *word;
} TYPES[] = {
    { "application/pdf", "pdf" },
    { "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx" },
    { "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx" },
    { "image/png", "png" },
    { "image/jpeg", "jpeg" },
};

const char *file_type_word(const char *media_type)
{
    for (size_t i = 0; i < sizeof TYPES / sizeof TYPES[0]; i++)
        if (strcmp(TYPES[i].media_type, media_type) == 0)
            return TYPES[i].word;
    return "";
}

/* What the bytes are, whatever the name says. */
static struct err *sniff(struct ctx *c, int fd, const char **ret)
{
    magic_t m = magic_open(MAGIC_MIME_TYPE);
    if (!m || magic_load(m, NULL) != 0) {
        struct err *e = fault(c->arena, "libmagic: %s", m ? magic_error(m) : "no memory");
        if (m)
            magic_close(m);
        return e;
    }
    /* Else it takes the first seven MiB of the file into memory; a MiB tells as much. */
    (void)magic_setparam(m, MAGIC_PARAM_BYTES_MAX, &(size_t){ LOOKED_AT });
    const char *type = lseek(fd, 0, SEEK_SET) == 0 ? magic_descriptor(m, fd) : NULL;
    *ret = arena_strdup(c->arena, type ? type : "application/octet-stream");
    magic_close(m);
    return lseek(fd, 0, SEEK_SET) == 0 ? NULL
                                       : fault(c->arena, "cannot rewind a file: %s", strerrordesc_np(errno));
}

static struct err *keep(struct ctx *c, int fd, const char *path, struct file_facts *facts)
{
    TRY(sniff(c, fd, &facts->media_type));
    return file_store_put(c, fd, path, facts->hash);
}

struct err *file_keep_upload(struct ctx *c, const struct upload *u, struct file_facts *ret)
{
    struct file_facts facts = { .size = u->size,
                                .name = arena_strdup(c->arena, u->file_name ? u->file_name : "") };
    memcpy(facts.hash, u->hash, sizeof facts.hash);
    FD(fd) = open(u->spool_path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return fault(c->arena, "cannot open the spool file %s: %s", u->spool_path, strerrordesc_np(errno));
    TRY(keep(c, fd, u->spool_path, &facts));
    *ret = facts;
    return NULL;
}

/* A file without a name left: gone when it is closed. */
static struct err *nameless(struct ctx *c, const char **ret_path, int *ret_fd)
{
    const char *path = arena_printf(c->arena, "%s/%s.part", c->site->data_dir, rand_token(c->arena, 12));
    int fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd < 0)
        return fault(c->arena, "cannot make %s: %s", path, strerrordesc_np(errno));
    *ret_path = path;
    *ret_fd = fd;
    return NULL;
}

struct out {
    crypto_generichash_state state; /* wants 64 bytes of alignment: first */
    int64_t size;
    int fd;
};

static struct err *out_part(struct ctx *c, struct bytes part, void *arg)
{
    struct out *o = arg;
    (void)crypto_generichash_update(&o->state, part.p, part.n);
    o->size += (int64_t)part.n;
    for (size_t done = 0; o->fd >= 0 && done < part.n;) {
        ssize_t w = write(o->fd, part.p + done, part.n - done);
        if (w < 0 && errno != EINTR)
            return fault(c->arena, "cannot write a file: %s", strerrordesc_np(errno));
        done += w > 0 ? (size_t)w : 0;
    }
    return NULL;
}

struct err *file_keep_bytes(struct ctx *c, struct bytes b, struct file_facts *ret)
{
    struct file_facts facts = { .size = (int64_t)b.n, .name = "" };
    const char *path = NULL;
    FD(fd) = -1;
    TRY(nameless(c, &path, &fd));
    struct out o = { .fd = fd };
    (void)crypto_generichash_init(&o.state, NULL, 0, 32);
    struct err *e = out_part(c, b, &o);
    (void)crypto_generichash_final(&o.state, facts.hash, sizeof facts.hash);
    if (!e)
        e = keep(c, fd, path, &facts);
    (void)unlink(path); /* moved away, or copied into the store */
    TRY(e);
    *ret = facts;
    return NULL;
}

/* ── giving out ── */

/* Every byte is read and checked before the first one leaves: what was changed behind our back is never handed on. */
static struct err *check(struct ctx *c, const uint8_t hash[32], int64_t size, struct out *o)
{
    uint8_t is[32];
    char hex[65];
    (void)sodium_bin2hex(hex, sizeof hex, hash, 32);
    (void)crypto_generichash_init(&o->state, NULL, 0, 32);
    TRY(file_store_each(c, hash, out_part, o));
    (void)crypto_generichash_final(&o->state, is, sizeof is);
    if (memcmp(is, hash, sizeof is) != 0 || o->size != size)
        return fault(c->arena, "the bytes of file %s are not what was taken in (%lld bytes of %lld)", hex,
                     (long long)o->size, (long long)size);
    return NULL;
}

struct err *file_send(struct ctx *c, struct response *rs, const uint8_t hash[32], int64_t size,
                      const char *name, const char *media_type)
{
    struct out o = { .fd = -1 };
    const char *path = NULL;
    int fd = -1;
    if (file_in_store(c)) {
        TRY(nameless(c, &path, &o.fd));
        (void)unlink(path);
        fd = o.fd;
    } else {
        fd = open(file_path(c, hash), O_RDONLY | O_CLOEXEC);
        if (fd < 0)
            return errno == ENOENT ? not_found(c->arena)
                                   : fault(c->arena, "cannot open a file: %s", strerrordesc_np(errno));
    }
    struct err *e = check(c, hash, size, &o);
    if (!e && lseek(fd, 0, SEEK_SET) != 0)
        e = fault(c->arena, "cannot rewind a file: %s", strerrordesc_np(errno));
    if (e) {
        (void)close(fd);
        return e;
    }
    return send_file(rs, c->arena, name, media_type, fd, size);
}

struct collecting {
    uint8_t *p;
    size_t n, cap;
};

static struct err *collect(struct ctx *c, struct bytes part, void *arg)
{
    struct collecting *all = arg;
    if (part.n > all->cap - all->n)
        return fault(c->arena, "a file is too large to be read as a whole");
    memcpy(all->p + all->n, part.p, part.n);
    all->n += part.n;
    return NULL;
}

struct err *file_read(struct ctx *c, const uint8_t hash[32], struct bytes *ret)
{
    return file_read_up_to(c, hash, READ_MAX, ret);
}

struct err *file_read_up_to(struct ctx *c, const uint8_t hash[32], int64_t most, struct bytes *ret)
{
    uint8_t is[32];
    int64_t size = 0;
    TRY(file_store_hash(c, hash, is, &size));
    if (memcmp(is, hash, sizeof is) != 0)
        return fault(c->arena, "the bytes of a file are not what was taken in");
    if (size > most)
        return fault(c->arena, "a file of %lld bytes is too large to be read as a whole", (long long)size);
    struct collecting all = { .p = arena_alloc(c->arena, (size_t)size + 1), .cap = (size_t)size };
    TRY(file_store_each(c, hash, collect, &all));
    *ret = (struct bytes){ all.p, all.n };
    return NULL;
}
