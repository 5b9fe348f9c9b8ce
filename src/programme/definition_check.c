/* definition_check.c: what must hold in a definition beyond the shapes of its values. */
#include "programme/schema.h"

#include "programme.msg.h"

#include <string.h>

struct check {
    struct arena *arena;
    const struct definition *def;
    struct mistakes *m;
};

static void say(struct check *c, const char *path, const struct msg *msg, const char *one, const char *two)
{
    mistake_add(c->m, err_make(c->arena, ERR_INVALID, path, msg,
                               (const struct arg[]){ arg_text(one), arg_text(two), ARG_END }));
}

#define PATH(...) arena_printf(c->arena, __VA_ARGS__)

/* Keys of a list, told apart: `size` bytes a struct, whose first member is the key. */
static void keys_differ(struct check *c, const char *path, const void *v, size_t n, size_t size)
{
    for (size_t i = 0; i < n; i++) {
        const char *key = *(const char *const *)(const void *)((const char *)v + i * size);
        for (size_t k = 0; k < i; k++)
            if (strcmp(key, *(const char *const *)(const void *)((const char *)v + k * size)) == 0)
                say(c, PATH("%s.%s", path, key), &MSG_PROGRAMME_SAME_KEY, key, "");
    }
}
#define KEYS_DIFFER(path, list) keys_differ(c, (path), (list).v, (list).n, sizeof *(list).v)

static void check_types(struct check *c)
{
    bool called = false;
    for (size_t i = 0; i < c->def->types.n; i++) {
        const struct hub_type *t = &c->def->types.v[i];
        called = called || t->called;
        KEYS_DIFFER(PATH("types.%s.texts", t->key), t->texts);
    }
    if (!called)
        say(c, "types", &MSG_PROGRAMME_NONE_CALLED, "", "");
}

static void check_review(struct check *c)
{
    const struct definition *d = c->def;
    for (size_t i = 0; i < d->criteria.n; i++) {
        const struct criterion *k = &d->criteria.v[i];
        KEYS_DIFFER(PATH("criteria.%s.sub_items", k->key), k->sub_items);
        if (k->weighing.weight.units <= 0)
            say(c, PATH("criteria.%s.weighing.weight", k->key), &MSG_PROGRAMME_WEIGHT_POSITIVE, "", "");
    }
    for (size_t i = 1; i < d->scale.levels.n; i++)
        if (d->scale.levels.v[i].value >= d->scale.levels.v[i - 1].value)
            say(c, "scale.levels", &MSG_PROGRAMME_FALLING_LEVELS, "", "");
    if (d->scale.comment_max < d->scale.comment_min)
        say(c, "scale.comment_max", &MSG_PROGRAMME_ORDER_OF, "comment_max", "comment_min");
}

/* A member that its kind needs, or cannot have. */
static void needs(struct check *c, const char *path, bool wanted, bool there, const char *member)
{
    if (wanted && !there)
        say(c, path, &MSG_PROGRAMME_FIELD_LACKS, member, "");
    else if (!wanted && there)
        say(c, path, &MSG_PROGRAMME_FIELD_HAS_TOO_MUCH, member, "");
}

/* Bounds belong to numbers, and the lower one is the lower one. */
static void check_bounds(struct check *c, const char *path, enum field_kind kind, const struct decimal *min,
                         const struct decimal *max, int64_t places)
{
    if (kind != FIELD_NUMBER && (min || max || places))
        say(c, path, &MSG_PROGRAMME_FIELD_HAS_TOO_MUCH, "min, max, places", "");
    if (min && max && decimal_cmp(*min, *max) > 0)
        say(c, path, &MSG_PROGRAMME_ORDER_OF, "max", "min");
}

/* A sum of rows adds what is of one kind. */
static void check_row_sum(struct check *c, const char *path, const struct form_field *f)
{
    const struct form_column *first = NULL;
    size_t n = 0;
    bool same = true;
    for (size_t i = 0; i < f->columns.n; i++) {
        const struct form_column *col = &f->columns.v[i];
        if (!col->sum)
            continue;
        const char *one = first ? first->unit.in[LANG_JA] : NULL;
        const char *two = col->unit.in[LANG_JA];
        same = same && (!first || strcmp(one ? one : "", two ? two : "") == 0);
        first = first ? first : col;
        n++;
    }
    if (f->row_sum.in[LANG_JA] && (n < 2 || !same))
        say(c, path, &MSG_PROGRAMME_ROW_SUM, "", "");
}

