/* Tests of algo/assign and of the command on tables. */
#include "test.h"

#include "algo/assign.h"
#include "algo/table_files.h"
#include "main/command.h"
#include "solve/solve.h"

#define REVIEWERS 4
#define APPLICATIONS 3
#define PAIRS (REVIEWERS * APPLICATIONS)

static int64_t draw(uint64_t *x, int64_t below)
{
    *x ^= *x << 13;
    *x ^= *x >> 7;
    *x ^= *x << 17;
    return (int64_t)(*x % (uint64_t)below);
}

/* The largest total over all choices that keep the rules; INT64_MIN: there is none. */
static int64_t best_by_trying(const struct assign_problem *p)
{
    int64_t best = INT64_MIN;
    for (unsigned set = 0; set < 1U << p->pairs; set++) {
        bool chosen[PAIRS];
        int64_t total, lowest;
        for (size_t i = 0; i < p->pairs; i++)
            chosen[i] = set >> i & 1;
        assign_measure(p, chosen, &total, &lowest);
        if (total > best && assign_keeps_rules(p, chosen))
            best = total;
    }
    return best;
}

struct small {
    struct assign_pair pair[PAIRS];
    int32_t cover[APPLICATIONS], min[REVIEWERS], max[REVIEWERS];
    struct assign_problem p;
};

static void draw_small(uint64_t *seed, struct small *s)
{
    size_t n = 0;
    for (int32_t x = 0; x < APPLICATIONS; x++) {
        s->cover[x] = 1 + (int32_t)draw(seed, 2);
        for (int32_t r = 0; r < REVIEWERS; r++)
            if (draw(seed, 4) > 0)
                s->pair[n++] = (struct assign_pair){ r, x, draw(seed, 100) - 20 };
    }
    for (int32_t r = 0; r < REVIEWERS; r++) {
        s->min[r] = (int32_t)draw(seed, 5) == 0;
        s->max[r] = s->min[r] + (int32_t)draw(seed, 3);
    }
    s->p = (struct assign_problem){ .pair = s->pair,
                                    .pairs = n,
                                    .reviewers = REVIEWERS,
                                    .applications = APPLICATIONS,
                                    .cover = s->cover,
                                    .min_load = s->min,
                                    .max_load = s->max };
}

TEST(the_best_total_of_small_problems_is_what_trying_everything_finds)
{
    uint64_t seed = 7;
    int64_t wrong = 0, possible = 0, unnamed = 0;
    for (int i = 0; i < 400; i++) {
        arena_reset(a);
        struct small s;
        draw_small(&seed, &s);
        struct assign_answer x;
        assign_total(a, &s.p, &x);
        int64_t best = best_by_trying(&s.p);
        wrong += x.status == ASSIGN_INFEASIBLE ? best != INT64_MIN : best != x.total || !x.verified;
        possible += x.status == ASSIGN_OPTIMAL;
        unnamed += x.status == ASSIGN_INFEASIBLE && x.missing < 1;
    }
    CHECK_I64(wrong, 0);
    CHECK_I64(unnamed, 0);
    CHECK(possible > 50 && possible < 390);
}

static double no_time(void)
{
    return 0;
}

/* The largest lowest sum, and under it the largest total. */
static void fairest_by_trying(const struct assign_problem *p, int64_t *ret_lowest, int64_t *ret_total)
{
    *ret_lowest = *ret_total = INT64_MIN;
    for (unsigned set = 0; set < 1U << p->pairs; set++) {
        bool chosen[PAIRS];
        int64_t total, lowest;
        for (size_t i = 0; i < p->pairs; i++)
            chosen[i] = set >> i & 1;
        assign_measure(p, chosen, &total, &lowest);
        if (!assign_keeps_rules(p, chosen) || lowest < *ret_lowest ||
            (lowest == *ret_lowest && total < *ret_total))
            continue;
        *ret_lowest = lowest;
        *ret_total = total;
    }
}

