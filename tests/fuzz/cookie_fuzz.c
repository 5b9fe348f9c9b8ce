/* cookie_fuzz.c: cookies and parameters of header values hold what they may. */
#include "http/text.h"

#include <assert.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    ARENA(a);
    const char *text = arena_strndup(a, (const char *)data, n);
    const char *cookie = cookie_get(a, text, "s");
    assert(!cookie || (!strpbrk(cookie, " \",;\\\r\n") && strlen(cookie) < n));
    const char *value = header_parameter(a, text, "name");
    assert(!value || strlen(value) < n);
    (void)media_type_is(text, "form-data");
    return 0;
}