static void check_columns(struct check *c, const char *path, const struct form_field *f)
{
    KEYS_DIFFER(path, f->columns);
    KEYS_DIFFER(path, f->fixed_rows);
    for (size_t i = 0; i < f->columns.n; i++) {
        const struct form_column *col = &f->columns.v[i];
        const char *at = PATH("%s.columns.%s", path, col->key);
        if (col->kind != FIELD_TEXT && col->kind != FIELD_NUMBER && col->kind != FIELD_DATE &&
            col->kind != FIELD_CHOICE)
            say(c, at, &MSG_PROGRAMME_FIELD_HAS_TOO_MUCH, "kind", "");
        needs(c, at, col->kind == FIELD_TEXT, col->max_chars > 0, "max_chars");
        needs(c, at, col->kind == FIELD_CHOICE, col->choices.n > 0, "choices");
        KEYS_DIFFER(at, col->choices);
        check_bounds(c, at, col->kind, col->has_min ? &col->min : NULL, col->has_max ? &col->max : NULL, col->places);
        if (col->sum && col->kind != FIELD_NUMBER)
            say(c, at, &MSG_PROGRAMME_FIELD_HAS_TOO_MUCH, "sum", "");
        if (strcmp(col->key, "row") == 0)
            say(c, at, &MSG_PROGRAMME_SAME_KEY, "row", "");
    }
    if (f->max_rows && f->max_rows < f->min_rows)
        say(c, path, &MSG_PROGRAMME_ORDER_OF, "max_rows", "min_rows");
    size_t rows = f->fixed_rows.n ? f->fixed_rows.n : (size_t)f->max_rows;
    if (rows * f->columns.n > FORM_CELLS_MAX)
        say(c, path, &MSG_PROGRAMME_TABLE_TOO_LARGE, arena_printf(c->arena, "%zu", rows * f->columns.n),
            arena_printf(c->arena, "%d", FORM_CELLS_MAX));
    check_row_sum(c, path, f);
}

static void check_choices(struct check *c, const char *path, const struct form_field *f)
{
    needs(c, path, f->kind == FIELD_CHOICE || f->kind == FIELD_CHOICES, f->choices.n > 0, "choices");
    KEYS_DIFFER(path, f->choices);
    if (f->kind != FIELD_CHOICES && (f->min_chosen || f->max_chosen))
        say(c, path, &MSG_PROGRAMME_FIELD_HAS_TOO_MUCH, "min_chosen, max_chosen", "");
    if ((f->max_chosen && f->max_chosen < f->min_chosen) || f->min_chosen > (int64_t)f->choices.n)
        say(c, path, &MSG_PROGRAMME_ORDER_OF, "max_chosen", "min_chosen");
}

static void check_dates(struct check *c, const char *path, const struct form_field *f)
{
    bool before = date_is_known(f->not_before);
    bool after = date_is_known(f->not_after);
    if (f->kind != FIELD_DATE && (before || after))
        say(c, path, &MSG_PROGRAMME_FIELD_HAS_TOO_MUCH, "not_before, not_after", "");
    if (before && after && date_compare(f->not_after, f->not_before) < 0)
        say(c, path, &MSG_PROGRAMME_ORDER_OF, "not_after", "not_before");
}

static void check_field(struct check *c, const struct form_section *s, const struct form_field *f)
{
    const char *path = PATH("form.%s.fields.%s", s->key, f->key);
    bool text = f->kind == FIELD_TEXT || f->kind == FIELD_LONG;
    bool table = f->kind == FIELD_TABLE;
    needs(c, path, text, f->max_chars > 0, "max_chars");
    check_choices(c, path, f);
    check_dates(c, path, f);
    needs(c, path, table, f->columns.n > 0, "columns");
    needs(c, path, table && f->fixed_rows.n == 0, f->max_rows > 0, "max_rows");
    needs(c, path, f->kind == FIELD_FILE, f->file_types.n > 0, "file_types");
    needs(c, path, f->kind == FIELD_FILE, f->max_files > 0, "max_files");
    needs(c, path, f->kind == FIELD_FILE, f->max_bytes > 0, "max_bytes");
    check_bounds(c, path, f->kind, f->has_min ? &f->min : NULL, f->has_max ? &f->max : NULL, f->places);
    bool takes = f->prefill == PREFILL_CORPORATION_KIND ? f->kind == FIELD_CHOICE : f->kind == FIELD_TEXT;
    if (f->prefill != PREFILL_NONE && !takes)
        say(c, path, &MSG_PROGRAMME_FIELD_HAS_TOO_MUCH, "prefill", "");
    if (f->kind != FIELD_CONFIRM && f->statement.in[LANG_JA])
        say(c, path, &MSG_PROGRAMME_FIELD_HAS_TOO_MUCH, "statement", "");
    check_columns(c, path, f);
    for (size_t i = 0; i < f->types.n; i++)
        if (!definition_type(c->def, f->types.v[i]))
            say(c, path, &MSG_PROGRAMME_NO_SUCH_KEY, "types", f->types.v[i]);
    if (definition_section_of_field(c->def, f->key) != s)
        say(c, path, &MSG_PROGRAMME_SAME_KEY, f->key, "");
}

