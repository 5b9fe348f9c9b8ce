/* spool.c: see spool.h. */
#include "http/spool.h"

#include "base/rand.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

static void spool_release(void *p)
{
    struct spool *s = p;
    if (s->fd >= 0)
        (void)close(s->fd);
    (void)unlink(s->path);
}

struct err *spool_begin(struct arena *a, const char *dir, struct spool **ret)
{
    /* The hash state wants an alignment of 64, more than an arena promises: it gets room to be moved into. */
    uintptr_t at = (uintptr_t)arena_alloc(a, sizeof(struct spool) + _Alignof(struct spool));
    at = (at + _Alignof(struct spool) - 1) / _Alignof(struct spool) * _Alignof(struct spool);
    struct spool *s = (struct spool *)at; // NOLINT(performance-no-int-to-ptr): see above
    s->arena = a;
    s->path = arena_printf(a, "%s/%s.part", dir, rand_token(a, 18));
    s->fd = open(s->path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (s->fd < 0)
        return fault(a, "cannot make the spool file %s: %s", s->path, strerrordesc_np(errno));
    arena_defer(a, spool_release, s);
    (void)crypto_generichash_init(&s->hash, NULL, 0, sizeof((struct upload *)0)->hash);
    *ret = s;
    return NULL;
}

struct err *spool_put(struct spool *s, const void *p, size_t n)
{
    (void)crypto_generichash_update(&s->hash, p, n);
    s->size += (int64_t)n;
    for (const char *from = p; n > 0;) {
        ssize_t wrote = write(s->fd, from, n);
        if (wrote < 0 && errno == EINTR)
            continue;
        if (wrote < 0)
            return fault(s->arena, "cannot write the spool file %s: %s", s->path, strerrordesc_np(errno));
        from += wrote;
        n -= (size_t)wrote;
    }
    return NULL;
}

struct err *spool_end(struct spool *s, struct upload *ret)
{
    int fd = s->fd;
    s->fd = -1;
    if (close(fd) != 0)
        return fault(s->arena, "cannot close the spool file %s: %s", s->path, strerrordesc_np(errno));
    (void)crypto_generichash_final(&s->hash, ret->hash, sizeof ret->hash);
    ret->spool_path = s->path;
    ret->size = s->size;
    return NULL;
}
