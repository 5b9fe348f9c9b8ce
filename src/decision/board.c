/* board.c: see board.h. */
#include "decision/board.h"

#include "decision/decision_store.h"

#include <stdlib.h>
#include <string.h>

struct board_item *board_item_of(const struct board *b, int64_t application_id)
{
    for (size_t i = 0; i < b->n; i++)
        if (b->v[i].app->id == application_id)
            return &b->v[i];
    return NULL;
}

/* The place in the order of scores within its type; equal means share a place. */
static int place_of(const struct board *b, const struct board_item *x)
{
    int place = 1;
    if (x->rank.mean_micro == NOT_SCORED)
        return 0;
    for (size_t i = 0; i < b->n; i++)
        place += strcmp(b->v[i].app->type_key, x->app->type_key) == 0 && b->v[i].rank.mean_micro > x->rank.mean_micro;
    return place;
}

void board_settle(struct arena *a, struct board *b)
{
    struct ranked *ranks = arena_array(a, struct ranked, b->n + 1);
    const char **reasons = arena_array(a, const char *, b->n + 1);
    struct decided *decided = arena_array(a, struct decided, b->n + 1);
    for (size_t i = 0; i < b->n; i++) {
        struct board_item *x = &b->v[i];
        ranks[i] = (struct ranked){ .application_id = x->app->id, .type_key = x->app->type_key,
                                    .mean_micro = x->figures ? x->figures->mean_micro : NOT_SCORED,
                                    .outcome = x->decision ? x->decision->outcome : OUTCOME_NONE };
        reasons[i] = x->decision ? x->decision->reason : NULL;
        decided[i] = (struct decided){ x->app->id, x->decision };
    }
    decision_mark_departures(ranks, b->n);
    b->needs = release_needs_count(ranks, reasons, b->n);
    b->hash = decisions_hash(a, decided, b->n);
    for (size_t i = 0; i < b->n; i++)
        b->v[i].rank = ranks[i];
    for (size_t i = 0; i < b->n; i++) {
        struct board_item *x = &b->v[i];
        x->against = x->rank.against ? board_item_of(b, x->rank.against) : NULL;
        x->reason_missing = x->rank.departs && (!reasons[i] || !*reasons[i]);
        x->place = place_of(b, x);
    }
}

/* ── finding by application: both lists sorted by it ── */

static int by_id(const void *a, const void *b)
{
    const struct application *const *x = a;
    const struct application *const *y = b;
    return ((*x)->id > (*y)->id) - ((*x)->id < (*y)->id);
}

static const struct application *take(struct application_list *apps, int64_t id)
{
    const struct application key = { .id = id };
    const struct application *want = &key;
    struct application **at = bsearch(&want, apps->v, apps->n, sizeof *apps->v, by_id);
    return at ? *at : NULL;
}

static const struct decision *decision_of(const struct decision_list *list, int64_t id)
{
    size_t low = 0;
    size_t high = list->n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (list->v[middle].application_id == id)
            return &list->v[middle];
        if (list->v[middle].application_id < id)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

struct err *board_load(struct ctx *c, const struct call *call, enum board_scope scope, struct board *ret)
{
    struct application_list apps;
    struct decision_list decisions;
    struct sheet_figures *figures = NULL;
    size_t n = 0;
    struct ctx everyone = *c; /* the office sees all, also where its person is in conflict as a reviewer */
    everyone.viewer = NULL;
    TRY(application_list_in_review(c, call->id, &apps));
    TRY(decision_list(c, call->id, &decisions));
    TRY(review_figures(scope == BOARD_OFFICE ? &everyone : c, call, &n, &figures));
    struct board b = { .call = call, .v = arena_array(c->arena, struct board_item, n + 1) };
    qsort(apps.v, apps.n, sizeof *apps.v, by_id);
    for (size_t i = 0; i < n; i++) {
        const struct application *app = take(&apps, figures[i].application_id);
        if (app)
            b.v[b.n++] = (struct board_item){ .app = app, .figures = &figures[i],
                                              .decision = decision_of(&decisions, app->id) };
    }
    board_settle(c->arena, &b);
    *ret = b;
    return NULL;
}
