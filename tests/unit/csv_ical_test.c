/* Tests of doc/csv and doc/ical; the calendars are read back with libical. */
#include "test.h"

#include "base/date.h"
#include "doc/csv.h"
#include "doc/ical.h"

#include <libical/ical.h>

TEST(a_csv_is_quoted_and_holds_no_formulas)
{
    struct csv c = csv_make(a);
    static const char *const cells[] = { "普通", "a\"b,c", "=1+1", "＝SUM(A1)", "+81", "-5", "@x", "\tx", "", NULL };
    for (int i = 0; cells[i]; i++)
        csv_text(&c, cells[i]);
    csv_text(&c, NULL);
    csv_i64(&c, -5);
    csv_end_row(&c);
    csv_text(&c, "line\r\nend\x01");
    csv_end_row(&c);
    CHECK_TEXT((const char *)csv_bytes(&c).p,
               "\xef\xbb\xbf\"普通\",\"a\"\"b,c\",\"'=1+1\",\"'＝SUM(A1)\",\"'+81\",\"'-5\",\"'@x\",\"'\tx\",\"\",\"\","
               "\"-5\"\r\n\"line\r\nend\xef\xbf\xbd\"\r\n");
}

static struct buf calendar(struct arena *a)
{
    instant noon = instant_of_japan(date_of(2024, 7, 29), 12, 0, 0, 0);
    struct buf b = ical_begin(a, "第6回公募");
    ical_event(&b, &(struct ical_event){ .uid = "call-6-closes@kyoten.example", .summary = "締切; 正午, です\\",
                                         .description = "公募の締切です。締切の時刻ちょうどに届いた申請は有効です。\n"
                                                        "余裕をもって提出してください。",
                                         .url = "https://kyoten.example/calls/6?a=1,2;b", .start = noon, .end = noon,
                                         .sequence = 3 }, noon);
    ical_event(&b, &(struct ical_event){ .uid = "week@kyoten.example", .summary = "審査期間", .start = noon,
                                         .end = noon + 4 * DAY_US, .whole_days = true, .cancelled = true }, noon);
    ical_end(&b);
    return b;
}

TEST(a_calendar_reads_back_as_it_was_written)
{
    icalcomponent *root = icalparser_parse_string(calendar(a).s);
    CHECK(root != NULL);
    if (!root)
        return;
    CHECK(icalrestriction_check(root));
    CHECK_I64(icalcomponent_count_errors(root), 0);
    icalcomponent *event = icalcomponent_get_first_component(root, ICAL_VEVENT_COMPONENT);
    CHECK_TEXT(icalcomponent_get_summary(event), "締切; 正午, です\\");
    CHECK_HAS(icalcomponent_get_description(event), "有効です。\n余裕");
    CHECK_TEXT(icalproperty_get_url(icalcomponent_get_first_property(event, ICAL_URL_PROPERTY)),
               "https://kyoten.example/calls/6?a=1,2;b");
    CHECK_I64(icalcomponent_get_sequence(event), 3);
    struct icaltimetype start = icalcomponent_get_dtstart(event);
    CHECK_I64(start.hour, 12);
    CHECK_I64(icaltime_as_timet_with_zone(start, start.zone), 1722222000);
    event = icalcomponent_get_next_component(root, ICAL_VEVENT_COMPONENT);
    CHECK(icalcomponent_get_dtstart(event).is_date);
    CHECK_TEXT(icaltime_as_ical_string(icalcomponent_get_dtend(event)), "20240803");
    CHECK_I64(icalcomponent_get_status(event), ICAL_STATUS_CANCELLED);
    icalcomponent_free(root);
    icalmemory_free_ring();
}

TEST(calendar_lines_are_folded_between_characters)
{
    const char *text = calendar(a).s;
    size_t used = 0;
    CHECK_HAS(text, "\r\n ");
    for (const char *s = text; *s; s++) {
        used = *s == '\n' ? 0 : used + (*s != '\r');
        CHECK(used <= 75);
        if (*s == '\n')
            CHECK(s > text && s[-1] == '\r' && ((unsigned char)s[1] & 0xc0) != 0x80 &&
                  !(s[1] == ' ' && ((unsigned char)s[2] & 0xc0) == 0x80));
    }
}
