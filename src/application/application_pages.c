/* application_pages.c: a new application; its overview; who writes it together; taking it back. */
#include "application/application_views.h"

#include "base/id.h"
#include "db/db.h"
#include "i18n/i18n.h"
#include "person/account.h"
#include "person/frame.h"
#include "person/person.h"
#include "screening/screening.h"
#include "application.msg.h"
#include "person.msg.h"

#include <string.h>

/* ── a new one ── */

static const struct option *type_options(struct ctx *c, const struct call *call)
{
    struct option *v = arena_array(c->arena, struct option, call->definition->types.n + 1);
    size_t n = 0;
    for (size_t i = 0; i < call->definition->types.n; i++) {
        const struct hub_type *t = &call->definition->types.v[i];
        const struct wording *text = hub_type_text(t);
        if (t->called)
            v[n++] = (struct option){ t->key, t->name.in[c->lang], text ? text->text.in[c->lang] : NULL };
    }
    return v;
}

static const struct option *kind_options(struct ctx *c, const struct call *call)
{
    struct option *v = arena_array(c->arena, struct option, call->definition->applicant_kinds.n + 1);
    for (size_t i = 0; i < call->definition->applicant_kinds.n; i++)
        v[i] = (struct option){ call->definition->applicant_kinds.v[i].key,
                                call->definition->applicant_kinds.v[i].name.in[c->lang], NULL };
    return v;
}

static struct err *institution_options(struct ctx *c, const struct option **ret)
{
    struct institution_list all;
    TRY(institution_list(c, "", &all));
    struct option *v = arena_array(c->arena, struct option, all.n + 1);
    for (size_t i = 0; i < all.n; i++)
        v[i] = (struct option){ id_text(c->arena, all.v[i].id), all.v[i].name, NULL };
    *ret = v;
    return NULL;
}

static struct err *show_new(struct request *rq, struct response *rs, const struct err *errors)
{
    struct ctx *c = rq->ctx;
    struct new_page x = { .now = c->now };
    struct call *call = NULL;
    const char *round = rq->method == POST ? pairs_text(&rq->form, "call") : pairs_get(&rq->query, "call");
    if (round)
        TRY(call_load_round(c, round, &call));
    else
        TRY(call_find_current(c, &call));
    if (!call)
        return not_found(c->arena);
    x.call = call;
    if (rq->method == GET && call_phase(call, c->now) != CALL_UPCOMING)
        TRY(call_accepts(c->arena, call, c->now));
    x.call_title = call_title(c->arena, c->lang, call);
    x.form = (struct form_view){ .typed = errors ? &rq->form : NULL,
                                 .errors = errors,
                                 .to = { "/applications/new" } };
    x.types = type_options(c, call);
    x.kinds = kind_options(c, call);
    x.prefectures = prefecture_options(c->arena, c->lang);
    TRY(institution_options(c, &x.institutions));
    x.institution = c->viewer->institution_id ? id_text(c->arena, c->viewer->institution_id) : "";
    struct page *pg = page_for(rq, rs, MSG_TEXT(c->arena, c->lang, MSG_APPLICATION_NEW));
    struct html_writer w = page_writer(rq);
    pg->width = PAGE_NARROW;
    pg->errors = errors;
    application_new_show(&w, pg, &x);
    return show_status(rs, errors ? 422 : 200, html_done(&w));
}

ROUTE(GET, "/applications/new", application_new_page, ACT_APPLICATION_BEGIN)
{
    return show_new(rq, rs, NULL);
}

ROUTE(POST, "/applications/new", application_new_submit, ACT_APPLICATION_BEGIN)
{
    struct ctx *c = rq->ctx;
    struct call *call = NULL;
    int64_t id = 0;
    int64_t institution = 0;
    struct institution_typed typed = { pairs_text(&rq->form, "institution_name"),
                                       pairs_text(&rq->form, "institution_kind"),
                                       pairs_text(&rq->form, "institution_prefecture") };
    TRY(call_load_round(c, pairs_text(&rq->form, "call"), &call));
    if (!*typed.name)
        (void)id_parse(pairs_text(&rq->form, "institution"), &institution);
    struct err *e = application_begin_typed(c, call->id, pairs_text(&rq->form, "type"),
                                            pairs_text(&rq->form, "title"), institution, &typed, &id);
    if (e && e->kind == ERR_INVALID)
        return show_new(rq, rs, e);
    TRY(e);
    notice_after(rq, rs, &MSG_APPLICATION_BEGUN);
    return see_other(rs, application_url(c->arena, id, ""));
}

/* ── the overview ── */

enum form_of_page { FORM_NONE, FORM_INVITE, FORM_WITHDRAW };

