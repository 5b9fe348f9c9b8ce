/* tpl_tag.c: reads one tag, checks it against the tables and against the elements that are open, and writes
** it. */
#include "tpl_int.h"

#include <ctype.h>
#include <string.h>

struct attribute {
    const char *name;
    const char *value; /* the literal parts; NULL where there is no value */
    bool has_hole;
};
struct tag {
    const char *name;
    const struct element *element;
    int line;
    VEC(struct attribute) attributes;
};

static const struct attribute *find(const struct tag *g, const char *name)
{
    for (size_t i = 0; i < g->attributes.n; i++)
        if (strcasecmp(g->attributes.v[i].name, name) == 0)
            return &g->attributes.v[i];
    return NULL;
}

static bool value_is(const struct tag *g, const char *name, const char *value)
{
    const struct attribute *at = find(g, name);
    return at && at->value && !at->has_hole && strcmp(at->value, value) == 0;
}

/* Skips white space inside a tag; a control line there is a mistake. */
static bool skip_blanks(struct tpl *t)
{
    while (t->p < t->end && isspace((unsigned char)*t->p)) {
        bool newline = *t->p++ == '\n';
        if (!newline)
            continue;
        t->line++;
        const char *q = t->p;
        while (q < t->end && (*q == ' ' || *q == '\t'))
            q++;
        if (q < t->end && *q == '@')
            return fail(t, t->line, "a control line may not stand inside a tag");
    }
    return t->p < t->end || fail(t, t->line, "the view ends inside a tag");
}

static const char *read_name(struct tpl *t)
{
    const char *start = t->p;
    while (t->p < t->end && (isalnum((unsigned char)*t->p) || *t->p == '-' || *t->p == ':' || *t->p == '_'))
        t->p++;
    return arena_strndup(t->a, start, (size_t)(t->p - start));
}

/* The value after the opening quote: literal parts are written as they are read, holes between them. */
static bool read_value(struct tpl *t, const char *name, enum attribute_kind kind, struct attribute *at)
{
    struct buf literal = buf_make(t->a, 32);
    int line = t->line;
    bool whole_hole = false;
    for (; t->p < t->end && *t->p != '"'; t->p++) {
        char c = *t->p;
        if ((c == '{' || c == '}') && t->p + 1 < t->end && t->p[1] == c) {
            t->p++;
        } else if (c == '}') {
            return fail(t, t->line, "a single } stands in %s; write }} for a literal brace", name);
        } else if (c == '{') {
            const char *expression = NULL;
            int hole_line = t->line;
            if (kind == ATTRIBUTE_LITERAL)
                return fail(t, t->line, "no hole in %s", name);
            if (kind == ATTRIBUTE_URL && (literal.n > 0 || whole_hole))
                return fail(t, t->line, "%s takes one whole {url} or a literal, not a mixture", name);
            t->p++;
            if (!read_hole(t, &expression))
                return false;
            if (kind == ATTRIBUTE_URL && strncmp(expression, "t ", 2) == 0)
                return fail(t, hole_line, "a message is no address; %s takes one whole {url}", name);
            bool sends = strcmp(name, "action") == 0 || strcmp(name, "formaction") == 0;
            const char *function = sends ? "html_action" : kind == ATTRIBUTE_URL ? "html_url" : "html_attr";
            if (!put_hole(t, hole_line, function, expression))
                return false;
            at->has_hole = whole_hole = true;
            t->p--;
            continue;
        } else if (c == '<' || c == '>' || ((unsigned char)c < 0x20 && c != '\n')) {
            return fail(t, t->line, "a sign that must be written as an entity stands in %s", name);
        }
        if (kind == ATTRIBUTE_URL && whole_hole)
            return fail(t, t->line, "nothing may follow the {url} in %s", name);
        if (c == '\n')
            t->line++;
        buf_putc(&literal, c);
        buf_putc(&t->lit, c);
    }
    if (t->p == t->end)
        return fail(t, line, "the value of %s is not closed", name);
    t->p++;
    at->value = literal.s;
    if (kind == ATTRIBUTE_URL && !at->has_hole && !url_literal_is_safe(literal.s))
        return fail(t, line, "%s begins with none of /, #, https://", name);
    if (strstr(name, "action") && !at->has_hole && literal.s[0] != '/')
        return fail(t, line, "%s does not lead to this site", name);
    if (kind == ATTRIBUTE_WORDS && has_words(literal.s, literal.n))
        return fail(t, line, "text for people belongs into locale/: %s=\"{t MSG_…}\"", name);
    return true;
}

