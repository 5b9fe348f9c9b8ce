/* msg_use.c: see msg_use.h. Reads C by its brackets and commas only. */
#include "msg_use.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

/* Functions and macros whose arguments after the message are those of the message. */
static const char TAKES_ARGUMENTS[] = " tr MSG_TEXT html_msg refused conflict forbidden invalid ";

static bool in_word(char c)
{
    return isalnum((unsigned char)c) || c == '_';
}

/* The bracket that is open at p, looking back; NULL where there is none near. */
static const char *opening(const char *text, const char *p)
{
    int depth = 0;
    for (const char *q = p; q > text && p - q < 400; q--) {
        char c = q[-1];
        if (c == ';')
            return NULL;
        if (c == ')' || c == '}' || c == ']')
            depth++;
        else if ((c == '(' || c == '{' || c == '[') && depth-- == 0)
            return q - 1;
    }
    return NULL;
}

/* True where the message at p stands in a call that takes its arguments. */
static bool takes_arguments(struct arena *a, const char *text, const char *p)
{
    const char *open = opening(text, p);
    if (!open)
        return false;
    if (*open == '{')
        return p - open == 3 && open[1] == 't' && open[2] == ' ';
    const char *start = open;
    while (start > text && in_word(start[-1]))
        start--;
    const char *name = arena_printf(a, " %.*s ", (int)(open - start), start);
    return *open == '(' && open > start && strstr(TAKES_ARGUMENTS, name);
}

/* Arguments from p, behind the message, to the bracket that ends the call. -1: not to be told. */
static int count_arguments(const char *p)
{
    int depth = 0;
    int count = 0;
    for (char quote = 0; *p; p++) {
        if (quote) {
            if (*p == '\\' && p[1])
                p++;
            else if (*p == quote)
                quote = 0;
        } else if (*p == '"' || *p == '\'')
            quote = *p;
        else if (*p == '(' || *p == '{' || *p == '[')
            depth++;
        else if (*p == ')' || *p == '}' || *p == ']') {
            if (depth-- == 0)
                return count;
        } else if (*p == ',' && depth == 0)
            count++;
        else if (depth == 0 && count == 0 && !isspace((unsigned char)*p))
            return -1; /* an expression about the message: a ? MSG_X : MSG_Y */
    }
    return -1;
}

static int by_name(const void *x, const void *y)
{
    return strcmp(((const struct msg_constant *)x)->name, ((const struct msg_constant *)y)->name);
}

static void list_constants(struct arena *a, struct msg_uses *uses)
{
    if (uses->constants.n > 0)
        return;
    for (size_t i = 0; i < uses->po_n; i++)
        for (size_t k = 0; k < uses->po[i].entries.n; k++) {
            const struct po_entry *e = &uses->po[i].entries.v[k];
            *vec_push(a, &uses->constants) =
                (struct msg_constant){ .name = po_constant(a, e->key), .po = &uses->po[i], .entry = e };
        }
    if (uses->constants.n > 0)
        qsort(uses->constants.v, uses->constants.n, sizeof(struct msg_constant), by_name);
}

static struct msg_constant *find_constant(const struct msg_uses *uses, const char *name)
{
    struct msg_constant key = { .name = name };
    return uses->constants.n == 0 ? NULL : bsearch(&key, uses->constants.v, uses->constants.n, sizeof key, by_name);
}

void msg_use_read(struct arena *a, struct msg_uses *uses, const char *file, const char *text)
{
    list_constants(a, uses);
    int line = 1;
    const char *counted = text;
    for (const char *p = text; (p = strstr(p, "MSG_"));) {
        size_t n = 0;
        while (in_word(p[n]))
            n++;
        if (p > text && in_word(p[-1])) {
            p += n;
            continue;
        }
        for (; counted < p; counted++)
            line += *counted == '\n';
        const char *constant = arena_strndup(a, p, n);
        struct msg_constant *known = find_constant(uses, constant);
        if (known)
            known->used = true;
        const struct po_entry *e = known && takes_arguments(a, text, p) ? known->entry : NULL;
        int given = e ? count_arguments(p + n) : -1;
        int wanted = 0;
        while (e && e->holes >> wanted)
            wanted++;
        if (given >= 0 && given != wanted) {
            buf_printf(&uses->said, "%s:%d: %s has %d holes and is given %d arguments\n", file, line, constant,
                       wanted, given);
        }
        p += n;
    }
}

void msg_use_unused(struct arena *a, struct msg_uses *uses)
{
    list_constants(a, uses);
    for (size_t i = 0; i < uses->constants.n; i++) {
        const struct msg_constant *c = &uses->constants.v[i];
        if (!c->used)
            buf_printf(&uses->said, "%s:%d: %s is used nowhere\n", c->po->file, c->entry->line, c->name);
    }
}
