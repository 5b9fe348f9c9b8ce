/* public_entry_store.h: the rows of public_entry, for this feature's own sources. */
#ifndef DECISION_PUBLIC_ENTRY_STORE_H
#define DECISION_PUBLIC_ENTRY_STORE_H

#include "db/db.h"
#include "decision/public_entry.h"

const char *public_texts_json(struct arena *a, const struct public_texts *t);
/* What the last submission says. */
struct err *public_texts_of_application(struct ctx *c, const struct application *app, struct public_texts *ret)
    MUST_CHECK;
/* State, texts, proposal and note of the entry at its revision; CONFLICT when it has another by now. */
struct err *public_entry_put(struct tx *tx, const struct public_entry *e, bool by_office) MUST_CHECK;

#endif
