/* form_check.c: what is missing or wrong in the answers to a form. Nothing here keeps a draft from being
** saved: a
** person may always save what he has; this says what stands between it and submission. */
#include "programme/schema.h"

#include "base/buf.h"
#include "base/text.h"
#include "programme.msg.h"

#include <string.h>

#define LABEL arg_words(f->label.in)

static bool has_choice(const struct form_field *f, const char *key, size_t n)
{
    for (size_t i = 0; i < f->choices.n; i++)
        if (strlen(f->choices.v[i].key) == n && strncmp(f->choices.v[i].key, key, n) == 0)
            return true;
    return false;
}

static struct err *check_text(struct arena *a, const struct form_field *f, const char *value)
{
    int64_t n = (int64_t)text_count(value);
    if (f->kind == FIELD_TEXT && strpbrk(value, "\r\n"))
        return invalid(a, f->key, MSG_PROGRAMME_ANSWER_ONE_LINE, LABEL);
    if (n > f->max_chars)
        return invalid(a, f->key, MSG_PROGRAMME_ANSWER_TOO_LONG, LABEL, arg_i64(n), arg_i64(f->max_chars));
    return NULL;
}

bool number_read(struct arena *a, const char *value, struct decimal *ret)
{
    return decimal_parse(number_typed(a, value), ret);
}

struct err *number_check(struct arena *a, const char *place, struct arg label, const char *typed,
                         const struct number_rule *rule, struct decimal *ret)
{
    struct decimal d;
    if (!number_read(a, typed, &d))
        return invalid(a, place, MSG_PROGRAMME_ANSWER_NOT_NUMBER, label);
    *ret = d;
    if (decimal_short(d).scale > rule->places)
        return rule->places > 0 ? invalid(a, place, MSG_PROGRAMME_ANSWER_PLACES, label, arg_i64(rule->places))
                                : invalid(a, place, MSG_PROGRAMME_ANSWER_WHOLE, label);
    if (rule->has_min && decimal_cmp(d, rule->min) < 0)
        return invalid(a, place, MSG_PROGRAMME_ANSWER_BELOW, label, arg_text(decimal_text(a, rule->min)));
    if (rule->has_max && decimal_cmp(d, rule->max) > 0)
        return invalid(a, place, MSG_PROGRAMME_ANSWER_ABOVE, label, arg_text(decimal_text(a, rule->max)));
    return NULL;
}

static struct err *check_number(struct arena *a, const struct form_field *f, const char *value)
{
    struct decimal d;
    return number_check(a, f->key, LABEL, value,
                        &(struct number_rule){ f->has_min, f->has_max, f->min, f->max, f->places }, &d);
}

static struct err *check_date(struct arena *a, const struct form_field *f, const char *value)
{
    date d;
    if (!date_from_iso(value, &d))
        return invalid(a, f->key, MSG_PROGRAMME_ANSWER_NOT_DATE, LABEL);
    if (date_is_known(f->not_before) && date_compare(d, f->not_before) < 0)
        return invalid(a, f->key, MSG_PROGRAMME_ANSWER_TOO_EARLY, LABEL, arg_date(f->not_before));
    if (date_is_known(f->not_after) && date_compare(d, f->not_after) > 0)
        return invalid(a, f->key, MSG_PROGRAMME_ANSWER_TOO_DAY_LATE, LABEL, arg_date(f->not_after));
    return NULL;
}

/* Keys on a line each, none twice. */
static struct err *check_choices(struct arena *a, const struct form_field *f, const char *value)
{
    int64_t chosen = 0;
    const char *rest = value;
    while (*rest) {
        size_t n = strcspn(rest, "\n");
        if (n && !has_choice(f, rest, n))
            return invalid(a, f->key, MSG_PROGRAMME_ANSWER_CHOICE, LABEL);
        for (const char *before = value; n && before < rest; before += strcspn(before, "\n") + 1)
            if (strcspn(before, "\n") == n && strncmp(before, rest, n) == 0)
                return invalid(a, f->key, MSG_PROGRAMME_ANSWER_CHOICE, LABEL);
        chosen += n > 0;
        rest += n + (rest[n] == '\n');
    }
    if (chosen < f->min_chosen)
        return invalid(a, f->key, MSG_PROGRAMME_ANSWER_FEW_CHOSEN, LABEL, arg_i64(f->min_chosen), arg_i64(chosen));
    if (f->max_chosen && chosen > f->max_chosen)
        return invalid(a, f->key, MSG_PROGRAMME_ANSWER_MANY_CHOSEN, LABEL, arg_i64(f->max_chosen), arg_i64(chosen));
    return NULL;
}

static struct err *check_choice(struct arena *a, const struct form_field *f, const char *value)
{
    bool known = f->kind == FIELD_CONFIRM ? strcmp(value, FORM_CONFIRMED) == 0 : has_choice(f, value, strlen(value));
    return known ? NULL : invalid(a, f->key, MSG_PROGRAMME_ANSWER_CHOICE, LABEL);
}

static struct err *check_files(struct arena *a, const struct form_field *f, const char *value)
{
    int64_t n = 1;
    for (const char *p = value; *p; p++)
        n += *p == '\n' && p[1];
    return n <= f->max_files
               ? NULL
               : invalid(a, f->key, MSG_PROGRAMME_ANSWER_MANY_FILES, LABEL, arg_i64(f->max_files));
}

