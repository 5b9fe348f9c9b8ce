/* command.h: the commands of the program `kyoten`. One file per command declares itself:
**
**     COMMAND(term, "term", "YYYY-MM-DD [--years N] [--json]", "the term that follows from a day of announcement")
**     {
**         int64_t years = 3;
**         bool json = false;
**         const struct option_spec options[] = { option_i64("years", &years, 1, 99), option_flag("json", &json),
**                                                OPTIONS_END };
**         if (!command_options(c, options, 1, 1))
**             return COMMAND_USAGE;
**         …c->arg[0]…
**     }
**
** The table is collected through a linker section. A name may have two words ("user add"). A command prints results on
** c->out and says on c->err, in one sentence with place and reason, why it could not. Tests run commands in this
** process with command_run(). */
#ifndef MAIN_COMMAND_H
#define MAIN_COMMAND_H

#include "base/arena.h"
#include "base/err.h"
#include "base/msg.h"

#include <jansson.h>
#include <stdio.h>

enum { COMMAND_DONE = 0, COMMAND_NO = 1, COMMAND_USAGE = 2 }; /* exit statuses: yes or done; no or failed; usage */

struct command;

/* One run of a command. */
struct command_call {
    struct arena *arena; /* without a cap worth mentioning; ends with the command */
    const struct command *command;
    FILE *out, *err;
    enum lang lang;      /* Japanese unless LC_ALL, LC_MESSAGES or LANG says English */
    int argc;            /* what was typed behind the name of the command */
    char **argv;
    int n_args;          /* after command_options(): the same without options; arg[n_args] is NULL */
    char **arg;
};

struct command {
    const char *name;    /* one word or two */
    const char *usage;   /* what stands behind the name */
    const char *summary; /* for `kyoten help`, in English */
    int (*run)(struct command_call *c);
};

#define COMMAND(id, name_, usage_, summary_)                                                                       \
    static int command_##id(struct command_call *c);                                                               \
    static const struct command command_##id##_here = { name_, usage_, summary_, command_##id };                   \
    static const struct command *const command_##id##_ __attribute__((used, section("kyoten_commands"))) =         \
        &command_##id##_here;                                                                                      \
    static int command_##id(struct command_call *c)

/* ── options: `--years 3`, `--years=3`, `--json`; `--` ends them ── */
enum option_kind { OPTION_END, OPTION_FLAG, OPTION_TEXT, OPTION_I64 };
struct option_spec {
    const char *name; /* without the dashes */
    enum option_kind kind;
    union {
        bool *flag;
        const char **text;
        int64_t *i64;
    };
    int64_t min, max;
};
#define OPTIONS_END { .kind = OPTION_END }
#define option_flag(name_, to) { .name = (name_), .kind = OPTION_FLAG, .flag = (to) }
#define option_text(name_, to) { .name = (name_), .kind = OPTION_TEXT, .text = (to) }
#define option_i64(name_, to, min_, max_) \
    { .name = (name_), .kind = OPTION_I64, .i64 = (to), .min = (min_), .max = (max_) }

/* Reads the options and checks the number of arguments (max_args -1: any). Options may stand anywhere; one given twice,
** unknown, without its value or out of its range is refused. On false the reason and the usage are on c->err, and the
** command returns COMMAND_USAGE. */
bool command_options(struct command_call *c, const struct option_spec *options, int min_args, int max_args);

/* Says on c->err what went wrong, one line for each mistake ("place: sentence"); returns COMMAND_NO. */
int command_fail(struct command_call *c, const struct err *e);
/* Says a reason and the usage on c->err; returns COMMAND_USAGE. */
#define command_usage(c, m, ...) command_usage_((c), &(m), (const struct arg[]){ __VA_ARGS__ __VA_OPT__(, ) ARG_END })
int command_usage_(struct command_call *c, const struct msg *m, const struct arg *args);
/* Prints the value on one line of c->out and lets it go; returns COMMAND_DONE. */
int command_json(struct command_call *c, json_t *value);
/* The value as an indented text for a file; lets the value go. */
struct bytes command_json_bytes(struct arena *a, json_t *value);

/* Finds the command in argv[1…] and runs it; returns the exit status. `help`, `--help`, `--version` are built in. */
int command_run(int argc, char **argv, FILE *out, FILE *err);

#endif
