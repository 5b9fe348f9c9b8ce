/* doc_receipt.c: the receipt of an application as a document. */
#include "doc/doc_forms.h"
#include "doc.msg.h"
#include "base/date.h"
#include "i18n/i18n.h"

#define SAY(m, ...) MSG_TEXT(d->arena, d->lang, m __VA_OPT__(, ) __VA_ARGS__)

static void pair(struct doc *d, const struct msg *key, const char *value)
{
    if (value && value[0])
        doc_pair(d, msg_text(d->arena, d->lang, key, &ARG_END), value);
}

static void pair_instant(struct doc *d, const struct msg *key, instant at, bool exact)
{
    if (at != INSTANT_UNKNOWN)
        pair(d, key, exact ? text_instant_exact(d->arena, d->lang, at) : text_instant(d->arena, d->lang, at));
}

static const char *lines(struct arena *a, const char *const *people)
{
    struct buf b = buf_make(a, 128);
    for (; people && *people; people++) {
        if (b.n)
            buf_putc(&b, '\n');
        buf_puts(&b, *people);
    }
    return b.s;
}

static void add_application(struct doc *d, const struct receipt_facts *f)
{
    pair(d, &MSG_DOC_RECEIPT_NUMBER, f->receipt_number);
    pair(d, &MSG_DOC_PROGRAMME, f->programme);
    pair(d, &MSG_DOC_CALL, f->call);
    pair(d, &MSG_DOC_APPLICATION_TITLE, f->application_title);
    pair(d, &MSG_DOC_APPLICATION_TYPE, f->application_type);
    pair(d, &MSG_DOC_INSTITUTION, f->institution);
    pair(d, &MSG_DOC_PEOPLE, lines(d->arena, f->people));
}

static void add_times(struct doc *d, const struct receipt_facts *f)
{
    doc_heading(d, 2, SAY(MSG_DOC_TIMES));
    pair_instant(d, &MSG_DOC_ARRIVED_AT, f->arrived_at, true);
    pair_instant(d, &MSG_DOC_RECORDED_AT, f->recorded_at, true);
    pair_instant(d, &MSG_DOC_CLOSES_AT, f->closes_at, false);
    pair(d, &MSG_DOC_SUBMISSION, SAY(MSG_DOC_SUBMISSION_NTH, arg_i64(f->submission)));
    if (f->in_time)
        doc_note(d, f->in_time);
}

static void add_contents(struct doc *d, const struct receipt_facts *f)
{
    doc_heading(d, 2, SAY(MSG_DOC_CONTENTS));
    pair(d, &MSG_DOC_CONTENT_HASH, f->content_hash);
    pair(d, &MSG_DOC_FILE_COUNT, text_i64(d->arena, (int64_t)f->file_count));
    if (f->file_count == 0)
        return;
    const struct doc_column columns[] = {
        { SAY(MSG_DOC_FILE_NUMBER), 7, DOC_RIGHT_ALIGNED, false },
        { SAY(MSG_DOC_FILE_NAME), 39, DOC_LEFT, false },
        { SAY(MSG_DOC_FILE_SIZE), 18, DOC_RIGHT_ALIGNED, false },
        { SAY(MSG_DOC_FILE_HASH), 36, DOC_LEFT, true },
    };
    doc_table(d, columns, 4);
    for (size_t i = 0; i < f->file_count; i++) {
        const struct receipt_file *file = &f->files[i];
        doc_row(d, (const char *const[]){ text_i64(d->arena, (int64_t)i + 1), file->name,
                                          text_i64(d->arena, file->size), file->hash });
    }
}

static void add_verification(struct doc *d, const struct receipt_facts *f)
{
    if (!f->verify_url && !f->key_fingerprint)
        return;
    doc_heading(d, 2, SAY(MSG_DOC_VERIFY));
    doc_paragraph(d, SAY(MSG_DOC_VERIFY_HOW));
    pair(d, &MSG_DOC_KEY, f->key_fingerprint);
    pair(d, &MSG_DOC_VERIFY_ADDRESS, f->verify_url);
    if (f->verify_url && strlen(f->verify_url) <= DOC_QR_BYTES && f->verify_url[0])
        doc_qr(d, f->verify_url, SAY(MSG_DOC_VERIFY_QR));
}

struct doc *doc_receipt(struct arena *a, enum lang lang, const struct receipt_facts *f)
{
    const char *title = MSG_TEXT(a, lang, MSG_DOC_RECEIPT_TITLE);
    const char *window = MSG_TEXT(a, lang, MSG_DOC_RECEIPT_WINDOW, arg_text(f->receipt_number));
    struct doc *d = doc_make(a, DOC_RECEIPT, lang, window, f->created);
    doc_set_footer(d, arena_printf(a, "%s  %s", f->programme, window));
    doc_set_mark(d, f->mark);
    doc_heading(d, 1, title);
    doc_paragraph(d, SAY(MSG_DOC_RECEIPT_LEAD));
    add_application(d, f);
    add_times(d, f);
    add_contents(d, f);
    add_verification(d, f);
    return d;
}
