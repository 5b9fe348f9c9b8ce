/* site_pages.c: the public pages of the site: the first page, the data, about. */
#include "base/buf.h"
#include "i18n/i18n.h"
#include "person/frame.h"
#include "person/policy.h"
#include "registry/site_view.h"
#include "frame.msg.h"
#include "site.msg.h"

#include <string.h>

bool teaser_is_due(const struct call *call, instant now, int *shown)
{
    enum call_phase phase = call_phase(call, now);
    bool due = phase == CALL_OPEN || phase == CALL_UPCOMING;
    *shown += due;
    return due;
}

/* ── first page ── */

static int64_t count_holds(const designation_list *list, date day)
{
    int64_t n = 0;
    for (size_t i = 0; i < list->n; i++)
        n += !list->v[i].rehearsal && designation_holds(&list->v[i], day);
    return n;
}

static int64_t count_institutions(const designation_list *list)
{
    int64_t n = 0;
    for (size_t i = 0; i < list->n; i++) {
        bool seen = list->v[i].rehearsal;
        for (size_t k = 0; k < i && !seen; k++)
            seen = !list->v[k].rehearsal && strcmp(list->v[k].institution_id, list->v[i].institution_id) == 0;
        n += !seen;
    }
    return n;
}

static int64_t count_rounds(const struct register_words *words)
{
    int64_t n = 0;
    for (size_t i = 0; i < words->rounds.n; i++)
        n += !words->rounds.v[i].subsidy.in[LANG_JA];
    return n;
}

static const struct card *home_cards(struct html_writer *w, const struct home_page *p, const designation_list *list,
                                     date today)
{
    struct card *v = arena_array(w->out.arena, struct card, 5);
    v[0] = (struct card){ .label = tr(w, MSG_SITE_HOME_CARD_HUBS), .to = { "/hubs" }, .unit = tr(w, MSG_SITE_HOME_UNIT),
                          .number = register_count(list, NULL, NULL) };
    v[1] = (struct card){ .label = tr(w, MSG_SITE_HOME_CARD_HOLDS), .to = { "/hubs?status=holds" },
                          .unit = tr(w, MSG_SITE_HOME_UNIT), .number = count_holds(list, today) };
    v[2] = (struct card){ .label = tr(w, MSG_SITE_HOME_CARD_INSTITUTIONS), .to = { "/hubs" },
                          .unit = tr(w, MSG_SITE_HOME_UNIT_INSTITUTIONS), .number = count_institutions(list) };
    v[3] = (struct card){ .label = tr(w, MSG_SITE_HOME_CARD_ROUNDS), .to = { "/calls" },
                          .unit = tr(w, MSG_SITE_HOME_UNIT_ROUNDS), .number = count_rounds(p->words) };
    return v;
}

/* The newest announcement whose day is known; of a rehearsal only where there is nothing else. */
static void find_latest(struct ctx *c, const designation_list *list, struct home_page *p)
{
    const struct designation *latest = NULL;
    for (size_t i = 0; i < list->n; i++) {
        const struct designation *d = &list->v[i];
        if (!d->rehearsal && date_is_known(d->announced_on) &&
            (!latest || date_compare(d->announced_on, latest->announced_on) > 0))
            latest = d;
    }
    if (!latest)
        return;
    p->latest_on = latest->announced_on;
    p->latest_round = latest->round;
    p->latest_name = register_round_name(c->arena, p->words, c->lang, latest->round);
    p->latest_count = register_count(list, latest->round, NULL);
}

ROUTE(GET, "/", home_page, ACT_PUBLIC)
{
    struct ctx *c = rq->ctx;
    designation_list list;
    struct call_list calls;
    struct home_page p = { .calls = &calls };
    TRY(register_words(c, &p.words));
    TRY(register_list(c, &(struct register_query){ 0 }, &list));
    TRY(call_list(c, &calls));
    const char *title = p.words ? p.words->programme->names.full.in[c->lang]
                                : MSG_TEXT(c->arena, c->lang, MSG_FRAME_SITE);
    struct page *pg = page_for(rq, rs, title);
    struct html_writer w = page_writer(rq);
    if (p.words) {
        p.brief = p.words->programme->names.brief.in[c->lang];
        p.cards = home_cards(&w, &p, &list, date_of_instant(c->now));
        find_latest(c, &list, &p);
    }
    home_show(&w, pg, &p);
    return show(rs, html_done(&w));
}

/* ── data ── */

static const char *type_keys(struct html_writer *w, const struct register_words *words)
{
    struct buf b = buf_make(w->out.arena, 128);
    for (size_t i = 0; i < words->programme->types.n; i++) {
        const struct hub_type *type = &words->programme->types.v[i];
        buf_printf(&b, "%s%s", i == 0 ? "" : w->lang == LANG_JA ? "、" : ", ",
                   tr(w, MSG_SITE_DATA_KEY, arg_text(type->key), arg_text(type->name.in[w->lang])));
    }
    return b.s;
}

ROUTE(GET, "/data", data_page, ACT_PUBLIC)
{
    struct ctx *c = rq->ctx;
    struct data_page p = { .today = date_of_instant(c->now) };
    TRY(register_words(c, &p.words));
    struct page *pg = page_for(rq, rs, MSG_TEXT(c->arena, c->lang, MSG_SITE_DATA_TITLE));
    struct html_writer w = page_writer(rq);
    if (p.words)
        p.keys = type_keys(&w, p.words);
    data_show(&w, pg, &p);
    return show(rs, html_done(&w));
}

/* ── about ── */

static const struct detail *contact_of(struct html_writer *w, const struct register_words *words)
{
    const struct office *o = &words->programme->office;
    const char *none = tr(w, MSG_SITE_ABOUT_NOT_GIVEN);
    struct detail *v = arena_array(w->out.arena, struct detail, 4);
    v[0] = (struct detail){ .name = tr(w, MSG_SITE_ABOUT_OFFICE),
                            .text = arena_printf(w->out.arena, "%s\n%s\n%s", o->ministry.in[w->lang],
                                                 o->bureau.in[w->lang], o->name.in[w->lang]) };
    v[1] = (struct detail){ .name = tr(w, MSG_SITE_ABOUT_EMAIL), .text = o->email ? o->email : none };
    v[2] = (struct detail){ .name = tr(w, MSG_SITE_ABOUT_PHONE), .text = o->phone ? o->phone : none };
    return v;
}

ROUTE(GET, "/about", about_page, ACT_PUBLIC)
{
    struct ctx *c = rq->ctx;
    const struct register_words *words = NULL;
    TRY(register_words(c, &words));
    struct page *pg = page_for(rq, rs, MSG_TEXT(c->arena, c->lang, MSG_SITE_ABOUT_TITLE));
    struct html_writer w = page_writer(rq);
    struct about_page p = { .programme = words ? words->programme->names.full.in[c->lang] : pg->site_name,
                            .contact = words ? contact_of(&w, words) : NULL };
    pg->width = PAGE_NARROW;
    about_show(&w, pg, &p);
    return show(rs, html_done(&w));
}
