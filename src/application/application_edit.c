/* application_edit.c: see application_edit.h. */
#include "application/application_edit.h"

#include "application/application_filling.h"
#include "application/application_rules.h"
#include "application/completion.h"
#include "base/id.h"
#include "i18n/i18n.h"
#include "person/person.h"
#include "application.msg.h"

#include <string.h>

struct url application_file_url(struct arena *a, const struct attachment *file, const void *application)
{
    const struct application *app = application;
    return url_make(a, "/applications/%s/files/%s", id_text(a, app->id), id_text(a, file->id));
}

const struct option *filling_options(struct filling *x, const struct form_choice *v, size_t n)
{
    struct option *all = arena_array(x->a, struct option, n + 1);
    for (size_t i = 0; i < n; i++)
        all[i] = (struct option){ v[i].key, v[i].label.in[x->lang], NULL };
    return all;
}

/* The chosen keys of a field of boxes, one a line. */
static const char *const *lines_of(struct arena *a, const char *value)
{
    size_t n = 1;
    for (const char *p = value; *p; p++)
        n += *p == '\n';
    const char **v = arena_array(a, const char *, n + 1);
    for (size_t i = 0; i < n; i++) {
        size_t len = strcspn(value, "\n");
        v[i] = arena_strndup(a, value, len);
        value += len + (value[len] == '\n');
    }
    return v;
}

/* 11:58:31, and whose it is when it is somebody else's. */
static const char *saved_words(struct filling *x, const struct answer *now)
{
    const char *at = text_clock_seen(x->a, x->lang, now->saved_at, x->rq->ctx->now);
    if (now->saved_by == viewer_person(x->rq->ctx) || !now->saved_by_name)
        return at;
    return MSG_TEXT(x->a, x->lang, MSG_APPLICATION_SAVED_BY, arg_text(at), arg_text(now->saved_by_name));
}

void filling_state(struct filling *x, struct edit_field *e, const char *name)
{
    const struct answer *now = application_answer(x->page->form.answers, x->page->form.answer_count, name);
    e->field.name = name;
    e->field.value = now ? now->value : "";
    e->field.revision = now ? now->revision : 0;
    e->field.saved_at = now ? saved_words(x, now) : NULL;
    e->base = e->field.revision;
    e->base_name = arena_printf(x->a, "base-%s", name);
    e->keep_name = arena_printf(x->a, "keep.%s", name);
    e->newer_name = arena_printf(x->a, "newer.%s", name);
    for (size_t i = 0; i < x->save_count; i++) {
        const struct field_save *s = &x->saves[i];
        if (strcmp(s->field_key, name) != 0)
            continue;
        if (s->result.outcome == SAVE_STALE) {
            e->theirs = application_readable(x->a, x->lang, x->page->def, name, s->result.theirs);
            e->by = s->result.by;
            e->newer = s->result.revision;
            e->base = s->base;
            *x->stale = true;
        } else if (s->result.outcome == SAVE_LATE) {
            e->late = s->value;
        }
    }
}

/* One box: the sentence that is confirmed. */
static const struct option *statement_of(struct filling *x, const struct form_field *f)
{
    struct option *v = arena_array(x->a, struct option, 2);
    v[0] = (struct option){ FORM_CONFIRMED,
                            MSG_TEXT(x->a, x->lang, MSG_APPLICATION_CONFIRMED,
                                     arg_text(application_statement(x->page->def, f, x->lang))),
                            f->statement.in[x->lang] ? NULL : MSG_TEXT(x->a, x->lang, MSG_APPLICATION_ELIGIBLE) };
    return v;
}

/* As the answers stand now. */
static bool asks(const struct filling *x, const struct form_field *f)
{
    const form_answer_list *form = &x->page->form.form;
    return form_asks(x->a, x->page->def, f, x->page->app->type_key, form->v, form->n);
}

static struct edit_field field_of(struct filling *x, const struct form_field *f)
{
    struct edit_field e = { .def = f };
    filling_state(x, &e, f->key);
    e.field.label = f->label.in[x->lang];
    e.field.support = f->help.in[x->lang];
    e.field.need = f->required ? FIELD_REQUIRED : FIELD_OPTIONAL;
    e.field.max = f->kind == FIELD_TEXT || f->kind == FIELD_LONG ? (int)f->max_chars : 0;
    e.field.rows = f->max_chars > 800 ? 12 : 7;
    e.field.unit = f->unit.in[x->lang];
    e.field.decimal = f->places > 0;
    if (f->kind == FIELD_CHOICE || f->kind == FIELD_CHOICES)
        e.field.options = filling_options(x, f->choices.v, f->choices.n);
    if (f->kind == FIELD_CHOICES || f->kind == FIELD_CONFIRM)
        e.field.chosen = lines_of(x->a, e.field.value);
    if (f->kind == FIELD_CONFIRM)
        e.field.options = statement_of(x, f);
    e.hidden = !asks(x, f);
    e.conditional = field_is_conditional(x->page->def, f);
    e.history = application_history_url(x->a, x->page->app->id, f->key);
    if (field_is_condition(x->page->def, f->key))
        e.update = arena_printf(x->a, "asks:%s", f->key);
    if (f->kind == FIELD_TABLE)
        filling_table(x, f, &e);
    return e;
}

