/* people_pages.c: the office's pages of people: duties held, invitations, ends of duties. */
#include "base/date.h"
#include "base/id.h"
#include "http/http.h"
#include "i18n/i18n.h"
#include "ledger/ledger.h"
#include "office/people.h"
#include "office/people_views.h"
#include "person/bureau.h"
#include "person/duty.h"
#include "person/frame.h"
#include "person/institution.h"
#include "person/person.h"
#include "people.msg.h"
#include "person.msg.h"

#include <string.h>

#define SHOWN_MOST 300

static const struct page_link *crumbs(struct ctx *c)
{
    struct page_link *v = arena_array(c->arena, struct page_link, 2);
    v[0] = (struct page_link){ .label = MSG_TEXT(c->arena, c->lang, MSG_PEOPLE_TITLE),
                               .to = { "/office/people" } };
    return v;
}

static struct page *page_below(struct request *rq, struct response *rs, const char *title)
{
    struct page *pg = page_for(rq, rs, title);
    pg->crumbs = crumbs(rq->ctx);
    pg->width = PAGE_NARROW;
    return pg;
}

static const char *duty_name(struct ctx *c, enum duty duty)
{
    return MSG_TEXT(c->arena, c->lang, *duty_word(duty)->name);
}

/* Those of the staff are the lead's business. */
static bool may_handle(struct ctx *c, enum duty duty)
{
    return !(duty & DUTIES_OF_STAFF) || policy_act_possible(ACT_OFFICE_STAFF, c->viewer->duties);
}

/* What a duty may be held for. */
struct scopes {
    struct call_list calls;
    struct bureau_list bureaus;
};

static struct err *scopes_load(struct ctx *c, struct scopes *ret)
{
    TRY(call_list(c, &ret->calls));
    return bureau_list(c, &ret->bureaus);
}

/* For which call, of which institution, of which bureau. */
static const char *whose(struct ctx *c, const struct scopes *all, int64_t call_id, const char *institution,
                         const char *region)
{
    for (size_t i = 0; i < all->calls.n; i++)
        if (all->calls.v[i]->id == call_id)
            return call_title(c->arena, c->lang, all->calls.v[i]);
    const struct bureau *b = bureau_of(&all->bureaus, region);
    return b ? b->name[c->lang] : institution;
}

/* ── the list ── */

static const struct option *duty_options(struct ctx *c, bool with_all, bool only_handled)
{
    struct option *v = arena_array(c->arena, struct option, DUTY_COUNT + 2);
    size_t n = 0;
    if (with_all)
        v[n++] = (struct option){ .value = "", .label = MSG_TEXT(c->arena, c->lang, MSG_PEOPLE_ALL_DUTIES) };
    for (int i = 0; i < DUTY_COUNT; i++) {
        const struct duty_word *word = &duty_words()[i];
        if (only_handled && (!(word->duty & DUTIES_INVITED) || !may_handle(c, word->duty)))
            continue;
        v[n++] = (struct option){ .value = word->word, .label = MSG_TEXT(c->arena, c->lang, *word->name) };
    }
    return v;
}

static void list_holders(struct ctx *c, const struct duty_lines *found, const struct scopes *scopes,
                         struct people_page *ret)
{
    size_t n = found->n < SHOWN_MOST ? found->n : SHOWN_MOST;
    struct people_line *v = arena_array(c->arena, struct people_line, n);
    for (size_t i = 0; i < n; i++) {
        const struct duty_line *d = &found->v[i];
        v[i] = (struct people_line){ .name = d->name,
                                     .kana = d->kana,
                                     .email = d->email,
                                     .duty = duty_name(c, d->duty),
                                     .whose = whose(c, scopes, d->call_id, d->institution, d->region),
                                     .since = text_date(c->arena, c->lang, date_of_instant(d->granted_at)) };
        if (may_handle(c, d->duty))
            v[i].to = url_make(c->arena, "/office/duties/%s", id_text(c->arena, d->id));
    }
    ret->n = n;
    ret->all = found->n;
    ret->v = v;
}

/* Of an institution of the list; "" for none. */
static const char *institution_name(const struct institution_list *all, int64_t id)
{
    for (size_t i = 0; id && i < all->n; i++)
        if (all->v[i].id == id)
            return all->v[i].name;
    return "";
}

