/* application_answers.c: answers as they are read: by the applicant before sending, by reviewers and office. */
#include "application/application_views.h"

#include "application/application_edit.h"
#include "application/application_rules.h"
#include "i18n/i18n.h"
#include "application.msg.h"

#include <string.h>

struct maker {
    struct arena *a;
    enum lang lang;
    const struct answers_source *src;
};

static const char *choice_label(const struct maker *m, const struct form_field *f, const char *key, size_t n)
{
    for (size_t i = 0; i < f->choices.n; i++)
        if (strlen(f->choices.v[i].key) == n && strncmp(f->choices.v[i].key, key, n) == 0)
            return f->choices.v[i].label.in[m->lang];
    return arena_strndup(m->a, key, n);
}

/* Keys of choices in words, one a line. */
static const char *choices_text(const struct maker *m, const struct form_field *f, const char *value)
{
    const char *all = "";
    while (*value) {
        size_t n = strcspn(value, "\n");
        if (n)
            all = arena_printf(m->a, "%s%s%s", all, *all ? "\n" : "", choice_label(m, f, value, n));
        value += n + (value[n] == '\n');
    }
    return all;
}

static const char *value_text(const struct maker *m, const struct form_field *f, const char *value)
{
    date d;
    if (f->kind == FIELD_CONFIRM && strcmp(value, FORM_CONFIRMED) == 0) {
        const char *said = MSG_TEXT(m->a, m->lang, MSG_APPLICATION_CONFIRMED,
                                    arg_text(application_statement(m->src->def, f, m->lang)));
        return f->statement.in[m->lang]
                   ? said
                   : arena_printf(m->a, "%s\n%s", said, MSG_TEXT(m->a, m->lang, MSG_APPLICATION_ELIGIBLE));
    }
    if (f->kind == FIELD_CHOICE || f->kind == FIELD_CHOICES)
        return choices_text(m, f, value);
    if (f->kind == FIELD_DATE && date_from_iso(value, &d))
        return text_date(m->a, m->lang, d);
    return value;
}

const char *application_statement(const struct definition *def, const struct form_field *f, enum lang lang)
{
    const struct wording *eligibility = definition_eligibility(def);
    if (f->statement.in[lang])
        return f->statement.in[lang];
    return eligibility ? eligibility->text.in[lang] : "";
}

const struct column *application_columns(struct arena *a, enum lang lang, const struct form_field *f)
{
    struct column *v = arena_array(a, struct column, f->columns.n + 3);
    v[0] = (struct column){ .label = MSG_TEXT(a, lang, MSG_APPLICATION_ROW) };
    for (size_t k = 0; k < f->columns.n; k++) {
        const struct form_column *col = &f->columns.v[k];
        const char *unit = col->unit.in[lang];
        v[k + 1] = (struct column){ .label = unit ? MSG_TEXT(a, lang, MSG_APPLICATION_COLUMN_UNIT,
                                                             arg_text(col->label.in[lang]), arg_text(unit))
                                                  : col->label.in[lang],
                                    .align = col->kind == FIELD_NUMBER ? "right" : NULL };
    }
    if (f->row_sum.in[lang])
        v[f->columns.n + 1] = (struct column){ .label = f->row_sum.in[lang], .align = "right" };
    return v;
}

const char *application_row_label(struct arena *a, enum lang lang, const struct form_field *f, size_t row)
{
    return row < f->fixed_rows.n ? f->fixed_rows.v[row].label.in[lang]
                                 : MSG_TEXT(a, lang, MSG_APPLICATION_ROW_NUMBER, arg_i64((int64_t)row + 1));
}