struct err *answer_check(struct arena *a, const struct form_field *f, const char *value)
{
    struct form_table t = { 0 };
    if (!value || !*value)
        return NULL;
    switch (f->kind) {
    case FIELD_TEXT:
    case FIELD_LONG:
        return check_text(a, f, value);
    case FIELD_NUMBER:
        return check_number(a, f, value);
    case FIELD_CHOICE:
    case FIELD_CONFIRM:
        return check_choice(a, f, value);
    case FIELD_CHOICES:
        return check_choices(a, f, value);
    case FIELD_DATE:
        return check_date(a, f, value);
    case FIELD_TABLE:
        return table_read(a, f, value, &t);
    case FIELD_FILE:
    default:
        return check_files(a, f, value);
    }
}

struct err *answer_check_file(struct arena *a, const struct form_field *f, const char *type_word,
                              int64_t bytes, int64_t have)
{
    struct buf all = buf_make(a, 32);
    bool known = false;
    for (size_t i = 0; i < f->file_types.n; i++) {
        known = known || strcmp(f->file_types.v[i], type_word) == 0;
        buf_printf(&all, "%s%s", i ? ", " : "", f->file_types.v[i]);
    }
    if (!known)
        return invalid(a, f->key, MSG_PROGRAMME_FILE_TYPE, LABEL, arg_text(all.s));
    if (bytes > f->max_bytes)
        return invalid(a, f->key, MSG_PROGRAMME_FILE_SIZE, LABEL, arg_i64(f->max_bytes), arg_i64(bytes));
    if (have >= f->max_files)
        return invalid(a, f->key, MSG_PROGRAMME_ANSWER_MANY_FILES, LABEL, arg_i64(f->max_files));
    return NULL;
}

/* Cells and rows that a required table lacks; a free row left blank is no row. */
static struct err *table_missing(struct arena *a, const struct form_field *f, const struct form_table *t)
{
    struct err *e = NULL;
    if (!f->required && t->filled == 0)
        return NULL;
    for (size_t i = 0; i < t->rows * t->columns; i++) {
        const struct form_column *col = &f->columns.v[i % t->columns];
        size_t row = i / t->columns;
        if (col->required && !*t->cell[i].text && (t->fixed[row] || !t->blank[row]))
            e = err_join(e, invalid(a, arena_printf(a, "%s.%zu.%s", f->key, row + 1, col->key),
                                    MSG_PROGRAMME_ANSWER_MISSING, cell_label(a, f, row, i % t->columns)));
    }
    int64_t least = f->min_rows ? f->min_rows : f->required;
    if (!f->fixed_rows.n && (int64_t)t->filled < least)
        e = err_join(e, invalid(a, f->key, MSG_PROGRAMME_ANSWER_FEW_ROWS, LABEL, arg_i64(least)));
    return e;
}

static struct err *answer_state(struct arena *a, const struct form_field *f, const char *value,
                                bool *ret_answered)
{
    *ret_answered = value && *value;
    if (f->kind == FIELD_TABLE) {
        struct form_table t = { 0 };
        struct err *e = table_read(a, f, value, &t);
        *ret_answered = t.filled > 0;
        return t.cell ? err_join(e, table_missing(a, f, &t)) : e;
    }
    if (!*ret_answered)
        return !f->required               ? NULL
               : f->kind == FIELD_CONFIRM ? invalid(a, f->key, MSG_PROGRAMME_ANSWER_UNCONFIRMED, LABEL)
                                          : invalid(a, f->key, MSG_PROGRAMME_ANSWER_MISSING, LABEL);
    return answer_check(a, f, value);
}

struct form_state form_mistakes(struct arena *a, const struct definition *def, const char *type_key,
                                const struct form_answer *answers, size_t n)
{
    struct form_state state = { 0 };
    state.sections.v = arena_array(a, struct form_section_state, def->form.n);
    state.sections.n = def->form.n;
    for (size_t i = 0; i < def->form.n; i++) {
        struct form_section_state *s = &state.sections.v[i];
        s->section = &def->form.v[i];
        for (size_t k = 0; k < s->section->fields.n; k++) {
            const struct form_field *f = &s->section->fields.v[k];
            if (!form_asks(a, def, f, type_key, answers, n))
                continue;
            bool answered = false;
            struct err *e = answer_state(a, f, answer_value(answers, n, f->key), &answered);
            s->asked++;
            s->answered += answered;
            s->required += f->required;
            s->required_met += f->required && answered && !e;
            for (const struct err *one = e; one; one = one->next)
                s->mistakes++;
            state.mistakes = err_join(state.mistakes, e);
        }
        s->complete = s->mistakes == 0;
    }
    state.complete = !state.mistakes;
    return state;
}

struct form_state form_check(struct arena *a, const struct definition *def, const char *type_key,
                             const struct form_answer *answers, size_t n)
{
    struct form_state state = form_mistakes(a, def, type_key, answers, n);
    state.warnings = form_warnings(a, def, type_key, answers, n);
    return state;
}
