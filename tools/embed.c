/* embed.c: compiles files into the program.
**
**   embed sql OUT.c sql/0001_person.sql…    the migrations in the order of their numbers (db/migrations.h)
**   embed assets OUT.c assets/app.css…      style sheets, scripts, icons, by name (http/assets.h)
**
** The checksum of a migration and the hash in the address of an asset are BLAKE2b of the content. */
#include "tool.h"

#include <ctype.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct {
    const char *ending, *type;
} TYPES[] = {
    { ".css", "text/css; charset=utf-8" },
    { ".js", "text/javascript; charset=utf-8" },
    { ".svg", "image/svg+xml" },
    { ".png", "image/png" },
    { ".ico", "image/x-icon" },
    { ".woff2", "font/woff2" },
    { ".txt", "text/plain; charset=utf-8" },
    { ".webmanifest", "application/manifest+json" },
    { ".json", "application/json" },
};

static const char *content_type(const char *path)
{
    const char *dot = strrchr(path, '.');
    for (size_t i = 0; dot && i < sizeof TYPES / sizeof *TYPES; i++)
        if (strcmp(dot, TYPES[i].ending) == 0)
            return TYPES[i].type;
    tool_die("%s: no content type is known for this ending; add it to tools/embed.c", path);
}

static const char *hash_of(struct arena *a, const char *s, size_t n, size_t size)
{
    unsigned char hash[32];
    char *hex = arena_alloc(a, 2 * size + 1);
    (void)crypto_generichash(hash, size, (const unsigned char *)s, n, NULL, 0);
    return sodium_bin2hex(hex, 2 * size + 1, hash, size);
}

static int by_file_name(const void *x, const void *y)
{
    return strcmp(tool_file_name(*(char *const *)x), tool_file_name(*(char *const *)y));
}

static void put_sql(struct arena *a, struct buf *out, int count, char **files)
{
    long before = 0;
    buf_puts(out, "#include \"db/migrations.h\"\n\nconst struct migration migrations[] = {\n");
    for (int i = 0; i < count; i++) {
        const char *name = tool_file_name(files[i]);
        char *end = NULL;
        long number = strtol(name, &end, 10);
        size_t n = 0;
        if (!isdigit((unsigned char)name[0]) || end - name != 4 || *end != '_' || !strstr(end, ".sql"))
            tool_die("%s: a migration is called NNNN_name.sql", files[i]);
        if (number <= before)
            tool_die("%s: the number %04ld is taken, or is 0", files[i], number);
        before = number;
        const char *text = tool_read(a, files[i], &n);
        if (strlen(text) != n)
            tool_die("%s: a NUL stands in the file", files[i]);
        buf_printf(out, "{ %ld, \"%.*s\", \"%s\",\n    ", number, (int)strcspn(name, "."), name,
                   hash_of(a, text, n, 32));
        tool_put_c_string(out, text, n);
        buf_puts(out, " },\n");
    }
    buf_printf(out, "{ 0, NULL, NULL, NULL } };\nconst size_t migration_count = %d;\n", count);
}

static void put_assets(struct arena *a, struct buf *out, int count, char **files)
{
    buf_puts(out, "#include \"http/assets.h\"\n\nconst struct asset assets[] = {\n");
    for (int i = 0; i < count; i++) {
        const char *name = tool_file_name(files[i]);
        size_t n = 0;
        if (i > 0 && strcmp(tool_file_name(files[i - 1]), name) == 0)
            tool_die("%s: another asset has the same name: %s", files[i], files[i - 1]);
        const char *bytes = tool_read(a, files[i], &n);
        buf_printf(out, "{ \"%s\", \"%s\", \"%s\", %zu, (const uint8_t *)\n    ", name, content_type(name),
                   hash_of(a, bytes, n, 16), n);
        tool_put_c_string(out, bytes, n);
        buf_puts(out, " },\n");
    }
    buf_printf(out, "{ NULL, NULL, NULL, 0, NULL } };\nconst size_t asset_count = %d;\n", count);
}

int main(int argc, char **argv)
{
    if (argc < 3 || sodium_init() < 0)
        tool_die("usage: embed sql|assets OUT.c FILE…");
    struct arena *a = arena_make((size_t)1 << 28);
    struct buf out = buf_make(a, 65536);
    qsort(argv + 3, (size_t)argc - 3, sizeof *argv, by_file_name);
    buf_puts(&out, "/* Made by tools/embed.c. */\n");
    if (strcmp(argv[1], "sql") == 0)
        put_sql(a, &out, argc - 3, argv + 3);
    else if (strcmp(argv[1], "assets") == 0)
        put_assets(a, &out, argc - 3, argv + 3);
    else
        tool_die("embed: unknown kind %s", argv[1]);
    tool_write(argv[2], &out);
    (void)arena_free(a);
    return 0;
}
