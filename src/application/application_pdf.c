/* application_pdf.c: the whole submission as one PDF: made by a job after it was sent, kept by its hash, sent to
** those who may see it; and the preview of a draft, made as it is asked for. */
#include "application/application_document.h"

#include "application/application_at.h"
#include "application/application_rules.h"
#include "base/site.h"
#include "db/db.h"
#include "file/file.h"
#include "http/http.h"
#include "i18n/i18n.h"
#include "job/job.h"
#include "ledger/ledger.h"
#include "person/person.h"
#include "pdf.msg.h"

#include <sodium.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

/* Mails and letters go first: nobody waits for this one, who asks before gets one made for him. */
#define MADE_AFTER (30 * SECOND_US)
/* What all files of one application may weigh together to be bound; the rest is named and left out. */
#define BOUND_FILES_MAX ((int64_t)150 << 20)

STMT(submission_pdf_insert, WRITE, "ibii",
     "INSERT INTO submission_pdf (submission_id, hash, size, made_at) VALUES ($1, $2, $3, $4)"
     " ON CONFLICT (submission_id) DO NOTHING");
STMT(submission_pdf_one, READ, "i", "SELECT hash, size FROM submission_pdf WHERE submission_id = $1");
STMT(submission_is_last, READ, "i", "SELECT count(*) FROM application WHERE submission_id = $1");
STMT(submission_pdf_all, READ, "", "SELECT DISTINCT hash, size FROM submission_pdf ORDER BY hash, size");
STMT(submission_pdf_names, READ, "b", "SELECT count(*) FROM submission_pdf WHERE hash = $1");
NOT_AUDITED(submission_pdf, "made from the submission, whose row is audited; can be made again");
FILES_NAMED_BY(submission_pdf, submission_pdf_all, submission_pdf_names);

static const char *hex(struct arena *a, struct bytes b)
{
    char *s = arena_alloc(a, 2 * b.n + 1);
    return sodium_bin2hex(s, 2 * b.n + 1, b.p, b.n);
}

/* ── binding ── */

struct reading {
    const uint8_t *hash;
    struct bytes bytes;
};

static struct err *read_bytes(struct ctx *c, void *arg)
{
    struct reading *r = arg;
    return file_read_up_to(c, r->hash, BIND_BYTES_MAX, &r->bytes);
}

/* The bytes of the file are given back as soon as its pages are taken. */
static struct err *read_file(struct ctx *c, struct arena *work, struct bound_file *f)
{
    struct arena *own __attribute__((cleanup(arena_done))) = arena_make(2 * (size_t)BIND_BYTES_MAX);
    struct ctx mine = *c;
    struct reading r = { .hash = f->file->hash.p };
    mine.arena = own;
    struct err *e = job_do(&mine, READ, read_bytes, &r);
    if (e)
        return fault(c->arena, "%s: %s", f->hash, e->why ? e->why : "it cannot be read");
    return pdf_pages_read(work, r.bytes, &f->read);
}

static struct err *read_files(struct ctx *c, struct arena *work, struct bound_file *v, size_t n)
{
    int64_t all = 0;
    for (size_t i = 0; i < n; i++) {
        struct bound_file *f = &v[i];
        if (!f->is_pdf)
            continue;
        f->read.trouble = PDF_TOO_LARGE;
        if (f->file->size > BIND_BYTES_MAX || all + f->file->size > BOUND_FILES_MAX)
            continue;
        all += f->file->size;
        TRY(read_file(c, work, f));
    }
    return NULL;
}

struct err *application_bind(struct ctx *c, struct document_of *x, const struct attachment *v, size_t n,
                             struct bytes *ret)
{
    struct arena *work __attribute__((cleanup(arena_done))) = arena_make(64 << 20);
    struct bound_file *files = arena_array(c->arena, struct bound_file, n + 1);
    struct doc_annex *annexes = arena_array(c->arena, struct doc_annex, n + 1);
    size_t count = 0;
    for (size_t i = 0; i < n; i++)
        files[i] = (struct bound_file){ .file = &v[i],
                                        .hash = hex(c->arena, v[i].hash),
                                        .is_pdf = strcmp(v[i].media_type, "application/pdf") == 0 };
    TRY(read_files(c, work, files, n));
    x->files = files;
    x->file_count = n;
    for (size_t i = 0; i < n && count < BIND_ANNEXES; i++)
        if (files[i].is_pdf && files[i].read.trouble == PDF_GOOD)
            annexes[count++] =
                (struct doc_annex){ application_file_title(c->arena, x, i), files[i].read.pdf, files[i].read.pages };
    return doc_bind(c->arena, application_document(c->arena, x), application_stamp(c->arena, x), annexes, count, ret);
}

/* As many at a time as this machine should print for people who wait; the job takes its turn beside them. */
#define BINDING_MOST 4
static _Atomic int binding;

static struct err *bind_now(struct ctx *c, struct document_of *x, const struct attachment *v, size_t n,
                            struct bytes *ret)
{
    struct err *e = NULL;
    if (atomic_fetch_add(&binding, 1) >= BINDING_MOST)
        e = refused(c->arena, MSG_PDF_BUSY);
    else
        e = application_bind(c, x, v, n, ret);
    (void)atomic_fetch_sub(&binding, 1);
    return e;
}

