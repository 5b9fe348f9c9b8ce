/* form_fuzz.c: whatever a form says, what comes out is valid text with single line ends, within the limit. */
#include "http/http.h"

#include <assert.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    ARENA(a);
    struct pairs p = { 0 };
    struct err *e = form_decode(a, (struct bytes){ data, n }, 100, &p);
    assert(e ? e->kind == ERR_INVALID && p.n == 0 : p.n <= 100);
    for (size_t i = 0; i < p.n; i++) {
        assert(text_is_valid(p.v[i].name, strlen(p.v[i].name)) &&
               text_is_valid(p.v[i].value, strlen(p.v[i].value)));
        assert(!strchr(p.v[i].value, '\r') && pairs_get(&p, p.v[i].name));
    }
    return 0;
}
