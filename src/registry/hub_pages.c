/* hub_pages.c: the page of one designation, which never stops to be found; and the short question whether it holds. */
#include "base/identifier.h"
#include "base/vec.h"
#include "call/call.h"
#include "i18n/i18n.h"
#include "ledger/ledger.h"
#include "person/frame.h"
#include "person/policy.h"
#include "registry.msg.h"
#include "registry/register_view.h"

#include <string.h>

#define HISTORY_MAX 20
#define ANSWERS_MAX 10

static const struct page_link *crumbs(struct ctx *c)
{
    struct page_link *v = arena_array(c->arena, struct page_link, 3);
    v[0] = (struct page_link){ .label = MSG_TEXT(c->arena, c->lang, MSG_REGISTRY_TOP), .to = { "/" } };
    v[1] = (struct page_link){ .label = MSG_TEXT(c->arena, c->lang, MSG_REGISTRY_HUBS_TITLE), .to = { "/hubs" } };
    return v;
}

/* ── facts ── */

static const char *announced_words(struct html_writer *w, const struct designation *d)
{
    if (date_is_known(d->announced_on))
        return day_words(w, d->announced_on);
    if (date_is_known(d->announced_by))
        return tr(w, MSG_REGISTRY_HUB_ANNOUNCED_BY, arg_text(day_words(w, d->announced_by)));
    if (d->announced_fy)
        return tr(w, MSG_REGISTRY_HUB_ANNOUNCED_FY,
                  arg_text(text_fiscal_year(w->out.arena, w->lang, (int)d->announced_fy)));
    return tr(w, MSG_REGISTRY_UNKNOWN);
}

static const struct detail *facts_of(struct html_writer *w, const struct hub_page *p)
{
    const struct designation *d = p->d;
    struct detail *v = arena_array(w->out.arena, struct detail, 8);
    const char *type = register_type_name(p->words, w->lang, d->type);
    const char *where = prefecture_name(w->lang, d->prefecture);
    const struct borne_name *today = name_today(d);
    size_t n = 0;
    v[n++] = (struct detail){ .name = tr(w, MSG_REGISTRY_HUB_INSTITUTION), .text = today ? today->institution : "" };
    v[n++] = (struct detail){ .name = tr(w, MSG_REGISTRY_HUB_PREFECTURE),
                              .text = where ? where : tr(w, MSG_REGISTRY_UNKNOWN) };
    v[n++] = (struct detail){ .name = tr(w, MSG_REGISTRY_HUB_TYPE),
                              .text = p->wording ? tr(w, MSG_REGISTRY_HUB_WORDING, arg_text(type),
                                                      arg_text(p->wording->text.in[w->lang]))
                                                 : tr(w, MSG_REGISTRY_HUB_NO_WORDING, arg_text(type)) };
    v[n++] = (struct detail){ .name = tr(w, MSG_REGISTRY_HUB_ROUND),
                              .text = register_round_name(w->out.arena, p->words, w->lang, d->round) };
    v[n++] = (struct detail){ .name = tr(w, MSG_REGISTRY_HUB_ANNOUNCED), .text = announced_words(w, d) };
    if (date_is_known(d->adopted_on))
        v[n++] = (struct detail){ .name = tr(w, MSG_REGISTRY_HUB_ADOPTED),
                                  .text = tr(w, MSG_REGISTRY_HUB_ADOPTED_NOTE, arg_text(day_words(w, d->adopted_on))) };
    v[n++] = (struct detail){ .name = tr(w, MSG_REGISTRY_HUB_ID), .text = d->id };
    return v;
}

/* What the ledger says of it: which act and when; by whom is not public. */
static struct err *read_history(struct ctx *c, struct hub_page *p)
{
    struct ledger_lines lines;
    VEC(const char *) v = { 0 };
    TRY(ledger_history(c, designation, p->d->row, HISTORY_MAX, &lines));
    for (size_t i = 0; i < lines.n; i++)
        if (lines.v[i].msg && lines.v[i].changed)
            *vec_push(c->arena, &v) =
                MSG_TEXT(c->arena, c->lang, MSG_REGISTRY_HUB_HISTORY_LINE,
                         arg_text(text_instant(c->arena, c->lang, lines.v[i].at)), arg_msg(lines.v[i].msg));
    p->history.v = v.v;
    p->history.n = v.n;
    return NULL;
}

/* Of its type in its round: as a source has it, else as the call of that round said. */
static struct err *read_wording(struct ctx *c, struct hub_page *p)
{
    struct call *call = NULL;
    p->wording = register_type_text(p->words, p->d->type, p->d->round);
    if (p->wording)
        return NULL;
    struct err *e = call_load_round(c, p->d->round, &call);
    if (e && e->kind == ERR_NOT_FOUND)
        return NULL;
    TRY(e);
    const struct hub_type *type = definition_type(call->definition, p->d->type);
    p->wording = type ? hub_type_text(type) : NULL;
    return NULL;
}

