/* form_figures.c: figures of one form that should agree: warnings to look again, never a hindrance. */
#include "programme/schema.h"

#include "programme.msg.h"

#include <string.h>

/* ── what a name of a figure means ── */

struct figure {
    const struct form_field *field;
    size_t column, row; /* of a table; row SIZE_MAX: the sum of the column */
};

static bool column_of(const struct form_field *f, const char *key, size_t *ret)
{
    for (*ret = 0; *ret < f->columns.n; (*ret)++)
        if (strcmp(f->columns.v[*ret].key, key) == 0)
            return true;
    return false;
}

static bool row_of(const struct form_field *f, const char *key, size_t *ret)
{
    for (*ret = 0; *ret < f->fixed_rows.n; (*ret)++)
        if (strcmp(f->fixed_rows.v[*ret].key, key) == 0)
            return true;
    return false;
}

/* "field", "table.column" or "table.row.column"; false when there is no such number in the form. */
static bool figure_find(struct arena *a, const struct definition *def, const char *name, struct figure *ret)
{
    char *rest = arena_strdup(a, name);
    const struct form_field *f = definition_field(def, strsep(&rest, "."));
    const char *second = rest ? strsep(&rest, ".") : NULL;
    const char *third = rest;
    struct figure g = { .field = f, .row = SIZE_MAX };
    if (!f || (third && strchr(third, '.')))
        return false;
    if (!second) {
        *ret = g;
        return f->kind == FIELD_NUMBER;
    }
    if (f->kind != FIELD_TABLE || (third && !row_of(f, second, &g.row)) ||
        !column_of(f, third ? third : second, &g.column))
        return false;
    *ret = g;
    return third ? f->columns.v[g.column].kind == FIELD_NUMBER : f->columns.v[g.column].sum;
}

static void check_side(struct arena *a, const struct definition *def, const char *place, const text_list *side,
                       struct mistakes *m)
{
    struct figure g;
    for (size_t i = 0; i < side->n; i++)
        if (!figure_find(a, def, side->v[i], &g))
            mistake_add(m, invalid(a, place, MSG_PROGRAMME_NO_SUCH_FIGURE, arg_text(side->v[i])));
}

void form_figures_check(struct arena *a, const struct definition *def, struct mistakes *m)
{
    for (size_t i = 0; i < def->form_checks.n; i++) {
        const struct figure_check *k = &def->form_checks.v[i];
        const char *place = arena_printf(a, "form_checks.%s", k->key);
        check_side(a, def, place, &k->left, m);
        check_side(a, def, place, &k->right, m);
    }
}

/* ── their values ── */

struct values {
    struct arena *a;
    const struct definition *def;
    const char *type;
    const struct form_answer *answers;
    size_t n;
};

/* False when it is not asked, not answered or no number. */
static bool figure_value(const struct values *v, const struct figure *g, struct decimal *ret)
{
    const char *text = answer_value(v->answers, v->n, g->field->key);
    struct form_table t = { 0 };
    if (!text || !*text || !form_asks(v->a, v->def, g->field, v->type, v->answers, v->n))
        return false;
    if (g->field->kind == FIELD_NUMBER)
        return number_read(v->a, text, ret);
    struct err *mistakes = table_read(v->a, g->field, text, &t);
    if (mistakes || !t.cell)
        return false;
    if (g->row == SIZE_MAX) {
        *ret = t.sum[g->column];
        return t.has_sum[g->column] && t.filled > 0;
    }
    *ret = t.cell[g->row * t.columns + g->column].number;
    return t.cell[g->row * t.columns + g->column].is_number;
}

static bool side_value(const struct values *v, const text_list *side, struct decimal *ret)
{
    struct decimal sum = { 0 };
    for (size_t i = 0; i < side->n; i++) {
        struct figure g;
        struct decimal one;
        if (!figure_find(v->a, v->def, side->v[i], &g) || !figure_value(v, &g, &one) || !decimal_add(sum, one, &sum))
            return false;
    }
    *ret = sum;
    return true;
}

/* Where the first figure of the side is written: a field, or the first cell of the column. */
static const char *place_of(struct arena *a, const struct definition *def, const char *name)
{
    struct figure g;
    if (!figure_find(a, def, name, &g) || g.field->kind == FIELD_NUMBER)
        return name;
    return arena_printf(a, "%s.%zu.%s", g.field->key, g.row == SIZE_MAX ? 1 : g.row + 1,
                        g.field->columns.v[g.column].key);
}

static struct err *check_agreement(const struct values *v, const struct figure_check *k)
{
    struct decimal left;
    struct decimal right;
    if (!side_value(v, &k->left, &left) || !side_value(v, &k->right, &right))
        return NULL;
    int order = decimal_cmp(left, right);
    if (k->relation == FIGURES_EQUAL ? order == 0 : order <= 0)
        return NULL;
    return invalid(v->a, place_of(v->a, v->def, k->left.v[0]), MSG_PROGRAMME_FIGURES_DIFFER, arg_words(k->text.in),
                   arg_text(decimal_text_grouped(v->a, left)), arg_text(decimal_text_grouped(v->a, right)));
}

/* A part that is more than the whole: some other row is negative, or the digits slipped. */
static struct err *check_shares(const struct values *v, const struct form_field *f)
{
    struct err *e = NULL;
    struct form_table t = { 0 };
    const char *text = answer_value(v->answers, v->n, f->key);
    if (!text || !*text || !form_asks(v->a, v->def, f, v->type, v->answers, v->n))
        return NULL;
    struct err *mistakes = table_read(v->a, f, text, &t);
    for (size_t i = 0; !mistakes && i < t.rows * t.columns; i++) {
        const struct fixed_row *row = t.fixed[i / t.columns];
        bool odd = t.has_share[i] && (decimal_cmp(t.share[i], decimal_of(100)) > 0 || t.share[i].units < 0);
        if (odd)
            e = err_join(e, invalid(v->a, arena_printf(v->a, "%s.%zu.%s", f->key, i / t.columns + 1,
                                                       f->columns.v[i % t.columns].key),
                                    MSG_PROGRAMME_SHARE_ODD, arg_words(row->label.in),
                                    arg_words(f->columns.v[i % t.columns].label.in),
                                    arg_text(decimal_text(v->a, t.share[i]))));
    }
    return e;
}

struct err *form_warnings(struct arena *a, const struct definition *def, const char *type_key,
                          const struct form_answer *answers, size_t n)
{
    struct values v = { a, def, type_key, answers, n };
    struct err *e = NULL;
    for (size_t i = 0; i < def->form.n; i++)
        for (size_t k = 0; k < def->form.v[i].fields.n; k++)
            if (def->form.v[i].fields.v[k].kind == FIELD_TABLE)
                e = err_join(e, check_shares(&v, &def->form.v[i].fields.v[k]));
    for (size_t i = 0; i < def->form_checks.n; i++)
        e = err_join(e, check_agreement(&v, &def->form_checks.v[i]));
    return e;
}
