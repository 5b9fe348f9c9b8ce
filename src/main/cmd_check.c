/* cmd_check.c: kyoten check: is this number or code well formed, and what is its canonical form. */
#include "base/identifier.h"
#include "command.msg.h"
#include "main/command.h"

#include <string.h>

static const struct {
    const char *name;
    struct err *(*check)(struct arena *a, const char *text, const char **ret);
} KINDS[] = {
    { "corporate-number", corporate_number_check },
    { "school-code", school_code_check },
    { "municipality-code", municipality_code_check },
};

COMMAND(check, "check", "corporate-number|school-code|municipality-code VALUE [--json]",
        "prints the canonical form of a number or code, or says what is wrong with it")
{
    bool json = false;
    const struct option_spec options[] = { option_flag("json", &json), OPTIONS_END };
    if (!command_options(c, options, 2, 2))
        return COMMAND_USAGE;
    for (size_t i = 0; i < sizeof KINDS / sizeof *KINDS; i++) {
        if (strcmp(c->arg[0], KINDS[i].name) != 0)
            continue;
        const char *value = NULL;
        struct err *e = KINDS[i].check(c->arena, c->arg[1], &value);
        if (e)
            return command_fail(c, e);
        if (json)
            return command_json(c, json_pack("{s:s,s:s}", "kind", KINDS[i].name, "value", value));
        (void)fprintf(c->out, "%s\n", value);
        return COMMAND_DONE;
    }
    return command_usage(c, MSG_COMMAND_WORD, arg_text(c->arg[0]),
                         arg_text("corporate-number, school-code, municipality-code"));
}
