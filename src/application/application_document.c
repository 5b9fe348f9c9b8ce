/* application_document.c: see application_document.h. */
#include "application/application_document.h"

#include "application/application_views.h"
#include "base/text.h"
#include "i18n/i18n.h"
#include "pdf.msg.h"

#include <string.h>

#define JA(m, ...) MSG_TEXT(d->arena, LANG_JA, m __VA_OPT__(, ) __VA_ARGS__)
/* Longer answers stand below their label, not beside it. */
#define BESIDE_CHARS 60

static void pair(struct doc *d, const struct msg *key, const char *value)
{
    doc_pair(d, msg_text(d->arena, LANG_JA, key, &ARG_END), value);
}

const char *application_stamp(struct arena *a, const struct document_of *x)
{
    const char *text = x->sub ? MSG_TEXT(a, LANG_JA, MSG_PDF_STAMP, arg_text(x->app->receipt_no))
                              : MSG_TEXT(a, LANG_JA, MSG_PDF_STAMP_DRAFT);
    return x->rehearsal ? MSG_TEXT(a, LANG_JA, MSG_PDF_STAMP_REHEARSAL, arg_text(text)) : text;
}

const char *application_file_title(struct arena *a, const struct document_of *x, size_t index)
{
    return MSG_TEXT(a, LANG_JA, MSG_PDF_ANNEX, arg_i64((int64_t)index + 1), arg_text(x->files[index].file->name));
}

/* ── the cover ── */

static const char *type_name(const struct document_of *x)
{
    const struct hub_type *type = definition_type(x->def, x->type_key);
    return type ? type->name.in[LANG_JA] : x->type_key;
}

static void cover(struct doc *d, const struct document_of *x)
{
    struct arena *a = d->arena;
    doc_heading(d, 1, JA(MSG_PDF_TITLE));
    if (!x->sub)
        doc_paragraph(d, JA(MSG_PDF_DRAFT_TEXT));
    if (x->sub)
        pair(d, &MSG_PDF_RECEIPT_NO, x->app->receipt_no);
    pair(d, &MSG_PDF_CALL, call_title(a, LANG_JA, x->call));
    pair(d, &MSG_PDF_HUB, x->title);
    pair(d, &MSG_PDF_TYPE, type_name(x));
    pair(d, &MSG_PDF_INSTITUTION, x->app->institution);
    if (x->sub) {
        pair(d, &MSG_PDF_ARRIVED, text_instant_exact(a, LANG_JA, x->sub->arrived_at));
        pair(d, &MSG_PDF_NUMBER, JA(MSG_PDF_TIMES, arg_i64(x->sub->number)));
        pair(d, &MSG_PDF_CONTENT_HASH, x->content_hash);
    } else {
        pair(d, &MSG_PDF_MADE_AT, text_instant(a, LANG_JA, x->made_at));
    }
    pair(d, &MSG_PDF_FILES, JA(MSG_PDF_FILE_COUNT, arg_i64((int64_t)x->file_count)));
    doc_note(d, x->sub ? JA(MSG_PDF_NOTE) : JA(MSG_PDF_NOTE_DRAFT));
}

/* ── the answers ── */

static void add_table(struct doc *d, const struct answer_line *line)
{
    struct doc_column columns[DOC_COLUMNS];
    size_t n = line->column_count + 1 < DOC_COLUMNS ? line->column_count + 1 : DOC_COLUMNS;
    const char **cells = arena_array(d->arena, const char *, n);
    for (size_t k = 0; k < n; k++) {
        bool right = line->columns[k].align && strcmp(line->columns[k].align, "right") == 0;
        columns[k] = (struct doc_column){ line->columns[k].label, k == 0 ? 34 : right ? 20 : 28,
                                          right ? DOC_RIGHT_ALIGNED : DOC_LEFT, false };
    }
    doc_heading(d, 3, line->caption);
    doc_table(d, columns, n);
    for (size_t r = 0; r < line->row_count + line->foot; r++) {
        cells[0] = line->rows[r].label;
        for (size_t k = 1; k < n; k++)
            cells[k] = line->rows[r].v[k - 1].text;
        doc_row(d, cells);
    }
}

static void add_text(struct doc *d, const struct answer_line *line)
{
    const char *text = *line->text ? line->text : JA(MSG_PDF_EMPTY);
    if (line->unit)
        text = arena_printf(d->arena, "%s %s", text, line->unit);
    if (!strchr(text, '\n') && text_count(text) <= BESIDE_CHARS) {
        doc_pair(d, line->label, text);
        return;
    }
    doc_heading(d, 3, line->label);
    doc_paragraph(d, text);
}

