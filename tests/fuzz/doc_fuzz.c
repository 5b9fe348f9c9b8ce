/* doc_fuzz.c: the reader of documents never crashes, and what it lets through is written and read back the same. */
#include "doc/doc.h"

#include <assert.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    ARENA(a);
    struct doc *d = NULL;
    struct doc *back = NULL;
    struct bytes one = { 0 };
    struct bytes two = { 0 };
    const struct err *e = doc_from_json(a, (struct bytes){ data, n }, &d);
    if (e) {
        assert(e->kind == ERR_FAULT && strncmp(e->why, "document: ", 10) == 0 && !d);
        return 0;
    }
    const struct err *written = doc_to_json(a, d, &one);
    assert(!written);
    const struct err *read = doc_from_json(a, one, &back);
    assert(!read);
    written = doc_to_json(a, back, &two);
    assert(!written && one.n == two.n && memcmp(one.p, two.p, one.n) == 0);
    return 0;
}
