/* call_items.c: what of a call's definition no source says: confirmed by the office item by item. */
#include "call/call.h"

#include "base/id.h"
#include "db/db.h"
#include "ledger/ledger.h"
#include "call/definition_store.h"
#include "call.msg.h"

#include <string.h>

AUDITED(confirmation, "id, call_id, item_key, item_hash, confirmed_by, confirmed_at");

LEDGER_ACT(MSG_CALL_ITEM_CONFIRMED);

STMT(confirmation_of_call, READ, "i",
     "SELECT k.item_key, k.item_hash, k.confirmed_at, p.name FROM confirmation k"
     " LEFT JOIN person p ON p.id = k.confirmed_by WHERE k.call_id = $1 ORDER BY k.id");
STMT(confirmation_insert, WRITE, "iitbii",
     "INSERT INTO confirmation (id, call_id, item_key, item_hash, confirmed_by, confirmed_at)"
     " VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (call_id, item_key, item_hash) DO NOTHING");

static const struct row *confirmation_of(const struct rows *rows, const char *key, struct bytes hash)
{
    for (size_t i = 0; i < rows->n; i++)
        if (strcmp(row_text(&rows->v[i], 0), key) == 0 && row_bytes(&rows->v[i], 1).n == hash.n &&
            memcmp(row_bytes(&rows->v[i], 1).p, hash.p, hash.n) == 0)
            return &rows->v[i];
    return NULL;
}

struct err *call_items_list(struct ctx *c, const struct call *call, struct call_items *ret)
{
    struct rows rows;
    struct rows before = { 0 };
    TRY(db_rows(c, confirmation_of_call, &rows, I64(call->id)));
    if (call->copied_from)
        TRY(db_rows(c, confirmation_of_call, &before, I64(call->copied_from)));
    definition_items_list all = definition_items(c->arena, call->definition);
    struct call_items list = { .n = all.n, .v = arena_array(c->arena, struct call_item, all.n + 1) };
    for (size_t i = 0; i < all.n; i++) {
        struct call_item *x = &list.v[i];
        *x = (struct call_item){
            .item = all.v[i], .confirmed = !all.v[i].ours, .by = "", .confirmed_at = INSTANT_UNKNOWN
        };
        if (!x->item.ours)
            continue;
        struct bytes hash = definition_hash_bytes(c->arena, x->item.digest);
        const struct row *r = confirmation_of(&rows, x->item.key, hash);
        const struct row *earlier = confirmation_of(&before, x->item.key, hash);
        if (earlier) {
            x->before_by = row_text(earlier, 3);
            x->before_at = row_i64(earlier, 2);
        }
        if (r) {
            x->confirmed = true;
            x->confirmed_at = row_i64(r, 2);
            x->by = row_text(r, 3);
        }
        list.ours++;
        list.unconfirmed += r ? 0 : 1;
        list.as_before += !r && earlier;
    }
    *ret = list;
    return NULL;
}

const char *call_item_group(struct arena *a, const char *item_key)
{
    return arena_strndup(a, item_key, strcspn(item_key, "."));
}

static bool names(struct arena *a, const char *what, const char *key)
{
    size_t n = strlen(what);
    if (strcmp(what, "*") == 0)
        return true;
    if (n > 2 && strcmp(what + n - 2, ".*") == 0)
        return strcmp(call_item_group(a, key), arena_strndup(a, what, n - 2)) == 0;
    return strcmp(what, key) == 0;
}

struct err *call_add_confirmations(struct tx *tx, const struct call *call, const char *what)
{
    struct ctx *c = tx_ctx(tx);
    struct call_items items;
    TRY(call_items_list(c, call, &items));
    struct touch *touches = arena_array(c->arena, struct touch, items.n + 2);
    size_t n = 0;
    bool named = false;
    touches[n++] = ABOUT(call, call->id);
    for (size_t i = 0; i < items.n; i++) {
        const struct call_item *x = &items.v[i];
        if (!x->item.ours || !names(c->arena, what, x->item.key))
            continue;
        named = true;
        if (x->confirmed)
            continue;
        int64_t id = id_random();
        TRY(db_must(tx, confirmation_insert, I64(id), I64(call->id), TXT(x->item.key),
                    BYTES(definition_hash_bytes(c->arena, x->item.digest)), I64(c->actor.person),
                    I64(c->now)));
        touches[n++] = TOUCH(confirmation, id);
    }
    if (!named)
        return not_found(c->arena);
    if (n == 1)
        return NULL;
    return ledger_put(tx, &ledger_act_MSG_CALL_ITEM_CONFIRMED,
                      FACTS(fact_text("item", what), fact_i64("count", (int64_t)n - 1)), touches, NULL);
}

struct err *call_confirm(struct ctx *c, int64_t call_id, int64_t seen, const char *what)
{
    struct call_work work;
    TX(tx, c);
    TRY(call_work_to_change(c, call_id, &work));
    if (seen && seen != work.call->definition_id)
        return conflict(c->arena, MSG_CALL_ITEM_CHANGED_MEANWHILE);
    TRY(call_add_confirmations(tx, work.call, what));
    return tx_commit(tx);
}

struct err *call_confirm_item(struct ctx *c, int64_t call_id, const char *item_key)
{
    return call_confirm(c, call_id, 0, item_key);
}
