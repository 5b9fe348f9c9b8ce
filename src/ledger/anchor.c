/* anchor.c: see anchor.h. */
#include "ledger/anchor.h"

#include "base/fd.h"
#include "base/site.h"
#include "ledger/entry.h"
#include "ledger/seal.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define ANCHOR_MAX 96 /* 19 digits, a space, 64 digits, a newline */

static const char *path_of(struct arena *a, const char *data_dir)
{
    return arena_printf(a, "%s/keys/ledger.anchor", data_dir);
}

struct err *anchor_load(struct arena *a, const char *data_dir, struct anchor *ret)
{
    const char *path = path_of(a, data_dir);
    FD(fd) = open(path, O_RDONLY | O_CLOEXEC);
    *ret = (struct anchor){ .number = 0 };
    if (fd < 0 && errno == ENOENT)
        return NULL;
    if (fd < 0)
        return fault(a, "%s cannot be opened: %s", path, strerror(errno)); // NOLINT(concurrency-mt-unsafe)
    char text[ANCHOR_MAX + 1] = "";
    ssize_t n = read(fd, text, ANCHOR_MAX);
    char *end = NULL;
    long long number = strtoll(text, &end, 10);
    if (n <= 0 || text[n - 1] != '\n' || number < 1 || *end != ' ')
        return fault(a, "%s is damaged: it must be a number and a hash", path);
    text[n - 1] = 0;
    if (!canon_read_hex(end + 1, ret->hash.b, sizeof ret->hash.b))
        return fault(a, "%s is damaged: it must be a number and a hash", path);
    ret->number = number;
    return NULL;
}

struct err *ledger_anchor_write(struct ctx *c)
{
    struct arena *a = c->arena;
    struct seal s;
    struct anchor old;
    TRY(ledger_seal_last(c, &s));
    TRY(anchor_load(a, c->site->data_dir, &old));
    if (s.number <= old.number)
        return NULL; /* never backwards: that would hide what the anchor is for */
    struct hash h = canon_seal_hash(canon_seal(a, &s));
    char hex[2 * sizeof h.b + 1];
    sodium_bin2hex(hex, sizeof hex, h.b, sizeof h.b);
    const char *path = path_of(a, c->site->data_dir);
    const char *made = arena_printf(a, "%s.new", path);
    const char *line = arena_printf(a, "%lld %s\n", (long long)s.number, hex);
    ssize_t n = (ssize_t)strlen(line);
    FD(fd) = open(made, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (fd < 0 || write(fd, line, (size_t)n) != n || fdatasync(fd) != 0 || rename(made, path) != 0)
        return fault(a, "%s cannot be written: %s", path, strerror(errno)); // NOLINT(concurrency-mt-unsafe)
    return NULL;
}
