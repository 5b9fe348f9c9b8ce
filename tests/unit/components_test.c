/* components_test.c: fields keep what was typed, say what is wrong, and escape everything. */
#include "html.msg.h"
#include "html/chart.h"
#include "html/field.h"
#include "html/part.h"
#include "html/styleguide.h"
#include "html/table.h"
#include "test.h"

static const char *done(struct html_writer *w)
{
    return html_done(w).s;
}

TEST(a_field_shows_what_was_typed_rather_than_what_is_stored)
{
    struct html_writer w = html_writer_make(a, LANG_JA);
    struct pair sent[] = { { "hub", "<新>" } };
    struct pairs typed = { 1, sent };
    struct form_view f = { .typed = &typed };
    field_text(&w, &f, &(struct field){ .name = "hub", .label = "名称", .value = "旧" });
    CHECK_HAS(done(&w), "value=\"&lt;新&gt;\"");
    CHECK_HAS_NOT(done(&w), "旧");
    CHECK_TEXT(form_value(&f, "absent", "stored"), "");
    CHECK_TEXT(form_value(&(struct form_view){ 0 }, "absent", "stored"), "stored");
}

TEST(an_error_is_tied_to_its_field_and_listed_at_the_top)
{
    struct html_writer w = html_writer_make(a, LANG_JA);
    struct form_view f = { .errors = invalid(a, "mail", MSG_HTML_EXAMPLE_MAIL) };
    error_summary(&w, &f);
    field_text(
        &w, &f,
        &(struct field){ .name = "mail", .label = "メール", .support = "半角", .need = FIELD_REQUIRED });
    CHECK_HAS(done(&w), "（1件）");
    CHECK_HAS(done(&w), "href=\"#f-mail\"");
    CHECK_HAS(done(&w),
              "id=\"f-mail\" name=\"mail\" aria-describedby=\"f-mail-e f-mail-s\" aria-invalid=\"true\"");
    CHECK_HAS(done(&w), "id=\"f-mail-e\"");
    CHECK_HAS(done(&w), "※必須");
}

TEST(a_form_without_errors_has_no_summary)
{
    struct html_writer w = html_writer_make(a, LANG_JA);
    error_summary(&w, &(struct form_view){ 0 });
    CHECK_I64(w.out.n, 0);
}

TEST(the_first_line_end_of_a_long_text_survives_the_textarea)
{
    struct html_writer w = html_writer_make(a, LANG_JA);
    field_long(&w, &(struct form_view){ 0 },
               &(struct field){ .name = "t", .label = "本文", .value = "\nx", .max = 1 });
    CHECK_HAS(done(&w), ">\n\nx</textarea>");
    CHECK_HAS(done(&w), "2 / 1文字（1文字超過）");
    CHECK_HAS(done(&w), "data-over=\"true\"");
}

TEST(a_date_goes_out_in_parts_and_comes_back_as_one_text)
{
    struct html_writer w = html_writer_make(a, LANG_JA);
    field_date(&w, &(struct form_view){ 0 },
               &(struct field){ .name = "d", .label = "日", .value = "2024-07-29 09:05", .with_time = true });
    CHECK_HAS(done(&w), "name=\"d-year\" value=\"2024\"");
    CHECK_HAS(done(&w), "name=\"d-month\" value=\"7\"");
    CHECK_HAS(done(&w), "name=\"d-hour\" value=\"9\"");
    CHECK_HAS(done(&w), "name=\"d-minute\" value=\"05\"");
    struct pair era[] = { { "d-year", "令和6" }, { "d-month", "7" }, { "d-day", "29" } };
    CHECK_TEXT(form_date_text(a, &(struct pairs){ 3, era }, "d"), "令和6年7月29日");
    struct pair noon[] = {
        { "d-year", "2024" }, { "d-month", "7" }, { "d-day", "29" }, { "d-hour", "12" }, { "d-minute", "00" }
    };
    CHECK_TEXT(form_date_text(a, &(struct pairs){ 5, noon }, "d"), "2024年7月29日 12:00");
    struct pair none[] = { { "d-year", "" }, { "d-month", "" }, { "d-day", "" } };
    CHECK_TEXT(form_date_text(a, &(struct pairs){ 3, none }, "d"), "");
}

TEST(unticked_boxes_stay_unticked_after_a_refused_form)
{
    struct html_writer w = html_writer_make(a, LANG_JA);
    const struct option options[] = { { "a", "A", NULL }, { "b", "B", NULL }, { 0 } };
    const char *const stored[] = { "a", NULL };
    struct pair sent[] = { { "x", "b" } };
    field_checks(&w, &(struct form_view){ .typed = &(struct pairs){ 1, sent } },
                 &(struct field){ .name = "x", .label = "X", .options = options, .chosen = stored });
    CHECK_HAS(done(&w), "value=\"b\" checked");
    CHECK_HAS_NOT(done(&w), "value=\"a\" checked");
}

