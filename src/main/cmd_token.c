/* cmd_token.c: kyoten token create: a bearer token of a person, for programs. */
#include "base/site.h"
#include "db/db.h"
#include "main/command.h"
#include "main/site_open.h"
#include "person/account.h"
#include "person/session.h"
#include "person/token.h"
#include "main.msg.h"

#include <string.h>

struct wish {
    const char *data, *email, *scope;
    int64_t days;
};

static struct err *create(struct ctx *c, const struct wish *w, const char **ret)
{
    struct person *person = NULL;
    TRY(person_find_by_email(c, email_typed(c->arena, w->email), &person));
    if (!person)
        return refused(c->arena, MSG_TOKEN_NOBODY, arg_text(w->email));
    TX(tx, c);
    TRY(token_create(tx, person->id, w->scope, w->days, ret));
    return tx_commit(tx);
}

COMMAND(token_create, "token create", "--data DIR --user EMAIL [--scope read|write] [--days N]",
        "prints a bearer token of that person for programs (read only and for 90 days unless said)")
{
    struct wish w = { .scope = TOKEN_SCOPE_READ, .days = 90 };
    const struct option_spec options[] = { option_text("data", &w.data), option_text("user", &w.email),
                                           option_text("scope", &w.scope),
                                           option_i64("days", &w.days, 1, TOKEN_DAYS_MOST), OPTIONS_END };
    if (!command_options(c, options, 0, 0))
        return COMMAND_USAGE;
    if (!w.data || !w.email)
        return command_usage(c, MSG_COMMAND_NEEDS, arg_text(!w.data ? "--data DIR" : "--user EMAIL"));
    if (strcmp(w.scope, TOKEN_SCOPE_READ) != 0 && strcmp(w.scope, TOKEN_SCOPE_WRITE) != 0)
        return command_usage(c, MSG_TOKEN_SCOPE, arg_text(w.scope));
    struct config cfg;
    struct site *site = NULL;
    const char *token = NULL;
    struct err *e = site_open(c->arena, w.data, SITE_CURRENT, &cfg, &site);
    if (!e) {
        struct conn *conn = conn_write_begin(site->db);
        struct ctx ctx = { .arena = c->arena, .db = conn, .site = site, .now = site_now(site) };
        e = create(&ctx, &w, &token);
        conn_write_end(conn);
    }
    if (e)
        return command_fail(c, e);
    (void)fprintf(c->out, "%s\n", token);
    return COMMAND_DONE;
}
