/* entry.c: see entry.h. */
#include "ledger/entry.h"

#include "base/site.h"

#include <sodium.h>

bool hash_of_column(const struct row *r, int col, struct hash *ret)
{
    if (row_is_null(r, col))
        return false;
    struct bytes b = row_bytes(r, col);
    if (b.n != sizeof ret->b)
        return false;
    memcpy(ret->b, b.p, sizeof ret->b);
    return true;
}

bool seal_of_row(const struct row *r, int first, struct seal *ret, uint8_t ret_signature[LEDGER_SIGNATURE_BYTES])
{
    *ret = (struct seal){ .number = row_i64(r, first), .first_seq = row_i64(r, first + 1),
                          .last_seq = row_i64(r, first + 2), .at = row_i64(r, first + 6),
                          .key_id = row_text(r, first + 7) };
    bool whole = hash_of_column(r, first + 3, &ret->root);
    whole = hash_of_column(r, first + 4, &ret->chain) && whole;
    whole = hash_of_column(r, first + 5, &ret->prev) && whole;
    struct bytes signature = row_bytes(r, first + 8);
    memset(ret_signature, 0, LEDGER_SIGNATURE_BYTES);
    if (signature.n != LEDGER_SIGNATURE_BYTES)
        return false;
    memcpy(ret_signature, signature.p, signature.n);
    return whole;
}

void entry_reader_row(struct entry_reader *r, const struct row *row)
{
    int col = r->first;
    if (!r->begun) {
        r->begun = true;
        r->text.n = 0;
        r->absent = row_is_null(row, col);
        if (r->absent)
            return;
        struct entry e = { .id = row_i64(row, col), .at = row_i64(row, col + 1), .recorded_at = row_i64(row, col + 2),
                           .person = row_i64(row, col + 3), .duty = row_text(row, col + 4),
                           .act = row_text(row, col + 5), .subject_table = row_text(row, col + 6),
                           .subject_id = row_i64(row, col + 7), .detail = row_text(row, col + 8),
                           .request = row_text(row, col + 9) };
        r->id = e.id;
        r->mac = (struct hash){ { 0 } };
        (void)hash_of_column(row, col + 10, &r->mac);
        canon_entry_begin(&r->text, &e);
    }
    if (!r->absent && !row_is_null(row, col + 11))
        canon_entry_touch(&r->text, row_text(row, col + 11), row_i64(row, col + 12), row_i64(row, col + 13),
                          row_is_null(row, col + 14) ? (struct bytes){ NULL, 0 } : row_bytes(row, col + 14));
}

void entry_reader_end(struct entry_reader *r)
{
    if (!r->absent)
        canon_entry_end(&r->text);
    r->begun = false;
}

struct hash entry_mac(const struct ledger_key *key, const struct buf *text)
{
    struct hash h;
    crypto_generichash(h.b, sizeof h.b, (const uint8_t *)text->s, text->n, key->mac, sizeof key->mac);
    return h;
}

bool entry_mac_holds(const struct ledger_key *key, const struct entry_reader *r)
{
    struct hash h = entry_mac(key, &r->text);
    return sodium_memcmp(h.b, r->mac.b, sizeof h.b) == 0;
}

struct err *ledger_key_of(struct ctx *c, const struct ledger_key **ret)
{
    if (!c->site || !c->site->ledger_key)
        return fault(c->arena, "ledger: this site has no key (keys/ledger.key)");
    *ret = c->site->ledger_key;
    return NULL;
}
