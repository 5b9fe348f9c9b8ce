/* public_entry_pages.c: what will be public of a selected hub, for its people and for the office. */
#include "decision/decision_store.h"
#include "decision/public_entry_view.h"
#include "decision/release_page.h"

#include "base/id.h"
#include "i18n/i18n.h"
#include "ledger/ledger.h"
#include "notice.msg.h"
#include "person/frame.h"

#include <string.h>

static struct public_texts texts_typed(const struct request *rq)
{
    struct public_texts t;
    for (enum public_text i = PUBLIC_NAME_JA; i < PUBLIC_TEXT_COUNT; i++)
        t.v[i] = pairs_text(&rq->form, public_text_key(i));
    return t;
}

/* Must exist, with notice given; rights are the caller's question. */
static struct err *load(struct ctx *c, int64_t id, struct public_page *p)
{
    struct application *app = NULL;
    struct call *call = NULL;
    struct release *r = NULL;
    struct public_entry *e = NULL;
    TRY(application_load(c, id, &app));
    TRY(call_load(c, app->call_id, &call));
    TRY(release_find(c, call->id, &r));
    TRY(public_entry_find(c, id, &e));
    if (!e || !r || r->noticed_at == INSTANT_UNKNOWN)
        return not_found(c->arena);
    *p = (struct public_page){ .app = app, .call = call, .release = r, .entry = e };
    return NULL;
}

/* ── the applicant ── */

static struct err *open_page(struct ctx *c, int64_t id, struct public_page *p)
{
    struct application *app = NULL;
    struct call *call = NULL;
    struct standing s;
    TRY(application_load(c, id, &app));
    TRY(call_load(c, app->call_id, &call));
    TRY(application_standing(c, app, call, &s));
    TRY(allow(c, ACT_APPLICATION_SEE, ACT_APPLICATION_SEE, s));
    TRY(load(c, id, p));
    p->lead = (s.relations & REL_LEAD) && !release_is(p->release, "released");
    return NULL;
}

static struct err *show_one(struct request *rq, struct response *rs, const struct err *error)
{
    struct ctx *c = rq->ctx;
    struct public_page p;
    bool invalid = error && error->kind == ERR_INVALID;
    TRY(open_page(c, param_id(rq, "application"), &p));
    const char *id = id_text(c->arena, p.app->id);
    struct form_view f = { .typed = error ? &rq->form : NULL, .errors = invalid ? error : NULL,
                           .to = url_make(c->arena, "/applications/%s/public", id) };
    struct page *pg = page_for(rq, rs, MSG_TEXT(c->arena, c->lang, MSG_NOTICE_PUBLIC_TITLE));
    struct html_writer w = page_writer(rq);
    struct page_link *crumbs = arena_array(c->arena, struct page_link, 3);
    crumbs[0] = (struct page_link){ .label = p.app->title, .to = url_make(c->arena, "/applications/%s", id) };
    pg->crumbs = crumbs;
    pg->width = PAGE_NARROW;
    pg->errors = f.errors;
    if (error && !invalid) {
        pg->notice = NOTICE_ERROR;
        pg->notice_text = err_text(c->arena, c->lang, error);
    }
    public_entry_show(&w, pg, &f, &p);
    return show_status(rs, invalid ? 422 : error ? 409 : 200, html_done(&w));
}

ROUTE(GET, "/applications/:application/public", public_entry_get, ACT_APPLICATION_SEE)
{
    return show_one(rq, rs, NULL);
}

ROUTE(POST, "/applications/:application/public", public_entry_submit, ACT_APPLICATION_CONFIRM)
{
    struct ctx *c = rq->ctx;
    struct public_texts t = texts_typed(rq);
    bool confirmed = false;
    int64_t id = param_id(rq, "application");
    struct err *e = public_entry_answer(c, id, &t, pairs_text(&rq->form, "note"), release_page_seen(rq), &confirmed);
    if (e && (e->kind == ERR_INVALID || e->kind == ERR_CONFLICT || e->kind == ERR_REFUSED))
        return show_one(rq, rs, e);
    TRY(e);
    notice_after(rq, rs, confirmed ? &MSG_NOTICE_CONFIRMED : &MSG_NOTICE_PROPOSED);
    return see_other(rs, url_make(c->arena, "/applications/%s/public", id_text(c->arena, id)));
}

