/* Tests of what comes in: forms, texts, cookies, header values, the guard of ambiguous requests, nesting of pages. */
#include "test.h"

#include "http/border.h"
#include "http/nesting.h"
#include "http/text.h"

static struct bytes text_bytes(const char *s)
{
    return (struct bytes){ (const uint8_t *)s, strlen(s) };
}

TEST(a_form_keeps_order_and_repeated_names)
{
    struct pairs p = { 0 };
    CHECK_OK(form_decode(a, text_bytes("a=1&b=%E6%8B%A0+%2B&&a=2&c&=x&d=a%0D%0Ab%0Dc"), 10, &p));
    CHECK_I64(p.n, 6);
    CHECK_TEXT(pairs_get(&p, "a"), "1");
    CHECK_TEXT(p.v[2].value, "2");
    CHECK_TEXT(pairs_get(&p, "b"), "拠 +");
    CHECK_TEXT(pairs_get(&p, "c"), "");
    CHECK_TEXT(pairs_get(&p, "d"), "a\nb\nc");
    CHECK(pairs_get(&p, "e") == NULL);
    CHECK_TEXT(pairs_text(&p, "e"), "");
}

TEST(a_form_with_bytes_that_are_no_text_is_refused_and_names_the_field)
{
    struct pairs p = { 0 };
    static const char *const bad[] = { "t=%ff", "t=%00",       "t=%",      "t=%4",           "t=%g0",
                                       "t=%1b", "t=%ed%a0%80", "t=%c0%80", "t=%f4%90%80%80", "t=%e3%81" };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct err *e = form_decode(a, text_bytes(bad[i]), 10, &p);
        CHECK_ERR(e, ERR_INVALID);
        CHECK(e && e->field && strcmp(e->field, "t") == 0);
    }
    CHECK_ERR(form_decode(a, text_bytes("%ff=t"), 10, &p), ERR_INVALID);
    CHECK_ERR(form_decode(a, text_bytes("a&b&c"), 2, &p), ERR_INVALID);
    CHECK_OK(form_decode(a, text_bytes(""), 0, &p));
}

TEST(valid_text_is_utf_8_without_control_characters)
{
    (void)a;
    CHECK(text_is_valid("a\t\r\n拠点😀", strlen("a\t\r\n拠点😀")));
    CHECK(!text_is_valid("a\0b", 3));
    CHECK(!text_is_valid("\x80", 1));
    CHECK(!text_is_valid("\xe3\x81", 2));
    CHECK(!text_is_valid("\xf0\x8f\xbf\xbf", 4));
    CHECK(text_is_valid("\xf4\x8f\xbf\xbf", 4));
    CHECK(text_is_valid("", 0));
}

TEST(a_cookie_is_found_by_its_whole_name)
{
    CHECK_TEXT(cookie_get(a, "xs=1; s=2; s=3", "s"), "2");
    CHECK_TEXT(cookie_get(a, "s=", "s"), "");
    CHECK(cookie_get(a, "sx=1", "s") == NULL);
    CHECK(cookie_get(a, "s=a b", "s") == NULL);
    CHECK(cookie_get(a, "s=\"a\"", "s") == NULL);
    CHECK(cookie_get(a, "a=s=2", "s") == NULL);
    CHECK(cookie_get(a, "", "s") == NULL);
    CHECK(cookie_get(a, NULL, "s") == NULL);
    CHECK_TEXT(cookie_get(a, ";;; s=ok ; t", "s"), "ok");
}

TEST(a_parameter_of_a_header_value_is_read_quoted_or_not)
{
    const char *v = "form-data; name=\"a%22b\\\"c\\d\"; filename=x.txt";
    CHECK_TEXT(header_parameter(a, v, "name"), "a\"b\"c\\d");
    CHECK_TEXT(header_parameter(a, v, "filename"), "x.txt");
    CHECK(header_parameter(a, "x; a=\"1", "a") == NULL);
    CHECK(header_parameter(a, "x; a=1; a=2", "a") == NULL);
    CHECK(header_parameter(a, "x; a=1 2", "a") == NULL);
    CHECK(header_parameter(a, "x", "a") == NULL);
    CHECK_TEXT(header_parameter(a, "x;A=1;", "a"), "1");
    CHECK(media_type_is("Text/HTML; charset=x", "text/html"));
    CHECK(media_type_is("text/html", "text/html"));
    CHECK(!media_type_is("text/html2", "text/html"));
}

