/* assign.c: the problem as a network, its answer, and who stands in the way when there is none. */
#include "algo/assign_int.h"

#include <string.h>

/* Nodes: applications, reviewers, and one that takes all. Arcs: the pairs, then each reviewer's load. */
void assign_network(struct arena *a, const struct assign_problem *p, const int64_t *value, struct flow *ret)
{
    size_t arcs = p->pairs + (size_t)p->reviewers;
    int32_t nodes = p->applications + p->reviewers + 1, taker = nodes - 1;
    struct flow_arc *arc = arena_array(a, struct flow_arc, arcs);
    int64_t *supply = arena_array(a, int64_t, (size_t)nodes);
    for (size_t i = 0; i < p->pairs; i++) {
        const struct assign_pair *q = &p->pair[i];
        arc[i] = (struct flow_arc){
            .from = q->application, .to = p->applications + q->reviewer, .cap = 1, .cost = -value[i]
        };
    }
    for (int32_t r = 0; r < p->reviewers; r++)
        arc[p->pairs + (size_t)r] = (struct flow_arc){
            .from = p->applications + r, .to = taker, .low = p->min_load[r], .cap = p->max_load[r]
        };
    for (int32_t x = 0; x < p->applications; x++) {
        supply[x] = p->cover[x];
        supply[taker] -= p->cover[x];
    }
    *ret = (struct flow){ .arc = arc, .arcs = arcs, .supply = supply, .nodes = nodes };
}

void assign_measure(const struct assign_problem *p, const bool *chosen, int64_t *ret_total,
                    int64_t *ret_lowest)
{
    struct arena *work __attribute__((cleanup(arena_done))) = arena_make(SIZE_MAX / 2);
    int64_t *sum = arena_array(work, int64_t, (size_t)p->applications + 1), total = 0, lowest = INT64_MAX;
    for (size_t i = 0; i < p->pairs; i++)
        if (chosen[i]) {
            sum[p->pair[i].application] += p->pair[i].value;
            total += p->pair[i].value;
        }
    for (int32_t x = 0; x < p->applications; x++)
        lowest = sum[x] < lowest ? sum[x] : lowest;
    *ret_total = total;
    *ret_lowest = p->applications > 0 ? lowest : 0;
}

bool assign_keeps_rules(const struct assign_problem *p, const bool *chosen)
{
    struct arena *work __attribute__((cleanup(arena_done))) = arena_make(SIZE_MAX / 2);
    int32_t *cover = arena_array(work, int32_t, (size_t)p->applications + 1);
    int32_t *load = arena_array(work, int32_t, (size_t)p->reviewers + 1);
    for (size_t i = 0; i < p->pairs; i++)
        if (chosen[i]) {
            cover[p->pair[i].application]++;
            load[p->pair[i].reviewer]++;
        }
    for (int32_t x = 0; x < p->applications; x++)
        if (cover[x] != p->cover[x])
            return false;
    for (int32_t r = 0; r < p->reviewers; r++)
        if (load[r] < p->min_load[r] || load[r] > p->max_load[r])
            return false;
    return true;
}

/* Applications whose reviewers together have too little room; or, when the taker itself is among those who
** cannot send what they must, reviewers whose least load exceeds what can come to them. */
void assign_name_short(struct arena *a, const struct assign_problem *p, const struct flow *f,
                       const struct flow_result *r, struct assign_answer *ret)
{
    bool lack = r->cannot_send[f->nodes - 1];
    const bool *mark = lack ? r->cannot_get : r->cannot_send;
    ret->short_application = arena_array(a, bool, (size_t)p->applications + 1);
    ret->short_reviewer = arena_array(a, bool, (size_t)p->reviewers + 1);
    memcpy(ret->short_application, mark, (size_t)p->applications);
    memcpy(ret->short_reviewer, mark + p->applications, (size_t)p->reviewers);
    int64_t must = 0;
    for (int32_t x = 0; x < f->nodes; x++)
        must += mark[x] ? f->supply[x] : 0;
    for (size_t e = 0; e < f->arcs; e++) {
        const struct flow_arc *s = &f->arc[e];
        if (mark[s->from] && !mark[s->to])
            must -= lack ? s->low : s->cap;
        if (!mark[s->from] && mark[s->to])
            must += lack ? s->cap : s->low;
    }
    ret->missing = lack ? -must : must;
    ret->least_load = lack;
    ret->verified = ret->missing > 0;
}

void assign_total(struct arena *a, const struct assign_problem *p, struct assign_answer *ret)
{
    struct arena *work __attribute__((cleanup(arena_done))) = arena_make(SIZE_MAX / 2);
    int64_t *value = arena_array(work, int64_t, p->pairs + 1);
    for (size_t i = 0; i < p->pairs; i++)
        value[i] = p->pair[i].value;
    struct flow f;
    struct flow_result r;
    assign_network(work, p, value, &f);
    flow_solve(work, &f, &r);
    *ret = (struct assign_answer){ .status = ASSIGN_INFEASIBLE, .pivots = r.pivots };
    if (!r.feasible) {
        assign_name_short(a, p, &f, &r, ret);
        return;
    }
    ret->status = ASSIGN_OPTIMAL;
    ret->chosen = arena_array(a, bool, p->pairs + 1);
    for (size_t i = 0; i < p->pairs; i++)
        ret->chosen[i] = r.flow[i] == 1;
    assign_measure(p, ret->chosen, &ret->total, &ret->lowest);
    ret->bound = -r.cost;
    ret->lowest_bound = INT64_MAX;
    ret->verified = flow_is_optimal(&f, r.flow, r.potential) && assign_keeps_rules(p, ret->chosen) &&
                    ret->total == ret->bound;
}
