/* options.c: reads `--name value` for all commands alike. */
#include "base/text.h"
#include "command.msg.h"
#include "main/command.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#define OPTIONS_MAX 64
#define REFUSE(...) (command_usage(__VA_ARGS__), false)

static const struct option_spec *option_named(const struct option_spec *options, const char *name, size_t n)
{
    for (; options->kind != OPTION_END; options++)
        if (strlen(options->name) == n && memcmp(options->name, name, n) == 0)
            return options;
    return NULL;
}

static bool whole_number(const char *text, int64_t *ret)
{
    char *end = NULL;
    errno = 0;
    long long v = strtoll(text, &end, 10);
    if (errno || end == text || *end || *text == ' ' || *text == '+')
        return false;
    *ret = v;
    return true;
}

/* value is NULL where nothing stands behind the option. */
static bool option_set(struct command_call *c, const struct option_spec *o, const char *value)
{
    int64_t n = 0;
    if (o->kind == OPTION_FLAG) {
        *o->flag = true;
        return true;
    }
    if (!value)
        return REFUSE(c, MSG_COMMAND_OPTION_VALUE, arg_text(o->name));
    if (o->kind == OPTION_TEXT) {
        *o->text = value;
        return true;
    }
    if (!whole_number(value, &n) || n < o->min || n > o->max)
        return REFUSE(c, MSG_COMMAND_OPTION_RANGE, arg_text(o->name), arg_i64(o->min), arg_i64(o->max),
                      arg_text(value));
    *o->i64 = n;
    return true;
}

static bool one_option(struct command_call *c, const struct option_spec *options, int *i, bool *seen)
{
    const char *name = c->argv[*i] + 2;
    const char *equals = strchr(name, '=');
    size_t n = equals ? (size_t)(equals - name) : strlen(name);
    const struct option_spec *o = option_named(options, name, n);
    if (!o)
        return REFUSE(c, MSG_COMMAND_OPTION_UNKNOWN, arg_text(c->argv[*i]));
    if (seen[o - options])
        return REFUSE(c, MSG_COMMAND_OPTION_TWICE, arg_text(o->name));
    seen[o - options] = true;
    if (o->kind == OPTION_FLAG && equals)
        return REFUSE(c, MSG_COMMAND_OPTION_NO_VALUE, arg_text(o->name));
    const char *value = equals ? equals + 1 : NULL;
    if (!value && o->kind != OPTION_FLAG && *i + 1 < c->argc)
        value = c->argv[++*i];
    return option_set(c, o, value);
}

bool command_options(struct command_call *c, const struct option_spec *options, int min_args, int max_args)
{
    bool seen[OPTIONS_MAX] = { false };
    bool options_over = false;
    c->arg = arena_array(c->arena, char *, (size_t)c->argc + 1);
    for (int i = 0; i < c->argc; i++) {
        const char *s = c->argv[i];
        if (!text_is_utf8(s))
            return REFUSE(c, MSG_COMMAND_NOT_UTF8, arg_i64(i + 1));
        if (!options_over && strcmp(s, "--") == 0)
            options_over = true;
        else if (!options_over && strncmp(s, "--", 2) == 0) {
            if (!one_option(c, options, &i, seen))
                return false;
        } else
            c->arg[c->n_args++] = c->argv[i];
    }
    if (c->n_args < min_args)
        return REFUSE(c, MSG_COMMAND_TOO_FEW);
    if (max_args >= 0 && c->n_args > max_args)
        return REFUSE(c, MSG_COMMAND_TOO_MANY, arg_text(c->arg[max_args]));
    return true;
}
