/* canon.c: see canon.h. */
#include "ledger/canon.h"

#include "base/text.h"

#include <assert.h>
#include <ctype.h>
#include <sodium.h>
#include <stdlib.h>

void canon_put_text(struct buf *b, const char *s)
{
    static const char SHORT[] = "\b\f\n\r\t\"\\";
    static const char LETTER[] = "bfnrt\"\\";
    buf_putc(b, '"');
    for (; *s; s++) {
        const char *at = strchr(SHORT, *s);
        if (at) {
            buf_putc(b, '\\');
            buf_putc(b, LETTER[at - SHORT]);
        } else if ((unsigned char)*s < 0x20) {
            buf_printf(b, "\\u%04X", (unsigned)*s);
        } else {
            buf_putc(b, *s);
        }
    }
    buf_putc(b, '"');
}

void canon_put_hex(struct buf *b, const void *p, size_t n)
{
    static const char DIGITS[] = "0123456789abcdef";
    const uint8_t *v = p;
    buf_putc(b, '"');
    for (size_t i = 0; i < n; i++) {
        buf_putc(b, DIGITS[v[i] >> 4]);
        buf_putc(b, DIGITS[v[i] & 15]);
    }
    buf_putc(b, '"');
}

void canon_put_id(struct buf *b, int64_t id)
{
    buf_putc(b, '"');
    buf_put_i64(b, id);
    buf_putc(b, '"');
}

bool canon_read_hex(const char *s, void *ret, size_t n)
{
    static const char DIGITS[] = "0123456789abcdef";
    uint8_t *v = ret;
    if (strlen(s) != 2 * n)
        return false;
    for (size_t i = 0; i < 2 * n; i++) {
        const char *at = strchr(DIGITS, s[i]);
        if (!at)
            return false;
        v[i / 2] = (uint8_t)(v[i / 2] << 4 | (at - DIGITS));
    }
    return true;
}

/* ── facts ── */

struct fact fact_text(const char *name, const char *text)
{
    return (struct fact){ .name = name, .value = TXT(text) };
}

struct fact fact_i64(const char *name, int64_t n)
{
    return (struct fact){ .name = name, .value = I64(n) };
}

struct fact fact_id(const char *name, int64_t id)
{
    return (struct fact){ .name = name, .value = I64(id), .is_id = true };
}

struct fact fact_hash(const char *name, struct bytes hash)
{
    return (struct fact){ .name = name, .value = BYTES(hash) };
}

static int by_name(const void *x, const void *y)
{
    return strcmp((*(const struct fact *const *)x)->name, (*(const struct fact *const *)y)->name);
}

static bool is_name(const char *name)
{
    for (const char *p = name; *p; p++)
        if (!islower((unsigned char)*p) && !isdigit((unsigned char)*p) && *p != '_')
            return false;
    return *name != 0;
}

static struct err *put_fact(struct buf *b, const struct fact *f)
{
    if (!is_name(f->name))
        return fault(b->arena, "ledger: «%s» is no name of a fact", f->name);
    canon_put_text(b, f->name);
    buf_putc(b, ':');
    switch (f->value.kind) {
    case VALUE_NULL:
        buf_lit(b, "null");
        return NULL;
    case VALUE_I64:
        if (f->is_id) {
            canon_put_id(b, f->value.i64);
            return NULL;
        }
        if (f->value.i64 > CANON_INT_MAX || f->value.i64 < -CANON_INT_MAX)
            return fault(b->arena, "ledger: the fact %s is a number past 2^53; is it an id?", f->name);
        buf_put_i64(b, f->value.i64);
        return NULL;
    case VALUE_TEXT:
        if (!text_is_utf8(f->value.text))
            return fault(b->arena, "ledger: the fact %s is not UTF-8", f->name);
        canon_put_text(b, f->value.text);
        return NULL;
    case VALUE_BYTES:
        canon_put_hex(b, f->value.bytes.p, f->value.bytes.n);
        return NULL;
    case VALUE_END:
        break;
    }
    return fault(b->arena, "ledger: the fact %s has no value", f->name);
}

struct err *canon_facts(struct arena *a, const struct fact *facts, const char **ret)
{
    size_t n = 0;
    while (facts && facts[n].name)
        n++;
    const struct fact **sorted = arena_array(a, const struct fact *, n + 1);
    for (size_t i = 0; i < n; i++)
        sorted[i] = &facts[i];
    qsort(sorted, n, sizeof *sorted, by_name); // NOLINT(bugprone-sizeof-expression): an array of pointers
    struct buf b = buf_make(a, 256);
    buf_putc(&b, '{');
    for (size_t i = 0; i < n; i++) {
        if (i > 0 && strcmp(sorted[i - 1]->name, sorted[i]->name) == 0)
            return fault(a, "ledger: the fact %s comes twice", sorted[i]->name);
        if (i > 0)
            buf_putc(&b, ',');
        TRY(put_fact(&b, sorted[i]));
    }
    buf_putc(&b, '}');
    if (b.n > CANON_FACTS_MAX)
        return fault(a, "ledger: the facts of one entry take %zu bytes; at most %d", b.n, CANON_FACTS_MAX);
    *ret = b.s;
    return NULL;
}

