/* tpl_control.c: the lines that begin with @: views, branches, loops, calls. */
#include "tpl_int.h"

#include <ctype.h>
#include <string.h>

struct control {
    const char *word; /* "if" */
    const char *rest; /* what follows, trimmed */
    size_t n;
    int line;
};

static bool sound(struct tpl *t, const struct control *c, const char *code, int semicolons)
{
    const char *why = NULL;
    bool open = false;
    (void)expression_end(code, strlen(code), 0, semicolons, &why, &open);
    if (why)
        return fail(t, c->line, "in @%s: %s", c->word, why);
    return *trim(t->a, code, strlen(code)) || fail(t, c->line, "@%s needs something behind it", c->word);
}

static bool bare(struct tpl *t, const struct control *c)
{
    return c->n == 0 || fail(t, c->line, "@%s takes nothing behind it", c->word);
}

/* "name(…)": what @call and @wrap take. */
static bool is_call(struct tpl *t, const struct control *c, size_t *ret_name)
{
    size_t n = strcspn(c->rest, "(");
    if (!is_name(c->rest, n) || c->rest[n] != '(' || c->rest[c->n - 1] != ')')
        return fail(t, c->line, "@%s takes a call: name(w, …)", c->word);
    *ret_name = n;
    const char *why = NULL;
    bool open = false; /* the bracket that opens behind the name closes at the very end */
    const char *inside = arena_strndup(t->a, c->rest + n + 1, c->n - n - 2);
    (void)expression_end(inside, strlen(inside), 0, 0, &why, &open);
    return !why || fail(t, c->line, "in @%s: %s", c->word, why);
}

static void begin_block(struct tpl *t, const struct control *c, enum block_kind kind)
{
    *vec_push(t->a, &t->blocks) =
        (struct block){ .kind = kind, .line = c->line, .depth = t->open.n, .branch = ++t->branches };
}

/* Every branch ends in the element in which it began. */
static bool level(struct tpl *t, const struct control *c)
{
    if (t->blocks.n == 0)
        return fail(t, c->line, "@%s without @if, @for, @each or @wrap before it", c->word);
    const struct block *b = &t->blocks.v[t->blocks.n - 1];
    if (t->open.n != b->depth)
        return fail(t, c->line, "<%s> of line %d is not closed in the block of line %d",
                    t->open.v[t->open.n - 1].element->name, t->open.v[t->open.n - 1].line, b->line);
    return true;
}

bool end_view(struct tpl *t)
{
    if (!t->signature)
        return true;
    if (t->blocks.n > 0)
        return fail(t, t->line, "the @end of the block of line %d is missing",
                    t->blocks.v[t->blocks.n - 1].line);
    if (t->open.n > 0)
        return fail(t, t->line, "<%s> of line %d is never closed", t->open.v[t->open.n - 1].element->name,
                    t->open.v[t->open.n - 1].line);
    flush_markup(t);
    buf_puts(t->out, "}\n");
    t->signature = NULL;
    return true;
}

static bool do_view(struct tpl *t, const struct control *c)
{
    const char *s = c->rest;
    size_t name_n = 0;
    if (!end_view(t))
        return false;
    struct control signature = *c;
    if (strncmp(s, "void ", 5) == 0)
        s = trim(t->a, s + 5, strlen(s + 5));
    signature.rest = s;
    signature.n = strlen(s);
    if (!is_call(t, &signature, &name_n))
        return fail(t, c->line, "@%s takes name(struct html_writer *w, …)", c->word);
    if (strncmp(s + name_n, "(struct html_writer *w", 22) != 0 ||
        (s[name_n + 22] != ',' && s[name_n + 22] != ')'))
        return fail(t, c->line, "the first parameter of a view is struct html_writer *w");
    t->signature = s;
    t->view_name = arena_strndup(t->a, s, name_n);
    t->view_kind = strcmp(c->word, "static") == 0 ? "static void" : "void";
    t->view_line = c->line;
    t->split = false;
    t->ids.n = 0;
    t->after_block = true;
    t->space = SPACE_NONE;
    begin_code(t, c->line);
    buf_printf(t->out, "%s %s\n{\n", t->view_kind, s);
    return true;
}

