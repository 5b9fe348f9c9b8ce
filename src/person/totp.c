/* totp.c: see totp.h. The arithmetic is liboath's. */
#include "person/totp.h"

#include "base/buf.h"
#include "base/rand.h"
#include "base/text.h"

#include <liboath/oath.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define STEP_S 30
#define DIGITS 6
#define US_PER_S 1000000

struct bytes totp_secret_new(struct arena *a)
{
    uint8_t raw[TOTP_SECRET_BYTES];
    rand_bytes(raw, sizeof raw);
    return arena_bytes(a, raw, sizeof raw);
}

static const char *base32(struct arena *a, struct bytes b)
{
    static const char LETTERS[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    struct buf out = buf_make(a, b.n * 2);
    unsigned bits = 0;
    unsigned held = 0;
    for (size_t i = 0; i < b.n; i++) {
        held = held << 8 | b.p[i];
        for (bits += 8; bits >= 5; bits -= 5)
            buf_putc(&out, LETTERS[held >> (bits - 5) & 31]);
    }
    return out.s;
}

const char *totp_secret_text(struct arena *a, struct bytes secret)
{
    const char *plain = base32(a, secret);
    struct buf out = buf_make(a, 64);
    for (size_t i = 0; plain[i]; i++) {
        if (i && i % 4 == 0)
            buf_putc(&out, ' ');
        buf_putc(&out, plain[i]);
    }
    return out.s;
}

const char *totp_secret_key(struct arena *a, struct bytes secret)
{
    char *hex = arena_alloc(a, secret.n * 2 + 1);
    return sodium_bin2hex(hex, secret.n * 2 + 1, secret.p, secret.n);
}

struct bytes totp_secret_of_key(struct arena *a, const char *key)
{
    uint8_t raw[TOTP_SECRET_BYTES];
    size_t n = 0;
    bool ok = strlen(key) == TOTP_SECRET_BYTES * 2 &&
              sodium_hex2bin(raw, sizeof raw, key, strlen(key), NULL, &n, NULL) == 0 && n == sizeof raw;
    return ok ? arena_bytes(a, raw, sizeof raw) : (struct bytes){ 0 };
}

static void put_encoded(struct buf *b, const char *s)
{
    for (; *s; s++) {
        unsigned char ch = (unsigned char)*s;
        if ((ch >= 'a' && ch <= 'z') || (ch >= 'A' && ch <= 'Z') || (ch >= '0' && ch <= '9') ||
            strchr("-._~@", ch))
            buf_putc(b, (char)ch);
        else
            buf_printf(b, "%%%02X", ch);
    }
}

const char *totp_uri(struct arena *a, struct bytes secret, const char *site, const char *email)
{
    struct buf b = buf_make(a, 128);
    buf_puts(&b, "otpauth://totp/");
    put_encoded(&b, site);
    buf_puts(&b, ":");
    put_encoded(&b, email);
    buf_printf(&b, "?secret=%s&issuer=", base32(a, secret));
    put_encoded(&b, site);
    return b.s;
}

static void code_at(struct bytes secret, int64_t step, char ret[DIGITS + 1])
{
    if (oath_hotp_generate((const char *)secret.p, secret.n, (uint64_t)step, DIGITS, false,
                           OATH_HOTP_DYNAMIC_TRUNCATION, ret) != OATH_OK)
        abort();
}

const char *totp_code(struct arena *a, struct bytes secret, instant now)
{
    char *code = arena_alloc(a, DIGITS + 1);
    code_at(secret, now / US_PER_S / STEP_S, code);
    return code;
}

int64_t totp_step(struct arena *a, struct bytes secret, const char *code, instant now)
{
    const char *given = text_digits(a, code);
    if (strlen(given) != DIGITS)
        return -1;
    int64_t middle = now / US_PER_S / STEP_S;
    int64_t found = -1;
    for (int64_t step = middle - 1; step <= middle + 1; step++) {
        char right[DIGITS + 1];
        code_at(secret, step, right);
        if (sodium_memcmp(right, given, DIGITS) == 0)
            found = step;
    }
    return found;
}