static const char *cell_text(const struct maker *m, const struct form_field *f, const struct form_table *t,
                             size_t r, size_t k)
{
    const struct table_cell *cell = &t->cell[r * t->columns + k];
    const struct form_column *col = &f->columns.v[k];
    for (size_t i = 0; i < col->choices.n; i++)
        if (strcmp(col->choices.v[i].key, cell->text) == 0)
            return col->choices.v[i].label.in[m->lang];
    date d;
    if (col->kind == FIELD_DATE && date_from_iso(cell->text, &d))
        return text_date(m->a, m->lang, d);
    return cell->is_number ? decimal_text_grouped(m->a, cell->number) : cell->text;
}

const char *application_readable(struct arena *a, enum lang lang, const struct definition *def, const char *key,
                                 const char *value)
{
    const struct form_field *f = application_field_of(a, def, key);
    struct answers_source src = { .def = def };
    struct maker m = { a, lang, &src };
    const char *dot = strrchr(key, '.');
    if (!f || !*value)
        return value;
    if (f->kind != FIELD_TABLE)
        return value_text(&m, f, value);
    for (size_t k = 0; dot && k < f->columns.n; k++)
        if (strcmp(f->columns.v[k].key, dot + 1) == 0) {
            const struct form_column *col = &f->columns.v[k];
            struct form_field as = { .key = key, .kind = col->kind, .choices = col->choices };
            return value_text(&m, &as, value);
        }
    return value;
}

/* A line of sums, and one of the shares of the row that has them. */
static struct read_row foot_row(const struct maker *m, const struct form_field *f, const struct form_table *t,
                                size_t share_row, const char *label, bool *ret_any)
{
    struct read_cell *v = arena_array(m->a, struct read_cell, t->columns + 2);
    *ret_any = false;
    for (size_t k = 0; k < t->columns; k++) {
        size_t at = share_row * t->columns + k;
        v[k] = (struct read_cell){ "", f->columns.v[k].kind == FIELD_NUMBER ? "right" : NULL };
        if (share_row == SIZE_MAX && t->has_sum[k])
            v[k].text = decimal_text_grouped(m->a, t->sum[k]);
        else if (share_row != SIZE_MAX && t->has_share[at])
            v[k].text = arena_printf(m->a, "%s%%", decimal_text(m->a, t->share[at]));
        *ret_any = *ret_any || *v[k].text;
    }
    if (f->row_sum.in[m->lang])
        v[t->columns] = (struct read_cell){ share_row == SIZE_MAX && t->has_row_sum[t->rows]
                                                ? decimal_text_grouped(m->a, t->row_sum[t->rows])
                                                : "",
                                            "right" };
    return (struct read_row){ label, v };
}

static struct read_row row_of(const struct maker *m, const struct form_field *f, const struct form_table *t, size_t r)
{
    struct read_cell *v = arena_array(m->a, struct read_cell, t->columns + 2);
    for (size_t k = 0; k < t->columns; k++)
        v[k] = (struct read_cell){ cell_text(m, f, t, r, k),
                                   f->columns.v[k].kind == FIELD_NUMBER ? "right" : NULL };
    if (f->row_sum.in[m->lang])
        v[t->columns] = (struct read_cell){ t->has_row_sum[r] ? decimal_text_grouped(m->a, t->row_sum[r]) : "",
                                            "right" };
    return (struct read_row){ application_row_label(m->a, m->lang, f, r), v };
}