static const char *name_sentence(struct html_writer *w, const struct designation *d, date day)
{
    bool sure = false;
    const struct borne_name *n = d->names.n > 1 ? name_on(d, day, &sure) : NULL;
    if (!n)
        return NULL;
    const char *both = arena_printf(w->out.arena, "%s %s", n->institution, n->name);
    struct arg on = arg_text(day_words(w, day));
    return sure ? tr(w, MSG_REGISTRY_HUB_NAME_ON, on, arg_text(both))
                : tr(w, MSG_REGISTRY_HUB_NAME_ON_UNSURE, on, arg_text(both));
}

ROUTE(GET, "/hubs/:hub", hub_page, ACT_PUBLIC)
{
    struct ctx *c = rq->ctx;
    struct register_asked asked;
    struct designation d;
    struct hub_page p = { .d = &d, .asked = &asked };
    TRY(register_asked(rq, &asked));
    TRY(register_load(c, param(rq, "hub"), &d));
    TRY(register_words(c, &p.words));
    if (!p.words)
        return not_found(c->arena);
    TRY(read_history(c, &p));
    const struct borne_name *name = name_today(&d);
    struct page *pg = page_for(rq, rs, name ? name->name : d.id);
    struct html_writer w = page_writer(rq);
    pg->crumbs = crumbs(c);
    pg->errors = asked.errors;
    p.form = (struct form_view){ .typed = &rq->query, .errors = asked.errors };
    p.status = designation_status(&d, asked.day);
    TRY(read_wording(c, &p));
    p.facts = facts_of(&w, &p);
    p.future = date_compare(asked.day, date_of_instant(c->now)) > 0;
    p.name_on = name_sentence(&w, &d, asked.day);
    page_history(rq, pg, "hub", d.row, NULL);
    hub_show(&w, pg, &p);
    return show_status(rs, asked.errors ? 422 : 200, html_done(&w));
}

/* ── is it designated? ── */

static const struct option *hub_options(struct html_writer *w, const struct register_words *words,
                                        const designation_list *list)
{
    struct option *v = arena_array(w->out.arena, struct option, list->n + 1);
    for (size_t i = 0; i < list->n; i++) {
        const struct borne_name *n = name_today(&list->v[i]);
        const char *round = register_round_name(w->out.arena, words, w->lang, list->v[i].round);
        v[i] = (struct option){ .value = list->v[i].id,
                                .label = tr(w, MSG_REGISTRY_CHECK_OPTION, arg_text(n ? n->institution : ""),
                                            arg_text(n ? n->name : list->v[i].id), arg_text(round)) };
    }
    return v;
}

static void pick(struct arena *a, const designation_list *from, struct check_page *p)
{
    VEC(const struct designation *) found = { 0 };
    for (size_t i = 0; i < from->n && i < ANSWERS_MAX; i++)
        *vec_push(a, &found) = &from->v[i];
    p->found.v = found.v;
    p->found.n = found.n;
}

ROUTE(GET, "/check", check_page, ACT_PUBLIC)
{
    struct ctx *c = rq->ctx;
    struct register_asked asked;
    designation_list all, found;
    struct check_page p = { .asked = &asked };
    TRY(register_asked(rq, &asked));
    const char *hub = pairs_text(&rq->query, "hub");
    bool named = *hub || *asked.query.text;
    if (rq->query.n > 0 && !named)
        asked.errors = err_join(asked.errors, invalid(c->arena, "hub", MSG_REGISTRY_CHECK_ASK));
    TRY(register_words(c, &p.words));
    TRY(register_list(c, &(struct register_query){ 0 }, &all));
    TRY(register_list(c, &(struct register_query){ .id = hub, .text = *hub ? "" : asked.query.text }, &found));
    struct page *pg = page_for(rq, rs, MSG_TEXT(c->arena, c->lang, MSG_REGISTRY_CHECK_TITLE));
    struct html_writer w = page_writer(rq);
    pg->width = PAGE_NARROW;
    pg->errors = asked.errors;
    p.form = (struct form_view){ .typed = &rq->query, .errors = asked.errors };
    p.future = date_compare(asked.day, date_of_instant(c->now)) > 0;
    p.sent = named && p.words;
    if (p.words)
        p.hubs = hub_options(&w, p.words, &all);
    pick(c->arena, &found, &p);
    check_show(&w, pg, &p);
    return show_status(rs, asked.errors ? 422 : 200, html_done(&w));
}
