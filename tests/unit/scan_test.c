/* scan_test.c: what the robots see of a page, and which hosts they talk to. */
#include "test.h"

#include "rehearsal/robot.h"
#include "rehearsal/scan.h"

static const char PAGE[] =
    "<!doctype html><title>申請 &amp; 提出</title><script>if (a < b) '<form action=\"/no\">'</script>"
    "<!-- <form action=/no> --><h1>第6回 <b>公募</b></h1><p>1 &lt; 2 &#x3042;&#12356;</p>"
    "<form method=POST action='/applications/7k3m9q2xd/save' data-autosave=\"/a?x=1&amp;y=2\" "
    "enctype=\"multipart/form-data\">"
    "<input type=hidden name=csrf value=t0ken><input name=title value=\"A &quot;B&quot;\">"
    "<div class=\"field\" data-field=\"why\" data-revision=\"12\"><textarea "
    "name=\"why\">\n一行目\n&lt;二行目></textarea></div>"
    "<div data-field=\"kind\"><input type=radio name=kind value=a><input type=radio name=kind value=b "
    "checked></div>"
    "<input type=checkbox name=ok><select name=size><option value=\"\">選択</option><option value=s "
    "selected>小 さい</select>"
    "<button type=\"submit\" name=\"go\" value=\"1\"> 保存 <i>する</i></button><button "
    "type=button>開く</button></form>"
    "<form method=get action=/search><input type=search name=q></form>"
    "<a href=/hubs/abc?lang=en>拠点 <b>A</b></a><a name=x>no</a><a href=\"/hubs/def\">拠点 B</a> &nbsp 終";

static const struct scan_control *control(const struct scan_form *f, const char *type, const char *name,
                                          size_t n)
{
    for (size_t i = 0; i < f->n; i++)
        if (strcmp(f->v[i].type, type) == 0 && strcmp(f->v[i].name, name) == 0 && n-- == 0)
            return &f->v[i];
    return NULL;
}

TEST(a_robot_sees_forms_with_their_fields_and_values)
{
    struct scan *s = scan_html(a, PAGE, sizeof PAGE - 1);
    CHECK_TEXT(s->title, "申請 & 提出");
    CHECK_TEXT(s->heading, "第6回 公募");
    CHECK_I64(s->form_count, 2);
    const struct scan_form *f = scan_form_find(s, "/applications/*/save");
    CHECK(f && f->multipart);
    CHECK_TEXT(f->method, "post");
    CHECK_TEXT(f->autosave, "/a?x=1&y=2");
    CHECK_TEXT(control(f, "text", "title", 0)->value, "A \"B\"");
    CHECK_TEXT(control(f, "textarea", "why", 0)->value, "一行目\n<二行目>");
    CHECK_I64(control(f, "textarea", "why", 0)->revision, 12);
    CHECK_I64(control(f, "radio", "kind", 1)->revision, -1);
    CHECK(!control(f, "radio", "kind", 0)->chosen && control(f, "radio", "kind", 1)->chosen);
    CHECK_TEXT(control(f, "checkbox", "ok", 0)->value, "on");
    CHECK_TEXT(control(f, "option", "size", 1)->label, "小 さい");
    CHECK(control(f, "option", "size", 1)->chosen);
    CHECK_TEXT(control(f, "submit", "go", 0)->label, "保存 する");
    CHECK(!control(f, "submit", "", 0));
}

TEST(a_robot_sees_links_and_text_and_no_scripts)
{
    struct scan *s = scan_html(a, PAGE, sizeof PAGE - 1);
    CHECK_I64(s->link_count, 2);
    CHECK_TEXT(scan_link_find(s, "/hubs/*", 0)->text, "拠点 A");
    CHECK_TEXT(scan_link_find(s, "/hubs/*", 1)->href, "/hubs/def");
    CHECK(!scan_link_find(s, "/hubs/*", 2) && !scan_link_find(s, "/hubs", 0));
    CHECK_HAS(s->text, "1 < 2 あい");
    CHECK_HAS_NOT(s->text, "a < b");
    CHECK(!scan_form_find(s, "/no"));
}

TEST(a_robot_talks_to_the_loopback_only)
{
    static const char *const GOOD[] = { "http://127.0.0.1:8080", "http://127.0.0.1", "http://localhost:1/",
                                        "http://[::1]:80" };
    static const char *const BAD[] = { "https://127.0.0.1:8080",
                                       "http://127.0.0.1.example",
                                       "http://127.0.0.1@example:80",
                                       "http://127.0.0.1:80@example",
                                       "http://localhost.example",
                                       "http://10.0.0.1",
                                       "127.0.0.1",
                                       "http://127.0.0.1:80/path",
                                       "http://[::1",
                                       "http://[::2]:80",
                                       "http://example",
                                       "http://127.0.0.1:",
                                       "file:///etc/passwd",
                                       "" };
    struct robot *r = NULL;
    for (size_t i = 0; i < sizeof GOOD / sizeof GOOD[0]; i++)
        CHECK_OK(robot_make(a, GOOD[i], "x", &r));
    for (size_t i = 0; i < sizeof BAD / sizeof BAD[0]; i++)
        CHECK_ERR(robot_make(a, BAD[i], "x", &r), ERR_INVALID);
}
