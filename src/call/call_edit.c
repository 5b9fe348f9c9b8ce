/* call_edit.c: what a call is run by is changed: each change a new version of the definition of the draft,
** or of the amendment that is being prepared; never of what is published. */
#include "call/call.h"

#include "db/db.h"
#include "ledger/ledger.h"
#include "call.msg.h"

#include <string.h>

LEDGER_ACT(MSG_CALL_ITEM_CHANGED);
LEDGER_ACT(MSG_CALL_CHANGE_UNDONE);
LEDGER_ACT(MSG_CALL_SEEN);

STMT(call_set_definition, WRITE, "iii",
     "UPDATE call SET definition_id = $2, undo_id = $3 WHERE id = $1 AND state = 'draft' AND definition_id = $3");
STMT(call_version_set_definition, WRITE, "iii",
     "UPDATE call_version SET definition_id = $2, undo_id = $3"
     " WHERE id = $1 AND state = 'preparing' AND definition_id = $3");
STMT(call_version_preparing, READ, "i",
     "SELECT id, definition_id, undo_id, begun_at FROM call_version WHERE call_id = $1 AND state = 'preparing'");
STMT(call_set_seen, WRITE, "iiii",
     "UPDATE call SET seen_id = $2, seen_by = $3, seen_at = $4 WHERE id = $1 AND state = 'draft' AND "
     "definition_id = $2");

struct err *call_work_load(struct ctx *c, int64_t call_id, struct call_work *ret)
{
    struct call_work w = { 0 };
    TRY(call_load(c, call_id, &w.call));
    w.live = w.call->definition;
    w.live_id = w.call->definition_id;
    w.undo_id = w.call->undo_id;
    w.editable = strcmp(w.call->state, "draft") == 0;
    struct row row;
    bool found = false;
    if (!w.editable)
        TRY(db_find(c, call_version_preparing, &row, &found, I64(call_id)));
    if (found) {
        w.amendment = row_i64(&row, 0);
        w.editable = true;
        w.call->definition_id = row_i64(&row, 1);
        w.undo_id = row_is_null(&row, 2) ? 0 : row_i64(&row, 2);
        TRY(definition_load(c, w.call->definition_id, &w.call->definition));
    }
    *ret = w;
    return NULL;
}

struct err *call_work_to_change(struct ctx *c, int64_t call_id, struct call_work *ret)
{
    TRY(allow(c, ACT_OFFICE_CALL, ACT_OFFICE_CALL, (struct standing){ REL_ANY, STATE_ANY }));
    TRY(call_work_load(c, call_id, ret));
    return ret->editable ? NULL : refused(c->arena, MSG_CALL_NOT_A_DRAFT);
}

/* What a change is about must be as the person saw it; what others changed elsewhere meanwhile stays. */
static bool same_at(struct arena *a, const struct definition *before, const struct definition *now, const char *path)
{
    return strcmp(definition_value(a, before, path), definition_value(a, now, path)) == 0;
}

/* An element that is moved or removed stands in the same list as it was. */
static const char *list_around(struct arena *a, const char *path)
{
    const char *last = strrchr(path, '.');
    return last ? arena_strndup(a, path, (size_t)(last - path)) : path;
}

static struct err *check_seen(struct ctx *c, int64_t seen, const struct call_work *w, const struct call_edit *edit)
{
    const struct definition *before = NULL;
    const struct definition *now = w->call->definition;
    if (!seen || seen == w->call->definition_id)
        return NULL;
    struct err *e = definition_load(c, seen, &before);
    if (e && e->kind == ERR_NOT_FOUND)
        return conflict(c->arena, MSG_CALL_ITEM_CHANGED_MEANWHILE);
    TRY(e);
    bool same = true;
    for (size_t i = 0; i < edit->n; i++)
        same = same && same_at(c->arena, before, now, edit->changes[i].path);
    if (edit->list && edit->list->act != RESHAPE_ADD)
        same = same && same_at(c->arena, before, now, list_around(c->arena, edit->list->path));
    return same ? NULL : conflict(c->arena, MSG_CALL_ITEM_CHANGED_MEANWHILE);
}

struct err *call_work_set(struct tx *tx, const struct call_work *w, int64_t definition_id)
{
    if (w->amendment)
        return db_must(tx, call_version_set_definition, I64(w->amendment), I64(definition_id),
                       I64(w->call->definition_id));
    return db_must(tx, call_set_definition, I64(w->call->id), I64(definition_id), I64(w->call->definition_id));
}

static struct touch touch_of_work(const struct call_work *w)
{
    return w->amendment ? TOUCH(call_version, w->amendment) : TOUCH(call, w->call->id);
}

struct err *call_edit(struct ctx *c, int64_t call_id, int64_t seen, const struct definition_change *changes,
                      size_t n)
{
    return call_reshape(c, call_id, seen, &(struct call_edit){ n, changes, NULL });
}

struct err *call_reshape(struct ctx *c, int64_t call_id, int64_t seen, const struct call_edit *edit)
{
    struct call_work w;
    const struct definition *def = NULL;
    int64_t id = 0;
    TX(tx, c);
    TRY(call_work_to_change(c, call_id, &w));
    TRY(check_seen(c, seen, &w, edit));
    TRY(definition_reshape(c->arena, w.call->definition, edit->changes, edit->n, edit->list, &def));
    if (w.amendment)
        TRY(call_may_amend(c->arena, w.call, w.live, def, c->now));
    const char *path = edit->list ? edit->list->path : edit->changes[0].path;
    TRY(definition_add(tx, def, path, &id));
    if (id == w.call->definition_id)
        return tx_commit(tx); /* nothing was changed */
    TRY(call_work_set(tx, &w, id));
    TRY(ledger_add(tx, MSG_CALL_ITEM_CHANGED,
                   FACTS(fact_text("path", path), fact_i64("list", edit->list ? edit->list->act + 1 : 0),
                         fact_i64("changes", (int64_t)edit->n)),
                   touch_of_work(&w), ABOUT(call, call_id), ABOUT(definition, id)));
    return tx_commit(tx);
}

struct err *call_undo(struct ctx *c, int64_t call_id, int64_t seen)
{
    struct call_work w;
    TX(tx, c);
    TRY(call_work_to_change(c, call_id, &w));
    if (seen != w.call->definition_id)
        return conflict(c->arena, MSG_CALL_ITEM_CHANGED_MEANWHILE);
    if (!w.undo_id)
        return refused(c->arena, MSG_CALL_NOTHING_TO_UNDO);
    TRY(call_work_set(tx, &w, w.undo_id));
    TRY(ledger_add(tx, MSG_CALL_CHANGE_UNDONE, FACTS(fact_id("definition", w.undo_id)), touch_of_work(&w),
                   ABOUT(call, call_id)));
    return tx_commit(tx);
}

struct err *call_mark_seen(struct ctx *c, int64_t call_id, int64_t seen)
{
    struct call_work w;
    TX(tx, c);
    TRY(call_work_to_change(c, call_id, &w));
    if (seen != w.call->definition_id)
        return conflict(c->arena, MSG_CALL_ITEM_CHANGED_MEANWHILE);
    if (!w.amendment) {
        TRY(db_must(tx, call_set_seen, I64(call_id), I64(seen), I64(c->actor.person), I64(c->now)));
        TRY(ledger_add(tx, MSG_CALL_SEEN, FACTS(fact_id("definition", seen)), TOUCH(call, call_id)));
    }
    return tx_commit(tx);
}
