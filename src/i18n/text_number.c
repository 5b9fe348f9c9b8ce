/* text_number.c: numbers and sizes as people write them (i18n.h). */
#include "i18n/i18n.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

const char *text_i64(struct arena *a, int64_t n)
{
    char plain[24];
    int digits = snprintf(plain, sizeof plain, "%" PRIu64, n < 0 ? 0 - (uint64_t)n : (uint64_t)n);
    struct buf b = buf_make(a, 32);
    if (n < 0)
        buf_putc(&b, '-');
    for (int i = 0; i < digits; i++) {
        if (i > 0 && (digits - i) % 3 == 0)
            buf_putc(&b, ',');
        buf_putc(&b, plain[i]);
    }
    return b.s;
}

/* Units of 1024, one decimal, rounded half up; the exact number of bytes stands beside it. */
const char *text_size(struct arena *a, enum lang lang, int64_t bytes)
{
    static const char *const UNITS[] = { "KB", "MB", "GB", "TB", "PB", "EB" };
    const char *exact = text_i64(a, bytes);
    const char *word = lang == LANG_JA ? "バイト" : bytes == 1 ? " byte" : " bytes";
    if (bytes < 1024)
        return arena_printf(a, "%s%s", exact, word);
    int unit = 0;
    int64_t one = 1024;
    for (; unit < 5 && bytes / one >= 1024; unit++)
        one *= 1024;
    int64_t tenths = bytes / one * 10 + (bytes % one / (one / 1024) * 10 + 512) / 1024;
    if (tenths == 10240 && unit < 5) { /* 1023.96 KB is said as 1.0 MB */
        tenths = 10;
        unit++;
    }
    const char *short_form = arena_printf(a, "%" PRId64 ".%" PRId64, tenths / 10, tenths % 10);
    if (lang == LANG_EN)
        return arena_printf(a, "%s %s (%s%s)", short_form, UNITS[unit], exact, word);
    return arena_printf(a, "%s%s（%s%s）", short_form, UNITS[unit], exact, word);
}
