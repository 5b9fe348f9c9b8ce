/* tpl_rules.c: tables of what HTML (and the SVG that charts need) allows, and of what we never want in a page. */
#include "tpl_int.h"

#include "tool.h"

#include <ctype.h>
#include <string.h>

/* Sorted by role, not by letter. An element that is not here is unknown. */
static const struct element ELEMENTS[] = {
    { "html", 0 }, { "head", 0 }, { "title", 0 }, { "body", 0 },
    { "meta", IS_VOID }, { "link", IS_VOID }, { "script", 0 }, { "noscript", 0 }, { "template", 0 },
    { "header", 0 }, { "footer", 0 }, { "main", 0 }, { "nav", 0 }, { "section", 0 }, { "article", 0 }, { "aside", 0 },
    { "search", 0 }, { "address", 0 }, { "div", 0 }, { "blockquote", 0 }, { "figure", 0 }, { "figcaption", 0 },
    { "h1", ONLY_INLINE }, { "h2", ONLY_INLINE }, { "h3", ONLY_INLINE }, { "h4", ONLY_INLINE }, { "h5", ONLY_INLINE },
    { "h6", ONLY_INLINE }, { "hgroup", 0 }, { "p", ONLY_INLINE }, { "pre", ONLY_INLINE | KEEPS_SPACE },
    { "hr", IS_VOID }, { "ul", 0 }, { "ol", 0 }, { "menu", 0 }, { "li", 0 }, { "dl", 0 }, { "dt", 0 }, { "dd", 0 },
    { "table", 0 }, { "caption", 0 }, { "colgroup", 0 }, { "col", IS_VOID }, { "thead", 0 }, { "tbody", 0 },
    { "tfoot", 0 }, { "tr", 0 }, { "th", 0 }, { "td", 0 }, { "form", 0 }, { "fieldset", 0 }, { "legend", 0 },
    { "details", 0 }, { "summary", 0 }, { "dialog", 0 }, { "optgroup", 0 }, { "option", 0 },
    { "a", IS_INLINE | IS_CLEAR }, { "ins", IS_INLINE | IS_CLEAR }, { "del", IS_INLINE | IS_CLEAR },
    { "abbr", IS_INLINE | ONLY_INLINE }, { "b", IS_INLINE | ONLY_INLINE }, { "bdi", IS_INLINE | ONLY_INLINE },
    { "cite", IS_INLINE | ONLY_INLINE }, { "code", IS_INLINE | ONLY_INLINE }, { "data", IS_INLINE | ONLY_INLINE },
    { "dfn", IS_INLINE | ONLY_INLINE }, { "em", IS_INLINE | ONLY_INLINE }, { "i", IS_INLINE | ONLY_INLINE },
    { "kbd", IS_INLINE | ONLY_INLINE }, { "mark", IS_INLINE | ONLY_INLINE }, { "q", IS_INLINE | ONLY_INLINE },
    { "s", IS_INLINE | ONLY_INLINE }, { "samp", IS_INLINE | ONLY_INLINE }, { "small", IS_INLINE | ONLY_INLINE },
    { "span", IS_INLINE | ONLY_INLINE }, { "strong", IS_INLINE | ONLY_INLINE }, { "sub", IS_INLINE | ONLY_INLINE },
    { "sup", IS_INLINE | ONLY_INLINE }, { "time", IS_INLINE | ONLY_INLINE }, { "u", IS_INLINE | ONLY_INLINE },
    { "var", IS_INLINE | ONLY_INLINE }, { "ruby", IS_INLINE | ONLY_INLINE }, { "rt", IS_INLINE | ONLY_INLINE },
    { "rp", IS_INLINE | ONLY_INLINE }, { "br", IS_VOID | IS_INLINE }, { "wbr", IS_VOID | IS_INLINE },
    { "img", IS_VOID | IS_INLINE }, { "input", IS_VOID | IS_INLINE }, { "button", IS_INLINE | ONLY_INLINE },
    { "label", IS_INLINE | ONLY_INLINE }, { "select", IS_INLINE }, { "datalist", IS_INLINE },
    { "textarea", IS_INLINE | KEEPS_SPACE }, { "output", IS_INLINE | ONLY_INLINE },
    { "progress", IS_INLINE | ONLY_INLINE }, { "meter", IS_INLINE | ONLY_INLINE }, { "svg", IS_INLINE | IS_SVG },
    { "g", IS_SVG }, { "defs", IS_SVG }, { "desc", IS_SVG }, { "symbol", IS_SVG }, { "use", IS_SVG },
    { "path", IS_SVG }, { "rect", IS_SVG }, { "circle", IS_SVG }, { "ellipse", IS_SVG }, { "line", IS_SVG },
    { "polyline", IS_SVG }, { "polygon", IS_SVG }, { "text", IS_SVG }, { "tspan", IS_SVG }, { "clipPath", IS_SVG },
    { "pattern", IS_SVG }, { "linearGradient", IS_SVG }, { "stop", IS_SVG },
};

