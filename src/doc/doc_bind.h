/* doc_bind.h: a document with PDFs that somebody else made, bound into one: continuous page numbers, a stamp
** on every page, a bookmark for each.
**
** A PDF from outside is read by a child process only (kyoten-print, base/subprocess.h), first alone: what it
** then gives back is its pages and nothing else (no scripts, actions, forms, embedded files). Only such
** pages are bound. */
#ifndef DOC_DOC_BIND_H
#define DOC_DOC_BIND_H

#include "doc/doc.h"

#define BIND_PAGES_MAX 1000               /* of one PDF from outside */
#define BIND_BYTES_MAX (48 * 1024 * 1024) /* of one such PDF, and of its pages alone */
#define BIND_ANNEXES 100
#define BOUND_BYTES_MAX (256 * 1024 * 1024)

enum pdf_trouble {
    PDF_GOOD,
    PDF_ENCRYPTED, /* wants a password */
    PDF_BROKEN,    /* cannot be read, or has no page */
    PDF_TOO_LONG,  /* more than BIND_PAGES_MAX pages */
    PDF_TOO_LARGE, /* more than BIND_BYTES_MAX */
    PDF_TOO_SLOW   /* took more memory or time than it may */
};
/* The pages of that PDF alone. Trouble is an answer, not an error; a FAULT only when the child cannot be run. */
struct pdf_pages {
    enum pdf_trouble trouble;
    size_t pages;
    struct bytes pdf; /* lives as long as the arena */
};
struct err *pdf_pages_read(struct arena *a, struct bytes pdf, struct pdf_pages *ret) MUST_CHECK;

struct doc_annex {
    const char *title; /* its bookmark */
    struct bytes pdf;  /* as pdf_pages_read gave it */
    size_t pages;
};
/* The document, then the annexes. Every page is numbered "3 / 42"; those of the annexes bear the stamp
** besides. The same input always gives the same bytes. Blocks for the time it takes. */
struct err *doc_bind(struct arena *a, const struct doc *d, const char *stamp, const struct doc_annex *v, size_t n,
                     struct bytes *ret_pdf) MUST_CHECK;

#endif
