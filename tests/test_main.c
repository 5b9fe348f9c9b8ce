/* test_main.c: runs every TEST of the program (or those whose name or file contains an argument), prints TAP. */
#include "test.h"

#include "base/buf.h"
#include "i18n/i18n.h"

#include <stdio.h>
#include <stdlib.h>

extern const struct test *const __start_kyoten_tests[];
extern const struct test *const __stop_kyoten_tests[];

static int failures_here;
static const char *skipped;
static char notes[8192];

static void note(const char *format, ...) __attribute__((format(printf, 1, 2)));
static void note(const char *format, ...)
{
    size_t n = strlen(notes);
    va_list ap;
    va_start(ap, format);
    (void)vsnprintf(notes + n, sizeof notes - n, format, ap);
    va_end(ap);
}

void test_check(bool ok, const char *what, const char *at)
{
    if (ok)
        return;
    failures_here++;
    note("# %s: not true: %s\n", at, what);
}

void test_check_i64(int64_t got, int64_t want, const char *what, const char *at)
{
    if (got == want)
        return;
    failures_here++;
    note("# %s: %s is %lld, not %lld\n", at, what, (long long)got, (long long)want);
}

void test_check_text(const char *got, const char *want, const char *what, const char *at)
{
    if (got == want || (got && want && strcmp(got, want) == 0))
        return;
    failures_here++;
    note("# %s: %s is\n#   «%s», not\n#   «%s»\n", at, what, got ? got : "(null)", want ? want : "(null)");
}

void test_check_has(const char *text, const char *part, bool wanted, const char *at)
{
    if ((text && strstr(text, part)) == wanted)
        return;
    failures_here++;
    note("# %s: «%s» is %s in a text of %zu bytes that begins «%.200s»\n", at, part, wanted ? "missing" : "found",
         text ? strlen(text) : 0, text ? text : "(null)");
}

void test_check_err(const struct err *e, int want_kind, const char *what, const char *at)
{
    if (want_kind < 0 ? e == NULL : e && (int)e->kind == want_kind)
        return;
    failures_here++;
    ARENA(a);
    note("# %s: %s gave kind %d (%s%s) %s\n", at, what, e ? (int)e->kind : -1, e ? err_text(a, LANG_EN, e) : "no error",
         e && e->why ? e->why : "", e && e->at ? e->at : "");
}

void test_skip(const char *reason)
{
    skipped = reason;
}

static const char *read_whole(struct arena *a, const char *path, size_t *ret_n)
{
    FILE *f = fopen(path, "rb");
    if (!f)
        return NULL;
    struct buf b = buf_make(a, 4096);
    char part[4096];
    size_t n = 0;
    while ((n = fread(part, 1, sizeof part, f)) > 0)
        buf_put(&b, part, n);
    (void)fclose(f);
    if (ret_n)
        *ret_n = b.n;
    return b.s;
}

const char *test_shared_file(struct arena *a, const char *relative, size_t *ret_n)
{
    const char *root = getenv("KYOTEN_SHARED"); // NOLINT(concurrency-mt-unsafe): one thread
    return read_whole(a, arena_printf(a, "%s/%s", root ? root : SOURCE_ROOT "/../shared", relative), ret_n);
}

const char *test_source_path(struct arena *a, const char *relative)
{
    return arena_printf(a, SOURCE_ROOT "/%s", relative);
}

const char *test_source_file(struct arena *a, const char *relative, size_t *ret_n)
{
    return read_whole(a, test_source_path(a, relative), ret_n);
}

static bool wanted(const struct test *t, int argc, char **argv)
{
    for (int i = 1; i < argc; i++)
        if (strstr(t->name, argv[i]) || strstr(t->file, argv[i]))
            return true;
    return argc == 1;
}

int main(int argc, char **argv)
{
    int number = 0;
    int failed = 0;
    for (const struct test *const *p = __start_kyoten_tests; p < __stop_kyoten_tests; p++) {
        if (!wanted(*p, argc, argv))
            continue;
        ARENA(a);
        failures_here = 0;
        skipped = NULL;
        notes[0] = 0;
        (*p)->run(a);
        failed += failures_here > 0;
        printf("%sok %d - %s%s%s\n%s", failures_here ? "not " : "", ++number, (*p)->name, skipped ? " # SKIP " : "",
               skipped ? skipped : "", notes);
        (void)fflush(stdout);
    }
    printf("1..%d\n", number);
    return failed > 0;
}
