/* form_condition.c: "only if": which fields are asked, and that no condition comes back to itself.
**
** definition_check refuses circles, so that the questions here end. */
#include "programme/schema.h"

#include "programme.msg.h"

#include <string.h>

/* ── asking ── */

const char *answer_value(const struct form_answer *answers, size_t n, const char *field)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(answers[i].field, field) == 0)
            return answers[i].value;
    return NULL;
}

bool field_is_asked(const struct form_field *f, const char *type_key)
{
    for (size_t i = 0; i < f->types.n; i++)
        if (strcmp(f->types.v[i], type_key) == 0)
            return true;
    return f->types.n == 0;
}

/* Is the key the answer, or a line of it? */
static bool is_among(const char *value, const char *key)
{
    size_t n = strlen(key);
    while (*value) {
        size_t len = strcspn(value, "\n");
        if (len == n && strncmp(value, key, n) == 0)
            return true;
        value += len + (value[len] == '\n');
    }
    return false;
}

struct asking {
    struct arena *a;
    const struct definition *def;
    const char *type;
    const struct form_answer *answers;
    size_t n;
};

/* The conditions that a field stands under, beside its types: its section's and its own. */
struct conditions {
    const condition_list *of[2];
};
static struct conditions conditions_of(const struct definition *def, const struct form_field *f)
{
    const struct form_section *s = definition_section_of_field(def, f->key);
    static const condition_list none = { NULL, 0 };
    return (struct conditions){ { s ? &s->only_if : &none, &f->only_if } };
}

static bool asks(const struct asking *q, const struct form_field *f);

static bool condition_holds(const struct asking *q, const struct form_condition *w)
{
    const struct form_field *f = definition_field(q->def, w->field);
    const char *value = f ? answer_value(q->answers, q->n, f->key) : NULL;
    struct decimal d;
    if (!value || !*value || !asks(q, f))
        return false;
    for (size_t i = 0; i < w->is.n; i++)
        if (is_among(value, w->is.v[i]))
            return true;
    if (w->is.n > 0 || !number_read(q->a, value, &d))
        return false;
    return (!w->has_min || decimal_cmp(d, w->min) >= 0) && (!w->has_max || decimal_cmp(d, w->max) <= 0);
}

static bool asks(const struct asking *q, const struct form_field *f)
{
    struct conditions c = conditions_of(q->def, f);
    if (!field_is_asked(f, q->type))
        return false;
    for (size_t i = 0; i < 2; i++)
        for (size_t k = 0; k < c.of[i]->n; k++)
            if (!condition_holds(q, &c.of[i]->v[k]))
                return false;
    return true;
}

bool form_asks(struct arena *a, const struct definition *def, const struct form_field *f, const char *type_key,
               const struct form_answer *answers, size_t n)
{
    return asks(&(struct asking){ a, def, type_key, answers, n }, f);
}

bool field_is_conditional(const struct definition *def, const struct form_field *f)
{
    struct conditions c = conditions_of(def, f);
    return c.of[0]->n + c.of[1]->n > 0;
}

static bool names(const condition_list *when, const char *key)
{
    for (size_t i = 0; i < when->n; i++)
        if (strcmp(when->v[i].field, key) == 0)
            return true;
    return false;
}

bool field_is_condition(const struct definition *def, const char *field_key)
{
    for (size_t i = 0; i < def->form.n; i++) {
        const struct form_section *s = &def->form.v[i];
        if (names(&s->only_if, field_key))
            return true;
        for (size_t k = 0; k < s->fields.n; k++)
            if (names(&s->fields.v[k].only_if, field_key))
                return true;
    }
    return false;
}

/* ── checking ── */

struct check {
    struct arena *arena;
    const struct definition *def;
    struct mistakes *m;
    size_t n;
    const struct form_field **fields; /* all of the form */
    int *seen;                        /* 0 not yet, 1 on the way, 2 done */
};

#define SAY(place, message, ...) mistake_add(c->m, invalid(c->arena, (place), message, __VA_ARGS__))