static void put_table(const struct maker *m, const struct form_field *f, const char *value,
                      struct answer_line *line)
{
    struct form_table t = { 0 };
    struct err *mistakes = table_read(m->a, f, value, &t);
    (void)mistakes; /* what cannot be read as a number stands as it was typed */
    if (!t.cell)
        return;
    struct read_row *rows = arena_array(m->a, struct read_row, t.rows + f->fixed_rows.n + 2);
    size_t n = 0;
    bool any = false;
    for (size_t r = 0; r < t.rows; r++)
        if (t.fixed[r] || !t.blank[r])
            rows[n++] = row_of(m, f, &t, r);
    line->row_count = n;
    rows[n] = foot_row(m, f, &t, SIZE_MAX, MSG_TEXT(m->a, m->lang, MSG_APPLICATION_SUM), &any);
    n += any;
    for (size_t r = 0; r < t.rows; r++) {
        if (!t.fixed[r] || !t.fixed[r]->share)
            continue;
        rows[n] = foot_row(
            m, f, &t, r,
            MSG_TEXT(m->a, m->lang, MSG_APPLICATION_SHARE_OF, arg_text(t.fixed[r]->label.in[m->lang])), &any);
        n += any;
    }
    line->columns = application_columns(m->a, m->lang, f);
    line->caption = f->label.in[m->lang];
    line->rows = rows;
    line->foot = n - line->row_count;
    line->column_count = t.columns + (f->row_sum.in[m->lang] ? 1 : 0);
}

static void put_files(const struct maker *m, const struct form_field *f, struct answer_line *line)
{
    const struct answers_source *src = m->src;
    struct file_line *v = arena_array(m->a, struct file_line, src->attachment_count + 1);
    for (size_t i = 0; i < src->attachment_count; i++) {
        const struct attachment *one = &src->attachments[i];
        if (strcmp(one->field_key, f->key) == 0)
            v[line->file_count++] =
                (struct file_line){ .name = one->name,
                                    .size = text_size(m->a, m->lang, one->size),
                                    .to = src->file_url ? src->file_url(m->a, one, src->arg)
                                                        : (struct url){ NULL } };
    }
    line->files = v;
}

static struct answer_line line_of(const struct maker *m, const struct form_field *f)
{
    const char *value = application_value(m->src->form, f->key);
    struct answer_line line = { .label = f->label.in[m->lang],
                                .text = "",
                                .unit = *value ? f->unit.in[m->lang] : NULL };
    if (f->kind == FIELD_FILE)
        put_files(m, f, &line);
    else if (f->kind == FIELD_TABLE && *value)
        put_table(m, f, value, &line);
    else
        line.text = value_text(m, f, value);
    return line;
}

/* Texts that follow one another stand in one list. */
static void put_runs(const struct maker *m, struct answer_line *v, size_t n)
{
    struct detail *run = NULL;
    size_t length = 0;
    for (size_t i = 0; i < n; i++) {
        if (v[i].columns || v[i].file_count > 0) {
            run = NULL;
            continue;
        }
        if (!run || v[i].section) {
            run = arena_array(m->a, struct detail, n - i + 1);
            length = 0;
            v[i].run = run;
        }
        const char *text = *v[i].text ? v[i].text : MSG_TEXT(m->a, m->lang, MSG_APPLICATION_EMPTY);
        run[length++] =
            (struct detail){ .name = v[i].label,
                             .text = v[i].unit ? arena_printf(m->a, "%s %s", text, v[i].unit) : text };
    }
}

void answers_make(struct arena *a, enum lang lang, const struct answers_source *src, size_t *ret_n,
                  const struct answer_line **ret)
{
    struct maker m = { a, lang, src };
    size_t most = 0;
    size_t n = 0;
    for (size_t i = 0; i < src->def->form.n; i++)
        most += src->def->form.v[i].fields.n;
    struct answer_line *v = arena_array(a, struct answer_line, most + 1);
    for (size_t i = 0; i < src->def->form.n; i++) {
        const struct form_section *s = &src->def->form.v[i];
        bool first = true;
        if (src->section && strcmp(src->section, s->key) != 0)
            continue;
        for (size_t k = 0; k < s->fields.n; k++) {
            if (!form_asks(a, src->def, &s->fields.v[k], src->type_key, src->form->v, src->form->n))
                continue;
            v[n] = line_of(&m, &s->fields.v[k]);
            v[n].section = first && !src->section ? s->title.in[lang] : NULL;
            first = false;
            n++;
        }
    }
    put_runs(&m, v, n);
    *ret = v;
    *ret_n = n;
}
