/* verify.c: checks the chain, the seals and every entry; verify_rows.c checks the records against them.
**
** Each check is one statement and so consistent in itself while the server goes on working. */
#include "ledger/verify.h"

#include "base/site.h"
#include "ledger.msg.h"
#include "ledger/anchor.h"
#include "ledger/canon.h"
#include "ledger/entry.h"
#include "ledger/signature.h"
#include "ledger/verify_rows.h"

extern const struct verify_hook *const __start_kyoten_verify[] __attribute__((weak));
extern const struct verify_hook *const __stop_kyoten_verify[] __attribute__((weak));

STMT(verify_chain, READ, "",
     "SELECT l.seq, l.entry_id, l.leaf, l.chain, " ENTRY_COLUMNS ", " SEAL_COLUMNS " FROM ledger_link l "
     "LEFT JOIN ledger_entry e ON e.id = l.entry_id LEFT JOIN ledger_touch t ON t.entry_id = l.entry_id "
     "LEFT JOIN ledger_seal s ON s.last_seq = l.seq ORDER BY l.seq, t.place NULLS FIRST");
STMT(verify_unlinked, READ, "",
     "SELECT coalesce(o.refused, 1), " ENTRY_COLUMNS " FROM ledger_entry e "
     "LEFT JOIN ledger_open o ON o.entry_id = e.id LEFT JOIN ledger_touch t ON t.entry_id = e.id "
     "WHERE NOT EXISTS (SELECT 1 FROM ledger_link l WHERE l.entry_id = e.id) ORDER BY e.id, t.place NULLS FIRST");
STMT(verify_open_gone, READ, "",
     "SELECT o.entry_id FROM ledger_open o LEFT JOIN ledger_entry e ON e.id = o.entry_id WHERE e.id IS NULL "
     "ORDER BY o.entry_id");
STMT(verify_touch_alone, READ, "",
     "SELECT t.tbl, t.row_id, t.entry_id FROM ledger_touch t LEFT JOIN ledger_entry e ON e.id = t.entry_id "
     "WHERE e.id IS NULL ORDER BY t.tbl, t.row_id, t.version");
STMT(verify_seal_alone, READ, "",
     "SELECT s.number FROM ledger_seal s LEFT JOIN ledger_link l ON l.seq = s.last_seq WHERE l.seq IS NULL "
     "ORDER BY s.number");
STMT(verify_seal_by_number, READ, "i", "SELECT " SEAL_COLUMNS " FROM ledger_seal s WHERE s.number = $1");

#define CHAIN_ENTRY 4
#define CHAIN_SEAL (CHAIN_ENTRY + ENTRY_COLUMN_COUNT)

void ledger_found(struct ledger_report *report, const struct ledger_finding *f)
{
    report->findings++;
    if (report->found)
        report->found(report->arg, f);
}

/* One finding about an entry. */
static void found_entry(struct ledger_report *report, const char *kind, const struct msg *m, int64_t seq, int64_t id)
{
    ledger_found(report, &(struct ledger_finding){ .kind = kind, .msg = m, .id = id, .seq = seq,
                                                   .args = { arg_i64(seq), arg_i64(id) } });
}

/* One finding about a seal. */
static void found_seal(struct ledger_report *report, const char *kind, const struct msg *m, int64_t number, int64_t seq)
{
    ledger_found(report, &(struct ledger_finding){ .kind = kind, .msg = m, .id = number, .seq = seq,
                                                   .args = { arg_i64(number), arg_i64(seq) } });
}

/* ── the chain ── */

struct walk {
    const struct ledger_key *key;
    struct ledger_report *report;
    struct arena *scratch;      /* emptied after each seal */
    struct entry_reader reader;
    bool begun;
    int64_t seq, entry;         /* of the link being read */
    bool link_whole;
    struct hash leaf, chain;
    bool sealed, seal_whole;    /* a seal ends here */
    struct seal seal;
    char seal_key[LEDGER_KEY_ID_LETTERS + 1];
    uint8_t signature[LEDGER_SIGNATURE_BYTES];
    /* what the links before lead one to expect */
    int64_t next_seq, next_seal, seal_first;
    struct hash before, seal_before;
    struct merkle tree;         /* of the links since the last seal */
};

