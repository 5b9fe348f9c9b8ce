/* frame.h: what stands around the content of a page, for the person who asks: names, navigation, duty, notice. */
#ifndef PERSON_FRAME_H
#define PERSON_FRAME_H

#include "html/page.h"
#include "http/http.h"
#include "person/policy.h"

/* A page for this request, ready for page_head(); title in the language of the answer. The caller may set width,
** crumbs and errors. Where a notice waits (notice_after), it is shown and taken away by *rs. */
struct page *page_for(struct request *rq, struct response *rs, const char *title);
/* A writer in the arena and language of the request. */
struct html_writer page_writer(struct request *rq);
/* The next page tells this once. m must be an act of the ledger (LEDGER_ACT): its sentence is the notice. */
void notice_after(struct request *rq, struct response *rs, const struct msg *m);

/* A link below the page to the history of what it shows (history/kinds.c has the kinds), where the viewer may read one.
** label NULL: 変更の履歴. */
void page_history(struct request *rq, struct page *pg, const char *kind, int64_t id, const struct msg *label);

/* Where the button stands that takes an entry back, in the room of that duty; .s NULL: there is none in its room. */
struct url undo_url(struct arena *a, enum duty acting, int64_t entry);

/* The hook of the boundary: every error in the site's layout, JSON under /api/ and for the script. */
void frame_error_page(struct request *rq, struct response *rs, int status, const struct err *e);

#endif