static const struct {
    const char *name, *why;
} REFUSED_ELEMENTS[] = {
    { "style", "styles belong into assets/; the page's policy forbids <style>" },
    { "base", "<base> would turn every address of the page" },
    { "iframe", "<iframe> is not allowed" },
    { "object", "<object> is not allowed" },
    { "embed", "<embed> is not allowed" },
    { "foreignObject", "<foreignObject> is not allowed" },
    { "animate", "<animate> could change an address" },
    { "set", "<set> could change an address" },
    { "font", "<font> is not allowed" },
    { "center", "<center> is not allowed" },
};

/* An element listed on the left holds only those on the right. */
static const struct {
    const char *parent, *children;
} HOLDS_ONLY[] = {
    { "html", " head body " },
    { "head", " title meta link script " },
    { "table", " caption colgroup thead tbody tfoot " },
    { "thead", " tr " },
    { "tbody", " tr " },
    { "tfoot", " tr " },
    { "tr", " th td " },
    { "colgroup", " col " },
    { "ul", " li " },
    { "ol", " li " },
    { "menu", " li " },
    { "dl", " dt dd div " },
    { "select", " option optgroup " },
    { "datalist", " option " },
    { "optgroup", " option " },
};

/* An element listed on the left stands only directly in one of those on the right. */
static const struct {
    const char *child, *parents;
} STANDS_ONLY_IN[] = {
    { "head", " html " },           { "body", " html " },         { "title", " head svg g " },
    { "caption", " table " },       { "colgroup", " table " },    { "col", " colgroup " },
    { "thead", " table " },         { "tbody", " table " },       { "tfoot", " table " },
    { "tr", " thead tbody tfoot " }, { "th", " tr " },            { "td", " tr " },
    { "li", " ul ol menu " },       { "dt", " dl div " },         { "dd", " dl div " },
    { "option", " select optgroup datalist " }, { "optgroup", " select " },
    { "legend", " fieldset " },     { "summary", " details " },   { "figcaption", " figure " },
    { "rt", " ruby " },             { "rp", " ruby " },           { "meta", " head " },
};

/* {name, kind}; "on…" and everything not listed is settled in attribute_kind_of. */
static const struct {
    const char *name;
    enum attribute_kind kind;
    const char *why;
} ATTRIBUTES[] = {
    { "href", ATTRIBUTE_URL, NULL }, { "src", ATTRIBUTE_URL, NULL }, { "action", ATTRIBUTE_URL, NULL },
    { "formaction", ATTRIBUTE_URL, NULL }, { "poster", ATTRIBUTE_URL, NULL }, { "cite", ATTRIBUTE_URL, NULL },
    { "data", ATTRIBUTE_URL, NULL }, { "xlink:href", ATTRIBUTE_URL, NULL }, { "background", ATTRIBUTE_URL, NULL },
    { "manifest", ATTRIBUTE_URL, NULL }, { "longdesc", ATTRIBUTE_URL, NULL },
    { "style", ATTRIBUTE_REFUSED, "styles belong into assets/; the page's policy forbids style=\"…\"" },
    { "srcdoc", ATTRIBUTE_REFUSED, "srcdoc is a page of its own; not allowed" },
    { "srcset", ATTRIBUTE_REFUSED, "srcset takes addresses that nobody checks" },
    { "imagesrcset", ATTRIBUTE_REFUSED, "imagesrcset takes addresses that nobody checks" },
    { "ping", ATTRIBUTE_REFUSED, "ping tells third parties who reads" },
    { "target", ATTRIBUTE_REFUSED, "a link opens where the reader wants; no target" },
    { "formtarget", ATTRIBUTE_REFUSED, "a form opens where the reader wants; no formtarget" },
    { "formmethod", ATTRIBUTE_REFUSED, "the form says its method; no formmethod" },
    { "http-equiv", ATTRIBUTE_REFUSED, "headers are set by http/; no http-equiv" },
    { "method", ATTRIBUTE_LITERAL, NULL }, { "enctype", ATTRIBUTE_LITERAL, NULL },
    { "formenctype", ATTRIBUTE_LITERAL, NULL }, { "type", ATTRIBUTE_LITERAL, NULL }, { "rel", ATTRIBUTE_LITERAL, NULL },
    { "integrity", ATTRIBUTE_LITERAL, NULL }, { "nonce", ATTRIBUTE_LITERAL, NULL }, { "is", ATTRIBUTE_LITERAL, NULL },
    { "attributeName", ATTRIBUTE_LITERAL, NULL }, { "fill", ATTRIBUTE_LITERAL, NULL },
    { "stroke", ATTRIBUTE_LITERAL, NULL }, { "filter", ATTRIBUTE_LITERAL, NULL }, { "mask", ATTRIBUTE_LITERAL, NULL },
    { "clip-path", ATTRIBUTE_LITERAL, NULL }, { "cursor", ATTRIBUTE_LITERAL, NULL },
    { "title", ATTRIBUTE_WORDS, NULL }, { "alt", ATTRIBUTE_WORDS, NULL }, { "placeholder", ATTRIBUTE_WORDS, NULL },
    { "aria-label", ATTRIBUTE_WORDS, NULL }, { "aria-description", ATTRIBUTE_WORDS, NULL },
    { "aria-valuetext", ATTRIBUTE_WORDS, NULL }, { "aria-roledescription", ATTRIBUTE_WORDS, NULL },
    { "label", ATTRIBUTE_WORDS, NULL }, { "abbr", ATTRIBUTE_WORDS, NULL },
    { "checked", ATTRIBUTE_BOOLEAN, NULL }, { "selected", ATTRIBUTE_BOOLEAN, NULL },
    { "disabled", ATTRIBUTE_BOOLEAN, NULL }, { "required", ATTRIBUTE_BOOLEAN, NULL },
    { "readonly", ATTRIBUTE_BOOLEAN, NULL }, { "open", ATTRIBUTE_BOOLEAN, NULL },
    { "hidden", ATTRIBUTE_BOOLEAN, NULL }, { "multiple", ATTRIBUTE_BOOLEAN, NULL },
    { "autofocus", ATTRIBUTE_BOOLEAN, NULL }, { "novalidate", ATTRIBUTE_BOOLEAN, NULL },
    { "formnovalidate", ATTRIBUTE_BOOLEAN, NULL }, { "defer", ATTRIBUTE_BOOLEAN, NULL },
    { "reversed", ATTRIBUTE_BOOLEAN, NULL }, { "inert", ATTRIBUTE_BOOLEAN, NULL },
};

