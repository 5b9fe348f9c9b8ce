/* extend_views.h: the page on which the office extends the deadline after an outage. */
#ifndef CALL_EXTEND_VIEWS_H
#define CALL_EXTEND_VIEWS_H

#include "call/call_extend.h"
#include "html/field.h"
#include "html/page.h"
#include "html/part.h"

struct outage_line {
    const char *from, *to, *minutes, *kind;
    int64_t failed;
};
struct call_extend_page {
    const struct call *call;
    const char *id, *closes;
    const struct err *refusal; /* why it cannot be extended; NULL */
    size_t n;
    struct outage_line *v;     /* outages of the last seven days */
    const char *evidence;      /* what would be posted */
    const struct option *ends;
};
void call_extend_show(struct html_writer *w, const struct page *pg, const struct form_view *f,
                      const struct call_extend_page *x);

#endif
