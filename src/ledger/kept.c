/* kept.c: see kept.h. */
#include "ledger/kept.h"

#include "base/vec.h"
#include "ledger.msg.h"
#include "ledger/canon.h"
#include "ledger/entry.h"
#include "ledger/verify.h"

#include <jansson.h>
#include <string.h>

extern const struct audited *const __start_kyoten_kept[] __attribute__((weak));
extern const struct audited *const __stop_kyoten_kept[] __attribute__((weak));

NOT_AUDITED(ledger_row, "the ledger itself: compared with the hashes of its touches");

STMT(kept_all, READ, "",
     "SELECT k.tbl, k.row_id, k.json, t.hash FROM ledger_row k JOIN ledger_entry e ON e.id = k.entry_id LEFT "
     "JOIN ledger_touch t ON t.tbl = k.tbl"
     " AND t.row_id = k.row_id AND t.version = k.version AND t.entry_id = k.entry_id ORDER BY k.tbl, "
     "k.row_id, k.version");

const struct audited *kept_table(const char *name)
{
    for (const struct audited *const *p = __start_kyoten_kept; p < __stop_kyoten_kept; p++)
        if (strcmp((*p)->table, name) == 0)
            return *p;
    return NULL;
}

bool ledger_keeps(const struct audited *t)
{
    return kept_table(t->table) != NULL;
}

/* ── a row as text ── */

const char *kept_text(struct arena *a, const struct row *r)
{
    struct buf b = buf_make(a, 256);
    for (int i = 0; i < r->n; i++) {
        const struct cell *cell = &r->cell[i];
        buf_putc(&b, i ? ',' : '[');
        if (cell->kind == VALUE_I64)
            buf_put_i64(&b, cell->i64);
        else if (cell->kind == VALUE_TEXT)
            canon_put_text(&b, (const char *)cell->bytes.p);
        else if (cell->kind == VALUE_BYTES) {
            buf_lit(&b, "{\"b\":");
            canon_put_hex(&b, cell->bytes.p, cell->bytes.n);
            buf_putc(&b, '}');
        } else
            buf_lit(&b, "null");
    }
    buf_putc(&b, ']');
    return b.s;
}

static int columns_of(const struct audited *t)
{
    int n = 1;
    for (const char *p = t->columns; *p; p++)
        n += *p == ',';
    return n;
}

int kept_column(const struct audited *t, const char *name)
{
    size_t n = strlen(name);
    int at = 0;
    for (const char *p = t->columns; *p; at++) {
        size_t len = strcspn(p, ", ");
        if (len == n && memcmp(p, name, n) == 0)
            return at;
        p += len + strspn(p + len, ", ");
    }
    return -1;
}

static bool read_cell(struct arena *a, const json_t *j, struct cell *ret)
{
    const char *hex = json_string_value(json_object_get(j, "b"));
    if (json_is_integer(j))
        *ret = (struct cell){ .kind = VALUE_I64, .i64 = json_integer_value(j) };
    else if (json_is_string(j))
        *ret = (struct cell){ .kind = VALUE_TEXT,
                              .bytes = arena_bytes(a, json_string_value(j), json_string_length(j)) };
    else if (hex) {
        size_t n = strlen(hex) / 2;
        uint8_t *bytes = arena_alloc(a, n + 1);
        *ret = (struct cell){ .kind = VALUE_BYTES, .bytes = { bytes, n } };
        return canon_read_hex(hex, bytes, n);
    } else
        *ret = (struct cell){ .kind = VALUE_NULL };
    return true;
}

struct err *kept_row(struct arena *a, const struct audited *t, const char *text, struct row *ret)
{
    json_error_t why;
    json_t *j = json_loads(text, 0, &why);
    int n = columns_of(t);
    bool good = json_is_array(j) && json_array_size(j) <= (size_t)n;
    struct cell *cell = arena_array(a, struct cell, (size_t)n);
    for (int i = 0; i < n; i++)
        cell[i].kind = VALUE_NULL;
    for (size_t i = 0; good && i < json_array_size(j); i++)
        good = read_cell(a, json_array_get(j, i), &cell[i]);
    json_decref(j);
    *ret = (struct row){ n, cell };
    return good ? NULL : fault(a, "ledger: a kept row of %s cannot be read", t->table);
}

