/* metrics_test.c: GET /metrics: who may read it, what it counts, and what it never says. */
#include "wire.h"
#include "world.h"

#include "../store/store.h"

#include "base/date.h"
#include "http/metrics.h"
#include "job/job.h"
#include "mail/mail.h"
#include "person/token.h"

#include <stdlib.h>

static const char *token_of(struct world *w, const char *who, const char *scope)
{
    const char *token = "";
    int64_t person = world_person(w, who);
    TX(tx, world_ctx(w));
    CHECK_OK(token_create(tx, person, scope, 2, &token));
    CHECK_OK(tx_commit(tx));
    return arena_printf(w->arena, "Bearer %s", token);
}

static int status_from(struct world *w, const char *peer, bool forwarded, const char *authorization)
{
    struct loopback *lb = world_as(w, "nobody");
    loopback_set_peer(lb, peer, forwarded);
    loopback_set_authorization(lb, authorization);
    int status = loopback_get(lb, "/metrics")->status;
    loopback_set_peer(lb, NULL, false);
    loopback_set_authorization(lb, NULL);
    return status;
}

TEST(figures_are_for_the_machine_itself_and_for_the_offices_tokens)
{
    struct world *w = world_make(a, DB_SQLITE);
    CHECK_I64(status_from(w, "127.0.0.1", false, NULL), 200);
    CHECK_I64(status_from(w, "::1", false, NULL), 200);
    CHECK_I64(status_from(w, "127.0.0.1", true, NULL), 404); /* through a proxy that nobody told us of */
    CHECK_I64(status_from(w, "192.0.2.7", false, NULL), 404);
    CHECK_I64(status_from(w, "192.0.2.127", false, NULL), 404);
    CHECK_I64(status_from(w, "192.0.2.7", false, token_of(w, "office", "read")), 200);
    CHECK_I64(status_from(w, "192.0.2.7", false, token_of(w, "applicant", "read")), 404);
    CHECK_I64(status_from(w, "192.0.2.7", false, token_of(w, "reviewer", "write")), 404);
    CHECK_I64(status_from(w, "192.0.2.7", false, "Bearer of-nobody"), 404);
    /* A browser's session is no token: another site could make the browser ask. */
    struct loopback *office = world_as(w, "office");
    loopback_set_peer(office, "192.0.2.7", false);
    CHECK_I64(loopback_get(office, "/metrics")->status, 404);
    loopback_set_peer(office, NULL, false);
}

static void waiting_work_is_counted(struct arena *a, enum db_kind kind)
{
    struct world *w = world_make(a, kind);
    if (!w)
        return;
    struct loopback *lb = world_as(w, "nobody");
    const struct reply *got = loopback_get(lb, "/metrics");
    CHECK_I64(got->statements, 4);
    CHECK_HAS(got->type, "text/plain; version=0.0.4");
    CHECK_TEXT(header_of(got->response, "Cache-Control"), "no-store");
    CHECK_HAS(got->body, "kyoten_jobs{state=\"failed\"} 0\n");
    {
        TX(tx, world_ctx(w));
        CHECK_OK(job_add(tx, "test.figure", "test.figure:1", "", world_ctx(w)->now - 7 * SECOND_US));
        CHECK_OK(mail_add(tx, &(struct mail){ .key = "figure:1", .to_email = "secret@world.example",
                                              .to_name = "秘密 太郎", .kind = "receipt", .subject = "件名", .body = "本文" }));
        CHECK_OK(tx_commit(tx));
    }
    got = loopback_get(lb, "/metrics");
    CHECK_HAS_NOT(got->body, "kyoten_jobs{state=\"waiting\"} 0\n");
    CHECK_HAS(got->body, "kyoten_job_late_seconds 7\n");
    CHECK_HAS_NOT(got->body, "kyoten_mails{state=\"waiting\"} 0\n");
    CHECK_HAS(got->body, "kyoten_queue_length{queue=\"writer\"} 0\n");
    CHECK_HAS(got->body, "kyoten_ledger_unsealed ");
    CHECK_HAS_NOT(got->body, "secret");
    CHECK_HAS_NOT(got->body, "太郎");
}

TEST(waiting_jobs_and_mails_are_counted_without_a_name_on_sqlite)
{
    waiting_work_is_counted(a, DB_SQLITE);
}

TEST(waiting_jobs_and_mails_are_counted_without_a_name_on_postgres)
{
    waiting_work_is_counted(a, DB_POSTGRES);
}

static long long figure(const char *text, const char *name)
{
    const char *at = strstr(text, name);
    CHECK(at != NULL);
    return at ? strtoll(at + strlen(name), NULL, 10) : -1;
}

static const char *figures(struct arena *a)
{
    struct buf b = buf_make(a, 16384);
    metrics_put(&b);
    return b.s;
}

TEST(requests_are_counted_by_class_and_status_and_never_by_path)
{
    const char *before = figures(a);
    struct wire *w = wire_start(a, &(struct http_server_config){ .db = store_test_db(a, DB_SQLITE) });
    CHECK_I64(wire_status(wire_ask(w, "GET /no/such/secret HTTP/1.1\r\nHost: t\r\nConnection: close\r\n\r\n")), 404);
    CHECK_I64(wire_status(wire_ask(w, "GET /test/hello HTTP/1.1\r\nHost: t\r\nConnection: close\r\n\r\n")), 200);
    wire_stop(w);
    const char *after = figures(a);
    static const char *const GREW[] = { "kyoten_requests_total{class=\"none\",status=\"4xx\"} ",
                                        "kyoten_requests_total{class=\"page\",status=\"2xx\"} ",
                                        "kyoten_request_duration_seconds_count{class=\"page\"} ",
                                        "kyoten_request_duration_seconds_bucket{class=\"none\",le=\"+Inf\"} " };
    for (size_t i = 0; i < sizeof GREW / sizeof *GREW; i++)
        CHECK_I64(figure(after, GREW[i]) - figure(before, GREW[i]), 1);
    CHECK_I64(figure(after, "kyoten_requests_in_flight "), 0);
    CHECK_HAS_NOT(after, "secret");
}