static void judge_seal(struct walk *w)
{
    const struct seal *s = &w->seal;
    const char *text = canon_seal(w->scratch, s);
    struct hash root = merkle_root(&w->tree);
    if (s->number != w->next_seal)
        found_seal(w->report, "seal_missing", &MSG_LEDGER_SEAL_MISSING, w->next_seal, w->seq);
    if (!w->seal_whole || strcmp(w->seal_key, w->key->id) != 0 ||
        !signature_holds(w->key->public, SIGNED_SEAL, text, w->signature))
        found_seal(w->report, "seal_forged", &MSG_LEDGER_SEAL_FORGED, s->number, w->seq);
    else if (s->number == w->next_seal && memcmp(&s->prev, &w->seal_before, sizeof s->prev) != 0)
        found_seal(w->report, "seal_order", &MSG_LEDGER_SEAL_ORDER, s->number, w->seq);
    else if (s->first_seq != w->seal_first || memcmp(&s->root, &root, sizeof root) != 0 ||
             memcmp(&s->chain, &w->chain, sizeof w->chain) != 0)
        found_seal(w->report, "seal_other", &MSG_LEDGER_SEAL_OTHER, s->number, w->seq);
    w->report->seals++;
    w->next_seal = s->number + 1;
    w->seal_before = canon_seal_hash(text);
    w->seal_first = w->seq + 1;
    w->tree.n = 0;
    arena_reset(w->scratch);
}

static void judge_link(struct walk *w)
{
    if (!w->begun)
        return;
    entry_reader_end(&w->reader);
    w->report->entries++;
    if (w->seq != w->next_seq)
        found_entry(w->report, "place_missing", &MSG_LEDGER_PLACE_MISSING, w->next_seq, 0);
    struct hash leaf = merkle_leaf(w->reader.text.s, w->reader.absent ? 0 : w->reader.text.n);
    if (w->reader.absent)
        found_entry(w->report, "entry_removed", &MSG_LEDGER_ENTRY_REMOVED, w->seq, w->entry);
    else if (!w->link_whole || memcmp(&leaf, &w->leaf, sizeof leaf) != 0)
        found_entry(w->report, "entry_changed", &MSG_LEDGER_ENTRY_CHANGED, w->seq, w->entry);
    else if (!entry_mac_holds(w->key, &w->reader))
        found_entry(w->report, "entry_forged", &MSG_LEDGER_ENTRY_FORGED, w->seq, w->entry);
    struct hash chain = canon_chain(&w->before, &w->leaf);
    if (w->seq == w->next_seq && memcmp(&chain, &w->chain, sizeof chain) != 0)
        found_entry(w->report, "chain_broken", &MSG_LEDGER_CHAIN_BROKEN, w->seq, w->entry);
    merkle_add(&w->tree, &w->leaf);
    w->before = w->chain;
    w->next_seq = w->seq + 1;
    if (w->sealed)
        judge_seal(w);
}

static struct err *walk_row(struct ctx *c, const struct row *r, void *arg)
{
    (void)c;
    struct walk *w = arg;
    if (!w->begun || row_i64(r, 0) != w->seq) {
        judge_link(w);
        w->begun = true;
        w->seq = row_i64(r, 0);
        w->entry = row_i64(r, 1);
        w->leaf = w->chain = (struct hash){ { 0 } };
        w->link_whole = hash_of_column(r, 2, &w->leaf);
        w->link_whole = hash_of_column(r, 3, &w->chain) && w->link_whole;
        w->sealed = !row_is_null(r, CHAIN_SEAL);
        if (w->sealed) {
            w->seal_whole = seal_of_row(r, CHAIN_SEAL, &w->seal, w->signature);
            w->seal_whole = w->seal_whole && strlen(w->seal.key_id) < sizeof w->seal_key;
            strncpy(w->seal_key, w->seal_whole ? w->seal.key_id : "", sizeof w->seal_key - 1);
            w->seal.key_id = w->seal_key;
        }
    }
    entry_reader_row(&w->reader, r);
    return NULL;
}

