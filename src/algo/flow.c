/* flow.c: network simplex: setting up, solving, and the proof. */
#include "algo/flow_int.h"

#include <math.h>

/* Checks what the caller guarantees, shifts the lower bounds away, and makes the first tree. */
static void set_up(struct arena *a, const struct flow *f, struct net *g)
{
    assert(f->nodes > 0 && f->nodes <= FLOW_NODES_MAX && f->arcs < INT32_MAX / 2);
    *g = (struct net){ .nodes = f->nodes, .root = f->nodes, .arcs = (int32_t)f->arcs };
    g->all = g->arcs + g->nodes;
    size_t all = (size_t)g->all, nodes = (size_t)g->nodes + 1;
    g->line = arena_array(a, struct line, all);
    g->room = arena_array(a, int32_t, all);
    g->flow = arena_array(a, int32_t, all);
    g->own = arena_array(a, int32_t, all);
    g->state = arena_array(a, int8_t, all);
    g->knot = arena_array(a, struct knot, nodes);
    g->pi = arena_array(a, int64_t, nodes);
    int64_t *rest = arena_array(a, int64_t, nodes), sum = 0, dearest = 0;
    for (int32_t x = 0; x < g->nodes; x++) {
        rest[x] = f->supply[x];
        sum += rest[x];
    }
    assert(sum == 0);
    flow_list(a, f, g);
    for (int32_t place = 0; place < g->arcs; place++) {
        const struct flow_arc *s = &f->arc[g->own[place]];
        assert(s->from >= 0 && s->from < g->nodes && s->to >= 0 && s->to < g->nodes);
        assert(0 <= s->low && s->low <= s->cap && s->cost >= -FLOW_COST_MAX && s->cost <= FLOW_COST_MAX);
        g->line[place] = (struct line){ s->from, s->to, s->cost };
        g->room[place] = s->cap - s->low;
        g->state[place] = AT_LOW;
        rest[s->from] -= s->low;
        rest[s->to] += s->low;
        int64_t size = s->cost < 0 ? -s->cost : s->cost;
        dearest = size > dearest ? size : dearest;
    }
    for (int32_t x = 0; x < g->nodes; x++)
        assert(rest[x] >= -FLOW_UNITS_MAX && rest[x] <= FLOW_UNITS_MAX);
    g->dear = (dearest + 1) * ((int64_t)g->nodes + 1);
    flow_plant(g, rest);
}

/* Marks what the marked nodes reach along everything that still has room; backwards: what reaches them. */
static void spread(const struct flow *f, const int32_t *flow, bool backwards, bool *mark)
{
    for (bool more = true; more;) {
        more = false;
        for (size_t e = 0; e < f->arcs; e++) {
            const struct flow_arc *s = &f->arc[e];
            int32_t near = backwards ? s->to : s->from, far = backwards ? s->from : s->to;
            if (mark[near] && !mark[far] && flow[e] < s->cap)
                mark[far] = more = true;
            if (mark[far] && !mark[near] && flow[e] > s->low)
                mark[near] = more = true;
        }
    }
}

/* What is wrong with a problem that cannot be solved: from the ends of the artificial arcs that are still used. */
static void find_cuts(struct arena *a, const struct flow *f, const struct net *g, struct flow_result *r)
{
    r->cannot_send = arena_array(a, bool, (size_t)g->nodes);
    r->cannot_get = arena_array(a, bool, (size_t)g->nodes);
    for (int32_t x = 0; x < g->nodes; x++)
        if (g->flow[g->arcs + x] > 0)
            (g->line[g->arcs + x].from == x ? r->cannot_send : r->cannot_get)[x] = true;
    spread(f, r->flow, false, r->cannot_send);
    spread(f, r->flow, true, r->cannot_get);
}

void flow_solve(struct arena *a, const struct flow *f, struct flow_result *ret)
{
    struct arena *work __attribute__((cleanup(arena_done))) = arena_make(SIZE_MAX / 2);
    struct net g;
    set_up(work, f, &g);
    do {
        int32_t width = (int32_t)sqrt((double)g.listed);
        g.block = width < 20 ? 20 : width;
        for (int32_t e; (e = flow_find_entering(&g)) >= 0;)
            flow_pivot(&g, e);
    } while (flow_list_more(&g));

    struct flow_result r = { .feasible = true, .pivots = g.pivots };
    r.flow = arena_array(a, int32_t, f->arcs ? f->arcs : 1);
    r.potential = arena_array(a, int64_t, (size_t)f->nodes);
    for (int32_t x = 0; x < g.nodes; x++) {
        r.potential[x] = g.pi[x];
        r.feasible = r.feasible && g.flow[g.arcs + x] == 0;
    }
    for (int32_t place = 0; place < g.arcs; place++) {
        const struct flow_arc *s = &f->arc[g.own[place]];
        r.flow[g.own[place]] = g.flow[place] + s->low;
        r.cost += (g.flow[place] + s->low) * s->cost;
    }
    if (!r.feasible)
        find_cuts(a, f, &g, &r);
    *ret = r;
}

bool flow_is_optimal(const struct flow *f, const int32_t *flow, const int64_t *potential)
{
    struct arena *work __attribute__((cleanup(arena_done))) = arena_make(SIZE_MAX / 2);
    int64_t *out = arena_array(work, int64_t, (size_t)f->nodes);
    for (size_t e = 0; e < f->arcs; e++) {
        const struct flow_arc *s = &f->arc[e];
        int64_t reduced = s->cost + potential[s->from] - potential[s->to];
        if (flow[e] < s->low || flow[e] > s->cap || (reduced < 0 && flow[e] < s->cap) ||
            (reduced > 0 && flow[e] > s->low))
            return false;
        out[s->from] += flow[e];
        out[s->to] -= flow[e];
    }
    for (int32_t x = 0; x < f->nodes; x++)
        if (out[x] != f->supply[x])
            return false;
    return true;
}
