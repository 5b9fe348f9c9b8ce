/* scan_fuzz.c: the robots' reader of pages takes any bytes, and gives only texts that end. */
#include "rehearsal/scan.h"

#include <assert.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    ARENA(a);
    struct scan *s = scan_html(a, (const char *)arena_bytes(a, data, n).p, n);
    size_t long_enough = strlen(s->text) + strlen(s->title) + strlen(s->heading);
    assert(long_enough <= 4 * n + 16); /* an entity is longer than what it names */
    for (size_t i = 0; i < s->form_count; i++)
        for (size_t k = 0; k < s->forms[i].n; k++)
            assert(s->forms[i].v[k].name && s->forms[i].v[k].value && s->forms[i].v[k].label &&
                   s->forms[i].v[k].type);
    for (size_t i = 0; i < s->link_count; i++)
        assert(s->links[i].href && s->links[i].text);
    (void)scan_form_find(s, "/a/*/b");
    (void)scan_link_find(s, "/*", 3);
    return 0;
}
