/* people_institutions.c: the office's pages of corporations and institutions. */
#include "base/id.h"
#include "base/identifier.h"
#include "db/db.h"
#include "http/http.h"
#include "i18n/i18n.h"
#include "office/people_views.h"
#include "person/frame.h"
#include "person/institution.h"
#include "person/policy.h"
#include "institution.msg.h"
#include "people.msg.h"

static struct page *page_below(struct request *rq, struct response *rs, const struct msg *title)
{
    struct ctx *c = rq->ctx;
    struct page *pg = page_for(rq, rs, MSG_TEXT(c->arena, c->lang, *title));
    struct page_link *v = arena_array(c->arena, struct page_link, 3);
    v[0] = (struct page_link){ .label = MSG_TEXT(c->arena, c->lang, MSG_PEOPLE_TITLE),
                               .to = { "/office/people" } };
    v[1] = (struct page_link){ .label = MSG_TEXT(c->arena, c->lang, MSG_INSTITUTIONS_TITLE),
                               .to = { "/office/institutions" } };
    pg->crumbs = v;
    pg->width = PAGE_NARROW;
    return pg;
}

ROUTE(GET, "/office/institutions", institutions_page, ACT_OFFICE_PEOPLE)
{
    struct ctx *c = rq->ctx;
    struct institution_list list;
    struct institutions_page p = { .search = pairs_text(&rq->query, "search") };
    TRY(institution_list(c, p.search, &list));
    struct institution_line *v = arena_array(c->arena, struct institution_line, list.n);
    for (size_t i = 0; i < list.n; i++)
        v[i] = (struct institution_line){
            .institution = &list.v[i],
            .kind = MSG_TEXT(c->arena, c->lang, *corporation_kind_name(list.v[i].kind)),
            .to = url_make(c->arena, "/office/institutions/%s", id_text(c->arena, list.v[i].id)),
            .corporation =
                url_make(c->arena, "/office/corporations/%s", id_text(c->arena, list.v[i].corporation_id)),
        };
    p.n = list.n;
    p.v = v;
    struct page *pg = page_for(rq, rs, MSG_TEXT(c->arena, c->lang, MSG_INSTITUTIONS_TITLE));
    struct html_writer w = page_writer(rq);
    institutions_show(&w, pg, &p);
    return show(rs, html_done(&w));
}

/* The two kinds of bodies are added and corrected in the same way. id 0: a new one. */
struct body_kind {
    struct err *(*show)(struct request *rq, struct response *rs, int64_t id, const struct err *errors);
    struct err *(*put)(struct tx *tx, const struct pairs *form, int64_t id);
    const struct msg *added, *corrected;
};

static struct err *take(struct request *rq, struct response *rs, const struct body_kind *kind, int64_t id)
{
    TX(tx, rq->ctx);
    struct err *e = kind->put(tx, &rq->form, id);
    if (e && e->kind == ERR_INVALID)
        return kind->show(rq, rs, id, e);
    TRY(e);
    TRY(tx_commit(tx));
    notice_after(rq, rs, id ? kind->corrected : kind->added);
    return see_other(rs, (struct url){ "/office/institutions" });
}

/* ── institutions ── */

static struct err *show_institution(struct request *rq, struct response *rs, int64_t id, const struct err *errors)
{
    struct ctx *c = rq->ctx;
    struct institution *x = arena_new(c->arena, struct institution);
    if (id && !errors)
        TRY(institution_load(c, id, &x));
    x->id = id;
    struct arena *a = c->arena;
    struct corporation_list all;
    const char *none = MSG_TEXT(a, c->lang, MSG_PEOPLE_CHOOSE);
    TRY(corporation_list(c, &all));
    struct option *corporations = arena_array(a, struct option, all.n + 2);
    corporations[0] = (struct option){ .value = "", .label = none };
    for (size_t i = 0; i < all.n; i++)
        corporations[i + 1] = (struct option){ .value = id_text(a, all.v[i].id), .label = all.v[i].name };
    struct form_view f = { .typed = errors ? &rq->form : NULL,
                           .errors = errors,
                           .to = url_make(a, "/office/institutions/%s", x->id ? id_text(a, x->id) : "new") };
    struct page *pg = page_below(rq, rs, x->id ? &MSG_INSTITUTIONS_CORRECT : &MSG_INSTITUTIONS_ADD);
    struct html_writer w = page_writer(rq);
    pg->errors = errors;
    if (x->id)
        page_history(rq, pg, "institution", x->id, NULL);
    institution_form(&w, pg, &f, x, corporations, prefecture_options(a, c->lang));
    return show_status(rs, errors ? 422 : 200, html_done(&w));
}

