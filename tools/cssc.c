/* cssc.c: makes the one style sheet of the site.
**
**   cssc OUT.css TOKENS.css OURS.css…
**
** Writes our files one after the other without comments, before them those tokens of the design-tokens package that
** they use (directly or through another token). A variable that nobody defines ends the tool with file and name: a
** misspelt token is silent in a browser. */
#include "tool.h"

#include "base/vec.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

struct token {
    const char *name, *value;
    bool used, ours;
};
static struct {
    struct token *v;
    size_t n, cap;
} tokens;
static struct arena *arena;

static size_t name_length(const char *s)
{
    size_t n = 0;
    while (isalnum((unsigned char)s[n]) || s[n] == '-' || s[n] == '_')
        n++;
    return n;
}

static struct token *find(const char *name, size_t n)
{
    for (size_t i = 0; i < tokens.n; i++)
        if (strlen(tokens.v[i].name) == n && memcmp(tokens.v[i].name, name, n) == 0)
            return &tokens.v[i];
    return NULL;
}

/* Collects "--name: value;" of a style sheet. */
static void define(const char *css, bool ours)
{
    for (const char *p = css; (p = strstr(p, "--")) != NULL;) {
        size_t n = name_length(p);
        const char *after = p + n;
        bool is_definition = *after == ':' && (p == css || isspace((unsigned char)p[-1]));
        if (is_definition && !find(p, n)) {
            after += 1 + strspn(after + 1, " ");
            *(struct token *)vec_push(arena, &tokens) =
                (struct token){ .name = arena_strndup(arena, p, n),
                                .value = arena_strndup(arena, after, strcspn(after, ";")),
                                .ours = ours };
        }
        p += n;
    }
}

static void use(const char *file, const char *css)
{
    for (const char *p = css; (p = strstr(p, "var(")) != NULL;) {
        p += 4;
        size_t n = name_length(p);
        struct token *t = find(p, n);
        if (!t)
            tool_die("%s: %.*s is not a design token and is defined nowhere", file, (int)n, p);
        if (!t->used) {
            t->used = true;
            if (!t->ours)
                use(file, t->value);
        }
    }
}

static char *without_comments(const char *css)
{
    struct buf b = buf_make(arena, strlen(css) + 1);
    for (const char *p = css; *p;) {
        const char *comment = strstr(p, "/*");
        buf_put(&b, p, comment ? (size_t)(comment - p) : strlen(p));
        const char *end = comment ? strstr(comment, "*/") : NULL;
        p = end ? end + 2 : p + strlen(p);
    }
    return b.s;
}

/* Indents and line ends carry nothing: "  color: red;\n" → "color:red;". Strings are left alone. */
static void put_small(struct buf *out, const char *css)
{
    char quote = 0;
    for (const char *p = css; *p; p++) {
        if (quote || *p == '"' || *p == '\'') {
            quote = quote ? (*p == quote ? 0 : quote) : *p;
            buf_putc(out, *p);
        } else if (isspace((unsigned char)*p)) {
            char before = out->n ? out->s[out->n - 1] : '{';
            while (isspace((unsigned char)p[1]))
                p++;
            if (!strchr("{};,", before) && !strchr("{}", p[1]))
                buf_putc(out, ' ');
        } else {
            buf_putc(out, *p);
        }
    }
}

int main(int argc, char **argv)
{
    if (argc < 4)
        tool_die("usage: cssc OUT.css TOKENS.css OURS.css…");
    arena = arena_make((size_t)1 << 26);
    size_t n;
    char *sheets[32];
    if (argc - 3 > 32)
        tool_die("cssc: more than 32 style sheets");
    define(tool_read(arena, argv[2], &n), false);
    for (int i = 3; i < argc; i++) {
        sheets[i - 3] = without_comments(tool_read(arena, argv[i], &n));
        define(sheets[i - 3], true);
    }
    for (int i = 3; i < argc; i++)
        use(argv[i], sheets[i - 3]);

    struct buf out = buf_make(arena, 65536);
    buf_puts(&out, "/* Tokens: @digital-go-jp/design-tokens, (c) Digital Agency, MIT. The rest: Kyoten, MIT. "
                   "*/\n:root{");
    for (size_t i = 0; i < tokens.n; i++)
        if (tokens.v[i].used && !tokens.v[i].ours)
            buf_printf(&out, "%s:%s;", tokens.v[i].name, tokens.v[i].value);
    buf_puts(&out, "}");
    for (int i = 3; i < argc; i++)
        put_small(&out, sheets[i - 3]);
    tool_write(argv[1], &out);
    (void)arena_free(arena);
    return 0;
}
