/* outage.c: the rule of outage.h. */
#include "office/outage.h"

#include "care.msg.h"

#include <string.h>

const struct msg *outage_word(enum outage_kind kind)
{
    return kind == OUTAGE_PLANNED ? &MSG_CARE_OUTAGE_PLANNED
           : kind == OUTAGE_ERRORS ? &MSG_CARE_OUTAGE_ERRORS
                                   : &MSG_CARE_OUTAGE_CRASH;
}

/* Did the run that was alive last go on after the gap, only with its clock pushed? */
static bool only_pushed(const struct beat *last, const struct beat *v, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(last->node, v[i].node) == 0)
            return last->offset_us != v[i].offset_us;
    return false;
}

/* Most answers of that minute failed. */
static bool fails(const struct beat *b)
{
    return b->failed > 0 && 2 * b->failed > b->requests;
}

/* Minutes in which answers failed, one after the other, are one outage. */
static void put_errors(struct outages *all, const struct beat *b)
{
    struct outage *last = all->n ? &all->v[all->n - 1] : NULL;
    if (!last || last->kind != OUTAGE_ERRORS || b->from_at - last->to_at > OUTAGE_GAP_US) {
        last = &all->v[all->n++];
        *last = (struct outage){ .kind = OUTAGE_ERRORS, .from_at = b->from_at, .to_at = b->to_at };
    }
    if (b->to_at > last->to_at)
        last->to_at = b->to_at;
    last->failed += b->failed;
}

void outages_of_beats(struct arena *a, const struct beat *v, size_t n, struct outages *ret)
{
    struct outages all = { 0, arena_array(a, struct outage, 2 * n + 1) };
    const struct beat *until = NULL; /* the latest sign of life so far */
    for (size_t i = 0; i < n; i++) {
        const struct beat *b = &v[i];
        if (until && b->from_at - until->to_at > OUTAGE_GAP_US && !only_pushed(until, v + i, n - i))
            all.v[all.n++] = (struct outage){ .kind = until->stopped ? OUTAGE_PLANNED : OUTAGE_CRASH,
                                              .from_at = until->to_at,
                                              .to_at = b->from_at };
        if (fails(b))
            put_errors(&all, b);
        if (!until || b->to_at >= until->to_at)
            until = b;
    }
    *ret = all;
}
