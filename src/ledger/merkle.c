/* merkle.c: see merkle.h. */
#include "ledger/merkle.h"

#include <assert.h>
#include <sodium.h>
#include <string.h>

_Static_assert(MERKLE_BYTES == crypto_hash_sha256_BYTES, "RFC 6962 hashes are SHA-256");

struct hash merkle_leaf(const void *data, size_t n)
{
    static const uint8_t zero = 0;
    struct hash h;
    crypto_hash_sha256_state s;
    crypto_hash_sha256_init(&s);
    crypto_hash_sha256_update(&s, &zero, 1);
    crypto_hash_sha256_update(&s, data, n);
    crypto_hash_sha256_final(&s, h.b);
    return h;
}

struct hash merkle_node(const struct hash *left, const struct hash *right)
{
    uint8_t text[1 + 2 * MERKLE_BYTES] = { 1 };
    memcpy(text + 1, left->b, MERKLE_BYTES);
    memcpy(text + 1 + MERKLE_BYTES, right->b, MERKLE_BYTES);
    struct hash h;
    crypto_hash_sha256(h.b, text, sizeof text);
    return h;
}

/* n in binary says which complete subtrees there are; adding one leaf carries like adding one to n. */
void merkle_add(struct merkle *m, const struct hash *leaf)
{
    int top = __builtin_popcountll(m->n);
    struct hash h = *leaf;
    for (uint64_t bits = m->n; bits & 1; bits >>= 1)
        h = merkle_node(&m->stack[--top], &h);
    assert(top < MERKLE_DEPTH);
    m->stack[top] = h;
    m->n++;
}

struct hash merkle_root(const struct merkle *m)
{
    struct hash h;
    int top = __builtin_popcountll(m->n);
    if (top == 0) {
        crypto_hash_sha256(h.b, NULL, 0);
        return h;
    }
    h = m->stack[--top];
    while (top > 0)
        h = merkle_node(&m->stack[--top], &h);
    return h;
}

static struct hash root_of(const struct hash *leaves, size_t n)
{
    struct merkle m = { .n = 0 };
    for (size_t i = 0; i < n; i++)
        merkle_add(&m, &leaves[i]);
    return merkle_root(&m);
}

size_t merkle_path(const struct hash *leaves, size_t n, size_t index, struct hash ret[MERKLE_DEPTH])
{
    assert(index < n);
    struct hash down[MERKLE_DEPTH]; /* from the root to the leaf */
    size_t depth = 0;
    while (n > 1) {
        size_t left = 1; /* the largest power of two below n */
        while (left * 2 < n)
            left *= 2;
        assert(depth < MERKLE_DEPTH);
        if (index < left) {
            down[depth++] = root_of(leaves + left, n - left);
            n = left;
        } else {
            down[depth++] = root_of(leaves, left);
            leaves += left;
            index -= left;
            n -= left;
        }
    }
    for (size_t i = 0; i < depth; i++)
        ret[i] = down[depth - 1 - i];
    return depth;
}

bool merkle_path_holds(const struct hash *leaf, uint64_t index, uint64_t n, const struct hash *path, size_t path_n,
                       const struct hash *root)
{
    if (index >= n)
        return false;
    uint64_t at = index;
    uint64_t last = n - 1;
    struct hash h = *leaf;
    for (size_t i = 0; i < path_n; i++) {
        if (last == 0)
            return false;
        if ((at & 1) || at == last) {
            h = merkle_node(&path[i], &h);
            while (!(at & 1) && at != 0) {
                at >>= 1;
                last >>= 1;
            }
        } else {
            h = merkle_node(&h, &path[i]);
        }
        at >>= 1;
        last >>= 1;
    }
    return last == 0 && memcmp(h.b, root->b, MERKLE_BYTES) == 0;
}