TEST(the_fair_assignment_of_small_problems_is_what_trying_everything_finds)
{
    uint64_t seed = 11;
    int64_t wrong = 0, possible = 0, claims = 0;
    for (int i = 0; possible < 12; i++) {
        arena_reset(a);
        struct small s;
        draw_small(&seed, &s);
        struct assign_answer x;
        int64_t lowest, total;
        CHECK_OK(assign_fair(a, &s.p, &(struct assign_solver){ solve_programme, NULL, no_time, 30 }, &x));
        fairest_by_trying(&s.p, &lowest, &total);
        if (x.status == ASSIGN_INFEASIBLE) {
            wrong += lowest != INT64_MIN;
            continue;
        }
        possible++;
        wrong += x.lowest != lowest || x.total != total || x.status != ASSIGN_OPTIMAL;
        claims += x.bound < total || x.lowest_bound < lowest || (x.verified && x.bound - total > 1);
    }
    CHECK_I64(wrong, 0);
    CHECK_I64(claims, 0);
}

/* The sums of a choice, the lowest first. */
static void sorted_sums(const struct assign_problem *p, const bool *chosen, int64_t sum[APPLICATIONS])
{
    memset(sum, 0, APPLICATIONS * sizeof *sum);
    for (size_t i = 0; i < p->pairs; i++)
        sum[p->pair[i].application] += chosen[i] ? p->pair[i].value : 0;
    for (size_t i = 1; i < APPLICATIONS; i++)
        for (size_t k = i; k > 0 && sum[k] < sum[k - 1]; k--) {
            int64_t t = sum[k];
            sum[k] = sum[k - 1];
            sum[k - 1] = t;
        }
}

/* −1, 0, 1: the first sums that differ decide. */
static int compare_sums(const int64_t *x, const int64_t *y)
{
    for (size_t i = 0; i < APPLICATIONS; i++)
        if (x[i] != y[i])
            return x[i] < y[i] ? -1 : 1;
    return 0;
}

TEST(no_choice_is_better_for_the_worst_served_and_the_next_than_a_proved_leximin_one)
{
    uint64_t seed = 23;
    int64_t proved = 0, wrong = 0;
    while (proved < 6) {
        arena_reset(a);
        struct small s;
        draw_small(&seed, &s);
        struct assign_answer x;
        CHECK_OK(assign_leximin(a, &s.p, &(struct assign_solver){ solve_programme, NULL, no_time, 30 }, &x));
        if (x.status != ASSIGN_OPTIMAL)
            continue;
        int64_t sum[APPLICATIONS], other[APPLICATIONS];
        sorted_sums(&s.p, x.chosen, sum);
        for (unsigned set = 0; set < 1U << s.p.pairs; set++) {
            bool chosen[PAIRS];
            for (size_t i = 0; i < s.p.pairs; i++)
                chosen[i] = set >> i & 1;
            sorted_sums(&s.p, chosen, other);
            wrong += compare_sums(other, sum) > 0 && assign_keeps_rules(&s.p, chosen);
        }
        proved++;
    }
    CHECK_I64(wrong, 0);
}

/* Says that it found something, and did not. */
static struct err *liar(struct arena *a, void *self, const struct lp *p, struct lp_answer *ret)
{
    (void)self;
    *ret = (struct lp_answer){ .status = LP_OPTIMAL, .objective = -1e9, .bound = -1e9 };
    ret->x = arena_array(a, double, (size_t)p->columns + 1);
    ret->price = p->whole ? NULL : arena_array(a, double, (size_t)p->rows + 1);
    for (int32_t j = 0; j < p->columns; j++)
        ret->x[j] = 1;
    return NULL;
}

TEST(a_solver_that_lies_is_not_believed)
{
    uint64_t seed = 11;
    int64_t wrong = 0;
    for (int i = 0; i < 20; i++) {
        arena_reset(a);
        struct small s;
        draw_small(&seed, &s);
        struct assign_answer best, x;
        assign_total(a, &s.p, &best);
        CHECK_OK(assign_fair(a, &s.p, &(struct assign_solver){ liar, NULL, no_time, 30 }, &x));
        if (best.status != ASSIGN_INFEASIBLE)
            wrong += !assign_keeps_rules(&s.p, x.chosen) || x.total != best.total || x.bound < best.total ||
                     x.status == ASSIGN_OPTIMAL;
    }
    CHECK_I64(wrong, 0);
}