static struct err *list_invitations(struct ctx *c, const struct scopes *scopes, struct people_page *ret)
{
    struct invitation_list list;
    struct institution_list institutions;
    TRY(invitation_list(c, &list));
    TRY(institution_list(c, "", &institutions));
    struct people_line *v = arena_array(c->arena, struct people_line, list.n);
    for (size_t i = 0; i < list.n; i++) {
        const struct invitation *x = &list.v[i];
        v[i] = (struct people_line){ .email = x->email,
                                     .duty = duty_name(c, x->grant.duty),
                                     .by = x->by,
                                     .whose = whose(c, scopes, x->grant.call_id,
                                                    institution_name(&institutions, x->grant.institution_id),
                                                    x->grant.region),
                                     .since = text_instant(c->arena, c->lang, x->sent_at),
                                     .is_over = x->is_over };
        if (!may_handle(c, x->grant.duty))
            continue;
        v[i].resend = url_make(c->arena, "/office/invitations/%s/resend", id_text(c->arena, x->id));
        v[i].withdraw = url_make(c->arena, "/office/invitations/%s/withdraw", id_text(c->arena, x->id));
    }
    ret->invited_n = list.n;
    ret->invited = v;
    return NULL;
}

ROUTE(GET, "/office/people", people_page_show, ACT_OFFICE_PEOPLE)
{
    struct ctx *c = rq->ctx;
    struct duty_lines found;
    struct scopes scopes;
    const char *duty = pairs_text(&rq->query, "duty");
    struct people_page p = { .search = pairs_text(&rq->query, "search"),
                             .duty = duty,
                             .duties = duty_options(c, true, false) };
    TRY(scopes_load(c, &scopes));
    TRY(people_search(c, p.search, duty_parse(duty), &found));
    list_holders(c, &found, &scopes, &p);
    TRY(list_invitations(c, &scopes, &p));
    struct page *pg = page_for(rq, rs, MSG_TEXT(c->arena, c->lang, MSG_PEOPLE_TITLE));
    struct html_writer w = page_writer(rq);
    people_show(&w, pg, &p);
    return show(rs, html_done(&w));
}

/* ── invitations ── */

static struct err *choices(struct ctx *c, struct invite_page *ret)
{
    struct arena *a = c->arena;
    struct call_list calls;
    struct institution_list institutions;
    const char *none = MSG_TEXT(a, c->lang, MSG_PEOPLE_CHOOSE);
    size_t n = 0;
    TRY(call_list(c, &calls));
    TRY(institution_list(c, "", &institutions));
    struct option *v = arena_array(a, struct option, calls.n + 2);
    v[n++] = (struct option){ .value = "", .label = none };
    for (size_t i = 0; i < calls.n; i++)
        v[n++] = (struct option){ .value = id_text(a, calls.v[i]->id),
                                  .label = call_title(a, c->lang, calls.v[i]) };
    ret->calls = v;
    v = arena_array(a, struct option, institutions.n + 2);
    v[n = 0] = (struct option){ .value = "", .label = none };
    for (size_t i = 0; i < institutions.n; i++)
        v[++n] =
            (struct option){ .value = id_text(a, institutions.v[i].id), .label = institutions.v[i].name };
    ret->institutions = v;
    struct bureau_list bureaus;
    TRY(bureau_list(c, &bureaus));
    v = arena_array(a, struct option, bureaus.n + 2);
    v[n = 0] = (struct option){ .value = "", .label = none };
    for (size_t i = 0; i < bureaus.n; i++)
        v[++n] = (struct option){ .value = bureaus.v[i].key, .label = bureaus.v[i].name[c->lang] };
    ret->regions = v;
    ret->duties = duty_options(c, false, true);
    return NULL;
}

static struct err *show_invite(struct request *rq, struct response *rs, const struct err *errors)
{
    struct ctx *c = rq->ctx;
    struct invite_page p;
    struct form_view f = { .typed = errors ? &rq->form : NULL,
                           .errors = errors,
                           .to = { "/office/people/invite" } };
    TRY(choices(c, &p));
    struct page *pg = page_below(rq, rs, MSG_TEXT(c->arena, c->lang, MSG_PEOPLE_INVITE));
    struct html_writer w = page_writer(rq);
    pg->errors = errors;
    invite_show(&w, pg, &f, &p);
    return show_status(rs, errors ? 422 : 200, html_done(&w));
}

ROUTE(GET, "/office/people/invite", invite_page, ACT_OFFICE_PEOPLE)
{
    return show_invite(rq, rs, NULL);
}

static struct err *back(struct request *rq, struct response *rs, const struct msg *done)
{
    notice_after(rq, rs, done);
    return see_other(rs, (struct url){ "/office/people" });
}

