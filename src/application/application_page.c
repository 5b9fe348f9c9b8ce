/* application_page.c: what every page of one application needs, and the list of them. */
#include "application/application_views.h"

#include "application/application_missing.h"
#include "base/id.h"
#include "db/db.h"
#include "i18n/i18n.h"
#include "person/frame.h"
#include "person/person.h"
#include "application.msg.h"

#include <string.h>

struct url application_url(struct arena *a, int64_t id, const char *more)
{
    struct url u = url_make(a, "/applications/%s", id_text(a, id));
    u.s = arena_printf(a, "%s%s", u.s, more);
    return u;
}

const char *application_type_name(const struct definition *def, const char *key, enum lang lang)
{
    const struct hub_type *type = definition_type(def, key);
    return type ? type->name.in[lang] : key;
}

static void put_rights(struct ctx *c, const struct application_at *at, struct application_page *x)
{
    unsigned duties = c->viewer ? c->viewer->duties : 0;
    const struct standing *s = &at->standing;
    enum call_phase phase = call_phase(at->call, c->now);
    x->may_edit = policy_allows(ACT_APPLICATION_EDIT, duties, s->relations, s->states);
    x->may_submit = policy_allows(ACT_APPLICATION_SUBMIT, duties, s->relations, s->states);
    x->may_share = policy_allows(ACT_APPLICATION_SHARE, duties, s->relations, s->states);
    x->may_withdraw = policy_allows(ACT_APPLICATION_WITHDRAW, duties, s->relations, s->states);
    x->may_approve = at->call->definition->rules.institution_approval &&
                     at->app->approved_at == INSTANT_UNKNOWN &&
                     policy_allows(ACT_APPLICATION_APPROVE, duties, s->relations, s->states);
    x->late = application_is_late(c, ACT_APPLICATION_EDIT, at);
    x->open = (phase == CALL_OPEN || phase == CALL_UPCOMING) && strcmp(at->app->state, "withdrawn") != 0;
}

struct err *application_page_load(struct request *rq, const char *section, struct application_page **ret)
{
    struct ctx *c = rq->ctx;
    struct application_at at = { 0 };
    struct application_page *x = arena_new(c->arena, struct application_page);
    TRY(application_at(c, param_id(rq, "application"), ACT_APPLICATION_SEE, &at));
    *x = (struct application_page){
        .app = at.app, .call = at.call, .def = at.call->definition, .now = c->now, .section = section
    };
    TRY(application_form_load(c, at.app, x->def, &x->form));
    x->call_title = call_title(c->arena, c->lang, at.call);
    x->returned = at.returned;
    x->sentence = call_deadline_sentence(c->arena, c->lang, at.call);
    x->type = application_type_name(x->def, at.app->type_key, c->lang);
    x->url = application_url(c->arena, at.app->id, "");
    x->review = application_url(c->arena, at.app->id, "/review");
    x->receipt = application_url(c->arena, at.app->id, "/receipt");
    x->history = application_url(c->arena, at.app->id, "/history");
    application_page_judge(c, x);
    put_rights(c, &at, x);
    *ret = x;
    return NULL;
}

/* ── lists ── */

static struct err *fill_list(struct ctx *c, const struct application_list *list, struct list_page *ret)
{
    struct call_list calls;
    TRY(call_list(c, &calls));
    struct list_line *v = arena_array(c->arena, struct list_line, list->n + 1);
    const struct call **open = arena_array(c->arena, const struct call *, calls.n + 1);
    for (size_t k = 0; k < calls.n; k++) {
        enum call_phase phase = call_phase(calls.v[k], c->now);
        if (phase == CALL_OPEN || phase == CALL_UPCOMING)
            open[ret->call_count++] = calls.v[k];
    }
    for (size_t i = 0; i < list->n; i++)
        for (size_t k = 0; k < calls.n; k++)
            if (calls.v[k]->id == list->v[i]->call_id) {
                const struct call *call = calls.v[k];
                enum call_phase phase = call_phase(call, c->now);
                v[ret->n++] = (struct list_line){
                    .app = list->v[i],
                    .call = call,
                    .to = application_url(c->arena, list->v[i]->id, ""),
                    .open = phase == CALL_OPEN || phase == CALL_UPCOMING,
                    .may_approve = phase == CALL_OPEN && call->definition->rules.institution_approval &&
                                   list->v[i]->approved_at == INSTANT_UNKNOWN &&
                                   strcmp(list->v[i]->state, "withdrawn") != 0,
                    .type = application_type_name(call->definition, list->v[i]->type_key, c->lang)
                };
            }
    ret->v = v;
    ret->calls = open;
    ret->now = c->now;
    return NULL;
}

ROUTE(GET, "/applications", applications_page, ACT_APPLICATION_SEE)
{
    struct application_list mine;
    struct list_page x = { 0 };
    TRY(application_list_mine(rq->ctx, &mine));
    TRY(fill_list(rq->ctx, &mine, &x));
    struct page *pg = page_for(rq, rs, MSG_TEXT(rq->ctx->arena, rq->ctx->lang, MSG_APPLICATION_LIST));
    struct html_writer w = page_writer(rq);
    application_list_show(&w, pg, &x);
    return show(rs, html_done(&w));
}

ROUTE(GET, "/institution", institution_page, ACT_INSTITUTION_SEE)
{
    struct application_list all;
    struct list_page x = { 0 };
    TRY(application_list_institution(rq->ctx, &all));
    TRY(fill_list(rq->ctx, &all, &x));
    struct page *pg =
        page_for(rq, rs, MSG_TEXT(rq->ctx->arena, rq->ctx->lang, MSG_APPLICATION_INSTITUTION_LIST));
    struct html_writer w = page_writer(rq);
    institution_list_show(&w, pg, &x);
    return show(rs, html_done(&w));
}

ROUTE(POST, "/institution/applications/:application/approve", institution_approve_page,
      ACT_APPLICATION_APPROVE)
{
    TRY(application_approve(rq->ctx, param_id(rq, "application")));
    notice_after(rq, rs, &MSG_APPLICATION_APPROVED);
    return see_other(rs, url_make(rq->ctx->arena, "/institution"));
}
