/* table_files.c: see table_files.h. */
#include "algo/table_files.h"

#include "main/command.h"
#include "test.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define WORDS_MAX 24
#define FILE_MAX_BYTES 65536

struct table_files {
    char path[32];
    int fd;
};

static void remove_all(void *p)
{
    static const char *const NAMES[] = { "a.tsv", "f.tsv", "x.tsv", "x.tsv.new", "r.json", "r.json.new" };
    struct table_files *f = p;
    for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES; i++)
        (void)unlinkat(f->fd, NAMES[i], 0);
    (void)close(f->fd);
    (void)rmdir(f->path);
}

struct table_files *table_files_make(struct arena *a)
{
    struct table_files *f = arena_new(a, struct table_files);
    (void)snprintf(f->path, sizeof f->path, "/tmp/kyoten-tables.XXXXXX");
    CHECK(mkdtemp(f->path) != NULL);
    f->fd = open(f->path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    arena_defer(a, remove_all, f);
    return f;
}

const char *table_file(struct arena *a, const struct table_files *f, const char *name)
{
    return arena_printf(a, "%s/%s", f->path, name);
}

void table_write(struct arena *a, const struct table_files *f, const char *name, const char *text)
{
    table_write_bytes(a, f, name, text, strlen(text));
}

void table_write_bytes(struct arena *a, const struct table_files *f, const char *name, const char *text,
                       size_t n)
{
    FILE *o = fopen(table_file(a, f, name), "we");
    CHECK(o && fwrite(text, 1, n, o) == n);
    if (o)
        (void)fclose(o);
}

const char *table_content(struct arena *a, const struct table_files *f, const char *name)
{
    FILE *i = fopen(table_file(a, f, name), "re");
    if (!i)
        return NULL;
    char *text = arena_alloc(a, FILE_MAX_BYTES);
    text[fread(text, 1, FILE_MAX_BYTES - 1, i)] = '\0';
    (void)fclose(i);
    return text;
}

const char *table_command(struct arena *a, const char *const *words, int *ret_status)
{
    char *argv[WORDS_MAX + 1] = { 0 };
    int argc = 0;
    for (; words[argc] && argc < WORDS_MAX; argc++)
        argv[argc] = arena_strdup(a, words[argc]);
    char *said = NULL;
    size_t n = 0;
    FILE *err = open_memstream(&said, &n);
    (void)setenv("LC_ALL", "en_US.UTF-8", 1); // NOLINT(concurrency-mt-unsafe): one thread
    *ret_status = command_run(argc, argv, stdout, err);
    (void)fclose(err);
    const char *copy = arena_strdup(a, said);
    free(said);
    return copy;
}
