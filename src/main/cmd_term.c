/* cmd_term.c: kyoten term: from and to of the term that an announcement on that day begins. */
#include "base/date.h"
#include "base/date_parse.h"
#include "main/command.h"

COMMAND(term, "term", "YYYY-MM-DD [--years N] [--json]",
        "prints first and last day of the term of a hub announced on that day (3 fiscal years by default)")
{
    int64_t years = 3;
    bool json = false;
    const struct option_spec options[] = { option_i64("years", &years, 1, 99), option_flag("json", &json),
                                           OPTIONS_END };
    date announced_on = DATE_UNKNOWN;
    if (!command_options(c, options, 1, 1))
        return COMMAND_USAGE;
    struct err *e = date_parse(c->arena, c->arg[0], &announced_on);
    if (e)
        return command_fail(c, e);
    struct term t = term_of_announcement(announced_on, (int)years);
    const char *from = date_iso(c->arena, t.from);
    const char *to = date_iso(c->arena, t.to);
    if (json)
        return command_json(c,
                            json_pack("{s:s,s:s,s:I}", "from", from, "to", to, "years", (json_int_t)years));
    (void)fprintf(c->out, "%s\t%s\n", from, to);
    return COMMAND_DONE;
}
