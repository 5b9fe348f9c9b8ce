/* hubs_pages.c: the list of designated hubs. Without a question it is rendered once and kept. */
#include "base/identifier.h"
#include "base/site.h"
#include "base/vec.h"
#include "i18n/i18n.h"
#include "person/frame.h"
#include "person/policy.h"
#include "registry.msg.h"
#include "registry/register_view.h"

#include <string.h>

/* ── the choices of the search ── */

static const struct option *type_options(struct ctx *c, const struct register_words *words)
{
    struct option *v = arena_array(c->arena, struct option, words->programme->types.n + 1);
    for (size_t i = 0; i < words->programme->types.n; i++) {
        const struct hub_type *type = &words->programme->types.v[i];
        v[i] = (struct option){ .value = type->key, .label = type->name.in[c->lang] };
    }
    return v;
}

static const struct option *round_options(struct ctx *c, const struct register_words *words)
{
    struct option *v = arena_array(c->arena, struct option, words->rounds.n + 1);
    for (size_t i = 0; i < words->rounds.n; i++) {
        const char *round = words->rounds.v[i].round;
        v[i] = (struct option){ .value = round, .label = register_round_name(c->arena, words, c->lang, round) };
    }
    return v;
}

static const struct option *status_options(struct ctx *c)
{
    static const struct {
        const char *value;
        const struct msg *label;
    } of[] = {
        { "holds", &MSG_REGISTRY_STATUS_HOLDS },
        { "last_year", &MSG_REGISTRY_LABEL_LAST_YEAR },
        { "continued", &MSG_REGISTRY_LABEL_CONTINUED },
        { "term_over_unconfirmed", &MSG_REGISTRY_LABEL_TERM_OVER },
        { "ended", &MSG_REGISTRY_LABEL_ENDED },
        { "withdrawn", &MSG_REGISTRY_LABEL_WITHDRAWN },
        { "revoked", &MSG_REGISTRY_LABEL_REVOKED },
        { "suspended", &MSG_REGISTRY_LABEL_SUSPENDED },
        { "unknown", &MSG_REGISTRY_LABEL_UNKNOWN },
    };
    size_t n = sizeof of / sizeof *of;
    struct option *v = arena_array(c->arena, struct option, n + 1);
    for (size_t i = 0; i < n; i++)
        v[i] = (struct option){ .value = of[i].value, .label = of[i].label->text[c->lang] };
    return v;
}

/* ── the numbers ── */

static int64_t count_status(const designation_list *list, const char *status, date day)
{
    struct register_asked asked = { .status = status, .day = day };
    int64_t n = 0;
    for (size_t i = 0; i < list->n; i++)
        n += !list->v[i].rehearsal && register_matches(&asked, &list->v[i]);
    return n;
}

static const struct card *number_cards(struct html_writer *w, const designation_list *list, date day)
{
    struct arena *a = w->out.arena;
    struct card *v = arena_array(a, struct card, 5);
    const char *unit = tr(w, MSG_REGISTRY_UNIT);
    v[0] = (struct card){ .label = tr(w, MSG_REGISTRY_CARD_ALL), .to = { "/hubs" }, .unit = unit,
                          .number = register_count(list, NULL, NULL) };
    v[1] = (struct card){ .label = tr(w, MSG_REGISTRY_CARD_HOLDS, arg_text(day_words(w, day))), .unit = unit,
                          .to = url_make(a, "/hubs?status=%s", "holds"), .number = count_status(list, "holds", day) };
    v[2] = (struct card){ .label = tr(w, MSG_REGISTRY_CARD_OVER), .unit = unit,
                          .to = url_make(a, "/hubs?status=%s", "term_over_unconfirmed"),
                          .number = count_status(list, "term_over_unconfirmed", day) };
    v[3] = (struct card){ .label = tr(w, MSG_REGISTRY_CARD_UNKNOWN), .unit = unit,
                          .to = url_make(a, "/hubs?status=%s", "unknown"),
                          .number = count_status(list, "unknown", day) };
    return v;
}

/* ── rounds: those that were called for first, the newest on top; then those of subsidies ── */

static bool has_no_application(const struct call_fact *fact, const char *type)
{
    for (size_t i = 0; fact && i < fact->counts.n; i++)
        if (strcmp(fact->counts.v[i].type, type) == 0)
            return fact->counts.v[i].no_application;
    return false;
}

static void group_types(struct arena *a, const struct hubs_page *p, enum lang lang, const designation_list *list,
                        struct hub_round_group *g)
{
    const struct definition *programme = p->words->programme;
    VEC(struct hub_type_group) types = { 0 };
    for (size_t t = 0; t < programme->types.n; t++) {
        const char *key = programme->types.v[t].key;
        VEC(const struct designation *) hubs = { 0 };
        for (size_t i = 0; i < list->n; i++) {
            const struct designation *d = &list->v[i];
            if (!d->rehearsal && strcmp(d->round, g->round) == 0 && strcmp(d->type, key) == 0 &&
                register_matches(p->asked, d))
                *vec_push(a, &hubs) = d;
        }
        bool none = g->all && has_no_application(g->fact, key);
        if (hubs.n || none)
            *vec_push(a, &types) = (struct hub_type_group){ .key = key, .name = programme->types.v[t].name.in[lang],
                                                            .no_application = none, .hubs = { hubs.v, hubs.n } };
    }
    g->types.v = types.v;
    g->types.n = types.n;
}

