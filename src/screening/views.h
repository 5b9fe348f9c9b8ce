/* views.h: the views of the formal check. */
#ifndef SCREENING_VIEWS_H
#define SCREENING_VIEWS_H

#include "html/field.h"
#include "html/page.h"
#include "html/part.h"
#include "review/papers.h"
#include "screening/hints.h"
#include "screening/screening.h"

enum tone screening_tone(enum screening_state s);
void screening_chip(struct html_writer *w, enum screening_state s);

/* ── the queue ── */
struct screening_queue {
    const struct call *call; /* NULL: there is none yet */
    bool used, closed;       /* the call has a formal check; its deadline has passed */
    const struct screening_list *list;
    const struct late_list *late;
    const struct card *cards;
};
void screening_queue_show(struct html_writer *w, const struct page *pg, const struct screening_queue *x);

/* ── one ── */
struct screening_item_line {
    const struct check_item *item;
    const struct screening_hint *hint;
    const char *verdict_name, *reason_name;  /* "verdict.KEY", "reason.KEY" */
    const char *verdict, *reason;            /* "good", "bad", ""; as stored */
    const char *marked;                      /* who and when; NULL: not yet */
};
struct screening_difference {
    const char *label, *before, *after;
};
struct screening_round {
    int number;
    const char *asked, *due, *done, *message, *fields; /* done: NULL while it waits */
    size_t n;
    const struct screening_difference *v;
};
struct screening_page {
    const struct application *app;
    const struct call *call;
    const struct screening *now;
    const struct papers *papers;
    const struct submission *last;
    const char *id, *type;
    bool works;      /* the viewer is the one who is at it, and it is open */
    bool may;        /* the viewer may do the formal check at all, now */
    bool mine;
    bool may_confirm;
    const char *refused; /* why the last act was not done; NULL */
    const struct detail *facts;
    size_t item_count, round_count;
    const struct screening_item_line *items;
    const struct screening_round *rounds;
    const struct option *fields;
    const char *const *chosen;
    const char *due;
    int64_t late_saves;
    struct form_view marks, back, move, refuse, undo;
    size_t questions;
    const struct doubt *question;
    const char *sure;
    struct url take, release, end, decline, confirm, history;
};
void screening_show(struct html_writer *w, const struct page *pg, const struct screening_page *x);

#endif
