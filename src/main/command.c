/* command.c: the table of commands, help, and the way errors are told on a terminal. */
#include "main/command.h"

#include "base/buf.h"
#include "base/vec.h"
#include "command.msg.h"
#include "i18n/i18n.h"
#include "main/version.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

extern const struct command *const __start_kyoten_commands[];
extern const struct command *const __stop_kyoten_commands[];

static int by_name(const void *x, const void *y)
{
    const struct command *const *p = x;
    const struct command *const *q = y;
    return strcmp((*p)->name, (*q)->name);
}

static void help(struct arena *a, FILE *out)
{
    VEC(const struct command *) list = { 0 };
    for (const struct command *const *p = __start_kyoten_commands; p < __stop_kyoten_commands; p++)
        *vec_push(a, &list) = *p;
    assert(list.v); /* this command is one */
    qsort(list.v, list.n, sizeof *list.v, by_name);
    (void)fputs("usage: kyoten COMMAND …\n\n", out);
    for (size_t i = 0; i < list.n; i++)
        (void)fprintf(out, "  kyoten %s %s\n      %s\n", list.v[i]->name, list.v[i]->usage,
                      list.v[i]->summary);
    (void)fputs("\nExit status: 0 yes or done, 1 no or failed, 2 wrong usage.\n", out);
}

/* How many words of argv the name takes; 0 when it is another command. */
static int words_of_name(const char *name, int argc, char **argv)
{
    int words = 0;
    while (words < argc) {
        size_t n = strcspn(name, " ");
        if (strlen(argv[words]) != n || memcmp(argv[words], name, n) != 0)
            return 0;
        words++;
        if (!name[n])
            return words;
        name += n + 1;
    }
    return 0;
}

static enum lang lang_of_environment(void)
{
    static const char *const NAMES[] = { "LC_ALL", "LC_MESSAGES", "LANG" };
    for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES; i++) {
        const char *value = getenv(NAMES[i]); // NOLINT(concurrency-mt-unsafe): before any thread
        if (value && *value)
            return lang_parse(value);
    }
    return LANG_JA;
}

static int finish(struct command_call *c, int status)
{
    bool lost = fflush(c->out) != 0 || ferror(c->out);
    if (!lost)
        return status;
    (void)fprintf(c->err, "kyoten: %s\n", MSG_TEXT(c->arena, c->lang, MSG_COMMAND_OUTPUT_LOST));
    return COMMAND_NO;
}

int command_run(int argc, char **argv, FILE *out, FILE *err)
{
    struct arena *a __attribute__((cleanup(arena_done))) = arena_make(SIZE_MAX / 2);
    struct command_call c = { .arena = a, .out = out, .err = err, .lang = lang_of_environment() };
    const char *first = argc > 1 ? argv[1] : "";
    if (strcmp(first, "--version") == 0) {
        (void)fprintf(out, "kyoten %s\n", KYOTEN_VERSION);
        return finish(&c, COMMAND_DONE);
    }
    if (strcmp(first, "help") == 0 || strcmp(first, "--help") == 0 || strcmp(first, "-h") == 0) {
        help(a, out);
        return finish(&c, COMMAND_DONE);
    }
    int words = 0;
    for (const struct command *const *p = __start_kyoten_commands; p < __stop_kyoten_commands; p++) {
        int n = words_of_name((*p)->name, argc - 1, argv + 1);
        if (n > words) {
            words = n;
            c.command = *p;
        }
    }
    if (!c.command) {
        const char *why = *first ? MSG_TEXT(a, c.lang, MSG_COMMAND_UNKNOWN, arg_text(first))
                                 : MSG_TEXT(a, c.lang, MSG_COMMAND_MISSING);
        (void)fprintf(err, "kyoten: %s\n", why);
        return COMMAND_USAGE;
    }
    c.argc = argc - 1 - words;
    c.argv = argv + 1 + words;
    return finish(&c, c.command->run(&c));
}

int command_usage_(struct command_call *c, const struct msg *m, const struct arg *args)
{
    const char *why = msg_text(c->arena, c->lang, m, args);
    (void)fprintf(c->err, "kyoten %s: %s\nusage: kyoten %s %s\n", c->command->name, why, c->command->name,
                  c->command->usage);
    return COMMAND_USAGE;
}

static void say_fault(struct command_call *c, const char *place, const struct err *e)
{
    const char *at = e->at ? arena_printf(c->arena, " (%s)", e->at) : "";
    (void)fprintf(c->err, "kyoten %s: %s%s%s\n", c->command->name, place, e->why ? e->why : "", at);
}

static void say_mistake(struct command_call *c, const char *place, const struct err *e)
{
    const char *text =
        e->msg ? err_text(c->arena, c->lang, e) : MSG_TEXT(c->arena, c->lang, MSG_COMMAND_NOT_FOUND);
    (void)fprintf(c->err, "kyoten %s: %s%s\n", c->command->name, place, text);
}

int command_fail(struct command_call *c, const struct err *e)
{
    for (; e; e = e->next) {
        const char *place = e->field ? arena_printf(c->arena, "%s: ", e->field) : "";
        if (err_is_for_the_person(e))
            say_mistake(c, place, e);
        else
            say_fault(c, place, e);
    }
    return COMMAND_NO;
}

static int put_json(const char *text, size_t n, void *to)
{
    buf_put(to, text, n);
    return 0;
}

struct bytes command_json_bytes(struct arena *a, json_t *value)
{
    struct buf b = buf_make(a, 1024);
    (void)json_dump_callback(value, put_json, &b, JSON_INDENT(2) | JSON_REAL_PRECISION(15));
    json_decref(value);
    buf_putc(&b, '\n');
    return (struct bytes){ (const uint8_t *)b.s, b.n };
}

int command_json(struct command_call *c, json_t *value)
{
    if (!value)
        abort(); /* jansson had no memory, or the text was not UTF-8, which command_options() refused */
    (void)json_dumpf(value, c->out, JSON_COMPACT);
    (void)fputc('\n', c->out);
    json_decref(value);
    return COMMAND_DONE;
}
