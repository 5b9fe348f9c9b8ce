/* po_fuzz.c: the reader of catalogues never crashes, and what it lets through becomes text with any arguments. */
#include "i18n/i18n.h"
#include "po.h"

#include <assert.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static const struct msg PLAIN = { .key = "plain", .text = { "平", "plain" } };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    ARENA(a);
    struct po po;
    char *text = arena_alloc(a, n + 1);
    memcpy(text, data, n);
    const char *mistake = po_parse(a, "x.po", text, n, &po);
    assert(!mistake || strncmp(mistake, "x.po:", 5) == 0);
    for (size_t i = 0; !mistake && i < po.entries.n; i++) {
        const struct po_entry *e = &po.entries.v[i];
        const struct msg m = { .key = e->key, .text = { e->text, e->text }, .one = { e->one, e->one } };
        assert(*e->text);
        (void)MSG_TEXT(a, LANG_JA, m, arg_i64(1), arg_text("x"), arg_instant(0), arg_msg(&PLAIN));
        (void)MSG_TEXT(a, LANG_EN, m, arg_i64(2), arg_text(NULL), arg_date((date){ 0 }), arg_i64(3));
    }
    assert(!po_compare(a, &po, &po));
    return 0;
}
