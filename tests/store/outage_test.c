/* Outages from the server's own signs of life, and the deadline extended for all at once. */
#include "application_scene.h"

#include "base/date.h"
#include "call/call_extend.h"
#include "call/call_versions.h"
#include "office/outage.h"
#include "person/person.h"

#define MINUTE_US (60 * SECOND_US)

TEST_STMT(test_mails_of, READ, "t", "SELECT count(*) FROM mail WHERE kind = $1");

static const struct call_reason WHY = { "障害のため。", "After an outage." };

TEST(a_gap_without_a_sign_of_life_is_an_outage_unless_another_node_served)
{
    const struct beat v[] = { { "x", 0, 50 * SECOND_US, 0, 3, 0, false },
                              { "y", 5 * MINUTE_US, 6 * MINUTE_US, 0, 3, 0, false } };
    const struct beat both[] = { v[0], { "z", 40 * SECOND_US, 5 * MINUTE_US, 0, 1, 0, false }, v[1] };
    struct outages o;
    outages_of_beats(a, v, 2, &o);
    CHECK_I64((int64_t)o.n, 1);
    CHECK_I64(o.v[0].from_at, 50 * SECOND_US);
    CHECK_I64(o.v[0].to_at, 5 * MINUTE_US);
    CHECK(o.v[0].kind == OUTAGE_CRASH);
    outages_of_beats(a, both, 3, &o);
    CHECK_I64((int64_t)o.n, 0);
}

TEST(a_stop_as_told_is_told_apart_and_a_pushed_clock_is_none)
{
    const struct beat v[] = { { "x", 0, MINUTE_US, 0, 3, 0, true },
                              { "y", 5 * MINUTE_US, 6 * MINUTE_US, 0, 3, 0, false },
                              { "y", 5 * DAY_US, 5 * DAY_US, DAY_US, 3, 0, false } };
    struct outages o;
    outages_of_beats(a, v, 3, &o);
    CHECK_I64((int64_t)o.n, 1);
    CHECK(o.v[0].kind == OUTAGE_PLANNED);
}

TEST(minutes_in_which_most_answers_fail_are_one_outage)
{
    const struct beat v[] = { { "x", 0, MINUTE_US - 1, 0, 9, 1, false },
                              { "x", MINUTE_US, 2 * MINUTE_US - 1, 0, 9, 8, false },
                              { "x", 2 * MINUTE_US, 3 * MINUTE_US, 0, 9, 9, false } };
    struct outages o;
    outages_of_beats(a, v, 3, &o);
    CHECK_I64((int64_t)o.n, 1);
    CHECK(o.v[0].kind == OUTAGE_ERRORS);
    CHECK_I64(o.v[0].failed, 17);
    CHECK_I64(o.v[0].from_at, MINUTE_US);
}

static void beat_at(struct people *p, const char *node, instant at)
{
    const struct heartbeat none = { 0 };
    p->c->now = at;
    p->site.clock_fixed_at = at;
    CHECK_OK(heartbeat_write(p->c, node, &none, &none));
}

static void office(struct people *p)
{
    struct viewer *v = arena_new(p->c->arena, struct viewer);
    *v = *p->c->viewer;
    v->duties = DUTY_OFFICE;
    p->c->viewer = v;
    p->c->actor = (struct actor){ p->lead, "office" };
}

/* The server dies two minutes before the deadline and is back three after it. */
static instant killed(struct people *p)
{
    struct call *call = NULL;
    CHECK_OK(call_load(p->c, p->call, &call));
    instant end = call->closes_at;
    for (int i = 60; i > 2; i--)
        for (int k = 0; k < 3; k++)
            beat_at(p, "one", end - i * MINUTE_US + k * 20 * SECOND_US);
    beat_at(p, "one", end - 2 * MINUTE_US);
    beat_at(p, "two", end + 3 * MINUTE_US);
    return end;
}

STORE_TEST(after_an_outage_at_the_deadline_the_office_extends_it_for_all_and_a_late_submit_is_in_time)
{
    struct people *p = people_make(c, db, NULL, NULL);
    struct submission sent;
    struct call_versions versions;
    struct call_extension x;
    int64_t n = 0;
    int64_t id = people_begin(p, "北の試験拠点");
    people_fill(p, id);
    instant end = killed(p);
    CHECK_ERR(application_submit(c, id, &sent), ERR_REFUSED);
    CHECK_ERR(call_extend(c, p->call, end + 30 * MINUTE_US, &WHY), ERR_NOT_FOUND);
    office(p);
    CHECK_OK(call_extension_load(c, p->call, &x));
    CHECK_I64((int64_t)x.evidence.n, 1);
    CHECK_I64(x.evidence.v[0].from_at, end - 2 * MINUTE_US);
    CHECK_I64(x.evidence.v[0].to_at, end + 3 * MINUTE_US);
    instant proposed = call_extension_proposed(x.call, &x.evidence, c->now);
    CHECK_I64(proposed, end + 30 * MINUTE_US);
    CHECK_ERR(call_extend(c, p->call, end, &WHY), ERR_INVALID);
    CHECK_ERR(call_extend(c, p->call, end + 9 * DAY_US, &WHY), ERR_INVALID);
    CHECK_OK(call_extend(c, p->call, proposed, &WHY));
    CHECK_OK(call_versions_list(c, x.call, &versions));
    CHECK_HAS(versions.v[versions.n - 1].reason_ja, "停止（予定外）");
    CHECK_OK(db_i64(c, test_mails_of, &n, TXT("call-amended")));
    CHECK_I64(n, 1);
    CHECK_OK(db_i64(c, test_mails_of, &n, TXT("extended_late")));
    CHECK_I64(n, 1);
    people_as(p, p->lead);
    CHECK_OK(application_submit(c, id, &sent));
    CHECK_LEDGER(c);
}

STORE_TEST(without_an_outage_near_the_deadline_nothing_is_extended)
{
    struct people *p = people_make(c, db, NULL, NULL);
    struct call *call = NULL;
    CHECK_OK(call_load(c, p->call, &call));
    office(p);
    CHECK_ERR(call_extend(c, p->call, call->closes_at + 30 * MINUTE_US, &WHY), ERR_REFUSED);
}

TEST(after_the_review_has_begun_the_call_is_not_opened_again)
{
    struct definition def = { 0 };
    struct call call = { .state = "published", .opens_at = 0, .closes_at = DAY_US, .definition = &def };
    call.announced_at = call.published_at = INSTANT_UNKNOWN;
    struct outage o = { OUTAGE_CRASH, DAY_US - 2 * MINUTE_US, DAY_US + MINUTE_US, 0 };
    struct outages all = { 1, &o };
    instant to = DAY_US + 30 * MINUTE_US;
    instant now = DAY_US + 2 * MINUTE_US;
    CHECK_OK(call_may_extend(a, &call, &all, false, to, now));
    CHECK_ERR(call_may_extend(a, &call, &all, true, to, now), ERR_REFUSED);
    CHECK_ERR(call_may_extend(a, &call, &all, false, DAY_US + MINUTE_US, now), ERR_INVALID);
}
