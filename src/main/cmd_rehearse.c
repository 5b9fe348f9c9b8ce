/* cmd_rehearse.c: kyoten rehearse: plays a whole round through HTTP as robots would, and says what came of it. */
#include "i18n/i18n.h"
#include "main/command.h"
#include "rehearsal/child.h"
#include "rehearsal/play.h"
#include "main.msg.h"

#include <string.h>

#define SECONDS_LEAST 300 /* for the play, and 10 more for each person in it */

struct rehearse {
    const char *data, *url, *store, *programme, *now;
    struct play_options play;
    bool json;
};

/* What `kyoten verify` says of the data folder. */
static struct err *verify(struct command_call *c, const struct rehearse *o, struct play_report *report,
                          bool *ret)
{
    const char *const args[] = { "verify", "--data", o->data, NULL };
    struct child_result said = { 0 };
    TRY(child_run(c->arena, NULL, args, &said));
    *ret = said.status == 0;
    if (!*ret)
        *vec_push(c->arena, &report->failures) =
            arena_printf(c->arena, "kyoten verify: %s%s", said.out, said.err);
    return NULL;
}

static struct err *init(struct command_call *c, const struct rehearse *o)
{
    const char *args[16] = { "init", "--data", o->data, "--rehearsal" };
    struct child_result said = { 0 };
    size_t n = 4;
    const char *const more[][2] = { { "--store", o->store },
                                    { "--programme", o->programme },
                                    { "--now", o->now } };
    for (size_t i = 0; i < 3; i++)
        if (more[i][1]) {
            args[n++] = more[i][0];
            args[n++] = more[i][1];
        }
    TRY(child_run(c->arena, NULL, args, &said));
    return said.status == 0 ? NULL : fault(c->arena, "kyoten init: %s", said.err);
}

/* A fresh rehearsal of our own, served for the time of the play. */
static struct err *on_own_site(struct command_call *c, struct rehearse *o, struct play_report *report,
                               bool *ret_verified)
{
    struct arena *a = c->arena;
    struct child_server server = { 0 };
    struct child_spec spec = { .data = o->data, .log = arena_printf(a, "%s/rehearse.log", o->data) };
    TRY(init(c, o));
    TRY(child_serve(a, &spec, &server));
    child_guard(&server, (unsigned)(SECONDS_LEAST + 10 * (o->play.applications + o->play.reviewers)));
    o->play.url = server.url;
    o->play.public_key = arena_printf(a, "%s/keys/ledger.pub", o->data);
    struct err *e = play_round(a, &o->play, report);
    struct err *stopped = child_stop(a, &server);
    TRY(e);
    TRY(stopped);
    return verify(c, o, report, ret_verified);
}

static const char *reason(struct command_call *c, const struct err *e)
{
    return e->kind == ERR_FAULT ? e->why : err_text(c->arena, c->lang, e);
}

static int say(struct command_call *c, const struct play_report *r, const struct rehearse *o, bool verified)
{
    for (size_t i = 0; i < r->counts.n; i++)
        (void)fprintf(c->out, "%-28s %6lld%s\n", r->counts.v[i].name, (long long)r->counts.v[i].seen,
                      r->counts.v[i].seen == r->counts.v[i].wanted
                          ? ""
                          : arena_printf(c->arena, "  (%lld)", (long long)r->counts.v[i].wanted));
    if (o->data)
        (void)fprintf(c->out, "%-28s %6s\n", "ledger_verified", verified ? "yes" : "no");
    for (size_t i = 0; i < r->failures.n; i++)
        (void)fprintf(c->err, "%s\n", r->failures.v[i]);
    return play_held(r) ? COMMAND_DONE : COMMAND_NO;
}

static int say_json(struct command_call *c, const struct play_report *r, const struct rehearse *o,
                    bool verified)
{
    json_t *j = json_object();
    json_t *wanted = json_object();
    json_t *failures = json_array();
    (void)json_object_set_new(j, "held", json_boolean(play_held(r)));
    (void)json_object_set_new(j, "seed", json_integer(o->play.seed));
    for (size_t i = 0; i < r->counts.n; i++) {
        (void)json_object_set_new(j, r->counts.v[i].name, json_integer(r->counts.v[i].seen));
        (void)json_object_set_new(wanted, r->counts.v[i].name, json_integer(r->counts.v[i].wanted));
    }
    (void)json_object_set_new(j, "ledger_verified", o->data ? json_boolean(verified) : json_null());
    for (size_t i = 0; i < r->failures.n; i++)
        (void)json_array_append_new(failures, json_string(r->failures.v[i]));
    (void)json_object_set_new(j, "wanted", wanted);
    (void)json_object_set_new(j, "failures", failures);
    (void)command_json(c, j);
    return play_held(r) ? COMMAND_DONE : COMMAND_NO;
}

COMMAND(rehearse, "rehearse",
        "--data DIR|--url URL [--applications N] [--reviewers M] [--seed S] [--store URL] [--programme DIR] "
        "[--now RFC3339] [--json]",
        "plays a whole round through HTTP as robots would; ends with 1 when a count is not what was played")
{
    struct rehearse o = { .play = { .applications = 6, .reviewers = 3, .seed = 1 } };
    struct play_report report = { 0 };
    bool verified = false;
    const struct option_spec options[] = { option_text("data", &o.data),
                                           option_text("url", &o.url),
                                           option_i64("applications", &o.play.applications, 1, 500),
                                           option_i64("reviewers", &o.play.reviewers, 2, 100),
                                           option_i64("seed", &o.play.seed, 0, INT32_MAX),
                                           option_text("store", &o.store),
                                           option_text("programme", &o.programme),
                                           option_text("now", &o.now),
                                           option_flag("json", &o.json),
                                           OPTIONS_END };
    if (!command_options(c, options, 0, 0))
        return COMMAND_USAGE;
    if (!o.data == !o.url)
        return command_usage(c, MSG_COMMAND_NEEDS, arg_text("--data DIR | --url URL"));
    o.play.url = o.url;
    struct err *e = o.data ? on_own_site(c, &o, &report, &verified) : play_round(c->arena, &o.play, &report);
    if (e && report.counts.n == 0 && report.failures.n == 0)
        return command_fail(c, e);
    if (e)
        *vec_push(c->arena, &report.failures) = reason(c, e);
    return o.json ? say_json(c, &report, &o, verified) : say(c, &report, &o, verified);
}
