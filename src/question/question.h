/* question.h: questions about a call, bound to a clause of it, and the office's published answers.
**
** Anybody registered may ask while questions are taken. The office edits the wording for publication; who
** asked is never shown to anybody but the office. A corrected answer keeps its former texts. */
#ifndef QUESTION_QUESTION_H
#define QUESTION_QUESTION_H

#include "call/call.h"
#include "html/field.h"

struct tx;

#define QUESTION_ASKED_MAX 1000 /* characters */
#define QUESTION_WORDS_MAX 2000
#define QUESTIONS_WAITING_MAX 20 /* of one person at one call */

enum question_state { QUESTION_WAITING, QUESTION_PUBLISHED, QUESTION_DECLINED };
struct question_words {
    const char *question[LANG_COUNT],
        *answer[LANG_COUNT]; /* "" : not written; what is published has the Japanese */
};
struct question {
    int64_t id, call_id, number, revision; /* number: as published, from 1; 0: not yet */
    const char *clause;                    /* "" : the call as a whole; "dates"; else the key of an item */
    const char *asked;                     /* as it came */
    int64_t asked_by;                      /* 0: by telephone or mail, written down by the office */
    const char *asker, *asker_email;       /* for the office only */
    instant asked_at, changed_at, published_at, updated_at; /* INSTANT_UNKNOWN: not yet */
    const char *changed_by;                                 /* "" : nobody */
    enum question_state state;
    struct question_words words;
    const char *declined_why; /* "" unless declined */
};
struct question_list {
    size_t n;
    struct question *v;
};

/* ── rules ── */
/* From when to when questions are taken: as set, else from publication to the close. */
instant question_period_from(const struct call *call);
instant question_period_to(const struct call *call);
/* REFUSED with the reason when none is taken now. */
struct err *question_may_ask(struct arena *a, const struct call *call, instant now) MUST_CHECK;
/* INVALID about "clause", "asked". */
struct err *question_check(struct arena *a, const struct definition *def, const char *clause,
                           const char *asked) MUST_CHECK;
/* What an answer must have to be published: INVALID about "question_ja", "answer_ja" …; English together or
** not at all. */
struct err *question_words_check(struct arena *a, const struct question_words *w, bool publishing) MUST_CHECK;
/* In the reader's language where it is written, else the Japanese. */
const char *question_text(const struct question_words *w, enum lang lang);
const char *question_answer_text(const struct question_words *w, enum lang lang);
/* Does the published text hold all words of q, whatever their width, kana or case? */
bool question_matches(struct arena *a, const struct question *x, enum lang lang, const char *q);

/* ── clauses ── */
/* "様式：基本事項 ― 拠点の名称"; of an item that is no longer there its key. */
const char *question_clause_label(struct arena *a, enum lang lang, const struct definition *def,
                                  const char *clause);
/* All that can be asked about, for a select. */
const struct option *question_clauses(struct arena *a, enum lang lang, const struct definition *def);
bool question_clause_is(const struct definition *def, const char *clause);

/* ── reading ── */
/* What is published, by clause in the order of the call, then by number. No name of anybody. */
struct err *question_list_public(struct ctx *c, const struct call *call,
                                 struct question_list *ret) MUST_CHECK;
/* Of the viewer himself, newest first. */
struct err *question_list_own(struct ctx *c, int64_t call_id, struct question_list *ret) MUST_CHECK;
/* For the office: all, waiting ones first. */
struct err *question_list_all(struct ctx *c, int64_t call_id, struct question_list *ret) MUST_CHECK;
struct err *question_load(struct ctx *c, int64_t id, struct question *ret) MUST_CHECK;
/* How many are published about each clause of the call: one statement. */
struct question_count {
    const char *clause;
    int64_t n;
};
struct question_counts {
    size_t n;
    struct question_count *v;
};
struct err *question_count_by_clause(struct ctx *c, int64_t call_id, struct question_counts *ret) MUST_CHECK;
int64_t question_count_of(const struct question_counts *all, const char *clause);
/* The published wordings of one, oldest first. */
struct answer_version {
    int64_t number;
    struct question_words words;
    instant published_at;
};
struct answer_versions {
    size_t n;
    struct answer_version *v;
};
struct err *question_versions(struct ctx *c, int64_t id, struct answer_versions *ret) MUST_CHECK;
/* The same of all published questions of a call that were corrected; .number of the question in ret_of. */
struct err *question_versions_of_call(struct ctx *c, int64_t call_id, size_t *ret_n, int64_t **ret_of,
                                      struct answer_version **ret) MUST_CHECK;

/* ── use cases ── */
struct err *question_ask(struct ctx *c, int64_t call_id, const char *clause, const char *asked,
                         int64_t *ret_id) MUST_CHECK;
/* The office writes down one that came another way. */
struct err *question_note(struct ctx *c, int64_t call_id, const char *clause, const char *asked,
                          int64_t *ret_id) MUST_CHECK;
/* The office's draft. CONFLICT when somebody saved after `revision`. clause: where it belongs. */
struct err *question_draft(struct ctx *c, int64_t id, int64_t revision, const char *clause,
                           const struct question_words *w) MUST_CHECK;
/* The same and published at once; the asker gets a mail. Published before: the former text stays as a version. */
struct err *question_publish(struct ctx *c, int64_t id, int64_t revision, const char *clause,
                             const struct question_words *w) MUST_CHECK;
/* Not for publication: the asker is told why by mail. */
struct err *question_decline(struct ctx *c, int64_t id, int64_t revision, const char *why) MUST_CHECK;
/* INSTANT_UNKNOWN: with the call. INVALID about "to" when they are out of order. */
struct err *question_set_period(struct ctx *c, int64_t call_id, instant from, instant to) MUST_CHECK;

#endif
