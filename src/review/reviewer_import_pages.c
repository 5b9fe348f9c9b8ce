/* reviewer_import_pages.c: many reviewers from a table: read, shown, then invited all or none. */
#include "doc/csv.h"
#include "http/http.h"
#include "i18n/i18n.h"
#include "ledger/ledger.h"
#include "person/frame.h"
#include "review/reviewer_views.h"
#include "review/upload.h"
#include "review.msg.h"
#include "reviewer.msg.h"

#include <string.h>

#define ROOM "/office/review/reviewers"

static struct err *show_import(struct request *rq, struct response *rs, struct import_page *p)
{
    struct ctx *c = rq->ctx;
    struct page_link *crumbs = arena_array(c->arena, struct page_link, 3);
    crumbs[0] = (struct page_link){ .label = MSG_TEXT(c->arena, c->lang, MSG_REVIEW_OFFICE_TITLE),
                                    .to = { "/office/review" } };
    crumbs[1] = (struct page_link){ .label = MSG_TEXT(c->arena, c->lang, MSG_REVIEWER_TITLE), .to = { ROOM } };
    struct page *pg = page_for(rq, rs, MSG_TEXT(c->arena, c->lang, MSG_REVIEWER_IMPORT));
    struct html_writer w = page_writer(rq);
    pg->crumbs = crumbs;
    pg->errors = p->faults;
    reviewer_import_show(&w, pg, p);
    return show_status(rs, p->faults ? 422 : 200, html_done(&w));
}

ROUTE(GET, ROOM "/import", reviewer_import_page, ACT_OFFICE_REVIEW)
{
    struct call *call = NULL;
    TRY(call_find_current(rq->ctx, &call));
    return call ? show_import(rq, rs, &(struct import_page){ .call = call }) : not_found(rq->ctx->arena);
}

/* The header, to be filled in. */
ROUTE(GET, ROOM "/import.csv", reviewer_import_template, ACT_OFFICE_REVIEW)
{
    struct ctx *c = rq->ctx;
    struct csv csv = csv_make(c->arena);
    for (const char *const *h = reviewer_csv_header(c->lang); *h; h++)
        csv_text(&csv, *h);
    csv_end_row(&csv);
    return send_download(rs, c->arena, MSG_TEXT(c->arena, c->lang, MSG_REVIEWER_CSV_FILE), "text/csv; charset=utf-8",
                         csv_bytes(&csv));
}

/* "csv" (a file, or the text again), confirm=1: do it. */
ROUTE_PREPARED(POST, ROOM "/import", reviewer_import_submit, upload_text_prepare, ACT_OFFICE_REVIEW, ROUTE_UPLOAD)
{
    struct ctx *c = rq->ctx;
    struct call *call = NULL;
    struct reviewer_table table;
    struct bytes text = upload_text(rq);
    bool confirmed = strcmp(pairs_text(&rq->form, "confirm"), "1") == 0;
    TRY(call_find_current(c, &call));
    if (!call)
        return not_found(c->arena);
    struct import_page p = { .call = call, .csv = (const char *)text.p };
    struct err *e = reviewers_read_csv(c->arena, c->lang, text, &table);
    if (!e)
        e = reviewers_invite_all(c, call->id, &table, !confirmed);
    if (e && e->kind == ERR_INVALID) {
        p.faults = e;
        return show_import(rq, rs, &p);
    }
    TRY(e);
    p.read = &table;
    if (!confirmed)
        return show_import(rq, rs, &p);
    notice_after(rq, rs, &MSG_REVIEWER_ASKED);
    return see_other(rs, (struct url){ ROOM });
}