static void add_names(struct doc *d, const struct answer_line *line)
{
    const char *all = "";
    for (size_t i = 0; i < line->file_count; i++)
        all = arena_printf(d->arena, "%s%s%s", all, *all ? "\n" : "", line->files[i].name);
    doc_pair(d, line->label, all);
}

static void answers(struct doc *d, const struct document_of *x, const struct attachment *files)
{
    const struct answer_line *v = NULL;
    size_t n = 0;
    struct answers_source src = { .def = x->def,
                                  .type_key = x->type_key,
                                  .form = x->form,
                                  .attachments = files,
                                  .attachment_count = x->file_count };
    answers_make(d->arena, LANG_JA, &src, &n, &v);
    for (size_t i = 0; i < n; i++) {
        if (v[i].section) {
            doc_page_break(d);
            doc_heading(d, 2, v[i].section);
        }
        if (v[i].columns)
            add_table(d, &v[i]);
        else if (v[i].file_count > 0)
            add_names(d, &v[i]);
        else
            add_text(d, &v[i]);
    }
}

/* ── the files ── */

static const struct msg *why_not(const struct bound_file *f)
{
    static const struct msg *const WHY[] = { [PDF_GOOD] = NULL,
                                             [PDF_ENCRYPTED] = &MSG_PDF_ENCRYPTED,
                                             [PDF_BROKEN] = &MSG_PDF_BROKEN,
                                             [PDF_TOO_LONG] = &MSG_PDF_TOO_LONG,
                                             [PDF_TOO_LARGE] = &MSG_PDF_TOO_LARGE,
                                             [PDF_TOO_SLOW] = &MSG_PDF_BROKEN };
    return f->is_pdf ? WHY[f->read.trouble] : &MSG_PDF_NO_PDF;
}

static void list_of_files(struct doc *d, const struct document_of *x)
{
    const struct doc_column columns[] = { { JA(MSG_PDF_FILE_NUMBER), 8, DOC_RIGHT_ALIGNED, false },
                                          { JA(MSG_PDF_FILE_NAME), 34, DOC_LEFT, false },
                                          { JA(MSG_PDF_FILE_SIZE), 20, DOC_RIGHT_ALIGNED, false },
                                          { JA(MSG_PDF_FILE_PAGES), 10, DOC_RIGHT_ALIGNED, false },
                                          { JA(MSG_PDF_FILE_HASH), 38, DOC_LEFT, true } };
    doc_page_break(d);
    doc_heading(d, 2, JA(MSG_PDF_FILES));
    doc_table(d, columns, 5);
    for (size_t i = 0; i < x->file_count; i++) {
        const struct bound_file *f = &x->files[i];
        doc_row(d, (const char *const[]){ text_i64(d->arena, (int64_t)i + 1), f->file->name,
                                          text_size(d->arena, LANG_JA, f->file->size),
                                          why_not(f) ? "-" : text_i64(d->arena, (int64_t)f->read.pages), f->hash });
    }
    doc_note(d, JA(MSG_PDF_FILES_NOTE));
}

/* A page in the place of the file, which says why it is not here. */
static void absent_file(struct doc *d, const struct document_of *x, size_t index)
{
    const struct bound_file *f = &x->files[index];
    doc_page_break(d);
    doc_heading(d, 2, application_file_title(d->arena, x, index));
    doc_paragraph(d, msg_text(d->arena, LANG_JA, why_not(f), &ARG_END));
    pair(d, &MSG_PDF_FILE_NAME, f->file->name);
    pair(d, &MSG_PDF_FILE_SIZE, text_size(d->arena, LANG_JA, f->file->size));
    pair(d, &MSG_PDF_FILE_HASH, f->hash);
    doc_note(d, JA(MSG_PDF_ABSENT_NOTE));
}

struct doc *application_document(struct arena *a, const struct document_of *x)
{
    const char *stamp = application_stamp(a, x);
    struct attachment *files = arena_array(a, struct attachment, x->file_count + 1);
    struct doc *d = doc_make(a, DOC_REPORT, LANG_JA,
                             MSG_TEXT(a, LANG_JA, MSG_PDF_WINDOW, arg_text(stamp), arg_text(x->title)), x->made_at);
    for (size_t i = 0; i < x->file_count; i++)
        files[i] = *x->files[i].file;
    doc_set_footer(d, stamp);
    if (!x->sub)
        doc_set_mark(d, x->rehearsal ? JA(MSG_PDF_MARK_BOTH) : JA(MSG_PDF_MARK));
    else if (x->rehearsal)
        doc_set_mark(d, JA(MSG_PDF_REHEARSAL));
    cover(d, x);
    answers(d, x, files);
    if (x->file_count > 0)
        list_of_files(d, x);
    for (size_t i = 0; i < x->file_count; i++)
        if (why_not(&x->files[i]))
            absent_file(d, x, i);
    return d;
}
