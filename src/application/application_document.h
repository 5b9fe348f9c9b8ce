/* application_document.h: a whole application as one document: its answers in the order of the form, then its files. */
#ifndef APPLICATION_APPLICATION_DOCUMENT_H
#define APPLICATION_APPLICATION_DOCUMENT_H

#include "application/application.h"
#include "doc/doc_bind.h"

/* What one file came to. */
struct bound_file {
    const struct attachment *file;
    const char *hash; /* hexadecimal */
    struct pdf_pages read;
    bool is_pdf;
};
struct document_of {
    const struct application *app;
    const struct call *call;
    const struct definition *def;
    const char *type_key, *title;
    const form_answer_list *form;
    const struct submission *sub; /* NULL: a draft, marked so on every page */
    const char *content_hash;     /* hexadecimal; NULL of a draft */
    const struct bound_file *files;
    size_t file_count;
    bool rehearsal;
    instant made_at; /* of a draft: shown; of a submission: recorded_at, so that the same makes the same */
};
/* In Japanese, as the office keeps it. */
struct doc *application_document(struct arena *a, const struct document_of *x);
/* "受付番号 J6-7K3M9Q2XD"; of a draft "未提出": what stands at the foot of each page. */
const char *application_stamp(struct arena *a, const struct document_of *x);
/* "添付2 実績.pdf" */
const char *application_file_title(struct arena *a, const struct document_of *x, size_t index);

/* The whole as PDF: reads the files (one after the other, each in a child process), binds what can be bound, says of
** the others why not. Outside any transaction of a job; x->files is filled. */
struct err *application_bind(struct ctx *c, struct document_of *x, const struct attachment *v, size_t n,
                             struct bytes *ret) MUST_CHECK;
/* Sends the last submission of the application as one PDF: as it was made by the job, or made now. The caller has asked
** for the right. NOT_FOUND when it was never sent. */
struct response;
struct err *application_pdf_send(struct ctx *c, struct response *rs, const struct application *app) MUST_CHECK;
/* Queues the making of that submission's PDF. */
struct tx;
struct err *application_pdf_queue(struct tx *tx, int64_t submission_id) MUST_CHECK;

#endif
