/* msg.h: the shape of a message to a person and of what stands in its holes.
**
** Messages are written in locale/LANG/NAME.po and compiled by tools/poc.c into constants (MSG_CALL_CLOSED…), declared
** in "<catalogue>.msg.h". How a message becomes text in a language is i18n's business; everything below only
** passes the constant and its arguments along. */
#ifndef BASE_MSG_H
#define BASE_MSG_H

#include <stdint.h>

enum lang { LANG_JA, LANG_EN };
#define LANG_COUNT 2

/* Microseconds since 1970-01-01T00:00:00Z. */
typedef int64_t instant;
/* Days since 1970-01-01 of a civil date in Japan. */
typedef struct {
    int32_t day;
} date;

struct msg {
    const char *key;                 /* "call.closed" */
    const char *text[LANG_COUNT];    /* with {0}…{3}; for a plural form the "other" text */
    const char *one[LANG_COUNT];     /* the singular, or NULL where the language has none */
};

enum arg_kind { ARG_NONE, ARG_TEXT, ARG_I64, ARG_INSTANT, ARG_DATE, ARG_MSG, ARG_WORDS };

struct arg {
    enum arg_kind kind;
    union {
        const char *text;
        int64_t i64;
        instant at;
        date day;
        const struct msg *msg;
        const char *const *words;
    };
};

#define ARG_END ((struct arg){ .kind = ARG_NONE })

static inline struct arg arg_text(const char *s)
{
    return (struct arg){ .kind = ARG_TEXT, .text = s };
}

/* A count, written 1,234. A year, the number of a round or an identifier is passed as text. */
static inline struct arg arg_i64(int64_t n)
{
    return (struct arg){ .kind = ARG_I64, .i64 = n };
}

static inline struct arg arg_instant(instant at)
{
    return (struct arg){ .kind = ARG_INSTANT, .at = at };
}

static inline struct arg arg_date(date d)
{
    return (struct arg){ .kind = ARG_DATE, .day = d };
}

static inline struct arg arg_msg(const struct msg *m)
{
    return (struct arg){ .kind = ARG_MSG, .msg = m };
}

/* Data that has its own words in each language (a label of the programme): in[LANG_COUNT]; the reader's are taken,
** or the
** Japanese where there are none. */
static inline struct arg arg_words(const char *const *in)
{
    return (struct arg){ .kind = ARG_WORDS, .words = in };
}

#endif
