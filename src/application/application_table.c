/* application_table.c: a table of the form as it is filled in: its cells, the rows that are shown, sums and shares. */
#include "application/application_edit.h"
#include "application/application_filling.h"
#include "application/application_rules.h"
#include "i18n/i18n.h"
#include "application.msg.h"
#include "html.msg.h"

#include <stdlib.h>
#include <string.h>

/* The groups of numbers that a cell is added to as it is typed: its column, its row, the whole. */
static const char *groups_of(struct arena *a, const struct form_field *f, size_t r, size_t k)
{
    if (!f->columns.v[k].sum)
        return NULL;
    if (!f->row_sum.in[LANG_JA])
        return arena_printf(a, "%s.%s", f->key, f->columns.v[k].key);
    return arena_printf(a, "%s.%s %s.%zu %s", f->key, f->columns.v[k].key, f->key, r + 1, f->key);
}

static struct edit_field cell_of(struct filling *x, const struct form_field *f, size_t r, size_t k)
{
    const struct form_column *col = &f->columns.v[k];
    struct edit_field e = { .def = f };
    filling_state(x, &e, application_cell_key(x->a, f, r, k));
    e.field.label =
        MSG_TEXT(x->a, x->lang, MSG_APPLICATION_CELL, arg_text(application_row_label(x->a, x->lang, f, r)),
                 arg_text(col->label.in[x->lang]));
    e.field.compact = true;
    e.field.need = FIELD_UNMARKED;
    e.field.max = 0;
    e.kind = col->kind;
    e.field.chars = col->kind == FIELD_NUMBER ? 7 : 0;
    e.field.decimal = true;
    e.field.sum_group = groups_of(x->a, f, r, k);
    if (col->kind == FIELD_CHOICE)
        e.field.options = filling_options(x, col->choices.v, col->choices.n);
    return e;
}

static void put_shares(struct filling *x, const struct form_field *f, const struct form_table *t, struct edit_field *e)
{
    struct share_line *v = arena_array(x->a, struct share_line, t->rows + 1);
    for (size_t r = 0; r < t->rows; r++) {
        if (!t->fixed[r] || !t->fixed[r]->share)
            continue;
        struct share_line *line = &v[e->share_count++];
        line->label =
            MSG_TEXT(x->a, x->lang, MSG_APPLICATION_SHARE_OF, arg_text(t->fixed[r]->label.in[x->lang]));
        line->percent = arena_array(x->a, const char *, t->columns + 1);
        line->part = arena_array(x->a, const char *, t->columns + 1);
        for (size_t k = 0; k < t->columns; k++) {
            size_t at = r * t->columns + k;
            if (f->columns.v[k].sum)
                line->part[k] = application_cell_key(x->a, f, r, k);
            if (t->has_share[at])
                line->percent[k] = arena_printf(x->a, "%s%%", decimal_text(x->a, t->share[at]));
        }
    }
    e->shares = v;
}

static void put_sums(struct filling *x, const struct form_field *f, const struct form_table *t, struct edit_field *e,
                     struct table_line *lines)
{
    const char **sums = arena_array(x->a, const char *, f->columns.n + 1);
    const char **groups = arena_array(x->a, const char *, f->columns.n + 1);
    for (size_t k = 0; k < f->columns.n; k++) {
        if (!f->columns.v[k].sum)
            continue;
        e->has_sums = true;
        groups[k] = arena_printf(x->a, "%s.%s", f->key, f->columns.v[k].key);
        sums[k] = t->cell && t->has_sum[k] ? decimal_text_grouped(x->a, t->sum[k]) : "";
    }
    e->sums = sums;
    e->sum_groups = groups;
    if (!f->row_sum.in[LANG_JA])
        return;
    for (size_t r = 0; r < e->row_count; r++) {
        bool known = t->cell && r < t->rows && t->has_row_sum[r];
        lines[r].sum = known ? decimal_text_grouped(x->a, t->row_sum[r]) : "";
        lines[r].group = arena_printf(x->a, "%s.%zu", f->key, r + 1);
    }
    e->all_sum = t->cell && t->has_row_sum[t->rows] ? decimal_text_grouped(x->a, t->row_sum[t->rows]) : "";
}

/* Free rows: those up to the last that is filled, at least as many as must be, and as many as were asked for. */
static size_t rows_shown(struct filling *x, const struct form_field *f, const struct form_table *t)
{
    size_t shown = f->min_rows > 0 ? (size_t)f->min_rows : 1;
    const char *asked = pairs_text(&x->rq->query, arena_printf(x->a, "rows.%s", f->key));
    unsigned long more = strtoul(asked, NULL, 10);
    for (size_t r = 0; t->cell && r < t->rows; r++)
        if (!t->blank[r] && r + 1 > shown)
            shown = r + 1;
    if (more > shown)
        shown = more;
    return shown < (size_t)f->max_rows ? shown : (size_t)f->max_rows;
}

void filling_table(struct filling *x, const struct form_field *f, struct edit_field *e)
{
    struct form_table t = { 0 };
    struct err *mistakes = table_read(x->a, f, application_value(&x->page->form.form, f->key), &t);
    (void)mistakes; /* shown at their cells */
    size_t rows = application_table_rows(f);
    size_t shown = f->fixed_rows.n ? rows : rows_shown(x, f, &t);
    struct table_line *lines = arena_array(x->a, struct table_line, rows + 1);
    for (size_t r = 0; r < rows; r++) {
        struct edit_field *cells = arena_array(x->a, struct edit_field, f->columns.n + 1);
        for (size_t k = 0; k < f->columns.n; k++)
            cells[k] = cell_of(x, f, r, k);
        lines[r] = (struct table_line){ .label = application_row_label(x->a, x->lang, f, r),
                                        .cells = cells,
                                        .hidden = r >= shown };
    }
    e->rows = lines;
    e->row_count = rows;
    e->column_count = f->columns.n;
    e->columns = application_columns(x->a, x->lang, f);
    e->caption = f->label.in[x->lang];
    if (shown < rows)
        e->add_row = arena_printf(x->a, "row:%s:%zu", f->key, shown + 1);
    e->rows_id = arena_printf(x->a, "f-%s", f->key);
    put_sums(x, f, &t, e, lines);
    if (t.cell)
        put_shares(x, f, &t, e);
}

const char *table_note(struct html_writer *w, const struct edit_field *e)
{
    const char *need = e->field.need == FIELD_REQUIRED ? tr(w, MSG_HTML_REQUIRED) : tr(w, MSG_HTML_OPTIONAL);
    return e->field.support ? arena_printf(w->out.arena, "%s　%s", need, e->field.support) : need;
}