/* {?checked condition}: the name alone, where the condition is true. p stands after "{?". */
static bool read_conditional(struct tpl *t, struct tag *g)
{
    const char *expression = NULL;
    const char *why = NULL;
    int line = t->line;
    const char *name = read_name(t);
    if (attribute_kind_of(name, &why) != ATTRIBUTE_BOOLEAN)
        return fail(t, line, "{?…} writes only an attribute without a value, not %s", *name ? name : "this");
    if (find(g, name))
        return fail(t, line, "%s stands twice in one tag", name);
    *vec_push(t->a, &g->attributes) = (struct attribute){ .name = name };
    if (!read_hole(t, &expression))
        return false;
    begin_code(t, line);
    buf_printf(t->out, "    if (%s)\n        html_lit(w, \" %s\");\n", expression, name);
    return true;
}

/* name?="{text}": written only where the text is not NULL. p stands after the opening quote. */
static bool read_optional(struct tpl *t, const char *name, enum attribute_kind kind)
{
    const char *expression = NULL;
    int line = t->line;
    if (kind != ATTRIBUTE_PLAIN && kind != ATTRIBUTE_WORDS)
        return fail(t, line, "%s may not be written with ?=", name);
    if (t->p == t->end || *t->p != '{')
        return fail(t, line, "%s?= takes one whole {text}", name);
    t->p++;
    if (!read_hole(t, &expression))
        return false;
    if (t->p == t->end || *t->p++ != '"')
        return fail(t, line, "%s?= takes one whole {text}", name);
    begin_code(t, line);
    buf_printf(t->out, "    html_put_optional(w, \"%s\", %s);\n", name, expression);
    return true;
}

static bool read_attribute(struct tpl *t, struct tag *g)
{
    const char *why = NULL;
    if (t->p + 1 < t->end && t->p[0] == '{' && t->p[1] == '?') {
        t->p += 2;
        return read_conditional(t, g);
    }
    if (*t->p == '{')
        return fail(t, t->line, "no hole inside a tag but in a quoted value");
    struct attribute at = { .name = read_name(t) };
    if (!*at.name)
        return fail(t, t->line, "a sign that does not belong into the tag <%s>", g->name);
    enum attribute_kind kind = attribute_kind_of(at.name, &why);
    if (kind == ATTRIBUTE_REFUSED)
        return fail(t, t->line, "%s", why);
    if (kind == ATTRIBUTE_LITERAL && strcmp(at.name, "type") == 0 && strcmp(g->name, "input") == 0)
        kind =
            ATTRIBUTE_PLAIN; /* a field of any type is harmless; a script or style sheet of any type is not */
    for (const char *p = at.name; *p; p++)
        if (isupper((unsigned char)*p) && !(g->element->flags & IS_SVG))
            return fail(t, t->line, "the attribute %s is not in small letters", at.name);
    if (find(g, at.name))
        return fail(t, t->line, "%s stands twice in one tag", at.name);
    if (kind == ATTRIBUTE_URL && strcmp(at.name, "data") == 0 && strcmp(g->name, "object") != 0)
        return fail(t, t->line, "the attribute data belongs to <object>");
    bool optional = t->p + 1 < t->end && t->p[0] == '?' && t->p[1] == '=';
    if (optional)
        t->p++;
    if (t->p < t->end && *t->p == '=') {
        t->p++;
        if (kind == ATTRIBUTE_BOOLEAN)
            return fail(t, t->line, "%s takes no value; write it alone or {?%s condition}", at.name, at.name);
        if (t->p == t->end || *t->p != '"')
            return fail(t, t->line, "the value of %s must stand in double quotes", at.name);
        t->p++;
        if (optional) {
            at.has_hole = true;
            if (!read_optional(t, at.name, kind))
                return false;
        } else {
            buf_printf(&t->lit, " %s=\"", at.name);
            if (!read_value(t, at.name, kind, &at))
                return false;
            buf_putc(&t->lit, '"');
        }
        if (t->p < t->end && !isspace((unsigned char)*t->p) && *t->p != '>' && *t->p != '/')
            return fail(t, t->line, "a blank is missing after the value of %s", at.name);
    } else if (kind != ATTRIBUTE_BOOLEAN) {
        return fail(t, t->line, "%s needs a value", at.name);
    } else {
        buf_printf(&t->lit, " %s", at.name);
    }
    *vec_push(t->a, &g->attributes) = at;
    return true;
}

