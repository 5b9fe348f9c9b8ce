/* The site's key: made once, kept from others' eyes, and refused when it is not what it was. */
#include "test.h"

#include "ledger/key.h"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static void forget(void *arg)
{
    ARENA(a);
    const char *dir = arg;
    (void)unlink(arena_printf(a, "%s/keys/ledger.key", dir));
    (void)unlink(arena_printf(a, "%s/keys/ledger.pub", dir));
    (void)rmdir(arena_printf(a, "%s/keys", dir));
    (void)rmdir(dir);
}

static const char *folder(struct arena *a)
{
    char *dir = arena_strdup(a, "/tmp/kyoten-key-XXXXXX");
    CHECK(mkdtemp(dir) != NULL);
    arena_defer(a, forget, dir);
    return dir;
}

static void overwrite(const char *path, const char *text)
{
    int fd = open(path, O_WRONLY | O_TRUNC | O_CLOEXEC);
    CHECK(fd >= 0 && write(fd, text, strlen(text)) == (ssize_t)strlen(text));
    (void)close(fd);
}

TEST(a_key_is_made_once_and_loaded_as_it_was)
{
    const char *dir = folder(a);
    const struct ledger_key *first = NULL;
    const struct ledger_key *again = NULL;
    uint8_t public[LEDGER_PUBLIC_BYTES];
    struct stat st;
    CHECK_ERR(ledger_key_load(a, dir, &first), ERR_FAULT);
    CHECK_OK(ledger_key_make(a, dir));
    CHECK_OK(ledger_key_load(a, dir, &first));
    CHECK_ERR(ledger_key_make(a, dir), ERR_FAULT);
    CHECK_OK(ledger_key_load(a, dir, &again));
    CHECK(memcmp(first, again, sizeof *first) == 0);
    CHECK_OK(ledger_public_load(a, arena_printf(a, "%s/keys/ledger.pub", dir), public));
    CHECK(memcmp(public, first->public, sizeof public) == 0);
    CHECK_I64(strlen(first->id), LEDGER_KEY_ID_LETTERS);
    CHECK(stat(arena_printf(a, "%s/keys/ledger.key", dir), &st) == 0);
    CHECK_I64(st.st_mode & 0777, 0600);
}

TEST(a_key_that_is_damaged_open_to_others_or_not_a_pair_is_refused)
{
    const char *dir = folder(a);
    const struct ledger_key *key = NULL;
    CHECK_OK(ledger_key_make(a, dir));
    const char *secret = arena_printf(a, "%s/keys/ledger.key", dir);
    const char *public = arena_printf(a, "%s/keys/ledger.pub", dir);
    CHECK(chmod(secret, 0640) == 0);
    struct err *e = ledger_key_load(a, dir, &key);
    CHECK_ERR(e, ERR_FAULT);
    CHECK_HAS(e ? e->why : "", "may be read by others");
    CHECK(chmod(secret, 0600) == 0);
    overwrite(public, "00000000000000000000000000000000000000000000000000000000000000ff\n");
    e = ledger_key_load(a, dir, &key);
    CHECK_HAS(e ? e->why : "", "not the public half");
    overwrite(secret, "00000000000000000000000000000000000000000000000000000000000000FF\n");
    e = ledger_key_load(a, dir, &key);
    CHECK_HAS(e ? e->why : "", "damaged");
    overwrite(secret, "");
    CHECK_ERR(ledger_key_load(a, dir, &key), ERR_FAULT);
    CHECK(key == NULL);
}