static struct err *show_overview(struct request *rq, struct response *rs, enum form_of_page which,
                                 const struct err *errors)
{
    struct ctx *c = rq->ctx;
    struct application_page *a = NULL;
    struct submission *last = NULL;
    struct show_page x = { .me = viewer_person(c) };
    struct contact *contacts = NULL;
    TRY(application_page_load(rq, NULL, &a));
    TRY(application_contacts(c, a->app->id, &x.contact_count, &contacts));
    if (a->app->submission_id)
        TRY(submission_load(c, a->app->submission_id, &last));
    if (!a->open)
        TRY(application_count_late(c, a->app->id, &x.late));
    x.a = a;
    x.last = last;
    if (last && a->def->rules.formal_check) {
        struct screening *formal = arena_new(c->arena, struct screening);
        TRY(screening_load(c, a->app, formal));
        x.formal = formal;
    }
    x.last_by = "";
    x.contacts = contacts;
    for (size_t i = 0; last && i < x.contact_count; i++)
        if (contacts[i].person == last->sent_by)
            x.last_by = contacts[i].name;
    x.invite = (struct form_view){ .typed = which == FORM_INVITE ? &rq->form : NULL,
                                   .errors = which == FORM_INVITE ? errors : NULL,
                                   .to = application_url(c->arena, a->app->id, "/members") };
    x.withdraw = (struct form_view){ .typed = which == FORM_WITHDRAW ? &rq->form : NULL,
                                     .errors = which == FORM_WITHDRAW ? errors : NULL,
                                     .to = application_url(c->arena, a->app->id, "/withdraw") };
    struct option *roles = arena_array(c->arena, struct option, 3);
    roles[0] = (struct option){ "editor", MSG_TEXT(c->arena, c->lang, MSG_APPLICATION_EDITOR),
                                MSG_TEXT(c->arena, c->lang, MSG_APPLICATION_EDITOR_TEXT) };
    roles[1] = (struct option){ "viewer", MSG_TEXT(c->arena, c->lang, MSG_APPLICATION_VIEWER),
                                MSG_TEXT(c->arena, c->lang, MSG_APPLICATION_VIEWER_TEXT) };
    x.roles = roles;
    struct page *pg = page_for(rq, rs, a->app->title);
    struct html_writer w = page_writer(rq);
    pg->errors = errors;
    application_show(&w, pg, &x);
    return show_status(rs, errors ? 422 : 200, html_done(&w));
}

ROUTE(GET, "/applications/:application", application_page, ACT_APPLICATION_SEE)
{
    return show_overview(rq, rs, FORM_NONE, NULL);
}

ROUTE(POST, "/applications/:application/members", application_invite_page, ACT_APPLICATION_SHARE)
{
    int64_t id = param_id(rq, "application");
    struct err *e =
        application_invite(rq->ctx, id, pairs_text(&rq->form, "email"), pairs_text(&rq->form, "role"));
    if (e && e->kind == ERR_INVALID)
        return show_overview(rq, rs, FORM_INVITE, e);
    TRY(e);
    notice_after(rq, rs, &MSG_PERSON_INVITED);
    return see_other(rs, application_url(rq->ctx->arena, id, ""));
}

ROUTE(POST, "/applications/:application/members/:person", application_member_page, ACT_APPLICATION_SHARE)
{
    int64_t id = param_id(rq, "application");
    const char *role = pairs_text(&rq->form, "role");
    TRY(application_set_role(rq->ctx, id, param_id(rq, "person"), strcmp(role, "none") == 0 ? NULL : role));
    notice_after(rq, rs,
                 strcmp(role, "none") == 0 ? &MSG_APPLICATION_MEMBER_REMOVED
                                           : &MSG_APPLICATION_MEMBER_CHANGED);
    return see_other(rs, application_url(rq->ctx->arena, id, ""));
}

ROUTE(POST, "/applications/:application/withdraw", application_withdraw_page, ACT_APPLICATION_WITHDRAW)
{
    int64_t id = param_id(rq, "application");
    if (strcmp(pairs_text(&rq->form, "confirm"), "1") != 0)
        return show_overview(rq, rs, FORM_WITHDRAW,
                             invalid(rq->ctx->arena, "confirm", MSG_APPLICATION_CONFIRM_MISSING));
    struct err *e = application_withdraw(rq->ctx, id, pairs_text(&rq->form, "reason"));
    if (e && e->kind == ERR_INVALID)
        return show_overview(rq, rs, FORM_WITHDRAW, e);
    TRY(e);
    notice_after(rq, rs, &MSG_APPLICATION_WITHDRAWN);
    return see_other(rs, application_url(rq->ctx->arena, id, ""));
}
