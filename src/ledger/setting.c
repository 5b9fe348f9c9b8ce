/* setting.c: see setting.h. */
#include "ledger/setting.h"

#include "base/id.h"
#include "ledger.msg.h"
#include "ledger/ledger.h"

#include <string.h>

AUDITED(setting, "id, key, value");
LEDGER_ACT(MSG_SETTING_CHANGED);

STMT(setting_by_key, READ, "t", "SELECT id, value FROM setting WHERE key = $1");
STMT(setting_add, WRITE, "itt", "INSERT INTO setting (id, key, value) VALUES ($1, $2, $3)");
STMT(setting_change, WRITE, "it", "UPDATE setting SET value = $2 WHERE id = $1");

struct err *setting_find(struct ctx *c, const char *key, const char **ret)
{
    struct row r;
    bool found = false;
    TRY(db_find(c, setting_by_key, &r, &found, TXT(key)));
    *ret = found ? row_text(&r, 1) : NULL;
    return NULL;
}

struct err *setting_put(struct tx *tx, const char *key, const char *value)
{
    struct row r;
    bool found = false;
    TRY(db_find(tx_ctx(tx), setting_by_key, &r, &found, TXT(key)));
    int64_t id = found ? row_i64(&r, 0) : id_random();
    if (found && strcmp(row_text(&r, 1), value) == 0)
        return NULL;
    if (found)
        TRY(db_must(tx, setting_change, I64(id), TXT(value)));
    else
        TRY(db_must(tx, setting_add, I64(id), TXT(key), TXT(value)));
    return ledger_add(tx, MSG_SETTING_CHANGED, FACTS(fact_text("key", key), fact_text("value", value)),
                      TOUCH(setting, id));
}
