/* The rule of sending, case by case, to the microsecond. */
#include "test.h"

#include "application/application.h"
#include "application.msg.h"
#include "base/date.h"
#include "call.msg.h"

#define NOON ((instant)1722222000000000)

static struct definition DEF;
static const struct call CALL = { .state = "published",
                                  .programme = "j-innovation-hub",
                                  .round = "6",
                                  .published_at = NOON - 60 * DAY_US,
                                  .opens_at = NOON - 30 * DAY_US,
                                  .closes_at = NOON,
                                  .deadline_inclusive = true,
                                  .announced_at = INSTANT_UNKNOWN,
                                  .announced_on = { INT32_MIN },
                                  .definition = &DEF };

static const struct msg *refusal(struct arena *a, const struct application *app, const struct call *call,
                                 bool complete, instant at)
{
    const struct err *e = application_may_submit(a, app, call, complete ? NULL : not_found(a), at);
    return e ? e->msg : NULL;
}

TEST(an_application_may_be_sent_while_the_call_is_open_to_the_microsecond)
{
    struct application app = { .state = "draft", .approved_at = INSTANT_UNKNOWN };
    struct call exclusive = CALL;
    exclusive.deadline_inclusive = false;
    CHECK(refusal(a, &app, &CALL, true, NOON - 30 * DAY_US - 1) == &MSG_CALL_NOT_OPEN_YET);
    CHECK(!refusal(a, &app, &CALL, true, NOON - 30 * DAY_US));
    CHECK(!refusal(a, &app, &CALL, true, NOON - 1));
    CHECK(!refusal(a, &app, &CALL, true, NOON));
    CHECK(refusal(a, &app, &CALL, true, NOON + 1) == &MSG_CALL_CLOSED);
    CHECK(!refusal(a, &app, &exclusive, true, NOON - 1));
    CHECK(refusal(a, &app, &exclusive, true, NOON) == &MSG_CALL_CLOSED);
}

TEST(an_application_that_is_not_complete_or_withdrawn_or_not_approved_may_not_be_sent)
{
    struct application app = { .state = "submitted", .approved_at = INSTANT_UNKNOWN };
    CHECK(!refusal(a, &app, &CALL, true, NOON)); /* again, until the deadline */
    CHECK(refusal(a, &app, &CALL, false, NOON) == &MSG_APPLICATION_INCOMPLETE);
    CHECK(refusal(a, &app, &CALL, false, NOON + 1) == &MSG_CALL_CLOSED);
    DEF.rules.institution_approval = true;
    CHECK(refusal(a, &app, &CALL, true, NOON) == &MSG_APPLICATION_NOT_APPROVED);
    app.approved_at = NOON - 5;
    CHECK(!refusal(a, &app, &CALL, true, NOON));
    DEF.rules.institution_approval = false;
    app.state = "withdrawn";
    CHECK(refusal(a, &app, &CALL, true, NOON - 1) == &MSG_APPLICATION_IS_WITHDRAWN);
}
