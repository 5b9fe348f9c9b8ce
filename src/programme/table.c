/* table.c: a table of the form: rows of texts, exact sums of its columns, shares of its rows. */
#include "programme/schema.h"

#include "base/text.h"
#include "i18n/i18n.h"
#include "programme.msg.h"

#include <string.h>

/* Removes the separators that people type into amounts: "1,200" and full-width digits are numbers too. */
const char *number_typed(struct arena *a, const char *value)
{
    const char *s = text_nfkc(a, value);
    char *out = arena_alloc(a, strlen(s) + 1);
    size_t n = 0;
    for (; *s; s++)
        if (*s != ',' && *s != ' ')
            out[n++] = *s;
    out[n] = 0;
    return out;
}

struct arg cell_label(struct arena *a, const struct form_field *f, size_t row, size_t column)
{
    const char **in = arena_array(a, const char *, LANG_COUNT);
    for (int lang = 0; lang < LANG_COUNT; lang++) {
        const char *name = row < f->fixed_rows.n
                               ? f->fixed_rows.v[row].label.in[lang]
                               : MSG_TEXT(a, (enum lang)lang, MSG_PROGRAMME_ROW, arg_i64((int64_t)row + 1));
        in[lang] = MSG_TEXT(a, (enum lang)lang, MSG_PROGRAMME_CELL, arg_text(f->label.in[lang]), arg_text(name),
                            arg_text(f->columns.v[column].label.in[lang]));
    }
    return arg_words(in);
}

static struct err *cell_check(struct arena *a, const char *place, const struct form_field *f, size_t row, size_t column,
                              struct table_cell *cell)
{
    const struct form_column *col = &f->columns.v[column];
    date d;
    if (!*cell->text)
        return NULL;
    const struct arg label = cell_label(a, f, row, column);
    switch ((int)col->kind) {
    case FIELD_NUMBER:
        cell->is_number = number_read(a, cell->text, &cell->number);
        return number_check(a, place, label, cell->text,
                            &(struct number_rule){ col->has_min, col->has_max, col->min, col->max, col->places },
                            &cell->number);
    case FIELD_DATE:
        return date_from_iso(cell->text, &d) ? NULL : invalid(a, place, MSG_PROGRAMME_ANSWER_NOT_DATE, label);
    case FIELD_CHOICE:
        for (size_t i = 0; i < col->choices.n; i++)
            if (strcmp(col->choices.v[i].key, cell->text) == 0)
                return NULL;
        return invalid(a, place, MSG_PROGRAMME_ANSWER_CHOICE, label);
    default:
        if (strpbrk(cell->text, "\r\n"))
            return invalid(a, place, MSG_PROGRAMME_ANSWER_ONE_LINE, label);
        if ((int64_t)text_count(cell->text) > col->max_chars)
            return invalid(a, place, MSG_PROGRAMME_ANSWER_TOO_LONG, label,
                           arg_i64((int64_t)text_count(cell->text)), arg_i64(col->max_chars));
        return NULL;
    }
}

static struct err *row_read(struct arena *a, const struct form_field *f, json_t *row, size_t index,
                            struct form_table *t)
{
    struct err *e = NULL;
    for (size_t k = 0; k < f->columns.n; k++) {
        const struct form_column *col = &f->columns.v[k];
        struct table_cell *cell = &t->cell[index * t->columns + k];
        const char *text = json_string_value(json_object_get(row, col->key));
        *cell = (struct table_cell){ .text = arena_strdup(a, text ? text : "") };
        const char *place = arena_printf(a, "%s.%zu.%s", f->key, index + 1, col->key);
        e = err_join(e, cell_check(a, place, f, index, k, cell));
        t->blank[index] = t->blank[index] && !*cell->text;
    }
    t->filled += !t->blank[index];
    return e;
}

/* The sum of each row over the summed columns, and of all of them. */
static void row_sums(const struct form_field *f, struct form_table *t)
{
    t->has_row_sum[t->rows] = true;
    for (size_t r = 0; r < t->rows; r++) {
        bool good = true;
        for (size_t k = 0; k < t->columns && good; k++) {
            const struct table_cell *cell = &t->cell[r * t->columns + k];
            if (f->columns.v[k].sum && cell->is_number)
                good = decimal_add(t->row_sum[r], cell->number, &t->row_sum[r]);
            else
                good = !f->columns.v[k].sum || !*cell->text;
        }
        t->has_row_sum[r] = good;
        t->has_row_sum[t->rows] = t->has_row_sum[t->rows] && good &&
                                  decimal_add(t->row_sum[t->rows], t->row_sum[r], &t->row_sum[t->rows]);
    }
}

