/* poc.c: compiles a catalogue of messages in both languages to constants.
**
**   poc NAME ja/NAME.po en/NAME.po NAME.msg.h NAME.msg.c
**       writes `extern const struct msg MSG_CALL_CLOSED;` and its definition (base/msg.h). Refuses, with file, line
**       and a sentence, whatever po.h refuses in one language, and keys or holes that differ between the two.
**   poc --uses SOURCE_FOLDER FILE.po…
**       lists messages that no .c, .h or .html file below the folder names, and uses with other than as many
**       arguments as the message has holes (msg_use.h); ends with 1 if there is one. */
#include "msg_use.h"
#include "tool.h"

#include <ctype.h>
#include <dirent.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

static void read_catalogue(struct arena *a, const char *path, struct po *ret)
{
    size_t n = 0;
    const char *text = tool_read(a, path, &n);
    const char *mistake = po_parse(a, path, text, n, ret);
    if (mistake)
        tool_die("%s", mistake);
}

static void put_text(struct buf *b, const char *text)
{
    if (text)
        tool_put_c_string(b, text, strlen(text));
    else
        buf_puts(b, "NULL");
}

/* The Japanese text as a comment, so that an editor shows what the constant says. */
static void put_comment(struct buf *b, const char *text)
{
    buf_puts(b, " /* ");
    for (; *text; text++)
        if (*text == '*' && text[1] == '/')
            buf_puts(b, "* ");
        else
            buf_putc(b, *text == '\n' || (*text == '/' && text[1] == '*') ? ' ' : *text);
    buf_puts(b, " */\n");
}

static void compile(struct arena *a, const char *name, char **path)
{
    struct po ja;
    struct po en;
    read_catalogue(a, path[0], &ja);
    read_catalogue(a, path[1], &en);
    const char *mistake = po_compare(a, &ja, &en);
    if (mistake)
        tool_die("%s", mistake);

    char *guard = arena_printf(a, "%s_MSG_H", name);
    for (char *p = guard; *p; p++)
        *p = isalnum((unsigned char)*p) ? (char)toupper((unsigned char)*p) : '_';
    struct buf h = buf_make(a, 4096);
    struct buf c = buf_make(a, 16384);
    buf_printf(&h,
               "/* Made by tools/poc.c from %s.po. */\n#ifndef %s\n#define %s\n\n#include \"base/msg.h\"\n\n",
               name, guard, guard);
    buf_printf(&c, "/* Made by tools/poc.c from %s.po. */\n#include \"%s\"\n\n#include <stddef.h>\n", name,
               tool_file_name(path[2]));
    for (size_t i = 0; i < ja.entries.n; i++) {
        const struct po_entry *j = &ja.entries.v[i];
        const struct po_entry *e = po_find(&en, j->key);
        const char *constant = po_constant(a, j->key);
        buf_printf(&h, "extern const struct msg %s;", constant);
        put_comment(&h, j->text);
        buf_printf(&c, "\nconst struct msg %s = {\n    .key = \"%s\",\n    .text = {\n    ", constant,
                   j->key);
        put_text(&c, j->text);
        buf_puts(&c, ",\n    ");
        put_text(&c, e->text);
        buf_puts(&c, " },\n    .one = { ");
        put_text(&c, j->one);
        buf_puts(&c, ", ");
        put_text(&c, e->one);
        buf_puts(&c, " },\n};\n");
    }
    buf_puts(&h, "\n#endif\n");
    tool_write(path[2], &h);
    tool_write(path[3], &c);
}

static void read_sources(struct arena *a, const char *folder, struct msg_uses *uses)
{
    DIR *d = opendir(folder);
    if (!d)
        tool_die("%s: cannot be opened", folder);
    for (struct dirent *e; (e = readdir(d));) { // NOLINT(concurrency-mt-unsafe): one thread
        const char *path = arena_printf(a, "%s/%s", folder, e->d_name);
        const char *dot = strrchr(e->d_name, '.');
        struct stat st;
        if (e->d_name[0] == '.' || stat(path, &st) != 0)
            continue;
        if (S_ISDIR(st.st_mode))
            read_sources(a, path, uses);
        else if (dot && (!strcmp(dot, ".c") || !strcmp(dot, ".h") || !strcmp(dot, ".html")))
            msg_use_read(a, uses, path, tool_read(a, path, NULL));
    }
    (void)closedir(d);
}

static int check_uses(struct arena *a, const char *folder, int count, char **files)
{
    struct msg_uses uses = { .po = arena_array(a, struct po, (size_t)count), .po_n = (size_t)count };
    uses.said = buf_make(a, 4096);
    for (int i = 0; i < count; i++)
        read_catalogue(a, files[i], &uses.po[i]);
    read_sources(a, folder, &uses);
    msg_use_unused(a, &uses);
    (void)fputs(uses.said.s, stderr);
    return uses.said.n > 0;
}

int main(int argc, char **argv)
{
    struct arena *a = arena_make((size_t)1 << 28);
    int status = 0;
    if (argc >= 3 && strcmp(argv[1], "--uses") == 0)
        status = check_uses(a, argv[2], argc - 3, argv + 3);
    else if (argc == 6)
        compile(a, argv[1], argv + 2);
    else
        tool_die("usage: poc NAME JA.po EN.po NAME.msg.h NAME.msg.c | poc --uses FOLDER FILE.po…");
    (void)arena_free(a);
    return status;
}
