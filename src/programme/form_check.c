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

static struct err *check_number(struct arena *a, const struct form_field *f, const char *value)
{
    struct decimal d;
    if (!decimal_parse(number_typed(a, value), &d))
        return invalid(a, f->key, MSG_PROGRAMME_ANSWER_NOT_NUMBER, LABEL);
    if (decimal_short(d).scale > f->places)
        return invalid(a, f->key, MSG_PROGRAMME_ANSWER_PLACES, LABEL, arg_i64(f->places));
    if (f->has_min && decimal_cmp(d, f->min) < 0)
        return invalid(a, f->key, MSG_PROGRAMME_ANSWER_BELOW, LABEL, arg_text(decimal_text(a, f->min)));
    if (f->has_max && decimal_cmp(d, f->max) > 0)
        return invalid(a, f->key, MSG_PROGRAMME_ANSWER_ABOVE, LABEL, arg_text(decimal_text(a, f->max)));
    return NULL;
}

/* One key, or several on a line each. */
static struct err *check_choices(struct arena *a, const struct form_field *f, const char *value)
{
    if (f->kind == FIELD_CHOICE)
        return has_choice(f, value, strlen(value)) ? NULL
                                                   : invalid(a, f->key, MSG_PROGRAMME_ANSWER_CHOICE, LABEL);
    while (*value) {
        size_t n = strcspn(value, "\n");
        if (n && !has_choice(f, value, n))
            return invalid(a, f->key, MSG_PROGRAMME_ANSWER_CHOICE, LABEL);
        value += n + (value[n] == '\n');
    }
    return NULL;
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
    date d;
    if (!value || !*value)
        return NULL;
    switch (f->kind) {
    case FIELD_TEXT:
    case FIELD_LONG:
        return check_text(a, f, value);
    case FIELD_NUMBER:
        return check_number(a, f, value);
    case FIELD_CHOICE:
    case FIELD_CHOICES:
        return check_choices(a, f, value);
    case FIELD_DATE:
        return date_from_iso(value, &d) ? NULL : invalid(a, f->key, MSG_PROGRAMME_ANSWER_NOT_DATE, LABEL);
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

bool field_is_asked(const struct form_field *f, const char *type_key)
{
    for (size_t i = 0; i < f->types.n; i++)
        if (strcmp(f->types.v[i], type_key) == 0)
            return true;
    return f->types.n == 0;
}

/* Cells and rows that a required table lacks; ret_any: somebody has written into it. */
static struct err *table_missing(struct arena *a, const struct form_field *f, const struct form_table *t,
                                 bool *ret_any)
{
    struct err *e = NULL;
    *ret_any = false;
    for (size_t i = 0; i < t->rows * t->columns; i++)
        *ret_any = *ret_any || *t->cell[i].text;
    if (!f->required && !*ret_any)
        return NULL;
    for (size_t i = 0; i < t->rows * t->columns; i++) {
        const struct form_column *col = &f->columns.v[i % t->columns];
        if (col->required && !*t->cell[i].text)
            e = err_join(e, invalid(a, arena_printf(a, "%s.%zu.%s", f->key, i / t->columns + 1, col->key),
                                    MSG_PROGRAMME_ANSWER_MISSING, arg_words(col->label.in)));
    }
    int64_t least = f->min_rows ? f->min_rows : f->required;
    if ((int64_t)t->rows < least)
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
        return t.cell ? err_join(e, table_missing(a, f, &t, ret_answered)) : e;
    }
    if (!*ret_answered)
        return f->required ? invalid(a, f->key, MSG_PROGRAMME_ANSWER_MISSING, LABEL) : NULL;
    return answer_check(a, f, value);
}

static const char *answer_of(const struct form_answer *answers, size_t n, const char *field)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(answers[i].field, field) == 0)
            return answers[i].value;
    return NULL;
}

struct form_state form_check(struct arena *a, const struct definition *def, const char *type_key,
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
            if (!field_is_asked(f, type_key))
                continue;
            bool answered = false;
            struct err *e = answer_state(a, f, answer_of(answers, n, f->key), &answered);
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
