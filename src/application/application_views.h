/* application_views.h: what the pages of an application show, and their views. */
#ifndef APPLICATION_APPLICATION_VIEWS_H
#define APPLICATION_APPLICATION_VIEWS_H

#include "application/application.h"
#include "application/application_at.h"
#include "html/field.h"
#include "html/part.h"
#include "html/table.h"
#include "http/http.h"
#include "person/institution.h"

struct answer_line;
struct edit_field;

/* What every page of one application needs: loaded by application_page_load() in a constant number of statements. */
struct application_page {
    const struct application *app;
    const struct call *call;
    const struct definition *def;
    const char *call_title, *type, *sentence; /* sentence: what "in time" means */
    bool may_edit, may_submit, may_share, may_withdraw, may_approve, late, open;
    instant now;
    struct application_form form;
    struct form_state state;
    const struct section *sections; /* for side_nav */
    const char *section;            /* key of the one shown; NULL: none */
    int64_t asked, answered;
    struct url url, edit, review, receipt, history;
};
/* The viewer may see it (else NOT_FOUND). section: of the edit page, or NULL. */
struct err *application_page_load(struct request *rq, const char *section,
                                  struct application_page **ret) MUST_CHECK;
struct url application_url(struct arena *a, int64_t id, const char *more); /* more: "/review" or "" */

/* Head of all these pages: title, chips, clock. */
void application_head(struct html_writer *w, const struct page *pg, const struct application_page *x);
void application_chip(struct html_writer *w, const struct application *app);
const char *application_type_name(const struct definition *def, const char *key, enum lang lang);

/* ── lists ── */
struct list_line {
    const struct application *app;
    const struct call *call;
    struct url to;
    bool open, may_approve;
    const char *type;
};
struct list_page {
    size_t n, call_count;
    struct list_line *v;
    const struct call *const *calls; /* open or published ones: where one may be begun */
    instant now;
};
void application_list_show(struct html_writer *w, const struct page *pg, const struct list_page *x);
void institution_list_show(struct html_writer *w, const struct page *pg, const struct list_page *x);

struct new_page {
    const struct call *call;
    const char *call_title;
    struct form_view form;
    const struct option *types, *institutions, *kinds, *prefectures;
    const char *institution; /* the viewer's own, as option value */
    instant now;
};
void application_new_show(struct html_writer *w, const struct page *pg, const struct new_page *x);

/* ── one application ── */
struct show_page {
    const struct application_page *a;
    const struct submission *last; /* NULL: never sent */
    const char *last_by;
    size_t contact_count;
    const struct contact *contacts;
    int64_t me;
    struct form_view invite, withdraw;
    const struct option *roles;
};
void application_show(struct html_writer *w, const struct page *pg, const struct show_page *x);

struct table_line {
    const char *label;
    const struct edit_field *cells; /* as many as there are columns */
};
struct edit_field {
    struct field field;
    const struct form_field *def;
    const char *base_name, *keep_name, *newer_name;
    int64_t base;
    const char *theirs, *by, *late; /* a stale text; a text that came too late */
    int64_t newer;
    const struct column *columns;
    size_t row_count, column_count;
    const struct table_line *rows;
    const char *const *sums;   /* per column; NULL: none */
    const char *const *shares; /* per column, of the row that has them; NULL: none */
    const char *share_label;
    const char *caption;
    bool conditional, hidden; /* asked only under a condition; it does not hold now */
};
struct file_line {
    const char *name, *size;
    struct url to, remove;
};
struct file_field {
    struct field field;
    struct form_view form;
    size_t n;
    const struct file_line *v;
    bool full;
};
struct edit_page {
    const struct application_page *a;
    const char *title, *intro;
    struct form_view form;
    size_t n, file_count;
    const struct edit_field *v;
    const struct file_field *files;
    const struct answer_line *lines; /* instead of fields: when it cannot be edited */
    size_t line_count;
    bool stale;
};
void application_edit_show(struct html_writer *w, const struct page *pg, const struct edit_page *x);

/* ── as it is read ── */
struct read_cell {
    const char *text, *align;
};
struct read_row {
    const char *label;
    const struct read_cell *v;
};
struct answer_line {
    const char *section; /* begins a section; NULL: goes on */
    const struct detail
        *run; /* the texts from here on, as names and values; NULL: shown by the line that began it */
    const char *label, *text, *unit;
    const char *caption;
    const struct column *columns; /* a table; NULL: text */
    size_t row_count, column_count, foot;
    const struct read_row *rows; /* the last `foot` rows are sums and shares */
    size_t file_count;
    const struct file_line *files;
};
/* Everything that is asked of the type, in the order of the form. file_url makes the address of a file (NULL: names
** only). For the applicant's check, reviewers, committee and office alike. */
struct answers_source {
    const struct definition *def;
    const char *type_key;
    const form_answer_list *form;
    const struct attachment *attachments;
    size_t attachment_count;
    const char *section; /* only this one; NULL: all */
    struct url (*file_url)(struct arena *a, const struct attachment *file, const void *arg);
    const void *arg;
};
void answers_make(struct arena *a, enum lang lang, const struct answers_source *src, size_t *ret_n,
                  const struct answer_line **ret);
void answers_show(struct html_writer *w, const struct answer_line *v, size_t n);

struct mistake_line {
    const char *text, *section;
    struct url to;
};
struct review_page {
    const struct application_page *a;
    const struct answer_line *lines;
    size_t line_count, mistake_count;
    const struct mistake_line *mistakes;
    const char *refused; /* why it was not sent; NULL */
    const struct submission *last;
    bool same;
    struct form_view form;
};
void application_review_show(struct html_writer *w, const struct page *pg, const struct review_page *x);

struct receipt_page {
    const struct application_page *a;
    const struct submission *sub;
    const struct detail *facts;
    size_t file_count;
    const struct attachment *files;
    const char *const *hashes;
    struct url pdf, json;
};
void application_receipt_show(struct html_writer *w, const struct page *pg, const struct receipt_page *x);

struct save_line {
    const char *field, *who, *when, *outcome, *value, *before;
    enum tone tone;
    int64_t chars;
    bool kept; /* beside: both texts are shown */
};
struct history_page {
    const struct application_page *a;
    size_t n;
    const struct save_line *v;
};
void application_history_show(struct html_writer *w, const struct page *pg, const struct history_page *x);

#endif
