/* doc_bind.c: see doc_bind.h. What goes over the pipe to "kyoten-print bind": a line of lengths, then the parts. */
#include "doc/doc_bind.h"

#include "base/buf.h"
#include "base/subprocess.h"

#include <stdlib.h>
#include <string.h>

#define READ_TIMEOUT_MS 20000
#define BIND_TIMEOUT_MS 60000

/* What "kyoten-print pages" ends with (print_pages.c). */
enum {
    PAGES_GOOD = 0,
    PAGES_FAILED = 1,
    PAGES_ENCRYPTED = 2,
    PAGES_BROKEN = 3,
    PAGES_TOO_LONG = 4,
    PAGES_TOO_LARGE = 5
};

static enum pdf_trouble trouble_of(const struct subprocess_answer *end)
{
    if (end->how != SUBPROCESS_EXITED)
        return PDF_TOO_SLOW;
    switch (end->status) {
    case PAGES_GOOD:
        return PDF_GOOD;
    case PAGES_ENCRYPTED:
        return PDF_ENCRYPTED;
    case PAGES_TOO_LONG:
        return PDF_TOO_LONG;
    case PAGES_TOO_LARGE:
        return PDF_TOO_LARGE;
    case PAGES_BROKEN:
    case PAGES_FAILED:
    default:
        return PDF_BROKEN;
    }
}

struct err *pdf_pages_read(struct arena *a, struct bytes pdf, struct pdf_pages *ret)
{
    struct subprocess_answer end;
    if (pdf.n > BIND_BYTES_MAX) {
        *ret = (struct pdf_pages){ .trouble = PDF_TOO_LARGE };
        return NULL;
    }
    TRY(subprocess_ask(a,
                       &(struct subprocess){ .name = "kyoten-print",
                                             .mode = "pages",
                                             .input = pdf,
                                             .output_max = BIND_BYTES_MAX,
                                             .timeout_ms = READ_TIMEOUT_MS },
                       &end));
    struct pdf_pages x = { .trouble = trouble_of(&end) };
    if (x.trouble == PDF_GOOD) {
        x.pages = strtoul(end.said, NULL, 10); /* it says how many on its error output */
        x.pdf = end.output;
        if (x.pages == 0 || x.pages > BIND_PAGES_MAX || x.pdf.n < 16)
            x = (struct pdf_pages){ .trouble = PDF_BROKEN };
    }
    *ret = x;
    return NULL;
}

struct err *doc_bind(struct arena *a, const struct doc *d, const char *stamp, const struct doc_annex *v, size_t n,
                     struct bytes *ret_pdf)
{
    struct bytes json = { 0 };
    size_t parts = 0;
    if (n > BIND_ANNEXES)
        return fault(a, "%zu annexes are too many for one document", n);
    TRY(doc_to_json(a, d, &json));
    struct bytes *in = arena_array(a, struct bytes, 3 + 2 * n);
    struct buf lengths = buf_make(a, 256);
    in[parts++] = json;
    in[parts++] = (struct bytes){ (const uint8_t *)stamp, strlen(stamp) };
    for (size_t i = 0; i < n; i++) {
        in[parts++] = (struct bytes){ (const uint8_t *)v[i].title, strlen(v[i].title) };
        in[parts++] = v[i].pdf;
    }
    buf_printf(&lengths, "%zu", n);
    for (size_t i = 0; i < parts; i++)
        buf_printf(&lengths, " %zu", in[i].n);
    buf_putc(&lengths, '\n');
    return subprocess_run(a,
                          &(struct subprocess){ .name = "kyoten-print",
                                                .mode = "bind",
                                                .input = { (const uint8_t *)lengths.s, lengths.n },
                                                .more = in,
                                                .more_count = parts,
                                                .output_max = BOUND_BYTES_MAX,
                                                .timeout_ms = BIND_TIMEOUT_MS },
                          ret_pdf);
}
