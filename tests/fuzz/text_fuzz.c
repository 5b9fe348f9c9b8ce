/* text_fuzz.c: any bytes have a key that is its own key, an order, a count, a text to show that stays as it is. */
#include "base/text.h"

#include <assert.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    ARENA(a);
    if (n > 4096)
        return 0;
    const char *text = arena_strndup(a, (const char *)data, n);
    const char *key = text_key(a, text);
    assert(strcmp(text_key(a, key), key) == 0);
    assert(text_is_utf8(key));
    const char *shown = text_trim_display(a, text);
    assert(strcmp(text_trim_display(a, shown), shown) == 0);
    assert(text_is_utf8(shown) && text_count(shown) <= strlen(shown));
    const char *kana = NULL;
    const char *again = NULL;
    if (text_kana_full(a, text, &kana)) {
        bool same = text_kana_full(a, kana, &again) && strcmp(again, kana) == 0;
        assert(same);
        (void)same;
    }
    assert(text_sort_key(a, key).p);
    (void)text_digits(a, text);
    return 0;
}
