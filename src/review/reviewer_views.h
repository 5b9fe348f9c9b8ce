/* reviewer_views.h: the views of those who were asked to review, and what they are given. */
#ifndef REVIEW_REVIEWER_VIEWS_H
#define REVIEW_REVIEWER_VIEWS_H

#include "html/field.h"
#include "html/page.h"
#include "html/part.h"
#include "html/table.h"
#include "review/reviewer.h"

/* ── the office ── */
struct reviewers_page {
    const struct call *call;
    const struct reviewers *list;
};
void reviewers_show(struct html_writer *w, const struct page *pg, const struct reviewers_page *p);

/* A new one, or one that is there. */
struct reviewer_page {
    const struct call *call;
    const struct reviewer *reviewer; /* NULL: a new one */
    const struct form_view *decline; /* the form of declining for somebody */
    struct url resend, back_in;      /* .s NULL: not possible */
    bool may_decline;
};
void reviewer_show(struct html_writer *w, const struct page *pg, const struct form_view *f,
                   const struct reviewer_page *p);

struct import_page {
    const struct call *call;
    const char *csv;                   /* the text that was sent; NULL: none yet */
    const struct reviewer_table *read; /* it may be done: shown before it is; NULL: not yet */
    const struct err *faults;          /* by line; NULL: none */
};
void fault_list(struct html_writer *w, const struct err *faults, const char *title);
void reviewer_import_show(struct html_writer *w, const struct page *pg, const struct import_page *p);

/* ── the reviewer ── */
struct profile_page {
    const struct call *call;
    const struct reviewer *own;
};
void profile_show(struct html_writer *w, const struct page *pg, const struct form_view *f,
                  const struct profile_page *p);
void destruction_show(struct html_writer *w, const struct page *pg, const struct form_view *f,
                      const struct profile_page *p);
void decline_show(struct html_writer *w, const struct page *pg, const struct form_view *f,
                  const struct profile_page *p);

#endif
