/* scan_text.c: text of a page, its entities decoded; and what is found in a scanned page. */
#include "rehearsal/scan_text.h"

#include "base/buf.h"
#include "base/text.h"
#include "rehearsal/scan.h"

#include <string.h>

static const struct {
    const char *name;
    uint32_t code;
} ENTITIES[] = { { "amp;", '&' },  { "lt;", '<' },    { "gt;", '>' },
                 { "quot;", '"' }, { "apos;", '\'' }, { "nbsp;", ' ' } };

/* Behind "&": the code point and how many bytes name it; 0: it is just an ampersand. */
static size_t entity(const char *p, const char *end, uint32_t *ret)
{
    size_t left = (size_t)(end - p);
    for (size_t i = 0; i < sizeof ENTITIES / sizeof ENTITIES[0]; i++) {
        size_t n = strlen(ENTITIES[i].name);
        if (left >= n && memcmp(p, ENTITIES[i].name, n) == 0) {
            *ret = ENTITIES[i].code;
            return n;
        }
    }
    if (left < 3 || p[0] != '#')
        return 0;
    bool hex = p[1] == 'x' || p[1] == 'X';
    const char *digits = hex ? "0123456789abcdefABCDEF" : "0123456789";
    size_t i = hex ? 2 : 1;
    uint32_t code = 0;
    for (; i < left && i < 10 && p[i] && strchr(digits, p[i]); i++)
        code = code * (hex ? 16 : 10) + (uint32_t)(p[i] <= '9' ? p[i] - '0' : (p[i] | 32) - 'a' + 10);
    bool good = i < left && p[i] == ';' && code > 0 && code < 0x110000 && (code < 0xd800 || code > 0xdfff);
    *ret = code;
    return good ? i + 1 : 0;
}

const char *scan_decode(struct arena *a, const char *p, size_t n)
{
    struct buf b = buf_make(a, n + 1);
    const char *end = p + n;
    while (p < end) {
        uint32_t code = 0;
        size_t used = *p == '&' ? entity(p + 1, end, &code) : 0;
        if (used)
            text_put(&b, code);
        else if (*p)
            buf_putc(&b, *p);
        p += 1 + used;
    }
    return b.s;
}

/* ── finding ── */

bool scan_fits(const char *address, const char *pattern, bool whole)
{
    while (*pattern) {
        if (*pattern == '*') {
            size_t n = strcspn(address, "/?#");
            if (n == 0)
                return false;
            address += n;
            pattern++;
        } else if (*address++ != *pattern++) {
            return false;
        }
    }
    return !whole || !*address || *address == '?' || *address == '#';
}

const struct scan_form *scan_form_find(const struct scan *s, const char *action)
{
    for (size_t i = 0; s && i < s->form_count; i++)
        if (scan_fits(s->forms[i].action, action, false))
            return &s->forms[i];
    return NULL;
}

const struct scan_link *scan_link_find(const struct scan *s, const char *href, size_t n)
{
    for (size_t i = 0; s && i < s->link_count; i++)
        if (scan_fits(s->links[i].href, href, true) && n-- == 0)
            return &s->links[i];
    return NULL;
}
