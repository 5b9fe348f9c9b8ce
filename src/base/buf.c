/* buf.c: see buf.h. */
#include "base/buf.h"

#include <assert.h>
#include <stdarg.h>

struct buf buf_make(struct arena *a, size_t first_cap)
{
    size_t cap = first_cap > 16 ? first_cap : 16;
    return (struct buf){ .arena = a, .s = arena_alloc(a, cap), .cap = cap };
}

void buf_reserve(struct buf *b, size_t n)
{
    assert(b->arena && b->cap > b->n); /* made by buf_make */
    if (b->cap - b->n > n)
        return;
    size_t cap = b->cap;
    while (cap - b->n <= n)
        cap *= 2;
    b->s = arena_grow(b->arena, b->s, b->cap, cap);
    b->cap = cap;
}

void buf_put(struct buf *b, const void *p, size_t n)
{
    buf_reserve(b, n);
    if (n)
        memcpy(b->s + b->n, p, n);
    b->n += n;
    b->s[b->n] = 0;
}

void buf_puts(struct buf *b, const char *s)
{
    buf_put(b, s, strlen(s));
}

void buf_putc(struct buf *b, char c)
{
    buf_put(b, &c, 1);
}

void buf_printf(struct buf *b, const char *format, ...)
{
    va_list ap;
    va_start(ap, format);
    buf_puts(b, arena_vprintf(b->arena, format, ap));
    va_end(ap);
}

void buf_put_i64(struct buf *b, int64_t v)
{
    char t[24];
    char *p = t + sizeof t;
    uint64_t left = v < 0 ? -(uint64_t)v : (uint64_t)v;
    do {
        *--p = (char)('0' + left % 10);
        left /= 10;
    } while (left);
    if (v < 0)
        *--p = '-';
    buf_put(b, p, (size_t)(t + sizeof t - p));
}
