/* cmd_migrate.c: kyoten migrate: brings the schema of a store up to this program. */
#include "base/site.h"
#include "db/db.h"
#include "main/command.h"
#include "main/site_open.h"
#include "main.msg.h"

COMMAND(migrate, "migrate", "--data DIR", "brings the schema of the store up to this program")
{
    const char *data = NULL;
    const struct option_spec options[] = { option_text("data", &data), OPTIONS_END };
    struct config cfg;
    struct site *site = NULL;
    if (!command_options(c, options, 0, 0))
        return COMMAND_USAGE;
    if (!data)
        return command_usage(c, MSG_COMMAND_NEEDS, arg_text("--data DIR"));
    struct err *e = site_open(c->arena, data, SITE_MIGRATE, &cfg, &site);
    return e ? command_fail(c, e) : COMMAND_DONE;
}
