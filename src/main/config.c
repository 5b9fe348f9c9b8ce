/* config.c: see config.h. */
#include "main/config.h"

#include "base/buf.h"
#include "main.msg.h"

#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define FILE_NAME "site.conf"
#define LINE_MAX_BYTES 4096

#define TEXT(member, default_, help_)                                                                        \
    {                                                                                                        \
#member, false, offsetof(struct config, member), 0, 0, default_, help_                               \
    }
#define NUMBER(member, min_, max_, default_, help_)                                                          \
    {                                                                                                        \
#member, true, offsetof(struct config, member), min_, max_, default_, help_                          \
    }

static const struct option_row OPTIONS[] = {
    TEXT(store, "sqlite:kyoten.db",
         "Where the data is: sqlite:FILE (relative to the data folder) or a PostgreSQL conninfo."),
    TEXT(public_url, "", "The address people use, without a slash at its end; links in mails begin with it."),
    TEXT(smtp_url, "", "The mail server, smtp://HOST:PORT; empty: mails wait in the outbox."),
    TEXT(mail_from, "noreply@localhost", "The sender of all mails."),
    TEXT(proxy, "", "The address of the proxy in front, whose arrival stamp is believed; empty: none."),
    NUMBER(file_mib, 1, 4096, "200", "The largest file that may be uploaded, in MiB."),
    NUMBER(event_threads, 1, 64, "2", "Threads that read requests and write answers."),
    NUMBER(workers, 1, 64, "4", "Threads for work that waits: PostgreSQL, child processes, large files."),
};
#define OPTION_COUNT (sizeof OPTIONS / sizeof OPTIONS[0])

const struct option_row *config_options(size_t *ret_n)
{
    *ret_n = OPTION_COUNT;
    return OPTIONS;
}

static struct err *set(struct arena *a, struct config *cfg, const struct option_row *o, const char *value,
                       const char *at)
{
    void *member = (char *)cfg + o->offset;
    if (!o->is_number) {
        *(const char **)member = arena_strdup(a, value);
        return NULL;
    }
    char *end = NULL;
    errno = 0;
    long long n = strtoll(value, &end, 10);
    if (errno || end == value || *end || n < o->min || n > o->max)
        return invalid(a, at, MSG_CONFIG_NUMBER, arg_text(o->key), arg_i64(o->min), arg_i64(o->max),
                       arg_text(value));
    *(int64_t *)member = n;
    return NULL;
}

static char *trimmed(char *s)
{
    while (*s == ' ' || *s == '\t')
        s++;
    size_t n = strlen(s);
    while (n > 0 && strchr(" \t\r\n", s[n - 1]))
        s[--n] = 0;
    return s;
}

static struct err *read_line(struct arena *a, struct config *cfg, char *line, const char *at, bool *seen)
{
    char *text = trimmed(line);
    if (*text == 0 || *text == '#')
        return NULL;
    char *equals = strchr(text, '=');
    if (!equals)
        return invalid(a, at, MSG_CONFIG_LINE, arg_text(text));
    *equals = 0;
    const char *key = trimmed(text);
    for (size_t i = 0; i < OPTION_COUNT; i++) {
        if (strcmp(OPTIONS[i].key, key) != 0)
            continue;
        if (seen[i])
            return invalid(a, at, MSG_CONFIG_TWICE, arg_text(key));
        seen[i] = true;
        return set(a, cfg, &OPTIONS[i], trimmed(equals + 1), at);
    }
    return invalid(a, at, MSG_CONFIG_UNKNOWN, arg_text(key));
}

static void close_file(FILE **f)
{
    if (*f)
        (void)fclose(*f);
}

struct err *config_load(struct arena *a, const char *data_dir, struct config *ret)
{
    const char *path = arena_printf(a, "%s/%s", data_dir, FILE_NAME);
    FILE *f __attribute__((cleanup(close_file))) = fopen(path, "re");
    if (!f)
        return fault(a, "%s: %s; `kyoten init --data %s` makes it", path, strerrordesc_np(errno),
                     data_dir);
    struct config cfg = { 0 };
    bool seen[OPTION_COUNT] = { 0 };
    struct err *mistakes = NULL;
    for (size_t i = 0; i < OPTION_COUNT; i++)
        TRY(set(a, &cfg, &OPTIONS[i], OPTIONS[i].text, path));
    char line[LINE_MAX_BYTES];
    for (int number = 1; fgets(line, sizeof line, f); number++)
        mistakes = err_join(mistakes, read_line(a, &cfg, line, arena_printf(a, "%s:%d", path, number), seen));
    TRY(mistakes);
    *ret = cfg;
    return NULL;
}

struct err *config_write(struct arena *a, const char *data_dir, const char *store, const char *public_url)
{
    const char *path = arena_printf(a, "%s/%s", data_dir, FILE_NAME);
    struct buf b = buf_make(a, 1024);
    buf_puts(&b, "# Settings of this installation. docs/ja/operator.md and docs/en/operator.md explain them.\n");
    buf_printf(&b, "store = %s\n", store);
    if (*public_url)
        buf_printf(&b, "public_url = %s\n", public_url);
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd < 0)
        return fault(a, "%s: %s", path, strerror(errno)); // NOLINT(concurrency-mt-unsafe)
    bool ok = write(fd, b.s, b.n) == (ssize_t)b.n && fsync(fd) == 0;
    ok = close(fd) == 0 && ok;
    return ok ? NULL : fault(a, "%s: could not be written", path);
}
