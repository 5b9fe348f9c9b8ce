/* decimal.h: small exact decimal numbers: amounts, weights, scores and their means.
**
** Nothing that is published goes through floating point. A decimal is units / 10^scale; sums and products
** that leave the range of 18 digits are an answer of false, never a wrong figure. Rounding is half away from zero
** (四捨五入). */
#ifndef BASE_DECIMAL_H
#define BASE_DECIMAL_H

#include "base/arena.h"

#include <stdbool.h>

#define DECIMAL_SCALE_MAX 9
#define DECIMAL_UNITS_MAX INT64_C(999999999999999999)

struct decimal {
    int64_t units;
    int scale; /* digits after the point, 0 … DECIMAL_SCALE_MAX */
};

static inline struct decimal decimal_of(int64_t n)
{
    return (struct decimal){ .units = n };
}

/* "-12.50": an optional minus, digits, optionally a point and digits; no plus, no exponent, no separators, at
** most 18 digits of which 9 behind the point. The scale written is kept ("2.50" is 250 of scale 2). */
bool decimal_parse(const char *text, struct decimal *ret) __attribute__((warn_unused_result));
/* As it would be parsed again: "2.50". */
const char *decimal_text(struct arena *a, struct decimal d);
/* With thousands separators for people: "1,234.50". */
const char *decimal_text_grouped(struct arena *a, struct decimal d);
/* The same value without zeros at the end: 2.50 → 2.5. */
struct decimal decimal_short(struct decimal d);

/* False when the exact result has no room. */
bool decimal_add(struct decimal x, struct decimal y, struct decimal *ret) __attribute__((warn_unused_result));
bool decimal_sub(struct decimal x, struct decimal y, struct decimal *ret) __attribute__((warn_unused_result));
bool decimal_mul(struct decimal x, struct decimal y, struct decimal *ret) __attribute__((warn_unused_result));
/* x / y rounded half away from zero to that many places; false when y is zero or the result has no room. */
bool decimal_div(struct decimal x, struct decimal y, int places, struct decimal *ret)
    __attribute__((warn_unused_result));
/* Rounded half away from zero to at most that many places (a smaller scale is widened); false: no room. */
bool decimal_round(struct decimal d, int places, struct decimal *ret) __attribute__((warn_unused_result));
/* Below, equal, above zero as x is below, equal to, above y: by value, so that 2.5 equals 2.50. */
int decimal_cmp(struct decimal x, struct decimal y);

#endif
