/* csv.c: see csv.h. */
#include "programme/csv.h"

#include "base/buf.h"
#include "base/utf8.h"
#include "programme.msg.h"

#include <string.h>

struct csv_reader {
    struct arena *arena;
    const char *name, *p, *end;
    int line;
    struct mistakes *m;
};

typedef VEC(const char *) cell_vec;

static bool refuse(struct csv_reader *r, size_t column, const struct msg *msg, struct arg one, struct arg two)
{
    mistake_add(r->m,
                err_make(r->arena, ERR_INVALID, arena_printf(r->arena, "%s:%d:%zu", r->name, r->line, column),
                         msg, (const struct arg[]){ one, two, ARG_END }));
    return false;
}

/* A cell in quotes; p stands behind the opening one. */
static bool read_quoted(struct csv_reader *r, size_t column, struct buf *b)
{
    int began = r->line;
    for (; r->p < r->end; r->p++) {
        if (*r->p == '"' && (r->p + 1 == r->end || r->p[1] != '"')) {
            r->p++;
            return r->p == r->end || *r->p == ',' || *r->p == '\n' || *r->p == '\r' ||
                   refuse(r, column, &MSG_PROGRAMME_CSV_AFTER_QUOTE, ARG_END, ARG_END);
        }
        r->p += *r->p == '"';
        r->line += *r->p == '\n';
        buf_putc(b, *r->p);
    }
    r->line = began;
    return refuse(r, column, &MSG_PROGRAMME_CSV_OPEN_QUOTE, ARG_END, ARG_END);
}

static bool read_cell(struct csv_reader *r, size_t column, const char **ret)
{
    struct buf b = buf_make(r->arena, 32);
    if (r->p < r->end && *r->p == '"') {
        r->p++;
        if (!read_quoted(r, column, &b))
            return false;
    } else {
        for (; r->p < r->end && *r->p != ',' && *r->p != '\n' && *r->p != '\r'; r->p++) {
            if (*r->p == '"')
                return refuse(r, column, &MSG_PROGRAMME_CSV_STRAY_QUOTE, ARG_END, ARG_END);
            buf_putc(&b, *r->p);
        }
    }
    *ret = b.s;
    return true;
}

static bool read_row(struct csv_reader *r, cell_vec *cells)
{
    for (;;) {
        const char *cell = NULL;
        if (!read_cell(r, cells->n + 1, &cell))
            return false;
        *vec_push(r->arena, cells) = cell;
        if (r->p == r->end || *r->p != ',')
            break;
        r->p++;
    }
    if (r->p < r->end && *r->p == '\r')
        r->p++;
    if (r->p < r->end && *r->p++ != '\n')
        return refuse(r, cells->n, &MSG_PROGRAMME_CSV_STRAY_CR, ARG_END, ARG_END);
    return true;
}

static bool read_header(struct csv_reader *r, const char *const *header, size_t *ret_columns)
{
    cell_vec cells = { 0 };
    if (!read_row(r, &cells))
        return false;
    size_t i = 0;
    for (; header[i]; i++)
        if (i >= cells.n || strcmp(cells.v[i], header[i]) != 0)
            return refuse(r, i + 1, &MSG_PROGRAMME_CSV_HEADER, arg_text(header[i]),
                          arg_text(i < cells.n ? cells.v[i] : ""));
    *ret_columns = i;
    return cells.n == i || refuse(r, i + 1, &MSG_PROGRAMME_CSV_HEADER, arg_text(""), arg_text(cells.v[i]));
}

bool csv_read(struct arena *a, const char *name, const char *text, size_t n, const char *const *header,
              struct mistakes *m, struct csv *ret)
{
    struct csv_reader r = { a, name, text, text + n, 1, m };
    cell_vec all = { 0 };
    cell_vec places = { 0 };
    size_t columns = 0;
    if (n > YAML_BYTES_MAX || memchr(text, 0, n) || !utf8_is_valid(text, n)) {
        const struct msg *msg = n > YAML_BYTES_MAX ? &MSG_PROGRAMME_TOO_LARGE : &MSG_PROGRAMME_NOT_UTF8;
        return refuse(&r, 1, msg, arg_text(name), ARG_END);
    }
    if (n >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0)
        r.p += 3;
    if (!read_header(&r, header, &columns))
        return false;
    while (r.p < r.end) {
        cell_vec cells = { 0 };
        r.line++;
        const char *at = arena_printf(a, "%s:%d", name, r.line);
        if (!read_row(&r, &cells))
            return false;
        if (cells.n != columns)
            return refuse(&r, cells.n, &MSG_PROGRAMME_CSV_CELLS, arg_i64((int64_t)cells.n),
                          arg_i64((int64_t)columns));
        *vec_push(a, &places) = at;
        for (size_t i = 0; i < columns; i++)
            *vec_push(a, &all) = cells.v[i];
    }
    *ret = (struct csv){ places.n, columns, all.v, places.v, header };
    return true;
}

const char *csv_place(struct arena *a, const struct csv *csv, size_t row, size_t column)
{
    return arena_printf(a, "%s:%zu", csv->at[row], column + 1);
}
