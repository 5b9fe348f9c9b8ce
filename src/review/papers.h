/* papers.h: an application as it was sent, section by section: what a reviewer reads. */
#ifndef REVIEW_PAPERS_H
#define REVIEW_PAPERS_H

#include "application/application.h"
#include "html/html.h"

struct paper_field {
    const struct form_field *field;
    const char *text; /* as a person reads it; "" when nothing was answered */
    bool has_table;
    struct form_table table;
    size_t file_count;
    const struct attachment **files;
};
struct paper_section {
    const struct form_section *section;
    size_t n;
    struct paper_field *v;
};
struct papers {
    const char *files_below;       /* "/review/applications": where its files are fetched */
    const struct submission *submission;
    size_t n;
    struct paper_section *v;
};
/* The last submission of the application, in words of that language. */
struct err *papers_load(struct ctx *c, const struct application *app, const struct definition *def,
                        struct papers **ret) MUST_CHECK;
struct url paper_file_url(struct arena *a, const struct papers *p, const struct attachment *file);
/* The whole as one PDF. */
struct url paper_whole_url(struct arena *a, const struct papers *p);
/* A cell in words: choices by their labels, dates and numbers as they are written. */
const char *paper_cell_text(struct arena *a, enum lang lang, const struct paper_field *x, const struct table_cell *cell,
                            size_t column);
const char *paper_file_hash(struct arena *a, const struct attachment *file); /* 64 hexadecimal digits */

#endif
