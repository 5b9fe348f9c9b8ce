/* The rules of the formal check and of completion. */
#include "test.h"

#include "screening/screening.h"

#define NOON ((instant)1722222000000000)

static enum screening_state state(const char *stored, int64_t looked_at, instant returned_until, const char *app_state)
{
    struct application app = { .state = app_state, .submission_id = 7, .returned_until = returned_until };
    return screening_state_of(&app, stored, looked_at, NOON);
}

TEST(what_is_stored_of_a_formal_check_means_another_thing_once_it_was_sent_anew_or_the_date_has_passed)
{
    CHECK_I64(state("", 0, INSTANT_UNKNOWN, "submitted"), SCREENING_WAITING);
    CHECK_I64(state("open", 7, INSTANT_UNKNOWN, "submitted"), SCREENING_OPEN);
    CHECK_I64(state("returned", 7, NOON, "submitted"), SCREENING_RETURNED); /* the date itself is in time */
    CHECK_I64(state("returned", 7, NOON - 1, "submitted"), SCREENING_OVERDUE);
    CHECK_I64(state("returned", 6, INSTANT_UNKNOWN, "submitted"), SCREENING_COMPLETED);
    CHECK_I64(state("proposed", 7, INSTANT_UNKNOWN, "submitted"), SCREENING_PROPOSED);
    CHECK_I64(state("accepted", 7, INSTANT_UNKNOWN, "submitted"), SCREENING_ACCEPTED);
    CHECK_I64(state("accepted", 6, INSTANT_UNKNOWN, "submitted"), SCREENING_OPEN);
    CHECK_I64(state("refused", 7, INSTANT_UNKNOWN, "submitted"), SCREENING_REFUSED);
    CHECK_I64(state("refused", 6, INSTANT_UNKNOWN, "submitted"), SCREENING_OPEN);
    CHECK_I64(state("accepted", 7, INSTANT_UNKNOWN, "withdrawn"), SCREENING_WITHDRAWN);
}

TEST(an_application_is_accepted_only_when_every_item_is_good_for_what_was_sent_last)
{
    struct check_item items[] = { { .key = "one" }, { .key = "two" } };
    struct definition def = { .formal_check = { .v = items, .n = 2 } };
    struct screening_mark v[] = { { .item_key = "one", .good = true, .reason = "", .submission_id = 6 },
                                  { .item_key = "two", .good = false, .reason = "欠けている", .submission_id = 6 } };
    struct screening_marks marks = { 1, v };
    CHECK_ERR(screening_may_accept(a, &def, &marks, 6), ERR_REFUSED);
    marks.n = 2;
    CHECK_ERR(screening_may_accept(a, &def, &marks, 6), ERR_REFUSED);
    v[1].good = true;
    CHECK_OK(screening_may_accept(a, &def, &marks, 6));
    /* sent anew: what was good stays good, what was not is to be looked at again */
    CHECK(screening_mark_of(&marks, "one", 7) == &v[0]);
    v[1].good = false;
    CHECK(screening_mark_of(&marks, "two", 7) == NULL);
    CHECK(screening_mark_of(&marks, "two", 6) == &v[1]);
    CHECK(screening_mark_of(&marks, "three", 6) == NULL);
}

TEST(a_refusal_takes_two_persons_of_whom_one_leads_the_office)
{
    CHECK_ERR(screening_may_confirm(a, 1, true, 1, true), ERR_REFUSED);
    CHECK_ERR(screening_may_confirm(a, 1, false, 2, false), ERR_REFUSED);
    CHECK_OK(screening_may_confirm(a, 1, true, 2, false));
    CHECK_OK(screening_may_confirm(a, 1, false, 2, true));
}

static struct bytes bytes_of(const char *s)
{
    return (struct bytes){ (const uint8_t *)s, strlen(s) };
}

TEST(a_file_that_is_cut_off_or_locked_is_seen)
{
    static const char PDF[] = "application/pdf";
    static const char DOCX[] = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    CHECK(screening_file_is_whole(PDF, bytes_of("%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n")));
    CHECK(!screening_file_is_whole(PDF, bytes_of("%PDF-1.4\n1 0 obj<<>>endobj\ntrai")));
    CHECK(!screening_file_is_whole(PDF, bytes_of("")));
    CHECK(screening_file_is_locked(PDF, bytes_of("%PDF-1.4\ntrailer<</Encrypt 5 0 R>>\n%%EOF\n")));
    CHECK(!screening_file_is_locked(PDF, bytes_of("%PDF-1.4\ntrailer<<>>\n%%EOF\n")));
    CHECK(screening_file_is_whole(DOCX, bytes_of("PK\x03\x04 … PK\x05\x06 …")));
    CHECK(!screening_file_is_whole(DOCX, bytes_of("PK\x03\x04 …")));
    CHECK(screening_file_is_whole("image/png", bytes_of("\x89PNG…IEND\xae\x42\x60\x82")));
    CHECK(!screening_file_is_whole("image/png", bytes_of("\x89PNG…IEN")));
    CHECK(!screening_file_is_whole("image/jpeg", bytes_of("\xff\xd8…")));
    CHECK(screening_file_is_whole("text/plain", bytes_of("x")));
}

TEST(only_what_was_returned_opens_and_what_is_asked_because_of_it)
{
    const char *keys[] = { "kind" };
    struct completion x = { .fields = { .v = keys, .n = 1 }, .due_at = NOON };
    struct form_condition only_if = { .field = "kind" };
    struct form_field fields[] = { { .key = "kind" },
                                   { .key = "detail", .only_if = { .v = &only_if, .n = 1 } },
                                   { .key = "aim" } };
    struct form_section section = { .key = "s", .fields = { .v = fields, .n = 3 } };
    struct definition def = { .form = { .v = &section, .n = 1 } };
    CHECK(completion_opens(&x, &def, &fields[0]));
    CHECK(completion_opens(&x, &def, &fields[1]));
    CHECK(!completion_opens(&x, &def, &fields[2]));
    CHECK_OK(completion_accepts(a, &x, NOON));
    CHECK_ERR(completion_accepts(a, &x, NOON + 1), ERR_REFUSED);
}
