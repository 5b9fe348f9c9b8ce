/* review_pages.c: the reviewer's way in: overview, pledge, declarations. */
#include "base/id.h"
#include "http/http.h"
#include "i18n/i18n.h"
#include "ledger/ledger.h"
#include "person/frame.h"
#include "person/person.h"
#include "review/declaration.h"
#include "review/views.h"
#include "review.msg.h"

#include <string.h>

const char *declaration_words(struct html_writer *w, const struct definition *def, const char *category)
{
    const struct conflict *x = definition_conflict(def, category);
    if (strcmp(category, DECLARATION_NONE) == 0)
        return tr(w, MSG_REVIEW_NO_CONFLICT);
    return x ? x->text.in[w->lang] : category;
}

/* The call that the viewer takes part in, published; NULL: show that there is nothing. */
static struct err *call_of(struct ctx *c, struct call **ret)
{
    TRY(review_call_find(c, ret));
    if (*ret && !review_takes_part(c, (*ret)->id))
        *ret = NULL;
    return NULL;
}

static struct err *show_nothing(struct request *rq, struct response *rs)
{
    struct page *pg = page_for(rq, rs, MSG_TEXT(rq->ctx->arena, rq->ctx->lang, MSG_REVIEW_TITLE));
    struct html_writer w = page_writer(rq);
    review_nothing_show(&w, pg);
    return show(rs, html_done(&w));
}

static const struct page_link *crumbs(struct ctx *c)
{
    struct page_link *v = arena_array(c->arena, struct page_link, 2);
    v[0] = (struct page_link){ .label = MSG_TEXT(c->arena, c->lang, MSG_REVIEW_TITLE), .to = { "/review" } };
    return c->viewer && (c->viewer->duties & DUTY_REVIEWER) ? v : NULL;
}

ROUTE(GET, "/review", review_home_page, ACT_REVIEW_HOME)
{
    struct ctx *c = rq->ctx;
    struct call *call = NULL;
    struct declaration_list list;
    struct own_reviews reviews;
    TRY(call_of(c, &call));
    if (!call)
        return show_nothing(rq, rs);
    struct home_page p = { .call = call, .declarations = &list, .reviews = &reviews };
    p.over = review_is_on(call, c->now) && !review_is_running(call, c->now);
    TRY(pledge_find(c, call, &p.pledged_at));
    TRY(declaration_list_mine(c, call, &list));
    TRY(own_reviews_list(c, call, &reviews));
    for (size_t i = 0; i < list.n; i++)
        p.declared += list.v[i].category != NULL;
    struct page *pg = page_for(rq, rs, MSG_TEXT(c->arena, c->lang, MSG_REVIEW_TITLE));
    struct html_writer w = page_writer(rq);
    review_home_show(&w, pg, &p);
    return show(rs, html_done(&w));
}

/* ── the pledge ── */

static struct err *show_pledge(struct request *rq, struct response *rs, const struct call *call,
                               const struct err *errors)
{
    struct ctx *c = rq->ctx;
    struct form_view f = { .typed = errors ? &rq->form : NULL,
                           .errors = errors,
                           .to = url_make(c->arena, "/review/pledge") };
    struct page *pg = page_for(rq, rs, MSG_TEXT(c->arena, c->lang, MSG_REVIEW_PLEDGE_TITLE));
    struct html_writer w = page_writer(rq);
    pg->width = PAGE_NARROW;
    pg->errors = errors;
    pg->crumbs = crumbs(c);
    pledge_show(&w, pg, &f, call);
    return show_status(rs, errors ? 422 : 200, html_done(&w));
}

ROUTE(GET, "/review/pledge", review_pledge_page, ACT_DECLARE)
{
    struct call *call = NULL;
    instant at = INSTANT_UNKNOWN;
    TRY(call_of(rq->ctx, &call));
    if (!call)
        return show_nothing(rq, rs);
    TRY(pledge_find(rq->ctx, call, &at));
    if (at != INSTANT_UNKNOWN)
        return see_other(rs, url_make(rq->ctx->arena, "/review/declarations"));
    return show_pledge(rq, rs, call, NULL);
}