static const char *accept_of(struct arena *a, const struct form_field *f)
{
    const char *all = "";
    for (size_t i = 0; i < f->file_types.n; i++)
        all = arena_printf(a, "%s%s.%s", all, *all ? "," : "", f->file_types.v[i]);
    return all;
}

static struct file_field file_of(struct filling *x, const struct form_field *f, const struct form_section *s,
                                 const struct err *errors)
{
    struct file_field e = { 0 };
    const char *id = id_text(x->a, x->page->app->id);
    struct file_line *v = arena_array(x->a, struct file_line, x->page->form.attachment_count + 1);
    for (size_t i = 0; i < x->page->form.attachment_count; i++) {
        const struct attachment *one = &x->page->form.attachments[i];
        if (strcmp(one->field_key, f->key) == 0)
            v[e.n++] =
                (struct file_line){ one->name, text_size(x->a, x->lang, one->size),
                                    url_make(x->a, "/applications/%s/files/%s", id, id_text(x->a, one->id)),
                                    url_make(x->a, "/applications/%s/files/%s/remove", id,
                                             id_text(x->a, one->id)) };
    }
    e.v = v;
    e.asks = field_is_conditional(x->page->def, f) ? f->key : NULL;
    e.hidden = !asks(x, f);
    e.full = (int64_t)e.n >= f->max_files;
    e.form = (struct form_view){ .to = url_make(x->a, "/applications/%s/upload/%s/%s", id, s->key, f->key),
                                 .files = true,
                                 .errors = err_of_field(errors, f->key) ? errors : NULL };
    e.field = (struct field){ .name = f->key,
                              .label = f->label.in[x->lang],
                              .accept = accept_of(x->a, f),
                              .multiple = f->max_files > 1,
                              .need = f->required ? FIELD_REQUIRED : FIELD_OPTIONAL };
    e.field.support =
        arena_printf(x->a, "%s%s", f->help.in[x->lang] ? f->help.in[x->lang] : "",
                     MSG_TEXT(x->a, x->lang, MSG_APPLICATION_FILE_LIMITS, arg_text(accept_of(x->a, f)),
                              arg_text(text_size(x->a, x->lang, f->max_bytes)), arg_i64(f->max_files)));
    return e;
}

/* Mistakes of what is written here; what is only missing is said on the page of the check. */
static struct err *mistakes_of(struct filling *x, const struct form_section *s)
{
    struct err *all = NULL;
    for (size_t i = 0; i < s->fields.n; i++)
        if (s->fields.v[i].kind != FIELD_FILE && asks(x, &s->fields.v[i]))
            all = err_join(all, answer_check(x->a, &s->fields.v[i],
                                             application_value(&x->page->form.form, s->fields.v[i].key)));
    return all;
}

void application_edit_fill(struct request *rq, const struct form_section *s, const struct err *errors,
                           const struct field_save *saves, size_t save_count, struct edit_page *ret)
{
    struct ctx *c = rq->ctx;
    const struct application_page *page = ret->a;
    struct filling x = { rq, c->arena, c->lang, page, saves, save_count, &ret->stale };
    struct edit_field *v = arena_array(c->arena, struct edit_field, s->fields.n + 1);
    struct file_field *files = arena_array(c->arena, struct file_field, s->fields.n + 1);
    for (size_t i = 0; i < s->fields.n; i++) {
        const struct form_field *f = &s->fields.v[i];
        if (!field_is_asked(f, page->app->type_key) ||
            (page->returned && !completion_opens(page->returned, page->def, f)))
            continue;
        if (f->kind == FIELD_FILE)
            files[ret->file_count++] = file_of(&x, f, s, errors);
        else
            v[ret->n++] = field_of(&x, f);
    }
    ret->v = v;
    ret->files = files;
    for (size_t i = 0; i < page->missing.n; i++)
        ret->missing += page->missing.v[i].key && strcmp(page->missing.v[i].key, s->key) == 0;
    bool typed = rq->method == POST && rq->upload_count == 0 && (errors || save_count);
    const char *id = id_text(c->arena, page->app->id);
    ret->form = (struct form_view){ .typed = typed ? &rq->form : NULL,
                                    .errors = errors ? errors : mistakes_of(&x, s),
                                    .to = url_make(c->arena, "/applications/%s/edit/%s", id, s->key),
                                    .autosave = application_url(c->arena, page->app->id, "/save") };
    struct answers_source src = { .def = page->def,
                                  .type_key = page->app->type_key,
                                  .form = &page->form.form,
                                  .attachments = page->form.attachments,
                                  .attachment_count = page->form.attachment_count,
                                  .section = s->key,
                                  .file_url = application_file_url,
                                  .arg = page->app };
    if (!page->may_edit || page->returned)
        answers_make(c->arena, c->lang, &src, &ret->line_count, &ret->lines);
}
