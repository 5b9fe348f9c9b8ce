/* The page on which the office extends a deadline after an outage. */
#include "web/world.h"

#include "base/id.h"
#include "call/call.h"
#include "office/outage.h"

#define MINUTE_US (60 * SECOND_US)
#define CLOSES (STORE_NOW + 32 * DAY_US)

static int64_t published(struct world *w)
{
    struct ctx *c = world_acting(w, "office");
    const struct definition *def = NULL;
    int64_t id = 0;
    CHECK_OK(programme_load(c->arena, test_source_path(c->arena, "programmes/j-innovation-hub"), NULL, &def));
    struct call_dates d = call_dates_of_schedule(def);
    d.opens_at = STORE_NOW + DAY_US;
    d.closes_at = CLOSES;
    d.planned_from = d.planned_to = DATE_UNKNOWN;
    CHECK_OK(call_create(c, def, "6", &d, false, &id));
    CHECK_OK(call_confirm(c, id, 0, "*"));
    CHECK_OK(call_publish(c, id));
    return id;
}

static void alive(struct world *w, const char *node, instant at)
{
    const struct heartbeat none = { 0 };
    world_set_now(w, at);
    CHECK_OK(heartbeat_write(world_ctx(w), node, &none, &none));
}

TEST(the_office_sees_the_outage_extends_the_deadline_and_the_public_reads_the_log)
{
    struct world *w = world_make(a, DB_SQLITE);
    int64_t id = published(w);
    const char *page = arena_printf(a, "/office/calls/%s/extend", id_text(a, id));
    alive(w, "one", CLOSES - 2 * MINUTE_US);
    CHECK_HAS(loopback_get(world_as(w, "office"), page)->body, "利用できなかった記録はありません");
    alive(w, "two", CLOSES + 3 * MINUTE_US);
    struct loopback *office = world_as(w, "office");
    const struct reply *got = loopback_get(office, page);
    CHECK_I64(got->status, 200);
    CHECK_HAS(got->body, "停止（予定外）");
    const char *end = arena_printf(a, "%lld", (long long)(CLOSES + 30 * MINUTE_US));
    CHECK_HAS(got->body, end);
    got = loopback_post(office, page, "closes", end, "reason_ja", "", "reason_en", "", "confirm", "1");
    CHECK_I64(got->status, 422);
    got = loopback_post(office, page, "closes", "1x", "reason_ja", "障害", "reason_en", "Outage", "confirm", "");
    CHECK_I64(got->status, 422);
    got = loopback_post(office, page, "closes", end, "reason_ja", "障害のため。", "reason_en", "Outage.", "confirm", "1");
    CHECK_I64(got->status, 303);
    got = loopback_get(world_as(w, "office"), "/calls/6/changes");
    CHECK_HAS(got->body, "障害のため。");
    CHECK_HAS(got->body, "サーバーの記録による");
    struct call *call = NULL;
    CHECK_OK(call_load(world_ctx(w), id, &call));
    CHECK_I64(call->closes_at, CLOSES + 30 * MINUTE_US);
    world_check(w);
}
