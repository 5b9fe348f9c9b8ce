/* rand.c: see rand.h. */
#include "base/rand.h"

#include <sodium.h>
#include <stdlib.h>

void rand_bytes(void *p, size_t n)
{
    if (sodium_init() < 0)
        abort();
    randombytes_buf(p, n);
}

const char *rand_token(struct arena *a, size_t n)
{
    unsigned char *raw = arena_alloc(a, n);
    size_t room = sodium_base64_ENCODED_LEN(n, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    char *text = arena_alloc(a, room);
    rand_bytes(raw, n);
    (void)sodium_bin2base64(text, room, raw, n, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    sodium_memzero(raw, n);
    return text;
}
