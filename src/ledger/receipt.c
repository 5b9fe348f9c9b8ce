/* receipt.c: makes receipts. What they hold and how they are checked is in receipt_check.c. */
#include "ledger/receipt.h"

#include "base/vec.h"
#include "ledger/canon.h"
#include "ledger/entry.h"
#include "ledger/signature.h"

STMT(receipt_entry, READ, "i",
     "SELECT l.seq, " ENTRY_COLUMNS " FROM ledger_entry e LEFT JOIN ledger_link l ON l.entry_id = e.id "
     "LEFT JOIN ledger_touch t ON t.entry_id = e.id WHERE e.id = $1 ORDER BY t.place NULLS FIRST");
STMT(receipt_seal, READ, "i",
     "SELECT " SEAL_COLUMNS " FROM ledger_seal s WHERE s.last_seq >= $1 ORDER BY s.last_seq LIMIT 1");
STMT(receipt_leaves, READ, "ii",
     "SELECT leaf FROM ledger_link WHERE seq >= $1 AND seq <= $2 ORDER BY seq");

struct one_entry {
    struct entry_reader reader;
    int64_t seq; /* 0: not sealed yet */
    bool found;
};

static struct err *take_row(struct ctx *c, const struct row *r, void *arg)
{
    (void)c;
    struct one_entry *o = arg;
    o->found = true;
    o->seq = row_is_null(r, 0) ? 0 : row_i64(r, 0);
    entry_reader_row(&o->reader, r);
    return NULL;
}

static struct err *put_proof(struct ctx *c, struct buf *b, const struct one_entry *o)
{
    struct arena *a = c->arena;
    struct row r;
    struct rows leaves;
    struct seal s;
    uint8_t signature[LEDGER_SIGNATURE_BYTES];
    TRY(db_row(c, receipt_seal, &r, I64(o->seq)));
    bool whole = seal_of_row(&r, 0, &s, signature);
    TRY(db_rows(c, receipt_leaves, &leaves, I64(s.first_seq), I64(s.last_seq)));
    if (o->seq < s.first_seq || (int64_t)leaves.n != s.last_seq - s.first_seq + 1)
        whole = false;
    struct hash *leaf = arena_array(a, struct hash, leaves.n + 1);
    for (size_t i = 0; i < leaves.n; i++)
        whole = hash_of_column(&leaves.v[i], 0, &leaf[i]) && whole;
    if (!whole)
        return fault(a, "ledger: the seal over place %lld is damaged; run kyoten verify", (long long)o->seq);
    struct hash path[MERKLE_DEPTH];
    size_t n = merkle_path(leaf, leaves.n, (size_t)(o->seq - s.first_seq), path);
    buf_lit(b, "{\"index\":");
    buf_put_i64(b, o->seq - s.first_seq);
    buf_lit(b, ",\"path\":[");
    for (size_t i = 0; i < n; i++) {
        if (i > 0)
            buf_putc(b, ',');
        canon_put_hex(b, path[i].b, sizeof path[i].b);
    }
    buf_lit(b, "],\"seal\":");
    buf_puts(b, canon_seal(a, &s));
    buf_lit(b, ",\"signature\":");
    canon_put_hex(b, signature, sizeof signature);
    buf_putc(b, '}');
    return NULL;
}

struct err *receipt_make(struct ctx *c, const char *kind, const struct fact *facts, int64_t entry,
                         const char **ret_json)
{
    struct arena *a = c->arena;
    const struct ledger_key *key = NULL;
    const char *facts_json = NULL;
    TRY(ledger_key_of(c, &key));
    TRY(canon_facts(a, facts, &facts_json));
    struct one_entry o = { .reader = { .first = 1, .text = buf_make(a, 2048) } };
    TRY(db_each(c, receipt_entry, take_row, &o, I64(entry)));
    if (!o.found)
        return not_found(a);
    entry_reader_end(&o.reader);
    if (!entry_mac_holds(key, &o.reader))
        return fault(a, "ledger: the entry %lld is not as it was written; run kyoten verify", (long long)entry);

    /* head and tail are the signed text; the proof and the signature stand between them in the order of their names */
    struct buf head = buf_make(a, o.reader.text.n + 1024);
    buf_lit(&head, "{\"entry\":");
    buf_put(&head, o.reader.text.s, o.reader.text.n);
    buf_lit(&head, ",\"facts\":");
    buf_puts(&head, facts_json);
    buf_lit(&head, ",\"key\":{\"id\":");
    canon_put_text(&head, key->id);
    buf_lit(&head, ",\"public\":");
    canon_put_hex(&head, key->public, sizeof key->public);
    buf_lit(&head, "},\"kind\":");
    canon_put_text(&head, kind);
    static const char TAIL[] = ",\"version\":1}";
    uint8_t signature[LEDGER_SIGNATURE_BYTES];
    signature_make(key, SIGNED_RECEIPT, arena_printf(a, "%s%s", head.s, TAIL), signature);
    buf_lit(&head, ",\"proof\":");
    if (o.seq > 0)
        TRY(put_proof(c, &head, &o));
    else
        buf_lit(&head, "null");
    buf_lit(&head, ",\"signature\":");
    canon_put_hex(&head, signature, sizeof signature);
    buf_puts(&head, TAIL);
    buf_putc(&head, '\n');
    *ret_json = head.s;
    return NULL;
}