static struct err *put_institution(struct tx *tx, const struct pairs *form, int64_t id)
{
    struct ctx *c = tx_ctx(tx);
    struct institution *old = NULL;
    struct institution typed = { 0 };
    if (id)
        TRY(institution_load(c, id, &old));
    TRY(institution_read(c, form, &typed));
    typed.id = id;
    return institution_put(tx, &typed, &typed.id);
}

static const struct body_kind INSTITUTION = { show_institution, put_institution, &MSG_INSTITUTION_ADDED,
                                              &MSG_INSTITUTION_CORRECTED };

ROUTE(GET, "/office/institutions/new", institution_new_page, ACT_OFFICE_PEOPLE)
{
    return show_institution(rq, rs, 0, NULL);
}

ROUTE(POST, "/office/institutions/new", institution_new_submit, ACT_OFFICE_PEOPLE)
{
    return take(rq, rs, &INSTITUTION, 0);
}

/* An id that is none becomes one that no row has. */
static int64_t existing(const struct request *rq, const char *name)
{
    int64_t id = param_id(rq, name);
    return id ? id : -1;
}

ROUTE(GET, "/office/institutions/:institution", institution_page, ACT_OFFICE_PEOPLE)
{
    return show_institution(rq, rs, existing(rq, "institution"), NULL);
}

ROUTE(POST, "/office/institutions/:institution", institution_submit, ACT_OFFICE_PEOPLE)
{
    return take(rq, rs, &INSTITUTION, existing(rq, "institution"));
}

/* ── corporations ── */

static struct err *show_corporation(struct request *rq, struct response *rs, int64_t id, const struct err *errors)
{
    struct ctx *c = rq->ctx;
    struct corporation *x = arena_new(c->arena, struct corporation);
    if (id && !errors)
        TRY(corporation_load(c, id, &x));
    x->id = id;
    struct option kinds[8] = { 0 };
    size_t n = 0;
    for (const struct corporation_kind *k = corporation_kinds(); k->kind && n < 7; k++)
        kinds[n++] = (struct option){ .value = k->kind, .label = MSG_TEXT(c->arena, c->lang, *k->name) };
    struct form_view f = { .typed = errors ? &rq->form : NULL,
                           .errors = errors,
                           .to = url_make(c->arena, "/office/corporations/%s",
                                          x->id ? id_text(c->arena, x->id) : "new") };
    struct page *pg =
        page_below(rq, rs, x->id ? &MSG_INSTITUTIONS_CORRECT_CORPORATION : &MSG_INSTITUTIONS_ADD_CORPORATION);
    struct html_writer w = page_writer(rq);
    pg->errors = errors;
    if (x->id)
        page_history(rq, pg, "corporation", x->id, NULL);
    corporation_form(&w, pg, &f, x, kinds);
    return show_status(rs, errors ? 422 : 200, html_done(&w));
}

static struct err *put_corporation(struct tx *tx, const struct pairs *form, int64_t id)
{
    struct ctx *c = tx_ctx(tx);
    struct corporation *old = NULL;
    struct corporation typed = { 0 };
    if (id)
        TRY(corporation_load(c, id, &old));
    TRY(corporation_read(c->arena, form, &typed));
    typed.id = id;
    return corporation_put(tx, &typed, &typed.id);
}

static const struct body_kind CORPORATION = { show_corporation, put_corporation, &MSG_CORPORATION_ADDED,
                                              &MSG_CORPORATION_CORRECTED };

ROUTE(GET, "/office/corporations/new", corporation_new_page, ACT_OFFICE_PEOPLE)
{
    return show_corporation(rq, rs, 0, NULL);
}

ROUTE(POST, "/office/corporations/new", corporation_new_submit, ACT_OFFICE_PEOPLE)
{
    return take(rq, rs, &CORPORATION, 0);
}

ROUTE(GET, "/office/corporations/:corporation", corporation_page, ACT_OFFICE_PEOPLE)
{
    return show_corporation(rq, rs, existing(rq, "corporation"), NULL);
}

ROUTE(POST, "/office/corporations/:corporation", corporation_submit, ACT_OFFICE_PEOPLE)
{
    return take(rq, rs, &CORPORATION, existing(rq, "corporation"));
}
