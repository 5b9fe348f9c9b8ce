/* office_pages.c: the office sets a call up, looks at it as the public will, and publishes it. */
#include "call/office_views.h"
#include "call/views.h"

#include "base/id.h"
#include "base/site.h"
#include "base/text.h"
#include "base/vec.h"
#include "db/db.h"
#include "http/http.h"
#include "i18n/i18n.h"
#include "ledger/ledger.h"
#include "office/desk.h"
#include "person/account.h"
#include "person/frame.h"
#include "call.msg.h"

#include <string.h>

#define SAY(m, ...) MSG_TEXT(c->arena, c->lang, m __VA_OPT__(, ) __VA_ARGS__)

/* ── the list, and a new call ── */

/* "" is the newest version of the programme; else an earlier call by its id. */
static const struct option *from_options(struct ctx *c, const struct call_list *calls, bool any_definition)
{
    VEC(struct option) v = { 0 };
    if (any_definition)
        *vec_push(c->arena, &v) = (struct option){ .value = "", .label = SAY(MSG_CALL_FROM_NEWEST) };
    for (size_t i = 0; i < calls->n; i++)
        *vec_push(c->arena, &v) =
            (struct option){ .value = id_text(c->arena, calls->v[i]->id),
                             .label = SAY(MSG_CALL_FROM_CALL,
                                          arg_text(call_title(c->arena, c->lang, calls->v[i]))) };
    *vec_push(c->arena, &v) = (struct option){ 0 };
    return v.v;
}

static struct err *show_list(struct request *rq, struct response *rs, const struct err *errors)
{
    struct ctx *c = rq->ctx;
    struct office_calls_page x = { .now = c->now };
    const struct definition *def = NULL;
    int64_t id = 0;
    TRY(call_list(c, &x.calls));
    TRY(definition_find_newest(c, &def, &id));
    x.from = from_options(c, &x.calls, def);
    struct form_view f = { .typed = errors ? &rq->form : NULL, .errors = errors, .to = { "/office/calls" } };
    struct page *pg = page_for(rq, rs, SAY(MSG_CALL_LIST_TITLE));
    struct html_writer w = page_writer(rq);
    pg->errors = errors;
    office_calls_show(&w, pg, &f, &x);
    return show_status(rs, errors ? 422 : 200, html_done(&w));
}

ROUTE(GET, "/office/calls", office_calls_page, ACT_OFFICE_CALL)
{
    return show_list(rq, rs, NULL);
}

/* From an earlier call, or ("") from the newest version of the programme's data. */
static struct err *begin_call(struct request *rq, const char *round, int64_t *ret_id)
{
    struct ctx *c = rq->ctx;
    const char *from = pairs_text(&rq->form, "from");
    const struct definition *def = NULL;
    int64_t id = 0;
    if (*from) {
        struct err *e = id_parse(from, &id) ? call_copy(c, id, round, ret_id) : not_found(c->arena);
        return e && e->kind == ERR_NOT_FOUND ? invalid(c->arena, "from", MSG_CALL_NO_DEFINITION) : e;
    }
    TRY(definition_find_newest(c, &def, &id));
    if (!def)
        return invalid(c->arena, "from", MSG_CALL_NO_DEFINITION);
    return call_create(c, def, round, NULL, c->site->rehearsal, ret_id);
}

ROUTE(POST, "/office/calls", office_calls_submit, ACT_OFFICE_CALL)
{
    struct ctx *c = rq->ctx;
    int64_t id = 0;
    const char *round = text_nfkc(c->arena, text_trim_display(c->arena, pairs_text(&rq->form, "round")));
    struct err *e = begin_call(rq, round, &id);
    if (err_is_for_the_person(e) && e->kind == ERR_INVALID)
        return show_list(rq, rs, e);
    TRY(e);
    notice_after(rq, rs, &MSG_CALL_CREATED);
    return see_other(rs, url_make(c->arena, "/office/calls/%s", id_text(c->arena, id)));
}

/* ── one call ── */

static struct err *published_words(struct ctx *c, const struct call *call, const char **ret)
{
    struct person *person = NULL;
    *ret = NULL;
    if (call->published_at == INSTANT_UNKNOWN)
        return NULL;
    if (call->published_by)
        TRY(person_load(c, call->published_by, &person));
    *ret = person ? SAY(MSG_CALL_PUBLISHED_BY, arg_text(person->name), arg_instant(call->published_at))
                  : SAY(MSG_CALL_PUBLISHED_AT, arg_instant(call->published_at));
    return NULL;
}

static struct page *page_below_calls(struct request *rq, struct response *rs, const struct call *call,
                                     const char *title, struct page_link *crumbs)
{
    struct ctx *c = rq->ctx;
    struct page *pg = page_for(rq, rs, title ? title : call_title(c->arena, c->lang, call));
    crumbs[0] = (struct page_link){ .label = SAY(MSG_CALL_LIST_TITLE), .to = { "/office/calls" } };
    if (title)
        crumbs[1] =
            (struct page_link){ .label = call_title(c->arena, c->lang, call),
                                .to = url_make(c->arena, "/office/calls/%s", id_text(c->arena, call->id)) };
    pg->crumbs = crumbs;
    return pg;
}