static struct err *sums(struct arena *a, const struct form_field *f, struct form_table *t)
{
    struct err *e = NULL;
    for (size_t k = 0; k < t->columns; k++) {
        bool good = f->columns.v[k].sum;
        bool room = true;
        for (size_t r = 0; r < t->rows && good && room; r++) {
            const struct table_cell *cell = &t->cell[r * t->columns + k];
            good = cell->is_number || !*cell->text;
            if (cell->is_number)
                room = decimal_add(t->sum[k], cell->number, &t->sum[k]);
        }
        if (!room)
            e = err_join(e, invalid(a, f->key, MSG_PROGRAMME_ANSWER_SUM_TOO_LARGE,
                                    arg_words(f->columns.v[k].label.in)));
        t->has_sum[k] = good && room;
        for (size_t r = 0; r < t->rows && t->has_sum[k]; r++) {
            size_t at = r * t->columns + k;
            struct decimal percent;
            t->has_share[at] = t->fixed[r] && t->fixed[r]->share && t->cell[at].is_number &&
                               decimal_mul(t->cell[at].number, decimal_of(100), &percent) &&
                               decimal_div(percent, t->sum[k], 1, &t->share[at]);
        }
    }
    return e;
}

static json_t *row_of_key(json_t *rows, const char *key)
{
    size_t i = 0;
    json_t *row = NULL;
    json_array_foreach(rows, i, row)
    {
        const char *name = json_string_value(json_object_get(row, "row"));
        if (name && strcmp(name, key) == 0)
            return row;
    }
    return NULL;
}

static void make_room(struct arena *a, const struct form_field *f, size_t rows, struct form_table *t)
{
    size_t columns = f->columns.n;
    *t = (struct form_table){
        .rows = rows,
        .columns = columns,
        .cell = arena_array(a, struct table_cell, rows * columns + 1),
        .fixed = arena_array(a, const struct fixed_row *, rows + 1),
        .blank = arena_array(a, bool, rows + 1),
        .has_sum = arena_array(a, bool, columns + 1),
        .sum = arena_array(a, struct decimal, columns + 1),
        .has_share = arena_array(a, bool, rows *columns + 1),
        .share = arena_array(a, struct decimal, rows * columns + 1),
        .has_row_sum = arena_array(a, bool, rows + 1),
        .row_sum = arena_array(a, struct decimal, rows + 1),
    };
}

static struct err *rows_read(struct arena *a, const struct form_field *f, json_t *rows, struct form_table *t)
{
    struct err *e = NULL;
    size_t n = f->fixed_rows.n ? f->fixed_rows.n : json_array_size(rows);
    if (!f->fixed_rows.n && (int64_t)n > f->max_rows)
        return invalid(a, f->key, MSG_PROGRAMME_ANSWER_MANY_ROWS, arg_words(f->label.in),
                       arg_i64(f->max_rows));
    make_room(a, f, n, t);
    for (size_t i = 0; i < n; i++) {
        t->fixed[i] = f->fixed_rows.n ? &f->fixed_rows.v[i] : NULL;
        json_t *row = t->fixed[i] ? row_of_key(rows, t->fixed[i]->key) : json_array_get(rows, i);
        t->blank[i] = true;
        e = err_join(e, row_read(a, f, row, i, t));
    }
    if (f->row_sum.in[LANG_JA])
        row_sums(f, t);
    return err_join(e, sums(a, f, t));
}

struct err *table_read(struct arena *a, const struct form_field *f, const char *value, struct form_table *ret)
{
    json_error_t je;
    json_t *rows = value && *value ? json_loads(value, JSON_REJECT_DUPLICATES, &je) : json_array();
    struct form_table t = { 0 };
    struct err *e = json_is_array(rows)
                        ? rows_read(a, f, rows, &t)
                        : invalid(a, f->key, MSG_PROGRAMME_ANSWER_NOT_TABLE, arg_words(f->label.in));
    json_decref(rows);
    if (t.cell)
        *ret = t;
    return e;
}
