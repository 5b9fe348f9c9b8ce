/* entry.h: reads entries with their touches, and seals, from rows, in constant memory. Private to the ledger. */
#ifndef LEDGER_ENTRY_H
#define LEDGER_ENTRY_H

#include "ledger/canon.h"
#include "ledger/key.h"

/* The columns of an entry e and of one of its touches t, in the order that struct entry_reader expects, after the
** columns of the reader's own. The rows of one entry come together, by t.place. */
#define ENTRY_COLUMNS                                                                                            \
    "e.id, e.at, e.recorded_at, e.person_id, e.duty, e.act, e.subject_table, e.subject_id, e.detail, e.request, " \
    "e.mac, t.tbl, t.row_id, t.version, t.hash"
#define ENTRY_COLUMN_COUNT 15

/* Builds the canonical text of each entry. first: number of the first entry column. For an outer join, a row without
** an entry is one with absent == true. */
struct entry_reader {
    int first;
    struct buf text;    /* of the entry that was read last, after entry_reader_end */
    bool absent;
    int64_t id;
    struct hash mac;
    bool begun;
};
/* Takes one row of the current entry; the caller knows where one entry ends and the next begins. */
void entry_reader_row(struct entry_reader *r, const struct row *row);
/* The entry is whole: .text and .mac can be judged. Ready for the next row. */
void entry_reader_end(struct entry_reader *r);

/* The MAC of a canonical entry. */
struct hash entry_mac(const struct ledger_key *key, const struct buf *text);
bool entry_mac_holds(const struct ledger_key *key, const struct entry_reader *r);

/* The key of this site; FAULT when there is none. */
struct err *ledger_key_of(struct ctx *c, const struct ledger_key **ret) MUST_CHECK;
/* The columns of a seal s. */
#define SEAL_COLUMNS "s.number, s.first_seq, s.last_seq, s.root, s.chain, s.prev, s.at, s.key_id, s.signature"
/* Reads them from column first on; key_id lives as long as the row. False when a hash or the signature has a wrong
** length: then those are zero. */
bool seal_of_row(const struct row *r, int first, struct seal *ret, uint8_t ret_signature[LEDGER_SIGNATURE_BYTES]);

/* The last seal; number 0 before the first. */
struct err *ledger_seal_last(struct ctx *c, struct seal *ret) MUST_CHECK;

/* Copies 32 bytes of a column; false when it holds another number of bytes or NULL. */
bool hash_of_column(const struct row *r, int col, struct hash *ret);

#endif