static bool do_include(struct tpl *t, const struct control *c)
{
    const char *s = c->rest;
    if (t->signature)
        return fail(t, c->line, "@include stands before the first view");
    bool good = c->n > 2 && ((s[0] == '"' && s[c->n - 1] == '"') || (s[0] == '<' && s[c->n - 1] == '>'));
    for (size_t i = 1; good && i + 1 < c->n; i++)
        good = isalnum((unsigned char)s[i]) || strchr("_-./", s[i]);
    if (!good)
        return fail(t, c->line, "@include takes \"folder/header.h\"");
    begin_code(t, c->line);
    buf_printf(t->out, "#include %s\n", s);
    return true;
}

static bool do_if(struct tpl *t, const struct control *c)
{
    if (!sound(t, c, c->rest, 0))
        return false;
    begin_block(t, c, BLOCK_IF);
    begin_code(t, c->line);
    buf_printf(t->out, "    if (%s) {\n", c->rest);
    return true;
}

static bool do_elif(struct tpl *t, const struct control *c)
{
    if (!level(t, c) || !sound(t, c, c->rest, 0))
        return false;
    struct block *b = &t->blocks.v[t->blocks.n - 1];
    if (b->kind != BLOCK_IF)
        return fail(t, c->line, "@elif follows @if or @elif");
    b->branch = ++t->branches;
    begin_code(t, c->line);
    buf_printf(t->out, "    } else if (%s) {\n", c->rest);
    return true;
}

static bool do_else(struct tpl *t, const struct control *c)
{
    if (!level(t, c) || !bare(t, c))
        return false;
    struct block *b = &t->blocks.v[t->blocks.n - 1];
    if (b->kind != BLOCK_IF)
        return fail(t, c->line, "@else follows @if or @elif");
    b->kind = BLOCK_ELSE;
    b->branch = ++t->branches;
    flush_markup(t);
    buf_puts(t->out, "    } else {\n");
    return true;
}

static bool do_for(struct tpl *t, const struct control *c)
{
    const char *why = NULL;
    bool open = false;
    if (!sound(t, c, c->rest, 2))
        return false;
    (void)expression_end(c->rest, c->n, 0, 1, &why, &open);
    if (!why)
        return fail(t, c->line, "@for takes: start; condition; step");
    begin_block(t, c, BLOCK_LOOP);
    begin_code(t, c->line);
    buf_printf(t->out, "    for (%s) {\n", c->rest);
    return true;
}

/* @each item in array, count: item points at one element after the other, item_i is its number from 0. */
static bool do_each(struct tpl *t, const struct control *c)
{
    const char *why = NULL;
    bool open = false;
    size_t name = strcspn(c->rest, " ");
    const char *array = c->rest + name;
    if (!is_name(c->rest, name) || strncmp(array, " in ", 4) != 0)
        return fail(t, c->line, "@each takes: name in array, count");
    array += 4;
    size_t n = expression_end(array, strlen(array), ',', 0, &why, &open);
    if (why)
        return fail(t, c->line,
                    open ? "in @each: a bracket is not closed" : "@each takes: name in array, count");
    const char *count = trim(t->a, array + n + 1, strlen(array + n + 1));
    array = trim(t->a, array, n);
    if (!sound(t, c, array, 0) || !sound(t, c, count, 0))
        return false;
    begin_block(t, c, BLOCK_LOOP);
    begin_code(t, c->line);
    int k = (int)name;
    buf_printf(t->out, "    for (size_t %.*s_i = 0; %.*s_i < (size_t)(%s); %.*s_i++) { ", k, c->rest, k,
               c->rest, count, k, c->rest);
    buf_printf(t->out, "__typeof__(&(%s)[0]) %.*s = &(%s)[%.*s_i]; (void)%.*s;\n", array, k, c->rest, array,
               k, c->rest, k, c->rest);
    return true;
}

static bool do_let(struct tpl *t, const struct control *c)
{
    if (!sound(t, c, c->rest, 0))
        return false;
    if (!strchr(c->rest, '='))
        return fail(t, c->line, "@let takes a declaration with a value");
    begin_code(t, c->line);
    buf_printf(t->out, "    %s;\n", c->rest);
    return true;
}

