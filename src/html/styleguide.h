/* styleguide.h: one page with every component, for ourselves and for the browser tests. */
#ifndef HTML_STYLEGUIDE_H
#define HTML_STYLEGUIDE_H

#include "html/field.h"
#include "html/page.h"

/* Its words are examples, so they stand in the view and not in locale/. */
void styleguide_show(struct html_writer *w, const struct page *pg);

#endif