/* A literal id may not be repeated where both can be on one page, nor stand in a loop. */
static bool check_id(struct tpl *t, const struct tag *g)
{
    const struct attribute *id = find(g, "id");
    if (!id || id->has_hole || !id->value)
        return true;
    if (!*id->value || strpbrk(id->value, " \t\n"))
        return fail(t, g->line, "an id is one word");
    int *path = arena_array(t->a, int, t->blocks.n + 1);
    for (size_t i = 0; i < t->blocks.n; i++) {
        path[i] = t->blocks.v[i].branch;
        if (t->blocks.v[i].kind == BLOCK_LOOP)
            return fail(t, g->line, "the id \"%s\" would be repeated by the loop", id->value);
    }
    for (size_t i = 0; i < t->ids.n; i++) {
        const struct seen_id *seen = &t->ids.v[i];
        size_t shared = seen->path_n < t->blocks.n ? seen->path_n : t->blocks.n;
        if (strcmp(seen->id, id->value) == 0 && memcmp(seen->path, path, shared * sizeof *path) == 0)
            return fail(t, g->line, "the id \"%s\" is taken in line %d", id->value, seen->line);
    }
    *vec_push(t->a, &t->ids) = (struct seen_id){ id->value, g->line, t->blocks.n, path };
    return true;
}

static bool check_needs(struct tpl *t, const struct tag *g)
{
    static const struct {
        const char *element, *attribute, *why;
    } NEEDS[] = {
        { "img", "alt", "<img> needs alt (empty where it says nothing)" },
        { "img", "src", "<img> needs src" },
        { "input", "type", "<input> needs a type" },
        { "button", "type", "<button> needs a type: submit, button or reset" },
        { "a", "href", "<a> needs href" },
        { "form", "method", "<form> needs a method: get or post" },
        { "form", "action", "<form> needs an action" },
        { "html", "lang", "<html> needs lang" },
        { "script", "src", "a script belongs into assets/; the page's policy forbids inline <script>" },
        { "th", "scope", "<th> needs a scope: col, row, colgroup or rowgroup" },
    };
    for (size_t i = 0; i < sizeof NEEDS / sizeof *NEEDS; i++)
        if (strcmp(NEEDS[i].element, g->name) == 0 && !find(g, NEEDS[i].attribute))
            return fail(t, g->line, "%s", NEEDS[i].why);
    if (strcmp(g->name, "form") == 0 && !value_is(g, "method", "get") && !value_is(g, "method", "post"))
        return fail(t, g->line, "the method of a form is get or post");
    if (strcmp(g->name, "svg") == 0 && !find(g, "role") && !find(g, "aria-hidden"))
        return fail(t, g->line, "<svg> needs role=\"img\" (with a name) or aria-hidden=\"true\"");
    return check_id(t, g);
}

/* Where the element may stand among those that are open. */
static bool check_place(struct tpl *t, const struct tag *g)
{
    static const struct {
        const char *child, *outer;
    } NEVER_WITHIN[] = { { "a", "a" },          { "a", "button" },  { "button", "button" },
                         { "button", "a" },     { "form", "form" }, { "label", "label" },
                         { "input", "a" },      { "main", "main" }, { "input", "button" },
                         { "select", "button" } };
    size_t n = t->open.n;
    if (n == 0)
        return true;
    const struct element *parent = t->open.v[n - 1].element;
    if (parent->flags & KEEPS_SPACE && !(parent->flags & ONLY_INLINE))
        return fail(t, g->line, "no element inside <%s>", parent->name);
    if (strcmp(parent->name, "title") == 0 || strcmp(parent->name, "option") == 0 ||
        strcmp(parent->name, "script") == 0)
        return fail(t, g->line, "no element inside <%s>", parent->name);
    bool in_svg = parent->flags & IS_SVG;
    if ((g->element->flags & IS_SVG) && !in_svg && strcmp(g->name, "svg") != 0)
        return fail(t, g->line, "<%s> stands only inside <svg>", g->name);
    if (in_svg && !(g->element->flags & IS_SVG) && strcmp(g->name, "title") != 0 && strcmp(g->name, "a") != 0)
        return fail(t, g->line, "<%s> may not stand inside <svg>", g->name);
    const char *why = nesting_refusal(t->a, parent->name, g->name);
    if (why && !(parent->flags & IS_CLEAR))
        return fail(t, g->line, "%s", why);
    for (size_t i = n; i-- > 0;) {
        const struct element *outer = t->open.v[i].element;
        if (outer->flags & IS_CLEAR)
            continue;
        if ((outer->flags & ONLY_INLINE) && !(g->element->flags & (IS_INLINE | IS_SVG)) &&
            strcmp(g->name, "title") != 0)
            return fail(t, g->line, "<%s> may not stand in <%s>, which holds only text", g->name,
                        outer->name);
        break;
    }
    for (size_t i = 0; i < sizeof NEVER_WITHIN / sizeof *NEVER_WITHIN; i++)
        for (size_t k = 0; k < n && strcmp(NEVER_WITHIN[i].child, g->name) == 0; k++)
            if (strcmp(t->open.v[k].element->name, NEVER_WITHIN[i].outer) == 0)
                return fail(t, g->line, "<%s> may not stand inside <%s> (line %d)", g->name,
                            NEVER_WITHIN[i].outer, t->open.v[k].line);
    return true;
}

