/* clock_views.h: the view of the rehearsal's clock. */
#ifndef OFFICE_CLOCK_VIEWS_H
#define OFFICE_CLOCK_VIEWS_H

#include "html/field.h"
#include "html/page.h"

void clock_show(struct html_writer *w, const struct page *pg, const struct form_view *f, instant now);

#endif