TEST(an_impossible_assignment_names_whose_reviews_are_missing)
{
    struct assign_pair pair[] = { { 0, 0, 5 }, { 0, 1, 5 }, { 1, 2, 5 }, { 2, 2, 5 } };
    int32_t cover[] = { 1, 1, 1 }, min[] = { 0, 0, 0 }, max[] = { 1, 1, 1 };
    struct assign_problem p = { .pair = pair,
                                .pairs = 4,
                                .reviewers = 3,
                                .applications = 3,
                                .cover = cover,
                                .min_load = min,
                                .max_load = max };
    struct assign_answer x;
    assign_total(a, &p, &x);
    CHECK(x.status == ASSIGN_INFEASIBLE && !x.chosen);
    CHECK(x.short_application[0] && x.short_application[1] && !x.short_application[2]);
    CHECK(x.short_reviewer[0] && !x.short_reviewer[1] && !x.short_reviewer[2]);
    CHECK_I64(x.missing, 1);

    min[0] = max[0] = 2; /* now 0 and 1 are served, but 1 and 2 both want the third */
    min[1] = min[2] = 1;
    assign_total(a, &p, &x);
    CHECK(x.status == ASSIGN_INFEASIBLE);
    CHECK(!x.short_reviewer[0] && x.short_reviewer[1] && x.short_reviewer[2]);
    CHECK_I64(x.missing, 1);
}

/* Runs `kyoten assign` on a.tsv (and f.tsv); what it said on standard error, and its exit status. */
static const char *assign(struct arena *a, const struct table_files *f, bool forbid, const char *cover,
                          int *ret_status)
{
    const char *words[] = { "kyoten",
                            "assign",
                            "--max-load",
                            "1",
                            "--cover",
                            cover,
                            "--affinity",
                            table_file(a, f, "a.tsv"),
                            "--out",
                            table_file(a, f, "x.tsv"),
                            "--report",
                            table_file(a, f, "r.json"),
                            forbid ? "--forbid" : NULL,
                            table_file(a, f, "f.tsv"),
                            NULL };
    return table_command(a, words, ret_status);
}

#define GOOD "reviewer\tapplication\taffinity\nB\ty\t0.75\nA\tx\t1.5\nA\ty\t2\nB\tx\t-0.25\n"

TEST(the_command_assign_writes_the_best_pairs_and_a_report)
{
    struct table_files *f = table_files_make(a);
    int status;
    table_write(a, f, "a.tsv", GOOD);
    CHECK_TEXT(assign(a, f, false, "1", &status), "");
    CHECK_I64(status, COMMAND_DONE);
    CHECK_TEXT(table_content(a, f, "x.tsv"), "reviewer\tapplication\taffinity\nB\ty\t0.75\nA\tx\t1.5\n");
    const char *report = table_content(a, f, "r.json");
    CHECK_HAS(report, "\"status\": \"optimal\"");
    CHECK_HAS(report, "\"total\": 2.25");
    CHECK_HAS(report, "\"lowest\": 0.75");
    CHECK_HAS(report, "\"certificate\": \"verified\"");

    static const char forbid[] = "reviewer\tapplication\nA\tx\n";
    table_write(a, f, "f.tsv", forbid);
    CHECK_TEXT(assign(a, f, true, "1", &status), "");
    CHECK_TEXT(table_content(a, f, "x.tsv"), "reviewer\tapplication\taffinity\nA\ty\t2\nB\tx\t-0.25\n");
}