ROUTE(POST, "/office/people/invite", invite_submit, ACT_OFFICE_PEOPLE)
{
    const char *email = NULL;
    struct grant g;
    struct err *e = invitation_read(rq->ctx, &rq->form, &email, &g);
    if (e && e->kind == ERR_INVALID)
        return show_invite(rq, rs, e);
    TRY(e);
    TRY(people_invite(rq->ctx, email, &g));
    return back(rq, rs, &MSG_PERSON_INVITED);
}

ROUTE(POST, "/office/invitations/:invitation/resend", resend_submit, ACT_OFFICE_PEOPLE)
{
    TRY(people_resend(rq->ctx, param_id(rq, "invitation")));
    return back(rq, rs, &MSG_PERSON_INVITED);
}

ROUTE(POST, "/office/invitations/:invitation/withdraw", withdraw_submit, ACT_OFFICE_PEOPLE)
{
    TRY(people_withdraw(rq->ctx, param_id(rq, "invitation")));
    return back(rq, rs, &MSG_PERSON_INVITATION_WITHDRAWN);
}

/* ── one duty of one person ── */

static struct err *show_duty(struct request *rq, struct response *rs, const struct err *errors)
{
    struct ctx *c = rq->ctx;
    struct arena *a = c->arena;
    struct duty_line d;
    struct scopes scopes;
    struct person *person = NULL;
    TRY(duty_load(c, param_id(rq, "duty"), &d));
    TRY(person_load(c, d.person_id, &person));
    TRY(scopes_load(c, &scopes));
    if (!may_handle(c, d.duty))
        return forbidden(a, MSG_PERSON_FORBIDDEN);
    const struct detail facts[] = {
        { .name = MSG_TEXT(a, c->lang, MSG_PEOPLE_NAME), .text = d.name },
        { .name = MSG_TEXT(a, c->lang, MSG_PEOPLE_EMAIL), .text = d.email },
        { .name = MSG_TEXT(a, c->lang, MSG_PEOPLE_DUTY), .text = duty_name(c, d.duty) },
        { .name = MSG_TEXT(a, c->lang, MSG_PEOPLE_WHOSE),
          .text = whose(c, &scopes, d.call_id, d.institution, d.region) },
        { .name = MSG_TEXT(a, c->lang, MSG_PEOPLE_SINCE), .text = text_instant(a, c->lang, d.granted_at) },
        { 0 },
    };
    struct confirm end = { .title = MSG_TEXT(a, c->lang, MSG_PEOPLE_END, arg_text(duty_name(c, d.duty))),
                           .what = MSG_TEXT(a, c->lang, MSG_PEOPLE_END_TEXT),
                           .agree = MSG_TEXT(a, c->lang, MSG_PEOPLE_END_AGREE, arg_text(d.name)),
                           .button = MSG_TEXT(a, c->lang, MSG_PEOPLE_END_BUTTON),
                           .to = url_make(a, "/office/duties/%s", id_text(a, d.id)),
                           .back = { "/office/people" },
                           .back_label = MSG_TEXT(a, c->lang, MSG_PEOPLE_TITLE) };
    struct duty_page p = { .facts = facts, .end = &end };
    if (person->has_totp && d.person_id != viewer_person(c))
        p.clear_code = url_make(a, "/office/people/%s/code", id_text(a, d.person_id));
    struct page *pg = page_below(rq, rs, d.name);
    struct html_writer w = page_writer(rq);
    pg->errors = errors;
    page_history(rq, pg, "person", d.person_id, NULL);
    duty_show(&w, pg, &p);
    return show_status(rs, errors ? 422 : 200, html_done(&w));
}

ROUTE(GET, "/office/duties/:duty", duty_page_show, ACT_OFFICE_PEOPLE)
{
    return show_duty(rq, rs, NULL);
}

ROUTE(POST, "/office/duties/:duty", duty_end_submit, ACT_OFFICE_PEOPLE)
{
    if (strcmp(pairs_text(&rq->form, "confirm"), "1") != 0)
        return show_duty(rq, rs, invalid(rq->ctx->arena, "confirm", MSG_PEOPLE_CONFIRM));
    TRY(people_end_duty(rq->ctx, param_id(rq, "duty")));
    return back(rq, rs, &MSG_PERSON_DUTY_ENDED);
}

ROUTE(POST, "/office/people/:person/code", code_clear_submit, ACT_OFFICE_PEOPLE)
{
    TRY(people_clear_code(rq->ctx, param_id(rq, "person")));
    return back(rq, rs, &MSG_PERSON_TOTP_CLEARED);
}
