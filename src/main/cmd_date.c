/* cmd_date.c: kyoten date: a date as people write it, as ISO, 和暦, 年度 and 曜日. */
#include "base/date_parse.h"
#include "i18n/i18n.h"
#include "main/command.h"

static json_t *doubts_json(struct command_call *c, date d)
{
    struct doubts doubts = date_questions(d);
    json_t *list = json_array();
    for (size_t i = 0; i < doubts.n; i++)
        (void)json_array_append_new(
            list, json_string(msg_text(c->arena, c->lang, doubts.v[i].msg, doubts.v[i].args)));
    return list;
}

COMMAND(date, "date", "TEXT [--json]",
        "reads a date in any usual form; prints it as YYYY-MM-DD, era date, fiscal year and weekday")
{
    bool json = false;
    const struct option_spec options[] = { option_flag("json", &json), OPTIONS_END };
    date d = DATE_UNKNOWN;
    if (!command_options(c, options, 1, 1))
        return COMMAND_USAGE;
    struct err *e = date_parse(c->arena, c->arg[0], &d);
    if (e)
        return command_fail(c, e);
    const char *iso = date_iso(c->arena, d);
    const char *wareki = text_wareki(c->arena, d);
    const char *year = text_fiscal_year(c->arena, LANG_JA, fiscal_year(d));
    const char *weekday = weekday_ja(date_weekday(d));
    if (json)
        return command_json(c, json_pack("{s:s,s:s,s:i,s:s,s:s,s:o}", "date", iso, "wareki", wareki,
                                         "fiscal_year", fiscal_year(d), "fiscal_year_wareki", year, "weekday",
                                         weekday, "questions", doubts_json(c, d)));
    (void)fprintf(c->out, "%s\t%s\t%s\t%s\n", iso, wareki, year, weekday);
    return COMMAND_DONE;
}
