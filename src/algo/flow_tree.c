/* flow_tree.c: the spanning tree of the network simplex, and one pivot of it. */
#include "algo/flow_int.h"

static void knot_link(struct net *g, int32_t child, int32_t parent)
{
    struct knot *c = &g->knot[child], *p = &g->knot[parent];
    c->parent = parent;
    c->before = -1;
    c->next = p->child;
    if (p->child >= 0)
        g->knot[p->child].before = child;
    p->child = child;
}

static void knot_cut(struct net *g, int32_t child)
{
    struct knot *c = &g->knot[child];
    if (c->before >= 0)
        g->knot[c->before].next = c->next;
    else
        g->knot[c->parent].child = c->next;
    if (c->next >= 0)
        g->knot[c->next].before = c->before;
}

/* The first tree: every node hangs from the root, by an arc up when it has something to send, else by a dear
** one down. */
void flow_plant(struct net *g, const int64_t *rest)
{
    struct knot *k = g->knot;
    k[g->root] =
        (struct knot){ .parent = -1, .arc = -1, .child = -1, .next = -1, .before = -1, .size = g->nodes + 1 };
    for (int32_t x = g->nodes - 1; x >= 0; x--) {
        int32_t e = g->arcs + x;
        bool up = rest[x] >= 0;
        k[x] = (struct knot){ .arc = e, .child = -1, .size = 1, .up = up };
        knot_link(g, x, g->root);
        g->line[e] = (struct line){ up ? x : g->root, up ? g->root : x, up ? 0 : g->dear };
        g->room[e] = INT32_MAX;
        g->flow[e] = (int32_t)(up ? rest[x] : -rest[x]);
        g->state[e] = IN_TREE;
        g->pi[x] = up ? 0 : g->dear;
    }
}

/* The node after x in a walk of the subtree of top; -1 at its end. */
static int32_t knot_after(const struct net *g, int32_t x, int32_t top)
{
    const struct knot *k = &g->knot[x];
    if (k->child >= 0)
        return k->child;
    while (x != top && k->next < 0) {
        x = k->parent;
        k = &g->knot[x];
    }
    return x == top ? -1 : k->next;
}

/* The next node in walking order that does not lie in the subtree of x. */
static int32_t knot_beyond(const struct net *g, int32_t x)
{
    while (x != g->root && g->knot[x].next < 0)
        x = g->knot[x].parent;
    return x == g->root ? -1 : g->knot[x].next;
}

/* Adds shift to the potentials of the subtree of top, or, when that is the larger part, takes it from all others:
** only differences count. */
static void shift_potentials(struct net *g, int32_t top, int64_t shift)
{
    int64_t *pi = g->pi;
    if (g->knot[top].size * 2 <= g->nodes) {
        for (int32_t x = top; x >= 0; x = knot_after(g, x, top))
            pi[x] += shift;
        return;
    }
    for (int32_t x = g->root; x >= 0;) {
        if (x == top) {
            x = knot_beyond(g, x);
            continue;
        }
        pi[x] -= shift;
        x = knot_after(g, x, g->root);
    }
}

/* An arc whose use would gain, the best of the first block that has one; -1: none, the flow is optimal. */
int32_t flow_find_entering(struct net *g)
{
    const struct line *line = g->line;
    const int64_t *pi = g->pi;
    const int8_t *state = g->state;
    int32_t e = g->cursor, best = -1;
    int64_t least = 0;
    for (int32_t left = g->listed; left > 0;) {
        int32_t n = g->block < left ? g->block : left;
        left -= n;
        while (n > 0) {
            int32_t stop = g->listed - e < n ? g->listed : e + n;
            n -= stop - e;
            for (; e < stop; e++) {
                int64_t gain = state[e] * (line[e].cost + pi[line[e].from] - pi[line[e].to]);
                if (gain < least) {
                    least = gain;
                    best = e;
                }
            }
            if (e == g->listed)
                e = 0;
        }
        if (best >= 0)
            break;
    }
    g->cursor = e;
    return best;
}