TEST(a_password_is_never_written_back)
{
    struct html_writer w = html_writer_make(a, LANG_JA);
    struct pair sent[] = { { "pw", "hemlig" } };
    field_password(&w, &(struct form_view){ .typed = &(struct pairs){ 1, sent } },
                   &(struct field){ .name = "pw", .label = "PW", .value = "hemlig" });
    CHECK_HAS_NOT(done(&w), "hemlig");
}

static const char *page_of(struct arena *a, enum lang lang, const struct page *pg)
{
    struct html_writer w = html_writer_make(a, lang);
    page_frame(&w, pg);
    page_frame_end(&w, pg);
    return done(&w);
}

TEST(a_rehearsal_says_so_on_the_page_in_the_title_and_on_paper)
{
    struct page pg = { .title = "申請", .site_name = "Kyoten", .rehearsal = true };
    const char *s = page_of(a, LANG_JA, &pg);
    CHECK_HAS(s, "<title>［演習］申請｜Kyoten</title>");
    CHECK_HAS(s, "class=\"rehearsal\"");
    CHECK_HAS(s, "class=\"rehearsal-print\"");
    pg.rehearsal = false;
    CHECK_HAS_NOT(page_of(a, LANG_JA, &pg), "演習");
    CHECK_HAS(page_of(a, LANG_EN, &pg), "<html lang=\"en\">");
}

TEST(the_title_of_a_refused_form_begins_with_error)
{
    struct page pg = { .title = "申請", .site_name = "K", .errors = invalid(a, "x", MSG_HTML_EXAMPLE_MAIL) };
    CHECK_HAS(page_of(a, LANG_JA, &pg), "<title>エラー：申請｜K</title>");
}

TEST(a_clock_says_what_is_left_and_when_it_is_over)
{
    struct html_writer w = html_writer_make(a, LANG_JA);
    deadline_clock(&w, "締切", INT64_C(3661000000), INT64_C(1000000));
    CHECK_HAS(done(&w), "あと1時間1分");
    w = html_writer_make(a, LANG_JA);
    deadline_clock(&w, "締切", INT64_C(1000000), INT64_C(1000000));
    CHECK_HAS(done(&w), "あと0分0秒");
    w = html_writer_make(a, LANG_JA);
    deadline_clock(&w, "締切", INT64_C(1000000), INT64_C(1000001));
    CHECK_HAS(done(&w), "締め切りました");
}

TEST(a_chart_tells_its_numbers_in_words_and_as_a_table)
{
    const int64_t counts[] = { 0, 2, 1 };
    struct distribution d = { "①<研究>", 1, 3, counts };
    const char *s = chart_distributions(a, LANG_JA, "分布", &d, 1).s;
    CHECK_HAS(s, "role=\"img\"");
    CHECK_HAS(s, "<desc>1点：0件、2点：2件、3点：1件</desc>");
    CHECK_HAS(s, "平均2.33（3件）");
    CHECK_HAS(s, "①&lt;研究&gt;");
    CHECK_HAS(chart_table_distributions(a, LANG_JA, "分布", &d, 1).s, "<td data-align=\"right\">2</td>");
    struct spread none = { "X", 0, 0, 0 };
    CHECK_HAS(chart_spread(a, LANG_JA, "平均", 1, 5, &none, 1).s, "評価なし");
    CHECK_I64(chart_sparkline(a, LANG_JA, "線", NULL, NULL, 0).n, 0);
}

static struct url nowhere(void *arena, int page)
{
    return url_make(arena, "/x?page=%s", arena_printf(arena, "%d", page));
}

TEST(a_pager_of_one_page_is_not_written)
{
    struct html_writer w = html_writer_make(a, LANG_JA);
    pager(&w, &(struct pager){ .page = 1, .last = 1, .url_of = nowhere, .arg = a });
    CHECK_I64(w.out.n, 0);
    pager(&w, &(struct pager){ .page = 1, .last = 3, .url_of = nowhere, .arg = a });
    CHECK_HAS(done(&w), "aria-current=\"page\"");
    CHECK_HAS_NOT(done(&w), "rel=\"prev\"");
    CHECK_HAS(done(&w), "rel=\"next\"");
}

TEST(what_cannot_be_undone_is_refused_at_its_box)
{
    struct html_writer w = html_writer_make(a, LANG_JA);
    struct page pg = { .csrf = "tok", .errors = invalid(a, "confirm", MSG_HTML_EXAMPLE_DATE) };
    struct confirm c = { .title = "T", .what = "W", .agree = "A", .button = "B", .to = url_make(a, "/x") };
    confirm_box(&w, &pg, &c);
    confirm_box_end(&w, &pg, &c);
    CHECK_HAS(done(&w), "name=\"csrf\" value=\"tok\"");
    CHECK_HAS(done(&w), "id=\"f-confirm\" name=\"confirm\" value=\"1\" aria-invalid=\"true\" "
                        "aria-describedby=\"f-confirm-e\"");
    CHECK_HAS(done(&w), "data-kind=\"danger\"");
}
