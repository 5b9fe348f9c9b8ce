/* approval_pages.c: stamping and returning, and the paper of the approval. */
#include "decision/approval.h"
#include "decision/decision_store.h"
#include "decision/release_page.h"
#include "decision/views.h"

#include "base/date_parse.h"
#include "base/id.h"
#include "decision.msg.h"
#include "doc/doc_forms.h"
#include "html/field.h"
#include "i18n/i18n.h"
#include "ledger/ledger.h"
#include "person/frame.h"

#include <string.h>

const char *stamp_day(struct html_writer *w, date day)
{
    return w->lang == LANG_JA ? text_wareki(w->out.arena, day) : doc_letter_date(w->out.arena, LANG_EN, day);
}

/* What came of it: the page again with what is wrong, or its notice. */
static struct err *answer(struct request *rq, struct response *rs, struct err *e, const struct msg *done)
{
    if (e && (e->kind == ERR_CONFLICT || e->kind == ERR_REFUSED || e->kind == ERR_INVALID))
        return release_page_show(rq, rs, e);
    TRY(e);
    notice_after(rq, rs, done);
    return see_other(rs, url_make(rq->ctx->arena, "/office/decision"));
}

ROUTE(POST, "/office/decision/approve", release_stamp_submit, ACT_OFFICE_DECISION)
{
    struct ctx *c = rq->ctx;
    struct release *r = NULL;
    int64_t id = 0;
    struct stamp_typed t = { pairs_text(&rq->form, "number"), DATE_UNKNOWN, pairs_text(&rq->form, "note") };
    const char *on = form_date_text(c->arena, &rq->form, "on");
    if (!id_parse(pairs_text(&rq->form, "release"), &id))
        return not_found(c->arena);
    struct err *e = *on ? date_parse(c->arena, on, &t.outside_on) : NULL;
    if (e) {
        e->field = "on";
        return release_page_show(rq, rs, e);
    }
    e = release_stamp(c, id, &t, release_page_seen(rq));
    if (!e)
        TRY(release_load(c, id, &r));
    return answer(rq, rs, e, release_is(r, "approved") ? &MSG_RELEASE_APPROVED : &MSG_RELEASE_STAMPED);
}

ROUTE(POST, "/office/decision/return", release_return_submit, ACT_OFFICE_DECISION)
{
    int64_t id = 0;
    if (!id_parse(pairs_text(&rq->form, "release"), &id))
        return not_found(rq->ctx->arena);
    return answer(rq, rs, release_return(rq->ctx, id, pairs_text(&rq->form, "why"), release_page_seen(rq)),
                  &MSG_RELEASE_RETURNED);
}

ROUTE_FLAGS(GET, "/office/decision/approval.pdf", approval_document_get, ACT_OFFICE_DECISION, ROUTE_SLOW)
{
    struct ctx *c = rq->ctx;
    struct call *call = NULL;
    struct release *r = NULL;
    struct board b;
    struct approval_list list;
    struct doc *d = NULL;
    struct bytes pdf = { 0 };
    TRY(release_page_call(c, &call));
    TRY(release_find(c, call->id, &r));
    if (!r)
        return not_found(c->arena);
    TRY(board_load(c, call, BOARD_OFFICE, &b));
    TRY(approval_list(c, r->id, &list));
    TRY(approval_document(c, call, r, &b, &list, &d));
    TRY(doc_render(c->arena, d, &pdf));
    const char *name = MSG_TEXT(c->arena, LANG_JA, MSG_APPROVAL_FILE, arg_text(call->round));
    return send_download(rs, c->arena, name, "application/pdf", pdf);
}
