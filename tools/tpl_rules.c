/* tpl_rules.c: tables of what HTML (and the SVG that charts need) allows, and of what we never want in a
** page. */
#include "tpl_int.h"

#include "tool.h"

#include <ctype.h>
#include <string.h>

/* An element that is not here is unknown. */
static const struct {
    unsigned flags;
    const char *names;
} ELEMENTS[] = {
    { 0, " html head title body script noscript template header footer main nav section article aside search address"
         " div blockquote figure figcaption hgroup ul ol menu li dl dt dd table caption colgroup thead tbody tfoot"
         " tr th td form fieldset legend details summary dialog optgroup option " },
    { IS_VOID, " meta link hr col " },
    { ONLY_INLINE, " h1 h2 h3 h4 h5 h6 p " },
    { ONLY_INLINE | KEEPS_SPACE, " pre " },
    { IS_INLINE | IS_CLEAR, " a ins del " },
    { IS_INLINE | ONLY_INLINE, " abbr b bdi cite code data dfn em i kbd mark q s samp small span strong sub sup time u"
                               " var ruby rt rp button label output progress meter " },
    { IS_INLINE, " select datalist " },
    { IS_INLINE | KEEPS_SPACE, " textarea " },
    { IS_INLINE | IS_VOID, " br wbr img input " },
    { IS_INLINE | IS_SVG, " svg " },
    { IS_SVG, " g defs desc symbol use path rect circle ellipse line polyline polygon text tspan clipPath pattern"
              " linearGradient stop " },
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
    const char *children, *parents;
} STANDS_ONLY_IN[] = {
    { " head body ", " html " },
    { " title ", " head svg g " },
    { " meta ", " head " },
    { " caption colgroup thead tbody tfoot ", " table " },
    { " col ", " colgroup " },
    { " tr ", " thead tbody tfoot " },
    { " th td ", " tr " },
    { " li ", " ul ol menu " },
    { " dt dd ", " dl div " },
    { " option ", " select optgroup datalist " },
    { " optgroup ", " select " },
    { " legend ", " fieldset " },
    { " summary ", " details " },
    { " figcaption ", " figure " },
    { " rt rp ", " ruby " },
};

/* What is not here is plain. "on…" is settled in attribute_kind_of. */
static const struct {
    enum attribute_kind kind;
    const char *names;
} ATTRIBUTES[] = {
    { ATTRIBUTE_URL, " href src action formaction poster cite data xlink:href background manifest longdesc " },
    { ATTRIBUTE_LITERAL, " method enctype formenctype type rel integrity nonce is attributename"
                         " fill stroke filter mask clip-path cursor " },
    { ATTRIBUTE_WORDS, " title alt placeholder label abbr aria-label aria-description aria-valuetext"
                       " aria-roledescription " },
    { ATTRIBUTE_BOOLEAN, " checked selected disabled required readonly open hidden multiple autofocus novalidate"
                         " formnovalidate defer reversed inert " },
};

static const struct {
    const char *name, *why;
} REFUSED_ATTRIBUTES[] = {
    { "style", "styles belong into assets/; the page's policy forbids style=\"…\"" },
    { "srcdoc", "srcdoc is a page of its own; not allowed" },
    { "srcset", "srcset takes addresses that nobody checks" },
    { "imagesrcset", "imagesrcset takes addresses that nobody checks" },
    { "ping", "ping tells third parties who reads" },
    { "target", "a link opens where the reader wants; no target" },
    { "formtarget", "a form opens where the reader wants; no formtarget" },
    { "formmethod", "the form says its method; no formmethod" },
    { "http-equiv", "headers are set by http/; no http-equiv" },
};

#define COUNT(table) (sizeof(table) / sizeof *(table))

static bool listed(const char *list, const char *name)
{
    size_t n = strlen(name);
    for (const char *p = list; n && (p = strstr(p, name)); p++) /* "" is found everywhere, also after the end */
        if (p > list && p[-1] == ' ' && p[n] == ' ')
            return true;
    return false;
}

const struct element *element_find(struct arena *a, const char *name)
{
    for (size_t i = 0; i < COUNT(ELEMENTS); i++)
        if (listed(ELEMENTS[i].names, name)) {
            struct element *e = arena_new(a, struct element);
            *e = (struct element){ name, ELEMENTS[i].flags };
            return e;
        }
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
        if (listed(STANDS_ONLY_IN[i].children, child) && !listed(STANDS_ONLY_IN[i].parents, parent))
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
    for (size_t i = 0; i < COUNT(REFUSED_ATTRIBUTES); i++)
        if (strcasecmp(REFUSED_ATTRIBUTES[i].name, name) == 0) {
            *ret_why = REFUSED_ATTRIBUTES[i].why;
            return ATTRIBUTE_REFUSED;
        }
    char lower[32] = { 0 };
    for (size_t i = 0; name[i] && i + 1 < sizeof lower; i++)
        lower[i] = (char)tolower((unsigned char)name[i]);
    for (size_t i = 0; i < COUNT(ATTRIBUTES); i++)
        if (listed(ATTRIBUTES[i].names, lower))
            return ATTRIBUTES[i].kind;
    return ATTRIBUTE_PLAIN;
}

bool url_literal_is_safe(const char *s)
{
    for (const char *p = s; *p; p++)
        if ((unsigned char)*p <= 0x20 || *p == '\\')
            return false;
    return s[0] == '#' || (s[0] == '/' && s[1] != '/') ||
           (strncmp(s, "https://", 8) == 0 && isalnum((unsigned char)s[8]));
}

/* Digits, signs and punctuation of any width; everything else is a letter. */
static bool is_sign(uint32_t c)
{
    static const struct {
        uint32_t from, to;
    } SIGNS[] = {
        { 0x00, 0x40 },     { 0x5b, 0x60 },     { 0x7b, 0xbf },     { 0xd7, 0xd7 },     { 0xf7, 0xf7 },
        { 0x2000, 0x2bff }, { 0x3000, 0x3004 }, { 0x3008, 0x3030 }, { 0x303d, 0x303d }, { 0x30fb, 0x30fb },
        { 0xff01, 0xff20 }, { 0xff3b, 0xff40 }, { 0xff5b, 0xff65 }, { 0xffe0, 0xffee },
    };
    for (size_t i = 0; i < COUNT(SIGNS); i++)
        if (c >= SIGNS[i].from && c <= SIGNS[i].to)
            return true;
    return false;
}

bool has_words(const char *s, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (s[i] == '&') { /* an entity is a sign, not a word */
            while (i < n && s[i] != ';')
                i++;
            continue;
        }
        size_t k = tool_utf8_len(s + i, n - i);
        uint32_t c = (unsigned char)s[i];
        if (k > 1)
            c &= 0x7fU >> k;
        for (size_t b = 1; b < k; b++)
            c = c << 6 | ((unsigned char)s[i + b] & 0x3f);
        if (k == 0 || !is_sign(c))
            return true;
        i += k - 1;
    }
    return false;
}
