/* papers_views.h: the views of a call's files and briefings. */
#ifndef CALL_PAPERS_VIEWS_H
#define CALL_PAPERS_VIEWS_H

#include "call/call_papers.h"
#include "html/field.h"
#include "html/page.h"
#include "html/part.h"

struct call_papers_page {
    const struct call *call;
    const char *id;
    bool draft, published;
    const struct call_files *files;
    const struct option *series; /* a new file, or a newer version of one */
    const struct briefings *briefings;
    const struct briefing *one; /* that is being edited; NULL: a new one */
};
void call_papers_show(struct html_writer *w, const struct page *pg, const struct form_view *file,
                      const struct form_view *briefing, const struct call_papers_page *x);

/* For the page of the call: what is handed out, and when the briefings are. office: the id of the call, for
** its own list; NULL: the public one. */
void call_files_show(struct html_writer *w, const struct call_files *files, const char *round, const char *office);
void call_briefings_show(struct html_writer *w, const struct briefings *all);
const char *call_file_kind_word(struct html_writer *w, const char *kind);

#endif
