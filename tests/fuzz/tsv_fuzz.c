/* tsv_fuzz.c: any bytes as a table: read or refused with a place; every cell of what was read is text. */
#include "base/text.h"
#include "main/tsv.h"

#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    struct arena *a __attribute__((cleanup(arena_done))) = arena_make(SIZE_MAX / 2);
    char *text = arena_alloc(a, n + 1);
    if (n)
        memcpy(text, data, n);
    struct tsv t;
    struct err *e = tsv_parse(a, "t", text, n, 1, 9, &t);
    if (e) {
        assert(e->kind == ERR_INVALID && e->field[0] == 't');
        return 0;
    }
    struct names names = names_make(a);
    for (size_t r = 0; r < t.rows; r++)
        for (size_t c = 0; c < t.columns; c++) {
            const char *cell = tsv_cell(&t, r, c);
            assert(text_is_utf8(cell) && !strpbrk(cell, "\t\r\n"));
            assert(names_find(&names, cell) <= names_add(a, &names, cell));
            double v;
            e = tsv_number(a, &t, r, c, &v);
            assert(e || (v >= -1e9 && v <= 1e9));
        }
    return 0;
}
