/* application_missing.c: how far an application is: what stands between it and submission, what looks odd, and who
** else has been writing; on its pages and in the answer to each autosave. */
#include "application/application_missing.h"

#include "application/application_rules.h"
#include "base/id.h"
#include "i18n/i18n.h"
#include "person/person.h"
#include "application.msg.h"

#include <string.h>

/* Somebody who saved within this time is said to be writing; more is not known of anybody. */
#define WRITING_US (10 * 60 * SECOND_US)

const struct form_section *application_section_of(struct arena *a, const struct definition *def, const char *place)
{
    return definition_section_of_field(def, arena_strndup(a, place, strcspn(place, ".")));
}

/* "income.1.y2" → the section of "income", and there the field. */
static struct mistake_line line_of(struct ctx *c, const struct application_page *x, const struct err *e)
{
    const char *field = e->field ? e->field : "";
    const struct form_section *s = application_section_of(c->arena, x->def, field);
    struct mistake_line line = { .text = err_text(c->arena, c->lang, e), .to = x->edit, .section = "" };
    if (s) {
        struct url u = url_make(c->arena, "/applications/%s/edit/%s", id_text(c->arena, x->app->id), s->key);
        line.to.s = arena_printf(c->arena, "%s#f-%s", u.s, field);
        line.section = s->title.in[c->lang];
        line.key = s->key;
    }
    return line;
}

static struct mistake_lines lines_of(struct ctx *c, const struct application_page *x, const struct err *first)
{
    struct mistake_lines all = { 0 };
    size_t n = 0;
    for (const struct err *e = first; e; e = e->next)
        n++;
    all.v = arena_array(c->arena, struct mistake_line, n + 1);
    for (const struct err *e = first; e; e = e->next)
        all.v[all.n++] = line_of(c, x, e);
    return all;
}

static enum section_state state_of(const struct form_section_state *s)
{
    if (s->complete)
        return SECTION_DONE;
    return s->answered > 0 ? SECTION_PART : SECTION_NONE;
}

static const char *note_of(struct arena *a, const struct form_section_state *s)
{
    return arena_printf(a, "%zu / %zu", s->answered, s->asked);
}

static const struct section *sections_of(struct ctx *c, const struct application_page *x)
{
    struct arena *a = c->arena;
    struct section *v = arena_array(a, struct section, x->state.sections.n + 2);
    size_t n = 0;
    for (size_t i = 0; i < x->state.sections.n; i++) {
        const struct form_section_state *s = &x->state.sections.v[i];
        v[n++] = (struct section){ .label = s->section->title.in[c->lang],
                                   .to = url_make(a, "/applications/%s/edit/%s", id_text(a, x->app->id),
                                                  s->section->key),
                                   .state = state_of(s),
                                   .key = s->section->key,
                                   .note = note_of(a, s),
                                   .hidden = s->asked == 0,
                                   .current = x->section && strcmp(x->section, s->section->key) == 0 };
    }
    v[n++] = (struct section){ .label = MSG_TEXT(a, c->lang, MSG_APPLICATION_REVIEW),
                               .to = x->review,
                               .current = x->section && !*x->section };
    return v;
}

/* ── who else ── */

static bool is_later(const struct answer *w, const struct writer *known)
{
    return !known || w->saved_at > known->at;
}

static struct writer *writer_of(struct writer *v, size_t n, int64_t person)
{
    for (size_t i = 0; i < n; i++)
        if (v[i].person == person)
            return &v[i];
    return NULL;
}

