/* undo.h: acts that a button takes back. Beside what does the opposite:
**
** LEDGER_UNDO(MSG_INSTITUTION_CORRECTED, restore_institution);
**
** The opposite is an act of its own with its own right and its own entry; nothing is ever taken out of the
** ledger. It is offered in the notice right after the act and in the history, as long as nobody changed the
** record since. Which act is of which kind stands in docs/undo.md, and a test compares. */
#ifndef LEDGER_UNDO_H
#define LEDGER_UNDO_H

#include "ledger/kept.h"

/* The entry to be taken back, and the row it changed first, as it left it and as it was before; before ==
** NULL: the row was added. after == NULL: its table is not kept, or the act only was about it. */
struct undo_of {
    int64_t entry, subject; /* subject: the record's id */
    const struct row *before, *after;
    const struct audited *table; /* of these rows */
};
struct ledger_undo {
    const struct msg *act;
    /* Does the opposite as c's viewer, in transactions of its own; asks for the right. REFUSED where it
    ** cannot be. */
    struct err *(*fn)(struct ctx *c, const struct undo_of *u);
};
#define LEDGER_UNDO(m, f)                                                                         \
    static const struct ledger_undo undo_##m = { &m, f };                                          \
    static const struct ledger_undo *const undo_##m##_ __attribute__((used, section("kyoten_undo"))) = &undo_##m

/* NULL: no button takes the act back. */
const struct ledger_undo *ledger_undo_of(const char *act);
/* Takes the entry back. NOT_FOUND where no button does; CONFLICT when the row was changed since. */
struct err *ledger_take_back(struct ctx *c, int64_t entry) MUST_CHECK;

/* Of a kept row: by the name of the column. 0 and NULL where it is NULL. */
int64_t kept_i64(const struct audited *t, const struct row *r, const char *column);
const char *kept_string(const struct audited *t, const struct row *r, const char *column);

#endif
