/* screening_rounds.c: what was returned, and what its people made of it: before and after. */
#include "screening/screening_pages.h"

#include "base/date.h"
#include "i18n/i18n.h"
#include "screening.msg.h"

#include <string.h>

static const char *answer_of(const form_answer_list *form, const char *key)
{
    for (size_t i = 0; i < form->n; i++)
        if (strcmp(form->v[i].field, key) == 0)
            return form->v[i].value;
    return "";
}

/* As a person reads it: a choice by its label, a table row by row. */
static const char *readable(struct ctx *c, const struct form_field *f, const char *value)
{
    struct form_table t = { 0 };
    const char *all = "";
    for (size_t i = 0; f->kind == FIELD_CHOICE && i < f->choices.n; i++)
        if (strcmp(f->choices.v[i].key, value) == 0)
            return f->choices.v[i].label.in[c->lang];
    if (f->kind != FIELD_TABLE)
        return value;
    struct err *mistakes = table_read(c->arena, f, value, &t);
    (void)mistakes; /* shown as it is */
    for (size_t r = 0; t.cell && r < t.rows; r++) {
        const char *line = t.fixed[r] ? t.fixed[r]->label.in[c->lang] : "";
        for (size_t k = 0; k < t.columns; k++)
            line = arena_printf(c->arena, "%s%s%s", line, *line ? "　" : "", t.cell[r * t.columns + k].text);
        all = arena_printf(c->arena, "%s%s%s", all, *all ? "\n" : "", line);
    }
    return all;
}

static struct err *differences(struct ctx *c, const struct definition *def, const struct completion *x, size_t *ret_n,
                               const struct screening_difference **ret)
{
    struct submission *subs[2] = { NULL, NULL };
    struct submitted read[2];
    const int64_t ids[2] = { x->before_id, x->done_id };
    struct screening_difference *v = arena_array(c->arena, struct screening_difference, x->fields.n + 1);
    size_t n = 0;
    for (int i = 0; i < 2; i++) {
        TRY(submission_load(c, ids[i], &subs[i]));
        TRY(submission_read(c->arena, subs[i], &read[i]));
    }
    for (size_t i = 0; i < x->fields.n; i++) {
        const struct form_field *f = definition_field(def, x->fields.v[i]);
        if (!f)
            continue;
        const char *before = readable(c, f, answer_of(&read[0].form, f->key));
        const char *after = readable(c, f, answer_of(&read[1].form, f->key));
        v[n++] = (struct screening_difference){ f->label.in[c->lang], before,
                                                strcmp(before, after) == 0
                                                    ? MSG_TEXT(c->arena, c->lang, MSG_SCREENING_UNCHANGED)
                                                    : after };
    }
    *ret_n = n;
    *ret = v;
    return NULL;
}

static const char *labels_of(struct ctx *c, const struct definition *def, const text_list *keys)
{
    const char *all = "";
    for (size_t i = 0; i < keys->n; i++) {
        const struct form_field *f = definition_field(def, keys->v[i]);
        all = arena_printf(c->arena, "%s%s%s", all, *all ? "\n" : "", f ? f->label.in[c->lang] : keys->v[i]);
    }
    return all;
}

struct err *screening_rounds_load(struct ctx *c, const struct application *app, const struct definition *def,
                                  size_t *ret_n, const struct screening_round **ret)
{
    struct completion_list all;
    TRY(completion_list(c, app->id, &all));
    struct screening_round *v = arena_array(c->arena, struct screening_round, all.n + 1);
    for (size_t i = 0; i < all.n; i++) {
        const struct completion *x = &all.v[all.n - 1 - i];
        v[i] = (struct screening_round){ .number = x->number,
                                         .asked = text_instant(c->arena, c->lang, x->asked_at),
                                         .due = text_instant(c->arena, c->lang, x->due_at),
                                         .message = x->message,
                                         .fields = labels_of(c, def, &x->fields) };
        if (x->done_id) {
            v[i].done = text_instant_exact(c->arena, c->lang, x->done_at);
            TRY(differences(c, def, x, &v[i].n, &v[i].v));
        } else if (x->ended_at != INSTANT_UNKNOWN) {
            v[i].done = MSG_TEXT(c->arena, c->lang, MSG_SCREENING_ENDED, arg_instant(x->ended_at));
        }
    }
    *ret_n = all.n;
    *ret = v;
    return NULL;
}
