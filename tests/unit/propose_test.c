/* The proposal who reads what: its rules on made-up tables, and on many of a simple generator against the
** flow of algo/. */
#include "test.h"

#include "algo/assign.h"
#include "review/propose.h"

struct table {
    struct propose_input in;
    bool *may, *given;
    int64_t *most;
};

static struct table table_make(struct arena *a, size_t applications, size_t reviewers, int64_t wanted)
{
    struct table t = { .may = arena_array(a, bool, applications * reviewers + 1),
                       .given = arena_array(a, bool, applications * reviewers + 1),
                       .most = arena_array(a, int64_t, reviewers + 1) };
    t.in = (struct propose_input){ applications, reviewers, wanted, t.may, t.given, t.most };
    return t;
}

static bool taken(const struct table *t, const struct proposal *p, size_t x, size_t r)
{
    size_t i = x * t->in.reviewers + r;
    return t->given[i] || p->why[i] != PROPOSE_NOT;
}

/* Every rule that must hold whatever the input; returns how many reviewers are missing in all. */
static int64_t check_rules(const struct table *t, const struct proposal *p)
{
    int64_t missing = 0;
    for (size_t x = 0; x < t->in.applications; x++) {
        int64_t n = 0;
        for (size_t r = 0; r < t->in.reviewers; r++) {
            size_t i = x * t->in.reviewers + r;
            n += taken(t, p, x, r);
            CHECK(p->why[i] == PROPOSE_NOT || (t->may[i] && !t->given[i]));
        }
        CHECK(n + p->missing[x] >= t->in.wanted);
        CHECK(p->missing[x] == 0 || n + p->missing[x] == t->in.wanted);
        missing += p->missing[x];
    }
    for (size_t r = 0; r < t->in.reviewers; r++) {
        int64_t load = 0, given = 0;
        for (size_t x = 0; x < t->in.applications; x++) {
            load += taken(t, p, x, r);
            given += t->given[x * t->in.reviewers + r];
        }
        CHECK_I64(p->load[r], load);
        CHECK(t->most[r] == 0 || load <= t->most[r] || load == given);
    }
    return missing;
}

TEST(a_proposal_covers_everything_and_loads_differ_by_one_where_everybody_may_read_everything)
{
    struct table t = table_make(a, 10, 4, 3);
    struct proposal p;
    for (size_t i = 0; i < 40; i++)
        t.may[i] = true;
    propose(a, &t.in, &p);
    CHECK_I64(check_rules(&t, &p), 0);
    CHECK_I64(p.proposed, 30);
    for (size_t r = 0; r < 4; r++)
        CHECK(p.load[r] == 7 || p.load[r] == 8);
}

TEST(a_proposal_keeps_what_is_given_and_never_takes_who_may_not)
{
    struct table t = table_make(a, 2, 3, 2);
    struct proposal p;
    t.may[0] = t.may[1] = t.may[3] = t.may[4] = true; /* the third reviewer is in conflict with both */
    t.given[0] = true;
    propose(a, &t.in, &p);
    CHECK_I64(check_rules(&t, &p), 0);
    CHECK(p.why[0] == PROPOSE_NOT && p.why[1] == PROPOSE_ONLY);
    CHECK(p.why[2] == PROPOSE_NOT && p.why[5] == PROPOSE_NOT);
    t.given[1] = t.given[3] = t.given[4] = true;
    propose(a, &t.in, &p);
    CHECK_I64(p.proposed, 0); /* what is so already is proposed no more */
}

TEST(a_proposal_moves_others_so_that_a_limit_covers_all_and_says_what_cannot_be)
{
    struct table t = table_make(a, 2, 2, 1);
    struct proposal p;
    t.may[0] = t.may[1] = true; /* the first application by either, the second by the first reviewer only */
    t.may[2] = true;
    t.most[0] = t.most[1] = 1;
    propose(a, &t.in, &p);
    CHECK_I64(check_rules(&t, &p), 0);
    CHECK(p.why[1] != PROPOSE_NOT && p.why[2] == PROPOSE_ONLY);
    t.may[1] = false;
    propose(a, &t.in, &p);
    CHECK_I64(check_rules(&t, &p), 1);
}

static uint64_t next(uint64_t *state)
{
    *state = *state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return *state >> 33;
}

/* With nothing given, the flow says whether everything can be covered at all, and how much is missing at least. */
static int64_t least_missing(struct arena *a, const struct table *t)
{
    size_t cells = t->in.applications * t->in.reviewers;
    struct assign_pair *pair = arena_array(a, struct assign_pair, cells + 1);
    int32_t *cover = arena_array(a, int32_t, t->in.applications + 1),
            *low = arena_array(a, int32_t, t->in.reviewers + 1),
            *high = arena_array(a, int32_t, t->in.reviewers + 1);
    struct assign_problem problem = { .pair = pair,
                                      .reviewers = (int32_t)t->in.reviewers,
                                      .applications = (int32_t)t->in.applications,
                                      .cover = cover,
                                      .min_load = low,
                                      .max_load = high };
    struct assign_answer answer;
    for (size_t i = 0; i < cells; i++)
        if (t->may[i])
            pair[problem.pairs++] =
                (struct assign_pair){ (int32_t)(i % t->in.reviewers), (int32_t)(i / t->in.reviewers), 1 };
    for (size_t x = 0; x < t->in.applications; x++)
        cover[x] = (int32_t)t->in.wanted;
    for (size_t r = 0; r < t->in.reviewers; r++)
        high[r] = t->most[r] ? (int32_t)t->most[r] : (int32_t)t->in.applications;
    assign_total(a, &problem, &answer);
    return answer.status == ASSIGN_INFEASIBLE ? answer.missing : 0;
}

TEST(a_proposal_covers_whatever_a_flow_can_cover_and_is_the_same_each_time)
{
    uint64_t state = 7;
    for (int round = 0; round < 300; round++) {
        struct table t = table_make(a, 1 + next(&state) % 12, 1 + next(&state) % 8, 1 + (int64_t)(next(&state) % 3));
        struct proposal p, again;
        for (size_t i = 0; i < t.in.applications * t.in.reviewers; i++)
            t.may[i] = next(&state) % 10 < 6;
        for (size_t r = 0; r < t.in.reviewers; r++)
            t.most[r] = (int64_t)(next(&state) % 6);
        propose(a, &t.in, &p);
        CHECK((check_rules(&t, &p) == 0) == (least_missing(a, &t) == 0));
        propose(a, &t.in, &again);
        for (size_t i = 0; i < t.in.applications * t.in.reviewers; i++)
            CHECK(p.why[i] == again.why[i]);
    }
}
