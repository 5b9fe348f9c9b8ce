/* html_test.c: the writer of pages, addresses, messages as text. */
#include "test.h"

#include "base/date.h"
#include "html/html.h"
#include "i18n/i18n.h"

static const struct msg CLOSED = { .key = "c",
                                   .text = { "公募は{0}に<締め切り>ました。{{}}", "Closed at {0}." } };
static const struct msg COUNT = { .key = "n",
                                  .text = { "{1}：{0}件", "{0} applications of {1}" },
                                  .one = { NULL, "{0} application of {1}" } };

static const char *escaped(struct arena *a, const char *s)
{
    struct html_writer w = html_writer_make(a, LANG_JA);
    html_put_text(&w, s);
    return html_done(&w).s;
}

TEST(text_is_escaped_in_every_position)
{
    CHECK_TEXT(escaped(a, "<a href=\"x\">O'Hara & 拠点</a>"),
               "&lt;a href=&quot;x&quot;&gt;O&#39;Hara &amp; 拠点&lt;/a&gt;");
    CHECK_TEXT(escaped(a, "&&"), "&amp;&amp;");
    CHECK_TEXT(escaped(a, ""), "");
    CHECK_TEXT(escaped(a, NULL), "");
}

TEST(a_message_on_a_page_is_escaped_with_its_arguments)
{
    struct html_writer w = html_writer_make(a, LANG_JA);
    html_msg(&w, CLOSED, arg_text("<正午>"));
    CHECK_TEXT(html_done(&w).s, "公募は&lt;正午&gt;に&lt;締め切り&gt;ました。{}");
}

TEST(the_singular_follows_the_first_number_where_the_language_has_one)
{
    CHECK_TEXT(MSG_TEXT(a, LANG_EN, COUNT, arg_i64(1), arg_text("x")), "1 application of x");
    CHECK_TEXT(MSG_TEXT(a, LANG_EN, COUNT, arg_i64(0), arg_text("x")), "0 applications of x");
    CHECK_TEXT(MSG_TEXT(a, LANG_EN, COUNT, arg_i64(1234567), arg_text("x")), "1,234,567 applications of x");
    CHECK_TEXT(MSG_TEXT(a, LANG_JA, COUNT, arg_i64(1), arg_text("x")), "x：1件");
}

TEST(instants_days_and_messages_stand_in_messages)
{
    const instant noon = INT64_C(1722222000000000); /* 2024-07-29T12:00:00+09:00 */
    const date day = { 19933 };
    CHECK_HAS(MSG_TEXT(a, LANG_JA, CLOSED, arg_instant(noon)), text_instant(a, LANG_JA, noon));
    CHECK_HAS(MSG_TEXT(a, LANG_EN, CLOSED, arg_date(day)), text_date(a, LANG_EN, day));
    CHECK_TEXT(MSG_TEXT(a, LANG_EN, COUNT, arg_i64(1), arg_words((const char *const[]){ "甲", "A" })),
               MSG_TEXT(a, LANG_EN, COUNT, arg_i64(1), arg_text("A")));
    CHECK_TEXT(MSG_TEXT(a, LANG_EN, COUNT, arg_i64(1), arg_words((const char *const[]){ "甲", NULL })),
               MSG_TEXT(a, LANG_EN, COUNT, arg_i64(1), arg_text("甲")));
    CHECK_TEXT(MSG_TEXT(a, LANG_EN, COUNT, arg_i64(1), arg_msg(&(struct msg){ .text = { "甲", "A" } })),
               "1 application of A");
}

TEST(an_error_is_said_in_the_language_of_the_reader)
{
    CHECK_TEXT(err_text(a, LANG_EN, refused(a, CLOSED, arg_text("noon"))), "Closed at noon.");
    CHECK_TEXT(err_text(a, LANG_EN, fault(a, "disk")), "");
    CHECK_TEXT(err_text(a, LANG_EN, NULL), "");
}

TEST(a_made_address_encodes_what_it_is_given)
{
    CHECK_TEXT(url_make(a, "/a/%s/b?q=%s&r=1", "x/y", "ア b&c=d").s,
               "/a/x%2Fy/b?q=%E3%82%A2%20b%26c%3Dd&r=1");
    CHECK_TEXT(url_make(a, "/%s", "/evil.example").s, "/%2Fevil.example");
    CHECK_TEXT(url_make(a, "/").s, "/");
    CHECK_TEXT(url_make(a, "/a/%s/b", "..").s, "/a/%2E%2E/b");
}

TEST(an_address_from_outside_is_https_or_nothing)
{
    CHECK_TEXT(url_external(a, "https://www.example.ac.jp/a?b=c#d").s, "https://www.example.ac.jp/a?b=c#d");
    static const char *const REFUSED[] = { "http://example.org/",
                                           "javascript:alert(1)",
                                           "https://",
                                           "https:///x",
                                           "https://user@example.org/",
                                           "https://a\\b/",
                                           "https://a b/",
                                           " https://a/",
                                           "https://a/\n",
                                           "//example.org",
                                           "/x",
                                           "" };
    for (size_t i = 0; i < sizeof REFUSED / sizeof *REFUSED; i++)
        CHECK_TEXT(url_external(a, REFUSED[i]).s, NULL);
    CHECK_TEXT(url_external(a, NULL).s, NULL);
    CHECK_TEXT(url_external(a, "https://example.org/@x").s, "https://example.org/@x");
}

TEST(a_language_is_found_from_its_tag)
{
    CHECK_I64(lang_parse("en"), LANG_EN);
    CHECK_I64(lang_parse("EN-gb"), LANG_EN);
    CHECK_I64(lang_parse("enx"), LANG_JA);
    CHECK_I64(lang_parse("fr"), LANG_JA);
    CHECK_I64(lang_parse(NULL), LANG_JA);
    CHECK_TEXT(lang_tag(LANG_EN), "en");
}
