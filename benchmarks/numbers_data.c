/* numbers_data.c: see numbers_data.h. */
#include "numbers_data.h"

#include "algo/assign_int.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zlib.h>

static uint64_t stream = UINT64_C(88172645463325252);

static uint64_t draw(uint64_t below)
{
    stream ^= stream << 13;
    stream ^= stream >> 7;
    stream ^= stream << 17;
    return stream % below;
}

static gzFile shared(struct arena *a, const char *name)
{
    const char *folder = getenv("KYOTEN_SHARED"); // NOLINT(concurrency-mt-unsafe): one thread
    return gzopen(arena_printf(a, "%s/data/%s", folder ? folder : "../shared", name), "r");
}

static int32_t *alike(struct arena *a, int32_t n, int32_t value)
{
    int32_t *v = arena_array(a, int32_t, (size_t)n);
    for (int32_t i = 0; i < n; i++)
        v[i] = value;
    return v;
}

bool numbers_midl(struct arena *a, struct assign_problem *ret)
{
    enum { REVIEWERS = 177, APPLICATIONS = 118 };
    gzFile f = shared(a, "midl_affinity.tsv");
    char line[128];
    size_t n = 0;
    if (!f)
        return false;
    struct assign_pair *pair = arena_array(a, struct assign_pair, REVIEWERS * APPLICATIONS);
    for (bool head = true; gzgets(f, line, sizeof line) && n < REVIEWERS * APPLICATIONS; head = false)
        if (!head) {
            char *end;
            pair[n].reviewer = (int32_t)strtol(line, &end, 10);
            pair[n].application = (int32_t)strtol(end, &end, 10);
            pair[n++].value = llround(strtod(end, NULL) * 1e9);
        }
    (void)gzclose(f);
    *ret = (struct assign_problem){ .pair = pair,
                                    .pairs = n,
                                    .reviewers = REVIEWERS,
                                    .applications = APPLICATIONS,
                                    .cover = alike(a, APPLICATIONS, 3),
                                    .min_load = alike(a, REVIEWERS, 0),
                                    .max_load = alike(a, REVIEWERS, 4) };
    return true;
}

bool numbers_insteval(struct arena *a, struct scores *ret)
{
    enum { ROWS = 73421, STUDENTS = 2972, LECTURERS = 1128, LECTURER_MAX = 4096 };
    gzFile f = shared(a, "insteval.tsv.gz");
    char line[128];
    size_t n = 0;
    int32_t seen = 0, *number = alike(a, LECTURER_MAX, -1);
    if (!f)
        return false;
    struct score *s = arena_array(a, struct score, ROWS);
    for (bool head = true; gzgets(f, line, sizeof line) && n < ROWS; head = false)
        if (!head) {
            char *end, *last = strrchr(line, '\t');
            s[n].application = (int32_t)strtol(line, &end, 10) - 1;
            long lecturer = strtol(end, NULL, 10) % LECTURER_MAX;
            if (number[lecturer] < 0)
                number[lecturer] = seen++;
            s[n].reviewer = number[lecturer];
            s[n++].value = strtod(last ? last : "", NULL);
        }
    (void)gzclose(f);
    *ret = (struct scores){ .score = s, .n = n, .applications = STUDENTS, .reviewers = seen, .panels = 1 };
    return true;
}

struct assign_problem numbers_sparse(struct arena *a, int32_t applications, int32_t reviewers,
                                     int32_t candidates, int32_t cover)
{
    size_t n = 0;
    struct assign_pair *pair = arena_array(a, struct assign_pair, (size_t)applications * (size_t)candidates);
    int32_t *seen = alike(a, reviewers, -1);
    for (int32_t x = 0; x < applications; x++)
        for (int32_t k = 0; k < candidates; k++) {
            int32_t r = k;
            while (candidates < reviewers && seen[r = (int32_t)draw((uint64_t)reviewers)] == x)
                ;
            seen[r] = x;
            pair[n++] = (struct assign_pair){ r, x, (int64_t)draw(1000000000) };
        }
    int32_t load = (int32_t)ceil(1.1 * applications * cover / reviewers) + 1;
    return (struct assign_problem){ .pair = pair,
                                    .pairs = n,
                                    .reviewers = reviewers,
                                    .applications = applications,
                                    .cover = alike(a, applications, cover),
                                    .min_load = alike(a, reviewers, 0),
                                    .max_load = alike(a, reviewers, load) };
}

