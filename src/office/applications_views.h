/* applications_views.h: the office's views of applications. */
#ifndef OFFICE_APPLICATIONS_VIEWS_H
#define OFFICE_APPLICATIONS_VIEWS_H

#include "application/application.h"
#include "html/page.h"
#include "review/papers.h"
#include "screening/screening.h"

struct office_list_page {
    const struct call *call; /* NULL: there is no call yet */
    struct application_counts counts;
    struct application_list submitted, withdrawn;
    int64_t reviewers_wanted;
    struct screening_list *screening; /* NULL: the call has no formal check, or it has not begun */
};
void office_applications_show(struct html_writer *w, const struct page *pg, const struct office_list_page *x);

struct office_application_page {
    const struct application *app;
    const struct call *call;
    const struct submission *last;
    const struct papers *papers;
    size_t contact_count;
    const struct contact *contacts;
};
void office_application_show(struct html_writer *w, const struct page *pg, const struct office_application_page *x);

#endif
