/* tsv.c: reads a table in one go and cuts it in place. */
#include "main/tsv.h"

#include "algo.msg.h"
#include "base/text.h"

#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void close_fd(const int *fd)
{
    if (*fd >= 0)
        (void)close(*fd);
}

static struct err *unreadable(struct arena *a, const char *path, int why)
{
    return invalid(a, path, MSG_ALGO_UNREADABLE, arg_text(strerrordesc_np(why)));
}

static struct err *read_file(struct arena *a, const char *path, char **ret, size_t *ret_n)
{
    int fd __attribute__((cleanup(close_fd))) = open(path, O_RDONLY | O_CLOEXEC);
    struct stat st;
    if (fd < 0 || fstat(fd, &st) != 0)
        return unreadable(a, path, errno);
    if (!S_ISREG(st.st_mode))
        return unreadable(a, path, EINVAL);
    if ((size_t)st.st_size > TSV_BYTES_MAX)
        return unreadable(a, path, EFBIG);
    size_t n = (size_t)st.st_size;
    char *text = arena_alloc(a, n + 1);
    for (size_t at = 0; at < n;) {
        ssize_t got = read(fd, text + at, n - at);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return unreadable(a, path, got < 0 ? errno : EIO);
        at += (size_t)got;
    }
    *ret = text;
    *ret_n = n;
    return NULL;
}

static size_t count_lines(const char *text, size_t n)
{
    size_t lines = n > 0 && text[n - 1] != '\n';
    for (const char *p = text; (p = memchr(p, '\n', (size_t)(text + n - p))); p++)
        lines++;
    return lines;
}

static const char *line_place(struct arena *a, const char *path, size_t line)
{
    return arena_printf(a, "%s:%zu", path, line);
}

/* What no cell may contain, in one line that ends in NUL and is n bytes long. */
static struct err *check_line(struct arena *a, const char *path, size_t line, const char *text, size_t n)
{
    if (strlen(text) != n)
        return invalid(a, line_place(a, path, line), MSG_ALGO_NUL);
    if (strchr(text, '\r'))
        return invalid(a, line_place(a, path, line), MSG_ALGO_CR);
    if (!text_is_utf8(text))
        return invalid(a, line_place(a, path, line), MSG_ALGO_UTF8);
    return NULL;
}

/* Cuts a line at its tabs into the cells at `cell` (NULL: only counts). */
static size_t cut_line(char *text, const char **cell, size_t room)
{
    size_t n = 0;
    for (char *p = text; p; n++) {
        char *tab = strchr(p, '\t');
        if (cell && n < room) {
            cell[n] = p;
            if (tab)
                *tab = '\0';
        }
        p = tab ? tab + 1 : NULL;
    }
    return n;
}

struct err *tsv_parse(struct arena *a, const char *path, char *text, size_t n, size_t min, size_t max,
                      struct tsv *ret)
{
    struct tsv table = { .path = path }, *t = &table;
    size_t lines = count_lines(text, n);
    if (lines == 0)
        return invalid(a, t->path, MSG_ALGO_EMPTY);
    if (n >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0)
        return invalid(a, line_place(a, t->path, 1), MSG_ALGO_BOM);
    char *p = text;
    for (size_t line = 1; line <= lines; line++) {
        char *end = memchr(p, '\n', (size_t)(text + n - p));
        end = end ? end : text + n;
        *end = '\0';
        TRY(check_line(a, t->path, line, p, (size_t)(end - p)));
        size_t cells = cut_line(p, NULL, 0);
        if (line == 1) {
            if (cells < min || cells > max)
                return invalid(a, line_place(a, t->path, 1), MSG_ALGO_COLUMNS, arg_i64((int64_t)min),
                               arg_i64((int64_t)max), arg_i64((int64_t)cells));
            t->columns = cells;
            t->cell = arena_array(a, const char *, (lines - 1) * cells + 1);
        } else {
            if (cells != t->columns)
                return invalid(a, line_place(a, t->path, line), MSG_ALGO_CELLS, arg_i64((int64_t)t->columns),
                               arg_i64((int64_t)cells));
            (void)cut_line(p, t->cell + (line - 2) * t->columns, t->columns);
        }
        p = end + 1;
    }
    t->rows = lines - 1;
    if (t->rows == 0)
        return invalid(a, t->path, MSG_ALGO_NO_ROWS);
    *ret = table;
    return NULL;
}

struct err *tsv_read(struct arena *a, const char *path, size_t min, size_t max, struct tsv *ret)
{
    char *text;
    size_t n;
    TRY(read_file(a, path, &text, &n));
    return tsv_parse(a, path, text, n, min, max, ret);
}

const char *tsv_cell(const struct tsv *t, size_t row, size_t column)
{
    assert(row < t->rows && column < t->columns);
    return t->cell[row * t->columns + column];
}

const char *tsv_place(struct arena *a, const struct tsv *t, size_t row)
{
    return line_place(a, t->path, row + 2);
}

struct err *tsv_id(struct arena *a, const struct tsv *t, size_t row, size_t column, const char **ret)
{
    const char *s = tsv_cell(t, row, column);
    if (!*s)
        return invalid(a, tsv_place(a, t, row), MSG_ALGO_NO_ID, arg_i64((int64_t)column + 1));
    *ret = s;
    return NULL;
}

/* strtod alone would take spaces, hexadecimal, "nan" and "inf". */
static bool looks_like_a_number(const char *s)
{
    size_t digits = 0;
    s += *s == '-' || *s == '+';
    for (; *s >= '0' && *s <= '9'; s++)
        digits++;
    if (*s == '.')
        for (s++; *s >= '0' && *s <= '9'; s++)
            digits++;
    if (digits == 0)
        return false;
    if (*s == 'e' || *s == 'E') {
        s++;
        s += *s == '-' || *s == '+';
        if (!(*s >= '0' && *s <= '9'))
            return false;
        while (*s >= '0' && *s <= '9')
            s++;
    }
    return !*s;
}

struct err *tsv_number(struct arena *a, const struct tsv *t, size_t row, size_t column, double *ret)
{
    const char *s = tsv_cell(t, row, column);
    double v = looks_like_a_number(s) ? strtod(s, NULL) : NAN;
    if (!(fabs(v) <= 1e9))
        return invalid(a, tsv_place(a, t, row), MSG_ALGO_NUMBER, arg_i64((int64_t)column + 1), arg_text(s));
    *ret = v;
    return NULL;
}

struct err *file_replace(struct arena *a, const char *path, struct bytes content)
{
    const char *beside = arena_printf(a, "%s.new", path);
    int fd __attribute__((cleanup(close_fd))) = open(beside, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    bool good = fd >= 0;
    for (size_t at = 0; good && at < content.n;) {
        ssize_t n = write(fd, content.p + at, content.n - at);
        good = n > 0 || (n < 0 && errno == EINTR);
        at += n > 0 ? (size_t)n : 0;
    }
    if (good && fsync(fd) == 0 && rename(beside, path) == 0)
        return NULL;
    int why = errno;
    if (fd >= 0)
        (void)unlink(beside);
    return invalid(a, path, MSG_ALGO_UNWRITABLE, arg_text(strerrordesc_np(why)));
}
