/* views.h: the views of this folder and what they are given. */
#ifndef DECISION_VIEWS_H
#define DECISION_VIEWS_H

#include "decision/approval.h"
#include "decision/board.h"
#include "decision/committee_rows.h"
#include "html/field.h"
#include "html/page.h"
#include "mail/mail.h"
#include "review/papers.h"

/* ── the committee ── */
struct committee_list_page {
    const struct call *call;
    const struct committee_rows *rows;
    enum committee_sort sort;
    bool up, chair;
};
void committee_list_show(struct html_writer *w, const struct page *pg, const struct committee_list_page *p);
/* Nothing to deliberate on, and why. */
void committee_empty_show(struct html_writer *w, const struct page *pg, const char *title, const char *text,
                          const char *action, struct url to); /* action NULL: nothing to do */

/* What a reviewer wrote for the committee; the reviewer is 委員A, B, … */
struct committee_comment {
    const char *reviewer, *about, *text;
};
struct committee_item_page {
    const struct call *call;
    const struct committee_row *row;
    const struct committee_rows *rows;
    size_t comment_count;
    const struct committee_comment *comments;
    const struct papers *papers;
    bool chair;                    /* the viewer presides over it */
    const struct err *not_now;     /* why it cannot be decided now: no meeting, no quorum; NULL */
    const struct decision *theirs; /* somebody was faster: what stands there now; NULL */
};
void committee_item_show(struct html_writer *w, const struct page *pg, const struct form_view *f,
                         const struct committee_item_page *p);

/* ── the office ── */
struct release_page {
    const struct call *call;
    const struct committee_rows *rows; /* by receipt number */
    const struct release *release;     /* NULL: nothing prepared */
    const struct err *missing;         /* why it cannot be prepared; NULL */
    bool decisions_changed;            /* since it was prepared */
    bool lead;                         /* the viewer may recall */
    const struct approval_list *approvals; /* with a release only, as the next three */
    int64_t next;                      /* the step whose turn it is; 0: none */
    const struct err *stamp_refused;   /* why the viewer cannot stamp now; NULL: he can */
    bool other_duty;                   /* … because the step is not of his duty */
    bool overdue;                      /* approved, the minute is over, not released */
    size_t letters;                    /* made */
    size_t unconfirmed;                /* of the selected, after the notice and before the announcement */
    bool unconfirmed_blocks;           /* the announcement waits for them */
    struct term term;                  /* of those that are selected */
};
/* 令和8年11月24日, without the weekday: as on the paper. */
const char *stamp_day(struct html_writer *w, date day);
/* Pieces of it: the row of stamps; the forms of who may stamp; what was returned and why. */
void approval_stamps(struct html_writer *w, const struct release_page *p);
void approval_forms(struct html_writer *w, const struct page *pg, const struct form_view *f,
                    const struct release_page *p);
void approval_history(struct html_writer *w, const struct release_page *p);
void release_show(struct html_writer *w, const struct page *pg, const struct form_view *f,
                  const struct release_page *p);

struct release_form_page {
    const struct call *call;
    const struct release *release;     /* NULL: the first time */
    size_t question_count;             /* doubts about the date, in words; 0: none to ask */
    const char *const *questions;
    const char *asked_of;              /* the date they are about, as the form sends it back */
    const char *announce, *notice, *confirm, *first, *counts; /* stored values of the fields */
};
void release_form_show(struct html_writer *w, const struct page *pg, const struct form_view *f,
                       const struct release_form_page *p);

/* The mails as they will be sent, some of them. */
struct mail_preview {
    const struct mail *v;
    size_t n, all;
    int page, last;
};
struct url mails_url(void *arena, int page);
void mails_show(struct html_writer *w, const struct page *pg, const struct mail_preview *p);

/* The announcement for everybody. */
void announcement_show(struct html_writer *w, const struct page *pg, const struct call *call, const char *text);

/* The announcement as text to copy. */
void press_show(struct html_writer *w, const struct page *pg, const struct call *call, const struct release *r,
                const char *text_ja, const char *text_en);

/* ── the applicant ── */
struct result_page {
    const struct call *call;
    const struct application *app;
    const struct decision *decision;
    const char *type;
    struct term term;
    const char *document_number;
    date announced_on;
    instant announce_at;          /* still to come: the result is told in confidence; INSTANT_UNKNOWN: announced */
    struct url letter, hub;       /* hub: on the public register; .s NULL: not selected */
    struct url public_texts;      /* .s NULL: nothing was asked */
};
void result_show(struct html_writer *w, const struct page *pg, const struct result_page *p);

#endif
