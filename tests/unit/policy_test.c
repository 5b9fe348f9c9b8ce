/* Tests of the policy table. */
#include "test.h"

#include "person/policy.h"

TEST(an_act_without_a_row_is_refused)
{
    (void)a;
    CHECK(!policy_act_possible(ACT_OFFICE_RELEASE, DUTY_OFFICE));
    CHECK(policy_act_possible(ACT_OFFICE_RELEASE, DUTY_OFFICE_LEAD));
    CHECK(!policy_act_possible(ACT_COUNT, ~0U));
    CHECK(policy_act_possible(ACT_PUBLIC, 0));
    CHECK(!policy_act_possible(ACT_SIGNED_IN, 0));
}

TEST(no_row_gives_anything_to_a_conflicted_person)
{
    (void)a;
    size_t n = 0;
    const struct policy_row *rows = policy_rows(&n);
    for (size_t i = 0; i < n; i++)
        CHECK(rows[i].relations == ~0U || !(rows[i].relations & REL_CONFLICTED));
}

TEST(every_act_can_be_done_by_somebody)
{
    (void)a;
    for (int act = 0; act < ACT_COUNT; act++)
        CHECK(policy_act_possible((enum act)act, ~0U));
}

TEST(the_auditor_changes_nothing)
{
    (void)a;
    static const enum act CHANGES[] = { ACT_APPLICATION_EDIT, ACT_APPLICATION_SUBMIT, ACT_SCORE, ACT_DECIDE,
                                        ACT_OFFICE_CALL, ACT_OFFICE_RELEASE, ACT_OFFICE_PEOPLE, ACT_OFFICE_CLOCK };
    for (size_t i = 0; i < sizeof CHANGES / sizeof CHANGES[0]; i++)
        CHECK(!policy_act_possible(CHANGES[i], DUTY_AUDITOR));
}

TEST(a_row_must_match_in_the_state_of_the_record_and_of_its_call)
{
    (void)a;
    CHECK(policy_allows(ACT_APPLICATION_EDIT, DUTY_APPLICANT, REL_EDITOR, STATE_DRAFT | STATE_CALL_OPEN));
    CHECK(!policy_allows(ACT_APPLICATION_EDIT, DUTY_APPLICANT, REL_EDITOR, STATE_DRAFT | STATE_CALL_CLOSED));
    CHECK(!policy_allows(ACT_APPLICATION_EDIT, DUTY_APPLICANT, REL_EDITOR, STATE_WITHDRAWN | STATE_CALL_OPEN));
    CHECK(!policy_allows(ACT_APPLICATION_EDIT, DUTY_APPLICANT, REL_VIEWER, STATE_DRAFT | STATE_CALL_OPEN));
    CHECK(!policy_allows(ACT_OFFICE_APPLICATIONS, DUTY_OFFICE, REL_ANY, STATE_DRAFT | STATE_CALL_OPEN));
    CHECK(policy_allows(ACT_OFFICE_APPLICATIONS, DUTY_OFFICE, REL_ANY, STATE_SUBMITTED | STATE_CALL_OPEN));
    CHECK(!policy_allows(ACT_REVIEW_READ, DUTY_REVIEWER, REL_CONFLICTED, STATE_SUBMITTED | STATE_CALL_CLOSED));
    CHECK(policy_allows(ACT_REVIEW_READ, DUTY_REVIEWER, REL_ASSIGNED, STATE_SUBMITTED | STATE_CALL_CLOSED));
}