/* A cycle: the entering arc, pushed from tail to head, and the ways in the tree from both up to where they meet. */
struct cycle {
    int32_t enter, tail, head, meet;
    int32_t leave;  /* the node whose arc to its parent leaves the tree; -1: the entering arc itself */
    bool tail_side; /* leave lies between tail and meet */
    int32_t push;
};

static int32_t meeting_point(const struct net *g, int32_t u, int32_t v)
{
    const struct knot *k = g->knot;
    while (u != v) {
        if (k[u].size < k[v].size) {
            u = k[u].parent;
        } else if (k[u].size > k[v].size) {
            v = k[v].parent;
        } else {
            u = k[u].parent;
            v = k[v].parent;
        }
    }
    return u;
}

/* How much fits through the cycle, and what stops it: the last obstacle seen along the cycle from where its
** ways meet. That keeps the tree strongly feasible, so that no pivot without a push can repeat for ever. */
static void find_leaving(const struct net *g, struct cycle *c)
{
    const struct knot *k = g->knot;
    c->push = g->room[c->enter];
    c->leave = -1;
    for (int32_t x = c->tail; x != c->meet; x = k[x].parent) {
        int32_t a = k[x].arc, fits = k[x].up ? g->flow[a] : g->room[a] - g->flow[a];
        if (fits < c->push) {
            c->push = fits;
            c->leave = x;
            c->tail_side = true;
        }
    }
    for (int32_t x = c->head; x != c->meet; x = k[x].parent) {
        int32_t a = k[x].arc, fits = k[x].up ? g->room[a] - g->flow[a] : g->flow[a];
        if (fits <= c->push) {
            c->push = fits;
            c->leave = x;
            c->tail_side = false;
        }
    }
}

static void push_flow(struct net *g, const struct cycle *c)
{
    const struct knot *k = g->knot;
    if (c->push == 0)
        return;
    g->flow[c->enter] += g->state[c->enter] * c->push;
    for (int32_t x = c->tail; x != c->meet; x = k[x].parent)
        g->flow[k[x].arc] += k[x].up ? -c->push : c->push;
    for (int32_t x = c->head; x != c->meet; x = k[x].parent)
        g->flow[k[x].arc] += k[x].up ? c->push : -c->push;
}

/* Cuts the subtree of `leave` off and hangs it up by its node `in`, below `out`. */
static void hang_anew(struct net *g, const struct cycle *c, int32_t in, int32_t out)
{
    struct knot *k = g->knot;
    int32_t whole = k[c->leave].size;
    for (int32_t x = k[c->leave].parent; x != c->meet; x = k[x].parent)
        k[x].size -= whole;
    for (int32_t x = out; x != c->meet; x = k[x].parent)
        k[x].size += whole;

    int32_t x = in, under = out, arc = c->enter, below = 0;
    bool up = g->line[arc].from == in;
    for (;;) {
        int32_t parent = k[x].parent, old_arc = k[x].arc, old_size = k[x].size;
        bool old_up = k[x].up;
        knot_cut(g, x);
        knot_link(g, x, under);
        k[x].arc = arc;
        k[x].up = up;
        k[x].size = whole - below;
        if (x == c->leave)
            break;
        below = old_size;
        under = x;
        arc = old_arc;
        up = !old_up;
        x = parent;
    }
}

void flow_pivot(struct net *g, int32_t enter)
{
    const struct line *l = &g->line[enter];
    bool forth = g->state[enter] == AT_LOW;
    struct cycle c = { .enter = enter, .tail = forth ? l->from : l->to, .head = forth ? l->to : l->from };
    c.meet = meeting_point(g, c.tail, c.head);
    find_leaving(g, &c);
    push_flow(g, &c);
    g->pivots++;
    if (c.leave < 0) {
        g->state[enter] = (int8_t)-g->state[enter];
        return;
    }
    int32_t leaving = g->knot[c.leave].arc, in = c.tail_side ? c.tail : c.head,
            out = c.tail_side ? c.head : c.tail;
    int64_t wrong = l->cost + g->pi[l->from] - g->pi[l->to];
    hang_anew(g, &c, in, out);
    g->state[enter] = IN_TREE;
    g->state[leaving] = g->flow[leaving] == 0 ? AT_LOW : AT_CAP;
    shift_potentials(g, in, l->from == in ? -wrong : wrong);
}
