/* Tests of algo/flow: exact against all possibilities of small networks, and against a published optimum. */
#include "test.h"

#include "algo/flow.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#define SMALL_ARCS 7
#define SMALL_NODES 4

/* A fixed stream of numbers (xorshift), so that every run tries the same networks. */
static int64_t draw(uint64_t *x, int64_t below)
{
    *x ^= *x << 13;
    *x ^= *x >> 7;
    *x ^= *x << 17;
    return (int64_t)(*x % (uint64_t)below);
}

/* The least cost by trying every flow; INT64_MAX: none is feasible. */
static int64_t least_by_trying(const struct flow *f)
{
    int32_t x[SMALL_ARCS];
    int64_t least = INT64_MAX;
    for (size_t e = 0; e < f->arcs; e++)
        x[e] = f->arc[e].low;
    for (;;) {
        int64_t out[SMALL_NODES] = { 0 }, cost = 0;
        bool balanced = true;
        for (size_t e = 0; e < f->arcs; e++) {
            out[f->arc[e].from] += x[e];
            out[f->arc[e].to] -= x[e];
            cost += x[e] * f->arc[e].cost;
        }
        for (int32_t n = 0; n < f->nodes; n++)
            balanced = balanced && out[n] == f->supply[n];
        if (balanced && cost < least)
            least = cost;
        size_t e = 0;
        while (e < f->arcs && x[e] == f->arc[e].cap) {
            x[e] = f->arc[e].low;
            e++;
        }
        if (e == f->arcs)
            return least;
        x[e]++;
    }
}

static struct flow small_network(struct arena *a, uint64_t *seed)
{
    struct flow_arc *arc = arena_array(a, struct flow_arc, SMALL_ARCS);
    int64_t *supply = arena_array(a, int64_t, SMALL_NODES);
    for (size_t e = 0; e < SMALL_ARCS; e++) {
        int32_t low = (int32_t)draw(seed, 4) == 0;
        arc[e] = (struct flow_arc){ .from = (int32_t)draw(seed, SMALL_NODES),
                                    .to = (int32_t)draw(seed, SMALL_NODES),
                                    .low = low,
                                    .cap = low + (int32_t)draw(seed, 3),
                                    .cost = draw(seed, 11) - 5 };
    }
    int64_t sum = 0;
    for (size_t x = 0; x + 1 < SMALL_NODES; x++)
        sum += supply[x] = draw(seed, 4) - 1;
    supply[SMALL_NODES - 1] = -sum;
    return (struct flow){ .arc = arc, .arcs = SMALL_ARCS, .supply = supply, .nodes = SMALL_NODES };
}

TEST(the_least_cost_of_small_networks_is_what_trying_everything_finds)
{
    uint64_t seed = 20241029;
    int64_t feasible = 0, wrong = 0, unproved = 0, cuts = 0;
    for (int i = 0; i < 3000; i++) {
        arena_reset(a);
        struct flow f = small_network(a, &seed);
        struct flow_result r;
        flow_solve(a, &f, &r);
        int64_t least = least_by_trying(&f);
        wrong += r.feasible != (least != INT64_MAX) || (r.feasible && r.cost != least);
        unproved += r.feasible && !flow_is_optimal(&f, r.flow, r.potential);
        feasible += r.feasible;
        cuts += !r.feasible && r.cannot_send && r.cannot_get;
    }
    CHECK_I64(wrong, 0);
    CHECK_I64(unproved, 0);
    CHECK(feasible > 300 && feasible < 2700);
    CHECK_I64(cuts, 3000 - feasible);
}

/* Together the marked nodes have more to send than can leave them. */
static bool must_send_too_much(const struct flow *f, const bool *mark)
{
    int64_t must = 0, can = 0;
    for (int32_t x = 0; x < f->nodes; x++)
        must += mark[x] ? f->supply[x] : 0;
    for (size_t e = 0; e < f->arcs; e++) {
        if (mark[f->arc[e].from] && !mark[f->arc[e].to])
            can += f->arc[e].cap;
        if (!mark[f->arc[e].from] && mark[f->arc[e].to])
            can -= f->arc[e].low;
    }
    return must > can;
}