static bool do_call(struct tpl *t, const struct control *c)
{
    size_t name = 0;
    if (!is_call(t, c, &name))
        return false;
    begin_code(t, c->line);
    buf_printf(t->out, "    %s;\n", c->rest);
    return true;
}

/* @wrap frame(w, …) … @end: what stands between goes where the view `frame` has its @content. */
static bool do_wrap(struct tpl *t, const struct control *c)
{
    size_t name = 0;
    if (!do_call(t, c) || !is_call(t, c, &name))
        return false;
    begin_block(t, c, BLOCK_WRAP);
    t->blocks.v[t->blocks.n - 1].call = arena_printf(t->a, "%.*s_end%s", (int)name, c->rest, c->rest + name);
    return true;
}

/* @content: here ends frame() and begins frame_end(), with the same parameters. */
static bool do_content(struct tpl *t, const struct control *c)
{
    if (!bare(t, c))
        return false;
    if (t->blocks.n > 0)
        return fail(t, c->line, "@content may not stand in a block");
    if (t->split)
        return fail(t, c->line, "@content stands here a second time");
    t->split = true;
    begin_code(t, t->view_line);
    buf_printf(t->out, "}\n%s %s_end%s\n{\n", t->view_kind, t->view_name,
               t->signature + strlen(t->view_name));
    return true;
}

static bool do_end(struct tpl *t, const struct control *c)
{
    if (!level(t, c) || !bare(t, c))
        return false;
    const struct block *b = &t->blocks.v[t->blocks.n - 1];
    if (b->kind == BLOCK_WRAP) {
        begin_code(t, c->line);
        buf_printf(t->out, "    %s;\n", b->call);
    } else {
        flush_markup(t);
        buf_puts(t->out, "    }\n");
    }
    t->blocks.n--;
    return true;
}

static const struct {
    const char *word;
    bool (*run)(struct tpl *t, const struct control *c);
    bool in_view;
} CONTROLS[] = {
    { "include", do_include, false }, { "view", do_view, false },
    { "static", do_view, false },     { "if", do_if, true },
    { "elif", do_elif, true },        { "else", do_else, true },
    { "for", do_for, true },          { "each", do_each, true },
    { "let", do_let, true },          { "call", do_call, true },
    { "wrap", do_wrap, true },        { "content", do_content, true },
    { "end", do_end, true },
};

static size_t line_length(const struct tpl *t, const char *p)
{
    const char *newline = memchr(p, '\n', (size_t)(t->end - p));
    return (size_t)((newline ? newline : t->end) - p);
}

bool read_control(struct tpl *t)
{
    struct control c = { .line = t->line };
    const char *start = ++t->p;
    size_t n = line_length(t, start);
    if (n > 0 && *start == '#') {
        t->p += n;
        return true;
    }
    const char *why = NULL;
    bool open = true;
    while ((void)expression_end(start, n, 0, 2, &why, &open), open && start + n < t->end)
        n += 1 + line_length(t, start + n + 1);
    for (size_t i = 0; i < n; i++)
        t->line += start[i] == '\n';
    t->p += n;
    size_t word = 0;
    while (word < n && isalpha((unsigned char)start[word]))
        word++;
    c.word = arena_strndup(t->a, start, word);
    c.rest = trim(t->a, start + word, n - word);
    c.n = strlen(c.rest);
    t->after_block = false;
    t->space = SPACE_LINE;
    for (size_t i = 0; i < sizeof CONTROLS / sizeof *CONTROLS; i++) {
        if (strcmp(CONTROLS[i].word, c.word) != 0)
            continue;
        if (word < n && !isspace((unsigned char)start[word]))
            return fail(t, c.line, "a blank is missing after @%s", c.word);
        if (CONTROLS[i].in_view && !t->signature)
            return fail(t, c.line, "@%s stands before the first @view", c.word);
        return CONTROLS[i].run(t, &c);
    }
    return fail(t, c.line, "unknown control line @%s", c.word);
}
