/* err.c: makes and joins errors; decides nothing. */
#include "base/err.h"

#include <stdarg.h>
#include <string.h>

static const char *const *words_copy(struct arena *a, const char *const *in)
{
    const char **out = arena_array(a, const char *, LANG_COUNT);
    for (int lang = 0; lang < LANG_COUNT; lang++)
        out[lang] = in[lang] ? arena_strdup(a, in[lang]) : NULL;
    return out;
}

struct err *err_make(struct arena *a, enum err_kind kind, const char *field, const struct msg *m,
                     const struct arg *args)
{
    struct err *e = arena_new(a, struct err);
    e->kind = kind;
    e->msg = m;
    e->field = field ? arena_strdup(a, field) : NULL;
    for (int i = 0; i < 4 && args[i].kind != ARG_NONE; i++) {
        e->args[i] = args[i];
        if (args[i].kind == ARG_TEXT)
            e->args[i].text = arena_strdup(a, args[i].text ? args[i].text : "");
        if (args[i].kind == ARG_WORDS)
            e->args[i].words = words_copy(a, args[i].words);
    }
    return e;
}

struct err *err_not_found(struct arena *a)
{
    struct err *e = arena_new(a, struct err);
    e->kind = ERR_NOT_FOUND;
    return e;
}

struct err *err_fault(struct arena *a, const char *at, const char *format, ...)
{
    struct err *e = arena_new(a, struct err);
    va_list ap;
    va_start(ap, format);
    e->kind = ERR_FAULT;
    e->why = arena_vprintf(a, format, ap);
    e->at = at;
    va_end(ap);
    return e;
}

struct err *err_passes(struct err *fault)
{
    fault->passes = true;
    return fault;
}

struct err *err_retry(struct arena *a, const char *why)
{
    struct err *e = arena_new(a, struct err);
    e->kind = ERR_RETRY;
    e->why = arena_strdup(a, why);
    return e;
}

bool err_is_for_the_person(const struct err *e)
{
    return e && e->kind != ERR_FAULT && e->kind != ERR_RETRY;
}

struct err *err_join(struct err *e, struct err *more)
{
    if (!e)
        return more;
    struct err *last = e;
    while (last->next)
        last = last->next;
    last->next = more;
    return e;
}

const struct err *err_of_field(const struct err *e, const char *field)
{
    for (; e; e = e->next)
        if (e->field && strcmp(e->field, field) == 0)
            return e;
    return NULL;
}
