/* flow_list.c: which arcs the network simplex looks at first. */
#include "algo/flow_int.h"

/* So many arcs of each node at least; more for nodes that send more. Tried with 6 to 48: 6 was best, from
** 296 nodes and 21,063 arcs to 108,001 nodes and 2,008,000 arcs. */
#define SHORT 6

/* The k-th least (from 0) of n costs; reorders them (Hoare's selection). */
static int64_t cost_select(int64_t *v, size_t n, size_t k)
{
    for (size_t lo = 0, hi = n - 1; lo < hi;) {
        int64_t pivot = v[lo + (hi - lo) / 2];
        size_t i = lo, j = hi;
        while (i <= j) {
            while (v[i] < pivot)
                i++;
            while (v[j] > pivot)
                j--;
            if (i <= j) {
                int64_t t = v[i];
                v[i++] = v[j];
                v[j] = t;
                if (j-- == 0)
                    break;
            }
        }
        if (j != SIZE_MAX && k <= j)
            hi = j;
        else if (k >= i)
            lo = i;
        else
            break;
    }
    return v[k];
}

/* Which arcs of one node stand on the list: the `keep` cheapest; of equals the first. */
static void choose_short(const struct flow *f, const int32_t *arc, size_t n, size_t keep, int64_t *cost,
                         bool *chosen)
{
    if (n <= keep) {
        for (size_t i = 0; i < n; i++)
            chosen[arc[i]] = true;
        return;
    }
    for (size_t i = 0; i < n; i++)
        cost[i] = f->arc[arc[i]].cost;
    int64_t bound = cost_select(cost, n, keep - 1);
    size_t left = keep;
    for (size_t i = 0; i < n; i++) {
        chosen[arc[i]] = f->arc[arc[i]].cost < bound;
        left -= chosen[arc[i]];
    }
    for (size_t i = 0; i < n && left > 0; i++)
        if (f->arc[arc[i]].cost == bound) {
            chosen[arc[i]] = true;
            left--;
        }
}

/* The order of the search: first the short list, node by node, then all others. (Gottschlich and Schuhmacher
** 2014 begin so for transports: nearly all arcs of the answer are among the cheapest of their node.) */
void flow_list(struct arena *work, const struct flow *f, struct net *g)
{
    size_t arcs = f->arcs, nodes = (size_t)f->nodes;
    int32_t *first = arena_array(work, int32_t, nodes + 1), *of = arena_array(work, int32_t, arcs + 1);
    int64_t *cost = arena_array(work, int64_t, arcs + 1);
    bool *chosen = arena_array(work, bool, arcs + 1);
    for (size_t e = 0; e < arcs; e++)
        first[f->arc[e].from + 1]++;
    for (size_t x = 0; x < nodes; x++)
        first[x + 1] += first[x];
    int32_t *at = arena_array(work, int32_t, nodes);
    for (size_t e = 0; e < arcs; e++) {
        int32_t x = f->arc[e].from;
        of[first[x] + at[x]++] = (int32_t)e;
    }
    for (size_t x = 0; x < nodes; x++) {
        size_t n = (size_t)(first[x + 1] - first[x]), sends = f->supply[x] > 0 ? (size_t)f->supply[x] : 0;
        choose_short(f, of + first[x], n, sends + 2 > SHORT ? sends + 2 : SHORT, cost, chosen);
    }
    int32_t place = 0;
    for (size_t i = 0; i < arcs; i++)
        if (chosen[of[i]])
            g->own[place++] = of[i];
    g->listed = place;
    for (size_t i = 0; i < arcs; i++)
        if (!chosen[of[i]])
            g->own[place++] = of[i];
}

static void swap_places(struct net *g, int32_t i, int32_t j)
{
    struct line l = g->line[i];
    int32_t room = g->room[i], own = g->own[i];
    g->line[i] = g->line[j];
    g->room[i] = g->room[j];
    g->own[i] = g->own[j];
    g->line[j] = l;
    g->room[j] = room;
    g->own[j] = own;
}

/* Puts on the list every waiting arc whose use would gain; false: there is none, so the flow is optimal.
** What waits has never been used: it is at its lower bound. */
bool flow_list_more(struct net *g)
{
    int32_t before = g->listed;
    for (int32_t e = before; e < g->arcs; e++)
        if (g->line[e].cost + g->pi[g->line[e].from] - g->pi[g->line[e].to] < 0)
            swap_places(g, e, g->listed++);
    g->cursor = before == g->listed ? 0 : before;
    return g->listed > before;
}
