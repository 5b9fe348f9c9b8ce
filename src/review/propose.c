/* propose.c: see propose.h. */
#include "review/propose.h"

struct work {
    const struct propose_input *in;
    struct proposal *out;
    int64_t *need;
    bool *seen; /* reviewers, while room is sought */
};

static size_t at(const struct work *k, size_t application, size_t reviewer)
{
    return application * k->in->reviewers + reviewer;
}

static bool has_room(const struct work *k, size_t r)
{
    return k->in->load_max[r] == 0 || k->out->load[r] < k->in->load_max[r];
}

static bool is_free(const struct work *k, size_t application, size_t r)
{
    size_t i = at(k, application, r);
    return k->in->may[i] && !k->in->given[i] && k->out->why[i] == PROPOSE_NOT;
}

static void put(struct work *k, size_t application, size_t r, enum propose_why why)
{
    k->out->why[at(k, application, r)] = why;
    k->out->load[r]++;
}

static void move(struct work *k, size_t application, size_t from, size_t to)
{
    k->out->why[at(k, application, from)] = PROPOSE_NOT;
    k->out->load[from]--;
    put(k, application, to, PROPOSE_MOVED);
}

/* Takes one proposed application from r by giving it to another, who may have to give one away in turn. */
static bool make_room(struct work *k, size_t r)
{
    k->seen[r] = true;
    for (size_t x = 0; x < k->in->applications; x++) {
        if (k->out->why[at(k, x, r)] == PROPOSE_NOT)
            continue;
        for (size_t to = 0; to < k->in->reviewers; to++)
            if (!k->seen[to] && is_free(k, x, to) && (has_room(k, to) || make_room(k, to))) {
                move(k, x, r, to);
                return true;
            }
    }
    return false;
}

static bool cover_by_moving(struct work *k, size_t application)
{
    for (size_t r = 0; r < k->in->reviewers; r++)
        k->seen[r] = false;
    for (size_t r = 0; r < k->in->reviewers; r++)
        if (!k->seen[r] && is_free(k, application, r) && make_room(k, r)) {
            put(k, application, r, PROPOSE_MOVED);
            return true;
        }
    return false;
}

static bool cover_directly(struct work *k, size_t application)
{
    size_t best = k->in->reviewers;
    for (size_t r = 0; r < k->in->reviewers; r++)
        if (is_free(k, application, r) && has_room(k, r) &&
            (best == k->in->reviewers || k->out->load[r] < k->out->load[best]))
            best = r;
    if (best == k->in->reviewers)
        return false;
    bool only = k->out->candidates[application] <= k->in->wanted;
    put(k, application, best, only ? PROPOSE_ONLY : PROPOSE_LEAST);
    return true;
}

/* How many free reviewers with room there are beyond what is needed. */
static int64_t slack(const struct work *k, size_t application)
{
    int64_t n = -k->need[application];
    for (size_t r = 0; r < k->in->reviewers; r++)
        n += is_free(k, application, r) && has_room(k, r);
    return n;
}

static size_t scarcest(const struct work *k)
{
    size_t best = k->in->applications;
    int64_t least = 0;
    for (size_t x = 0; x < k->in->applications; x++) {
        if (k->need[x] <= 0)
            continue;
        int64_t n = slack(k, x);
        if (best == k->in->applications || n < least) {
            best = x;
            least = n;
        }
    }
    return best;
}

/* Moves one proposed application from who has two more than another. */
static bool even_out(struct work *k)
{
    for (size_t x = 0; x < k->in->applications; x++)
        for (size_t from = 0; from < k->in->reviewers; from++) {
            if (k->out->why[at(k, x, from)] == PROPOSE_NOT)
                continue;
            for (size_t to = 0; to < k->in->reviewers; to++)
                if (is_free(k, x, to) && has_room(k, to) && k->out->load[from] >= k->out->load[to] + 2) {
                    move(k, x, from, to);
                    return true;
                }
        }
    return false;
}

static struct work begin(struct arena *a, const struct propose_input *in, struct proposal *out)
{
    size_t cells = in->applications * in->reviewers;
    *out = (struct proposal){ .why = arena_array(a, enum propose_why, cells + 1),
                              .load = arena_array(a, int64_t, in->reviewers + 1),
                              .candidates = arena_array(a, int64_t, in->applications + 1),
                              .missing = arena_array(a, int64_t, in->applications + 1) };
    struct work k = { in, out, arena_array(a, int64_t, in->applications + 1), arena_array(a, bool, in->reviewers + 1) };
    for (size_t x = 0; x < in->applications; x++) {
        k.need[x] = in->wanted;
        for (size_t r = 0; r < in->reviewers; r++) {
            out->load[r] += in->given[at(&k, x, r)];
            k.need[x] -= in->given[at(&k, x, r)];
            out->candidates[x] += in->may[at(&k, x, r)] || in->given[at(&k, x, r)];
        }
    }
    return k;
}

void propose(struct arena *a, const struct propose_input *in, struct proposal *ret)
{
    struct work k = begin(a, in, ret);
    for (size_t x = scarcest(&k); x < in->applications; x = scarcest(&k)) {
        if (cover_directly(&k, x) || cover_by_moving(&k, x)) {
            k.need[x]--;
        } else {
            ret->missing[x] = k.need[x];
            k.need[x] = 0;
        }
    }
    while (even_out(&k))
        ;
    for (size_t i = 0; i < in->applications * in->reviewers; i++)
        ret->proposed += ret->why[i] != PROPOSE_NOT;
}
