/* main.c: kyoten-bench KYOTEN SLOW_DISK FOLDER [--long]; see ./bench. */
#include "bench.h"

#include <signal.h>
#include <string.h>

int main(int argc, char **argv)
{
    struct bench b = { .arena = arena_make((size_t)1 << 30), .seconds = 2 };
    if (argc < 4)
        bench_die("usage", "kyoten-bench KYOTEN SLOW_DISK FOLDER [--long]");
    (void)signal(SIGPIPE, SIG_IGN);
    b.kyoten = argv[1];
    b.slow_disk = argv[2];
    b.folder = argv[3];
    b.is_long = argc > 4 && strcmp(argv[4], "--long") == 0;
    if (b.is_long)
        b.seconds = 10;
    bench_disk(&b);
    bench_register(&b);
    bench_pages(&b);
    bool all = figures_print();
    (void)arena_free(b.arena);
    return all ? 0 : 1;
}
