/* desk_views.h: the desk, the ledger and the jobs, as pages of the office. */
#ifndef OFFICE_DESK_VIEWS_H
#define OFFICE_DESK_VIEWS_H

#include "call/call.h"
#include "html/page.h"
#include "html/part.h"
#include "ledger/ledger.h"

struct desk_page {
    instant now;
    const struct card *waiting;        /* what waits, as links; only the end: nothing */
    const struct call *call;           /* the one the office is busy with; NULL: none */
    enum call_phase phase;
    struct url call_page;              /* .s NULL: not for this duty */
    const struct moment *timeline;
    struct url calls;                  /* where one is set up; .s NULL: not for this duty */
};
void desk_show(struct html_writer *w, const struct page *pg, const struct desk_page *x);

struct ledger_row {
    instant at;
    const char *who, *duty, *what, *detail;
    bool sealed;
    int64_t drafts;                    /* > 0: so many acts on drafts; nothing else is said of them */
};
struct ledger_page {
    size_t n;
    const struct ledger_row *v;
    struct url older, newest;          /* .s NULL: there are none */
    bool later;                        /* the particulars are shown after the announcement */
};
void ledger_show(struct html_writer *w, const struct page *pg, const struct ledger_page *x);

struct job_line {
    const char *kind, *key, *state, *error;
    instant run_at;
    int64_t attempts;
    enum tone tone;
};
void jobs_show(struct html_writer *w, const struct page *pg, const struct job_line *v, size_t n);

#endif
