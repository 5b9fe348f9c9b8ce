/* typed.h: what people type into forms about people and institutions, made fit to keep. */
#ifndef PERSON_TYPED_H
#define PERSON_TYPED_H

#include "base/arena.h"
#include "base/pairs.h"

/* The first value of that field as one line: control characters gone, no blanks (of either width) around it; "" when
** nothing was typed. */
const char *typed_line(struct arena *a, const struct pairs *form, const char *name);

#endif
