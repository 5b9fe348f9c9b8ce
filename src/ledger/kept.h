/* kept.h: rows as each act left them, for histories and for undoing.
**
** The ledger keeps of every touched row its hash. Of the tables that are declared here it keeps the values
** too, written by ledger_put() in the transaction of the act, so that a page can say what was there before.
** `kyoten verify` compares them with their hashes. Not for secrets, nor for tables whose versions are rows
** of their own (answers, submissions, completed sheets, definitions). */
#ifndef LEDGER_KEPT_H
#define LEDGER_KEPT_H

#include "ledger/ledger.h"

/* At file scope, once for each table, anywhere: LEDGER_KEEPS(institution); */
#define LEDGER_KEEPS(t)                                                     \
    extern const struct audited audited_##t;                                \
    static const struct audited *const kept_##t##_ __attribute__((used, section("kyoten_kept"))) = &audited_##t
bool ledger_keeps(const struct audited *t);
const struct audited *kept_table(const char *name); /* NULL: not of the kept ones */

/* A row's cells as text, and back: as many cells as the table has columns now, those added since are NULL.
** FAULT for a text that is none. */
const char *kept_text(struct arena *a, const struct row *r);
struct err *kept_row(struct arena *a, const struct audited *t, const char *text, struct row *ret) MUST_CHECK;
/* The place of a column; −1: there is none of that name. */
int kept_column(const struct audited *t, const char *name);

/* ── histories ── What belongs to one record is said once, as a condition on t.tbl and t.row_id (t: a touch,
** or a kept row) with $1 the record's id; the entries whose subject is the record belong to it anyway.
** which: further conditions on the entry e (" AND e.act <> …"), or "". */
struct ledger_record {
    const struct stmt *entries, *rows;
};
#define LEDGER_RECORD(name, subject, condition, which)                                                       \
    STMT(name##_entries, READ, "iii",                                                                        \
         "SELECT e.id, e.at, e.person_id, p.name, e.duty, e.act, e.detail FROM ledger_entry e"               \
         " LEFT JOIN person p ON p.id = e.person_id WHERE e.id IN (SELECT t.entry_id FROM ledger_touch t "   \
         "WHERE " condition " UNION SELECT s.id FROM ledger_entry s WHERE s.subject_table = '" subject "'"   \
         " AND s.subject_id = $1)" which " AND e.id < $2 ORDER BY e.id DESC LIMIT $3");                      \
    STMT(name##_rows, READ, "iii",                                                                           \
         "SELECT t.entry_id, t.tbl, t.row_id, t.version, t.json, (SELECT b.json FROM ledger_row b"           \
         " WHERE b.tbl = t.tbl AND b.row_id = t.row_id AND b.version = t.version - 1) AS before FROM "       \
         "ledger_row t"                                                                                      \
         " WHERE " condition                                                                                 \
         " AND t.entry_id >= $2 AND t.entry_id <= $3 ORDER BY t.entry_id, t.tbl, t.row_id, t.version");      \
    static const struct ledger_record name = { &name##_entries, &name##_rows }

struct kept_change {
    const struct audited *table;
    int64_t row_id, version;
    const struct row *before, *after; /* NULL: it was not there, or is gone */
};
struct ledger_event {
    int64_t entry;
    instant at;
    int64_t person;          /* 0: the program */
    const char *name, *duty; /* "": the program */
    const char *act, *detail;
    const struct msg *msg;   /* the sentence of the act; NULL: this program does not know it any more */
    size_t n;
    const struct kept_change *changes;
};
struct ledger_events {
    size_t n;
    struct ledger_event *v;
    int64_t older;           /* ask again with before = older; 0: there are none */
};
/* Newest first, at most limit, before the entry of that id (0: from the newest). Two statements. */
struct err *ledger_events_of(struct ctx *c, const struct ledger_record *record, int64_t id, int64_t before,
                             int64_t limit, struct ledger_events *ret) MUST_CHECK;

#endif
