/* site_view.h: what the public pages of the site are shown with. Private to registry/. */
#ifndef REGISTRY_SITE_VIEW_H
#define REGISTRY_SITE_VIEW_H

#include "call/call.h"
#include "registry/register_view.h"

struct home_page {
    const struct register_words *words; /* NULL: nothing was loaded yet */
    const char *brief;                  /* over the name; NULL */
    const struct call_list *calls;
    const struct card *cards;
    date latest_on;
    const char *latest_round, *latest_name;
    int64_t latest_count; /* 0: nothing was announced */
};
void home_show(struct html_writer *w, const struct page *pg, const struct home_page *p);
/* Calls that are open or will be; a sentence when there is none. */
void call_teasers(struct html_writer *w, const struct call_list *calls, instant now);
/* Is it open or to come? Counts those that are. */
bool teaser_is_due(const struct call *call, instant now, int *shown);

struct data_page {
    const struct register_words *words;
    const char *keys; /* of the types, with their names */
    date today;
};
void data_show(struct html_writer *w, const struct page *pg, const struct data_page *p);

struct about_page {
    const char *programme;
    const struct detail *contact; /* NULL: nothing was loaded yet */
};
void about_show(struct html_writer *w, const struct page *pg, const struct about_page *p);

#endif
