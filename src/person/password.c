/* password.c: see password.h. */
#include "person/password.h"

#include "base/text.h"
#include "person.msg.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#define OPS 2
#define MEMORY ((size_t)19 * 1024 * 1024)

/* The hash of a password nobody has: what an unknown address is compared with. */
static const char NOBODY[] = "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$"
                             "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

/* The roots of what people choose most (as counted in published leaks), folded; anything that is one of them
*with
** digits or a repetition around it is refused as well. */
static const char *const COMMON[] = {
    "password",     "passw0rd",
    "qwertyuiop",   "qwerty",
    "123456789012", "1234567890",
    "123456",       "abcdefgh",
    "iloveyou",     "letmein",
    "welcome",      "administrator",
    "admin",        "sakura",
    "nihon",        "tokyo",
    "daigaku",      "kenkyu",
    "monkey",       "dragon",
    "football",     "baseball",
    "sunshine",     "princess",
    "computer",     "asdfghjkl",
    "zxcvbnm",      "1q2w3e4r5t6y",
    "1qaz2wsx3edc", "changeme",
    "secret",       "trustno",
    "superman",     "batman",
    "pokemon",      "doraemon",
    "starwars",     "michael",
    "jennifer",     "hello",
    "master",       "shadow",
    "access",       "internet",
    "google",       "facebook",
    "samsung",      "liverpool",
    "yamada",       "tanaka",
    "suzuki",       "satou",
    "watanabe",     "japan",
    "osaka",        "fujisan",
    "ohayou",       "konnichiwa",
    "arigatou",     "aishiteru",
    "himawari",     "gakkou",
    "university",   "research",
    "reiwa",        "heisei",
    "showa",        "correcthorsebatterystaple",
    "qazwsxedcrfv", "qazwsxedc",
    "q1w2e3r4t5y6", "1qaz2wsx3edc4rfv",
    "zaq12wsxcde3", "passwordpassword",
    "abc123abc123", "kyoten",
    "jinnovation",  "keizaisangyosho",
    "パスワード",   "あいうえお",
};

static bool is_digit_or_mark(char ch)
{
    return (ch >= '0' && ch <= '9') || strchr("!@#$%^&*()-_=+.,?", ch);
}

/* What is left of a folded password without digits and marks at its ends. */
static const char *core_of(struct arena *a, const char *folded)
{
    while (*folded && is_digit_or_mark(*folded))
        folded++;
    char *core = arena_strdup(a, folded);
    size_t n = strlen(core);
    while (n > 0 && is_digit_or_mark(core[n - 1]))
        core[--n] = 0;
    return core;
}

static bool is_repetition(const char *s)
{
    size_t n = strlen(s);
    for (size_t period = 1; period <= 4 && period * 2 <= n; period++)
        if (memcmp(s, s + period, n - period) == 0)
            return true;
    return false;
}

/* 123456789012, 987654321098, abcdefghijkl */
static bool is_run(const char *s)
{
    int step = s[0] && s[1] ? s[1] - s[0] : 0;
    if (step != 1 && step != -1)
        return false;
    for (; s[1]; s++)
        if (s[1] - s[0] != step && !(step == 1 && s[0] == '9' && s[1] == '0') &&
            !(step == -1 && s[0] == '0' && s[1] == '9'))
            return false;
    return true;
}

static bool is_common(struct arena *a, const char *folded)
{
    const char *core = core_of(a, folded);
    if (is_repetition(folded) || is_run(folded))
        return true;
    for (size_t i = 0; i < sizeof COMMON / sizeof COMMON[0]; i++) {
        const char *root = text_key(a, COMMON[i]);
        size_t n = strlen(root);
        if (strcmp(core, root) == 0 || strcmp(folded, root) == 0)
            return true;
        if (strncmp(core, root, n) == 0 && strcmp(core + n, root) == 0)
            return true;
    }
    return false;
}

struct err *password_may_be_chosen(struct arena *a, const char *field, const char *password,
                                   const char *email, const char *name)
{
    size_t n = text_count(password);
    if (n < PASSWORD_MIN)
        return invalid(a, field, MSG_PASSWORD_TOO_SHORT, arg_i64(PASSWORD_MIN), arg_i64((int64_t)n));
    if (n > PASSWORD_MAX)
        return invalid(a, field, MSG_PASSWORD_TOO_LONG, arg_i64(PASSWORD_MAX));
    const char *folded = text_key(a, password);
    if (is_common(a, folded))
        return invalid(a, field, MSG_PASSWORD_COMMON);
    const char *own_email = text_key(a, email);
    const char *own_name = text_key(a, name);
    const char *own_box = arena_strndup(a, own_email, strcspn(own_email, "@"));
    if (strcmp(folded, own_email) == 0 || (*own_box && strcmp(core_of(a, folded), own_box) == 0) ||
        (*own_name && strcmp(core_of(a, folded), own_name) == 0))
        return invalid(a, field, MSG_PASSWORD_OWN);
    return NULL;
}

const char *password_hash(struct arena *a, const char *password)
{
    char *hash = arena_alloc(a, crypto_pwhash_STRBYTES);
    const char *form = text_nfkc(a, password);
    if (sodium_init() < 0 || crypto_pwhash_str(hash, form, strlen(form), OPS, MEMORY) != 0)
        abort(); /* out of memory: as everywhere */
    return hash;
}

bool password_matches(const char *hash, const char *password)
{
    if (sodium_init() < 0)
        abort();
    ARENA(own);
    const char *form = text_nfkc(own, password);
    bool same = crypto_pwhash_str_verify(hash ? hash : NOBODY, form, strlen(form)) == 0;
    return hash && same;
}
