/* csv.c: see csv.h. */
#include "doc/csv.h"

struct csv csv_make(struct arena *a)
{
    struct csv c = { .out = buf_make(a, 4096) };
    buf_lit(&c.out, "\xef\xbb\xbf");
    return c;
}

static void begin_cell(struct csv *c)
{
    buf_puts(&c->out, c->in_row ? ",\"" : "\"");
    c->in_row = true;
}

/* Also in full width, which some spreadsheets take for the same. */
static bool looks_like_formula(const char *s)
{
    static const char *const wide[] = { "＝", "＋", "－", "＠" };
    if (*s && strchr("=+-@\t\r\n", *s))
        return true;
    for (size_t i = 0; i < sizeof wide / sizeof wide[0]; i++)
        if (strncmp(s, wide[i], strlen(wide[i])) == 0)
            return true;
    return false;
}

void csv_text(struct csv *c, const char *text)
{
    begin_cell(c);
    if (text && looks_like_formula(text))
        buf_putc(&c->out, '\'');
    for (const char *s = text ? text : ""; *s; s++) {
        unsigned char u = (unsigned char)*s;
        if (*s == '"')
            buf_lit(&c->out, "\"\"");
        else if ((u < 0x20 && *s != '\n' && *s != '\r' && *s != '\t') || u == 0x7f)
            buf_lit(&c->out, "\xef\xbf\xbd");
        else
            buf_putc(&c->out, *s);
    }
    buf_putc(&c->out, '"');
}

void csv_i64(struct csv *c, int64_t n)
{
    begin_cell(c);
    buf_put_i64(&c->out, n);
    buf_putc(&c->out, '"');
}

void csv_end_row(struct csv *c)
{
    buf_lit(&c->out, "\r\n");
    c->in_row = false;
}

struct bytes csv_bytes(const struct csv *c)
{
    return (struct bytes){ (const uint8_t *)c->out.s, c->out.n };
}
