/* Tests of the bytes of a mail, read back with GMime. */
#include "test.h"

#include "mail/message.h"

#include <gmime/gmime.h>

#define NOON ((instant)1722222000000000)

static struct message sample(void)
{
    return (struct message){ .id = 77,
                             .at = NOON,
                             .from_email = "noreply@hub.example.go.jp",
                             .from_name = "Jイノベ事務局",
                             .to_email = "a@example.ac.jp",
                             .to_name = "髙橋 花子",
                             .subject = "短い件名",
                             .body = "一行目\nsecond line\n" };
}

static void unref(void *p)
{
    g_object_unref(p);
}

static GMimeMessage *read_back(struct arena *a, struct bytes b)
{
    g_mime_init();
    GMimeStream *stream = g_mime_stream_mem_new_with_buffer((const char *)b.p, b.n);
    GMimeParser *parser = g_mime_parser_new_with_stream(stream);
    GMimeMessage *m = g_mime_parser_construct_message(parser, NULL);
    g_object_unref(parser);
    g_object_unref(stream);
    arena_defer(a, unref, m);
    return m;
}

static void check_lines(const char *text)
{
    for (const char *line = text; *line;) {
        size_t n = strcspn(line, "\n");
        CHECK(n > 0 && line[n - 1] == '\r' && n <= 77);
        for (const char *word = strstr(line, "=?UTF-8?"); word && word < line + n;
             word = strstr(word + 1, "=?UTF-8?"))
            CHECK((size_t)(strstr(word + 10, "?=") - word) + 2 <= 75);
        line += n + (line[n] == '\n');
    }
}

static void check_subject(struct arena *a, const char *subject)
{
    struct message m = sample();
    m.subject = subject;
    struct bytes b = message_bytes(a, &m);
    check_lines((const char *)b.p);
    CHECK_TEXT(g_mime_message_get_subject(read_back(a, b)), subject);
}

TEST(a_mail_is_read_back_as_it_was_written)
{
    struct message m = sample();
    struct bytes b = message_bytes(a, &m);
    const char *text = (const char *)b.p;
    check_lines(text);
    CHECK_HAS(text, "Date: Mon, 29 Jul 2024 12:00:00 +0900\r\n");
    CHECK_HAS(text, "Message-ID: <mail.77@hub.example.go.jp>\r\n");
    CHECK_HAS(text, "Auto-Submitted: auto-generated\r\n");
    GMimeMessage *got = read_back(a, b);
    CHECK_TEXT(g_mime_message_get_subject(got), m.subject);
    char *to = internet_address_list_to_string(g_mime_message_get_to(got), NULL, FALSE);
    CHECK_TEXT(to, "髙橋 花子 <a@example.ac.jp>");
    g_free(to);
    char *body = g_mime_text_part_get_text(GMIME_TEXT_PART(g_mime_message_get_mime_part(got)));
    CHECK_TEXT(body, "一行目\r\nsecond line\r\n");
    g_free(body);
}

TEST(subjects_of_any_length_and_script_survive)
{
    check_subject(a, "plain");
    check_subject(a,
                  "A plain subject that is exactly longer than what fits on one line of a mail, as some are");
    check_subject(a, "地域オープンイノベーション拠点選抜制度（第6回公募）の申請を受け付けました：国立大学法人"
                     "𠮷野大学 先端膜工学研究センター");
    check_subject(a, "=?UTF-8?B?not ours?=");
    char long_one[901] = "";
    for (int i = 0; i < 300; i++)
        memcpy(long_one + (size_t)i * 3, "あ", 4);
    check_subject(a, long_one);
    check_subject(a, "a漢b字c混d在eのf題g名hがi長jくk続lいmてn行oをp越qえrるs場t合uのv確w認xでyすz😀👩‍👧‍👦😀"
                     "👩‍👧‍👦😀");
}

TEST(nothing_typed_breaks_out_of_a_header)
{
    struct message m = sample();
    m.subject = "one\r\nBcc: all@example.jp";
    m.to_name = "x\r\nBcc: all@example.jp\r\n\r\nbody";
    struct bytes b = message_bytes(a, &m);
    CHECK_HAS_NOT((const char *)b.p, "\nBcc:");
    m = sample();
    m.to_name = "O\"Brien \\ Co";
    char *to = internet_address_list_to_string(g_mime_message_get_to(read_back(a, message_bytes(a, &m))),
                                               NULL, FALSE);
    CHECK_HAS(to, "a@example.ac.jp");
    g_free(to);
}
