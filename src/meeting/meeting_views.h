/* meeting_views.h: the views of this folder and what they are given. */
#ifndef MEETING_MEETING_VIEWS_H
#define MEETING_MEETING_VIEWS_H

#include "decision/board.h"
#include "html/field.h"
#include "html/page.h"
#include "html/part.h"
#include "html/table.h"
#include "meeting/meeting.h"
#include "meeting/meeting_words.h"

/* ── the office ── */
struct meetings_page {
    const struct call *call; /* NULL: there is none */
    const struct meeting_list *list;
    const struct deputy_list *deputies;
    const struct option *members; /* who may be named deputy */
    bool closed;                  /* the call: a meeting may be planned */
};
void meetings_show(struct html_writer *w, const struct page *pg, const struct form_view *f,
                   const struct meetings_page *p);
struct meeting_form_page {
    const struct meeting *meeting; /* NULL: a new one */
    const char *starts, *ends;
};
void meeting_form_show(struct html_writer *w, const struct page *pg, const struct form_view *f,
                       const struct meeting_form_page *p);
struct meeting_page {
    const struct session_view *s;
    const struct item *chosen;      /* the item whose panel is open; NULL */
    const struct option *addable;   /* applications that are not on the agenda */
    const struct item *open;        /* under deliberation; NULL */
    struct quorum quorum;           /* of the open item, or of the meeting */
    struct url base;                /* /office/meetings/ID */
};
void meeting_show(struct html_writer *w, const struct page *pg, const struct form_view *f,
                  const struct meeting_page *p);

/* ── members ── */
struct rooms_page {
    const struct call *call;
    const struct meeting_list *list;
};
void rooms_show(struct html_writer *w, const struct page *pg, const struct rooms_page *p);
struct room_page {
    const struct session_view *s;
    const struct item *open;
    bool presides;     /* over what is open, or somewhere in a written deliberation */
    const bool *may_conclude; /* by item; in writing */
    int64_t me;
    struct url base;
};
void room_show(struct html_writer *w, const struct page *pg, const struct form_view *f, const struct room_page *p);
/* Something is treated in which this member has no part: names nothing. */
void room_wait_show(struct html_writer *w, const struct page *pg, struct url again);

/* ── minutes ── */
struct minutes_page {
    const struct session_view *s;
    bool fixed, office, may_confirm, confirmed;
    const char *hash; /* of what is shown, for the confirmation */
    struct url base;  /* /office/meetings/ID or /committee/meetings/ID */
};
void minutes_show(struct html_writer *w, const struct page *pg, const struct form_view *f,
                  const struct minutes_page *p);
/* Minute of an event, and its sentence. */
const char *event_sentence(struct html_writer *w, const struct event *e);
/* Revision of a part of the wording; 0: not written yet. */
int64_t minutes_revision(const struct session_view *s, const char *part);

/* Tabs of the committee's pages; which: 0 list, 1 meetings. */
void committee_tabs(struct html_writer *w, int which);

/* "2024-09-10 14:00", what a date field shows. */
const char *field_instant(struct arena *a, instant at);

#endif