ROUTE(POST, "/review/pledge", review_pledge_submit, ACT_DECLARE)
{
    struct ctx *c = rq->ctx;
    struct call *call = NULL;
    TRY(call_of(c, &call));
    if (!call)
        return not_found(c->arena);
    if (strcmp(pairs_text(&rq->form, "agree"), "1") != 0)
        return show_pledge(rq, rs, call, invalid(c->arena, "agree", MSG_REVIEW_PLEDGE_MISSING));
    TRY(pledge_sign(c, call));
    notice_after(rq, rs, &MSG_REVIEW_PLEDGED);
    return see_other(rs, url_make(c->arena, "/review/declarations"));
}

/* ── declarations ── */

static const struct option *category_options(struct ctx *c, const struct definition *def)
{
    struct option *v = arena_array(c->arena, struct option, def->conflicts.n + 2);
    v[0] = (struct option){ .value = DECLARATION_NONE,
                            .label = MSG_TEXT(c->arena, c->lang, MSG_REVIEW_NO_CONFLICT) };
    for (size_t i = 0; i < def->conflicts.n; i++)
        v[i + 1] = (struct option){ .value = def->conflicts.v[i].key,
                                    .label = def->conflicts.v[i].text.in[c->lang] };
    return v;
}

static struct err *show_declarations(struct request *rq, struct response *rs, const struct call *call,
                                     const struct err *errors)
{
    struct ctx *c = rq->ctx;
    struct declaration_list list;
    TRY(declaration_list_mine(c, call, &list));
    struct declarations_page p = { .call = call,
                                   .list = &list,
                                   .options = category_options(c, call->definition) };
    for (size_t i = 0; i < list.n; i++)
        p.open += list.v[i].category == NULL;
    struct form_view f = { .typed = errors ? &rq->form : NULL,
                           .errors = errors,
                           .to = url_make(c->arena, "/review/declarations") };
    struct page *pg = page_for(rq, rs, MSG_TEXT(c->arena, c->lang, MSG_REVIEW_DECLARATIONS));
    struct html_writer w = page_writer(rq);
    pg->errors = errors;
    pg->crumbs = crumbs(c);
    declarations_show(&w, pg, &f, &p);
    return show_status(rs, errors ? 422 : 200, html_done(&w));
}

/* NULL call: *rs is answered already. */
static struct err *declarations_begin(struct request *rq, struct response *rs, struct call **ret)
{
    struct call *call = NULL;
    instant at = INSTANT_UNKNOWN;
    *ret = NULL;
    TRY(call_of(rq->ctx, &call));
    if (!call)
        return show_nothing(rq, rs);
    TRY(pledge_find(rq->ctx, call, &at));
    if (at == INSTANT_UNKNOWN)
        return see_other(rs, url_make(rq->ctx->arena, "/review/pledge"));
    *ret = call;
    return NULL;
}

ROUTE(GET, "/review/declarations", review_declarations_page, ACT_DECLARE)
{
    struct call *call = NULL;
    TRY(declarations_begin(rq, rs, &call));
    return call ? show_declarations(rq, rs, call, NULL) : NULL;
}

/* The lines that were typed: "category.ID" chosen, or a reason written. */
static size_t read_lines(struct request *rq, const struct declaration_list *list, struct declaring *v)
{
    struct arena *a = rq->ctx->arena;
    size_t n = 0;
    for (size_t i = 0; i < list->n; i++) {
        const char *id = id_text(a, list->v[i].application_id);
        const char *category = pairs_text(&rq->form, arena_printf(a, "category.%s", id));
        const char *reason = pairs_text(&rq->form, arena_printf(a, "reason.%s", id));
        if (*category || *reason)
            v[n++] = (struct declaring){ list->v[i].application_id, category, reason };
    }
    return n;
}

ROUTE(POST, "/review/declarations", review_declarations_submit, ACT_DECLARE)
{
    struct ctx *c = rq->ctx;
    struct call *call = NULL;
    struct declaration_list list;
    struct err *mistakes = NULL;
    size_t declared = 0;
    TRY(declarations_begin(rq, rs, &call));
    if (!call)
        return NULL;
    TRY(declaration_list_mine(c, call, &list));
    struct declaring *v = arena_array(c->arena, struct declaring, list.n);
    size_t n = read_lines(rq, &list, v);
    TRY(declaration_declare_all(c, v, n, &declared, &mistakes));
    if (mistakes)
        return show_declarations(rq, rs, call, mistakes);
    if (declared)
        notice_after(rq, rs, &MSG_REVIEW_DECLARED);
    return see_other(rs, url_make(c->arena, "/review/declarations"));
}
