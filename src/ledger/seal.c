/* seal.c: see seal.h. */
#include "ledger/seal.h"

#include "base/site.h"
#include "base/vec.h"
#include "ledger/canon.h"
#include "ledger/entry.h"
#include "ledger/signature.h"

/* The waiting entries in the order in which they are found; an entry that is gone, or linked already, is known by its
** NULLs. */
STMT(ledger_waiting, READ, "i",
     "SELECT o.entry_id, l.seq, " ENTRY_COLUMNS " FROM (SELECT entry_id FROM ledger_open WHERE refused = 0 "
     "ORDER BY entry_id LIMIT $1) o LEFT JOIN ledger_link l ON l.entry_id = o.entry_id "
     "LEFT JOIN ledger_entry e ON e.id = o.entry_id LEFT JOIN ledger_touch t ON t.entry_id = o.entry_id "
     "ORDER BY o.entry_id, t.place NULLS FIRST");
STMT(ledger_last_seal, READ, "",
     "SELECT " SEAL_COLUMNS " FROM ledger_seal s ORDER BY s.number DESC LIMIT 1");
STMT(ledger_open_done, WRITE, "i", "DELETE FROM ledger_open WHERE entry_id = $1");
STMT(ledger_open_refuse, WRITE, "i", "UPDATE ledger_open SET refused = 1 WHERE entry_id = $1");
STMT(ledger_link_add, WRITE, "iibb", "INSERT INTO ledger_link (seq, entry_id, leaf, chain) VALUES ($1, $2, $3, $4)");
STMT(ledger_seal_add, WRITE, "iiibbbitb",
     "INSERT INTO ledger_seal (number, first_seq, last_seq, root, chain, prev, at, key_id, signature) "
     "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)");

struct waiting {
    int64_t entry;
    struct hash leaf;
    bool good;
};

struct batch {
    const struct ledger_key *key;
    struct entry_reader reader;
    int64_t entry; /* the one being read; 0: none */
    bool linked;
    VEC(struct waiting) v;
};

static void finish(struct ctx *c, struct batch *b)
{
    if (b->entry == 0)
        return;
    entry_reader_end(&b->reader);
    bool good = !b->linked && !b->reader.absent && entry_mac_holds(b->key, &b->reader);
    *vec_push(c->arena, &b->v) = (struct waiting){ .entry = b->entry, .good = good,
                                                   .leaf = merkle_leaf(b->reader.text.s, b->reader.text.n) };
}

static struct err *take_row(struct ctx *c, const struct row *r, void *arg)
{
    struct batch *b = arg;
    if (row_i64(r, 0) != b->entry) {
        finish(c, b);
        b->entry = row_i64(r, 0);
        b->linked = !row_is_null(r, 1);
    }
    entry_reader_row(&b->reader, r);
    return NULL;
}

static struct bytes bytes_of(const struct hash *h)
{
    return (struct bytes){ h->b, sizeof h->b };
}

struct err *ledger_seal_last(struct ctx *c, struct seal *ret)
{
    struct row r;
    bool found = false;
    *ret = (struct seal){ .number = 0 };
    TRY(db_find(c, ledger_last_seal, &r, &found));
    if (!found)
        return NULL;
    uint8_t signature[LEDGER_SIGNATURE_BYTES];
    if (!seal_of_row(&r, 0, ret, signature))
        return fault(c->arena, "ledger: the seal %lld is damaged; run kyoten verify", (long long)ret->number);
    return NULL;
}

static struct err *add_seal(struct tx *tx, const struct ledger_key *key, const struct seal *s)
{
    struct arena *a = tx_ctx(tx)->arena;
    uint8_t signature[LEDGER_SIGNATURE_BYTES];
    signature_make(key, SIGNED_SEAL, canon_seal(a, s), signature);
    return db_must(tx, ledger_seal_add, I64(s->number), I64(s->first_seq), I64(s->last_seq), BYTES(bytes_of(&s->root)),
                   BYTES(bytes_of(&s->chain)), BYTES(bytes_of(&s->prev)), I64(s->at), TXT(s->key_id),
                   BYTES(((struct bytes){ signature, sizeof signature })));
}

static struct err *seal_waiting(struct ctx *c, int64_t *ret_sealed)
{
    struct batch b = { .reader = { .first = 2, .text = buf_make(c->arena, 4096) } };
    TRY(ledger_key_of(c, &b.key));
    TX(tx, c);
    TRY(db_each(c, ledger_waiting, take_row, &b, I64(LEDGER_SEAL_MAX)));
    finish(c, &b);
    if (b.v.n == 0) {
        *ret_sealed = 0;
        return NULL;
    }
    struct seal before;
    TRY(ledger_seal_last(c, &before));
    struct seal s = { .number = before.number + 1, .first_seq = before.last_seq + 1, .last_seq = before.last_seq,
                      .chain = before.chain, .at = site_now(c->site), .key_id = b.key->id };
    if (before.number > 0)
        s.prev = canon_seal_hash(canon_seal(c->arena, &before));
    struct merkle tree = { .n = 0 };
    for (size_t i = 0; i < b.v.n; i++) {
        const struct waiting *w = &b.v.v[i];
        if (!w->good) {
            TRY(db_must(tx, ledger_open_refuse, I64(w->entry)));
            continue;
        }
        s.last_seq++;
        s.chain = canon_chain(&s.chain, &w->leaf);
        merkle_add(&tree, &w->leaf);
        TRY(db_must(tx, ledger_link_add, I64(s.last_seq), I64(w->entry), BYTES(bytes_of(&w->leaf)),
                    BYTES(bytes_of(&s.chain))));
        TRY(db_must(tx, ledger_open_done, I64(w->entry)));
    }
    s.root = merkle_root(&tree);
    if (tree.n > 0)
        TRY(add_seal(tx, b.key, &s));
    TRY(tx_commit(tx));
    *ret_sealed = (int64_t)b.v.n;
    return NULL;
}

struct err *ledger_seal_step(struct ctx *c, int64_t *ret_sealed)
{
    struct err *e = seal_waiting(c, ret_sealed);
    if (e && e->kind == ERR_CONFLICT)
        return err_retry(c->arena, "ledger: another node has just sealed");
    return e;
}
