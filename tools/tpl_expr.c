/* tpl_expr.c: enough of C's words to know where an expression ends and that it cannot break out of its place.
 */
#include "tpl_int.h"

#include <ctype.h>
#include <string.h>

#define DEEPEST 64

/* Past the text or character constant that begins at s, 0 where it is not closed on its line. */
static size_t skip_quoted(const char *s, size_t n)
{
    for (size_t i = 1; i < n && s[i] != '\n'; i++) {
        if (s[i] == '\\')
            i++;
        else if (s[i] == s[0])
            return i + 1;
    }
    return 0;
}

static char closing_of(char c)
{
    return (char)(c == '(' ? ')' : c == '[' ? ']' : c == '{' ? '}' : 0);
}

static const char *refused_pair(char c, char next)
{
    if (c == '/' && (next == '/' || next == '*'))
        return "a comment in C code; write @# on a line of its own";
    if ((c == '<' && (next == '%' || next == ':')) || (next == '>' && (c == '%' || c == ':')) ||
        (c == '%' && next == ':'))
        return "a digraph in C code";
    if (c == '?' && next == '?')
        return "two question marks in C code";
    return NULL;
}

size_t expression_end(const char *s, size_t n, char stop, int semicolons, const char **ret_why,
                      bool *ret_open)
{
    char open[DEEPEST];
    size_t depth = 0;
    *ret_why = NULL;
    *ret_open = false;
    for (size_t i = 0; i < n; i++) {
        char c = s[i];
        if (depth == 0 && stop && c == stop)
            return i;
        if (c == '"' || c == '\'') {
            size_t k = skip_quoted(s + i, n - i);
            if (k == 0) {
                *ret_why = "a text or character in C code is not closed on its line";
                return i;
            }
            i += k - 1;
        } else if (closing_of(c)) {
            if (depth == DEEPEST) {
                *ret_why = "brackets are nested too deeply";
                return i;
            }
            open[depth++] = closing_of(c);
        } else if (c == ')' || c == ']' || c == '}') {
            if (depth == 0 || open[depth - 1] != c) {
                *ret_why = "brackets do not match";
                return i;
            }
            depth--;
        } else if (c == ';' && (depth > 0 || semicolons-- <= 0)) {
            *ret_why = "a semicolon in an expression";
            return i;
        } else if (c == '#' || c == '\\' || c == '`' || c == '@' || c == '$' || (unsigned char)c >= 0x7f ||
                   ((unsigned char)c < 0x20 && c != '\n' && c != '\t')) {
            *ret_why = "a character that C code here cannot have";
            return i;
        } else if (i + 1 < n && (*ret_why = refused_pair(c, s[i + 1])))
            return i;
    }
    *ret_open = depth > 0;
    if (depth > 0 || stop)
        *ret_why = "a bracket is not closed";
    return n;
}

const char *trim(struct arena *a, const char *s, size_t n)
{
    while (n > 0 && isspace((unsigned char)s[n - 1]))
        n--;
    while (n > 0 && isspace((unsigned char)*s)) {
        s++;
        n--;
    }
    char *copy = arena_strndup(a, s, n);
    for (char *p = copy; *p; p++)
        if (*p == '\n' || *p == '\t')
            *p = ' ';
    return copy;
}

bool is_name(const char *s, size_t n)
{
    if (n == 0 || isdigit((unsigned char)s[0]))
        return false;
    for (size_t i = 0; i < n; i++)
        if (!isalnum((unsigned char)s[i]) && s[i] != '_')
            return false;
    return true;
}
