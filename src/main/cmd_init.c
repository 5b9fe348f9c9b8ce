/* cmd_init.c: kyoten init: an empty data folder becomes a site. */
#include "base/date.h"
#include "base/site.h"
#include "db/db.h"
#include "ledger/key.h"
#include "main/command.h"
#include "main/fill.h"
#include "main/site_open.h"
#include "main.msg.h"

#include <string.h>
#include <unistd.h>

struct init_options {
    const char *data, *programme, *store, *public_url, *now;
    bool rehearsal;
};

/* The store, the key and the settings file; the file comes last, so that a folder that has it is whole. */
static struct err *make_site(struct command_call *c, const struct init_options *o, struct site **ret)
{
    struct arena *a = c->arena;
    struct config cfg;
    const char *dir = NULL;
    TRY(folder_make(a, o->data, &dir));
    if (access(arena_printf(a, "%s/site.conf", dir), F_OK) == 0)
        return refused(a, MSG_INIT_THERE, arg_text(dir));
    const char *made = NULL;
    TRY(folder_make(a, arena_printf(a, "%s/files", dir), &made));
    TRY(folder_make(a, arena_printf(a, "%s/spool", dir), &made));
    TRY(ledger_key_make(a, dir));
    TRY(config_write(a, dir, o->store, o->public_url));
    return site_open(a, dir, SITE_MIGRATE, &cfg, ret);
}

COMMAND(init, "init",
        "--data DIR [--programme DIR] [--rehearsal] [--store URL] [--public-url URL] [--now RFC3339]",
        "makes a site in an empty folder: store, key, programme, register, and a fictional round with "
        "--rehearsal")
{
    struct init_options o = { .programme = "programmes/j-innovation-hub",
                              .store = "sqlite:kyoten.db",
                              .public_url = "" };
    const struct option_spec options[] = { option_text("data", &o.data),
                                           option_text("programme", &o.programme),
                                           option_text("store", &o.store),
                                           option_text("public-url", &o.public_url),
                                           option_text("now", &o.now),
                                           option_flag("rehearsal", &o.rehearsal),
                                           OPTIONS_END };
    if (!command_options(c, options, 0, 0))
        return COMMAND_USAGE;
    if (!o.data)
        return command_usage(c, MSG_COMMAND_NEEDS, arg_text("--data DIR"));
    instant now = 0;
    if (o.now && !instant_from_rfc3339(o.now, &now))
        return command_usage(c, MSG_COMMAND_RFC3339, arg_text(o.now));
    struct site *site = NULL;
    struct err *e = make_site(c, &o, &site);
    if (!e)
        e = fill_site(c->arena, site,
                      &(struct fill){ .programme_dir = o.programme, .rehearsal = o.rehearsal, .now = now });
    if (e)
        return command_fail(c, e);
    (void)fprintf(c->out, "%s\n", site->data_dir);
    return COMMAND_DONE;
}