static struct err *verify_links(struct ctx *c, const struct ledger_key *key, struct ledger_report *report)
{
    ARENA(scratch);
    struct walk w = { .key = key, .report = report, .scratch = scratch, .next_seq = 1, .next_seal = 1, .seal_first = 1,
                      .reader = { .first = CHAIN_ENTRY, .text = buf_make(c->arena, 4096) } };
    TRY(db_each(c, verify_chain, walk_row, &w));
    judge_link(&w);
    if (w.tree.n > 0)
        found_entry(report, "seal_cut", &MSG_LEDGER_SEAL_CUT, w.seal_first, 0);
    return NULL;
}

/* ── entries without a place ── */

struct unlinked {
    const struct ledger_key *key;
    struct ledger_report *report;
    struct entry_reader reader;
    int64_t entry; /* 0: none yet */
    bool refused;
};

static void judge_unlinked(struct unlinked *u)
{
    if (u->entry == 0)
        return;
    entry_reader_end(&u->reader);
    if (u->refused || !entry_mac_holds(u->key, &u->reader))
        found_entry(u->report, "entry_slipped_in", &MSG_LEDGER_ENTRY_SLIPPED_IN, 0, u->entry);
    else
        u->report->open++;
}

static struct err *unlinked_row(struct ctx *c, const struct row *r, void *arg)
{
    (void)c;
    struct unlinked *u = arg;
    if (row_i64(r, 1) != u->entry) {
        judge_unlinked(u);
        u->entry = row_i64(r, 1);
        u->refused = row_bool(r, 0);
    }
    entry_reader_row(&u->reader, r);
    return NULL;
}

static struct err *open_gone(struct ctx *c, const struct row *r, void *arg)
{
    (void)c;
    found_entry(arg, "entry_removed", &MSG_LEDGER_ENTRY_REMOVED, 0, row_i64(r, 0));
    return NULL;
}

static struct err *touch_alone(struct ctx *c, const struct row *r, void *arg)
{
    (void)c;
    ledger_found(arg, &(struct ledger_finding){
                          .kind = "touch_alone", .msg = &MSG_LEDGER_TOUCH_ALONE, .table = row_text(r, 0),
                          .id = row_i64(r, 1),
                          .args = { arg_text(row_text(r, 0)), arg_i64(row_i64(r, 1)), arg_i64(row_i64(r, 2)) } });
    return NULL;
}

static struct err *seal_alone(struct ctx *c, const struct row *r, void *arg)
{
    (void)c;
    found_seal(arg, "seal_alone", &MSG_LEDGER_SEAL_ALONE, row_i64(r, 0), 0);
    return NULL;
}

/* ── the anchor ── */

static struct err *verify_anchor(struct ctx *c, struct ledger_report *report)
{
    struct anchor anchor;
    struct row r;
    bool found = false;
    if (!c->site->data_dir)
        return NULL;
    TRY(anchor_load(c->arena, c->site->data_dir, &anchor));
    if (anchor.number == 0)
        return NULL;
    TRY(db_find(c, verify_seal_by_number, &r, &found, I64(anchor.number)));
    struct seal s;
    uint8_t signature[LEDGER_SIGNATURE_BYTES];
    if (found && seal_of_row(&r, 0, &s, signature)) {
        struct hash h = canon_seal_hash(canon_seal(c->arena, &s));
        if (memcmp(&h, &anchor.hash, sizeof h) == 0)
            return NULL;
    }
    found_seal(report, "tail_cut", &MSG_LEDGER_TAIL_CUT, anchor.number, 0);
    return NULL;
}

struct err *ledger_verify(struct ctx *c, struct ledger_report *report)
{
    const struct ledger_key *key = NULL;
    TRY(ledger_key_of(c, &key));
    report->entries = report->open = report->seals = report->rows = report->findings = 0;
    TRY(verify_links(c, key, report));
    TRY(db_each(c, verify_seal_alone, seal_alone, report));
    TRY(verify_anchor(c, report));
    struct unlinked u = { .key = key, .report = report,
                          .reader = { .first = 1, .text = buf_make(c->arena, 4096) } };
    TRY(db_each(c, verify_unlinked, unlinked_row, &u));
    judge_unlinked(&u);
    TRY(db_each(c, verify_open_gone, open_gone, report));
    TRY(db_each(c, verify_touch_alone, touch_alone, report));
    TRY(verify_rows(c, report));
    for (const struct verify_hook *const *p = __start_kyoten_verify; p < __stop_kyoten_verify; p++)
        TRY((*p)->fn(c, report));
    return NULL;
}
