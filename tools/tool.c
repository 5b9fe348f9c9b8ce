/* tool.c: see tool.h. */
#include "tool.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void tool_die(const char *format, ...)
{
    va_list ap;
    va_start(ap, format);
    (void)vfprintf(stderr, format, ap);
    va_end(ap);
    (void)fputc('\n', stderr);
    exit(1); // NOLINT(concurrency-mt-unsafe): one thread
}

char *tool_read(struct arena *a, const char *path, size_t *ret_n)
{
    FILE *f = fopen(path, "rb");
    if (!f)
        tool_die("%s: cannot be opened", path);
    struct buf b = buf_make(a, 65536);
    for (;;) {
        buf_reserve(&b, 65536);
        size_t n = fread(b.s + b.n, 1, 65536, f);
        b.n += n;
        b.s[b.n] = 0;
        if (n == 0)
            break;
    }
    if (ferror(f))
        tool_die("%s: cannot be read", path);
    (void)fclose(f);
    if (ret_n)
        *ret_n = b.n;
    return b.s;
}

void tool_write(const char *path, const struct buf *text)
{
    FILE *f = fopen(path, "wb");
    if (!f || fwrite(text->s, 1, text->n, f) != text->n || fclose(f) != 0)
        tool_die("%s: cannot be written", path);
}

void tool_put_c_string(struct buf *b, const char *s, size_t n)
{
    size_t column = 0;
    buf_putc(b, '"');
    for (size_t i = 0; i < n; i++) {
        unsigned char c = (unsigned char)s[i];
        size_t before = b->n;
        if (c == '\n')
            buf_puts(b, "\\n");
        else if (c == '"' || c == '\\')
            buf_printf(b, "\\%c", c);
        else if (c < 0x20 || c == 0x7f || c == '?') /* '?': no trigraphs by accident */
            buf_printf(b, "\\%03o", c);
        else if (c >= 0x80 && tool_utf8_len(s + i, n - i) == 0)
            buf_printf(b, "\\%03o", c);
        else if (c >= 0x80) {
            size_t k = tool_utf8_len(s + i, n - i);
            buf_put(b, s + i, k);
            i += k - 1;
        } else
            buf_putc(b, (char)c);
        column += b->n - before;
        if (i + 1 < n && (column > 100 || (c == '\n' && column > 60))) {
            buf_puts(b, "\"\n    \"");
            column = 0;
        }
    }
    buf_putc(b, '"');
}

const char *tool_file_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

size_t tool_utf8_len(const char *s, size_t n)
{
    const unsigned char *p = (const unsigned char *)s;
    if (n == 0)
        return 0;
    if (p[0] < 0x80)
        return 1;
    size_t k = p[0] >= 0xf0 ? 4 : p[0] >= 0xe0 ? 3 : 2;
    if (p[0] < 0xc2 || p[0] > 0xf4 || k > n)
        return 0;
    for (size_t i = 1; i < k; i++)
        if ((p[i] & 0xc0) != 0x80)
            return 0;
    if ((p[0] == 0xe0 && p[1] < 0xa0) || (p[0] == 0xed && p[1] > 0x9f) || (p[0] == 0xf0 && p[1] < 0x90) ||
        (p[0] == 0xf4 && p[1] > 0x8f))
        return 0;
    return k;
}
