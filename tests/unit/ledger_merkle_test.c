/* Hash trees as in RFC 6962: the roots and paths that every Certificate Transparency log knows. */
#include "test.h"

#include "ledger/canon.h"
#include "ledger/merkle.h"

static const struct {
    const char *data;
    size_t n;
} LEAVES[] = {
    { "", 0 },
    { "\x00", 1 },
    { "\x10", 1 },
    { "\x20\x21", 2 },
    { "\x30\x31", 2 },
    { "\x40\x41\x42\x43", 4 },
    { "\x50\x51\x52\x53\x54\x55\x56\x57", 8 },
    { "\x60\x61\x62\x63\x64\x65\x66\x67\x68\x69\x6a\x6b\x6c\x6d\x6e\x6f", 16 },
};

static const char *const ROOTS[] = {
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
};

static const char *hex(struct arena *a, const struct hash *h)
{
    struct buf b = buf_make(a, 80);
    canon_put_hex(&b, h->b, sizeof h->b);
    b.s[b.n - 1] = 0;
    return b.s + 1;
}

TEST(the_roots_of_certificate_transparency_come_out)
{
    struct merkle m = { .n = 0 };
    for (size_t i = 0; i <= 8; i++) {
        struct hash root = merkle_root(&m);
        CHECK_TEXT(hex(a, &root), ROOTS[i]);
        if (i < 8) {
            struct hash leaf = merkle_leaf(LEAVES[i].data, LEAVES[i].n);
            merkle_add(&m, &leaf);
        }
    }
}

TEST(every_leaf_of_every_small_tree_has_a_path_that_holds_nowhere_else)
{
    struct hash leaves[70];
    struct hash path[MERKLE_DEPTH];
    struct merkle m = { .n = 0 };
    for (size_t n = 1; n <= 70; n++) {
        leaves[n - 1] = merkle_leaf(&n, sizeof n);
        merkle_add(&m, &leaves[n - 1]);
        struct hash root = merkle_root(&m);
        for (size_t i = 0; i < n; i++) {
            size_t length = merkle_path(leaves, n, i, path);
            CHECK(merkle_path_holds(&leaves[i], i, n, path, length, &root));
            CHECK(!merkle_path_holds(&leaves[i], i, n, path, length + 1, &root));
            CHECK(n == 1 || !merkle_path_holds(&leaves[i], (i + 1) % n, n, path, length, &root));
            CHECK(n == 1 || !merkle_path_holds(&leaves[(i + 1) % n], i, n, path, length, &root));
            CHECK(n == 1 || !merkle_path_holds(&leaves[i], i, n, path, length - 1, &root));
            CHECK(!merkle_path_holds(&leaves[i], n, n, path, length, &root));
            for (size_t k = 0; k < length; k++) {
                path[k].b[k % MERKLE_BYTES] ^= 1;
                CHECK(!merkle_path_holds(&leaves[i], i, n, path, length, &root));
                path[k].b[k % MERKLE_BYTES] ^= 1;
            }
        }
    }
}
