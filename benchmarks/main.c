/* main.c: kyoten-bench KYOTEN SLOW_DISK FOLDER [--long] [FIGURE…]; see ./bench. */
#include "bench.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>

static const struct {
    const char *name;
    void (*run)(struct bench *b);
    const char *what;
} BENCHES[] = {
    { "disk", bench_disk, "durable writes against the disk" },
    { "submit", bench_submit, "a thousand clients who submit" },
    { "upload", bench_upload, "memory while a file of 200 MB comes in" },
    { "register", bench_register, "the public register page against a bare answer; memory" },
    { "committee", bench_committee, "the committee's list, the desk, a page for anybody, against HotCRP" },
    { "numbers", bench_numbers, "assignment beside LEMON and CLP, severity, ranks" },
    { "pages", bench_pages, "start and pages with a hundred times the data" },
};
#define BENCH_COUNT (sizeof BENCHES / sizeof BENCHES[0])

/* False: there is no such figure. */
static bool choose(const char *name, bool *chosen)
{
    bool found = false;
    for (size_t i = 0; i < BENCH_COUNT; i++)
        if (strcmp(BENCHES[i].name, name) == 0)
            found = chosen[i] = true;
    return found;
}

static _Noreturn void usage(void)
{
    (void)fprintf(stderr, "./bench [--long] [FIGURE…]\n");
    for (size_t i = 0; i < BENCH_COUNT; i++)
        (void)fprintf(stderr, "  %-10s %s\n", BENCHES[i].name, BENCHES[i].what);
    bench_die("usage", "no such figure");
}

int main(int argc, char **argv)
{
    struct bench b = { .arena = arena_make((size_t)1 << 30), .seconds = 2 };
    bool chosen[BENCH_COUNT] = { false };
    bool any = false;
    if (argc < 4)
        usage();
    (void)signal(SIGPIPE, SIG_IGN);
    b.kyoten = argv[1];
    b.slow_disk = argv[2];
    b.folder = argv[3];
    for (int i = 4; i < argc; i++) {
        bool is_long = strcmp(argv[i], "--long") == 0;
        b.is_long |= is_long;
        if (!is_long && !choose(argv[i], chosen))
            usage();
        any |= !is_long;
    }
    if (b.is_long)
        b.seconds = 10;
    for (size_t i = 0; i < BENCH_COUNT; i++)
        if (!any || chosen[i])
            BENCHES[i].run(&b);
    bool all = figures_print();
    (void)arena_free(b.arena);
    return all ? 0 : 1;
}
