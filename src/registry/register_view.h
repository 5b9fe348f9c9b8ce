/* register_view.h: what a request asks of the register, and what its pages are shown with. Private to registry/. */
#ifndef REGISTRY_REGISTER_VIEW_H
#define REGISTRY_REGISTER_VIEW_H

#include "base/date_parse.h"
#include "html/field.h"
#include "html/part.h"
#include "http/http.h"
#include "registry/register.h"

/* The query q, type, round, prefecture, status, on of a request. */
struct register_asked {
    struct register_query query;
    const char *status;     /* one of the words of designation_status_word; "holds": any in force; "": all */
    const char *on;         /* the day as typed; "" */
    date day;               /* as read; today where none was typed or it could not be read */
    struct err *errors;     /* about "on"; NULL */
    struct doubts doubts;   /* about the day that was typed */
    bool any;               /* something was asked */
};
struct err *register_asked(struct request *rq, struct register_asked *ret) MUST_CHECK;
/* The part of the question that the store does not answer: the status on the day. */
bool register_matches(const struct register_asked *asked, const struct designation *d);
/* How many of the real ones are of that round and type; either may be NULL. */
int64_t register_count(const designation_list *list, const char *round, const char *type);


/* ── words for views ── */
/* 令和6年7月29日 / 29 July 2024; "" for an unknown day. */
const char *day_words(struct html_writer *w, date d);
/* "～" between two days; a day that is not known is said to be unknown. */
const char *days_words(struct html_writer *w, date from, date to);
/* The latest term in a few words. */
const char *term_words(struct html_writer *w, const struct designation *d);
const char *institution_words(struct html_writer *w, const struct designation *d);
/* When a name was borne, as far as sources show it. */
const char *borne_words(struct html_writer *w, const struct designation *d, size_t i);
const char *status_words(struct html_writer *w, const struct designation_status *s);
enum tone status_tone(enum designation_status_kind kind);
/* Sources by key ("S0, S8"), each with its title, as links where they are on the web. */
void source_links(struct html_writer *w, const struct register_words *words, const char *keys);

/* ── the list ── */
struct hub_type_group {
    const char *key, *name;
    bool no_application;
    LIST(const struct designation *) hubs;
};
struct hub_round_group {
    const char *round, *name;
    const struct call_fact *fact;
    int64_t designated; /* of the whole register */
    date announced_on;  /* by the sources, else by its designations; DATE_UNKNOWN */
    bool all;           /* the round was not filtered: also what nobody was designated in is shown */
    LIST(struct hub_type_group) types;
};
struct hubs_page {
    const struct register_words *words;
    const struct register_asked *asked;
    struct form_view form;
    const struct option *types, *rounds, *prefectures, *statuses;
    const struct card *cards;
    int64_t found;
    LIST(struct hub_round_group) rounds_shown;
    LIST(const struct designation *) practice;
};
void hubs_show(struct html_writer *w, const struct page *pg, const struct hubs_page *p);
/* One round with its facts, types and hubs. */
void hubs_round(struct html_writer *w, const struct hubs_page *p, const struct hub_round_group *g);
void date_slips(struct html_writer *w, const struct register_words *words, const struct call_fact *fact);
/* "2024-07-29 is a Sunday": what a person should look at. */
void doubts_show(struct html_writer *w, const struct doubts *doubts);

/* ── one hub ── */
struct hub_page {
    const struct register_words *words;
    const struct register_asked *asked;
    const struct designation *d;
    struct designation_status status;
    const struct wording *wording; /* of its type in its round; NULL: no source has it */
    const struct detail *facts;
    struct form_view form;
    bool future;
    const char *name_on;           /* the sentence of the name on that day; NULL: none */
    LIST(const char *) history;
};
void hub_show(struct html_writer *w, const struct page *pg, const struct hub_page *p);

/* ── is it designated? ── */
struct check_page {
    const struct register_words *words;
    const struct register_asked *asked;
    struct form_view form;
    const struct option *hubs;
    bool sent, future;
    LIST(const struct designation *) found;
};
void check_show(struct html_writer *w, const struct page *pg, const struct check_page *p);

/* ── kept pages ── */
struct kept_key {
    int64_t store, version, minute; /* store: db_serial() */
    enum lang lang;
    bool secure, rehearsal;
};
/* What a request knew before it read anything of the store; in rq->prepared. */
struct kept_ticket {
    struct kept_key key;
    int64_t changes;
};
/* The kept function of a route: the page, without a statement, where it is there and the register has not changed.
** Leaves a ticket where the answer may be kept; kept_find() and kept_put() do nothing without one. */
bool kept_answer(struct request *rq, struct response *rs);
/* Looks which version the register has; the page of that version, if it is there. */
struct err *kept_find(struct request *rq, struct response *rs, bool *ret_found) MUST_CHECK;
/* Keeps a copy of the page that was just made, and sends that; the oldest of a few goes. */
void kept_put(struct request *rq, struct response *rs);

#endif
