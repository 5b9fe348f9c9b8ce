/* expand.c: turns the text of a migration into a store's own SQL (sql/README.md describes the language).
**
** Words are replaced only where they stand alone in capitals, outside quotes and comments. BOOL01 and DATE become a
** type and a CHECK on the column, whose name is the word before. */
#include "db/db_impl.h"

#include "base/buf.h"

#include <ctype.h>
#include <string.h>

struct expansion {
    enum db_kind kind;
    struct buf out;
    const char *before; /* the word before, for CHECK (word …) */
    size_t before_n;
    bool create, create_table; /* the statement begins with CREATE; with CREATE TABLE */
    int words;                 /* words of the statement so far */
};

static const struct {
    const char *word, *on[2], *check[2];
} types[] = {
    { "ID", { "INTEGER", "BIGINT" }, { NULL, NULL } },
    { "INT64", { "INTEGER", "BIGINT" }, { NULL, NULL } },
    { "INSTANT", { "INTEGER", "BIGINT" }, { NULL, NULL } },
    { "TEXT", { "TEXT", "TEXT" }, { NULL, NULL } },
    { "BYTES", { "BLOB", "BYTEA" }, { NULL, NULL } },
    { "BOOL01", { "INTEGER", "BIGINT" }, { " IN (0, 1)", " IN (0, 1)" } },
    { "DATE",
      { "TEXT", "TEXT" },
      { " GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'", " ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$'" } },
};

#define TYPE_COUNT (sizeof types / sizeof *types)

static bool is_word_char(char c)
{
    return isalnum((unsigned char)c) || c == '_' || (c & 0x80);
}

static bool same(const char *s, size_t n, const char *word)
{
    return strlen(word) == n && memcmp(s, word, n) == 0;
}

static void put_word(struct expansion *x, const char *s, size_t n)
{
    x->words++;
    if (x->words == 1)
        x->create = same(s, n, "CREATE");
    else if (x->words == 2)
        x->create_table = x->create && same(s, n, "TABLE");
    size_t i = 0;
    while (i < TYPE_COUNT && !same(s, n, types[i].word))
        i++;
    if (i == TYPE_COUNT)
        buf_put(&x->out, s, n);
    else
        buf_puts(&x->out, types[i].on[x->kind]);
    if (i < TYPE_COUNT && types[i].check[x->kind])
        buf_printf(&x->out, " CHECK (%.*s%s)", (int)x->before_n, x->before, types[i].check[x->kind]);
    x->before = s;
    x->before_n = n;
}

static void end_statement(struct expansion *x)
{
    if (x->create_table && x->kind == DB_SQLITE)
        buf_lit(&x->out, " STRICT");
    x->create = x->create_table = false;
    x->words = 0;
}

static const struct {
    const char *open, *close;
} opaque[] = { { "'", "'" }, { "\"", "\"" }, { "--", "\n" }, { "/*", "*/" }, { "$$", "$$" } };

/* The length of a quoted text, a quoted name, a comment or a $$…$$ at s; 0: none of these; -1: it never ends. */
static ptrdiff_t opaque_len(const char *s)
{
    for (size_t i = 0; i < sizeof opaque / sizeof *opaque; i++) {
        size_t n = strlen(opaque[i].open);
        if (strncmp(s, opaque[i].open, n) != 0)
            continue;
        const char *end = strstr(s + n, opaque[i].close);
        if (!end)
            return *opaque[i].close == '\n' ? (ptrdiff_t)strlen(s) : -1;
        return end - s + (ptrdiff_t)strlen(opaque[i].close);
    }
    return 0;
}

/* "-- only sqlite" and "-- only postgres" up to "-- end only": the length of what to leave out here, or 0. */
static ptrdiff_t foreign_len(const struct expansion *x, const char *s)
{
    const char *other = x->kind == DB_SQLITE ? "-- only postgres\n" : "-- only sqlite\n";
    if (strncmp(s, other, strlen(other)) != 0)
        return 0;
    const char *end = strstr(s, "-- end only");
    return end ? end - s : (ptrdiff_t)strlen(s);
}

/* Takes the next piece of the text; its length, or -1 for a quote or comment that never ends. */
static ptrdiff_t take_piece(struct expansion *x, const char *s)
{
    ptrdiff_t n = foreign_len(x, s);
    if (n > 0)
        return n;
    n = opaque_len(s);
    if (n > 0) {
        if (*s == '"')
            x->before = s, x->before_n = (size_t)n;
        buf_put(&x->out, s, (size_t)n);
        return n;
    }
    if (n < 0)
        return -1;
    while (is_word_char(s[n]))
        n++;
    if (n > 0) {
        put_word(x, s, (size_t)n);
        return n;
    }
    if (*s == ';')
        end_statement(x);
    buf_putc(&x->out, *s);
    return 1;
}

struct err *migration_expand(struct arena *a, enum db_kind kind, const char *name, const char *sql,
                             const char **ret)
{
    struct expansion x = { .kind = kind, .out = buf_make(a, strlen(sql) + 256) };
    for (const char *s = sql; *s;) {
        ptrdiff_t n = take_piece(&x, s);
        if (n < 0)
            return fault(a, "%s: a quote or comment never ends: %.40s", name, s);
        s += n;
    }
    if (x.words)
        end_statement(&x);
    *ret = x.out.s;
    return NULL;
}
