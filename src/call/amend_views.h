/* amend_views.h: the views of differences, amendments and versions of a call. */
#ifndef CALL_AMEND_VIEWS_H
#define CALL_AMEND_VIEWS_H

#include "call/call_versions.h"
#include "html/field.h"
#include "html/page.h"
#include "html/part.h"

/* The differences as a list of cards; says so when there is none. */
void differences_show(struct html_writer *w, const struct differences *d);

/* ── the office: what differs, and confirming group by group ── */
struct confirm_group {
    const char *name, *title;
    int64_t ours, unconfirmed, as_before;
    struct url items;
};
struct call_differences_page {
    const struct call *call;
    const char *id, *definition;
    const char *than;           /* 第6回公募; NULL: there is nothing to compare with */
    struct differences dates, items;
    bool editable;
    size_t n;
    struct confirm_group *v;
};
void call_differences_show(struct html_writer *w, const struct page *pg, const struct call_differences_page *x);

/* ── the office: an amendment ── */
struct affected_field {
    const char *label, *how;    /* 追加（必須）… */
    int64_t drafts;             /* drafts in which it is written already */
};
struct call_amend_page {
    const struct call *call;    /* with the definition that is worked on */
    const char *id, *definition, *number, *begun;
    bool there;                 /* an amendment is being prepared */
    const struct err *refusal;  /* why it cannot be published yet; NULL */
    struct differences items;
    const struct application_touched *whom;
    size_t field_count;
    const struct affected_field *fields;
    struct call_notice mail[LANG_COUNT];
    const struct call_versions *versions;
};
void call_amend_show(struct html_writer *w, const struct page *pg, const struct form_view *f,
                     const struct call_amend_page *x);

/* ── the office: cancelling ── */
struct call_cancel_page {
    const struct call *call;
    const char *id;
    bool published;
    int64_t drafts, submitted;
};
void call_cancel_show(struct html_writer *w, const struct page *pg, const struct form_view *f,
                      const struct call_cancel_page *x);

/* ── the public: amendments, newest first ── */
struct call_change {
    const char *number, *title; /* 変更第1号（2024年…） */
    const char *reason;
    struct differences dates, items;
    struct url before;          /* the call as it stood before */
};
struct call_changes_page {
    const struct call *call;
    size_t n;
    struct call_change *v;
};
void call_changes_show(struct html_writer *w, const struct page *pg, const struct call_changes_page *x);

#endif
