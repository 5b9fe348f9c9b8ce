/* verify_rows.c: see verify_rows.h. */
#include "ledger/verify_rows.h"

#include "ledger.msg.h"
#include "ledger/canon.h"
#include "ledger/entry.h"

extern const struct audited *const __start_kyoten_audited[] __attribute__((weak));
extern const struct audited *const __stop_kyoten_audited[] __attribute__((weak));

struct table_walk {
    const struct audited *table;
    struct ledger_report *report;
};

static void found_row(const struct table_walk *w, const char *kind, const struct msg *m, int64_t id)
{
    ledger_found(w->report, &(struct ledger_finding){ .kind = kind, .msg = m, .table = w->table->table, .id = id,
                                                      .args = { arg_text(w->table->table), arg_i64(id) } });
}

/* A row as it is now, then the version and hash of its last touch. */
static struct err *compare(struct ctx *c, const struct row *r, void *arg)
{
    (void)c;
    const struct table_walk *w = arg;
    int64_t id = row_i64(r, 0);
    struct hash now = canon_row_hash(w->table->table, w->table->columns, r);
    struct hash then;
    w->report->rows++;
    if (row_is_null(r, r->n - 2))
        found_row(w, "row_slipped_in", &MSG_LEDGER_ROW_SLIPPED_IN, id);
    else if (row_is_null(r, r->n - 1))
        found_row(w, "row_back", &MSG_LEDGER_ROW_BACK, id);
    else if (!hash_of_column(r, r->n - 1, &then) || memcmp(&now, &then, sizeof now) != 0)
        found_row(w, "row_changed", &MSG_LEDGER_ROW_CHANGED, id);
    return NULL;
}

static struct err *gone(struct ctx *c, const struct row *r, void *arg)
{
    (void)c;
    found_row(arg, "row_removed", &MSG_LEDGER_ROW_REMOVED, row_i64(r, 0));
    return NULL;
}

struct err *verify_rows(struct ctx *c, struct ledger_report *report)
{
    for (const struct audited *const *p = __start_kyoten_audited; p < __stop_kyoten_audited; p++) {
        struct table_walk w = { *p, report };
        TRY(db_each(c, *w.table->all, compare, &w));
        TRY(db_each(c, *w.table->gone, gone, &w));
    }
    return NULL;
}
