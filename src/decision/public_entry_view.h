/* public_entry_view.h: what the pages of public_entry are shown with. */
#ifndef DECISION_PUBLIC_ENTRY_VIEW_H
#define DECISION_PUBLIC_ENTRY_VIEW_H

#include "decision/public_entry.h"
#include "html/field.h"
#include "html/page.h"

#include <string.h>

struct public_page {
    const struct application *app;
    const struct call *call;
    const struct release *release;
    const struct public_entry *entry;
    bool lead;   /* the viewer may answer now */
};
/* The applicant's. */
void public_entry_show(struct html_writer *w, const struct page *pg, const struct form_view *f,
    const struct public_page *p);
/* The office's: all of a call, and one. */
void public_list_show(struct html_writer *w, const struct page *pg, const struct release *r,
                      const struct public_entries *list);
void public_office_show(struct html_writer *w, const struct page *pg, const struct form_view *f,
                        const struct public_page *p);
/* What the hub said by another way. */
void public_set_show(struct html_writer *w, const struct page *pg, const struct form_view *f,
    const struct public_page *p);

#endif
