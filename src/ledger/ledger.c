/* ledger.c: writes the entry of an act, in the transaction of the act. */
#include "ledger/ledger.h"

#include "base/id.h"
#include "base/site.h"
#include "base/vec.h"
#include "ledger/canon.h"
#include "ledger/entry.h"
#include "ledger/kept.h"

NOT_AUDITED(ledger_entry, "the ledger itself: chained and sealed");
NOT_AUDITED(ledger_touch, "the ledger itself: part of its entry");
NOT_AUDITED(ledger_open, "the ledger itself: waits for the seal");
NOT_AUDITED(ledger_link, "the ledger itself: the chain");
NOT_AUDITED(schema_migration, "the program's own: db_migrate checks it");
NOT_AUDITED(ledger_seal, "the ledger itself: signed");

STMT(ledger_entry_add, WRITE, "iiiitttittb",
     "INSERT INTO ledger_entry (id, at, recorded_at, person_id, duty, act, subject_table, subject_id, detail, request, "
     "mac) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)");
STMT(ledger_touch_add, WRITE, "iitiib",
     "INSERT INTO ledger_touch (entry_id, place, tbl, row_id, version, hash) VALUES ($1, $2, $3, $4, $5, $6)");
STMT(ledger_row_add, WRITE, "itiit",
     "INSERT INTO ledger_row (entry_id, tbl, row_id, version, json) VALUES ($1, $2, $3, $4, $5)");
STMT(ledger_open_add, WRITE, "i", "INSERT INTO ledger_open (entry_id, refused) VALUES ($1, 0)");
STMT(ledger_touch_version, READ, "ti",
     "SELECT coalesce(max(version), 0) FROM ledger_touch WHERE tbl = $1 AND row_id = $2");

struct touched {
    const char *table;
    int64_t id, version;
    bool there;
    struct hash hash;
    const char *kept; /* its values; NULL: they are not kept */
};

struct hashing {
    const struct audited *table;
    struct touched *touched;
};

static struct err *hash_row(struct ctx *c, const struct row *r, void *arg)
{
    struct hashing *h = arg;
    h->touched->there = true;
    h->touched->kept = ledger_keeps(h->table) ? kept_text(c->arena, r) : NULL;
    h->touched->hash = canon_row_hash(h->table->table, h->table->columns, r);
    return NULL;
}

/* Reads the row as the act left it. earlier: how often this entry touched the row before. */
static struct err *look_at(struct ctx *c, const struct touch *t, int64_t earlier, struct touched *ret)
{
    *ret = (struct touched){ .table = t->table->table, .id = t->id };
    struct hashing h = { t->table, ret };
    TRY(db_each(c, *t->table->one, hash_row, &h, I64(t->id)));
    TRY(db_i64(c, ledger_touch_version, &ret->version, TXT(ret->table), I64(t->id)));
    ret->version += 1 + earlier;
    if (!ret->there && ledger_keeps(t->table))
        ret->kept = "";
    if (!ret->there && ret->version == 1)
        return fault(c->arena, "ledger: %s %lld is touched, but never was", ret->table, (long long)t->id);
    return NULL;
}

static int64_t earlier_in(const struct touched *v, size_t n, const struct touch *t)
{
    int64_t k = 0;
    for (size_t i = 0; i < n; i++)
        k += v[i].table == t->table->table && v[i].id == t->id;
    return k;
}

static struct bytes hash_or_null(const struct touched *t)
{
    return t->there ? (struct bytes){ t->hash.b, sizeof t->hash.b } : (struct bytes){ NULL, 0 };
}

struct err *ledger_put(struct tx *tx, const struct ledger_act *act, const struct fact *facts,
                       const struct touch *touches, int64_t *ret_entry)
{
    struct ctx *c = tx_ctx(tx);
    const struct ledger_key *key = NULL;
    TRY(ledger_key_of(c, &key));
    struct entry e = { .id = id_ordered(), .at = c->now, .recorded_at = site_now(c->site), .person = c->actor.person,
                       .duty = c->actor.duty ? c->actor.duty : "", .act = act->msg->key,
                       .subject_table = touches->table ? touches->table->table : "", .subject_id = touches->id,
                       .request = c->request_id ? c->request_id : "" };
    TRY(canon_facts(c->arena, facts, &e.detail));
    VEC(struct touched) touched = { 0 };
    struct buf text = buf_make(c->arena, 1024);
    canon_entry_begin(&text, &e);
    for (const struct touch *t = touches; t->table; t++) {
        if (t->about)
            continue;
        struct touched now;
        TRY(look_at(c, t, earlier_in(touched.v, touched.n, t), &now));
        *vec_push(c->arena, &touched) = now;
        canon_entry_touch(&text, now.table, now.id, now.version, hash_or_null(&now));
    }
    canon_entry_end(&text);
    struct hash mac = entry_mac(key, &text);
    TRY(db_must(tx, ledger_entry_add, I64(e.id), I64(e.at), I64(e.recorded_at), I64(e.person), TXT(e.duty), TXT(e.act),
                TXT(e.subject_table), I64(e.subject_id), TXT(e.detail), TXT(e.request),
                BYTES(((struct bytes){ mac.b, sizeof mac.b }))));
    for (size_t i = 0; i < touched.n; i++) {
        const struct touched *t = &touched.v[i];
        TRY(db_must(tx, ledger_touch_add, I64(e.id), I64((int64_t)i), TXT(t->table), I64(t->id), I64(t->version),
                    BYTES(hash_or_null(t))));
        if (t->kept)
            TRY(db_must(tx, ledger_row_add, I64(e.id), TXT(t->table), I64(t->id), I64(t->version), TXT(t->kept)));
    }
    c->last_entry = e.id;
    c->last_act = act->msg;
    TRY(db_must(tx, ledger_open_add, I64(e.id)));
    if (ret_entry)
        *ret_entry = e.id;
    return NULL;
}