static bool read_end_tag(struct tpl *t)
{
    int line = t->line;
    t->p += 2;
    const char *name = read_name(t);
    if (t->p == t->end || *t->p != '>')
        return fail(t, line, "the end tag </%s is not closed", name);
    t->p++;
    size_t floor = t->blocks.n ? t->blocks.v[t->blocks.n - 1].depth : 0;
    if (t->open.n == 0)
        return fail(t, line, "</%s> closes nothing", name);
    const struct open_element *top = &t->open.v[t->open.n - 1];
    if (strcmp(top->element->name, name) != 0)
        return fail(t, line, "</%s> stands where </%s> (line %d) is expected", name, top->element->name,
                    top->line);
    if (t->open.n == floor)
        return fail(t, line, "</%s> closes an element that was opened outside of the block of line %d", name,
                    t->blocks.v[t->blocks.n - 1].line);
    settle_space(t, top->element->flags & (IS_INLINE | KEEPS_SPACE));
    t->after_block = !(top->element->flags & IS_INLINE);
    t->open.n--;
    buf_printf(&t->lit, "</%s>", name);
    return true;
}

static void put_csrf(struct tpl *t, int line)
{
    buf_puts(&t->lit, "<input type=\"hidden\" name=\"csrf\" value=\"");
    begin_code(t, line);
    buf_puts(t->out, "    html_attr(w, pg->csrf);\n");
    buf_puts(&t->lit, "\">");
}

/* The ">" or "/>" and what follows from it. */
static bool end_start_tag(struct tpl *t, struct tag *g)
{
    bool empty = *t->p == '/';
    if (empty && (++t->p == t->end || *t->p != '>'))
        return fail(t, t->line, "a single / in the tag <%s>", g->name);
    t->p++;
    if (empty && !((g->element->flags & IS_SVG) && strcmp(g->name, "svg") != 0))
        return fail(t, t->line,
                    g->element->flags & IS_VOID ? "write <%s>, without a slash"
                                                : "<%s/> does not close the element in HTML",
                    g->name);
    buf_puts(&t->lit, empty ? "/>" : ">");
    if (!check_needs(t, g))
        return false;
    if (!empty && !(g->element->flags & IS_VOID))
        *vec_push(t->a, &t->open) = (struct open_element){ g->element, g->line };
    if (g->element->flags & KEEPS_SPACE) {
        buf_putc(&t->lit, '\n'); /* browsers drop one line break here: let it be ours and not the text's */
        if (t->p < t->end && *t->p == '\n') {
            t->p++;
            t->line++;
        }
    }
    t->after_block = !(g->element->flags & IS_INLINE) || strcmp(g->name, "br") == 0;
    if (value_is(g, "method", "post")) {
        if (!strstr(t->signature, "*pg"))
            return fail(t, g->line,
                        "a form that posts needs `const struct page *pg` among the view's parameters");
        put_csrf(t, g->line);
    }
    return true;
}

bool read_tag(struct tpl *t)
{
    if (t->p + 1 < t->end && t->p[1] == '/')
        return read_end_tag(t);
    if (t->end - t->p >= 15 && strncasecmp(t->p, "<!doctype html>", 15) == 0) {
        buf_puts(&t->lit, "<!doctype html>\n");
        t->p += 15;
        t->after_block = true;
        return true;
    }
    if (t->end - t->p >= 4 && strncmp(t->p, "<!--", 4) == 0)
        return fail(t, t->line, "write a comment as @# on a line of its own; it does not reach the page");
    if (t->p + 1 == t->end || (!isalpha((unsigned char)t->p[1]) && t->p[1] != '{'))
        return fail(t, t->line, "a < that begins no tag; write &lt;");
    struct tag g = { .line = t->line };
    t->p++;
    g.name = read_name(t);
    if (t->p < t->end && *t->p == '{')
        return fail(t, g.line, "no hole in the name of a tag");
    const char *why = element_refusal(g.name);
    if (why)
        return fail(t, g.line, "%s", why);
    g.element = element_find(t->a, g.name);
    if (!g.element)
        return fail(t, g.line, "unknown element <%s>", g.name);
    if (!check_place(t, &g))
        return false;
    settle_space(t, (g.element->flags & IS_INLINE) && strcmp(g.name, "br") != 0);
    buf_printf(&t->lit, "<%s", g.name);
    for (;;) {
        const char *before = t->p;
        if (!skip_blanks(t))
            return false;
        if (*t->p == '>' || *t->p == '/')
            return end_start_tag(t, &g);
        if (t->p == before)
            return fail(t, t->line, "a blank is missing in <%s>", g.name);
        if (!read_attribute(t, &g))
            return false;
    }
}
