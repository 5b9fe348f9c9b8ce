/* views.h: the views of calls, public and of the office. */
#ifndef CALL_VIEWS_H
#define CALL_VIEWS_H

#include "call/call.h"
#include "call/call_papers.h"
#include "html/field.h"
#include "html/page.h"
#include "html/part.h"

/* ── public ── */
struct calls_page {
    struct call_list open, coming, past; /* under review, announced and cancelled are past */
    instant now;
};
void calls_show(struct html_writer *w, const struct page *pg, const struct calls_page *x);

struct offer_group {
    const char *title;
    size_t n;
    const struct offer **v;
};
/* A call as the public sees it. */
struct call_page {
    const struct call *call;
    const struct definition *def;
    enum call_phase phase;
    instant now;
    struct url apply;               /* .s NULL: not open */
    const char *version;            /* when this stood published; NULL: it is what stands now */
    size_t changes;                 /* amendments so far */
    const char *changed;            /* the last: 変更第2号（…） */
    const struct call_files *files; /* what is handed out; NULL: nothing, or a preview */
    const struct briefings *briefings;
    struct url questions; /* where questions stand; .s NULL: a preview */
    struct url office;    /* of a preview: back to the draft; .s NULL: this is the public page */
    const struct moment *timeline;
    const struct detail *dates, *contact;
    const char *term; /* the end of the term worked out for the planned days */
    size_t groups;
    struct offer_group group[3];
};
void call_show(struct html_writer *w, const struct page *pg, const struct call_page *x);
/* Fills the page from the call; lang and arena of c. */
struct call_page call_page_of(struct ctx *c, const struct call *call);
/* The dates in words, for the public page and the office's. */
const struct detail *call_date_facts(struct ctx *c, const struct call *call);
const struct moment *call_timeline(struct ctx *c, const struct call *call);
/* "令和6年9月11日に公表した場合、期間は…まで"; NULL where no day is planned. */
const char *call_term_example(struct ctx *c, const struct call *call);
const char *field_asks(struct html_writer *w, const struct form_field *f);
/* "2024-07-29 12:00": the stored value of a field of a date with its time. */
const char *call_typed_instant(struct arena *a, instant at);
enum tone call_phase_tone(enum call_phase phase);

#endif
