/* setting.h: the settings of the site that are kept in the store: a key and a text. Each change is an act. */
#ifndef LEDGER_SETTING_H
#define LEDGER_SETTING_H

#include "base/ctx.h"
#include "db/db.h"

/* NULL in *ret where it was never set. */
struct err *setting_find(struct ctx *c, const char *key, const char **ret) MUST_CHECK;
/* Sets it, and writes the ledger entry "setting.changed" with key and value (so: no secrets). Setting it to what it is
** does nothing. */
struct err *setting_put(struct tx *tx, const char *key, const char *value) MUST_CHECK;

#endif
