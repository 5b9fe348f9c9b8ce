/* utf8.c: one character of UTF-8. */
#include "base/utf8.h"

size_t utf8_char(const char *s, size_t n, uint32_t *ret)
{
    static const struct {
        uint8_t mask, head;
        uint32_t least;
    } FORMS[] = { { 0x80, 0, 0 }, { 0xe0, 0xc0, 0x80 }, { 0xf0, 0xe0, 0x800 }, { 0xf8, 0xf0, 0x10000 } };
    const unsigned char *p = (const unsigned char *)s;
    size_t more = 0;
    while (more < 4 && (p[0] & FORMS[more].mask) != FORMS[more].head)
        more++;
    if (more == 4 || more >= n)
        return 0;
    uint32_t c = p[0] & (0xffU - FORMS[more].mask);
    for (size_t i = 1; i <= more; i++) {
        if ((p[i] & 0xc0) != 0x80)
            return 0;
        c = c << 6 | (p[i] & 0x3fU);
    }
    if (c < FORMS[more].least || c > 0x10ffff || (c >= 0xd800 && c < 0xe000))
        return 0;
    *ret = c;
    return more + 1;
}

bool utf8_is_valid(const char *s, size_t n)
{
    uint32_t c = 0;
    for (size_t i = 0, len = 0; i < n; i += len) {
        len = utf8_char(s + i, n - i, &c);
        if (len == 0)
            return false;
    }
    return true;
}
