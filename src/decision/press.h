/* press.h: the text of the announcement, in both languages, from the same facts as register and letters. */
#ifndef DECISION_PRESS_H
#define DECISION_PRESS_H

#include "decision/board.h"
#include "decision/public_entry.h"

/* b: of the office, in the order of the list. entries: what the selected confirmed, whose names go before those of the
** application. Numbers of applications as the release says. Plain text, ready to copy. */
const char *press_text(struct arena *a, enum lang lang, const struct board *b, const struct release *r,
                       const struct public_entries *entries);

#endif