/* ── verification ── What belongs to an entry that is missing is named with the entry. */

static struct err *compare(struct ctx *c, const struct row *r, void *arg)
{
    (void)c;
    struct ledger_report *report = arg;
    ARENA(work);
    struct row kept;
    struct hash then;
    const struct audited *t = kept_table(row_text(r, 0));
    if (!t)
        return NULL; /* kept by another version of this program */
    bool gone = !*row_text(r, 2);
    bool good = gone ? row_is_null(r, 3) : kept_row(work, t, row_text(r, 2), &kept) == NULL;
    if (good && !gone) {
        struct hash now = canon_row_hash(t->table, t->columns, &kept);
        good = hash_of_column(r, 3, &then) && memcmp(&now, &then, sizeof now) == 0;
    }
    if (!good)
        ledger_found(report, &(struct ledger_finding){ .kind = "kept_changed", .msg = &MSG_LEDGER_KEPT_CHANGED,
                                                       .table = t->table, .id = row_i64(r, 1),
                                                       .args = { arg_text(t->table), arg_i64(row_i64(r, 1)) } });
    return NULL;
}

static struct err *verify_kept(struct ctx *c, struct ledger_report *report)
{
    return db_each(c, kept_all, compare, report);
}
VERIFY_HOOK(kept, verify_kept);

/* ── histories ── */

static struct err *row_or_null(struct arena *a, const struct audited *t, const char *text, const struct row **ret)
{
    *ret = NULL;
    if (!*text)
        return NULL;
    struct row *row = arena_new(a, struct row);
    TRY(kept_row(a, t, text, row));
    *ret = row;
    return NULL;
}

/* The rows of one entry stand together. */
static struct err *put_changes(struct arena *a, const struct rows *rows, struct ledger_event *e)
{
    VEC(struct kept_change) v = { 0 };
    for (size_t i = 0; i < rows->n; i++) {
        const struct row *r = &rows->v[i];
        const struct audited *t = row_i64(r, 0) == e->entry ? kept_table(row_text(r, 1)) : NULL;
        if (!t)
            continue;
        struct kept_change change = { .table = t, .row_id = row_i64(r, 2), .version = row_i64(r, 3) };
        TRY(row_or_null(a, t, row_text(r, 4), &change.after));
        TRY(row_or_null(a, t, row_text(r, 5), &change.before));
        *vec_push(a, &v) = change;
    }
    e->n = v.n;
    e->changes = v.v;
    return NULL;
}

struct err *ledger_events_of(struct ctx *c, const struct ledger_record *record, int64_t id, int64_t before,
                             int64_t limit, struct ledger_events *ret)
{
    struct rows entries;
    struct rows rows = { 0 };
    TRY(db_rows(c, *record->entries, &entries, I64(id), I64(before > 0 ? before : INT64_MAX), I64(limit + 1)));
    size_t n = entries.n > (size_t)limit ? (size_t)limit : entries.n;
    struct ledger_event *v = arena_array(c->arena, struct ledger_event, n + 1);
    if (n)
        TRY(db_rows(c, *record->rows, &rows, I64(id), I64(row_i64(&entries.v[n - 1], 0)),
                    I64(row_i64(&entries.v[0], 0))));
    for (size_t i = 0; i < n; i++) {
        const struct row *r = &entries.v[i];
        v[i] = (struct ledger_event){ .entry = row_i64(r, 0),
                                      .at = row_i64(r, 1),
                                      .person = row_i64(r, 2),
                                      .name = row_text(r, 3),
                                      .duty = row_text(r, 4),
                                      .act = row_text(r, 5),
                                      .detail = row_text(r, 6),
                                      .msg = ledger_act_msg(row_text(r, 5)) };
        TRY(put_changes(c->arena, &rows, &v[i]));
    }
    *ret = (struct ledger_events){ .n = n, .v = v, .older = entries.n > n ? v[n - 1].entry : 0 };
    return NULL;
}
