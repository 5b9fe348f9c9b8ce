/* text.c: Japanese text through ICU; ICU works in UTF-16, everybody else in UTF-8. */
#include "base/text.h"

#include "base/text_variant.h"

#include <assert.h>
#include <pthread.h>
#include <stdlib.h>
#include <unicode/ubrk.h>
#include <unicode/uchar.h>
#include <unicode/ucol.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>
#include <unicode/utf8.h>

/* ICU's macros for single letters convert signs freely. */
#pragma GCC diagnostic ignored "-Wconversion"
#pragma GCC diagnostic ignored "-Wsign-conversion"

/* Working copies live here and not in the caller's arena: a long text takes several times its size. */
#define SCRATCH(name) struct arena *name __attribute__((cleanup(arena_done))) = arena_make(SIZE_MAX / 2)

/* UTF-16 in an arena. */
struct wide {
    UChar *s;
    int32_t n;
};

/* ICU only fails here when memory is out or its data are missing: both end the process, as in arena.c. */
static void must(UErrorCode e)
{
    if (U_FAILURE(e) && e != U_BUFFER_OVERFLOW_ERROR)
        abort();
}

static struct wide wide_of(struct arena *a, const char *s)
{
    size_t n = strlen(s);
    assert(n < INT32_MAX / 4);
    UErrorCode e = U_ZERO_ERROR;
    struct wide w = { .s = arena_array(a, UChar, n + 1) };
    (void)u_strFromUTF8WithSub(w.s, (int32_t)n + 1, &w.n, s, (int32_t)n, 0xFFFD, NULL, &e);
    must(e);
    return w;
}

static const char *utf8_of(struct arena *a, struct wide w)
{
    UErrorCode e = U_ZERO_ERROR;
    size_t cap = (size_t)w.n * 3 + 1;
    char *s = arena_alloc(a, cap);
    (void)u_strToUTF8WithSub(s, (int32_t)cap, NULL, w.s, w.n, 0xFFFD, NULL, &e);
    must(e);
    return s;
}

static struct wide wide_nfkc(struct arena *a, struct wide w)
{
    UErrorCode e = U_ZERO_ERROR;
    const UNormalizer2 *nfkc = unorm2_getNFKCInstance(&e);
    must(e);
    struct wide r = { 0 };
    r.n = unorm2_normalize(nfkc, w.s, w.n, NULL, 0, &e);
    must(e);
    e = U_ZERO_ERROR;
    r.s = arena_array(a, UChar, (size_t)r.n + 1);
    (void)unorm2_normalize(nfkc, w.s, w.n, r.s, r.n + 1, &e);
    must(e);
    return r;
}

static struct wide wide_fold(struct arena *a, struct wide w)
{
    UErrorCode e = U_ZERO_ERROR;
    struct wide r = { 0 };
    r.n = u_strFoldCase(NULL, 0, w.s, w.n, U_FOLD_CASE_DEFAULT, &e);
    must(e);
    e = U_ZERO_ERROR;
    r.s = arena_array(a, UChar, (size_t)r.n + 1);
    (void)u_strFoldCase(r.s, r.n + 1, w.s, w.n, U_FOLD_CASE_DEFAULT, &e);
    must(e);
    return r;
}

static bool is_ascii(const char *s)
{
    while (*s > 0)
        s++;
    return !*s;
}

const char *text_nfkc(struct arena *a, const char *s)
{
    if (is_ascii(s))
        return arena_strdup(a, s); /* what most numbers are; nothing of it changes */
    SCRATCH(work);
    return utf8_of(a, wide_nfkc(work, wide_of(work, s)));
}

/* ── the search key ── */

static bool is_digit(UChar c)
{
    return c >= '0' && c <= '9';
}

/* Hyphens, dashes, minus, and the long-vowel mark that people type for them. */
static bool is_dash(UChar32 c)
{
    return c == '-' || (c >= 0x2010 && c <= 0x2015) || c == 0x2043 || c == 0x2212 || c == 0x2500 || c == 0x30FC;
}

