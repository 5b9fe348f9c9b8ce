/* Tests of the world that page tests live in. */
#include "world.h"

#include "person/duty.h"

static void everybody_gets_in(struct arena *a, enum db_kind kind)
{
    struct world *w = world_make(a, kind);
    if (!w)
        SKIP(STORE_NO_POSTGRES);
    for (int i = 0; i < DUTY_COUNT; i++) {
        const struct reply *got = loopback_get(world_as(w, duty_words()[i].word), "/account");
        CHECK_I64(got->status, 200);
        CHECK_HAS(got->body, world_email(w, duty_words()[i].word));
    }
    CHECK_I64(loopback_get(w->loopback, "/account")->status, 303);
    CHECK_I64(loopback_get(world_as(w, "plain"), "/account")->status, 200);
    world_check(w);
}

TEST(the_world_of_page_tests_has_a_person_for_every_duty_on_sqlite)
{
    everybody_gets_in(a, DB_SQLITE);
}

TEST(the_world_of_page_tests_has_a_person_for_every_duty_on_postgres)
{
    everybody_gets_in(a, DB_POSTGRES);
}

TEST(an_act_in_the_world_is_done_by_somebody)
{
    struct world *w = world_make(a, DB_SQLITE);
    struct ctx *c = world_acting(w, "office_lead");
    CHECK_TEXT(c->actor.duty, "office_lead");
    CHECK_OK(allow(c, ACT_OFFICE_RELEASE, ACT_OFFICE_RELEASE, (struct standing){ 0 }));
    c = world_acting(w, "office");
    CHECK_ERR(allow(c, ACT_OFFICE_RELEASE, ACT_OFFICE_SEE, (struct standing){ 0 }), ERR_FORBIDDEN);
    CHECK_I64(world_ctx(w)->actor.person, 0);
}
