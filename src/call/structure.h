/* structure.h: the lists of a group of the definition, for the page on which the office rebuilds them. */
#ifndef CALL_STRUCTURE_H
#define CALL_STRUCTURE_H

#include "call/office_views.h"

/* Fills the blocks of the page; false: that group is no list. Texts live in c->arena. */
bool structure_of(struct ctx *c, const struct call *call, const struct call_items *items, const char *id,
                  const char *group, struct call_structure_page *ret);
/* "up", "down", "remove", "add"; false: none of them. */
bool structure_act(const char *word, enum reshape_act *ret);

#endif
