/* The rules of a call: phases and the deadline to the microsecond, which dates may be set, what may be published. */
#include "test.h"

#include "call/call.h"
#include "call.msg.h"

#define NOON ((instant)1722222000000000) /* 2024-07-29 12:00:00 in Japan */

static struct call a_call(void)
{
    return (struct call){ .round = "6",
                          .state = "published",
                          .opens_at = instant_of_japan(date_of(2024, 6, 25), 0, 0, 0, 0),
                          .closes_at = NOON,
                          .deadline_inclusive = true,
                          .planned_from = date_of(2024, 9, 11),
                          .planned_to = date_of(2024, 10, 10),
                          .term_years = 3,
                          .published_at = 1,
                          .announced_on = DATE_UNKNOWN,
                          .announced_at = INSTANT_UNKNOWN };
}

TEST(a_call_opens_and_closes_by_itself_to_the_microsecond)
{
    struct call call = a_call();
    CHECK_I64(call_phase(&call, call.opens_at - 1), CALL_UPCOMING);
    CHECK_I64(call_phase(&call, call.opens_at), CALL_OPEN);
    CHECK_I64(call_phase(&call, NOON - 1), CALL_OPEN);
    CHECK_I64(call_phase(&call, NOON), CALL_OPEN);
    CHECK_I64(call_phase(&call, NOON + 1), CALL_CLOSED);
    call.deadline_inclusive = false;
    CHECK_I64(call_phase(&call, NOON - 1), CALL_OPEN);
    CHECK_I64(call_phase(&call, NOON), CALL_CLOSED);
    call.announced_at = NOON + 100;
    CHECK_I64(call_phase(&call, NOON + 99), CALL_CLOSED);
    CHECK_I64(call_phase(&call, NOON + 100), CALL_ANNOUNCED);
}

TEST(what_arrives_in_time_is_accepted_and_nothing_else)
{
    struct call call = a_call();
    CHECK_ERR(call_accepts(a, &call, call.opens_at - 1), ERR_REFUSED);
    CHECK_OK(call_accepts(a, &call, call.opens_at));
    CHECK_OK(call_accepts(a, &call, NOON));
    struct err *late = call_accepts(a, &call, NOON + 1);
    CHECK_ERR(late, ERR_REFUSED);
    CHECK(late->msg == &MSG_CALL_CLOSED && late->args[0].at == NOON);
    call.deadline_inclusive = false;
    CHECK_OK(call_accepts(a, &call, NOON - 1));
    CHECK_ERR(call_accepts(a, &call, NOON), ERR_REFUSED);
    call.state = "draft";
    CHECK_ERR(call_accepts(a, &call, NOON - 1), ERR_REFUSED);
    call.state = "cancelled";
    CHECK_ERR(call_accepts(a, &call, NOON - 1), ERR_REFUSED);
}

TEST(the_states_for_the_policy_follow_the_phase)
{
    struct call call = a_call();
    CHECK_I64(call_states(&call, call.opens_at - 1), STATE_CALL_UPCOMING);
    CHECK_I64(call_states(&call, NOON), STATE_CALL_OPEN);
    CHECK_I64(call_states(&call, NOON + 1), STATE_CALL_CLOSED);
    call.announced_at = NOON + 2;
    CHECK_I64(call_states(&call, NOON + 2), STATE_ANNOUNCED);
    call.state = "draft";
    CHECK_I64(call_states(&call, NOON), STATE_CALL_DRAFT);
}

TEST(the_sentence_of_the_deadline_says_which_side_the_edge_is_on)
{
    struct call call = a_call();
    CHECK_HAS(call_deadline_sentence(a, LANG_JA, &call), "令和6年7月29日（月）12:00:00までに");
    CHECK_HAS(call_deadline_sentence(a, LANG_JA, &call), "12:00:00ちょうどに届いたものは間に合います");
    CHECK_HAS(call_deadline_sentence(a, LANG_EN, &call), "at or before 12:00:00 (Japan time)");
    call.deadline_inclusive = false;
    CHECK_HAS(call_deadline_sentence(a, LANG_JA, &call), "12:00:00ちょうどに届いたものは間に合いません");
    CHECK_HAS(call_deadline_sentence(a, LANG_EN, &call), "before 12:00:00 (Japan time)");
    call.closes_at += 250000;
    CHECK_HAS(call_deadline_sentence(a, LANG_JA, &call), "12:00:00.250000より前に");
}