static bool has_key(const struct form_field *f, const char *key)
{
    if (f->kind == FIELD_CONFIRM)
        return strcmp(key, FORM_CONFIRMED) == 0;
    for (size_t i = 0; i < f->choices.n; i++)
        if (strcmp(f->choices.v[i].key, key) == 0)
            return true;
    return false;
}

static void check_condition(struct check *c, const char *place, const struct form_condition *w)
{
    const struct form_field *f = definition_field(c->def, w->field);
    if (!f) {
        SAY(place, MSG_PROGRAMME_NO_SUCH_KEY, arg_text("only_if"), arg_text(w->field));
        return;
    }
    bool bounds = w->has_min || w->has_max;
    bool chosen = f->kind == FIELD_CHOICE || f->kind == FIELD_CHOICES || f->kind == FIELD_CONFIRM;
    if (chosen ? (w->is.n == 0 || bounds) : (f->kind != FIELD_NUMBER || w->is.n > 0 || !bounds))
        SAY(place, MSG_PROGRAMME_CONDITION_KIND, arg_text(w->field));
    for (size_t i = 0; chosen && i < w->is.n; i++)
        if (!has_key(f, w->is.v[i]))
            SAY(place, MSG_PROGRAMME_NO_SUCH_KEY, arg_text("is"), arg_text(w->is.v[i]));
    if (w->has_min && w->has_max && decimal_cmp(w->min, w->max) > 0)
        SAY(place, MSG_PROGRAMME_ORDER_OF, arg_text("max"), arg_text("min"));
}

static void check_list(struct check *c, const char *owner, const condition_list *when)
{
    for (size_t i = 0; i < when->n; i++)
        check_condition(c, arena_printf(c->arena, "%s.only_if.%zu", owner, i + 1), &when->v[i]);
}

static size_t index_of(const struct check *c, const char *key)
{
    size_t i = 0;
    while (i < c->n && strcmp(c->fields[i]->key, key) != 0)
        i++;
    return i;
}

/* Follows the conditions from a field; the way so far is written in words for the mistake. */
static void follow(struct check *c, size_t at,
                   const char *way) // NOLINT(misc-no-recursion): as deep as the form is long
{
    const struct form_field *f = c->fields[at];
    struct conditions of = conditions_of(c->def, f);
    c->seen[at] = 1;
    for (size_t i = 0; i < 2; i++)
        for (size_t k = 0; k < of.of[i]->n; k++) {
            const char *next_key = of.of[i]->v[k].field;
            size_t next = index_of(c, next_key);
            const char *further = arena_printf(c->arena, "%s → %s", way, next_key);
            const struct form_section *s = definition_section_of_field(c->def, f->key);
            if (next < c->n && c->seen[next] == 1)
                SAY(i == 0 ? arena_printf(c->arena, "form.%s.only_if.%zu", s->key, k + 1)
                           : arena_printf(c->arena, "form.%s.fields.%s.only_if.%zu", s->key, f->key, k + 1),
                    MSG_PROGRAMME_CONDITION_CIRCLE, arg_text(next_key), arg_text(further));
            else if (next < c->n && c->seen[next] == 0)
                follow(c, next, further);
        }
    c->seen[at] = 2;
}

void form_conditions_check(struct arena *a, const struct definition *def, struct mistakes *m)
{
    struct check check = { .arena = a, .def = def, .m = m };
    struct check *c = &check;
    size_t most = 0;
    for (size_t i = 0; i < def->form.n; i++)
        most += def->form.v[i].fields.n;
    c->fields = arena_array(a, const struct form_field *, most + 1);
    c->seen = arena_array(a, int, most + 1);
    for (size_t i = 0; i < def->form.n; i++) {
        const struct form_section *s = &def->form.v[i];
        check_list(c, arena_printf(a, "form.%s", s->key), &s->only_if);
        for (size_t k = 0; k < s->fields.n; k++) {
            const struct form_field *f = &s->fields.v[k];
            check_list(c, arena_printf(a, "form.%s.fields.%s", s->key, f->key), &f->only_if);
            c->fields[c->n++] = f;
        }
    }
    for (size_t i = 0; i < c->n; i++)
        if (c->seen[i] == 0)
            follow(c, i, c->fields[i]->key);
}
