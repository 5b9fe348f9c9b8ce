/* guard.c: requests that two readers could understand differently (RFC 9112 §3.2, §5, §6; request smuggling). */
#include "http/border.h"

#include <string.h>
#include <strings.h>

static bool is_token(const char *s, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (s[i] <= 0x20 || s[i] >= 0x7f || strchr("()<>@,;:\\\"/[]?={}", s[i]))
            return false;
    return n > 0;
}

/* Digits only, few enough for an int64_t: not "+5", "5, 5", "0x5", "". */
static bool is_length(const char *s, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (s[i] < '0' || s[i] > '9')
            return false;
    return n > 0 && n <= 18;
}

static bool named(const char *name, size_t n, const char *wanted)
{
    return n == strlen(wanted) && strncasecmp(name, wanted, n) == 0;
}

void guard_header(struct guard *g, const char *name, size_t name_n, const char *value, size_t value_n)
{
    /* The library glues a folded line onto the name before it, and keeps a space before the colon in the name. */
    g->bad |= !is_token(name, name_n);
    for (size_t i = 0; i < value_n; i++)
        g->bad |= ((unsigned char)value[i] < 0x20 && value[i] != '\t') || value[i] == 0x7f;
    if (named(name, name_n, "Host")) {
        g->hosts++;
        g->bad |= value_n == 0 || memchr(value, ',', value_n) || memchr(value, ' ', value_n) ||
                  memchr(value, '/', value_n) || memchr(value, '@', value_n);
    } else if (named(name, name_n, "Content-Length")) {
        g->lengths++;
        g->bad |= !is_length(value, value_n);
    } else if (named(name, name_n, "Transfer-Encoding")) {
        g->codings++;
        g->bad |= !named(value, value_n, "chunked");
    }
}

bool guard_allows(const struct guard *g, const char *version)
{
    bool old = strcmp(version, "HTTP/1.0") == 0;
    if (g->bad || (!old && strcmp(version, "HTTP/1.1") != 0))
        return false;
    if (g->lengths > 1 || g->codings > 1 || (g->lengths && g->codings) || (old && g->codings))
        return false;
    return g->hosts == 1 || (old && g->hosts == 0);
}