TEST(a_call_is_called_as_its_definition_says_where_the_round_is_the_same)
{
    struct call call = a_call();
    CHECK_TEXT(call_title(a, LANG_JA, &call), "第6回公募");
    CHECK_TEXT(call_title(a, LANG_EN, &call), "Call 6");
    struct definition def = { .schedule = { .round = "6", .name = { { "第6回公募", "Sixth call" } } } };
    call.definition = &def;
    CHECK_TEXT(call_title(a, LANG_EN, &call), "Sixth call");
    call.round = "7";
    CHECK_TEXT(call_title(a, LANG_JA, &call), "第7回公募");
}

TEST(dates_that_are_not_in_order_are_named)
{
    struct call call = a_call();
    struct call_dates d = call_dates_of(&call);
    CHECK_OK(call_dates_check(a, &d));
    d.closes_at = d.opens_at;
    CHECK(err_of_field(call_dates_check(a, &d), "closes"));
    d = call_dates_of(&call);
    d.planned_from = date_of(2024, 7, 28);
    CHECK(err_of_field(call_dates_check(a, &d), "planned_from"));
    d = call_dates_of(&call);
    d.planned_to = date_of(2024, 9, 10);
    d.term_years = 0;
    CHECK(err_of_field(call_dates_check(a, &d), "planned_to"));
    CHECK(err_of_field(call_dates_check(a, &d), "term_years"));
    d = call_dates_of(&call);
    d.planned_from = DATE_UNKNOWN;
    CHECK(err_of_field(call_dates_check(a, &d), "planned_from"));
}

TEST(a_published_deadline_only_moves_later)
{
    struct call call = a_call();
    struct call_dates d = call_dates_of(&call);
    instant now = NOON - 1000;
    CHECK_OK(call_may_change_dates(a, &call, &d, now));
    d.closes_at += DAY_US;
    CHECK_OK(call_may_change_dates(a, &call, &d, now));
    CHECK(err_of_field(call_may_change_dates(a, &call, &d, NOON + 1), "closes"));
    d.closes_at = NOON - 500;
    CHECK(err_of_field(call_may_change_dates(a, &call, &d, now), "closes"));
    d = call_dates_of(&call);
    d.deadline_inclusive = false; /* a microsecond less is less */
    CHECK(err_of_field(call_may_change_dates(a, &call, &d, now), "closes"));
    d = call_dates_of(&call);
    d.opens_at += 1;
    CHECK(err_of_field(call_may_change_dates(a, &call, &d, now), "opens"));
    CHECK_OK(call_may_change_dates(a, &call, &d, call.opens_at - 10));
    d.opens_at = call.opens_at - 20;
    CHECK(err_of_field(call_may_change_dates(a, &call, &d, call.opens_at - 10), "opens"));
    d = call_dates_of(&call);
    d.term_years = 4;
    CHECK(err_of_field(call_may_change_dates(a, &call, &d, now), "term_years"));
    call.announced_at = NOON + 5;
    d = call_dates_of(&call);
    CHECK_ERR(call_may_change_dates(a, &call, &d, NOON + 5), ERR_REFUSED);
}

TEST(publishing_is_refused_while_something_is_missing)
{
    struct call call = a_call();
    CHECK_ERR(call_may_publish(a, &call, 0, call.opens_at), ERR_REFUSED);
    call.state = "draft";
    CHECK_OK(call_may_publish(a, &call, 0, call.opens_at));
    struct err *e = call_may_publish(a, &call, 3, call.opens_at);
    CHECK(e && e->msg == &MSG_CALL_UNCONFIRMED && e->args[0].i64 == 3);
    e = call_may_publish(a, &call, 0, call.opens_at + 1);
    CHECK(e && e->msg == &MSG_CALL_OPENS_IN_PAST);
    call.rehearsal = true;
    CHECK_OK(call_may_publish(a, &call, 0, call.opens_at + 1));
    e = call_may_publish(a, &call, 0, NOON + 1);
    CHECK(e && e->msg == &MSG_CALL_CLOSES_IN_PAST);
    call.closes_at = call.opens_at;
    e = call_may_publish(a, &call, 0, call.opens_at);
    CHECK(e && e->msg == &MSG_CALL_DATES_NOT_IN_ORDER);
}