static struct err *show_one(struct request *rq, struct response *rs, const struct err *errors)
{
    struct ctx *c = rq->ctx;
    struct call *call = NULL;
    struct call_items items;
    TRY(call_load(c, param_id(rq, "call"), &call));
    TRY(call_items_list(c, call, &items));
    struct office_call_page x = { .call = call,
                                  .phase = call_phase(call, c->now),
                                  .id = id_text(c->arena, call->id),
                                  .items = &items,
                                  .dates = call_date_facts(c, call),
                                  .timeline = call_timeline(c, call) };
    if (x.phase == CALL_DRAFT)
        x.missing = call_may_publish(c->arena, call, items.unconfirmed, c->now);
    TRY(published_words(c, call, &x.published));
    struct page_link crumbs[3] = { 0 };
    struct page *pg = page_below_calls(rq, rs, call, NULL, crumbs);
    struct html_writer w = page_writer(rq);
    pg->errors = errors;
    page_history(rq, pg, "call", call->id, NULL);
    office_call_show(&w, pg, &x);
    return show_status(rs, errors ? 422 : 200, html_done(&w));
}

ROUTE(GET, "/office/calls/:call", office_call_page, ACT_OFFICE_CALL)
{
    return show_one(rq, rs, NULL);
}

ROUTE(POST, "/office/calls/:call/publish", office_call_publish, ACT_OFFICE_CALL)
{
    struct ctx *c = rq->ctx;
    if (strcmp(pairs_text(&rq->form, "confirm"), "1") != 0)
        return show_one(rq, rs, invalid(c->arena, "confirm", MSG_CALL_PUBLISH_NOT_AGREED));
    TRY(call_publish(c, param_id(rq, "call")));
    notice_after(rq, rs, &MSG_CALL_PUBLISHED);
    return see_other(rs, url_make(c->arena, "/office/calls/%s", param(rq, "call")));
}

ROUTE(GET, "/office/calls/:call/preview", office_call_preview, ACT_OFFICE_CALL)
{
    struct ctx *c = rq->ctx;
    struct call *call = NULL;
    TRY(call_load(c, param_id(rq, "call"), &call));
    struct call_page x = call_page_of(c, call);
    x.office = url_make(c->arena, "/office/calls/%s", id_text(c->arena, call->id));
    struct page_link crumbs[3] = { 0 };
    struct page *pg = page_below_calls(rq, rs, call, SAY(MSG_CALL_PREVIEW_TITLE), crumbs);
    struct html_writer w = page_writer(rq);
    call_show(&w, pg, &x);
    return show(rs, html_done(&w));
}

/* ── what of this waits on the desk ── */

STMT(call_drafts, READ, "", "SELECT count(*) FROM call WHERE state = 'draft'");

DESK_ITEM(call_drafts, 10, count_drafts);
static struct err *count_drafts(struct ctx *c, const struct call *call, struct desk_item *ret)
{
    (void)call;
    *ret = (struct desk_item){ .label = SAY(MSG_CALL_DESK_DRAFTS),
                               .to = { "/office/calls" },
                               .unit = SAY(MSG_CALL_DESK_UNIT),
                               .note = SAY(MSG_CALL_DESK_DRAFTS_NOTE) };
    return db_i64(c, call_drafts, &ret->number);
}

DESK_ITEM(call_unconfirmed, 11, count_unconfirmed);
static struct err *count_unconfirmed(struct ctx *c, const struct call *call, struct desk_item *ret)
{
    struct call *draft = NULL;
    struct call_items items;
    (void)call;
    TRY(call_find_draft(c, &draft));
    if (!draft)
        return NULL;
    TRY(call_items_list(c, draft, &items));
    const char *id = id_text(c->arena, draft->id);
    const char *title = call_title(c->arena, c->lang, draft);
    if (items.unconfirmed)
        *ret = (struct desk_item){ .label = SAY(MSG_CALL_DESK_UNCONFIRMED),
                                   .to = url_make(c->arena, "/office/calls/%s/items", id),
                                   .number = items.unconfirmed,
                                   .unit = SAY(MSG_CALL_DESK_UNCONFIRMED_UNIT),
                                   .note = title };
    else if (!call_may_publish(c->arena, draft, 0, c->now))
        *ret = (struct desk_item){ .label = SAY(MSG_CALL_DESK_READY),
                                   .to = url_make(c->arena, "/office/calls/%s", id),
                                   .number = 1,
                                   .unit = SAY(MSG_CALL_DESK_UNIT),
                                   .note = title };
    return NULL;
}
