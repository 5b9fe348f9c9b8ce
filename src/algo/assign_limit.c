/* assign_limit.c: see assign_limit.h. */
#include "algo/assign_limit.h"

#include "algo/assign_int.h"

#include <string.h>

void assign_lottery(struct arena *a, const struct assign_problem *p, int32_t limit,
                    struct assign_lottery *ret)
{
    struct arena *work __attribute__((cleanup(arena_done))) = arena_make(SIZE_MAX / 2);
    int64_t *value = arena_array(work, int64_t, p->pairs + 1);
    struct flow f;
    struct flow_result r;
    for (size_t i = 0; i < p->pairs; i++)
        value[i] = p->pair[i].value;
    assign_network(work, p, value, &f);
    struct flow_arc *arc = arena_array(work, struct flow_arc, f.arcs);
    int64_t *supply = arena_array(work, int64_t, (size_t)f.nodes);
    for (size_t e = 0; e < f.arcs; e++) {
        arc[e] = f.arc[e];
        arc[e].low *= LIMIT_WHOLE;
        arc[e].cap = e < p->pairs ? limit : arc[e].cap * LIMIT_WHOLE;
    }
    for (int32_t x = 0; x < f.nodes; x++)
        supply[x] = f.supply[x] * LIMIT_WHOLE;
    f.arc = arc;
    f.supply = supply;
    flow_solve(work, &f, &r);
    *ret = (struct assign_lottery){ .feasible = r.feasible };
    if (!r.feasible) {
        struct assign_answer x = { 0 };
        assign_name_short(a, p, &f, &r, &x);
        ret->short_application = x.short_application;
        ret->short_reviewer = x.short_reviewer;
        ret->missing = x.missing;
        return;
    }
    ret->verified = flow_is_optimal(&f, r.flow, r.potential);
    ret->total = -r.cost;
    ret->chance = arena_array(a, int32_t, p->pairs + 1);
    memcpy(ret->chance, r.flow, p->pairs * sizeof *ret->chance);
}

/* The graph of what is undecided: pairs, and each reviewer's load, which ends on one side or the other of a
** whole number. Every node that has one undecided edge has two: what comes together there is a whole number. */
struct lots {
    const struct assign_problem *p;
    int32_t *level;       /* of each edge, in thousandths: pairs, then loads */
    size_t *begin, *edge; /* edges by node */
    size_t *at;           /* where the search at each node goes on */
    int32_t nodes;
    uint64_t state;
};

/* SplitMix64 (Steele, Lea and Flood 2014), and a number below n without bias. */
static uint64_t next_bits(uint64_t *state)
{
    uint64_t z = *state += UINT64_C(0x9E3779B97F4A7C15);
    z = (z ^ z >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ z >> 27) * UINT64_C(0x94D049BB133111EB);
    return z ^ z >> 31;
}

static uint64_t draw_below(uint64_t *state, uint64_t n)
{
    uint64_t unfair = (UINT64_MAX - n + 1) % n, x; /* 2^64 mod n */
    do
        x = next_bits(state);
    while (x < unfair);
    return x % n;
}

static int32_t end_of(const struct lots *g, size_t edge, bool far)
{
    if (edge >= g->p->pairs)
        return far ? g->nodes - 1 : g->p->applications + (int32_t)(edge - g->p->pairs);
    const struct assign_pair *q = &g->p->pair[edge];
    return far ? g->p->applications + q->reviewer : q->application;
}

static bool undecided(const struct lots *g, size_t edge)
{
    return g->level[edge] % LIMIT_WHOLE != 0;
}

