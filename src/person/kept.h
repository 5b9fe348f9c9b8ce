/* kept.h: what was typed when a session had ended, carried through sign-in. */
#ifndef PERSON_KEPT_H
#define PERSON_KEPT_H

#include "base/pairs.h"
#include "html/html.h"

#include <stdbool.h>

/* A field of the person's own, fit to be carried: no token, password or code, nothing of ours. */
bool kept_is_field(const char *name);
/* Long enough (36 bytes: 12 Japanese letters) that nobody wants to write it again: shown, so that it can be copied. */
bool kept_is_text(const struct pair *pair);
/* The name under which it travels. */
const char *kept_name(struct html_writer *w, const char *name);
/* The carried fields of a form, with their own names. */
struct pairs kept_of(struct arena *a, const struct pairs *form);

/* An address of this site as it came from outside: whatever could lead elsewhere ("//other.example", "/\other.example",
** a tab that browsers drop, "https:…") becomes "/". */
struct url local_url(struct arena *a, const char *next);

#endif
