/* header_value.c: parameters of header values (RFC 9110 §5.6.6) and cookies (RFC 6265 §4.2). */
#include "http/text.h"

#include "base/buf.h"

#include <string.h>
#include <strings.h>

static bool is_token_char(char c)
{
    return c > 0x20 && c < 0x7f && !strchr("()<>@,;:\\\"/[]?={}", c);
}

bool media_type_is(const char *value, const char *type)
{
    size_t n = strlen(type);
    return strncasecmp(value, type, n) == 0 && strchr("; \t", value[n]) != NULL;
}

/* A value in quotes at *p (behind the opening one); moves *p behind the closing one. NULL: never closed. */
static const char *quoted_value(struct arena *a, const char **p)
{
    struct buf b = buf_make(a, 64);
    for (const char *s = *p; *s; s++) {
        if (*s == '"') {
            *p = s + 1;
            return b.s;
        }
        if (s[0] == '\\' && s[1] == '"') {
            buf_putc(&b, '"');
            s++;
        } else if (strncmp(s, "%22", 3) == 0) {
            buf_putc(&b, '"');
            s += 2;
        } else {
            buf_putc(&b, *s);
        }
    }
    return NULL;
}

/* What stands behind "=" at *p, quoted or not; moves *p to the ";" or the end behind it. NULL: neither is there. */
static const char *parameter_value(struct arena *a, const char **p)
{
    const char *v = NULL;
    if (**p == '"') {
        ++*p;
        v = quoted_value(a, p);
    } else {
        size_t n = strcspn(*p, "; \t\"");
        v = arena_strndup(a, *p, n);
        *p += n;
    }
    *p += strspn(*p, " \t");
    return **p == ';' || **p == 0 ? v : NULL;
}

static size_t token_length(const char *s)
{
    size_t n = 0;
    while (is_token_char(s[n]))
        n++;
    return n;
}

const char *header_parameter(struct arena *a, const char *value, const char *name)
{
    const char *found = NULL;
    const char *p = value + strcspn(value, ";");
    while (*p == ';') {
        p += 1 + strspn(p + 1, " \t");
        const char *key = p;
        size_t key_n = token_length(key);
        p += key_n;
        if (key_n == 0 && (*p == ';' || *p == 0))
            continue;
        if (key_n == 0 || *p++ != '=')
            return NULL;
        const char *v = parameter_value(a, &p);
        bool wanted = key_n == strlen(name) && strncasecmp(key, name, key_n) == 0;
        if (!v || (wanted && found))
            return NULL;
        if (wanted)
            found = v;
    }
    return found;
}

static bool is_cookie_octet(char c)
{
    return c > 0x20 && c < 0x7f && !strchr("\",;\\", c);
}

const char *cookie_get(struct arena *a, const char *header, const char *name)
{
    size_t name_n = strlen(name);
    for (const char *p = header; p && *p;) {
        p += strspn(p, " \t;");
        size_t n = strcspn(p, ";");
        if (n > name_n && strncmp(p, name, name_n) == 0 && p[name_n] == '=') {
            const char *v = p + name_n + 1;
            size_t len = 0;
            while (is_cookie_octet(v[len]))
                len++;
            if (v + len + strspn(v + len, " \t") == p + n)
                return arena_strndup(a, v, len);
        }
        p += n;
    }
    return NULL;
}
