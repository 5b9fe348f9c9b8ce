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
struct screening;
struct edit_field;

/* What stands between it and submission, or looks odd: a sentence with the way to its field. */
struct mistake_line {
    const char *text, *section, *key; /* key: of the section; NULL: none */
    struct url to;
};
struct mistake_lines {
    size_t n;
    struct mistake_line *v;
};
/* Somebody else who saved a field a short while ago. */
struct writer {
    int64_t person;
    const char *name, *section;
    instant at;
};

/* What every page of one application needs: loaded by application_page_load() in a constant number of
** statements. */
struct application_page {
    const struct application *app;
    const struct call *call;
    const struct definition *def;
    const char *call_title, *type, *sentence; /* sentence: what "in time" means */
    bool may_edit, may_submit, may_share, may_withdraw, may_approve, late, open;
    const struct completion *returned; /* only its fields can be changed; NULL: all, or none */
    instant now;
    struct application_form form;
    struct form_state state;
    const struct section *sections; /* for side_nav */
    const char *section;            /* key of the one shown; NULL: none */
    int64_t asked, answered;
    struct mistake_lines missing, odd; /* mistakes and gaps; figures to look at again */
    size_t writer_count;
    const struct writer *writers;
    struct url url, edit, review, receipt, history;
};
/* The viewer may see it (else NOT_FOUND). section: of the edit page, or NULL. */
struct err *application_page_load(struct request *rq, const char *section,
                                  struct application_page **ret) MUST_CHECK;
struct url application_url(struct arena *a, int64_t id, const char *more); /* more: "/review" or "" */

/* What was returned for completion, with the way to each field; and what the formal check has come to. */
void returned_box(struct html_writer *w, const struct application_page *x);
void formal_check_box(struct html_writer *w, const struct application_page *x, const struct screening *s);
/* Head of all these pages: title, chips, clock. */
void application_head(struct html_writer *w, const struct page *pg, const struct application_page *x);
/* 未記入・誤り and 確かめたい数: lists with links. section: only of that one; NULL: all. */
void missing_lines(struct html_writer *w, const struct mistake_lines *list, const char *section);
void odd_figures(struct html_writer *w, const struct application_page *x);
/* Who else has saved lately; the script keeps it up to date. */
void writers_box(struct html_writer *w, const struct application_page *x);
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
    const struct submission *last;  /* NULL: never sent */
    const struct screening *formal; /* NULL: the call has no formal check, or nothing was sent */
    const char *last_by;
    size_t contact_count;
    const struct contact *contacts;
    int64_t me;
    int64_t late; /* texts that came after the deadline */
    struct form_view invite, withdraw;
    const struct option *roles;
};
void application_show(struct html_writer *w, const struct page *pg, const struct show_page *x);

struct table_line {
    const char *label;
    const struct edit_field *cells; /* as many as there are columns */
    const char *sum, *group;        /* of the row, and its group of numbers; NULL: none is asked */
    bool hidden;                    /* a free row not used yet */
};
struct share_line {
    const char *label;
    const char **percent; /* per column; NULL: none */
    const char **part;    /* the control whose share it is; NULL: none */
};
struct edit_field {
    int64_t questions; /* that are answered in public about it */
    struct url questions_to;
    struct field field;
    const struct form_field *def;
    const char *base_name, *keep_name, *newer_name;
    int64_t base;
    const char *theirs, *by, *late; /* a stale text; a text that came too late */
    int64_t newer;
    const struct column *columns;
    size_t row_count, column_count;
    const struct table_line *rows;
    enum field_kind kind; /* of a cell */
    bool has_sums;
    const char *const *sums, *const *sum_groups; /* per column; NULL: none */
    const char *all_sum;                         /* of all rows; NULL: not asked */
    size_t share_count;
    const struct share_line *shares;
    const char *caption;
    const char *add_row, *rows_id; /* the button that shows one more row: its value; NULL: no more */
    bool conditional, hidden;      /* asked only under a condition; it does not hold now */
    struct url history;            /* its former texts */
    const char *update; /* what is asked depends on it: the value of the button that says so; NULL */
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
    const char *asks; /* its key when it is asked under a condition; NULL */
    bool full, hidden;
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
    int64_t missing; /* of this section */
};
void application_edit_show(struct html_writer *w, const struct page *pg, const struct edit_page *x);

/* ※必須 and the support text of a table. */
const char *table_note(struct html_writer *w, const struct edit_field *e);

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

struct review_page {
    const struct application_page *a;
    const struct answer_line *lines;
    size_t line_count;
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
    struct url pdf, json, whole;
};
void application_receipt_show(struct html_writer *w, const struct page *pg, const struct receipt_page *x);

struct save_line {
    const char *field, *who, *when, *outcome, *value, *before;
    enum tone tone;
    int64_t chars;
    bool kept;        /* beside: both texts are shown */
    struct url to;    /* the texts of its field */
    bool is_present;  /* stands in the form now */
    int64_t put_back; /* what names it to be made the present one again; 0: it is, or may not */
};
struct history_page {
    const struct application_page *a;
    const char *caption;
    size_t n;
    const struct save_line *v;
    const char *field; /* only this one; NULL: all */
    int64_t revision;  /* of its present text */
    struct url to_field, late_texts, put_back;
    int64_t late; /* texts that came too late */
};
/* Texts that came after the deadline and are kept beside. */
struct err *application_count_late(struct ctx *c, int64_t id, int64_t *ret) MUST_CHECK;
struct url application_history_url(struct arena *a, int64_t id, const char *key);
void application_history_show(struct html_writer *w, const struct page *pg, const struct history_page *x);

#endif
