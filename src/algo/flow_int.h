/* flow_int.h: what the sources of the network simplex share.
**
** The tree hangs from an extra node, the root, by one artificial arc a node at first. Each node knows its
** parent, its first child, its neighbours among its siblings, the arc to its parent and the size of its
** subtree: a pivot touches the nodes of the cycle, and shifts the potentials of the smaller part of the
** tree. */
#ifndef ALGO_FLOW_INT_H
#define ALGO_FLOW_INT_H

#include "algo/flow.h"

enum { AT_LOW = 1, IN_TREE = 0, AT_CAP = -1 };

struct knot {
    int32_t parent, arc;         /* the arc between this node and its parent */
    int32_t child, next, before; /* first child; siblings; -1: none */
    int32_t size;                /* nodes of the subtree, itself included */
    bool up;                     /* the arc points to the parent */
};

/* What the search for an entering arc reads, side by side. */
struct line {
    int32_t from, to;
    int64_t cost;
};

struct net {
    struct line *line;
    int32_t *room, *flow; /* capacity and flow above the lower bound */
    int8_t *state;
    struct knot *knot;
    int64_t *pi;
    int64_t dear; /* cost of an artificial arc that ought not to be used */
    int32_t *own; /* the arc of the problem that stands at a place of line, room, flow and state */
    int32_t nodes, root, arcs, all; /* arcs: those of the problem; all: with the artificial ones */
    int32_t listed;                 /* the search looks at the places before this one; the others wait */
    int32_t cursor, block;
    int64_t pivots;
};

/* flow_tree.c: the first tree (rest: what each node has to send above the lower bounds), the arc that enters
** next (-1: none on the list would gain), and what it changes. */
void flow_plant(struct net *g, const int64_t *rest);
int32_t flow_find_entering(struct net *g);
void flow_pivot(struct net *g, int32_t enter);

/* flow_list.c: the order of the search. Fills own and listed; work is memory for the time of the solving. */
void flow_list(struct arena *work, const struct flow *f, struct net *g);
/* Puts on the list every waiting arc whose use would gain; false: there is none, so the flow is optimal. */
bool flow_list_more(struct net *g);

#endif
