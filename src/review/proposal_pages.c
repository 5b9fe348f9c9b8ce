/* proposal_pages.c: the proposal who reads what, shown before anything is saved; saving is the matrix' business. */
#include "base/id.h"
#include "http/http.h"
#include "i18n/i18n.h"
#include "person/frame.h"
#include "review/propose.h"
#include "review/views.h"
#include "review.msg.h"

static bool may(const struct reviewer_progress *r, const struct pair_state *pair)
{
    return !r->declined && pair && pair->kind == CELL_FREE;
}

static struct propose_input input_of(struct arena *a, const struct call *call, const struct reviewer_list *reviewers,
                                     const struct coverage_list *applications, const struct pair_list *pairs)
{
    size_t n = applications->n * reviewers->n;
    bool *spare = arena_array(a, bool, n + 1), *given = arena_array(a, bool, n + 1);
    int64_t *most = arena_array(a, int64_t, reviewers->n + 1);
    for (size_t r = 0; r < reviewers->n; r++)
        most[r] = reviewers->v[r].load_max;
    for (size_t x = 0; x < applications->n; x++)
        for (size_t r = 0; r < reviewers->n; r++) {
            const struct pair_state *pair =
                pair_find(pairs, applications->v[x].application_id, reviewers->v[r].person_id);
            spare[x * reviewers->n + r] = may(&reviewers->v[r], pair);
            given[x * reviewers->n + r] = pair && pair->assigned;
        }
    return (struct propose_input){ applications->n, reviewers->n, call->definition->rules.reviewers_per_application,
                                   spare, given, most };
}

/* Why nobody more could be found: how many are in conflict, have not declared, have as much as they may. */
static const char *missing_text(struct ctx *c, const struct proposal_page *p, size_t x)
{
    int64_t conflicts = 0, undeclared = 0, full = 0;
    for (size_t r = 0; r < p->reviewers->n; r++) {
        const struct reviewer_progress *one = &p->reviewers->v[r];
        const struct pair_state *pair = pair_find(p->pairs, p->applications->v[x].application_id, one->person_id);
        if (one->declined || (pair && pair->assigned))
            continue;
        undeclared += !pair;
        conflicts += pair && pair->kind != CELL_FREE;
        full += may(one, pair) && one->load_max && p->proposal->load[r] >= one->load_max;
    }
    return MSG_TEXT(c->arena, c->lang, MSG_REVIEW_PROPOSAL_MISSING, arg_i64(p->proposal->missing[x]),
                    arg_i64(conflicts), arg_i64(undeclared), arg_i64(full));
}

static const char *why_text(struct ctx *c, const struct proposal_page *p, size_t x, size_t r, enum propose_why why)
{
    int64_t load = p->proposal->load[r];
    switch (why) {
    case PROPOSE_ONLY:
        return MSG_TEXT(c->arena, c->lang, MSG_REVIEW_PROPOSAL_ONLY, arg_i64(p->proposal->candidates[x]));
    case PROPOSE_LEAST:
        return MSG_TEXT(c->arena, c->lang, MSG_REVIEW_PROPOSAL_LEAST, arg_i64(load));
    case PROPOSE_MOVED:
        return MSG_TEXT(c->arena, c->lang, MSG_REVIEW_PROPOSAL_MOVED, arg_i64(load));
    case PROPOSE_NOT:
        break;
    }
    return "";
}

static void fill(struct ctx *c, struct proposal_page *p)
{
    p->v = arena_array(c->arena, struct proposed_cell, p->proposal->proposed + 1);
    p->missing = arena_array(c->arena, const char *, p->applications->n + 1);
    for (size_t x = 0; x < p->applications->n; x++) {
        if (p->proposal->missing[x])
            p->missing[x] = missing_text(c, p, x);
        p->uncovered += p->proposal->missing[x] > 0;
        for (size_t r = 0; r < p->reviewers->n; r++) {
            enum propose_why why = p->proposal->why[x * p->reviewers->n + r];
            if (why == PROPOSE_NOT)
                continue;
            p->v[p->n++] = (struct proposed_cell){
                .application = &p->applications->v[x],
                .reviewer = &p->reviewers->v[r],
                .why = why_text(c, p, x, r, why),
                .value = arena_printf(c->arena, "%s-%s", id_text(c->arena, p->applications->v[x].application_id),
                                      id_text(c->arena, p->reviewers->v[r].person_id)),
            };
        }
    }
}

ROUTE(GET, "/office/review/proposal", office_proposal_page, ACT_OFFICE_REVIEW)
{
    struct ctx *c = rq->ctx;
    struct call *call = NULL;
    struct reviewer_list reviewers;
    struct coverage_list applications;
    struct pair_list pairs;
    struct proposal proposal;
    TRY(call_find_current(c, &call));
    if (!call)
        return see_other(rs, url_make(c->arena, "/office/review"));
    TRY(reviewer_list(c, call, &reviewers));
    TRY(coverage_list(c, call, &applications));
    TRY(pair_list(c, call, &pairs));
    struct propose_input in = input_of(c->arena, call, &reviewers, &applications, &pairs);
    propose(c->arena, &in, &proposal);
    struct proposal_page p = { .call = call,
                               .reviewers = &reviewers,
                               .applications = &applications,
                               .pairs = &pairs,
                               .proposal = &proposal };
    fill(c, &p);
    struct page_link *crumbs = arena_array(c->arena, struct page_link, 3);
    crumbs[0] = (struct page_link){ .label = MSG_TEXT(c->arena, c->lang, MSG_REVIEW_OFFICE_TITLE),
                                    .to = { "/office/review" } };
    crumbs[1] = (struct page_link){ .label = MSG_TEXT(c->arena, c->lang, MSG_REVIEW_MATRIX),
                                    .to = { "/office/review/assignments" } };
    struct page *pg = page_for(rq, rs, MSG_TEXT(c->arena, c->lang, MSG_REVIEW_PROPOSAL));
    struct html_writer w = page_writer(rq);
    pg->crumbs = crumbs;
    proposal_show(&w, pg, &p);
    return show(rs, html_done(&w));
}
