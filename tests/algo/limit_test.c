/* Tests of algo/assign_limit: chances are exact, every draw keeps the rules. */
#include "test.h"

#include "algo/assign_limit.h"

#include <math.h>

#define REVIEWERS 6
#define APPLICATIONS 5
#define PAIRS (REVIEWERS * APPLICATIONS)
#define DRAWS 20000

static struct assign_problem problem(struct arena *a)
{
    struct assign_pair *pair = arena_array(a, struct assign_pair, PAIRS);
    int32_t *cover = arena_array(a, int32_t, APPLICATIONS);
    int32_t *min = arena_array(a, int32_t, REVIEWERS), *max = arena_array(a, int32_t, REVIEWERS);
    for (int32_t i = 0; i < PAIRS; i++)
        pair[i] = (struct assign_pair){ i % REVIEWERS, i / REVIEWERS, (i * 37 + i * i * 11) % 101 };
    for (size_t x = 0; x < APPLICATIONS; x++)
        cover[x] = 2;
    for (size_t r = 0; r < REVIEWERS; r++) {
        min[r] = 1;
        max[r] = 2 + r % 2;
    }
    return (struct assign_problem){ .pair = pair,
                                    .pairs = PAIRS,
                                    .reviewers = REVIEWERS,
                                    .applications = APPLICATIONS,
                                    .cover = cover,
                                    .min_load = min,
                                    .max_load = max };
}

TEST(no_pair_has_more_than_its_chance_and_all_together_have_the_largest_total)
{
    struct assign_problem p = problem(a);
    struct assign_answer sure;
    struct assign_lottery certain, half;
    assign_total(a, &p, &sure);
    assign_lottery(a, &p, LIMIT_WHOLE, &certain);
    assign_lottery(a, &p, 417, &half);
    CHECK(sure.status == ASSIGN_OPTIMAL && certain.verified && half.verified);
    CHECK_I64(certain.total, sure.total * LIMIT_WHOLE);
    CHECK(half.total < certain.total);
    int32_t most = 0, cover[APPLICATIONS] = { 0 };
    for (size_t i = 0; i < PAIRS; i++) {
        most = half.chance[i] > most ? half.chance[i] : most;
        cover[p.pair[i].application] += half.chance[i];
    }
    CHECK_I64(most, 417);
    for (size_t x = 0; x < APPLICATIONS; x++)
        CHECK_I64(cover[x], 2 * LIMIT_WHOLE);
}

TEST(draws_keep_the_rules_and_meet_every_chance)
{
    struct assign_problem p = problem(a);
    struct assign_lottery l;
    int64_t times[PAIRS] = { 0 }, broken = 0, off = 0;
    assign_lottery(a, &p, 417, &l);
    for (uint64_t seed = 0; seed < DRAWS; seed++) {
        bool chosen[PAIRS];
        assign_draw(&p, l.chance, seed, chosen);
        broken += !assign_keeps_rules(&p, chosen);
        for (size_t i = 0; i < PAIRS; i++)
            times[i] += chosen[i];
    }
    for (size_t i = 0; i < PAIRS; i++) {
        double chance = (double)l.chance[i] / LIMIT_WHOLE, sd = sqrt(DRAWS * chance * (1 - chance));
        off += fabs((double)times[i] - DRAWS * chance) > 5 * sd;
    }
    CHECK_I64(broken, 0);
    CHECK_I64(off, 0);
}

TEST(the_same_seed_draws_the_same_assignment)
{
    struct assign_problem p = problem(a);
    struct assign_lottery l;
    bool x[PAIRS], y[PAIRS];
    int64_t others = 0;
    assign_lottery(a, &p, 417, &l);
    assign_draw(&p, l.chance, 7, x);
    assign_draw(&p, l.chance, 7, y);
    CHECK(memcmp(x, y, sizeof x) == 0);
    for (uint64_t seed = 8; seed < 18; seed++) {
        assign_draw(&p, l.chance, seed, y);
        others += memcmp(x, y, sizeof x) != 0;
    }
    CHECK(others > 5);
}

TEST(a_limit_too_low_to_cover_names_who_is_short)
{
    struct assign_problem p = problem(a);
    struct assign_lottery l;
    assign_lottery(a, &p, 300, &l); /* six reviewers of 0.3 each are 1.8 of the 2 */
    CHECK(!l.feasible && l.missing > 0 && l.short_application[0]);
}
