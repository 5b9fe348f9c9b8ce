/* Tests of the templates of letters: what is wrong with them is told when they are loaded, by its place. */
#include "test.h"

#include "i18n/i18n.h"
#include "programme.msg.h"
#include "programme/programme.h"

static const struct msg *lint(struct arena *a, const char *text)
{
    const struct err *e = letter_lint(a, "letters.selected.subject.ja", "selected", text);
    CHECK(!e || strcmp(e->field, "letters.selected.subject.ja") == 0);
    return e ? e->msg : NULL;
}

TEST(a_template_with_a_place_nobody_knows_is_told_with_those_there_are)
{
    CHECK(lint(a, "「{hub}」を選抜する。") == NULL);
    CHECK(lint(a, "") == NULL);
    const struct err *e = letter_lint(a, "x", "selected", "{hubs}");
    CHECK(e && e->msg == &MSG_PROGRAMME_LETTER_UNKNOWN);
    CHECK_HAS(err_text(a, LANG_JA, e), "{hubs}");
    CHECK_HAS(err_text(a, LANG_JA, e), "{institution}");
    CHECK(lint(a, "{applications}") == &MSG_PROGRAMME_LETTER_UNKNOWN); /* of the proposal, not of a letter */
    CHECK_OK(letter_lint(a, "x", "proposal", "{applications}"));
    CHECK_OK(letter_lint(a, "x", "hearing-invitation", "{room}")); /* a letter of which nothing is known here */
}

TEST(a_brace_that_is_not_closed_or_closes_nothing_is_told)
{
    CHECK(lint(a, "{hub") == &MSG_PROGRAMME_LETTER_UNCLOSED);
    CHECK(lint(a, "{") == &MSG_PROGRAMME_LETTER_UNCLOSED);
    CHECK(lint(a, "{hub{type}") == &MSG_PROGRAMME_LETTER_UNCLOSED);
    CHECK(lint(a, "hub}") == &MSG_PROGRAMME_LETTER_STRAY);
    CHECK(lint(a, "{hub}}") == &MSG_PROGRAMME_LETTER_STRAY);
    CHECK(lint(a, "{}") == &MSG_PROGRAMME_LETTER_NO_NAME);
    CHECK(lint(a, "{ hub }") == &MSG_PROGRAMME_LETTER_NO_NAME);
    CHECK(lint(a, "{拠点}") == &MSG_PROGRAMME_LETTER_NO_NAME);
    CHECK(lint(a, "{hub\xff}") == &MSG_PROGRAMME_LETTER_NO_NAME);
    CHECK(lint(a, "{aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa}") ==
          &MSG_PROGRAMME_LETTER_NO_NAME);
}

TEST(what_stands_in_a_place_is_never_read_as_a_template)
{
    const struct hole holes[] = { { "hub", "{institution}" }, { "institution", "x" } };
    const char *text = NULL;
    CHECK_OK(letter_fill(a, "「{hub}」", holes, 2, &text));
    CHECK_TEXT(text, "「{institution}」");
    CHECK_ERR(letter_fill(a, "「{hub」", holes, 2, &text), ERR_INVALID);
    CHECK_ERR(letter_fill(a, "{type}", holes, 2, &text), ERR_INVALID);
}

TEST(a_programme_whose_letter_has_an_unknown_place_is_refused_with_its_path)
{
    const struct definition *def = NULL;
    const struct definition *changed = NULL;
    CHECK_OK(programme_load(a, test_source_path(a, "programmes/j-innovation-hub"), NULL, &def));
    const struct definition_change change = { "letters.selected.subject.ja", "{hubb}の選抜について" };
    struct err *e = definition_edit(a, def, &change, 1, &changed);
    CHECK(e && e->msg == &MSG_PROGRAMME_LETTER_UNKNOWN);
    CHECK_TEXT(e ? e->field : NULL, "letters.selected.subject.ja");
}