#define COUNT(table) (sizeof(table) / sizeof *(table))

static bool listed(const char *list, const char *name)
{
    size_t n = strlen(name);
    for (const char *p = list; (p = strstr(p, name)); p++)
        if (p > list && p[-1] == ' ' && p[n] == ' ')
            return true;
    return false;
}

const struct element *element_find(const char *name)
{
    for (size_t i = 0; i < COUNT(ELEMENTS); i++)
        if (strcmp(ELEMENTS[i].name, name) == 0)
            return &ELEMENTS[i];
    return NULL;
}

const char *element_refusal(const char *name)
{
    for (size_t i = 0; i < COUNT(REFUSED_ELEMENTS); i++)
        if (strcasecmp(REFUSED_ELEMENTS[i].name, name) == 0)
            return REFUSED_ELEMENTS[i].why;
    return NULL;
}

const char *nesting_refusal(struct arena *a, const char *parent, const char *child)
{
    if (!parent)
        return NULL;
    for (size_t i = 0; i < COUNT(HOLDS_ONLY); i++)
        if (strcmp(HOLDS_ONLY[i].parent, parent) == 0 && !listed(HOLDS_ONLY[i].children, child))
            return arena_printf(a, "<%s> may not stand directly in <%s>; allowed are:%s", child, parent,
                                HOLDS_ONLY[i].children);
    for (size_t i = 0; i < COUNT(STANDS_ONLY_IN); i++)
        if (strcmp(STANDS_ONLY_IN[i].child, child) == 0 && !listed(STANDS_ONLY_IN[i].parents, parent))
            return arena_printf(a, "<%s> may not stand directly in <%s>; it stands only in:%s", child, parent,
                                STANDS_ONLY_IN[i].parents);
    return NULL;
}

bool element_holds_no_text(const char *name)
{
    for (size_t i = 0; i < COUNT(HOLDS_ONLY); i++)
        if (strcmp(HOLDS_ONLY[i].parent, name) == 0)
            return true;
    return false;
}

enum attribute_kind attribute_kind_of(const char *name, const char **ret_why)
{
    *ret_why = NULL;
    if (strncasecmp(name, "on", 2) == 0) {
        *ret_why = "event handlers belong into assets/; the page's policy forbids on…=\"…\"";
        return ATTRIBUTE_REFUSED;
    }
    for (size_t i = 0; i < COUNT(ATTRIBUTES); i++)
        if (strcasecmp(ATTRIBUTES[i].name, name) == 0) {
            *ret_why = ATTRIBUTES[i].why;
            return ATTRIBUTES[i].kind;
        }
    return ATTRIBUTE_PLAIN;
}

bool url_literal_is_safe(const char *s)
{
    for (const char *p = s; *p; p++)
        if ((unsigned char)*p <= 0x20 || *p == '\\')
            return false;
    return s[0] == '#' || (s[0] == '/' && s[1] != '/') || (strncmp(s, "https://", 8) == 0 && isalnum((unsigned char)s[8]));
}

bool has_words(const char *s, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        unsigned char c = (unsigned char)s[i];
        if (c == '&') { /* an entity is a sign, not a word */
            while (i < n && s[i] != ';')
                i++;
            continue;
        }
        if (isalpha(c))
            return true;
        if (c < 0x80)
            continue;
        size_t k = tool_utf8_len(s + i, n - i);
        /* U+0080–U+00BF, U+2000–U+2BFF and U+3000–U+303F are signs and punctuation; the rest are letters. */
        if (!(c == 0xc2 || (c == 0xe2 && (unsigned char)s[i + 1] < 0xb0) || (c == 0xe3 && (unsigned char)s[i + 1] == 0x80)))
            return true;
        i += k > 0 ? k - 1 : 0;
    }
    return false;
}
