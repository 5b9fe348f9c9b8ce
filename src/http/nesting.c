/* nesting.c: see nesting.h. */
#include "http/nesting.h"

#include "base/vec.h"

#include <stdbool.h>
#include <string.h>
#include <strings.h>

struct name {
    const char *s;
    size_t n;
};
struct page {
    struct arena *a;
    const char *html, *p;
    VEC(struct name) open;
    VEC(struct name) ids;
    const char *problem;
};

static bool one_of(struct name x, const char *list)
{
    for (const char *p = list; *p;) {
        size_t n = strcspn(p, " ");
        if (n == x.n && strncasecmp(p, x.s, n) == 0)
            return true;
        p += n + (p[n] == ' ');
    }
    return false;
}

static bool same(struct name x, struct name y)
{
    return x.n == y.n && strncasecmp(x.s, y.s, x.n) == 0;
}

static void wrong(struct page *g, const char *what, struct name x)
{
    if (!g->problem)
        g->problem = arena_printf(g->a, "%s «%.*s» at byte %td, near «%.80s»", what, (int)x.n, x.s,
                                  g->p - g->html, x.s);
}

static const char SPACE[] = " \t\r\n\f";

/* One attribute at g->p; false at the end of the tag. */
static bool attribute(struct page *g, struct name *ret_name, struct name *ret_value)
{
    g->p += strspn(g->p, SPACE);
    size_t n = strcspn(g->p, " \t\r\n\f=>/");
    if (n == 0)
        return false;
    *ret_name = (struct name){ g->p, n };
    *ret_value = (struct name){ g->p, 0 };
    g->p += n;
    if (*g->p != '=')
        return true;
    char quote = *++g->p;
    if (quote != '"' && quote != '\'') {
        wrong(g, "an attribute without quotes", *ret_name);
        return false;
    }
    const char *end = strchr(++g->p, quote);
    if (!end) {
        wrong(g, "an attribute never closed", *ret_name);
        return false;
    }
    *ret_value = (struct name){ g->p, (size_t)(end - g->p) };
    g->p = end + 1;
    return true;
}

static void attributes(struct page *g)
{
    VEC(struct name) seen = { 0 };
    struct name name = { 0 };
    struct name value = { 0 };
    while (!g->problem && attribute(g, &name, &value)) {
        for (size_t i = 0; i < seen.n; i++)
            if (same(seen.v[i], name))
                wrong(g, "an attribute twice", name);
        *vec_push(g->a, &seen) = name;
        if (!one_of(name, "id"))
            continue;
        for (size_t i = 0; i < g->ids.n; i++)
            if (g->ids.v[i].n == value.n && memcmp(g->ids.v[i].s, value.s, value.n) == 0)
                wrong(g, "an id twice", value);
        *vec_push(g->a, &g->ids) = value;
    }
}

static void start_tag(struct page *g, struct name x)
{
    attributes(g);
    if (g->problem)
        return;
    bool closed = *g->p == '/';
    g->p += closed;
    if (*g->p != '>') {
        wrong(g, "a broken tag", x);
        return;
    }
    g->p++;
    if (closed || one_of(x, "area base br col embed hr img input link meta source track wbr"))
        return;
    *vec_push(g->a, &g->open) = x;
    if (!one_of(x, "script style textarea title"))
        return;
    const char *end = g->p; /* raw text: only its own end tag counts */
    while (*end && !(end[0] == '<' && end[1] == '/' && strncasecmp(end + 2, x.s, x.n) == 0))
        end++;
    g->p = end;
}

static void end_tag(struct page *g, struct name x)
{
    /* The end tag of a table's last part may be left out (HTML 4.9.3). */
    if (one_of(x, "table") && g->open.n && one_of(g->open.v[g->open.n - 1], "tbody tfoot"))
        g->open.n--;
    if (g->open.n == 0 || !same(g->open.v[g->open.n - 1], x)) {
        wrong(g, g->open.n ? "an end tag that closes something else" : "an end tag of nothing", x);
        return;
    }
    g->open.n--;
    g->p += strspn(g->p, SPACE);
    if (*g->p++ != '>')
        wrong(g, "a broken end tag", x);
}

static void markup(struct page *g)
{
    if (strncmp(g->p, "<!--", 4) == 0) {
        const char *end = strstr(g->p, "-->");
        if (!end)
            wrong(g, "a comment never closed", (struct name){ g->p, 4 });
        else
            g->p = end + 3;
        return;
    }
    if (g->p[1] == '!') {
        g->p += strcspn(g->p, ">");
        return;
    }
    bool end = g->p[1] == '/';
    g->p += 1 + end;
    struct name x = { g->p, strcspn(g->p, " \t\r\n\f>/") };
    g->p += x.n;
    if (x.n == 0)
        wrong(g, "a bare <", (struct name){ g->p, 1 });
    else if (end)
        end_tag(g, x);
    else
        start_tag(g, x);
}

const char *html_nesting_problem(struct arena *a, const char *html)
{
    struct page g = { .a = a, .html = html, .p = html };
    while (!g.problem && *(g.p += strcspn(g.p, "<")))
        markup(&g);
    if (!g.problem && g.open.n)
        wrong(&g, "never closed:", g.open.v[g.open.n - 1]);
    return g.problem;
}
