/* rehearsal_door.c: see rehearsal_door.h. The doors are settings "persona:ORDER". */
#include "person/rehearsal_door.h"

#include "base/site.h"
#include "db/db.h"
#include "ledger/setting.h"
#include "person/account.h"
#include "person/views.h"

#include <string.h>

STMT(persona_list, READ, "",
     "SELECT value FROM setting WHERE key > 'persona:' AND key < 'persona;' ORDER BY key");

struct err *rehearsal_add_persona(struct tx *tx, const char *order, const char *duty_ja, const char *duty_en,
                                  int64_t person_id, const char **ret_token)
{
    struct ctx *c = tx_ctx(tx);
    struct person *person = NULL;
    if (!c->site->rehearsal)
        return fault(c->arena, "a door without a password on a site that is not a rehearsal");
    TRY(person_load(c, person_id, &person));
    TRY(link_add(tx, LINK_REHEARSAL, person->email, person_id, NULL, ret_token));
    return setting_put(tx, arena_printf(c->arena, "persona:%s", order),
                       arena_printf(c->arena, "%s\t%s\t%s\t%s", duty_ja, duty_en, person->name, *ret_token));
}

/* "a\tb\tc\td" → its n-th part. */
static const char *part(struct arena *a, const char *s, int n)
{
    while (n-- > 0) {
        s = strchr(s, '\t');
        if (!s)
            return "";
        s++;
    }
    return arena_strndup(a, s, strcspn(s, "\t"));
}

struct err *rehearsal_personas(struct ctx *c, size_t *ret_n, const struct persona **ret)
{
    struct rows rows = { 0 };
    if (c->site->rehearsal)
        TRY(db_rows(c, persona_list, &rows));
    struct persona *v = arena_array(c->arena, struct persona, rows.n);
    for (size_t i = 0; i < rows.n; i++) {
        const char *value = row_text(&rows.v[i], 0);
        v[i] = (struct persona){ .duty = part(c->arena, value, c->lang == LANG_EN ? 1 : 0),
                                 .name = part(c->arena, value, 2),
                                 .to = url_make(c->arena, "/link/%s", part(c->arena, value, 3)) };
    }
    *ret_n = rows.n;
    *ret = v;
    return NULL;
}
