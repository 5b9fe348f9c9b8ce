/* cmd_verify.c: kyoten verify: is everything as the ledger says? */
#include "i18n/i18n.h"
#include "ledger.msg.h"
#include "ledger/verify.h"
#include "main/command.h"
#include "main/installation.h"

#define SHOWN_MOST 20 /* findings printed in full without --json */

struct telling {
    struct command_call *call;
    json_t *list; /* NULL: as text */
    int64_t told;
};

static void tell(void *arg, const struct ledger_finding *f)
{
    struct telling *t = arg;
    ARENA(a);
    const char *text = msg_text(a, t->call->lang, f->msg, f->args);
    if (t->list) {
        const char *id = arena_printf(a, "%lld", (long long)f->id);
        json_t *one = json_pack("{s:s,s:s?,s:s,s:I,s:s}", "kind", f->kind, "table", f->table, "id", id,
                                "place", (json_int_t)f->seq, "message", text);
        (void)json_array_append_new(t->list, one);
    } else if (t->told++ < SHOWN_MOST) {
        (void)fprintf(t->call->out, "%s\n", text);
    }
}

static int say(struct command_call *c, const struct ledger_report *r)
{
    struct arena *a = c->arena;
    const char *rows = text_i64(a, r->rows);
    if (r->findings > SHOWN_MOST)
        (void)fprintf(c->out, "%s\n",
                      MSG_TEXT(a, c->lang, MSG_LEDGER_MORE_FINDINGS, arg_i64(r->findings - SHOWN_MOST)));
    if (r->findings > 0) {
        (void)fprintf(c->err, "%s\n",
                      MSG_TEXT(a, c->lang, MSG_LEDGER_NOT_VERIFIED, arg_i64(r->findings), arg_i64(r->entries),
                               arg_i64(r->seals), arg_text(rows)));
        return COMMAND_NO;
    }
    (void)fprintf(
        c->out, "%s\n",
        MSG_TEXT(a, c->lang, MSG_LEDGER_VERIFIED, arg_i64(r->entries), arg_i64(r->seals), arg_text(rows)));
    if (r->open > 0)
        (void)fprintf(c->out, "%s\n", MSG_TEXT(a, c->lang, MSG_LEDGER_WAITING, arg_i64(r->open)));
    return COMMAND_DONE;
}

COMMAND(verify, "verify", "--data DIR [--json]",
        "checks that nothing was changed, removed or slipped in behind the ledger's back")
{
    const char *data = NULL;
    bool json = false;
    const struct option_spec options[] = { option_text("data", &data), option_flag("json", &json),
                                           OPTIONS_END };
    struct installation here = { .config = { 0 } };
    if (!command_options(c, options, 0, 0))
        return COMMAND_USAGE;
    if (!data)
        return command_usage(c, MSG_LEDGER_DATA_MISSING);
    struct err *e = installation_open(c->arena, data, &here);
    if (e)
        return command_fail(c, e);
    struct telling t = { .call = c, .list = json ? json_array() : NULL };
    struct ledger_report report = { .found = tell, .arg = &t };
    struct ctx ctx = { .arena = c->arena,
                       .db = conn_read_begin(here.site.db),
                       .now = site_now(&here.site),
                       .lang = c->lang,
                       .site = &here.site };
    e = ledger_verify(&ctx, &report);
    conn_read_end(ctx.db);
    if (e) {
        json_decref(t.list);
        return command_fail(c, e);
    }
    if (!json)
        return say(c, &report);
    (void)command_json(c, json_pack("{s:b,s:I,s:I,s:I,s:I,s:o}", "verified", report.findings == 0, "entries",
                                    (json_int_t)report.entries, "waiting", (json_int_t)report.open, "seals",
                                    (json_int_t)report.seals, "rows", (json_int_t)report.rows, "findings",
                                    t.list));
    return report.findings == 0 ? COMMAND_DONE : COMMAND_NO;
}
