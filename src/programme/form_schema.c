/* form_schema.c: the tables of the form: sections, fields, conditions, columns, figures that should agree. */
#include "programme/schema_slots.h"

static const char *const field_kinds[] = { "text", "long",  "number", "choice",  "choices",
                                           "date", "table", "file",   "confirm", NULL };
#define KIND(s)                                                                                              \
    {                                                                                                        \
        .key = "kind", .shape = SHAPE_ENUM, .at = MEMBER(s, kind), .names = field_kinds, .fixed = true       \
    }
#define BOUND(s, m)                                                                                          \
    {                                                                                                        \
        .key = #m, .shape = SHAPE_DECIMAL, .at = MEMBER(s, m), .optional = true, .has = MEMBER(s, has_##m)   \
    }

static const struct slot condition_slots[] = {
    { .key = "field", .shape = SHAPE_KEY, .at = MEMBER(form_condition, field), .max = 60 },
    TEXTS_OPT(form_condition, is, 100),
    BOUND(form_condition, min),
    BOUND(form_condition, max),
};
MAPPING(condition_map, form_condition, condition_slots);

static const struct slot choice_slots[] = { KEY(form_choice), WORDS(form_choice, label, 200) };
MAPPING(choice_map, form_choice, choice_slots);

static const struct slot column_slots[] = {
    KEY(form_column),
    WORDS(form_column, label, 200),
    KIND(form_column),
    WORDS_OPT(form_column, unit, 40),
    BOOL_OPT(form_column, sum),
    BOOL_OPT(form_column, required),
    INT_OPT(form_column, max_chars, 1, 4000),
    BOUND(form_column, min),
    BOUND(form_column, max),
    INT_OPT(form_column, places, 0, DECIMAL_SCALE_MAX),
    MAPS_OPT(form_column, choices, choice_map, 100),
};
MAPPING(column_map, form_column, column_slots);

static const struct slot fixed_row_slots[] = { KEY(fixed_row), WORDS(fixed_row, label, 200),
                                               BOOL_OPT(fixed_row, share) };
MAPPING(fixed_row_map, fixed_row, fixed_row_slots);

static const char *const prefills[] = { "none", "school", "corporation", "corporation_kind", NULL };
static const struct slot field_slots[] = {
    KEY(form_field),
    KIND(form_field),
    WORDS(form_field, label, 200),
    WORDS_OPT(form_field, help, 2000),
    BOOL(form_field, required),
    TEXTS_OPT(form_field, types, 20),
    MAPS_OPT(form_field, only_if, condition_map, 10),
    INT_OPT(form_field, max_chars, 1, 20000),
    WORDS_OPT(form_field, unit, 40),
    BOUND(form_field, min),
    BOUND(form_field, max),
    INT_OPT(form_field, places, 0, DECIMAL_SCALE_MAX),
    DATE_OPT(form_field, not_before),
    DATE_OPT(form_field, not_after),
    MAPS_OPT(form_field, choices, choice_map, 100),
    INT_OPT(form_field, min_chosen, 0, 100),
    INT_OPT(form_field, max_chosen, 0, 100),
    MAPS_OPT(form_field, columns, column_map, 14),
    MAPS_OPT(form_field, fixed_rows, fixed_row_map, 50),
    INT_OPT(form_field, min_rows, 0, 200),
    INT_OPT(form_field, max_rows, 1, 200),
    WORDS_OPT(form_field, row_sum, 200),
    TEXTS_OPT(form_field, file_types, 20),
    INT_OPT(form_field, max_files, 1, 50),
    INT_OPT(form_field, max_bytes, 1, 1073741824),
    WORDS_OPT(form_field, statement, 2000),
    { .key = "prefill",
      .shape = SHAPE_ENUM,
      .at = MEMBER(form_field, prefill),
      .names = prefills,
      .optional = true },
    BOOL_OPT(form_field, public_if_selected),
    SOURCE(form_field),
};
MAPPING(field_map, form_field, field_slots);

static const struct slot section_slots[] = {
    KEY(form_section),
    TEXT_OPT(form_section, criterion, 60),
    WORDS(form_section, title, 200),
    WORDS_OPT(form_section, intro, 2000),
    MAPS_OPT(form_section, only_if, condition_map, 10),
    MAPS(form_section, fields, field_map, 1, 60),
    SOURCE(form_section),
};
const struct mapping schema_form_section = { sizeof(struct form_section), section_slots, SLOTS(section_slots) };

static const char *const relations[] = { "equal", "at_most", NULL };
static const struct slot figure_slots[] = {
    KEY(figure_check),
    TEXTS(figure_check, left, 1, 20),
    { .key = "relation", .shape = SHAPE_ENUM, .at = MEMBER(figure_check, relation), .names = relations },
    TEXTS(figure_check, right, 1, 20),
    WORDS(figure_check, text, 400),
    SOURCE(figure_check),
};
const struct mapping schema_figure_check = { sizeof(struct figure_check), figure_slots, SLOTS(figure_slots) };
