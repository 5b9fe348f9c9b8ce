/* Bearer tokens: whom they stand for, and for how long. */
#include "world.h"

#include "base/date.h"
#include "http/http.h"
#include "person/policy.h"
#include "person/token.h"

ROUTE_FLAGS(GET, "/api/test/me", token_test_me, ACT_SIGNED_IN, ROUTE_API)
{
    const char *text = rq->ctx->viewer ? rq->ctx->viewer->email : "nobody";
    return send_json(rs, (struct bytes){ (const uint8_t *)text, strlen(text) });
}

ROUTE_FLAGS(POST, "/api/test/me", token_test_change, ACT_SIGNED_IN, ROUTE_API)
{
    return send_json(rs, (struct bytes){ (const uint8_t *)rq->ctx->viewer->email, 0 });
}

static const char *token_of(struct world *w, const char *who, const char *scope, int64_t days)
{
    const char *token = "";
    int64_t person = world_person(w, who);
    struct ctx *c = world_ctx(w);
    TX(tx, c);
    CHECK_OK(token_create(tx, person, scope, days, &token));
    CHECK_OK(tx_commit(tx));
    return token;
}

static int ask(struct world *w, const char *method, const char *authorization)
{
    const char *headers[] = { "Host", "localhost", "Authorization", authorization, NULL };
    return loopback_send(world_as(w, "nobody"), method, "/api/test/me", headers, (struct bytes){ 0 })->status;
}

TEST(a_recovery_of_the_account_ends_its_tokens)
{
    struct world *w = world_make(a, DB_SQLITE);
    const char *own = arena_printf(a, "Bearer %s", token_of(w, "applicant", "read", 2));
    const char *others = arena_printf(a, "Bearer %s", token_of(w, "office", "read", 2));
    struct loopback *lb = world_as(w, "nobody");
    (void)loopback_get(lb, "/recover");
    CHECK_I64(loopback_post(lb, "/recover", "email", world_email(w, "applicant"))->status, 200);
    CHECK_I64(ask(w, "GET", own), 200); /* asked for is not done */
    const char *link = world_mail_link(w, world_email(w, "applicant"));
    (void)loopback_get(lb, link);
    CHECK_I64(loopback_post(lb, link, "password", "naoki-no-nagai-aikotoba-7")->status, 303);
    CHECK(ask(w, "GET", own) != 200);
    CHECK_I64(ask(w, "GET", others), 200);
    world_check(w);
}

TEST(a_token_stands_for_its_person_until_its_last_day)
{
    struct world *w = world_make(a, DB_SQLITE);
    const char *token = token_of(w, "office", "read", 2);
    const char *good = arena_printf(a, "Bearer %s", token);
    CHECK_I64(ask(w, "GET", good), 200);
    CHECK_I64(ask(w, "POST", good), 403);
    CHECK(ask(w, "GET", arena_printf(a, "Bearer %sx", token)) != 200);
    CHECK(ask(w, "GET", "Bearer ") != 200);
    CHECK(ask(w, "GET", token) != 200);
    CHECK_I64(ask(w, "POST", arena_printf(a, "Bearer %s", token_of(w, "office", "write", 1))), 200);
    world_set_now(w, STORE_NOW + 2 * DAY_US - 1);
    CHECK_I64(ask(w, "GET", good), 200);
    world_set_now(w, STORE_NOW + 2 * DAY_US);
    CHECK(ask(w, "GET", good) != 200);
    world_check(w);
}
