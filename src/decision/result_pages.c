/* result_pages.c: the result for the applicant, after the announcement and never before; the press text of the
** office. */
#include "decision/decision_store.h"
#include "decision/press.h"
#include "decision/views.h"

#include "base/id.h"
#include "decision.msg.h"
#include "file/file.h"
#include "http/http.h"
#include "i18n/i18n.h"
#include "ledger/ledger.h"
#include "person/frame.h"
#include "registry/register.h"

#include <string.h>

/* ── the applicant ── */

struct result {
    struct application *app;
    struct call *call;
    struct decision *decision;
    struct letter_row *letter;
    struct release *release;
};

/* Members of the application and the office of its institution, once its release is performed, or notice of
** it is given while it stands approved; else NOT_FOUND, the same whether it is selected, declined, undecided
** or not there at all. */
static struct err *result_open(struct ctx *c, int64_t id, struct result *ret)
{
    struct standing s;
    TRY(application_load(c, id, &ret->app));
    TRY(call_load(c, ret->app->call_id, &ret->call));
    TRY(application_standing(c, ret->app, ret->call, &s));
    TRY(allow(c, ACT_APPLICATION_SEE, ACT_APPLICATION_SEE, s));
    TRY(release_find(c, ret->call->id, &ret->release));
    const struct release *r = ret->release;
    if (!release_is(r, "released") && !(release_is(r, "approved") && r->noticed_at != INSTANT_UNKNOWN))
        return not_found(c->arena);
    TRY(decision_find(c, id, &ret->decision));
    TRY(letter_find(c, id, &ret->letter));
    return ret->decision && ret->letter ? NULL : not_found(c->arena);
}

STMT(designation_of_application, READ, "i", "SELECT id FROM designation WHERE application_id = $1");

static struct err *hub_of(struct ctx *c, int64_t application_id, struct url *ret)
{
    struct row row;
    bool found = false;
    const char *public_id = NULL;
    TRY(db_find(c, designation_of_application, &row, &found, I64(application_id)));
    if (!found)
        return NULL;
    TRY(register_public_id(c, row_i64(&row, 0), &public_id));
    *ret = url_make(c->arena, "/hubs/%s", public_id);
    return NULL;
}

ROUTE(GET, "/applications/:application/result", result_page_get, ACT_APPLICATION_SEE)
{
    struct ctx *c = rq->ctx;
    struct result x = { 0 };
    TRY(result_open(c, param_id(rq, "application"), &x));
    const struct hub_type *type = definition_type(x.call->definition, x.app->type_key);
    const char *id = id_text(c->arena, x.app->id);
    struct result_page p = { .call = x.call, .app = x.app, .decision = x.decision,
                             .type = type ? type->name.in[c->lang] : x.app->type_key,
                             .announced_on = date_of_instant(x.release->announce_at),
                             .announce_at = release_is(x.release, "released") ? INSTANT_UNKNOWN :
                                 x.release->announce_at,
                             .term = term_of_announcement(date_of_instant(x.release->announce_at), x.call->term_years),
                             .document_number = x.letter->document_number,
                             .letter = url_make(c->arena, "/applications/%s/letter.pdf", id) };
    TRY(hub_of(c, x.app->id, &p.hub));
    if (x.decision->outcome == OUTCOME_SELECT && x.release->noticed_at != INSTANT_UNKNOWN)
        p.public_texts = url_make(c->arena, "/applications/%s/public", id);
    struct page *pg = page_for(rq, rs, MSG_TEXT(c->arena, c->lang, MSG_RESULT_TITLE));
    struct html_writer w = page_writer(rq);
    struct page_link *crumbs = arena_array(c->arena, struct page_link, 2);
    crumbs[0] = (struct page_link){ .label = x.app->title, .to = url_make(c->arena, "/applications/%s", id) };
    pg->crumbs = crumbs;
    pg->width = PAGE_NARROW;
    result_show(&w, pg, &p);
    return show(rs, html_done(&w));
}

ROUTE_FLAGS(GET, "/applications/:application/letter.pdf", letter_get, ACT_APPLICATION_SEE, ROUTE_SLOW)
{
    struct ctx *c = rq->ctx;
    struct result x = { 0 };
    TRY(result_open(c, param_id(rq, "application"), &x));
    const char *name = arena_printf(c->arena, "%s.pdf", x.letter->document_number);
    return file_send(c, rs, x.letter->pdf_hash.p, x.letter->pdf_size, name, "application/pdf");
}

/* ── the press ── */

ROUTE(GET, "/office/decision/press", press_get, ACT_OFFICE_DECISION)
{
    struct ctx *c = rq->ctx;
    struct call *call = NULL;
    struct release *r = NULL;
    struct board b;
    struct public_entries entries;
    TRY(call_find_current(c, &call));
    if (call)
        TRY(release_find(c, call->id, &r));
    if (!r)
        return not_found(c->arena);
    TRY(board_load(c, call, BOARD_OFFICE, &b));
    TRY(public_entry_list(c, call->id, &entries));
    struct page *pg = page_for(rq, rs, MSG_TEXT(c->arena, c->lang, MSG_PRESS_TITLE));
    struct html_writer w = page_writer(rq);
    struct page_link *crumbs = arena_array(c->arena, struct page_link, 2);
    crumbs[0] = (struct page_link){ .label = MSG_TEXT(c->arena, c->lang, MSG_RELEASE_PAGE),
                                    .to = { "/office/decision" } };
    pg->crumbs = crumbs;
    press_show(&w, pg, call, r, r->press_ja ? r->press_ja : press_text(c->arena, LANG_JA, &b, r, &entries),
               r->press_en ? r->press_en : press_text(c->arena, LANG_EN, &b, r, &entries));
    return show(rs, html_done(&w));
}
