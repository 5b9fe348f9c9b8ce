/* fuzz_main.c: runs a fuzz target without libFuzzer: every file of the corpus, each cut at many places, then many
** mutations that the seed decides. A crash leaves the input in crash-input and names the run.
** (With clang and -Dlibfuzzer=true the same targets run under libFuzzer instead.)
**
**   fuzz-NAME [--runs N] [--seed S] FILE-OR-FOLDER… */
#include "base/arena.h"
#include "base/buf.h"
#include "base/vec.h"

#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);
void __sanitizer_set_death_callback(void (*callback)(void)) __attribute__((weak));

static VEC(struct bytes) corpus;
static struct bytes current;
static uint64_t state;

static void keep_input(void)
{
    int fd = open("crash-input", O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (fd >= 0 && write(fd, current.p, current.n) >= 0)
        (void)!write(2, "the input is in crash-input\n", 28);
}

static void on_signal(int number)
{
    keep_input();
    (void)signal(number, SIG_DFL);
    (void)raise(number);
}

/* The target gets a copy of exactly n bytes, so that a read past the end is seen. */
static void run(const void *p, size_t n)
{
    uint8_t *copy = malloc(n ? n : 1);
    if (!copy)
        abort();
    memcpy(copy, p, n);
    current = (struct bytes){ copy, n };
    (void)LLVMFuzzerTestOneInput(copy, n);
    free(copy);
}

static size_t pick(size_t below)
{
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return below ? (size_t)(state % below) : 0;
}

static void read_path(struct arena *a, const char *path)
{
    DIR *d = opendir(path);
    if (d) {
        for (struct dirent *e; (e = readdir(d));) // NOLINT(concurrency-mt-unsafe): one thread
            if (e->d_name[0] != '.')
                read_path(a, arena_printf(a, "%s/%s", path, e->d_name));
        (void)closedir(d);
        return;
    }
    FILE *f = fopen(path, "rb");
    if (!f)
        return;
    struct buf b = buf_make(a, 4096);
    char part[4096];
    for (size_t n; (n = fread(part, 1, sizeof part, f)) > 0 && b.n < 65536;)
        buf_put(&b, part, n);
    (void)fclose(f);
    *vec_push(a, &corpus) = (struct bytes){ (const uint8_t *)b.s, b.n };
}

/* One change: a byte turned, put in or taken out; a piece doubled, taken out, or brought from another input. */
static void mutate(struct arena *a, struct buf *b)
{
    struct bytes other = corpus.v[pick(corpus.n)];
    size_t at = pick(b->n + 1);
    size_t n = pick(b->n - at < 32 ? b->n - at + 1 : 32);
    struct buf made = buf_make(a, b->n + 64);
    buf_put(&made, b->s, at);
    switch (pick(6)) {
    case 0:
        buf_putc(&made, (char)pick(256));
        at += at < b->n;
        break;
    case 1:
        buf_putc(&made, "\"'<>{}()@#\\;:&%\n\r\t -/="[pick(22)]);
        break;
    case 2:
        at += n;
        break;
    case 3:
        buf_put(&made, b->s + at, n);
        break;
    default:
        if (other.n > 0) {
            size_t from = pick(other.n);
            size_t most = other.n - from < 64 ? other.n - from : 64;
            buf_put(&made, other.p + from, pick(most + 1));
        }
    }
    buf_put(&made, b->s + at, b->n - at);
    *b = made;
}

int main(int argc, char **argv)
{
    ARENA(a);
    unsigned long runs = 1000;
    state = 1;
    for (int i = 1; i < argc; i++)
        if (strcmp(argv[i], "--runs") == 0 && i + 1 < argc)
            runs = strtoul(argv[++i], NULL, 10);
        else if (strcmp(argv[i], "--seed") == 0 && i + 1 < argc)
            state = strtoul(argv[++i], NULL, 10) | 1;
        else
            read_path(a, argv[i]);
    *vec_push(a, &corpus) = (struct bytes){ (const uint8_t *)"", 0 };
    if (__sanitizer_set_death_callback)
        __sanitizer_set_death_callback(keep_input);
    else
        (void)signal(SIGSEGV, on_signal);
    (void)signal(SIGABRT, on_signal);

    for (size_t i = 0; i < corpus.n; i++)
        for (size_t cut = corpus.v[i].n;; cut -= cut > 512 ? cut / 16 : cut > 64 ? 7 : 1) {
            run(corpus.v[i].p, cut);
            if (cut == 0)
                break;
        }
    for (unsigned long i = 0; i < runs; i++) {
        ARENA(b);
        struct bytes start = corpus.v[pick(corpus.n)];
        struct buf input = buf_make(b, start.n + 64);
        buf_put(&input, start.p, start.n);
        for (size_t changes = 1 + pick(6); changes > 0; changes--)
            mutate(b, &input);
        run(input.s, input.n);
    }
    printf("%zu inputs, cut and whole, and %lu mutations\n", corpus.n, runs);
    return 0;
}