/* ── the office ── */

static const struct page_link *office_crumbs(struct ctx *c, bool one)
{
    struct page_link *v = arena_array(c->arena, struct page_link, 3);
    v[0] = (struct page_link){ .label = MSG_TEXT(c->arena, c->lang, MSG_NOTICE_TO_DECISION),
        .to = { "/office/decision" } };
    if (one)
        v[1] = (struct page_link){ .label = MSG_TEXT(c->arena, c->lang, MSG_NOTICE_LIST_TITLE),
                                   .to = { "/office/decision/public" } };
    return v;
}

ROUTE(GET, "/office/decision/public", public_list_get, ACT_OFFICE_DECISION)
{
    struct ctx *c = rq->ctx;
    struct call *call = NULL;
    struct release *r = NULL;
    struct public_entries list;
    TRY(release_page_call(c, &call));
    TRY(release_find(c, call->id, &r));
    TRY(public_entry_list(c, call->id, &list));
    struct page *pg = page_for(rq, rs, MSG_TEXT(c->arena, c->lang, MSG_NOTICE_LIST_TITLE));
    struct html_writer w = page_writer(rq);
    pg->crumbs = office_crumbs(c, false);
    public_list_show(&w, pg, r, &list);
    return show(rs, html_done(&w));
}

static struct err *show_office(struct request *rq, struct response *rs, bool set, const struct err *error)
{
    struct ctx *c = rq->ctx;
    struct public_page p;
    bool invalid = error && error->kind == ERR_INVALID;
    TRY(load(c, param_id(rq, "application"), &p));
    struct form_view f = { .typed = error ? &rq->form : NULL, .errors = invalid ? error : NULL,
                           .to = url_make(c->arena, "/office/decision/public/%s", id_text(c->arena, p.app->id)) };
    struct page *pg = page_for(rq, rs, p.app->title);
    struct html_writer w = page_writer(rq);
    pg->crumbs = office_crumbs(c, true);
    pg->errors = f.errors;
    if (error && !invalid) {
        pg->notice = NOTICE_ERROR;
        pg->notice_text = err_text(c->arena, c->lang, error);
    }
    (set ? public_set_show : public_office_show)(&w, pg, &f, &p);
    return show_status(rs, invalid ? 422 : error ? 409 : 200, html_done(&w));
}

ROUTE(GET, "/office/decision/public/:application", public_office_get, ACT_OFFICE_DECISION)
{
    return show_office(rq, rs, false, NULL);
}

ROUTE(GET, "/office/decision/public/:application/set", public_set_get, ACT_OFFICE_DECISION)
{
    return show_office(rq, rs, true, NULL);
}

ROUTE(POST, "/office/decision/public/:application", public_office_submit, ACT_OFFICE_DECISION)
{
    static const struct {
        const char *word;
        enum public_reply reply;
        const struct msg *done;
    } REPLIES[] = { { "accept", PUBLIC_ACCEPT, &MSG_NOTICE_ACCEPTED }, { "return", PUBLIC_RETURN,
        &MSG_NOTICE_SENT_BACK },
                    { "set", PUBLIC_SET, &MSG_NOTICE_SET } };
    struct ctx *c = rq->ctx;
    struct public_texts t = texts_typed(rq);
    int64_t id = param_id(rq, "application");
    size_t i = 0;
    while (i < 3 && strcmp(pairs_text(&rq->form, "reply"), REPLIES[i].word) != 0)
        i++;
    if (i == 3)
        return not_found(c->arena);
    struct err *e = public_entry_reply(c, id, REPLIES[i].reply, &t, pairs_text(&rq->form, "note"),
        release_page_seen(rq));
    if (e && (e->kind == ERR_INVALID || e->kind == ERR_CONFLICT || e->kind == ERR_REFUSED))
        return show_office(rq, rs, REPLIES[i].reply == PUBLIC_SET, e);
    TRY(e);
    notice_after(rq, rs, REPLIES[i].done);
    return see_other(rs, url_make(c->arena, "/office/decision/public/%s", id_text(c->arena, id)));
}