/* Nothing was asked, or only for this round. */
static bool round_is_whole(const struct register_asked *asked, const char *round)
{
    const struct register_query *q = &asked->query;
    bool more = *q->text || *q->type || *q->prefecture || *asked->status;
    return !asked->any || (strcmp(q->round, round) == 0 && !more);
}

static date announced_on(const designation_list *list, const struct call_fact *fact)
{
    date newest = fact->announced_on;
    for (size_t i = 0; i < list->n && !date_is_known(fact->announced_on); i++) {
        const struct designation *d = &list->v[i];
        if (!d->rehearsal && strcmp(d->round, fact->round) == 0 && date_compare(d->announced_on, newest) > 0)
            newest = d->announced_on;
    }
    return newest;
}

/* A round of this site that only fictional hubs came out of stands in the rehearsal's own part of the page. */
static bool round_is_fictional(const designation_list *list, const struct hub_round_group *g)
{
    bool ours = g->fact->sources.n == 0;
    for (size_t i = 0; ours && g->designated == 0 && i < list->n; i++)
        if (list->v[i].rehearsal && strcmp(list->v[i].round, g->round) == 0)
            return true;
    return false;
}

static int64_t hubs_shown(const struct hub_round_group *g)
{
    int64_t n = 0;
    for (size_t t = 0; t < g->types.n; t++)
        n += (int64_t)g->types.v[t].hubs.n;
    return n;
}

static void group_rounds(struct ctx *c, struct hubs_page *p, const designation_list *list)
{
    const call_fact_list *rounds = &p->words->rounds;
    struct hub_round_group *v = arena_array(c->arena, struct hub_round_group, rounds->n);
    size_t n = 0;
    for (int of_subsidy = 0; of_subsidy < 2; of_subsidy++)
        for (size_t i = rounds->n; i-- > 0;) {
            const struct call_fact *fact = &rounds->v[i];
            if ((fact->subsidy.in[LANG_JA] != NULL) != (of_subsidy == 1))
                continue;
            struct hub_round_group g = { .round = fact->round, .fact = fact,
                                         .all = round_is_whole(p->asked, fact->round),
                                         .announced_on = announced_on(list, fact),
                                         .name = register_round_name(c->arena, p->words, c->lang, fact->round),
                                         .designated = register_count(list, fact->round, NULL) };
            if (round_is_fictional(list, &g))
                continue;
            group_types(c->arena, p, c->lang, list, &g);
            p->found += hubs_shown(&g);
            if (g.types.n || g.all)
                v[n++] = g;
        }
    p->rounds_shown.v = v;
    p->rounds_shown.n = n;
}

static void group_practice(struct ctx *c, struct hubs_page *p, const designation_list *list)
{
    VEC(const struct designation *) hubs = { 0 };
    for (size_t i = 0; i < list->n; i++)
        if (list->v[i].rehearsal && register_matches(p->asked, &list->v[i]))
            *vec_push(c->arena, &hubs) = &list->v[i];
    p->practice.v = hubs.v;
    p->practice.n = hubs.n;
}

/* ── the page ── */

static struct err *render(struct request *rq, struct response *rs, const struct register_asked *asked)
{
    struct ctx *c = rq->ctx;
    designation_list list;
    struct hubs_page p = { .asked = asked, .form = { .typed = &rq->query, .errors = asked->errors } };
    TRY(register_words(c, &p.words));
    TRY(register_list(c, &asked->query, &list));
    struct page *pg = page_for(rq, rs, MSG_TEXT(c->arena, c->lang, MSG_REGISTRY_HUBS_TITLE));
    struct html_writer w = page_writer(rq);
    pg->errors = asked->errors;
    if (p.words) {
        p.types = type_options(c, p.words);
        p.rounds = round_options(c, p.words);
        p.prefectures = prefecture_options(c->arena, c->lang);
        p.statuses = status_options(c);
        p.cards = number_cards(&w, &list, asked->day);
        group_rounds(c, &p, &list);
        group_practice(c, &p, &list);
    }
    hubs_show(&w, pg, &p);
    return show_status(rs, asked->errors ? 422 : 200, html_done(&w));
}

ROUTE_KEPT("/hubs", hubs_page, kept_answer, ACT_PUBLIC)
{
    struct register_asked asked;
    bool found = false;
    TRY(kept_find(rq, rs, &found));
    if (found)
        return NULL;
    TRY(register_asked(rq, &asked));
    TRY(render(rq, rs, &asked));
    kept_put(rq, rs);
    return NULL;
}