static bool is_dropped(UChar32 c)
{
    return u_isUWhiteSpace(c) || u_isISOControl(c) || u_hasBinaryProperty(c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT);
}

static UChar32 hiragana_of(UChar32 c)
{
    if ((c >= 0x30A1 && c <= 0x30F6) || c == 0x30FD || c == 0x30FE)
        return c - 0x60;
    return c;
}

/* Folds and drops; the result is never longer than two units for one. */
static struct wide key_letters(struct arena *a, struct wide w)
{
    static const UChar WA_ROW[] = { 0x308F, 0x3090, 0x3091, 0x3092 }; /* わゐゑを: ヷヸヹヺ without their mark */
    struct wide r = { .s = arena_array(a, UChar, (size_t)w.n * 2 + 1) };
    for (int32_t i = 0; i < w.n;) {
        UChar32 c = 0;
        U16_NEXT(w.s, i, w.n, c);
        if (is_dropped(c))
            continue;
        if (c >= 0x30F7 && c <= 0x30FA) {
            r.s[r.n++] = WA_ROW[c - 0x30F7];
            c = 0x3099;
        }
        c = hiragana_of((UChar32)text_variant_fold((uint32_t)c));
        U16_APPEND_UNSAFE(r.s, r.n, c);
    }
    return r;
}

static void key_dashes(struct wide w)
{
    for (int32_t i = 1; i + 1 < w.n; i++)
        if (is_dash(w.s[i]) && is_digit(w.s[i - 1]) && is_digit(w.s[i + 1]))
            w.s[i] = '-';
}

static bool same(struct wide x, struct wide y)
{
    return x.n == y.n && memcmp(x.s, y.s, (size_t)x.n * sizeof *x.s) == 0;
}

const char *text_key(struct arena *a, const char *s)
{
    SCRATCH(work);
    struct wide w = wide_nfkc(work, wide_of(work, s));
    /* What is dropped or folded may let its neighbours compose (か, space, ゛): again until nothing moves. Twice does
    ** for people's text; the bound is for bytes made to provoke. */
    for (int round = 0; round < 8; round++) {
        struct wide next = wide_nfkc(work, key_letters(work, wide_nfkc(work, wide_fold(work, w))));
        key_dashes(next);
        if (same(w, next))
            break;
        w = next;
    }
    return utf8_of(a, w);
}

/* ── order ── */

static UCollator *japanese;
static pthread_once_t japanese_once = PTHREAD_ONCE_INIT;

static void open_japanese(void)
{
    UErrorCode e = U_ZERO_ERROR;
    japanese = ucol_open("ja", &e);
    must(e);
    ucol_setAttribute(japanese, UCOL_NORMALIZATION_MODE, UCOL_ON, &e);
    must(e);
}

struct bytes text_sort_key(struct arena *a, const char *reading)
{
    (void)pthread_once(&japanese_once, open_japanese);
    SCRATCH(work);
    struct wide w = wide_of(work, reading);
    int32_t n = ucol_getSortKey(japanese, w.s, w.n, NULL, 0);
    uint8_t *key = arena_alloc(a, (size_t)n + 1);
    (void)ucol_getSortKey(japanese, w.s, w.n, key, n);
    return (struct bytes){ key, n > 0 ? (size_t)n - 1 : 0 }; /* without its closing nought */
}

/* ── counting ── */

/* Letters that are one character each, whatever stands beside them (UAX #29: Grapheme_Cluster_Break is Other, or breaks
** on both sides). Not CR, which joins LF, nor anything that combines. */
static bool is_plain(uint32_t c)
{
    return (c >= 0x20 && c <= 0x7e) || c == '\n' || c == '\t' || (c >= 0x4e00 && c <= 0x9fff) ||
           (c >= 0x3041 && c <= 0x3096) || (c >= 0x30a0 && c <= 0x30ff) || (c >= 0x3000 && c <= 0x3029) ||
           (c >= 0xff01 && c <= 0xff5e) || (c >= 0x3400 && c <= 0x4dbf) || (c >= 0x2010 && c <= 0x2027) ||
           (c >= 0x2460 && c <= 0x2473);
}

