/* po_test.c: catalogues of messages: what is read, what is refused and where. */
#include "test.h"

#include "msg_use.h"

static const char *parse(struct arena *a, const char *text, struct po *ret)
{
    return po_parse(a, "x.po", text, strlen(text), ret);
}

static const char *mistake(struct arena *a, const char *text)
{
    struct po po;
    return parse(a, text, &po);
}

TEST(a_catalogue_is_read_with_plurals_breaks_and_escapes)
{
    struct po po;
    CHECK_TEXT(parse(a,
                     "# comment\nmsgid \"\"\nmsgstr \"Language: ja\\n\"\n\n"
                     "msgid \"call.closed\"\nmsgstr \"\"\n\"公募は{0}に\"\n\"締め\\\"切り\\\"\\n\"\n"
                     "msgid \"n\"\nmsgid_plural \"n\"\nmsgstr[0] \"one\"\nmsgstr[1] \"{0} {{many}}\"",
                     &po),
               NULL);
    CHECK_I64(po.entries.n, 2);
    CHECK_TEXT(po.entries.v[0].text, "公募は{0}に締め\"切り\"\n");
    CHECK_TEXT(po.entries.v[0].one, NULL);
    CHECK_I64(po.entries.v[0].holes, 1);
    CHECK_TEXT(po.entries.v[1].one, "one");
    CHECK_TEXT(po.entries.v[1].text, "{0} {{many}}");
    CHECK_TEXT(po_constant(a, "call.closed_at2"), "MSG_CALL_CLOSED_AT2");
}

TEST(a_mistake_in_a_catalogue_is_named_with_its_line)
{
    CHECK_HAS(mistake(a, "msgid \"a\"\nmsgstr \"\"\n"), "x.po:1: a has no text");
    CHECK_HAS(mistake(a, "msgid \"a\"\n"), "x.po:1: a wants one msgstr");
    CHECK_HAS(mistake(a, "msgid \"a\"\nmsgid_plural \"a\"\nmsgstr \"x\"\n"), "x.po:1: a wants msgstr[0]");
    CHECK_HAS(mistake(a, "\nmsgid \"a\"\nmsgstr \"x\"\nmsgid \"a\"\nmsgstr \"y\"\n"),
              "x.po:4: the key a stands here a second");
    CHECK_HAS(mistake(a, "msgid \"a\"\nmsgstr \"{4}\"\n"), "a brace is neither");
    CHECK_HAS(mistake(a, "msgid \"a\"\nmsgstr \"}\"\n"), "a brace is neither");
    CHECK_HAS(mistake(a, "msgid \"a\"\nmsgstr \"x\\q\"\n"), "x.po:2: unknown escape");
    CHECK_HAS(mistake(a, "msgid \"a\"\nmsgstr \"x\n"), "x.po:2: the closing quote is missing");
    CHECK_HAS(mistake(a, "msgid \"a\"\nmsgstr \"x\\\"\n"), "x.po:2: the closing quote is missing");
    CHECK_HAS(mistake(a, "msgid \"a\"\nmsgstr \"x\" y\n"), "x.po:2: something follows");
    CHECK_HAS(mistake(a, "msgid \"a\"\nmsgstr \"\xff\"\n"), "x.po:2: the text is not valid UTF-8");
    CHECK_HAS(mistake(a, "msgid \"A b\"\nmsgstr \"x\"\n"), "x.po:1: the key A b is not made");
    CHECK_HAS(mistake(a, "msgstr \"x\"\n"), "x.po:1: msgstr without a msgid");
    CHECK_HAS(mistake(a, "msgid \"a\"\nmsgstr \"x\"\nmsgstr \"y\"\n"), "x.po:3: msgstr stands here a second");
    CHECK_HAS(mistake(a, "\"x\"\n"), "x.po:1: a text without a field");
    CHECK_HAS(mistake(a, "msgctxt \"x\"\n"), "x.po:1: unknown field msgctxt");
    CHECK_HAS(mistake(a, "msgid \"a\"\nmsgid_plural \"a\"\nmsgstr[0] \"{1}\"\nmsgstr[1] \"{0}\"\n"),
              "the singular has a hole");
}

TEST(both_languages_have_the_same_keys_and_holes)
{
    struct po ja;
    struct po en;
    CHECK_TEXT(parse(a, "msgid \"a\"\nmsgstr \"{0}と{1}\"\nmsgid \"b\"\nmsgstr \"乙\"\n", &ja), NULL);
    CHECK_TEXT(parse(a, "msgid \"b\"\nmsgstr \"B\"\n\nmsgid \"a\"\nmsgstr \"{1} and {0}\"\n", &en), NULL);
    CHECK_TEXT(po_compare(a, &ja, &en), NULL);
    CHECK_TEXT(parse(a, "msgid \"a\"\nmsgstr \"{1} and {0}\"\n", &en), NULL);
    CHECK_HAS(po_compare(a, &ja, &en), "x.po:3: b is missing");
    CHECK_TEXT(parse(a, "msgid \"b\"\nmsgstr \"B\"\nmsgid \"a\"\nmsgstr \"{1}\"\n", &en), NULL);
    CHECK_HAS(po_compare(a, &ja, &en), "x.po:3: a has other holes");
}

TEST(a_message_is_used_with_as_many_arguments_as_it_has_holes)
{
    struct po po;
    CHECK_TEXT(parse(a, "msgid \"two\"\nmsgstr \"{0}と{1}\"\nmsgid \"none\"\nmsgstr \"無\"\n", &po), NULL);
    struct msg_uses uses = { .po = &po, .po_n = 1, .said = buf_make(a, 64) };
    msg_use_read(a, &uses, "good.c",
                 "tr(w, MSG_TWO, f(1, 2), \",)\"); refused(a, MSG_TWO, (struct arg){ 1, 2 }, arg_i64(3));"
                 "page(&MSG_TWO, 1); const struct msg *m = &MSG_TWO; tr(w, *(x ? &MSG_TWO : &MSG_NONE));"
                 "invalid(a, \"x\", MSG_NONE); my_tr(w, MSG_TWO); MSG_NONE_OTHER; refused(a, MSG_UNKNOWN, 1);");
    msg_use_read(a, &uses, "good.html", "<p>{t MSG_TWO, arg_i64(1), arg_i64(2)}</p>{t MSG_NONE}");
    CHECK_TEXT(uses.said.s, "");
    msg_use_read(a, &uses, "bad.c", "x;\nrefused(a, MSG_TWO,\n arg_i64(1));\ninvalid(a, \"x\", MSG_NONE, arg_i64(1));");
    msg_use_read(a, &uses, "bad.html", "<p>\n{t MSG_TWO}</p>");
    CHECK_TEXT(uses.said.s, "bad.c:2: MSG_TWO has 2 holes and is given 1 arguments\n"
                            "bad.c:4: MSG_NONE has 0 holes and is given 1 arguments\n"
                            "bad.html:2: MSG_TWO has 2 holes and is given 0 arguments\n");
}

TEST(a_message_that_no_source_names_is_reported)
{
    struct po po;
    CHECK_TEXT(parse(a, "msgid \"a.b\"\nmsgstr \"x\"\nmsgid \"a\"\nmsgstr \"y\"\n", &po), NULL);
    struct msg_uses uses = { .po = &po, .po_n = 1, .said = buf_make(a, 64) };
    msg_use_read(a, &uses, "x.c", "MSG_A_B MSG_A_C XMSG_A");
    msg_use_unused(a, &uses);
    CHECK_TEXT(uses.said.s, "x.po:3: MSG_A is used nowhere\n");
}