TEST(an_impossible_wish_leaves_what_was_there_and_says_why)
{
    struct table_files *f = table_files_make(a);
    int status;
    table_write(a, f, "a.tsv", GOOD);
    table_write(a, f, "x.tsv", "before");
    CHECK_HAS(assign(a, f, false, "2", &status),
              "reviewers B, A at their limit, 2 reviews of applications y, x are missing");
    CHECK_I64(status, COMMAND_NO);
    CHECK_TEXT(table_content(a, f, "x.tsv"), "before");
    CHECK_HAS(table_content(a, f, "r.json"), "\"status\": \"infeasible\"");
}

TEST(a_malformed_table_is_refused_with_line_and_cause_and_nothing_is_written)
{
    static const struct {
        const char *text, *said;
        size_t n;
    } BAD[] = {
#define BAD_TABLE(text_, said_) { text_, said_, sizeof(text_) - 1 }
        BAD_TABLE("", "a.tsv: is empty"),
        BAD_TABLE("r\tp\ts\n", "a.tsv: has only the line with the names"),
        BAD_TABLE("r\tp\n", "a.tsv:1: wants 3 to 3 columns"),
        BAD_TABLE("r\tp\ts\nA\tx\t1\nB\tx\n", "a.tsv:3: the header has 3 columns, this line has 2"),
        BAD_TABLE("r\tp\ts\nA\tx\t1\t2\n", "a.tsv:2: the header has 3 columns, this line has 4"),
        BAD_TABLE("r\tp\ts\n\n", "a.tsv:2: the header has 3 columns, this line has 1"),
        BAD_TABLE("r\tp\ts\nA\tx\tnan\n", "a.tsv:2: column 3: \"nan\" is not a number"),
        BAD_TABLE("r\tp\ts\nA\tx\tinf\n", "\"inf\" is not a number"),
        BAD_TABLE("r\tp\ts\nA\tx\t1e308\n", "\"1e308\" is not a number"),
        BAD_TABLE("r\tp\ts\nA\tx\t1e999\n", "\"1e999\" is not a number"),
        BAD_TABLE("r\tp\ts\nA\tx\t0x10\n", "\"0x10\" is not a number"),
        BAD_TABLE("r\tp\ts\nA\tx\t 1\n", "\" 1\" is not a number"),
        BAD_TABLE("r\tp\ts\nA\tx\t1,5\n", "\"1,5\" is not a number"),
        BAD_TABLE("r\tp\ts\nA\tx\t\n", "\"\" is not a number"),
        BAD_TABLE("r\tp\ts\n\tx\t1\n", "a.tsv:2: column 1 is empty"),
        BAD_TABLE("r\tp\ts\nA\tx\t1\nB\tx\t1\nA\tx\t1\n",
                  "a.tsv:4: reviewer \"A\" and application \"x\" are given twice "
                  "(first in line 2)"),
        BAD_TABLE("r\tp\ts\r\nA\tx\t1\r\n", "a.tsv:1: has line ends with CR"),
        BAD_TABLE("\xEF\xBB\xBFr\tp\ts\nA\tx\t1\n", "a.tsv:1: begins with a byte order mark"),
        BAD_TABLE("r\tp\ts\nA\t\xFFx\t1\n", "a.tsv:2: has bytes that are not UTF-8"),
        BAD_TABLE("r\tp\ts\nA\0\tx\t1\n", "a.tsv:2: has a NUL character"),
    };
    struct table_files *f = table_files_make(a);
    for (size_t i = 0; i < sizeof BAD / sizeof *BAD; i++) {
        int status;
        table_write_bytes(a, f, "a.tsv", BAD[i].text, BAD[i].n);
        CHECK_HAS(assign(a, f, false, "1", &status), BAD[i].said);
        CHECK_I64(status, COMMAND_NO);
        CHECK(!table_content(a, f, "x.tsv") && !table_content(a, f, "r.json"));
    }
    int status;
    static const char forbid[] = "reviewer\tapplication\nA\tz\n";
    table_write(a, f, "a.tsv", GOOD);
    table_write(a, f, "f.tsv", forbid);
    CHECK_HAS(assign(a, f, true, "1", &status), "f.tsv:2: \"z\" is not in ");
    CHECK(!table_content(a, f, "x.tsv"));
}
