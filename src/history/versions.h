/* versions.h: what differs between a version and the one before it. Private to history/. */
#ifndef HISTORY_VERSIONS_H
#define HISTORY_VERSIONS_H

#include "db/db.h"
#include "history/history.h"

/* versions: number and flat JSON object; detail: the facts of the entry, with the number of its version under the name
** fact. The first version differs from nothing. */
struct history_changes version_changes(struct ctx *c, const struct definition *def, const struct rows *versions,
                                       const char *detail, const char *fact);

#endif
