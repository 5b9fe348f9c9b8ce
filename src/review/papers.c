/* papers.c: an application as it was sent, made readable. */
#include "review/papers.h"

#include "base/id.h"
#include "base/buf.h"
#include "i18n/i18n.h"
#include "review.msg.h"

#include <string.h>

static const char *words(const struct words *x, enum lang lang)
{
    return x->in[lang] ? x->in[lang] : "";
}

static const char *answer_of(const form_answer_list *form, const char *key)
{
    for (size_t i = 0; i < form->n; i++)
        if (strcmp(form->v[i].field, key) == 0)
            return form->v[i].value ? form->v[i].value : "";
    return "";
}

static bool is_line(const char *lines, const char *key)
{
    size_t n = strlen(key);
    for (const char *p = lines; p && *p; p = strchr(p, '\n') ? strchr(p, '\n') + 1 : NULL)
        if (strncmp(p, key, n) == 0 && (p[n] == 0 || p[n] == '\n'))
            return true;
    return false;
}

static const char *chosen_text(struct arena *a, enum lang lang, const struct form_field *f, const char *value)
{
    struct buf b = buf_make(a, 64);
    for (size_t i = 0; i < f->choices.n; i++) {
        if (!is_line(value, f->choices.v[i].key))
            continue;
        if (b.n)
            buf_putc(&b, '\n');
        buf_puts(&b, words(&f->choices.v[i].label, lang));
    }
    return b.s;
}

static const char *readable(struct arena *a, enum lang lang, const struct form_field *f, const char *value)
{
    struct decimal number;
    date day;
    if (!*value)
        return "";
    switch (f->kind) {
    case FIELD_NUMBER:
        if (decimal_parse(value, &number))
            return arena_printf(a, lang == LANG_JA ? "%s%s" : "%s %s", decimal_text_grouped(a, number),
                                words(&f->unit, lang));
        return value;
    case FIELD_DATE:
        return date_from_iso(value, &day) ? text_date(a, lang, day) : value;
    case FIELD_CONFIRM:
        return MSG_TEXT(a, lang, MSG_REVIEW_CONFIRMED);
    case FIELD_CHOICE:
    case FIELD_CHOICES:
        return chosen_text(a, lang, f, value);
    case FIELD_TABLE:
    case FIELD_FILE:
        return "";
    case FIELD_TEXT:
    case FIELD_LONG:
    default:
        return value;
    }
}

static struct err *field_read(struct ctx *c, const struct form_field *f, const struct submitted *sent,
                              struct paper_field *ret)
{
    const char *value = answer_of(&sent->form, f->key);
    struct paper_field x = { .field = f, .text = readable(c->arena, c->lang, f, value) };
    if (f->kind == FIELD_TABLE && *value) {
        TRY(table_read(c->arena, f, value, &x.table));
        x.has_table = true;
    }
    x.files = arena_array(c->arena, const struct attachment *, sent->attachment_count);
    for (size_t i = 0; f->kind == FIELD_FILE && i < sent->attachment_count; i++)
        if (strcmp(sent->attachments[i].field_key, f->key) == 0)
            x.files[x.file_count++] = &sent->attachments[i];
    *ret = x;
    return NULL;
}

struct err *papers_load(struct ctx *c, const struct application *app, const struct definition *def,
                        struct papers **ret)
{
    struct submission *sub = NULL;
    struct submitted sent;
    TRY(submission_load(c, app->submission_id, &sub));
    TRY(submission_read(c->arena, sub, &sent));
    struct papers *p = arena_new(c->arena, struct papers);
    p->submission = sub;
    p->files_below = "/review/applications";
    p->v = arena_array(c->arena, struct paper_section, def->form.n);
    for (size_t i = 0; i < def->form.n; i++) {
        const struct form_section *section = &def->form.v[i];
        struct paper_section *s = &p->v[p->n];
        *s = (struct paper_section){ .section = section,
                                     .v = arena_array(c->arena, struct paper_field, section->fields.n) };
        for (size_t k = 0; k < section->fields.n; k++)
            if (form_asks(c->arena, def, &section->fields.v[k], sub->type_key, sent.form.v, sent.form.n))
                TRY(field_read(c, &section->fields.v[k], &sent, &s->v[s->n++]));
        p->n += s->n > 0;
    }
    *ret = p;
    return NULL;
}

const char *paper_file_hash(struct arena *a, const struct attachment *file)
{
    struct buf b = buf_make(a, 65);
    for (size_t i = 0; i < file->hash.n; i++)
        buf_printf(&b, "%02x", file->hash.p[i]);
    return b.s;
}

struct url paper_file_url(struct arena *a, const struct papers *p, const struct attachment *file)
{
    const char *id = id_text(a, p->submission->application_id);
    const char *hash = paper_file_hash(a, file);
    if (strcmp(p->files_below, "/office/applications") == 0)
        return url_make(a, "/office/applications/%s/files/%s", id, hash);
    if (strcmp(p->files_below, "/committee/applications") == 0)
        return url_make(a, "/committee/applications/%s/files/%s", id, hash);
    return url_make(a, "/review/applications/%s/files/%s", id, hash);
}

struct url paper_whole_url(struct arena *a, const struct papers *p)
{
    const char *id = id_text(a, p->submission->application_id);
    struct url to = { p->files_below };
    to.s = arena_printf(a, "%s/%s/application.pdf", p->files_below, id);
    return to;
}

const char *paper_cell_text(struct arena *a, enum lang lang, const struct paper_field *x, const struct table_cell *cell,
                            size_t column)
{
    const struct form_column *col = &x->field->columns.v[column];
    date day;
    for (size_t i = 0; i < col->choices.n; i++)
        if (strcmp(col->choices.v[i].key, cell->text) == 0)
            return col->choices.v[i].label.in[lang];
    if (col->kind == FIELD_DATE && date_from_iso(cell->text, &day))
        return text_date(a, lang, day);
    return cell->is_number ? decimal_text_grouped(a, cell->number) : cell->text;
}