static void check_form(struct check *c)
{
    for (size_t i = 0; i < c->def->form.n; i++) {
        const struct form_section *s = &c->def->form.v[i];
        if (s->criterion && !definition_criterion(c->def, s->criterion))
            say(c, PATH("form.%s", s->key), &MSG_PROGRAMME_NO_SUCH_KEY, "criterion", s->criterion);
        KEYS_DIFFER(PATH("form.%s.fields", s->key), s->fields);
        for (size_t k = 0; k < s->fields.n; k++)
            check_field(c, s, &s->fields.v[k]);
    }
    KEYS_DIFFER("form_checks", c->def->form_checks);
    form_conditions_check(c->arena, c->def, c->m);
    form_figures_check(c->arena, c->def, c->m);
}

static void check_afterwards(struct check *c)
{
    const struct definition *d = c->def;
    for (size_t i = 0; i < d->kpis.n; i++)
        if (!definition_criterion(d, d->kpis.v[i].criterion))
            say(c, PATH("kpis.%s", d->kpis.v[i].key), &MSG_PROGRAMME_NO_SUCH_KEY, "criterion",
                d->kpis.v[i].criterion);
    for (size_t i = 0; i < d->support.n; i++) {
        const struct offer *o = &d->support.v[i];
        if (date_is_known(o->offered_to) && date_is_known(o->offered_from) &&
            date_compare(o->offered_to, o->offered_from) < 0)
            say(c, PATH("support.%s", o->key), &MSG_PROGRAMME_ORDER_OF, "offered_to", "offered_from");
    }
    if (d->schedule.closes_at <= d->schedule.opens_at)
        say(c, "schedule.closes_at", &MSG_PROGRAMME_ORDER_OF, "closes_at", "opens_at");
    if (date_is_known(d->schedule.announcement_to) && date_is_known(d->schedule.announcement_from) &&
        date_compare(d->schedule.announcement_to, d->schedule.announcement_from) < 0)
        say(c, "schedule.announcement_to", &MSG_PROGRAMME_ORDER_OF, "announcement_to", "announcement_from");
}

/* ── decision ── */

static void lint(struct check *c, const char *path, const char *letter, const struct words *w)
{
    static const char *const TAGS[LANG_COUNT] = { "ja", "en" };
    for (int lang = 0; lang < LANG_COUNT; lang++) {
        struct err *e = letter_lint(c->arena, PATH("%s.%s", path, TAGS[lang]), letter, w->in[lang]);
        if (e)
            mistake_add(c->m, e);
    }
}

static void check_letters(struct check *c)
{
    for (size_t i = 0; i < c->def->letters.n; i++) {
        const struct letter_text *t = &c->def->letters.v[i];
        lint(c, PATH("letters.%s.subject", t->key), t->key, &t->subject);
        for (size_t k = 0; k < t->body.n; k++)
            lint(c, PATH("letters.%s.body.%zu.text", t->key, k + 1), t->key, &t->body.v[k].text);
        for (size_t k = 0; k < t->items.n; k++) {
            lint(c, PATH("letters.%s.items.%zu.title", t->key, k + 1), t->key, &t->items.v[k].title);
            lint(c, PATH("letters.%s.items.%zu.text", t->key, k + 1), t->key, &t->items.v[k].text);
        }
    }
}

void definition_check(struct arena *a, const struct definition *def, struct mistakes *m)
{
    struct check check = { a, def, m };
    struct check *c = &check;
    KEYS_DIFFER("types", def->types);
    KEYS_DIFFER("applicant_kinds", def->applicant_kinds);
    KEYS_DIFFER("eligibility", def->eligibility);
    KEYS_DIFFER("criteria", def->criteria);
    KEYS_DIFFER("conflicts", def->conflicts);
    KEYS_DIFFER("clearances", def->clearances);
    KEYS_DIFFER("pledges", def->pledges);
    KEYS_DIFFER("formal_check", def->formal_check);
    KEYS_DIFFER("reminders", def->reminders);
    KEYS_DIFFER("form", def->form);
    KEYS_DIFFER("support", def->support);
    KEYS_DIFFER("kpis", def->kpis);
    KEYS_DIFFER("letters", def->letters);
    KEYS_DIFFER("approval_steps", def->approval_steps);
    KEYS_DIFFER("disclosure_grounds", def->disclosure_grounds);
    check_types(c);
    check_review(c);
    check_form(c);
    check_afterwards(c);
    check_letters(c);
}
