/* field.h: forms that never lose what was typed.
**
** A view writes @wrap form_box(w, pg, f), its fields and buttons, @end. Each field shows what the person has just sent,
** if the form was refused, else the stored value; its error comes from the chain of ERR_INVALID by the field's name.
** Label, support text, control, error stand in this order (DADS); ids are "f-NAME", so that the error summary links
** to them. Names must be usable as an id: letters, digits, "_", "-", ".". */
#ifndef HTML_FIELD_H
#define HTML_FIELD_H

#include "base/date.h"
#include "base/err.h"
#include "base/pairs.h"
#include "html/html.h"
#include "html/page.h"

#include <stdbool.h>

struct form_view {
    const struct pairs *typed; /* what was sent and refused; NULL at the first showing */
    const struct err *errors;  /* why it was refused; NULL */
    struct url to;             /* where the form is posted */
    struct url autosave;       /* where a single field is saved as it is left (docs/components.md); .s NULL: nowhere */
    bool files;                /* multipart */
};

struct option {
    const char *value, *label; /* label NULL ends a list */
    const char *support;       /* may be NULL */
};

enum field_need { FIELD_OPTIONAL, FIELD_REQUIRED, FIELD_UNMARKED };

/* The prefectures by their codes, ended; in the arena. */
const struct option *prefecture_options(struct arena *a, enum lang lang);

struct field {
    const char *name, *label;
    const char *support;          /* between label and control; may be NULL */
    const char *value;            /* stored; a date as "2024-07-29", with a time "2024-07-29 12:00"; may be NULL */
    enum field_need need;         /* ※必須, ※任意 or, in a form of one field, nothing */
    const char *type;             /* text (default), email, tel, url, search */
    const char *autocomplete;     /* as in HTML: "email", "current-password", "one-time-code"… */
    int chars;                    /* width of the control in full-width characters; 0: full */
    int max;                      /* characters as a reader counts them; 0: no counter */
    int rows;                     /* of a long text; 0: 6 */
    const char *unit;             /* 円, 人, 件: after the control */
    const char *sum_group;        /* numbers of the same group are added up as they are typed: data-sum-of */
    bool decimal;                 /* a number may have a fraction */
    bool with_time;               /* a date has hour and minute */
    bool compact;                 /* in a table cell: the label is for screen readers only */
    bool as_scale;                /* radio group: one row of scores */
    bool digits;                  /* radio group: while it has the focus, digits choose: by value, else by place */
    bool multiple;                /* file: several at once */
    const char *accept;           /* file: ".pdf,.docx" */
    const char *readonly_why;     /* shown as it is, with the reason why it cannot be changed */
    const struct option *options; /* of select, radios, checks */
    const char *const *chosen;    /* of checks: stored values, NULL-terminated; may be NULL */
    int64_t revision;             /* autosave: the revision that .value has; 0: never saved */
    const char *saved_at;         /* text_clock_seen() of the last save; may be NULL */
};

/* <form method="post"> with the CSRF token; where .autosave is given, also the words and the script's template. */
void form_box(struct html_writer *w, const struct page *pg, const struct form_view *f);
void form_box_end(struct html_writer *w, const struct page *pg, const struct form_view *f);
/* 入力内容に誤りがあります（3件）, each with a link to its field. Writes nothing when there is no error. */
void error_summary(struct html_writer *w, const struct form_view *f);

/* Doubts that stand above the fields of a form, with a button that says that it is meant so: it sends "sure". */
struct form_asks {
    const char *const *sentences; /* NULL-terminated */
    const char *sure;
};
/* The doubts about these days (unknown ones raise none; give those that are not what they were). NULL: there are none,
** or the form was sent with the button of these very days. Else nothing is kept, and the form is shown again. */
const struct form_asks *form_ask_days(struct arena *a, enum lang lang, const struct pairs *form, const date *days,
                                      size_t n);

void field_text(struct html_writer *w, const struct form_view *f, const struct field *x);
void field_long(struct html_writer *w, const struct form_view *f, const struct field *x);
void field_number(struct html_writer *w, const struct form_view *f, const struct field *x);
/* Three inputs NAME-year, NAME-month, NAME-day (and NAME-hour, NAME-minute); put together by form_date_text(). */
void field_date(struct html_writer *w, const struct form_view *f, const struct field *x);
void field_select(struct html_writer *w, const struct form_view *f, const struct field *x);
void field_radios(struct html_writer *w, const struct form_view *f, const struct field *x);
void field_checks(struct html_writer *w, const struct form_view *f, const struct field *x);
/* One box with its own sentence as label; sends "1". */
void field_check(struct html_writer *w, const struct form_view *f, const struct field *x);
void field_file(struct html_writer *w, const struct form_view *f, const struct field *x);
/* With the box パスワードを表示する, which works where the script runs. Never shows a value again. */
void field_password(struct html_writer *w, const struct form_view *f, const struct field *x);

/* The value a field shows: typed if the form was sent, else stored; "" rather than NULL. */
const char *form_value(const struct form_view *f, const char *name, const char *stored);
/* What the parser of dates reads: "2024年7月29日" or "令和6年7月29日" (and " 12:00") from the parts; "" when all parts
** are empty. Parts are passed on as typed, so that the parser can say what is wrong with them. */
const char *form_date_text(struct arena *a, const struct pairs *form, const char *name);

enum button_kind { BUTTON_OUTLINE, BUTTON_SOLID, BUTTON_DANGER, BUTTON_TEXT };
/* A submit button; name and value may be NULL. */
void button(struct html_writer *w, enum button_kind kind, const char *label, const char *name, const char *value);
void button_link(struct html_writer *w, enum button_kind kind, const char *label, struct url to);
/* A form of one button: for an act that needs no question. */
void button_post(struct html_writer *w, const struct page *pg, enum button_kind kind, const char *label, struct url to);

#endif
