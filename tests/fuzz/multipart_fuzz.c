/* multipart_fuzz.c: a multipart body gives the same result at once and cut at a place that its first byte chooses. */
#include "http/multipart.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

struct result {
    bool ok;
    struct pairs form;
    struct upload *uploads;
    size_t n;
};

static char dir[] = "/tmp/kyoten-fuzz-XXXXXX";

static void remove_dir(void)
{
    (void)rmdir(dir);
}

static struct result feed(struct arena *a, const uint8_t *p, size_t n, size_t piece)
{
    const struct http_limits limits = { .body_bytes = 2000, .file_bytes = 2000, .fields = 20, .files = 5 };
    struct result r = { 0 };
    struct multipart *m = multipart_make(a, "x", &limits, dir);
    struct err *e = NULL;
    for (size_t at = 0; at < n && !e; at += piece)
        e = multipart_feed(m, p + at, n - at < piece ? n - at : piece);
    if (!e)
        e = multipart_end(m, &r.form, &r.uploads, &r.n);
    assert(!e || e->kind == ERR_INVALID);
    r.ok = !e;
    return r;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    static bool made;
    if (!made) {
        if (!mkdtemp(dir))
            abort();
        (void)atexit(remove_dir);
        made = true;
    }
    ARENA(a);
    struct result whole = feed(a, data, n, n + 1);
    struct result cut = feed(a, data, n, 1 + (n ? data[n / 2] % 16 : 0));
    assert(whole.ok == cut.ok && whole.form.n == cut.form.n && whole.n == cut.n);
    for (size_t i = 0; whole.ok && i < whole.form.n; i++)
        assert(strcmp(whole.form.v[i].value, cut.form.v[i].value) == 0 &&
               text_is_valid(whole.form.v[i].value, strlen(whole.form.v[i].value)));
    for (size_t i = 0; whole.ok && i < whole.n; i++)
        assert(memcmp(whole.uploads[i].hash, cut.uploads[i].hash, 32) == 0 &&
               whole.uploads[i].size == cut.uploads[i].size &&
               !strpbrk(whole.uploads[i].file_name, "/\\\r\n"));
    return 0;
}