static void put_writers(struct ctx *c, struct application_page *x)
{
    struct writer *v = arena_array(c->arena, struct writer, x->form.answer_count + 1);
    size_t n = 0;
    for (size_t i = 0; i < x->form.answer_count; i++) {
        const struct answer *w = &x->form.answers[i];
        struct writer *known = writer_of(v, n, w->saved_by);
        if (w->saved_by == viewer_person(c) || !w->saved_by_name || w->saved_at < c->now - WRITING_US ||
            !is_later(w, known))
            continue;
        known = known ? known : &v[n++];
        const struct form_section *s = application_section_of(c->arena, x->def, w->field_key);
        *known = (struct writer){ w->saved_by, w->saved_by_name, s ? s->title.in[c->lang] : "", w->saved_at };
    }
    x->writers = v;
    x->writer_count = n;
}

const char *application_writers_text(struct arena *a, enum lang lang, const struct application_page *x)
{
    const char *all = "";
    for (size_t i = 0; i < x->writer_count; i++)
        all = arena_printf(a, "%s%s%s", all, *all ? "\n" : "",
                           MSG_TEXT(a, lang, MSG_APPLICATION_WRITER, arg_text(x->writers[i].name),
                                    arg_text(text_clock(a, x->writers[i].at)), arg_text(x->writers[i].section)));
    return all;
}

/* ── together ── */

void application_page_judge(struct ctx *c, struct application_page *x)
{
    x->state = form_check(c->arena, x->def, x->app->type_key, x->form.form.v, x->form.form.n);
    x->sections = sections_of(c, x);
    const struct section *first = x->sections;
    while (first->hidden)
        first++; /* the check, at last, is never hidden */
    x->edit = first->to;
    x->asked = 0;
    x->answered = 0;
    for (size_t i = 0; i < x->state.sections.n; i++) {
        x->asked += (int64_t)x->state.sections.v[i].asked;
        x->answered += (int64_t)x->state.sections.v[i].answered;
    }
    x->missing = lines_of(c, x, x->state.mistakes);
    x->odd = lines_of(c, x, x->state.warnings);
    put_writers(c, x);
}

/* The answer as it stands now, without reading everything again. */
static void put_answer(struct ctx *c, struct application_page *x, const char *key, const char *value, instant at)
{
    const struct answer *known = application_answer(x->form.answers, x->form.answer_count, key);
    if (!known) {
        struct answer *v = arena_array(c->arena, struct answer, x->form.answer_count + 1);
        if (x->form.answer_count)
            memcpy(v, x->form.answers, x->form.answer_count * sizeof *v);
        v[x->form.answer_count++].field_key = key;
        x->form.answers = v;
    }
    struct answer *now = &x->form.answers[known ? (size_t)(known - x->form.answers) : x->form.answer_count - 1];
    now->value = value;
    now->saved_at = at;
    now->saved_by = viewer_person(c);
}

json_t *application_state_json(struct ctx *c, struct application_page *x, const char *key, const char *value,
                               instant at)
{
    static const char *const STATE[] = { [SECTION_NONE] = "none", [SECTION_PART] = "part", [SECTION_DONE] = "done" };
    json_t *sections = json_object();
    json_t *asked = json_object();
    json_t *all = json_object();
    put_answer(c, x, key, value, at);
    application_compose(c->arena, x->def, &x->form);
    application_page_judge(c, x);
    for (const struct section *s = x->sections; s->key; s++)
        if (!s->hidden)
            (void)json_object_set_new(sections, s->key, json_pack("[s, s]", STATE[s->state], s->note));
    for (size_t i = 0; i < x->def->form.n; i++)
        for (size_t k = 0; k < x->def->form.v[i].fields.n; k++) {
            const struct form_field *f = &x->def->form.v[i].fields.v[k];
            if (field_is_conditional(x->def, f))
                (void)json_object_set_new(asked, f->key,
                                          json_boolean(form_asks(c->arena, x->def, f, x->app->type_key, x->form.form.v,
                                                                 x->form.form.n)));
        }
    (void)json_object_set_new(all, "sections", sections);
    (void)json_object_set_new(all, "asked", asked);
    (void)json_object_set_new(all, "writers", json_string(application_writers_text(c->arena, c->lang, x)));
    return all;
}
