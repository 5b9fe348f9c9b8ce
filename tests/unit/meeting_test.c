/* The rules of meetings: quorum, who presides, what written answers amount to. */
#include "test.h"

#include "meeting/meeting.h"

TEST(a_quorum_is_counted_over_those_without_conflict_and_half_is_enough)
{
    CHECK(quorum_count(4, 2, 50).met);
    CHECK(!quorum_count(5, 2, 50).met);
    CHECK(quorum_count(5, 3, 50).met);
    CHECK(!quorum_count(3, 2, 67).met);
    CHECK(quorum_count(3, 2, 66).met);
    CHECK(!quorum_count(0, 0, 50).met); /* nobody decides nothing */
    CHECK(quorum_count(1, 1, 100).met);
}

TEST(the_chair_presides_and_where_no_chair_can_the_first_deputy_who_can)
{
    struct presider v[] = { { 1, PART_CHAIR, 0, true }, { 2, PART_DEPUTY, 1, true }, { 3, PART_DEPUTY, 2, true },
                            { 4, PART_MEMBER, 0, true } };
    CHECK(presides(v, 4, 1));
    CHECK(!presides(v, 4, 2));
    v[0].can = false;
    CHECK(!presides(v, 4, 1));
    CHECK(presides(v, 4, 2));
    CHECK(!presides(v, 4, 3));
    v[1].can = false;
    CHECK(presides(v, 4, 3));
    v[2].can = false;
    CHECK(!presides(v, 4, 4)); /* a member never does */
    CHECK(!presides(v, 4, 5));
}

TEST(written_answers_carry_wait_or_lead_to_a_meeting)
{
    const struct rule_settings r = { .quorum_percent = 50, .written_agree_percent = 50, .written_meeting_requests = 1 };
    CHECK_I64(written_result(&r, &(struct written_count){ 4, 3, 3, 0, 0 }, false), WRITTEN_OPEN);
    CHECK_I64(written_result(&r, &(struct written_count){ 4, 3, 3, 0, 0 }, true), WRITTEN_CARRIED);
    CHECK_I64(written_result(&r, &(struct written_count){ 4, 4, 2, 2, 0 }, false), WRITTEN_NOT_AGREED);
    CHECK_I64(written_result(&r, &(struct written_count){ 4, 1, 1, 0, 0 }, true), WRITTEN_LACKS_ANSWERS);
    CHECK_I64(written_result(&r, &(struct written_count){ 4, 4, 3, 0, 1 }, false), WRITTEN_WANTS_MEETING);
    CHECK_I64(written_result(&r, &(struct written_count){ 0, 0, 0, 0, 0 }, true), WRITTEN_LACKS_ANSWERS);
}