TEST(the_nodes_named_short_must_send_more_than_leaves_them)
{
    uint64_t seed = 6;
    int64_t seen = 0, wrong = 0;
    for (int i = 0; i < 1000; i++) {
        arena_reset(a);
        struct flow f = small_network(a, &seed);
        struct flow_result r;
        flow_solve(a, &f, &r);
        if (r.feasible)
            continue;
        bool others[SMALL_NODES];
        for (int32_t x = 0; x < f.nodes; x++)
            others[x] = !r.cannot_get[x];
        wrong += !must_send_too_much(&f, r.cannot_send) || !must_send_too_much(&f, others);
        seen++;
    }
    CHECK(seen > 100);
    CHECK_I64(wrong, 0);
}

TEST(a_flow_that_is_not_the_best_or_not_possible_has_no_proof)
{
    struct flow_arc arc[] = { { 0, 1, 0, 2, 1 }, { 0, 1, 0, 2, 3 } };
    int64_t supply[] = { 2, -2 };
    struct flow f = { .arc = arc, .arcs = 2, .supply = supply, .nodes = 2 };
    struct flow_result r;
    flow_solve(a, &f, &r);
    CHECK(r.feasible);
    CHECK_I64(r.cost, 2);
    CHECK(flow_is_optimal(&f, r.flow, r.potential));
    CHECK(!flow_is_optimal(&f, (int32_t[]){ 1, 1 }, r.potential));
    CHECK(!flow_is_optimal(&f, (int32_t[]){ 1, 0 }, r.potential));
    CHECK(!flow_is_optimal(&f, (int32_t[]){ 3, -1 }, r.potential));
}

/* MIDL (Kobren, Saha and McCallum 2019): 177 reviewers, 118 papers, 3 reviews each; published optima. */
static double midl_total(struct arena *a, const char *tsv, int32_t min_load, int32_t max_load)
{
    enum { REVIEWERS = 177, PAPERS = 118, COVER = 3 };
    struct flow_arc *arc = arena_array(a, struct flow_arc, REVIEWERS * (PAPERS + 1));
    int64_t *supply = arena_array(a, int64_t, REVIEWERS + PAPERS + 1);
    size_t n = 0;
    for (const char *line = strchr(tsv, '\n'); line && line[1]; line = strchr(line + 1, '\n')) {
        char *end;
        int32_t reviewer = (int32_t)strtol(line + 1, &end, 10), paper = (int32_t)strtol(end, &end, 10);
        arc[n++] = (struct flow_arc){ paper, PAPERS + reviewer, 0, 1, -llround(strtod(end, NULL) * 1e9) };
    }
    for (int32_t r = 0; r < REVIEWERS; r++)
        arc[n++] = (struct flow_arc){ PAPERS + r, PAPERS + REVIEWERS, min_load, max_load, 0 };
    for (int32_t p = 0; p < PAPERS; p++)
        supply[p] = COVER;
    supply[PAPERS + REVIEWERS] = -(int64_t)COVER * PAPERS;
    struct flow f = { .arc = arc, .arcs = n, .supply = supply, .nodes = REVIEWERS + PAPERS + 1 };
    struct flow_result r;
    flow_solve(a, &f, &r);
    CHECK(r.feasible && flow_is_optimal(&f, r.flow, r.potential));
    return -(double)r.cost / 1e9;
}

TEST(the_published_optima_of_midl_come_out)
{
    size_t n;
    const char *tsv = test_shared_file(a, "data/midl_affinity.tsv", &n);
    if (!tsv)
        SKIP("data/midl_affinity.tsv is not there");
    CHECK_TEXT(arena_printf(a, "%.8f", midl_total(a, tsv, 0, 4)), "201.88487950");
    CHECK_TEXT(arena_printf(a, "%.8f", midl_total(a, tsv, 2, 4)), "150.04312514");
}
