/* form.h: the application form of a call as data: what it asks, of whom, under which condition; and its answers read.
**
** A form is sections of fields. An answer is one text; what the text is depends on the kind of its field. All functions
** are pure. Places in mistakes are keys: "hub_name", in tables "income.1.y2" (row from 1, key of the column).
**
** What a new kind of field needs, in this order:
**   1. a line in enum field_kind (at the end) and its word in form_schema.c (field_kinds, same order);
**   2. what it must and cannot have: check_field() in definition_check.c; its members in form_schema.c;
**   3. its answer read and refused: answer_check() in form_check.c (and cell_check() in table.c, if a column may
** be so);   4. a condition on it: condition_holds() and check_condition() in form_condition.c;
**   5. its control and its reading: application/application_edit.html, application_answers.c, review/papers.c;
**   6. a word for the office (call/item_words.c, call_facts.c), a fiction (rehearsal/fiction_text.c), and tests. */
#ifndef PROGRAMME_FORM_H
#define PROGRAMME_FORM_H

#include "base/arena.h"
#include "base/date.h"
#include "base/decimal.h"
#include "base/err.h"
#include "programme/words.h"

#include <stdbool.h>

/* Limits on a form, and so on everything that is kept for one application. */
#define FORM_CELLS_MAX 600 /* rows × columns of one table */

enum field_kind {
    FIELD_TEXT,    /* one line */
    FIELD_LONG,    /* paragraphs */
    FIELD_NUMBER,  /* exact decimal with unit */
    FIELD_CHOICE,  /* key of one choice */
    FIELD_CHOICES, /* keys of choices, one per line */
    FIELD_DATE,    /* YYYY-MM-DD */
    FIELD_TABLE,   /* JSON array of rows, each an object of column key → text */
    FIELD_FILE,    /* names of the files uploaded for it, one per line */
    FIELD_CONFIRM  /* a statement that the applicant confirms: FORM_CONFIRMED, or nothing */
};
#define FORM_CONFIRMED "confirmed"

/* "Only if": the field it looks at is itself asked, and its answer is as said. Several conditions hold together. */
struct form_condition {
    const char *field;    /* key of a field: CHOICE, CHOICES, CONFIRM with `is`; NUMBER with min, max or both */
    text_list is;         /* one of these keys is the answer, or among the answers ("confirmed" of a CONFIRM) */
    bool has_min, has_max;
    struct decimal min, max;
};
typedef LIST(struct form_condition) condition_list;

struct form_choice {
    const char *key;
    struct words label;
};
typedef LIST(struct form_choice) choice_list;
struct form_column {
    const char *key;
    struct words label;
    enum field_kind kind; /* TEXT, NUMBER, DATE or CHOICE */
    struct words unit;    /* NUMBER; may be absent */
    bool sum;             /* NUMBER: its sum is shown below and in the documents */
    bool required;
    int64_t max_chars; /* TEXT */
    bool has_min, has_max;
    struct decimal min, max; /* NUMBER */
    int64_t places;          /* NUMBER: digits allowed behind the point */
    choice_list choices;
};
struct fixed_row {
    const char *key; /* stands in the member "row" of the row */
    struct words label;
    bool share; /* its part of each sum is shown in percent (the share of a hub's income that comes from companies) */
};
/* What is known when an application is begun, so that nobody types it twice. */
enum form_prefill { PREFILL_NONE, PREFILL_SCHOOL, PREFILL_CORPORATION, PREFILL_CORPORATION_KIND };
struct form_field {
    const char *key; /* unique in the form */
    enum field_kind kind;
    struct words label, help; /* help may be absent */
    bool required;
    text_list types;     /* keys of types it is asked of; empty: all */
    condition_list only_if; /* and only if these hold; empty: always */
    int64_t max_chars;   /* TEXT, LONG: as text_count counts; > 0 */
    struct words unit;   /* NUMBER; may be absent */
    bool has_min, has_max;
    struct decimal min, max; /* NUMBER */
    int64_t places;          /* NUMBER: digits allowed behind the point */
    date not_before, not_after; /* DATE; DATE_UNKNOWN: no limit */
    choice_list choices;
    int64_t min_chosen, max_chosen; /* CHOICES; 0: no limit (required is at least one) */
    LIST(struct form_column) columns;
    LIST(struct fixed_row) fixed_rows; /* empty: rows are added freely, up to max_rows */
    int64_t min_rows, max_rows;
    struct words row_sum;  /* TABLE: heading of a last column with the sum of each row's `sum` columns; may be absent */
    text_list file_types;  /* FILE: "pdf", "docx", "xlsx", "png", "jpeg" */
    int64_t max_files, max_bytes;
    struct words statement;  /* CONFIRM: what is confirmed; absent: the wording of eligibility in force */
    enum form_prefill prefill; /* TEXT; its key, of CHOICE */
    bool public_if_selected; /* goes to the public page of the hub once it is selected */
    const char *source;
};
struct form_section {
    const char *key;
    const char *criterion; /* key of the criterion it serves, or NULL: general */
    struct words title, intro;
    condition_list only_if; /* all its fields are asked only if these hold; empty: always */
    LIST(struct form_field) fields;
    const char *source;
};
/* Figures that should agree. What does not is a warning to look again, never a hindrance. A figure is "field" (NUMBER),
** "table.column" (its sum) or "table.row.column" (fixed rows); each side is the sum of its figures. */
enum figure_relation { FIGURES_EQUAL, FIGURES_AT_MOST };
struct figure_check {
    const char *key;
    text_list left;
    enum figure_relation relation;
    text_list right;
    struct words text; /* 支援スタッフの人数と、表の専従換算の合計が違います。 */
    const char *source;
};

