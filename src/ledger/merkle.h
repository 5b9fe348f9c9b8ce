/* merkle.h: hash trees of RFC 6962 §2.1 (SHA-256; 0x00 before a leaf, 0x01 before a node). Pure. */
#ifndef LEDGER_MERKLE_H
#define LEDGER_MERKLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define MERKLE_BYTES 32
#define MERKLE_DEPTH 48 /* 2^48 leaves are more than there will be */

struct hash {
    uint8_t b[MERKLE_BYTES];
};

/* The hash of a leaf's data, and of a node over two hashes. */
struct hash merkle_leaf(const void *data, size_t n);
struct hash merkle_node(const struct hash *left, const struct hash *right);

/* A tree that grows to the right: the hashes of its complete subtrees, largest first. Begin with { 0 }. */
struct merkle {
    struct hash stack[MERKLE_DEPTH];
    uint64_t n;
};
void merkle_add(struct merkle *m, const struct hash *leaf);
struct hash merkle_root(const struct merkle *m);

/* The audit path of leaf number index among n leaf hashes (index < n), from the leaf upwards; returns its length. */
size_t merkle_path(const struct hash *leaves, size_t n, size_t index, struct hash ret[MERKLE_DEPTH]);
/* Does the path lead from the leaf at index in a tree of n leaves to the root? (RFC 9162 §2.1.3.2) */
bool merkle_path_holds(const struct hash *leaf, uint64_t index, uint64_t n, const struct hash *path, size_t path_n,
                       const struct hash *root);

#endif
