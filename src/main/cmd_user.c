/* cmd_user.c: kyoten user add: a person with a duty, and a link to set the password. */
#include "base/site.h"
#include "db/db.h"
#include "i18n/i18n.h"
#include "main/command.h"
#include "main/site_open.h"
#include "person/account.h"
#include "person/duty.h"
#include "main.msg.h"

static struct err *add(struct ctx *c, const char *typed, const char *name, enum duty duty,
                       const char **ret_token)
{
    const char *email = NULL;
    struct person *known = NULL;
    int64_t person = 0;
    int64_t duty_id = 0;
    TRY(email_check(c->arena, "EMAIL", typed, &email));
    TRY(person_find_by_email(c, email, &known));
    TX(tx, c);
    person = known ? known->id : 0;
    if (!known)
        TRY(person_add(tx, &(struct person_facts){ .email = email, .name = name, .lang = LANG_JA }, &person));
    TRY(duty_grant(tx, person, &(struct grant){ .duty = duty }, &duty_id));
    TRY(link_add(tx, LINK_RECOVER, email, person, NULL, ret_token));
    return tx_commit(tx);
}

COMMAND(user_add, "user add", "--data DIR EMAIL --name NAME --duty DUTY",
        "adds a person with a duty and prints a link (good for two hours) to set a password")
{
    const char *data = NULL;
    const char *name = NULL;
    const char *word = NULL;
    const char *token = NULL;
    const struct option_spec options[] = { option_text("data", &data), option_text("name", &name),
                                           option_text("duty", &word), OPTIONS_END };
    if (!command_options(c, options, 1, 1))
        return COMMAND_USAGE;
    if (!data || !name || !word)
        return command_usage(c, MSG_COMMAND_NEEDS,
                             arg_text(!data   ? "--data DIR"
                                      : !name ? "--name NAME"
                                              : "--duty DUTY"));
    enum duty duty = duty_parse(word);
    if (duty == DUTY_NONE)
        return command_usage(c, MSG_USER_DUTY, arg_text(word));
    struct config cfg;
    struct site *site = NULL;
    struct err *e = site_open(c->arena, data, SITE_CURRENT, &cfg, &site);
    if (!e) {
        struct conn *conn = conn_write_begin(site->db);
        struct ctx ctx = { .arena = c->arena, .db = conn, .site = site, .now = site_now(site) };
        e = add(&ctx, c->arg[0], name, duty, &token);
        conn_write_end(conn);
    }
    if (e)
        return command_fail(c, e);
    if (!site->public_url || !*site->public_url) /* whoever reads it must know what to put before it */
        (void)fprintf(c->err, "%s\n", MSG_TEXT(c->arena, c->lang, MSG_USER_NO_PUBLIC_URL));
    (void)fprintf(c->out, "%s/link/%s\n", site->public_url ? site->public_url : "", token);
    return COMMAND_DONE;
}