/* ── answers ── */
struct definition;
struct form_answer {
    const char *field; /* key */
    const char *value; /* text as enum field_kind says; NULL or "" is no answer */
};
typedef LIST(struct form_answer) form_answer_list;
struct form_section_state {
    const struct form_section *section;
    size_t asked, answered;        /* fields asked / that have an answer */
    size_t required, required_met; /* of those, required / answered without a mistake */
    size_t mistakes;
    bool complete;
};
struct form_state {
    LIST(struct form_section_state) sections;
    struct err *mistakes; /* INVALID with the place; NULL: none */
    struct err *warnings; /* INVALID in form only: figures to look at again, with the place of the first */
    bool complete;        /* may be submitted */
};
/* Is it asked of that type at all, whatever the conditions? */
bool field_is_asked(const struct form_field *f, const char *type_key);
/* Is it asked: of that type, in a section and under conditions that hold with these answers? What is not asked is
** neither missing nor wrong nor sent, but what was typed stays. */
bool form_asks(struct arena *a, const struct definition *def, const struct form_field *f, const char *type_key,
               const struct form_answer *answers, size_t n);
/* Does it depend on an answer: by its own or its section's condition? */
bool field_is_conditional(const struct definition *def, const struct form_field *f);
/* Does any field or section depend on the answer to this one? */
bool field_is_condition(const struct definition *def, const char *field_key);
/* Completeness and mistakes of all answers for an application of that type. Answers to fields unknown or not
** asked are left alone (they are kept when somebody changes the type back and forth). */
struct form_state form_check(struct arena *a, const struct definition *def, const char *type_key,
                             const struct form_answer *answers, size_t n);
/* The same without the warnings, which keep nobody from sending. */
struct form_state form_mistakes(struct arena *a, const struct definition *def, const char *type_key,
                                const struct form_answer *answers, size_t n);
/* Figures that should agree and do not, and shares above 100 percent; NULL: none. */
struct err *form_warnings(struct arena *a, const struct definition *def, const char *type_key,
                          const struct form_answer *answers, size_t n) MUST_CHECK;
/* The mistakes of one value as it is saved (an empty value has none: it is only not complete yet). */
struct err *answer_check(struct arena *a, const struct form_field *f, const char *value) MUST_CHECK;
/* May a file of that many bytes and content type word ("pdf", "docx", …) be added to `have` others? */
struct err *answer_check_file(struct arena *a, const struct form_field *f, const char *type_word,
                              int64_t bytes, int64_t have) MUST_CHECK;
/* The value of that field among the answers, or NULL. */
const char *answer_value(const struct form_answer *answers, size_t n, const char *field);

/* A table read: exact sums of its columns and rows, shares of its rows. */
struct table_cell {
    const char *text; /* "" when empty */
    bool is_number;
    struct decimal number;
};
struct form_table {
    size_t rows, columns;
    struct table_cell *cell;        /* [row * columns + column] */
    const struct fixed_row **fixed; /* per row; NULL where rows are free */
    bool *blank; /* per row: nothing in it; of free rows such a one is no row and only keeps its place */
    size_t filled;                  /* rows that are not blank */
    bool *has_sum;                  /* per column: `sum` is asked and every number in it is good */
    struct decimal *sum;
    bool *has_share; /* per [row * columns + column]: percent of the sum, one place */
    struct decimal *share;
    bool *has_row_sum; /* per row, and at [rows] of all rows: `row_sum` is asked and all numbers are good */
    struct decimal *row_sum;
};
/* Mistakes as in form_check; an empty value is a table with its fixed rows and empty cells. */
struct err *table_read(struct arena *a, const struct form_field *f, const char *value,
                       struct form_table *ret) MUST_CHECK;

#endif
