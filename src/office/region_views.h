/* region_views.h: the limited views: of a regional bureau, and of the contractor that supports the hubs. */
#ifndef OFFICE_REGION_VIEWS_H
#define OFFICE_REGION_VIEWS_H

#include "html/page.h"
#include "html/part.h"

struct region_hub {
    const char *name, *institution, *type, *round, *status;
    enum tone tone;
    struct url to;
    const char *contacts; /* lines "name address"; "": none is named */
};
struct region_contact {
    const char *institution, *prefecture, *name, *email; /* name "": nobody is named */
};
struct region_result {
    const char *call, *receipt_no, *title, *institution, *outcome;
    enum tone tone;
};
struct region_page {
    const char *region;   /* "東北経済産業局（青森県、…）", a line for each */
    size_t hub_count, contact_count, result_count;
    const struct region_hub *hubs;
    const struct region_contact *contacts;
    const struct region_result *results; /* of calls that are announced */
};
void region_show(struct html_writer *w, const struct page *pg, const struct region_page *p);
/* The same hubs with whom to call there; .contacts and .results are not of it. */
void support_show(struct html_writer *w, const struct page *pg, const struct region_page *p);

#endif
