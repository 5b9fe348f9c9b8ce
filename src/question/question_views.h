/* question_views.h: the views of questions and answers. */
#ifndef QUESTION_QUESTION_VIEWS_H
#define QUESTION_QUESTION_VIEWS_H

#include "html/field.h"
#include "html/page.h"
#include "html/part.h"
#include "question/question.h"

/* ── the public ── */
struct question_line {
    const struct question *q;
    const char *heading; /* the clause, at its first question; NULL: the same as before */
    const char *lang;    /* "ja" where the reader's language is not written; NULL */
    size_t n;
    const struct answer_version *former; /* what stood before, oldest first */
};
struct questions_page {
    const struct call *call;
    const char *search, *clause, *clause_label; /* "" : none */
    size_t all, n;                              /* published; of those shown */
    const struct question_line *v;
    const char *period; /* 質問は…まで受け付けています。 */
    struct url ask;     /* .s NULL: none is taken now */
    struct url feed;
};
void questions_show(struct html_writer *w, const struct page *pg, const struct questions_page *x);

/* ── the one who asks ── */
struct question_ask_page {
    const struct call *call;
    const char *period;
    bool open;
    const struct option *clauses;
    const char *clause;
    const struct question_list *own;
};
void question_ask_show(struct html_writer *w, const struct page *pg, const struct form_view *f,
                       const struct question_ask_page *x);

/* ── the office ── */
struct office_questions_page {
    const struct call *call;
    const char *id, *from, *to; /* typed values of the period, "" : with the call */
    const char *period;
    int64_t waiting, published, declined;
    const struct question_list *all;
    const struct option *clauses;
};
void office_questions_show(struct html_writer *w, const struct page *pg, const struct form_view *period,
                           const struct form_view *note, const struct office_questions_page *x);

struct office_question_page {
    const struct call *call;
    const struct question *q;
    const char *id, *revision;
    const struct option *clauses;
    const struct question *theirs; /* somebody saved meanwhile: what stands now; NULL */
    size_t n;
    const struct answer_version *versions;
};
void office_question_show(struct html_writer *w, const struct page *pg, const struct form_view *f,
                          const struct form_view *decline, const struct office_question_page *x);

#endif