struct scores numbers_scores(struct arena *a, int32_t applications)
{
    enum { REVIEWERS = 9, EACH = 3 };
    struct score *s = arena_array(a, struct score, (size_t)applications * EACH);
    size_t n = 0;
    for (int32_t x = 0; x < applications; x++) {
        double quality = (double)draw(300) / 100;
        for (int32_t k = 0; k < EACH; k++)
            s[n++] =
                (struct score){ x, (x * 2 + k * 3) % REVIEWERS, 0, 1 + quality + (double)draw(200) / 100 };
    }
    return (struct scores){
        .score = s, .n = n, .applications = applications, .reviewers = REVIEWERS, .panels = 1
    };
}

struct lp numbers_lp(struct arena *a, const struct assign_problem *p)
{
    size_t columns = p->pairs, rows = (size_t)(p->applications + p->reviewers);
    int32_t *start = arena_array(a, int32_t, columns + 1), *row = arena_array(a, int32_t, columns * 2);
    double *value = arena_array(a, double, columns * 2), *low = arena_array(a, double, columns);
    double *high = arena_array(a, double, columns), *cost = arena_array(a, double, columns);
    double *row_low = arena_array(a, double, rows), *row_high = arena_array(a, double, rows);
    for (size_t i = 0; i < columns; i++) {
        start[i + 1] = (int32_t)(2 * (i + 1));
        row[2 * i] = p->pair[i].application;
        row[2 * i + 1] = p->applications + p->pair[i].reviewer;
        value[2 * i] = value[2 * i + 1] = high[i] = 1;
        cost[i] = -(double)p->pair[i].value / 1e9;
    }
    for (int32_t x = 0; x < p->applications; x++)
        row_low[x] = row_high[x] = p->cover[x];
    for (int32_t r = 0; r < p->reviewers; r++)
        row_high[p->applications + r] = p->max_load[r];
    return (struct lp){ .rows = (int32_t)rows,
                        .columns = (int32_t)columns,
                        .start = start,
                        .row = row,
                        .value = value,
                        .low = low,
                        .high = high,
                        .cost = cost,
                        .row_low = row_low,
                        .row_high = row_high,
                        .seconds = 60 };
}

const char *numbers_beside(struct bench *b, const char *name)
{
    const char *slash = strrchr(b->kyoten, '/');
    return arena_printf(b->arena, "%.*s/%s", (int)(slash ? slash - b->kyoten : 0), b->kyoten, name);
}

static void write_dimacs(const struct flow *f, FILE *o)
{
    (void)fprintf(o, "p min %d %zu\n", f->nodes, f->arcs);
    for (int32_t x = 0; x < f->nodes; x++)
        if (f->supply[x])
            (void)fprintf(o, "n %d %lld\n", x + 1, (long long)f->supply[x]);
    for (size_t e = 0; e < f->arcs; e++)
        (void)fprintf(o, "a %d %d %d %d %lld\n", f->arc[e].from + 1, f->arc[e].to + 1, f->arc[e].low,
                      f->arc[e].cap, (long long)f->arc[e].cost);
}

bool numbers_lemon(struct bench *b, const struct assign_problem *p, double *ret_seconds, int64_t *ret_cost)
{
    const char *program = numbers_beside(b, "benchmarks/kyoten-lemon");
    const char *path = arena_printf(b->arena, "%s/flow.min", b->folder);
    struct flow f;
    if (access(program, X_OK) != 0)
        return false;
    int64_t *value = arena_array(b->arena, int64_t, p->pairs);
    for (size_t i = 0; i < p->pairs; i++)
        value[i] = p->pair[i].value;
    assign_network(b->arena, p, value, &f);
    FILE *o = fopen(path, "we");
    if (!o)
        bench_die(path, "cannot be written");
    write_dimacs(&f, o);
    (void)fclose(o);
    FILE *in = popen(arena_printf(b->arena, "'%s' '%s'", program, path), "re");
    long long cost = 0;
    bool good =
        in && fscanf(in, "%lf %lld", ret_seconds, &cost) == 2; // NOLINT(cert-err34-c): our own program's line
    if (in)
        (void)pclose(in);
    (void)unlink(path);
    *ret_cost = cost;
    return good;
}