/* ── entries ── */

void canon_entry_begin(struct buf *b, const struct entry *e)
{
    buf_lit(b, "{\"act\":");
    canon_put_text(b, e->act);
    buf_lit(b, ",\"at\":");
    buf_put_i64(b, e->at);
    buf_lit(b, ",\"detail\":");
    buf_puts(b, e->detail);
    buf_lit(b, ",\"duty\":");
    canon_put_text(b, e->duty);
    buf_lit(b, ",\"entry\":");
    canon_put_id(b, e->id);
    buf_lit(b, ",\"person\":");
    canon_put_id(b, e->person);
    buf_lit(b, ",\"recorded_at\":");
    buf_put_i64(b, e->recorded_at);
    buf_lit(b, ",\"request\":");
    canon_put_text(b, e->request);
    buf_lit(b, ",\"subject\":[");
    canon_put_text(b, e->subject_table);
    buf_putc(b, ',');
    canon_put_id(b, e->subject_id);
    buf_lit(b, "],\"touches\":[");
}

void canon_entry_touch(struct buf *b, const char *table, int64_t row, int64_t version, struct bytes hash)
{
    if (b->s[b->n - 1] == ']')
        buf_putc(b, ',');
    buf_putc(b, '[');
    canon_put_text(b, table);
    buf_putc(b, ',');
    canon_put_id(b, row);
    buf_putc(b, ',');
    buf_put_i64(b, version);
    buf_putc(b, ',');
    if (hash.p)
        canon_put_hex(b, hash.p, hash.n);
    else
        buf_lit(b, "null");
    buf_putc(b, ']');
}

void canon_entry_end(struct buf *b)
{
    buf_lit(b, "]}");
}

/* ── rows ── */

static void hash_u64(crypto_generichash_state *s, uint64_t v)
{
    uint8_t b[8];
    for (int i = 0; i < 8; i++)
        b[i] = (uint8_t)(v >> (56 - 8 * i));
    crypto_generichash_update(s, b, sizeof b);
}

static void hash_part(crypto_generichash_state *s, const void *p, size_t n)
{
    hash_u64(s, n);
    crypto_generichash_update(s, p, n);
}

struct hash canon_row_hash(const char *table, const char *columns, const struct row *r)
{
    crypto_generichash_state s;
    crypto_generichash_init(&s, NULL, 0, MERKLE_BYTES);
    hash_part(&s, table, strlen(table));
    const char *name = columns;
    for (int i = 0; i < r->n && *name; i++) {
        size_t n = strcspn(name, ", ");
        const struct cell *cell = &r->cell[i];
        if (cell->kind != VALUE_NULL) {
            hash_part(&s, name, n);
            hash_u64(&s, cell->kind == VALUE_I64 ? 'i' : cell->kind == VALUE_TEXT ? 't' : 'b');
            if (cell->kind == VALUE_I64)
                hash_u64(&s, (uint64_t)cell->i64);
            else
                hash_part(&s, cell->bytes.p, cell->bytes.n);
        }
        name += n + strspn(name + n, ", ");
    }
    assert(*name == 0 && "the row has as many cells as there are columns");
    struct hash h;
    crypto_generichash_final(&s, h.b, sizeof h.b);
    return h;
}

/* ── chain and seals ── */

struct hash canon_chain(const struct hash *before, const struct hash *leaf)
{
    uint8_t text[2 * MERKLE_BYTES];
    memcpy(text, before->b, MERKLE_BYTES);
    memcpy(text + MERKLE_BYTES, leaf->b, MERKLE_BYTES);
    struct hash h;
    crypto_generichash(h.b, sizeof h.b, text, sizeof text, NULL, 0);
    return h;
}

const char *canon_seal(struct arena *a, const struct seal *s)
{
    struct buf b = buf_make(a, 512);
    buf_lit(&b, "{\"at\":");
    buf_put_i64(&b, s->at);
    buf_lit(&b, ",\"chain\":");
    canon_put_hex(&b, s->chain.b, sizeof s->chain.b);
    buf_lit(&b, ",\"first\":");
    buf_put_i64(&b, s->first_seq);
    buf_lit(&b, ",\"key\":");
    canon_put_text(&b, s->key_id);
    buf_lit(&b, ",\"last\":");
    buf_put_i64(&b, s->last_seq);
    buf_lit(&b, ",\"number\":");
    buf_put_i64(&b, s->number);
    buf_lit(&b, ",\"prev\":");
    canon_put_hex(&b, s->prev.b, sizeof s->prev.b);
    buf_lit(&b, ",\"root\":");
    canon_put_hex(&b, s->root.b, sizeof s->root.b);
    buf_putc(&b, '}');
    return b.s;
}

struct hash canon_seal_hash(const char *seal_json)
{
    struct hash h;
    crypto_generichash(h.b, sizeof h.b, (const uint8_t *)seal_json, strlen(seal_json), NULL, 0);
    return h;
}