/* ── of a submission ── */

struct sent {
    int64_t id;
    bool wanted; /* still the last, and not made yet */
    struct submission *sub;
    struct application *app;
    struct call *call;
    const struct definition *def;
    struct submitted answers;
    struct file_facts file;
};

static struct err *load(struct ctx *c, struct sent *s)
{
    TRY(submission_load(c, s->id, &s->sub));
    TRY(application_load(c, s->sub->application_id, &s->app));
    TRY(call_load(c, s->app->call_id, &s->call));
    TRY(definition_load(c, s->sub->definition_id, &s->def));
    return submission_read(c->arena, s->sub, &s->answers);
}

static struct document_of document_of_sent(struct ctx *c, const struct sent *s)
{
    return (struct document_of){ .app = s->app,
                                 .call = s->call,
                                 .def = s->def,
                                 .type_key = s->sub->type_key,
                                 .title = s->sub->title,
                                 .form = &s->answers.form,
                                 .sub = s->sub,
                                 .content_hash = hex(c->arena, s->sub->content_hash),
                                 .rehearsal = s->call->rehearsal || c->site->rehearsal,
                                 .made_at = s->sub->recorded_at };
}

static struct err *look(struct ctx *c, void *arg)
{
    struct sent *s = arg;
    struct row row;
    bool made = false;
    int64_t last = 0;
    TRY(db_find(c, submission_pdf_one, &row, &made, I64(s->id)));
    TRY(db_i64(c, submission_is_last, &last, I64(s->id)));
    s->wanted = !made && last > 0;
    return s->wanted ? load(c, s) : NULL;
}

static struct err *keep(struct ctx *c, void *arg)
{
    const struct sent *s = arg;
    TX(tx, c);
    TRY(db_run(tx, submission_pdf_insert, NULL, I64(s->id), BYTES((struct bytes){ s->file.hash, sizeof s->file.hash }),
               I64(s->file.size), I64(c->now)));
    return tx_commit(tx);
}

JOB(submission_pdf, "submission.pdf")
{
    struct sent s = { .id = strtoll(job->args, NULL, 10) };
    struct bytes pdf = { 0 };
    TRY(job_do(c, READ, look, &s));
    if (!s.wanted)
        return NULL;
    struct document_of x = document_of_sent(c, &s);
    TRY(application_bind(c, &x, s.answers.attachments, s.answers.attachment_count, &pdf));
    TRY(file_keep_bytes(c, pdf, &s.file));
    return job_do(c, WRITE, keep, &s);
}

struct err *application_pdf_queue(struct tx *tx, int64_t submission_id)
{
    struct ctx *c = tx_ctx(tx);
    const char *id = arena_printf(c->arena, "%lld", (long long)submission_id);
    return job_add(tx, "submission.pdf", arena_printf(c->arena, "submission.pdf:%s", id), id, c->now + MADE_AFTER);
}

struct err *application_pdf_send(struct ctx *c, struct response *rs, const struct application *app)
{
    struct sent s = { .id = app->submission_id };
    struct bytes pdf = { 0 };
    struct row row;
    bool made = false;
    if (!app->submission_id)
        return not_found(c->arena);
    const char *name = arena_printf(c->arena, "%s-application.pdf", app->receipt_no);
    TRY(db_find(c, submission_pdf_one, &row, &made, I64(s.id)));
    if (made)
        return file_send(c, rs, row_bytes(&row, 0).p, row_i64(&row, 1), name, "application/pdf");
    TRY(load(c, &s));
    struct document_of x = document_of_sent(c, &s);
    TRY(bind_now(c, &x, s.answers.attachments, s.answers.attachment_count, &pdf));
    return send_download(rs, c->arena, name, "application/pdf", pdf);
}

/* ── pages of the applicant ── */

ROUTE_FLAGS(GET, "/applications/:application/application.pdf", application_pdf_page, ACT_APPLICATION_SEE, ROUTE_SLOW)
{
    struct application_at at = { 0 };
    TRY(application_at(rq->ctx, param_id(rq, "application"), ACT_APPLICATION_SEE, &at));
    return application_pdf_send(rq->ctx, rs, at.app);
}

ROUTE_FLAGS(GET, "/applications/:application/preview.pdf", application_preview_page, ACT_APPLICATION_SEE, ROUTE_SLOW)
{
    struct ctx *c = rq->ctx;
    struct application_at at = { 0 };
    struct application_form form;
    struct bytes pdf = { 0 };
    TRY(application_at(c, param_id(rq, "application"), ACT_APPLICATION_SEE, &at));
    TRY(application_form_load(c, at.app, at.call->definition, &form));
    struct document_of x = { .app = at.app,
                             .call = at.call,
                             .def = at.call->definition,
                             .type_key = at.app->type_key,
                             .title = at.app->title,
                             .form = &form.form,
                             .rehearsal = at.call->rehearsal || c->site->rehearsal,
                             .made_at = c->now };
    TRY(bind_now(c, &x, form.attachments, form.attachment_count, &pdf));
    return send_download(rs, c->arena, arena_printf(c->arena, "draft-%s.pdf", at.app->receipt_no),
                         "application/pdf", pdf);
}
