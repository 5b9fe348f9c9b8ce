/* receipt_check.c: checks a receipt with nothing but its text and, at best, the site's public key.
**
** Spaces and the order of keys are free, as JSON is; everything else is either under the signature or led by the path
** to a root under the seal's signature, and there is no room for anything more. */
#include "ledger/receipt.h"

#include "ledger.msg.h"
#include "ledger/canon.h"
#include "ledger/signature.h"

#include <jansson.h>
#include <sodium.h>

#define RECEIPT_MAX (1 << 20)
#define CANONICAL (JSON_SORT_KEYS | JSON_COMPACT | JSON_ENCODE_ANY)

static void release_json(void *j)
{
    json_decref(j);
}

static const char *canonical(struct arena *a, const json_t *j)
{
    size_t n = json_dumpb(j, NULL, 0, CANONICAL);
    char *s = arena_alloc(a, n + 1);
    (void)json_dumpb(j, s, n, CANONICAL);
    return s;
}

/* Numbers with a fraction or past 2^53 have no canonical form. */
static bool has_only_integers(json_t *j)
{
    const char *key = NULL;
    json_t *v = NULL;
    size_t i = 0;
    if (json_is_real(j))
        return false;
    if (json_is_integer(j))
        return json_integer_value(j) <= CANON_INT_MAX && json_integer_value(j) >= -CANON_INT_MAX;
    if (json_is_object(j)) {
        void *it = json_object_iter(j);
        for (; it; it = json_object_iter_next(j, it)) {
            key = json_object_iter_key(it);
            v = json_object_iter_value(it);
            if (!key || !has_only_integers(v))
                return false;
        }
    }
    for (i = 0; i < json_array_size(j); i++)
        if (!has_only_integers(json_array_get(j, i)))
            return false;
    return true;
}

static bool read_hash(const json_t *object, const char *key, void *ret, size_t n)
{
    const char *s = json_string_value(json_object_get(object, key));
    return s && canon_read_hex(s, ret, n);
}

static bool read_int(const json_t *object, const char *key, int64_t *ret)
{
    const json_t *v = json_object_get(object, key);
    *ret = json_integer_value(v);
    return json_is_integer(v);
}

static bool read_key(const json_t *root, struct receipt *r)
{
    const json_t *key = json_object_get(root, "key");
    const char *id = json_string_value(json_object_get(key, "id"));
    if (json_object_size(key) != 2 || !id || !read_hash(key, "public", r->public, sizeof r->public))
        return false;
    ledger_key_id(r->public, r->key_id);
    return strcmp(id, r->key_id) == 0;
}

/* The seal as it was signed, and its place for this entry. */
static bool read_seal(struct arena *a, const json_t *proof, struct receipt *r, struct seal *s)
{
    const json_t *j = json_object_get(proof, "seal");
    uint8_t signature[LEDGER_SIGNATURE_BYTES];
    s->key_id = json_string_value(json_object_get(j, "key"));
    return json_object_size(j) == 8 && s->key_id && strcmp(s->key_id, r->key_id) == 0 &&
           read_int(j, "number", &s->number) && read_int(j, "first", &s->first_seq) &&
           read_int(j, "last", &s->last_seq) && read_int(j, "at", &s->at) &&
           read_hash(j, "root", s->root.b, sizeof s->root.b) && read_hash(j, "chain", s->chain.b, sizeof s->chain.b) &&
           read_hash(j, "prev", s->prev.b, sizeof s->prev.b) &&
           read_hash(proof, "signature", signature, sizeof signature) && s->first_seq >= 1 &&
           s->last_seq >= s->first_seq && signature_holds(r->public, SIGNED_SEAL, canon_seal(a, s), signature);
}

static bool proof_holds(struct arena *a, const json_t *proof, struct receipt *r)
{
    struct seal s = { .number = 0 };
    struct hash path[MERKLE_DEPTH];
    int64_t index = 0;
    const json_t *list = json_object_get(proof, "path");
    size_t n = json_array_size(list);
    if (json_object_size(proof) != 4 || !json_is_array(list) || n > MERKLE_DEPTH || !read_seal(a, proof, r, &s) ||
        !read_int(proof, "index", &index) || index < 0)
        return false;
    for (size_t i = 0; i < n; i++) {
        const char *hex = json_string_value(json_array_get(list, i));
        if (!hex || !canon_read_hex(hex, path[i].b, sizeof path[i].b))
            return false;
    }
    struct hash leaf = merkle_leaf(r->entry_json, strlen(r->entry_json));
    r->sealed = true;
    r->seal = s.number;
    r->sealed_at = s.at;
    r->seq = s.first_seq + index;
    return merkle_path_holds(&leaf, (uint64_t)index, (uint64_t)(s.last_seq - s.first_seq) + 1, path, n, &s.root);
}

/* The signed part is the receipt without its proof and its signature. */
static const char *signed_text(struct arena *a, json_t *root)
{
    json_t *body = json_copy(root);
    arena_defer(a, release_json, body);
    (void)json_object_del(body, "proof");
    (void)json_object_del(body, "signature");
    return canonical(a, body);
}

static bool read_parts(struct arena *a, const json_t *root, struct receipt *r)
{
    const json_t *entry = json_object_get(root, "entry");
    const char *act = json_string_value(json_object_get(entry, "act"));
    const char *kind = json_string_value(json_object_get(root, "kind"));
    int64_t version = 0;
    if (json_object_size(root) != 7 || !read_int(root, "version", &version) || version != 1 || !kind || !act ||
        !json_is_object(json_object_get(root, "facts")) || !read_int(entry, "at", &r->at) ||
        !read_int(entry, "recorded_at", &r->recorded_at))
        return false;
    r->kind = arena_strdup(a, kind);
    r->act = arena_strdup(a, act);
    r->entry_json = canonical(a, entry);
    r->facts_json = canonical(a, json_object_get(root, "facts"));
    return true;
}

struct err *receipt_check(struct arena *a, const char *text, size_t n, const uint8_t *public, struct receipt *ret)
{
    json_error_t at;
    struct receipt r = { .sealed = false };
    uint8_t signature[LEDGER_SIGNATURE_BYTES];
    if (n > RECEIPT_MAX)
        return invalid(a, "receipt", MSG_LEDGER_RECEIPT_TOO_LARGE);
    json_t *root = json_loadb(text, n, JSON_REJECT_DUPLICATES, &at);
    if (!root)
        return invalid(a, "receipt", MSG_LEDGER_RECEIPT_NO_JSON, arg_i64(at.line), arg_i64(at.column));
    arena_defer(a, release_json, root);
    if (!has_only_integers(root) || !read_parts(a, root, &r))
        return invalid(a, "receipt", MSG_LEDGER_RECEIPT_SHAPE);
    if (!read_key(root, &r))
        return invalid(a, "receipt", MSG_LEDGER_RECEIPT_KEY_DAMAGED);
    if (public && memcmp(public, r.public, sizeof r.public) != 0)
        return invalid(a, "receipt", MSG_LEDGER_RECEIPT_OTHER_KEY, arg_text(r.key_id));
    if (!read_hash(root, "signature", signature, sizeof signature) ||
        !signature_holds(r.public, SIGNED_RECEIPT, signed_text(a, root), signature))
        return invalid(a, "receipt", MSG_LEDGER_RECEIPT_ALTERED);
    const json_t *proof = json_object_get(root, "proof");
    if (!json_is_null(proof) && !proof_holds(a, proof, &r))
        return invalid(a, "receipt", MSG_LEDGER_RECEIPT_PROOF);
    *ret = r;
    return NULL;
}
