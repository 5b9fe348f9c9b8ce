/* decimal.c: exact decimals on 64 bits, with 128 bits in between; see decimal.h. */
#include "base/decimal.h"

#include "base/buf.h"

#include <assert.h>

static const int64_t pow10_of[] = {
    1, 10, 100, 1000, 10000, 100000, 1000000, 10000000, 100000000, 1000000000
};

typedef __int128 wide;

static bool narrow(wide units, int scale, struct decimal *ret)
{
    if (units > DECIMAL_UNITS_MAX || units < -DECIMAL_UNITS_MAX)
        return false;
    *ret = (struct decimal){ .units = (int64_t)units, .scale = scale };
    return true;
}

static wide wide_of(struct decimal d, int scale)
{
    assert(d.scale >= 0 && d.scale <= scale && scale <= DECIMAL_SCALE_MAX);
    return (wide)d.units * pow10_of[scale - d.scale];
}

/* n / d, half away from zero. */
static wide div_half_up(wide n, wide d)
{
    wide q = n / d;
    wide r = n % d;
    wide twice = 2 * (r < 0 ? -r : r);
    if (twice >= (d < 0 ? -d : d))
        q += (n < 0) == (d < 0) ? 1 : -1;
    return q;
}

bool decimal_parse(const char *text, struct decimal *ret)
{
    bool minus = *text == '-';
    const char *p = text + minus;
    int64_t units = 0;
    int digits = 0;
    int scale = -1;
    for (; *p; p++) {
        if (*p == '.') {
            if (scale >= 0 || p == text + minus)
                return false;
            scale = 0;
            continue;
        }
        if (*p < '0' || *p > '9' || ++digits > 18 || (scale >= 0 && ++scale > DECIMAL_SCALE_MAX))
            return false;
        units = units * 10 + (*p - '0');
    }
    if (digits == 0 || scale == 0)
        return false;
    *ret = (struct decimal){ .units = minus ? -units : units, .scale = scale < 0 ? 0 : scale };
    return true;
}

static const char *write_text(struct arena *a, struct decimal d, bool grouped)
{
    char digits[24];
    int n = 0;
    uint64_t u = d.units < 0 ? (uint64_t)-d.units : (uint64_t)d.units;
    while (u || n <= d.scale) {
        digits[n++] = (char)('0' + u % 10);
        u /= 10;
    }
    struct buf b = buf_make(a, 32);
    if (d.units < 0)
        buf_putc(&b, '-');
    for (int i = n - 1; i >= 0; i--) {
        if (i == d.scale - 1)
            buf_putc(&b, '.');
        buf_putc(&b, digits[i]);
        if (grouped && i > d.scale && (i - d.scale) % 3 == 0)
            buf_putc(&b, ',');
    }
    return b.s;
}

const char *decimal_text(struct arena *a, struct decimal d)
{
    return write_text(a, d, false);
}

const char *decimal_text_grouped(struct arena *a, struct decimal d)
{
    return write_text(a, d, true);
}

struct decimal decimal_short(struct decimal d)
{
    while (d.scale > 0 && d.units % 10 == 0) {
        d.units /= 10;
        d.scale--;
    }
    return d;
}

bool decimal_add(struct decimal x, struct decimal y, struct decimal *ret)
{
    int scale = x.scale > y.scale ? x.scale : y.scale;
    return narrow(wide_of(x, scale) + wide_of(y, scale), scale, ret);
}

bool decimal_sub(struct decimal x, struct decimal y, struct decimal *ret)
{
    y.units = -y.units;
    return decimal_add(x, y, ret);
}

bool decimal_mul(struct decimal x, struct decimal y, struct decimal *ret)
{
    wide units = (wide)x.units * y.units;
    int scale = x.scale + y.scale;
    for (; scale > DECIMAL_SCALE_MAX; scale--) {
        if (units % 10)
            return false;
        units /= 10;
    }
    return narrow(units, scale, ret);
}

bool decimal_div(struct decimal x, struct decimal y, int places, struct decimal *ret)
{
    assert(places >= 0 && places <= DECIMAL_SCALE_MAX);
    if (y.units == 0)
        return false;
    /* |x.units| < 10^18 and places + y.scale ≤ 18 digits more: below 10^36 < 2^127. */
    wide n = (wide)x.units * pow10_of[places] * pow10_of[y.scale];
    wide d = (wide)y.units * pow10_of[x.scale];
    return narrow(div_half_up(n, d), places, ret);
}

bool decimal_round(struct decimal d, int places, struct decimal *ret)
{
    return decimal_div(d, decimal_of(1), places, ret);
}

int decimal_cmp(struct decimal x, struct decimal y)
{
    wide a = wide_of(x, DECIMAL_SCALE_MAX);
    wide b = wide_of(y, DECIMAL_SCALE_MAX);
    return a < b ? -1 : a > b;
}
