/* cmd_serve.c: kyoten serve: the site on a socket until SIGTERM. */
#include "base/date.h"
#include "base/site.h"
#include "db/db.h"
#include "http/http.h"
#include "http/server.h"
#include "http/spool.h"
#include "job/job.h"
#include "main/command.h"
#include "main/site_open.h"
#include "office/clock.h"
#include "office/outage.h"
#include "person/frame.h"
#include "person/rehearsal_door.h"
#include "person/session.h"
#include "person/views.h"
#include "main.msg.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>

#define STOP_WAIT_S 30

static const struct http_hooks HOOKS = { session_load_viewer, session_gate, frame_error_page };

static int64_t offset_of_site(void *arg)
{
    return site_clock_offset(arg);
}

/* "127.0.0.1:8080", "[::1]:8080" → host and port. */
static bool split_address(struct arena *a, const char *listen, const char **ret_host, int *ret_port)
{
    const char *colon = strrchr(listen, ':');
    char *end = NULL;
    if (!colon || colon == listen)
        return false;
    long port = strtol(colon + 1, &end, 10);
    if (*end || end == colon + 1 || port < 0 || port > 65535)
        return false;
    bool bracket = listen[0] == '[' && colon[-1] == ']';
    *ret_host = arena_strndup(a, listen + bracket, (size_t)(colon - listen) - 2 * (size_t)bracket);
    *ret_port = (int)port;
    return true;
}

/* --now: a rehearsal's clock shows this instant from now on. */
static struct err *set_clock(struct arena *a, struct site *site, const char *text)
{
    instant to = 0;
    if (!text)
        return NULL;
    if (!instant_from_rfc3339(text, &to))
        return invalid(a, "--now", MSG_COMMAND_RFC3339, arg_text(text));
    if (!site->rehearsal)
        return refused(a, MSG_SERVE_NOW_REHEARSAL);
    struct conn *conn = conn_write_begin(site->db);
    struct ctx c = { .arena = a, .db = conn, .site = site, .now = site_now(site) };
    struct err *e = NULL;
    {
        TX(tx, &c);
        e = clock_set(tx, to);
        if (!e)
            e = tx_commit(tx);
    }
    if (!e)
        e = site_load_clock(&c, site);
    conn_write_end(conn);
    return e;
}

/* The address, and one way in per duty of a rehearsal. */
static struct err *say_ways_in(struct command_call *c, struct site *site)
{
    struct conn *conn = conn_read_begin(site->db);
    struct ctx ctx = { .arena = c->arena, .db = conn, .site = site, .lang = c->lang };
    const struct persona *v = NULL;
    size_t n = 0;
    struct err *e = rehearsal_personas(&ctx, &n, &v);
    conn_read_end(conn);
    TRY(e);
    (void)fprintf(c->out, "%s/\n", site->public_url);
    for (size_t i = 0; i < n; i++)
        (void)fprintf(c->out, "%s\t%s\t%s%s\n", v[i].duty, v[i].name, site->public_url, v[i].to.s);
    (void)fflush(c->out);
    return NULL;
}

/* Blocks the signals in every thread to come, so that only wait_for_end() hears them. */
static void hold_signals(sigset_t *ret)
{
    (void)sigemptyset(ret);
    (void)sigaddset(ret, SIGTERM);
    (void)sigaddset(ret, SIGINT);
    (void)pthread_sigmask(SIG_BLOCK, ret, NULL);
    (void)signal(SIGPIPE, SIG_IGN);
}

static struct err *serve(struct command_call *c, struct site *site, const struct config *cfg,
                         const char *host, int port)
{
    struct arena *a = c->arena;
    struct http_server *server = NULL;
    struct job_runner *jobs = NULL;
    sigset_t ends;
    int signal_no = 0;
    hold_signals(&ends);
    TRY(routes_collect(a));
    struct http_server_config config = {
        .host = host,
        .port = port,
        .db = site->db,
        .hooks = &HOOKS,
        .site = site,
        .limits = HTTP_LIMITS_DEFAULT,
        .spool_dir = arena_printf(a, "%s/spool", site->data_dir),
        .clock_offset = offset_of_site,
        .now_arg = site,
        .trusted_proxy = *cfg->proxy ? cfg->proxy : NULL,
        .threads = (int)cfg->event_threads,
    };
    config.limits.file_bytes = (size_t)cfg->file_mib << 20;
    TRY(http_server_start(a, &config, &server));
    if (!*site->public_url)
        site->public_url = arena_printf(a, strchr(host, ':') ? "http://[%s]:%d" : "http://%s:%d", host,
                                        http_server_port(server));
    struct err *e = job_runner_start(a, site, &jobs);
    if (!e)
        e = say_ways_in(c, site);
    while (!e && sigwait(&ends, &signal_no) == EINTR)
        ;
    job_runner_stop(&jobs);
    struct err *stopped = http_server_stop(a, &server, STOP_WAIT_S);
    struct err *last = heartbeat_stop(a, site);
    return e ? e : stopped ? stopped : last;
}

COMMAND(serve, "serve", "--data DIR --listen HOST:PORT [--now RFC3339]",
        "serves the site of a data folder until SIGTERM; --now pushes the clock of a rehearsal first")
{
    const char *data = NULL;
    const char *listen = NULL;
    const char *now = NULL;
    const char *host = NULL;
    int port = 0;
    const struct option_spec options[] = { option_text("data", &data), option_text("listen", &listen),
                                           option_text("now", &now), OPTIONS_END };
    if (!command_options(c, options, 0, 0))
        return COMMAND_USAGE;
    if (!data || !listen)
        return command_usage(c, MSG_COMMAND_NEEDS, arg_text(data ? "--listen HOST:PORT" : "--data DIR"));
    if (!split_address(c->arena, listen, &host, &port))
        return command_usage(c, MSG_SERVE_LISTEN, arg_text(listen));
    struct config cfg;
    struct site *site = NULL;
    struct err *e = site_open(c->arena, data, SITE_MIGRATE, &cfg, &site);
    if (!e)
        e = set_clock(c->arena, site, now);
    if (!e)
        e = serve(c, site, &cfg, host, port);
    return e ? command_fail(c, e) : COMMAND_DONE;
}
