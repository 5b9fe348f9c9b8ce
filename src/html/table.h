/* table.h: tables with caption, sorting links and their own scroll box; pager.
**
**   @wrap table_box(w, &(struct table){ .caption = tr(w, MSG_X), .columns = columns, .dense = true })
**   <tr><th scope="row">…</th><td data-align="right">{n}</td></tr>
**   @end
*/
#ifndef HTML_TABLE_H
#define HTML_TABLE_H

#include "html/html.h"
#include "html/page.h"

#include <stdbool.h>

enum sort_state { SORT_NONE, SORT_UP, SORT_DOWN };

struct column {
    const char *label;    /* NULL ends the list */
    const char *align;    /* "right", "center"; NULL: left */
    struct url sort;      /* this list sorted by this column (the other way round when it is already); .s NULL: no */
    enum sort_state sorted;
    bool label_hidden;    /* for a column of buttons */
};

struct table {
    const char *caption;
    const char *note;     /* beside the caption: 全30件; may be NULL */
    const struct column *columns;
    bool dense, stripe, hover;
};

void table_box(struct html_writer *w, const struct table *t);
/* Between the rows and the end: the foot of the table, for sums; <tr>… follow. */
void table_foot(struct html_writer *w);
void table_box_end(struct html_writer *w, const struct table *t);

/* Pages 1…last; url_of(arg, page) makes their addresses. Writes nothing for one page. */
struct pager {
    int page, last;
    struct url (*url_of)(void *arg, int page);
    void *arg;
};
void pager(struct html_writer *w, const struct pager *p);

#endif
