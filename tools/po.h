/* po.h: reads one catalogue of messages (gettext's .po format, the part of it that we use). */
#ifndef TOOLS_PO_H
#define TOOLS_PO_H

#include "base/arena.h"
#include "base/vec.h"

#include <stdbool.h>

struct po_entry {
    const char *key;  /* msgid: "call.closed" */
    const char *text; /* msgstr, or the last of msgstr[0], msgstr[1] */
    const char *one;  /* msgstr[0] where there is a msgstr[1], else NULL */
    int line;         /* of msgid */
    bool has_plural;  /* msgid_plural was given */
    unsigned holes;   /* bit i: the text has {i} */
};

struct po {
    const char *file;
    VEC(struct po_entry) entries;
};

/* Reads the catalogue and checks every entry by itself: escapes, UTF-8, holes {0}…{3}, no key twice, no empty text.
** Returns NULL, or the first mistake as "file:line: sentence". */
const char *po_parse(struct arena *a, const char *file, const char *text, size_t n, struct po *ret);
/* Compares the same catalogue in two languages: the same keys, the same holes. Same return. */
const char *po_compare(struct arena *a, const struct po *ja, const struct po *en);
/* The entry with this key, or NULL. */
const struct po_entry *po_find(const struct po *po, const char *key);
/* "call.closed" → "MSG_CALL_CLOSED" */
const char *po_constant(struct arena *a, const char *key);

#endif
