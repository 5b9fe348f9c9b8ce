/* undo.c: see undo.h. */
#include "ledger/undo.h"

#include "ledger.msg.h"

#include <assert.h>
#include <string.h>

extern const struct ledger_undo *const __start_kyoten_undo[] __attribute__((weak));
extern const struct ledger_undo *const __stop_kyoten_undo[] __attribute__((weak));

/* The entry, the row it touched first, whether that row was touched again, and the kept rows before and after. */
STMT(undo_entry, READ, "i",
     "SELECT e.act, e.subject_id, t.tbl, t.version, (SELECT max(l.version) FROM ledger_touch l WHERE l.tbl = t.tbl"
     " AND l.row_id = t.row_id) AS last_version, (SELECT k.json FROM ledger_row k WHERE k.tbl = t.tbl"
     " AND k.row_id = t.row_id AND k.version = t.version) AS after_json, (SELECT k.json FROM ledger_row k"
     " WHERE k.tbl = t.tbl AND k.row_id = t.row_id AND k.version = t.version - 1) AS before_json"
     " FROM ledger_entry e LEFT JOIN ledger_touch t ON t.entry_id = e.id AND t.place = 0 WHERE e.id = $1");

const struct ledger_undo *ledger_undo_of(const char *act)
{
    for (const struct ledger_undo *const *p = __start_kyoten_undo; p < __stop_kyoten_undo; p++)
        if (strcmp((*p)->act->key, act) == 0)
            return *p;
    return NULL;
}

static struct err *read_row(struct arena *a, const struct audited *t, const char *json, const struct row **ret)
{
    struct row *row = arena_new(a, struct row);
    *ret = NULL;
    if (!t || !*json)
        return NULL;
    TRY(kept_row(a, t, json, row));
    *ret = row;
    return NULL;
}

struct err *ledger_take_back(struct ctx *c, int64_t entry)
{
    struct row r;
    TRY(db_row(c, undo_entry, &r, I64(entry)));
    const struct ledger_undo *undo = ledger_undo_of(row_text(&r, 0));
    if (!undo)
        return not_found(c->arena);
    if (!row_is_null(&r, 3) && row_i64(&r, 3) != row_i64(&r, 4))
        return conflict(c->arena, MSG_LEDGER_CHANGED_SINCE);
    struct undo_of u = { .entry = entry, .subject = row_i64(&r, 1), .table = kept_table(row_text(&r, 2)) };
    TRY(read_row(c->arena, u.table, row_text(&r, 5), &u.after));
    TRY(read_row(c->arena, u.table, row_text(&r, 6), &u.before));
    return undo->fn(c, &u);
}

static const struct cell *cell_of(const struct audited *t, const struct row *r, const char *column)
{
    int at = kept_column(t, column);
    assert(at >= 0 && "the table has this column");
    return &r->cell[at];
}

int64_t kept_i64(const struct audited *t, const struct row *r, const char *column)
{
    const struct cell *cell = cell_of(t, r, column);
    return cell->kind == VALUE_I64 ? cell->i64 : 0;
}

const char *kept_string(const struct audited *t, const struct row *r, const char *column)
{
    const struct cell *cell = cell_of(t, r, column);
    return cell->kind == VALUE_TEXT ? (const char *)cell->bytes.p : NULL;
}
