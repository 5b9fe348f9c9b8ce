/* schema.h: what a mapping of the programme's data may hold, said once in tables.
**
** The same table reads YAML and JSON into a struct, writes the struct back as JSON, lists the items that
** somebody has
** to confirm, and says which values an office may change. A new member of the data is a new line in a table.
 */
#ifndef PROGRAMME_SCHEMA_H
#define PROGRAMME_SCHEMA_H

#include "programme/facts.h"
#include "programme/programme.h"
#include "programme/tree.h"

#include <jansson.h>
#include <stddef.h>

enum shape {
    SHAPE_TEXT,    /* const char *; min…max characters (code points) */
    SHAPE_KEY,     /* const char *; a–z, 0–9, "-", "_", 1…max */
    SHAPE_WORDS,   /* struct words; {ja, en}, both */
    SHAPE_INT,     /* int64_t in min…max */
    SHAPE_DECIMAL, /* struct decimal */
    SHAPE_BOOL,    /* bool */
    SHAPE_DATE,    /* date; null where optional: DATE_UNKNOWN */
    SHAPE_INSTANT, /* instant; 2024-07-29T12:00:00+09:00 */
    SHAPE_ENUM,    /* int; index into names */
    SHAPE_MAP,     /* the struct itself */
    SHAPE_MAPS,    /* LIST of structs, min…max of them */
    SHAPE_TEXTS    /* text_list, min…max of them */
};

struct mapping;
struct slot {
    const char *key;
    enum shape shape;
    size_t at; /* offset in the struct */
    bool optional;
    int64_t min, max;
    const char *const *names; /* ENUM: ends in NULL */
    const struct mapping *of; /* MAP, MAPS */
    size_t has;               /* offset of a bool that is set when the value is there; 0: none */
    bool fixed;               /* cannot be changed by definition_edit */
};
struct mapping {
    size_t size;
    const struct slot *slots;
    size_t n;
};

/* The definition, and the parts of it that stand in one file each. */
extern const struct mapping schema_definition, schema_of_programme_yaml, schema_of_form_yaml,
    schema_of_review_yaml, schema_of_support_yaml, schema_of_kpi_yaml, schema_of_letters_yaml,
    schema_of_decision_yaml,
    schema_of_calls_yaml, schema_of_sources_yaml;
/* The form's own tables (form_schema.c). */
extern const struct mapping schema_form_section, schema_figure_check;
/* One fact of each: struct call_fact, struct source. */
extern const struct mapping schema_of_call_fact, schema_of_source;

extern const struct mapping schema_check_item, schema_reminder;

/* Fills the struct at ret (zeroed by the caller) from the tree; mistakes are added, all of them, up to the
 * limit. */
void schema_bind(struct arena *a, const struct mapping *of, const struct node *node, void *ret,
                 struct mistakes *m);
/* A new JSON object with the struct's members; absent optional ones are left out. */
json_t *schema_json(struct arena *a, const struct mapping *of, const void *from);
/* The slot with that key, or NULL. */
const struct slot *schema_slot(const struct mapping *of, const char *key);

/* Reads a node that should be that scalar shape; says what is wrong with it and returns false. */
bool scalar_bind(struct arena *a, const struct slot *slot, const struct node *node, void *ret,
                 struct mistakes *m);
/* Dates and instants of data in machine form; only days that exist, only Japan's time. */
bool scalar_date(const char *text, date *ret);
bool scalar_instant(const char *text, instant *ret);
const char *scalar_instant_text(struct arena *a, instant at);
/* a–z, 0–9, "-", "_", not empty. */
bool scalar_is_key(const char *text);

/* A number as people type it, made ready for decimal_parse: half-width, without separators. */
const char *number_typed(struct arena *a, const char *value);
/* A cell in words: its table, its row (or the number of it), its column. */
struct arg cell_label(struct arena *a, const struct form_field *f, size_t row, size_t column);
/* The number it says, if it says one. */
bool number_read(struct arena *a, const char *value, struct decimal *ret) __attribute__((warn_unused_result));
/* Compact, keys sorted. */
const char *json_canonical(struct arena *a, json_t *j);
/* The struct as canonical JSON text. */
const char *schema_text(struct arena *a, const struct mapping *of, const void *from);
/* BLAKE2b-256 of the canonical text of that JSON, in hex. */
const char *json_digest(struct arena *a, json_t *j);

/* The element of a list with that key, or with that number from 1 where elements have none; NULL: none. */
json_t *json_element(json_t *list, const char *key, size_t *ret_at);
/* A new element for a list, as the office then fills it: what must be there is there, texts say that they are new.
** key: of an element that has one; kind: one of the names of its member "kind", or of a condition the field it looks
** at, or NULL. */
json_t *schema_new_element(struct arena *a, const struct mapping *of, json_t *root, json_t *list, const char *key,
                           const char *kind);

/* Rules that no table can say: keys unique, what is referred to exists, ranges in order. Places are paths. */
void definition_check(struct arena *a, const struct definition *def, struct mistakes *m);
/* The conditions of the form (form_condition.c): what they look at exists and can be so, and none comes back to
** itself. */
void form_conditions_check(struct arena *a, const struct definition *def, struct mistakes *m);
/* The figures that should agree (form_figures.c): each names a number of the form. */
void form_figures_check(struct arena *a, const struct definition *def, struct mistakes *m);
/* Turns places that are paths ("form.vision.fields.goal") into those of the tree they came from ("form.yaml:12:3"): the
** innermost node on the way. roots: the trees read, NULL where a file could not be. */
void mistakes_place(struct mistakes *m, const struct node *const *roots, size_t n);

/* A number within a column's or field's rules; INVALID at place. */
struct number_rule {
    bool has_min, has_max;
    struct decimal min, max;
    int64_t places;
};
struct err *number_check(struct arena *a, const char *place, struct arg label, const char *typed,
                         const struct number_rule *rule, struct decimal *ret) MUST_CHECK;

#endif
