/* html.c: the writer of pages; see html.h. */
#include "html/html.h"

#include "base/text.h"

#include "i18n/i18n.h"

#include <assert.h>
#include <string.h>

struct html_writer html_writer_make(struct arena *a, enum lang lang)
{
    return (struct html_writer){ .out = buf_make(a, 256), .lang = lang }; /* most are for a chart or a name in a row */
}

struct html html_done(struct html_writer *w)
{
    return (struct html){ .s = w->out.s, .n = w->out.n };
}

void html_raw(struct html_writer *w, const char *s, size_t n)
{
    buf_put(&w->out, s, n);
}

void html_put_text(struct html_writer *w, const char *s)
{
    while (s) {
        size_t span = strcspn(s, "&<>\"'");
        buf_put(&w->out, s, span);
        s += span;
        switch (*s++) {
        case '&':
            html_lit(w, "&amp;");
            break;
        case '<':
            html_lit(w, "&lt;");
            break;
        case '>':
            html_lit(w, "&gt;");
            break;
        case '"':
            html_lit(w, "&quot;");
            break;
        case '\'':
            html_lit(w, "&#39;");
            break;
        default:
            return;
        }
    }
}

void html_put_i64(struct html_writer *w, int64_t v)
{
    buf_put_i64(&w->out, v);
}

void html_put_int(struct html_writer *w, int v)
{
    buf_put_i64(&w->out, v);
}

void html_put_size(struct html_writer *w, size_t v)
{
    buf_put_i64(&w->out, (int64_t)v);
}

void html_put_html(struct html_writer *w, struct html h)
{
    if (h.n > 0)
        buf_put(&w->out, h.s, h.n);
}

void html_put_url(struct html_writer *w, struct url u)
{
    html_put_text(w, u.s);
}

void html_put_action(struct html_writer *w, struct url u)
{
    assert(u.s && u.s[0] == '/' && u.s[1] != '/');
    html_put_text(w, u.s);
}

void html_put_optional(struct html_writer *w, const char *name, const char *value)
{
    if (!value)
        return;
    html_lit(w, " ");
    buf_puts(&w->out, name);
    html_lit(w, "=\"");
    html_put_text(w, value);
    html_lit(w, "\"");
}

void html_put_msg(struct html_writer *w, const struct msg *m, const struct arg *args)
{
    struct buf text = buf_make(w->out.arena, 128);
    msg_put(&text, w->lang, m, args);
    html_put_text(w, text.s);
}

/* RFC 3986 unreserved characters stand for themselves, every other byte as %XX. */
static void put_percent(struct buf *b, const char *s)
{
    static const char plain[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
    for (;;) {
        size_t span = strspn(s, plain);
        buf_put(b, s, span);
        s += span;
        if (!*s)
            return;
        buf_printf(b, "%%%02X", (unsigned)(unsigned char)*s++);
    }
}

struct url url_make(struct arena *a, const char *format, ...)
{
    struct buf b = buf_make(a, 64);
    va_list ap;
    assert(format[0] == '/' && format[1] != '/' && format[1] != '\\');
    va_start(ap, format);
    for (const char *p = format; *p; p++) {
        if (*p != '%') {
            buf_putc(&b, *p);
            continue;
        }
        assert(p[1] == 's');
        p++;
        const char *part = va_arg(ap, const char *);
        if (part && (strcmp(part, ".") == 0 || strcmp(part, "..") == 0))
            buf_puts(&b, part[1] ? "%2E%2E" : "%2E"); /* a segment of dots would climb out of the path */
        else
            put_percent(&b, part ? part : "");
    }
    va_end(ap);
    return (struct url){ b.s };
}

struct url url_external(struct arena *a, const char *address)
{
    const struct url none = { NULL };
    if (!address || strncmp(address, "https://", 8) != 0)
        return none;
    for (const unsigned char *p = (const unsigned char *)address; *p; p++)
        if (*p <= 0x20 || *p == 0x7f || *p == '\\' || *p == '"' || *p == '<' || *p == '>')
            return none;
    size_t host = strcspn(address + 8, "/?#");
    if (host == 0 || memchr(address + 8, '@', host))
        return none;
    return (struct url){ arena_strdup(a, address) };
}

const char *html_text_lang(const struct html_writer *w, const char *text)
{
    int japanese = 0;
    int latin = 0;
    if (w->lang == LANG_JA || !text)
        return NULL;
    while (*text) {
        uint32_t c = text_next(&text);
        japanese += (c >= 0x3040 && c <= 0x30ff) || (c >= 0x3400 && c <= 0x9fff);
        latin += (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }
    return japanese > 0 && 2 * japanese > latin ? "ja" : NULL;
}

struct html html_named(struct html_writer *w, const char *text)
{
    struct html_writer part = html_writer_make(w->out.arena, w->lang);
    const char *lang = html_text_lang(w, text);
    if (!lang) {
        html_put_text(&part, text);
        return html_done(&part);
    }
    html_lit(&part, "<span");
    html_put_optional(&part, "lang", lang);
    html_lit(&part, ">");
    html_put_text(&part, text);
    html_lit(&part, "</span>");
    return html_done(&part);
}