struct head_case {
    const char *lines, *version;
    bool allowed;
};

/* "Name:value\n…" through the guard. */
static bool guard_of(const char *lines, const char *version)
{
    struct guard g = { 0 };
    while (*lines) {
        size_t n = strcspn(lines, "\n");
        size_t name = strcspn(lines, ":");
        guard_header(&g, lines, name, lines + name + 1, n - name - 1);
        lines += n + (lines[n] == '\n');
    }
    return guard_allows(&g, version);
}

TEST(an_ambiguous_head_is_not_allowed)
{
    static const struct head_case cases[] = {
        { "Host:a", "HTTP/1.1", true },
        { "Host:a\nContent-Length:5", "HTTP/1.1", true },
        { "Host:a\nTransfer-Encoding:chunked", "HTTP/1.1", true },
        { "host:a\nX:b\ttab", "HTTP/1.1", true },
        { "", "HTTP/1.0", true },
        { "Host:a\nContent-Length:5", "HTTP/1.0", true },
        { "", "HTTP/1.1", false },
        { "Host:", "HTTP/1.1", false },
        { "Host:a\nHost:a", "HTTP/1.1", false },
        { "Host:a\nhost:b", "HTTP/1.0", false },
        { "Host:a, b", "HTTP/1.1", false },
        { "Host:a\nContent-Length:5\nContent-Length:5", "HTTP/1.1", false },
        { "Host:a\nContent-Length:5\nTransfer-Encoding:chunked", "HTTP/1.1", false },
        { "Host:a\nTransfer-Encoding:gzip, chunked", "HTTP/1.1", false },
        { "Host:a\nTransfer-Encoding:identity", "HTTP/1.1", false },
        { "Host:a\nTransfer-Encoding:chunked\nTransfer-Encoding:chunked", "HTTP/1.1", false },
        { "Host:a\nTransfer-Encoding:chunked", "HTTP/1.0", false },
        { "Host:a\nContent-Length:+5", "HTTP/1.1", false },
        { "Host:a\nContent-Length:5, 5", "HTTP/1.1", false },
        { "Host:a\nContent-Length:-5", "HTTP/1.1", false },
        { "Host:a\nContent-Length:0x5", "HTTP/1.1", false },
        { "Host:a\nContent-Length:", "HTTP/1.1", false },
        { "Host:a\nContent-Length:99999999999999999999", "HTTP/1.1", false },
        { "Host:a\nContent-Length :5", "HTTP/1.1", false },
        { "Host:a\nX fold: b", "HTTP/1.1", false },
        { "Host:a\nX:a\x01", "HTTP/1.1", false },
        { "Host:a", "HTTP/2.0", false },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        CHECK_TEXT(arena_printf(a, "%s %d", cases[i].lines, guard_of(cases[i].lines, cases[i].version)),
                   arena_printf(a, "%s %d", cases[i].lines, cases[i].allowed));
}

TEST(the_checker_of_pages_sees_what_is_not_closed_and_ids_given_twice)
{
    CHECK_TEXT(html_nesting_problem(a, "<!doctype html><html><p class=\"a\">x<br></p><img src='a'></html>"),
               NULL);
    CHECK_TEXT(
        html_nesting_problem(a, "<svg><path d=\"m\"/></svg><script src=\"x\">a<b</script><!-- <p> -->"),
        NULL);
    CHECK_HAS(html_nesting_problem(a, "<p><b>x</p>"), "closes something else");
    CHECK_HAS(html_nesting_problem(a, "<p>x"), "never closed");
    CHECK_HAS(html_nesting_problem(a, "<p id=\"a\"></p><b id=\"a\"></b>"), "an id twice");
    CHECK_HAS(html_nesting_problem(a, "<p a=\"1\" a=\"2\"></p>"), "an attribute twice");
    CHECK_HAS(html_nesting_problem(a, "</p>"), "an end tag of nothing");
    CHECK_HAS(html_nesting_problem(a, "a < b"), "a bare <");
    CHECK_HAS(html_nesting_problem(a, "<p a=1></p>"), "without quotes");
}
