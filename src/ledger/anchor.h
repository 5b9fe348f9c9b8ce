/* anchor.h: the last seal, remembered outside the store. Private to the ledger.
**
** keys/ledger.anchor is one line, "NUMBER HASH", replaced after the seal is durable. A store from which the tail of
** the ledger was cut with all that belongs to it agrees with itself, but not with this line. */
#ifndef LEDGER_ANCHOR_H
#define LEDGER_ANCHOR_H

#include "ledger/canon.h"

struct anchor {
    int64_t number; /* 0: no anchor was written yet */
    struct hash hash;
};
/* FAULT when the file is there and cannot be read. */
struct err *anchor_load(struct arena *a, const char *data_dir, struct anchor *ret) MUST_CHECK;

#endif
