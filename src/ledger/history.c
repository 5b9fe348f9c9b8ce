/* history.c: what the ledger says about one record, and the newest acts of all, for pages. */
#include "ledger/ledger.h"

#include <string.h>

extern const struct ledger_act *const __start_kyoten_acts[] __attribute__((weak));
extern const struct ledger_act *const __stop_kyoten_acts[] __attribute__((weak));

#define LINE_COLUMNS "e.id, e.at, e.recorded_at, e.person_id, e.duty, e.act, e.detail, "
#define SEALED "(SELECT count(*) FROM ledger_link l WHERE l.entry_id = e.id) AS sealed"

STMT(ledger_of_record, READ, "tii",
     "SELECT " LINE_COLUMNS "(SELECT count(*) FROM ledger_touch t WHERE t.entry_id = e.id AND t.tbl = $1 "
     "AND t.row_id = $2) AS changed, " SEALED " FROM ledger_entry e WHERE e.id IN ("
     "SELECT entry_id FROM ledger_touch WHERE tbl = $1 AND row_id = $2 UNION "
     "SELECT id FROM ledger_entry WHERE subject_table = $1 AND subject_id = $2) ORDER BY e.id DESC LIMIT $3");
STMT(ledger_newest, READ, "ii",
     "SELECT " LINE_COLUMNS "(SELECT count(*) FROM ledger_touch t WHERE t.entry_id = e.id) AS changed, " SEALED
     " FROM ledger_entry e WHERE e.id < $1 ORDER BY e.id DESC LIMIT $2");

/* An entry is either in the chain or waits for its place in it; a chain has no gaps. */
STMT(ledger_entries, READ, "",
     "SELECT (SELECT COALESCE(max(seq), 0) FROM ledger_link) + (SELECT count(*) FROM ledger_open)");

struct err *ledger_count(struct ctx *c, int64_t *ret)
{
    return db_i64(c, ledger_entries, ret);
}

const struct msg *ledger_act_msg(const char *act)
{
    for (const struct ledger_act *const *p = __start_kyoten_acts; p < __stop_kyoten_acts; p++)
        if (strcmp((*p)->msg->key, act) == 0)
            return (*p)->msg;
    return NULL;
}

static struct ledger_line line_of(const struct row *r)
{
    return (struct ledger_line){ .entry = row_i64(r, 0), .at = row_i64(r, 1), .recorded_at = row_i64(r, 2),
                                 .person = row_i64(r, 3), .duty = row_text(r, 4), .act = row_text(r, 5),
                                 .msg = ledger_act_msg(row_text(r, 5)), .detail = row_text(r, 6),
                                 .changed = row_i64(r, 7) > 0, .sealed = row_i64(r, 8) > 0 };
}

struct err *ledger_history_(struct ctx *c, const struct audited *table, int64_t id, int64_t limit,
                            struct ledger_lines *ret)
{
    struct rows rows;
    TRY(db_rows(c, ledger_of_record, &rows, TXT(table->table), I64(id), I64(limit)));
    *ret = (struct ledger_lines){ rows.n, arena_array(c->arena, struct ledger_line, rows.n + 1) };
    for (size_t i = 0; i < rows.n; i++)
        ret->v[rows.n - 1 - i] = line_of(&rows.v[i]);
    return NULL;
}

struct err *ledger_recent(struct ctx *c, int64_t before, int64_t limit, struct ledger_lines *ret)
{
    struct rows rows;
    TRY(db_rows(c, ledger_newest, &rows, I64(before > 0 ? before : INT64_MAX), I64(limit)));
    *ret = (struct ledger_lines){ rows.n, arena_array(c->arena, struct ledger_line, rows.n + 1) };
    for (size_t i = 0; i < rows.n; i++)
        ret->v[i] = line_of(&rows.v[i]);
    return NULL;
}
