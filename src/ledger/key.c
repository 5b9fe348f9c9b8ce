/* key.c: see key.h. */
#include "ledger/key.h"

#include "base/fd.h"
#include "base/rand.h"
#include "ledger/canon.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

_Static_assert(LEDGER_SEED_BYTES == crypto_sign_SEEDBYTES && LEDGER_PUBLIC_BYTES == crypto_sign_PUBLICKEYBYTES &&
                   LEDGER_SECRET_BYTES == crypto_sign_SECRETKEYBYTES && LEDGER_SIGNATURE_BYTES == crypto_sign_BYTES,
               "the sizes of Ed25519");

#define HEX_LETTERS (2 * LEDGER_SEED_BYTES)

void ledger_key_id(const uint8_t public[LEDGER_PUBLIC_BYTES], char ret[LEDGER_KEY_ID_LETTERS + 1])
{
    uint8_t h[MERKLE_BYTES];
    crypto_generichash(h, sizeof h, public, LEDGER_PUBLIC_BYTES, NULL, 0);
    sodium_bin2hex(ret, LEDGER_KEY_ID_LETTERS + 1, h, LEDGER_KEY_ID_LETTERS / 2);
}

void ledger_key_of_seed(const uint8_t seed[LEDGER_SEED_BYTES], struct ledger_key *ret)
{
    static const char PURPOSE[] = "kyoten ledger entry";
    crypto_sign_seed_keypair(ret->public, ret->secret, seed);
    crypto_generichash(ret->mac, sizeof ret->mac, (const uint8_t *)PURPOSE, sizeof PURPOSE - 1, seed,
                       LEDGER_SEED_BYTES);
    ledger_key_id(ret->public, ret->id);
}

/* Makes the file; it must not be there yet. */
static struct err *write_new(struct arena *a, const char *path, mode_t mode, const char *line)
{
    FD(fd) = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, mode);
    if (fd < 0)
        return fault(a, "%s cannot be made: %s", path, strerror(errno)); // NOLINT(concurrency-mt-unsafe)
    const char *text = arena_printf(a, "%s\n", line);
    ssize_t n = (ssize_t)strlen(text);
    if (fchmod(fd, mode) != 0 || write(fd, text, (size_t)n) != n || fsync(fd) != 0)
        return fault(a, "%s cannot be written: %s", path, strerror(errno)); // NOLINT(concurrency-mt-unsafe)
    return NULL;
}

/* Reads a file that is one line of 32 bytes in hexadecimal. */
static struct err *read_line(struct arena *a, const char *path, bool secret, uint8_t ret[32])
{
    FD(fd) = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return fault(a, "%s cannot be opened: %s", path, strerror(errno)); // NOLINT(concurrency-mt-unsafe)
    struct stat st;
    if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode))
        return fault(a, "%s is no ordinary file", path);
    if (secret && (st.st_mode & 077))
        return fault(a, "%s may be read by others (mode %03o): chmod 600 it, and ask who has read it", path,
                     (unsigned)st.st_mode & 0777U);
    char text[HEX_LETTERS + 2] = "";
    ssize_t n = read(fd, text, sizeof text);
    if (n == HEX_LETTERS + 1 && text[HEX_LETTERS] == '\n')
        n--;
    text[n > 0 && n <= HEX_LETTERS ? n : 0] = 0;
    bool good = n == HEX_LETTERS && canon_read_hex(text, ret, LEDGER_SEED_BYTES);
    sodium_memzero(text, sizeof text);
    return good ? NULL : fault(a, "%s is damaged: it must be one line of %d hexadecimal digits", path, HEX_LETTERS);
}

struct err *ledger_key_make(struct arena *a, const char *data_dir)
{
    uint8_t seed[LEDGER_SEED_BYTES];
    struct ledger_key key;
    char secret_line[HEX_LETTERS + 1];
    char public_line[HEX_LETTERS + 1];
    rand_bytes(seed, sizeof seed);
    ledger_key_of_seed(seed, &key);
    sodium_bin2hex(secret_line, sizeof secret_line, seed, sizeof seed);
    sodium_bin2hex(public_line, sizeof public_line, key.public, sizeof key.public);
    const char *folder = arena_printf(a, "%s/keys", data_dir);
    if (mkdir(folder, 0700) != 0 && errno != EEXIST)
        return fault(a, "%s cannot be made: %s", folder, strerror(errno)); // NOLINT(concurrency-mt-unsafe)
    struct err *e = write_new(a, arena_printf(a, "%s/ledger.key", folder), 0600, secret_line);
    if (!e)
        e = write_new(a, arena_printf(a, "%s/ledger.pub", folder), 0644, public_line);
    sodium_memzero(seed, sizeof seed);
    sodium_memzero(&key, sizeof key);
    sodium_memzero(secret_line, sizeof secret_line);
    return e;
}

struct err *ledger_public_load(struct arena *a, const char *path, uint8_t ret[LEDGER_PUBLIC_BYTES])
{
    return read_line(a, path, false, ret);
}

struct err *ledger_key_load(struct arena *a, const char *data_dir, const struct ledger_key **ret)
{
    uint8_t seed[LEDGER_SEED_BYTES];
    uint8_t public[LEDGER_PUBLIC_BYTES];
    const char *public_path = arena_printf(a, "%s/keys/ledger.pub", data_dir);
    TRY(read_line(a, arena_printf(a, "%s/keys/ledger.key", data_dir), true, seed));
    struct ledger_key *key = arena_new(a, struct ledger_key);
    ledger_key_of_seed(seed, key);
    sodium_memzero(seed, sizeof seed);
    TRY(ledger_public_load(a, public_path, public));
    if (memcmp(public, key->public, sizeof public) != 0)
        return fault(a, "%s is not the public half of keys/ledger.key", public_path);
    *ret = key;
    return NULL;
}
