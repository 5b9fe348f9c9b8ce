/* office_views.h: the views of the office's pages about calls. */
#ifndef CALL_OFFICE_VIEWS_H
#define CALL_OFFICE_VIEWS_H

#include "base/date_parse.h"
#include "call/call.h"
#include "call/item_content.h"
#include "html/field.h"
#include "html/page.h"
#include "html/part.h"

/* ── list, and a new one ── */
struct office_calls_page {
    struct call_list calls;
    instant now;
    const struct option *from; /* what a new call may begin with; only the end: nothing yet */
};
void office_calls_show(struct html_writer *w, const struct page *pg, const struct form_view *f,
                       const struct office_calls_page *x);

/* ── one ── */
struct office_call_page {
    const struct call *call;
    enum call_phase phase;
    const char *id;              /* as in addresses */
    const struct call_items *items;
    const struct err *missing;   /* why it cannot be published; NULL: it can */
    const struct detail *dates;
    const struct moment *timeline;
    const char *published;       /* who and when; NULL: not yet */
};
void office_call_show(struct html_writer *w, const struct page *pg, const struct office_call_page *x);

/* ── dates ── */
struct call_dates_page {
    const struct call *call;
    const char *id;
    bool opened, closed, published;
    size_t questions;
    const struct doubt *question;
    const char *sure;            /* what the button このまま進める sends: the days that were asked about */
};
void call_dates_show(struct html_writer *w, const struct page *pg, const struct form_view *f,
                     const struct call_dates_page *x);

/* ── items ── */
struct call_items_page {
    const struct call *call;
    const char *id, *definition; /* as in addresses */
    const struct call_items *items;
    const char *group, *title;
    bool draft;
    bool with_sourced;           /* there are items with a source, not shown yet */
    int64_t group_unconfirmed;
    const struct section *groups;
    const struct page_link *tabs; /* NULL: nothing to rebuild */
    const struct item_content *content; /* per item, of the group shown; .rows NULL: not shown */
};
void call_items_show(struct html_writer *w, const struct page *pg, const struct call_items_page *x);

struct call_item_page {
    const char *id, *definition, *key, *label, *source;
    bool with_rows; /* a button that saves must stand before those of the rows: Enter presses the first */
    bool stale; /* somebody else has changed the same: both texts are shown */
    struct url back;
    const struct item_field *fields;
};
/* The lines of a text, as field_checks() takes them. */
const char *const *item_lines(struct arena *a, const char *text);
void call_item_show(struct html_writer *w, const struct page *pg, const struct form_view *f,
    const struct call_item_page *x);

/* ── the lists of a group: added to, put in order, taken away ── */
struct structure_row {
    const char *path, *label, *note; /* note: kind, limits … in words */
    bool first, last, unconfirmed;
    struct url edit;
};
struct structure_list {
    const char *path, *title, *add;  /* add: the button's words */
    size_t n;
    struct structure_row *v;
    const struct option *kinds;      /* NULL: its elements have no kind */
};
struct structure_block {
    const struct structure_row *row; /* what the lists belong to; NULL: the group itself */
    size_t n;
    struct structure_list *v;
};
struct call_structure_page {
    const struct call *call;
    const char *id, *definition, *group, *title, *add;
    bool may_undo;
    const struct err *error;
    const struct section *groups;
    const struct page_link *tabs;
    const struct option *kinds;
    size_t n;
    struct structure_block *v;
};
void call_structure_show(struct html_writer *w, const struct page *pg, const struct call_structure_page *x);

#endif