/* Nearly every text is plain, and ICU takes a hundred times as long. */
static bool count_plain(const char *s, size_t *ret)
{
    size_t n = 0;
    for (uint32_t c = text_next(&s); c; c = text_next(&s), n++)
        if (!is_plain(c))
            return false;
    *ret = n;
    return true;
}

size_t text_count(const char *s)
{
    size_t n = 0;
    if (count_plain(s, &n))
        return n;
    SCRATCH(work);
    struct wide w = wide_of(work, s);
    UErrorCode e = U_ZERO_ERROR;
    UBreakIterator *it = ubrk_open(UBRK_CHARACTER, "ja", w.s, w.n, &e); /* takes CR LF as one, as we do */
    must(e);
    while (ubrk_next(it) != UBRK_DONE)
        n++;
    ubrk_close(it);
    return n;
}

/* ── kana, display, digits ── */

uint32_t text_next(const char **s)
{
    UChar32 c = 0;
    int32_t i = 0;
    if (!**s)
        return 0;
    U8_NEXT_OR_FFFD(*s, i, -1, c);
    *s += i;
    return (uint32_t)c;
}

void text_put(struct buf *b, uint32_t c)
{
    char t[U8_MAX_LENGTH];
    size_t n = 0;
    U8_APPEND_UNSAFE(t, n, c);
    buf_put(b, t, n);
}

bool text_is_utf8(const char *s)
{
    UChar32 c = 0;
    for (int32_t i = 0; s[i] && c >= 0;)
        U8_NEXT(s, i, -1, c);
    return c >= 0;
}

static uint32_t katakana_of(uint32_t c)
{
    return (c >= 0x3041 && c <= 0x3096) || c == 0x309D || c == 0x309E ? c + 0x60 : c;
}

bool text_kana_full(struct arena *a, const char *s, const char **ret)
{
    struct buf b = buf_make(a, strlen(s) + 8);
    bool space = false;
    bool after_kana = false;
    const char *p = text_nfkc(a, s);
    for (uint32_t c = text_next(&p); c; c = text_next(&p)) {
        c = katakana_of(c);
        if (u_isUWhiteSpace((UChar32)c)) {
            space = true;
            continue;
        }
        if (after_kana && !space && is_dash((UChar32)c))
            c = 0x30FC;
        bool kana = (c >= 0x30A1 && c <= 0x30FA) || c == 0x30FC || c == 0x30FD || c == 0x30FE;
        if (!kana && c != 0x30FB)
            return false;
        if (space && b.n > 0)
            text_put(&b, 0x3000);
        space = false;
        after_kana = kana;
        text_put(&b, c);
    }
    if (b.n == 0)
        return false;
    *ret = b.s;
    return true;
}

const char *text_trim_display(struct arena *a, const char *s)
{
    struct buf b = buf_make(a, strlen(s) + 8);
    for (uint32_t c = text_next(&s); c; c = text_next(&s)) {
        if (c == '\r') {
            if (*s != '\n')
                buf_putc(&b, '\n');
            continue;
        }
        bool turns = (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
        if (turns || (u_isISOControl((UChar32)c) && c != '\n' && c != '\t'))
            continue;
        text_put(&b, c);
    }
    return b.s;
}

const char *text_digits(struct arena *a, const char *s)
{
    struct buf b = buf_make(a, 16);
    for (const char *p = text_nfkc(a, s); *p; p++)
        if (*p >= '0' && *p <= '9')
            buf_putc(&b, *p);
    return b.s;
}
