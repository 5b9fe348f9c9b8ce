/* kept.c: what was typed when a session had ended travels through sign-in and code in hidden fields, so that
*it can be
** sent on afterwards. Never a password or a code. */
#include "person/kept.h"

#include "base/vec.h"

#include <string.h>

#define KEPT "kept."

bool kept_is_field(const char *name)
{
    static const char *const NEVER[] = { "csrf", "password", "present", "code", "secret", "next" };
    for (size_t i = 0; i < sizeof NEVER / sizeof NEVER[0]; i++)
        if (strcmp(name, NEVER[i]) == 0)
            return false;
    return strncmp(name, "kept", 4) != 0;
}

bool kept_is_text(const struct pair *pair)
{
    return kept_is_field(pair->name) && strlen(pair->value) >= 36;
}

const char *kept_name(struct html_writer *w, const char *name)
{
    return arena_printf(w->out.arena, KEPT "%s", name);
}

struct pairs kept_of(struct arena *a, const struct pairs *form)
{
    VEC(struct pair) v = { 0 };
    for (size_t i = 0; i < form->n; i++) {
        const char *name = form->v[i].name;
        if (strncmp(name, KEPT, sizeof KEPT - 1) == 0 && kept_is_field(name + sizeof KEPT - 1))
            *vec_push(a, &v) = (struct pair){ name + sizeof KEPT - 1, form->v[i].value };
    }
    return (struct pairs){ v.n, v.v };
}

struct url local_url(struct arena *a, const char *next)
{
    bool plain = next[0] == '/' && next[1] != '/' && strlen(next) < 1000;
    for (const char *p = next; *p; p++)
        plain = plain && *p > ' ' && *p < 0x7f && *p != '\\';
    return (struct url){ plain ? arena_strdup(a, next) : "/" };
}
