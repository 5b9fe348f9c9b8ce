/* buf.h: a text or byte string that grows, in an arena. Always ends in a NUL that .n does not count. */
#ifndef BASE_BUF_H
#define BASE_BUF_H

#include "base/arena.h"

#include <string.h>

struct buf {
    struct arena *arena;
    char *s;
    size_t n, cap;
};

struct buf buf_make(struct arena *a, size_t first_cap);
/* Makes room for n more bytes (and the NUL). */
void buf_reserve(struct buf *b, size_t n);
void buf_put(struct buf *b, const void *p, size_t n);
void buf_puts(struct buf *b, const char *s);
void buf_putc(struct buf *b, char c);
void buf_printf(struct buf *b, const char *format, ...) __attribute__((format(printf, 2, 3)));
void buf_put_i64(struct buf *b, int64_t v);
#define buf_lit(b, literal) buf_put((b), "" literal, sizeof(literal) - 1)

#endif
