/* declaration_pages.c: declaring on every application of the call, and declaring anew. */
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

/* What a form sends for a ready reason: "none.unrelated". */
#define CLEARANCE DECLARATION_NONE "."

const char *declaration_words(struct html_writer *w, const struct definition *def, const char *category)
{
    const struct conflict *x = definition_conflict(def, category);
    if (strcmp(category, DECLARATION_NONE) == 0)
        return tr(w, MSG_REVIEW_NO_CONFLICT);
    return x ? x->text.in[w->lang] : category;
}

static const struct option *category_options(struct ctx *c, const struct definition *def)
{
    struct arena *a = c->arena;
    struct option *v = arena_array(a, struct option, def->clearances.n + def->conflicts.n + 2);
    size_t n = 0;
    for (size_t i = 0; i < def->clearances.n; i++)
        v[n++] = (struct option){ .value = arena_printf(a, CLEARANCE "%s", def->clearances.v[i].key),
                                  .label = MSG_TEXT(a, c->lang, MSG_REVIEW_CLEAR_BECAUSE,
                                                    arg_text(def->clearances.v[i].text.in[c->lang])) };
    v[n++] = (struct option){ .value = DECLARATION_NONE, .label = MSG_TEXT(a, c->lang, MSG_REVIEW_CLEAR_OTHER) };
    for (size_t i = 0; i < def->conflicts.n; i++)
        v[n++] = (struct option){ .value = def->conflicts.v[i].key, .label = def->conflicts.v[i].text.in[c->lang] };
    return v;
}

/* A ready reason becomes "none" with its words, before what was written besides. */
static struct declaring chosen(struct ctx *c, const struct definition *def, int64_t application_id,
                               const char *category, const char *reason)
{
    struct declaring d = { application_id, category, reason };
    size_t n = strlen(CLEARANCE);
    const struct clearance *x = strncmp(category, CLEARANCE, n) == 0 ? definition_clearance(def, category + n) : NULL;
    if (!x)
        return d;
    const char *more = review_stripped(c->arena, reason);
    d.category = DECLARATION_NONE;
    d.reason = *more ? arena_printf(c->arena, "%s\n%s", x->text.in[c->lang], more) : x->text.in[c->lang];
    return d;
}

static struct err *show_declarations(struct request *rq, struct response *rs, const struct call *call,
                                     const struct err *errors)
{
    struct ctx *c = rq->ctx;
    struct declaration_list list;
    TRY(declaration_list_mine(c, call, &list));
    struct declarations_page p = { .call = call,
                                   .now = c->now,
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
    pg->crumbs = review_crumbs(c);
    declarations_show(&w, pg, &f, &p);
    return show_status(rs, errors ? 422 : 200, html_done(&w));
}

/* NULL call: *rs is answered already. */
static struct err *declarations_begin(struct request *rq, struct response *rs, struct call **ret)
{
    struct call *call = NULL;
    instant at = INSTANT_UNKNOWN;
    *ret = NULL;
    TRY(review_call_of_viewer(rq->ctx, &call));
    if (!call)
        return review_show_nothing(rq, rs);
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
static size_t read_lines(struct request *rq, const struct definition *def, const struct declaration_list *list,
                         struct declaring *v)
{
    struct arena *a = rq->ctx->arena;
    size_t n = 0;
    for (size_t i = 0; i < list->n; i++) {
        const char *id = id_text(a, list->v[i].application_id);
        const char *category = pairs_text(&rq->form, arena_printf(a, "category.%s", id));
        const char *reason = pairs_text(&rq->form, arena_printf(a, "reason.%s", id));
        if (*category || *reason)
            v[n++] = chosen(rq->ctx, def, list->v[i].application_id, category, reason);
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
    size_t n = read_lines(rq, call->definition, &list, v);
    TRY(declaration_declare_all(c, v, n, &declared, &mistakes));
    if (mistakes)
        return show_declarations(rq, rs, call, mistakes);
    if (declared)
        notice_after(rq, rs, &MSG_REVIEW_DECLARED);
    return see_other(rs, url_make(c->arena, "/review/declarations"));
}

/* ── declaring anew ── */

static const struct declaration *line_of(const struct declaration_list *list, const char *id)
{
    int64_t declaration = 0;
    for (size_t i = 0; id_parse(id, &declaration) && i < list->n; i++)
        if (list->v[i].category && list->v[i].id == declaration)
            return &list->v[i];
    return NULL;
}

static struct err *show_anew(struct request *rq, struct response *rs, const struct call *call,
                             const struct declaration *line, const struct err *errors)
{
    struct ctx *c = rq->ctx;
    struct past_declarations past;
    TRY(declaration_past_list(c, line->id, &past));
    struct anew_page p = { .call = call,
                           .line = line,
                           .past = &past,
                           .options = category_options(c, call->definition) };
    struct form_view f = { .typed = errors ? &rq->form : NULL,
                           .errors = errors,
                           .to = url_make(c->arena, "/review/declarations/anew") };
    struct page_link *crumbs = arena_array(c->arena, struct page_link, 2);
    crumbs[0] = (struct page_link){ .label = MSG_TEXT(c->arena, c->lang, MSG_REVIEW_DECLARATIONS),
                                    .to = { "/review/declarations" } };
    struct page *pg = page_for(rq, rs, MSG_TEXT(c->arena, c->lang, MSG_REVIEW_CHANGE_TITLE));
    struct html_writer w = page_writer(rq);
    pg->width = PAGE_NARROW;
    pg->errors = errors;
    pg->crumbs = crumbs;
    anew_show(&w, pg, &f, &p);
    return show_status(rs, errors ? 422 : 200, html_done(&w));
}

/* NULL line: *rs is answered already. NOT_FOUND for what was not declared on. */
static struct err *anew_begin(struct request *rq, struct response *rs, const struct pairs *from, struct call **ret_call,
                              const struct declaration **ret)
{
    struct declaration_list list;
    *ret = NULL;
    TRY(declarations_begin(rq, rs, ret_call));
    if (!*ret_call)
        return NULL;
    TRY(declaration_list_mine(rq->ctx, *ret_call, &list));
    *ret = line_of(&list, pairs_text(from, "declaration"));
    return *ret && review_is_running(*ret_call, rq->ctx->now) ? NULL : not_found(rq->ctx->arena);
}

ROUTE(GET, "/review/declarations/anew", review_declaration_anew_page, ACT_DECLARE)
{
    struct call *call = NULL;
    const struct declaration *line = NULL;
    TRY(anew_begin(rq, rs, &rq->query, &call, &line));
    return line ? show_anew(rq, rs, call, line, NULL) : NULL;
}

ROUTE(POST, "/review/declarations/anew", review_declaration_anew_submit, ACT_DECLARE)
{
    struct ctx *c = rq->ctx;
    struct call *call = NULL;
    const struct declaration *line = NULL;
    TRY(anew_begin(rq, rs, &rq->form, &call, &line));
    if (!line)
        return NULL;
    struct declaring d = chosen(c, call->definition, line->application_id, pairs_text(&rq->form, "category"),
                                pairs_text(&rq->form, "reason"));
    struct err *e = declaration_change(c, d.application_id, d.category, d.reason);
    if (e && e->kind == ERR_INVALID)
        return show_anew(rq, rs, call, line, e);
    TRY(e);
    notice_after(rq, rs, &MSG_REVIEW_DECLARED_ANEW);
    return see_other(rs, url_make(c->arena, "/review/declarations"));
}
