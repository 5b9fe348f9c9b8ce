/* view_test.c: the compiler of views: what it refuses (views/bad/), what it makes (views/good/). */
#include "test.h"

#include "tool.h"
#include "tpl.h"
#include "views/good/sample.h"

#include <dirent.h>
#include <stdlib.h>

const struct msg MSG_SAMPLE_TITLE = { .key = "sample.title", .text = { "公募 <&>", "Calls" } };
const struct msg MSG_SAMPLE_COUNT = { .key = "sample.count",
                                      .text = { "{0}件", "{0} calls" },
                                      .one = { NULL, "{0} call" } };
const struct msg MSG_SAMPLE_NONE = { .key = "sample.none", .text = { "なし", "none" } };
const struct msg MSG_SAMPLE_SEND = { .key = "sample.send", .text = { "送信", "Send" } };

static const char *compile(struct arena *a, const char *text)
{
    struct buf out = buf_make(a, 4096);
    return tpl_compile(a, "v.html", text, strlen(text), &out);
}

TEST(every_bad_view_is_refused_with_its_sentence_and_line)
{
    DIR *folder = opendir(test_source_path(a, "tests/views/bad"));
    int seen = 0;
    CHECK(folder != NULL);
    for (struct dirent *e; folder && (e = readdir(folder));) { // NOLINT(concurrency-mt-unsafe): one thread
        size_t n = 0;
        if (e->d_name[0] == '.')
            continue;
        const char *text = test_source_file(a, arena_printf(a, "tests/views/bad/%s", e->d_name), &n);
        struct buf out = buf_make(a, 4096);
        const char *mistake = tpl_compile(a, e->d_name, text, n, &out);
        CHECK(strncmp(text, "@# expect: ", 11) == 0);
        const char *expect = arena_strndup(a, text + 11, strcspn(text + 11, "\n"));
        CHECK_HAS(mistake ? mistake : arena_printf(a, "%s: taken", e->d_name),
                  arena_printf(a, "%s:%s", e->d_name, expect));
        seen++;
    }
    CHECK(seen > 80);
    if (folder)
        (void)closedir(folder);
}

static void check_page(struct arena *a, struct html_writer *w, const char *file)
{
    const char *path = arena_printf(a, "tests/views/good/%s", file);
    const char *keep = getenv("KYOTEN_WRITE_GOLDEN"); // NOLINT(concurrency-mt-unsafe): one thread
    if (keep && *keep)
        tool_write(test_source_path(a, path), &w->out);
    CHECK_TEXT(html_done(w).s, test_source_file(a, path, NULL));
}

TEST(a_view_writes_the_golden_page)
{
    const struct page page = { .csrf = "to\"ken" };
    const struct call calls[] = {
        { .id = 1, .title = "<b>国際展開型</b> & 'x'", .open = true },
        { .id = 2, .title = "地域貢献型", .hint = "hint" },
    };
    struct html_writer two = html_writer_make(a, LANG_JA);
    sample_list(&two, &page, &(struct calls){ 2, calls });
    check_page(a, &two, "list_two.golden");
    struct html_writer one = html_writer_make(a, LANG_EN);
    sample_list(&one, &page, &(struct calls){ 1, calls });
    check_page(a, &one, "list_one.golden");
    struct html_writer form = html_writer_make(a, LANG_EN);
    sample_form(&form, &page, &calls[0], url_make(a, "/calls/%s", "a/b c"));
    sample_form(&form, &page, &calls[1], url_make(a, "/calls?a=%s&b=2", "1"));
    check_page(a, &form, "form.golden");
}

TEST(a_form_that_posts_always_carries_the_token)
{
    const struct page page = { .csrf = "secret" };
    struct html_writer w = html_writer_make(a, LANG_EN);
    sample_form(&w, &page, &(struct call){ .title = "x" }, url_make(a, "/x"));
    CHECK_HAS(html_done(&w).s,
              "<form method=\"post\" action=\"/x\"><input type=\"hidden\" name=\"csrf\" value=\"secret\">");
}

TEST(a_view_cut_anywhere_is_refused_or_compiled_but_never_breaks_the_compiler)
{
    size_t n = 0;
    const char *text = test_source_file(a, "tests/views/good/sample.html", &n);
    for (size_t cut = 0; cut < n; cut++) {
        ARENA(b);
        struct buf out = buf_make(b, 4096);
        const char *part = arena_strndup(b, text, cut);
        const char *mistake = tpl_compile(b, "v.html", part, cut, &out);
        CHECK(!mistake || strncmp(mistake, "v.html:", 7) == 0);
    }
}

TEST(the_same_id_may_stand_in_two_branches_but_not_beside_them)
{
    const char *head =
        "@view v(struct html_writer *w, int c)\n@if c\n<p id=\"x\">1</p>\n@else\n<p id=\"x\">2</p>\n@end\n";
    CHECK_TEXT(compile(a, head), NULL);
    CHECK_HAS(compile(a, arena_printf(a, "%s<p id=\"x\">3</p>\n", head)),
              "v.html:7: the id \"x\" is taken in line 3");
}

TEST(a_hole_may_hold_braces_brackets_and_quotes_of_c)
{
    CHECK_TEXT(
        compile(a, "@view v(struct html_writer *w)\n<p>{f((struct x){ 1, '}' }, \"}\\\"\", v[0])}</p>\n"),
        NULL);
}

TEST(signs_may_stand_in_a_view_and_letters_of_any_script_may_not)
{
    static const char *const SIGNS[] = { "12", "（）", "：", "、", "→", "①", "×", "—", "・", "★", "&nbsp;", "２" };
    static const char *const LETTERS[] = { "a", "é", "年", "か", "カ", "々", "〇", "Ａ", "ｱ", "ー" };
    for (size_t i = 0; i < sizeof SIGNS / sizeof *SIGNS; i++)
        CHECK_TEXT(compile(a, arena_printf(a, "@view v(struct html_writer *w)\n<p>%s</p>", SIGNS[i])), NULL);
    for (size_t i = 0; i < sizeof LETTERS / sizeof *LETTERS; i++)
        CHECK_HAS(compile(a, arena_printf(a, "@view v(struct html_writer *w)\n<p>%s</p>", LETTERS[i])),
                  "v.html:2: text for people");
}
