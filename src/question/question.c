/* question.c: the rules of questions: when one may be asked, what it may be about, what an answer needs. */
#include "question/question.h"

#include "base/text.h"
#include "base/vec.h"
#include "call/item_content.h"
#include "i18n/i18n.h"
#include "question.msg.h"

#include <string.h>

instant question_period_from(const struct call *call)
{
    return call->questions_from != INSTANT_UNKNOWN ? call->questions_from : call->published_at;
}

instant question_period_to(const struct call *call)
{
    return call->questions_to != INSTANT_UNKNOWN ? call->questions_to : call->closes_at;
}

struct err *question_may_ask(struct arena *a, const struct call *call, instant now)
{
    enum call_phase phase = call_phase(call, now);
    if (phase == CALL_DRAFT || phase == CALL_CANCELLED || phase == CALL_ANNOUNCED)
        return refused(a, MSG_QUESTION_NOT_TAKEN);
    if (now < question_period_from(call))
        return refused(a, MSG_QUESTION_FROM, arg_instant(question_period_from(call)));
    if (now > question_period_to(call))
        return refused(a, MSG_QUESTION_OVER, arg_instant(question_period_to(call)));
    return NULL;
}

/* Empty, too long: said of one text. */
static struct err *text_check(struct arena *a, const char *field, const char *text, size_t most, bool must)
{
    if (!*text)
        return must ? invalid(a, field, MSG_QUESTION_MISSING) : NULL;
    return text_count(text) > most ? invalid(a, field, MSG_QUESTION_LONG, arg_i64((int64_t)most)) : NULL;
}

struct err *question_check(struct arena *a, const struct definition *def, const char *clause,
                           const char *asked)
{
    struct err *e = question_clause_is(def, clause) ? NULL : invalid(a, "clause", MSG_QUESTION_CLAUSE_WRONG);
    return err_join(e, text_check(a, "asked", asked, QUESTION_ASKED_MAX, true));
}

struct err *question_words_check(struct arena *a, const struct question_words *w, bool publishing)
{
    bool english = *w->question[LANG_EN] || *w->answer[LANG_EN];
    struct err *e = text_check(a, "question_ja", w->question[LANG_JA], QUESTION_WORDS_MAX, publishing);
    e = err_join(e, text_check(a, "answer_ja", w->answer[LANG_JA], QUESTION_WORDS_MAX, publishing));
    e = err_join(
        e, text_check(a, "question_en", w->question[LANG_EN], QUESTION_WORDS_MAX, publishing && english));
    return err_join(
        e, text_check(a, "answer_en", w->answer[LANG_EN], QUESTION_WORDS_MAX, publishing && english));
}

const char *question_text(const struct question_words *w, enum lang lang)
{
    return *w->question[lang] ? w->question[lang] : w->question[LANG_JA];
}

const char *question_answer_text(const struct question_words *w, enum lang lang)
{
    return *w->answer[lang] ? w->answer[lang] : w->answer[LANG_JA];
}

bool question_matches(struct arena *a, const struct question *x, enum lang lang, const char *q)
{
    const char *key = text_key(
        a, arena_printf(a, "%s %s", question_text(&x->words, lang), question_answer_text(&x->words, lang)));
    char *rest = arena_strdup(a, text_nfkc(a, q));
    for (char *word = strtok_r(rest, " \t\n", &rest); word; word = strtok_r(NULL, " \t\n", &rest))
        if (!strstr(key, text_key(a, word)))
            return false;
    return true;
}

/* ── clauses ── */
typedef VEC(struct option) option_vec;

static void put(struct arena *a, option_vec *v, const char *key, const char *label)
{
    *vec_push(a, v) = (struct option){ .value = key, .label = label };
}

static void put_part(struct arena *a, enum lang lang, option_vec *v, const char *group, const char *key,
                     const char *label)
{
    put(a, v, arena_printf(a, "%s.%s", group, key),
        arena_printf(a, lang == LANG_EN ? "%s: %s" : "%s：%s", item_group_title(a, lang, group), label));
}

static void put_form(struct arena *a, enum lang lang, const struct definition *def, option_vec *v)
{
    for (size_t i = 0; i < def->form.n; i++) {
        const struct form_section *s = &def->form.v[i];
        put_part(a, lang, v, "form", s->key, s->title.in[lang]);
        for (size_t k = 0; k < s->fields.n; k++)
            put_part(a, lang, v, "form", arena_printf(a, "%s.fields.%s", s->key, s->fields.v[k].key),
                     arena_printf(a, "%s ― %s", s->title.in[lang], s->fields.v[k].label.in[lang]));
    }
}

const struct option *question_clauses(struct arena *a, enum lang lang, const struct definition *def)
{
    option_vec v = { 0 };
    put(a, &v, "", MSG_TEXT(a, lang, MSG_QUESTION_CLAUSE_ALL));
    put(a, &v, "dates", MSG_TEXT(a, lang, MSG_QUESTION_CLAUSE_DATES));
    for (size_t i = 0; i < def->types.n; i++)
        if (def->types.v[i].called)
            put_part(a, lang, &v, "types", def->types.v[i].key, def->types.v[i].name.in[lang]);
    put(a, &v, "eligibility", item_group_title(a, lang, "eligibility"));
    for (size_t i = 0; i < def->criteria.n; i++)
        put_part(a, lang, &v, "criteria", def->criteria.v[i].key,
                 arena_printf(a, "%s %s", def->criteria.v[i].mark, def->criteria.v[i].name.in[lang]));
    put(a, &v, "hearing", item_group_title(a, lang, "hearing"));
    put(a, &v, "support", item_group_title(a, lang, "support"));
    put_form(a, lang, def, &v);
    *vec_push(a, &v) = (struct option){ 0 };
    return v.v;
}

const char *question_clause_label(struct arena *a, enum lang lang, const struct definition *def,
                                  const char *clause)
{
    for (const struct option *o = question_clauses(a, lang, def); o->label; o++)
        if (strcmp(o->value, clause) == 0)
            return o->label;
    return MSG_TEXT(a, lang, MSG_QUESTION_CLAUSE_GONE, arg_text(clause));
}

static bool is_field(const struct definition *def, const char *clause)
{
    const char *last = strrchr(clause, '.');
    const struct form_section *s = last ? definition_section_of_field(def, last + 1) : NULL;
    size_t n = s ? strlen(s->key) : 0;
    return s && strncmp(clause, "form.", 5) == 0 && strncmp(clause + 5, s->key, n) == 0 &&
           strncmp(clause + 5 + n, ".fields.", 8) == 0 && clause + 5 + n + 7 == last;
}

bool question_clause_is(const struct definition *def, const char *clause)
{
    static const char *const WHOLE[] = { "", "dates", "eligibility", "hearing", "support" };
    for (size_t i = 0; i < sizeof WHOLE / sizeof WHOLE[0]; i++)
        if (strcmp(WHOLE[i], clause) == 0)
            return true;
    if (strncmp(clause, "types.", 6) == 0)
        return definition_type(def, clause + 6) && definition_type(def, clause + 6)->called;
    if (strncmp(clause, "criteria.", 9) == 0)
        return definition_criterion(def, clause + 9);
    if (strncmp(clause, "form.", 5) == 0 && strrchr(clause, '.') == clause + 4)
        return definition_section(def, clause + 5);
    return is_field(def, clause);
}