static void make_lots(struct arena *a, const struct assign_problem *p, const int32_t *chance, struct lots *g)
{
    size_t edges = p->pairs + (size_t)p->reviewers, nodes = (size_t)p->applications + (size_t)p->reviewers + 1;
    g->nodes = (int32_t)nodes;
    g->level = arena_array(a, int32_t, edges + 1);
    g->begin = arena_array(a, size_t, nodes + 1);
    g->edge = arena_array(a, size_t, 2 * edges + 1);
    g->at = arena_array(a, size_t, nodes + 1);
    for (size_t i = 0; i < p->pairs; i++) {
        g->level[i] = chance[i];
        g->level[p->pairs + (size_t)p->pair[i].reviewer] += chance[i];
    }
    for (size_t e = 0; e < edges; e++) {
        g->begin[end_of(g, e, false) + 1]++;
        g->begin[end_of(g, e, true) + 1]++;
    }
    for (size_t x = 0; x < nodes; x++)
        g->begin[x + 1] += g->begin[x];
    memcpy(g->at, g->begin, (nodes + 1) * sizeof *g->at);
    for (size_t e = 0; e < edges; e++) {
        g->edge[g->at[end_of(g, e, false)]++] = e;
        g->edge[g->at[end_of(g, e, true)]++] = e;
    }
    memcpy(g->at, g->begin, (nodes + 1) * sizeof *g->at);
}

/* An undecided edge of the node other than `not`; SIZE_MAX: none. Decided ones are passed by for good. */
static size_t next_edge(struct lots *g, int32_t node, size_t not )
{
    while (g->at[node] < g->begin[node + 1] && !undecided(g, g->edge[g->at[node]]))
        g->at[node]++;
    for (size_t i = g->at[node]; i < g->begin[node + 1]; i++)
        if (g->edge[i] != not &&undecided(g, g->edge[i]))
            return g->edge[i];
    return SIZE_MAX;
}

struct step {
    size_t edge;
    bool forth; /* walked from the near end to the far one */
};

/* How far every edge of the cycle can be pushed before one is whole; back: against the way it was walked. An
** edge walked forth gains when the cycle is pushed, one walked back loses: so each node keeps what comes
** together there. */
static int32_t room_of(const struct lots *g, const struct step *s, size_t n, bool back)
{
    int32_t room = LIMIT_WHOLE;
    for (size_t i = 0; i < n; i++) {
        int32_t over = g->level[s[i].edge] % LIMIT_WHOLE,
                fits = s[i].forth != back ? LIMIT_WHOLE - over : over;
        room = fits < room ? fits : room;
    }
    return room;
}

/* Pushes the cycle one way or the other, by chances that leave every edge what it was on average. */
static void push(struct lots *g, const struct step *s, size_t n)
{
    int32_t forth = room_of(g, s, n, false), back = room_of(g, s, n, true);
    bool ahead = draw_below(&g->state, (uint64_t)forth + (uint64_t)back) < (uint64_t)back;
    for (size_t i = 0; i < n; i++)
        g->level[s[i].edge] += ahead ? s[i].forth ? forth : -forth : s[i].forth ? -back : back;
}

void assign_draw(const struct assign_problem *p, const int32_t *chance, uint64_t seed, bool *chosen)
{
    struct arena *work __attribute__((cleanup(arena_done))) = arena_make(SIZE_MAX / 2);
    struct lots g = { .p = p, .state = seed };
    make_lots(work, p, chance, &g);
    struct step *way = arena_array(work, struct step, (size_t)g.nodes + 1);
    size_t *seen_at = arena_array(work, size_t, (size_t)g.nodes);
    memset(seen_at, 0xFF, (size_t)g.nodes * sizeof *seen_at);
    for (int32_t start = 0; start < g.nodes;) {
        if (next_edge(&g, start, SIZE_MAX) == SIZE_MAX) {
            start++;
            continue;
        }
        int32_t x = start;
        size_t n = 0, came = SIZE_MAX;
        while (seen_at[x] == SIZE_MAX) {
            seen_at[x] = n;
            size_t e = next_edge(&g, x, came);
            assert(e != SIZE_MAX);
            way[n++] = (struct step){ e, end_of(&g, e, false) == x };
            came = e;
            x = end_of(&g, e, way[n - 1].forth);
        }
        push(&g, way + seen_at[x], n - seen_at[x]);
        for (size_t i = 0; i < n; i++)
            seen_at[end_of(&g, way[i].edge, !way[i].forth)] = SIZE_MAX;
        seen_at[x] = SIZE_MAX;
    }
    for (size_t i = 0; i < p->pairs; i++)
        chosen[i] = g.level[i] == LIMIT_WHOLE;
}
