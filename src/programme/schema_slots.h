/* schema_slots.h: how the tables of slots are written down; only for the *_schema.c files. */
#ifndef PROGRAMME_SCHEMA_SLOTS_H
#define PROGRAMME_SCHEMA_SLOTS_H

#include "programme/schema.h"

#define MEMBER(s, m) offsetof(struct s, m)
#define SLOTS(array) (sizeof(array) / sizeof *(array))
#define MAPPING(name, struct_, array)                                                                        \
    static const struct mapping name = { sizeof(struct struct_), array, SLOTS(array) }

#define KEY(s)                                                                                               \
    {                                                                                                        \
        .key = "key", .shape = SHAPE_KEY, .at = MEMBER(s, key), .max = 60, .fixed = true                     \
    }
#define SOURCE(s)                                                                                            \
    {                                                                                                        \
        .key = "source", .shape = SHAPE_TEXT, .at = MEMBER(s, source), .min = 1, .max = 60, .fixed = true    \
    }
#define WORDS(s, m, most)                                                                                    \
    {                                                                                                        \
        .key = #m, .shape = SHAPE_WORDS, .at = MEMBER(s, m), .min = 1, .max = (most)                         \
    }
#define WORDS_OPT(s, m, most)                                                                                \
    {                                                                                                        \
        .key = #m, .shape = SHAPE_WORDS, .at = MEMBER(s, m), .min = 1, .max = (most), .optional = true       \
    }
#define TEXT_OPT(s, m, most)                                                                                 \
    {                                                                                                        \
        .key = #m, .shape = SHAPE_TEXT, .at = MEMBER(s, m), .min = 1, .max = (most), .optional = true        \
    }
#define INT(s, m, low, high)                                                                                 \
    {                                                                                                        \
        .key = #m, .shape = SHAPE_INT, .at = MEMBER(s, m), .min = (low), .max = (high)                       \
    }
#define INT_OPT(s, m, low, high)                                                                             \
    {                                                                                                        \
        .key = #m, .shape = SHAPE_INT, .at = MEMBER(s, m), .min = (low), .max = (high), .optional = true     \
    }
#define BOOL(s, m)                                                                                           \
    {                                                                                                        \
        .key = #m, .shape = SHAPE_BOOL, .at = MEMBER(s, m)                                                   \
    }
#define BOOL_OPT(s, m)                                                                                       \
    {                                                                                                        \
        .key = #m, .shape = SHAPE_BOOL, .at = MEMBER(s, m), .optional = true                                 \
    }
#define DATE_OPT(s, m)                                                                                       \
    {                                                                                                        \
        .key = #m, .shape = SHAPE_DATE, .at = MEMBER(s, m), .optional = true                                 \
    }
#define DATE(s, m)                                                                                           \
    {                                                                                                        \
        .key = #m, .shape = SHAPE_DATE, .at = MEMBER(s, m)                                                   \
    }
#define INSTANT(s, m)                                                                                        \
    {                                                                                                        \
        .key = #m, .shape = SHAPE_INSTANT, .at = MEMBER(s, m)                                                \
    }
#define TEXTS(s, m, low, high)                                                                               \
    {                                                                                                        \
        .key = #m, .shape = SHAPE_TEXTS, .at = MEMBER(s, m), .min = (low), .max = (high)                     \
    }
#define TEXTS_OPT(s, m, high)                                                                                \
    {                                                                                                        \
        .key = #m, .shape = SHAPE_TEXTS, .at = MEMBER(s, m), .max = (high), .optional = true                 \
    }
#define MAP(s, m, mapping)                                                                                   \
    {                                                                                                        \
        .key = #m, .shape = SHAPE_MAP, .at = MEMBER(s, m), .of = &(mapping)                                  \
    }
#define MAPS(s, m, mapping, low, high)                                                                       \
    {                                                                                                        \
        .key = #m, .shape = SHAPE_MAPS, .at = MEMBER(s, m), .of = &(mapping), .min = (low), .max = (high)    \
    }
#define MAPS_OPT(s, m, mapping, high)                                                                        \
    {                                                                                                        \
        .key = #m, .shape = SHAPE_MAPS, .at = MEMBER(s, m), .of = &(mapping), .max = (high),                 \
        .optional = true                                                                                     \
    }

#endif
