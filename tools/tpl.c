/* tpl.c: reads a view from top to bottom and writes C: text, holes. Tags are read in tpl_tag.c, lines with
** @ in tpl_control.c. */
#include "tpl_int.h"

#include "tool.h"

#include <ctype.h>
#include <string.h>

bool fail(struct tpl *t, int line, const char *format, ...)
{
    va_list ap;
    va_start(ap, format);
    if (!t->mistake)
        t->mistake = arena_printf(t->a, "%s:%d: %s", t->file, line, arena_vprintf(t->a, format, ap));
    va_end(ap);
    return false;
}

/* ── output ── */

void flush_markup(struct tpl *t)
{
    if (t->lit.n == 0)
        return;
    buf_puts(t->out, "    html_lit(w, ");
    tool_put_c_string(t->out, t->lit.s, t->lit.n);
    buf_puts(t->out, ");\n");
    t->lit.n = 0;
}

void begin_code(struct tpl *t, int line)
{
    flush_markup(t);
    buf_printf(t->out, "#line %d ", line);
    tool_put_c_string(t->out, t->file, strlen(t->file));
    buf_putc(t->out, '\n');
}

void settle_space(struct tpl *t, bool inline_follows)
{
    if (t->space != SPACE_NONE && inline_follows && !t->after_block)
        buf_putc(&t->lit, t->space == SPACE_LINE ? '\n' : ' ');
    t->space = SPACE_NONE;
}

/* ── holes ── */

bool read_hole(struct tpl *t, const char **ret_expression)
{
    const char *why = NULL;
    bool open = false;
    int line = t->line;
    size_t n = expression_end(t->p, (size_t)(t->end - t->p), '}', 0, &why, &open);
    if (why)
        return fail(t, line, "in a hole: %s", open || t->p + n == t->end ? "it is not closed" : why);
    *ret_expression = trim(t->a, t->p, n);
    for (size_t i = 0; i < n; i++)
        t->line += t->p[i] == '\n';
    t->p += n + 1;
    return **ret_expression || fail(t, line, "an empty hole");
}

bool put_hole(struct tpl *t, int line, const char *function, const char *expression)
{
    bool message = expression[0] == 't' && expression[1] == ' ';
    if (message) {
        while (*++expression == ' ')
            ;
        size_t n = strcspn(expression, " ,(*&");
        bool constant = strncmp(expression, "MSG_", 4) == 0;
        if (!constant && expression[0] != '*')
            return fail(
                t, line,
                "{t …} begins with a message, {t MSG_…}, or with one that is pointed at, {t *message}");
        if (constant && !is_name(expression, n))
            return fail(t, line, "%.*s is no name of a message", (int)n, expression);
    }
    begin_code(t, line);
    buf_printf(t->out, "    %s(w, %s);\n", message ? "html_msg" : function, expression);
    return true;
}

/* ── text ── */

static const char *innermost(const struct tpl *t)
{
    return t->open.n ? t->open.v[t->open.n - 1].element->name : "";
}

static bool keeps_space(const struct tpl *t)
{
    return t->open.n && (t->open.v[t->open.n - 1].element->flags & KEEPS_SPACE);
}

static void read_blanks(struct tpl *t)
{
    for (; t->p < t->end && isspace((unsigned char)*t->p); t->p++) {
        if (keeps_space(t))
            buf_putc(&t->lit, *t->p);
        else if (*t->p == '\n')
            t->space = SPACE_LINE;
        else if (t->space == SPACE_NONE)
            t->space = SPACE_BLANK;
        t->line += *t->p == '\n';
    }
}

/* &name; or &#1234; */
static size_t entity_length(const struct tpl *t)
{
    const char *q = t->p + 1;
    if (q < t->end && *q == '#')
        q++;
    const char *start = q;
    while (q < t->end && isalnum((unsigned char)*q))
        q++;
    return q > start && q < t->end && *q == ';' ? (size_t)(q + 1 - t->p) : 0;
}

/* One sign of text, an entity or a doubled brace. */
static bool read_sign(struct tpl *t)
{
    size_t n = tool_utf8_len(t->p, (size_t)(t->end - t->p));
    size_t skip = 0;
    if (n == 0 || ((unsigned char)*t->p < 0x20) || *t->p == 0x7f)
        return fail(t, t->line, n ? "a control character" : "not valid UTF-8");
    if (*t->p == '&' && (n = entity_length(t)) == 0)
        return fail(t, t->line, "a & that begins no entity; write &amp;");
    if (*t->p == '}' || *t->p == '{') {
        if (t->p + 1 == t->end || t->p[1] != *t->p)
            return fail(t, t->line, "a single }; write }} for a literal brace");
        skip = 1;
    }
    if (*t->p == '>')
        return fail(t, t->line, "a > that ends no tag; write &gt;");
    if (has_words(t->p, n))
        return fail(t, t->line, "text for people belongs into locale/: {t MSG_…}");
    if (!t->signature)
        return fail(t, t->line, "something stands before the first @view");
    if (element_holds_no_text(innermost(t)))
        return fail(t, t->line, "no text directly in <%s>", innermost(t));
    settle_space(t, true);
    t->after_block = false;
    buf_put(&t->lit, t->p, n);
    t->p += n + skip;
    return true;
}

static bool read_text_hole(struct tpl *t)
{
    const char *expression = NULL;
    int line = t->line;
    if (!t->signature)
        return fail(t, line, "a hole before the first @view");
    const char *in = innermost(t);
    if (strcmp(in, "script") == 0)
        return fail(t, line, "no hole inside <script>");
    bool no_text = element_holds_no_text(in);
    settle_space(t, true);
    t->p++;
    if (t->p < t->end && *t->p == '?')
        return fail(t, line, "{?…} stands only inside a tag");
    if (!read_hole(t, &expression))
        return false;
    /* In such an element only ready markup makes sense: options, rows. */
    t->after_block = false;
    return put_hole(t, line, no_text ? "html_markup" : "html_text", expression);
}

static bool read_view_file(struct tpl *t)
{
    bool line_begins = true;
    while (t->p < t->end) {
        const char *before = t->p;
        if (isspace((unsigned char)*t->p)) {
            read_blanks(t);
            for (const char *q = before; q < t->p; q++)
                line_begins = line_begins || *q == '\n';
            continue;
        }
        bool good = true;
        if (*t->p == '@' && line_begins)
            good = read_control(t);
        else if (*t->p == '<' && !t->signature)
            good = fail(t, t->line, "a tag before the first @view");
        else if (*t->p == '<')
            good = read_tag(t);
        else if (*t->p == '{' && !(t->p + 1 < t->end && t->p[1] == '{'))
            good = read_text_hole(t);
        else
            good = read_sign(t);
        if (!good)
            return false;
        line_begins = false;
    }
    return end_view(t);
}

const char *tpl_compile(struct arena *a, const char *file, const char *text, size_t n, struct buf *out)
{
    struct tpl t = { .a = a, .file = file, .text = text, .end = text + n, .p = text, .line = 1, .out = out };
    t.lit = buf_make(a, 1024);
    if (memchr(text, 0, n))
        return arena_printf(a, "%s:1: a NUL stands in the view", file);
    buf_puts(out, "/* Made by tools/tplc.c. */\n#pragma GCC diagnostic ignored \"-Wunused-parameter\"\n"
                  "#include \"html/html.h\"\n");
    return read_view_file(&t) ? NULL : t.mistake;
}
