/* views.h: the views of this folder and what they are given. */
#ifndef REVIEW_VIEWS_H
#define REVIEW_VIEWS_H

#include "html/field.h"
#include "html/page.h"
#include "html/part.h"
#include "html/table.h"
#include "http/http.h"
#include "review/papers.h"
#include "review/period.h"
#include "review/progress.h"
#include "review/sheet.h"

/* ── the reviewer ── */
struct home_page {
    const struct call *call;
    const struct declaration_list *declarations;
    const struct own_reviews *mine;
    instant pledged_at;
    size_t declared;
    bool over; /* announced: nothing is open any more */
    const struct review_period *period;
    bool overdue;
    bool reviews;         /* holds the duty of a reviewer for the call */
    bool destroy_due;     /* papers are to be destroyed */
    instant destroyed_at; /* INSTANT_UNKNOWN: not confirmed */
    instant declined_at;  /* INSTANT_UNKNOWN: has not declined */
};
void review_home_show(struct html_writer *w, const struct page *pg, const struct home_page *p);
void pledge_show(struct html_writer *w, const struct page *pg, const struct form_view *f,
                 const struct call *call);

struct declarations_page {
    const struct call *call;
    const struct declaration_list *list;
    size_t open; /* lines still to be declared on */
    instant now;
    const struct option *options; /* "none" and the categories */
};
void declarations_show(struct html_writer *w, const struct page *pg, const struct form_view *f,
                       const struct declarations_page *p);
void past_show(struct html_writer *w, const struct definition *def, const struct past_declarations *past);
struct anew_page {
    const struct call *call;
    const struct declaration *line;
    const struct past_declarations *past;
    const struct option *options;
};
void anew_show(struct html_writer *w, const struct page *pg, const struct form_view *f,
               const struct anew_page *p);
/* What the pages of a reviewer share: the call that the viewer takes part in (NULL: show that there is
** nothing), the way back. */
struct err *review_call_of_viewer(struct ctx *c, struct call **ret) MUST_CHECK;
struct err *review_show_nothing(struct request *rq, struct response *rs) MUST_CHECK;
const struct page_link *review_crumbs(struct ctx *c);
/* "none" or the text of the category. */
const char *declaration_words(struct html_writer *w, const struct definition *def, const char *category);

struct workbench_page {
    instant now; /* beside it, a save says its day when it was not today */
    const struct application *app;
    const struct call *call;
    const struct sheet *sheet;
    const struct sheet_items *items;
    const struct papers *papers;
    const struct sheet_list *others;
    const struct option *levels;
};
void workbench_show(struct html_writer *w, const struct page *pg, const struct form_view *f,
                    const struct workbench_page *p);
/* The sheet as it stands, read only: on paper, before it is completed, and for the office. */
struct sheet_page {
    const struct application *app;
    const struct call *call;
    const struct sheet *sheet;
    const struct err *missing; /* NULL: it may be completed */
    const char *reopen_reason; /* typed and refused; NULL */
    bool office, conflicted;
};
void sheet_show(struct html_writer *w, const struct page *pg, const struct form_view *f,
                const struct sheet_page *p);
void papers_show(struct html_writer *w, const struct page *pg, const struct papers *p);

/* ── the office ── */
struct board_page {
    const struct call *call;
    const struct reviewer_list *reviewers;
    const struct coverage_list *applications;
    const struct pair_list *pairs;
    const struct review_counts *counts;
    const struct review_period *period;
    bool overdue; /* the end of the review has passed */
    size_t late;
};
void board_show(struct html_writer *w, const struct page *pg, const struct board_page *p);

struct remind_page {
    const struct call *call;
    size_t n;
    struct review_mail *v; /* what each of the late would get now */
};
void remind_show(struct html_writer *w, const struct page *pg, const struct remind_page *p);
struct period_page {
    const struct call *call;
    const struct review_period *period;
};
void period_show(struct html_writer *w, const struct page *pg, const struct form_view *f,
                 const struct period_page *p);
const char *period_text(struct arena *a, instant at); /* as a field of date and time takes it */

struct rulings_page {
    const struct call *call;
    const struct declaration_list *list;
    int64_t refused; /* the declaration whose ruling was refused; 0: none */
};
void rulings_show(struct html_writer *w, const struct page *pg, const struct form_view *f,
                  const struct rulings_page *p);

struct matrix_changes;
struct matrix_import_page {
    const struct call *call;
    const char *csv;                   /* the text that was sent */
    const struct matrix_changes *read; /* it may be saved; NULL: not yet */
    const struct err *faults;
};
void matrix_import_show(struct html_writer *w, const struct page *pg, const struct matrix_import_page *p);

struct proposal;
struct proposal_page {
    const struct call *call;
    const struct reviewer_list *reviewers;
    const struct coverage_list *applications;
    const struct pair_list *pairs;
    const struct proposal *proposal;
    size_t n;
    struct proposed_cell {
        const struct coverage *application;
        const struct reviewer_progress *reviewer;
        const char *why, *value; /* value: of the box in the form of the matrix */
    } * v;
    size_t uncovered;
    const char **missing; /* of each application: why nobody more was found; NULL: it is covered */
};
void proposal_show(struct html_writer *w, const struct page *pg, const struct proposal_page *p);

struct matrix_page {
    const struct call *call;
    const struct reviewer_list *reviewers;
    const struct coverage_list *applications;
    const struct pair_list *pairs;
    const struct page_link *filters;
    const char *seen; /* the assignments the page shows, for the next save */
};
/* What the view asks of matrix_pages.c: a ticked box of the refused form; the heads of the columns. */
bool matrix_is_ticked(const struct pairs *typed, const char *cell);
const struct column *matrix_columns(struct html_writer *w, const struct matrix_page *p);
void matrix_show(struct html_writer *w, const struct page *pg, const struct form_view *f,
                 const struct matrix_page *p);
void review_nothing_show(struct html_writer *w, const struct page *pg);

#endif
