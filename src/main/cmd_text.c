/* cmd_text.c: kyoten text: the normal form and the search key of a text. */
#include "base/text.h"
#include "command.msg.h"
#include "main/command.h"

#include <string.h>

COMMAND(text, "text", "nfkc|key TEXT [--json]",
        "prints the compatibility form (NFKC) or the search key of a text")
{
    bool json = false;
    const struct option_spec options[] = { option_flag("json", &json), OPTIONS_END };
    const char *result = NULL;
    if (!command_options(c, options, 2, 2))
        return COMMAND_USAGE;
    const char *what = c->arg[0];
    if (strcmp(what, "nfkc") == 0)
        result = text_nfkc(c->arena, c->arg[1]);
    else if (strcmp(what, "key") == 0)
        result = text_key(c->arena, c->arg[1]);
    else
        return command_usage(c, MSG_COMMAND_WORD, arg_text(what), arg_text("nfkc, key"));
    if (json)
        return command_json(c, json_pack("{s:s}", what, result));
    (void)fprintf(c->out, "%s\n", result);
    return COMMAND_DONE;
}
