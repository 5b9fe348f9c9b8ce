/* typed.c: see typed.h. */
#include "person/typed.h"

#include "base/text.h"

#include <string.h>

#define WIDE_BLANK "\xe3\x80\x80" /* U+3000 */

static size_t blank_at(const char *s)
{
    return strncmp(s, WIDE_BLANK, 3) == 0 ? 3 : *s == ' ' || *s == '\t' || *s == '\n';
}

const char *typed_line(struct arena *a, const struct pairs *form, const char *name)
{
    const char *value = "";
    for (size_t i = form->n; i-- > 0;)
        if (strcmp(form->v[i].name, name) == 0)
            value = form->v[i].value;
    const char *s = text_trim_display(a, value);
    while (blank_at(s))
        s += blank_at(s);
    char *line = arena_strdup(a, s);
    size_t end = 0;
    for (size_t i = 0; line[i];) {
        size_t blank = blank_at(line + i);
        if (blank == 1)
            line[i] = ' ';
        i += blank ? blank : 1;
        end = blank ? end : i;
    }
    line[end] = 0;
    return line;
}
